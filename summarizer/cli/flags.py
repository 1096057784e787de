"""The options of a briefing, in the groups in which its help shows them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from .. import __version__
from .options import BriefingFormat, Form, Plan
from .terminal import show

if TYPE_CHECKING:
    from typer.models import OptionInfo


def _written(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401 - passed on as it is
    return _option("What is written", *names, **more)


def _asked(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401
    return _option("Who writes and judges", *names, **more)


def _read(*names: str, **more: Any) -> "OptionInfo":  # noqa: ANN401
    return _option("What is read", *names, **more)


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
    str | None, _written("--kind", "-k", help="What to write: see 'brief kinds'.  [default: news]", metavar="NAME")
]
Style = Annotated[
    BriefingFormat | None,
    _written("--format", "-f", help="How to write it.  [default: by the ending of --output, else text]"),
]
AsJson = Annotated[bool, _written("--json", help="The same as --format json.")]
Target = Annotated[
    str | None, _written("--output", "-o", help="A file, or a folder for several sources.", metavar="FILE|DIR")
]
Language = Annotated[str | None, _written(help="Write in this language (a code such as de).", metavar="CODE")]
Evidence = Annotated[bool, _written("--evidence", help="Add every cited sentence, every edit and what was left out.")]
NoText = Annotated[bool, _written("--no-text", help="Leave the article's text out of the JSON.")]

ModelName = Annotated[
    str | None,
    _asked(
        "--model",
        "-m",
        help="'local', 'local:NAME', 'local:/path.gguf', or a model of the endpoint.",
        metavar="NAME",
    ),
]
BaseUrl = Annotated[str | None, _asked(help="An OpenAI-compatible endpoint.", metavar="URL")]
Profile = Annotated[str | None, _asked(help="A profile of your config file.", metavar="NAME")]
WritingPlan = Annotated[Plan | None, _asked(help="'extract' needs no model.  [default: what suits the model]")]
Judge = Annotated[
    str | None,
    _asked(
        help="Who checks that the article supports each item: auto, off, same, or a model.  [default: auto]",
        metavar="MODEL",
    ),
]

As = Annotated[Form | None, _read("--as", help="What the sources are.  [default: as they look]")]
Limit = Annotated[int | None, _read(help="Entries of a feed.  [default: 20]", min=1, max=2_000, metavar="N")]
Since = Annotated[str | None, _read(help="Of a feed, only what is not older: 2026-01-31, 36h, 7d.", metavar="WHEN")]
AllowPrivate = Annotated[bool, _read("--allow-private", help="Links may lead to this computer and private networks.")]

Offline = Annotated[bool, _spent("--offline", help="Only recorded replies; opens no connection.")]
NoCache = Annotated[bool, _spent("--no-cache", help="Neither use nor keep recorded replies.")]
Refresh = Annotated[bool, _spent("--refresh", help="Ask again and replace recorded replies.")]
Jobs = Annotated[int | None, _spent(help="Articles at once.", min=1, max=1_000, metavar="N")]
MaxRequests = Annotated[int | None, _spent(help="Send no more requests than this.", min=0, metavar="N")]
MaxTokens = Annotated[int | None, _spent(help="Use no more tokens than this.", min=0, metavar="N")]
MaxCost = Annotated[float | None, _spent(help="Spend no more dollars than this.", min=0, metavar="DOLLARS")]
DryRun = Annotated[bool, _spent("--dry-run", help="Say what would be asked, and send nothing.")]

FailFast = Annotated[bool, typer.Option("--fail-fast", help="Begin no other source after one has failed.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 9 if an item was rejected.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only errors on stderr.")]
Version = Annotated[
    bool,
    typer.Option("--version", "-V", help="Print the version and exit.", is_eager=True, callback=_print_version),
]
Install = Annotated[
    bool,
    typer.Option(
        "--install-completion", help="Make your shell complete commands and options.", is_eager=True, callback=_install
    ),
]
Show = Annotated[
    bool,
    typer.Option("--show-completion", help="Print the script that makes it do so.", is_eager=True, callback=_show),
]
