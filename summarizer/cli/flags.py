"""The options of ``brief``, in the groups that its help shows."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .. import __version__
from .options import BriefingFormat, Form, Plan
from .terminal import show

if TYPE_CHECKING:
    from typer.models import OptionInfo


def _written(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401 - passed on as it is
    return _option("Output", *names, **more)


def _asked(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401
    return _option("Models", *names, **more)


def _read(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401
    return _option("Input", *names, **more)


def _spent(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401
    return _option("Requests and limits", *names, **more)


def _option(group: str, *names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401
    made: OptionInfo = typer.Option(*names, show_default=False, rich_help_panel=group, **more)
    return made


def _print_version(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted and not context.resilient_parsing:
        show(f"brief {__version__}")
        raise typer.Exit


def _install(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not context.resilient_parsing:
        from .completion import hand_out

        hand_out(context, install=True)


def _show(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not context.resilient_parsing:
        from .completion import hand_out

        hand_out(context, install=False)


Kind = Annotated[
    str | None, _written("--kind", "-k", help="Kind of briefing: see 'brief kinds'.  [default: news]", metavar="NAME")
]
Style = Annotated[
    BriefingFormat | None,
    _written("--format", "-f", help="Output format.  [default: from the extension of --output, else text]"),
]
AsJson = Annotated[bool, _written("--json", help="Same as --format json.")]
Target = Annotated[
    str | None, _written("--output", "-o", help="Output file, or a folder for several sources.", metavar="FILE|DIR")
]
Language = Annotated[str | None, _written(help="Write in this language (a code such as de).", metavar="CODE")]
Evidence = Annotated[bool, _written("--evidence", help="Add all cited sentences, edits and rejected items.")]
NoText = Annotated[bool, _written("--no-text", help="Leave the article's text out of the JSON.")]

ModelName = Annotated[
    str | None,
    _asked(
        "--model",
        "-m",
        help="'local', 'local:NAME', 'local:/path.gguf', or a model on the endpoint.",
        metavar="NAME",
    ),
]
BaseUrl = Annotated[str | None, _asked(help="An OpenAI-compatible endpoint.", metavar="URL")]
Profile = Annotated[str | None, _asked(help="A profile from your config file.", metavar="NAME")]
WritingPlan = Annotated[
    Plan | None, _asked(help="Writing plan; 'extract' needs no model.  [default: depends on the model]")
]
Judge = Annotated[
    str | None,
    _asked(
        help="Model that checks each item against the article: auto, off, same, or a name.  [default: auto]",
        metavar="MODEL",
    ),
]

As = Annotated[Form | None, _read("--as", help="Type of the sources.  [default: detected]")]
Limit = Annotated[
    int | None, _read(help="Read at most N entries of a feed.  [default: 20]", min=1, max=2_000, metavar="N")
]
Since = Annotated[str | None, _read(help="Skip feed entries older than this: 2026-01-31, 36h, 7d.", metavar="WHEN")]
AllowPrivate = Annotated[bool, _read("--allow-private", help="Allow links to this computer and private networks.")]

Offline = Annotated[bool, _spent("--offline", help="Use recorded replies only; open no connection.")]
NoCache = Annotated[bool, _spent("--no-cache", help="Neither use nor store recorded replies.")]
Refresh = Annotated[bool, _spent("--refresh", help="Ask again and replace recorded replies.")]
Jobs = Annotated[int | None, _spent(help="Brief N articles at a time.", min=1, max=1_000, metavar="N")]
MaxRequests = Annotated[int | None, _spent(help="Send at most N requests.", min=0, metavar="N")]
MaxTokens = Annotated[int | None, _spent(help="Use at most N tokens.", min=0, metavar="N")]
MaxCost = Annotated[float | None, _spent(help="Spend at most this many dollars.", min=0, metavar="DOLLARS")]
DryRun = Annotated[bool, _spent("--dry-run", help="Show what would be requested; ask no model.")]

FailFast = Annotated[bool, typer.Option("--fail-fast", help="Start no more sources after one fails.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 9 if an item was rejected.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors on stderr.")]
Version = Annotated[
    bool,
    typer.Option("--version", "-V", help="Print the version and exit.", is_eager=True, callback=_print_version),
]
Install = Annotated[
    bool,
    typer.Option("--install-completion", help="Install shell completion.", is_eager=True, callback=_install),
]
Show = Annotated[
    bool,
    typer.Option("--show-completion", help="Print the shell completion script.", is_eager=True, callback=_show),
]
