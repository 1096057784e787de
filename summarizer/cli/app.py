"""The command line: parse arguments, call, print. Results go to stdout, all else to stderr.

Nothing heavy is imported at module level, and nothing heavy at all for ``--help``. The first word decides: a
subcommand's name starts that subcommand, anything else is a source; a file called like a subcommand is ``./name``.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .. import __version__
from ..errors import UsageError
from .errors import reported

if TYPE_CHECKING:
    from ..documents.loaders.registry import Form as ReadForm
    from ..documents.loaders.sources import SourceItem
    from .output import Output
    from .run import Run

__all__ = ["COMMANDS", "PLAIN", "Plan", "main"]

COMMANDS = {
    "daily": "make a dated edition of many sources: see 'brief daily --help'",
    "eval": "measure a model, a plan or the checks alone on annotated articles",
    "check": "ask an endpoint what it can do",
    "config": "show each setting and where it comes from",
    "kinds": "list the kinds of briefing",
    "schema": "print the JSON Schema of a kind's output",
    "models": "list the embedded models; 'models pull [NAME]' fetches one",
    "cache": "'cache path' prints where replies are kept, 'cache clear' deletes them",
}
PLAIN = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
briefing = typer.Typer(**PLAIN)  # type: ignore[arg-type]

_EPILOG = "\b\nCommands (first word; 'brief COMMAND --help' tells more):\n" + "\n".join(
    f"  {name:8} {does}" for name, does in COMMANDS.items()
)


class BriefingFormat(StrEnum):
    """Output format of a briefing."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Form(StrEnum):
    """Input format of a source."""

    TEXT = "text"
    PAGE = "page"
    FEED = "feed"


FORMS: "dict[Form, ReadForm]" = {Form.TEXT: "text", Form.PAGE: "page", Form.FEED: "feed"}


class Plan(StrEnum):
    """Writing plan: the sequence of model calls."""

    SINGLE = "single"
    STEPS = "steps"
    PICK = "pick"
    EXTRACT = "extract"


def main() -> NoReturn:
    """Run ``brief`` with the arguments of the process, and exit."""
    arguments = sys.argv[1:]
    try:
        _app(arguments)(arguments, prog_name="brief")
    except SystemExit as done:
        _leave(done.code if isinstance(done.code, int) else 0)
    _leave(0)


def _app(arguments: list[str]) -> typer.Typer:
    if arguments and arguments[0] in COMMANDS:
        from .tools import tools

        return tools
    return briefing


def _leave(code: int) -> NoReturn:
    """Exit, silently also where nobody reads stdout any more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


@briefing.command(epilog=_EPILOG)
def _brief(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Texts, web pages, links, feeds, folders, .jsonl, @LIST, or -."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="What to write: see 'brief kinds'.  [default: news]", show_default=False)
    ] = None,
    style: Annotated[
        BriefingFormat | None, typer.Option("--format", help="How to write it.  [default: text]", show_default=False)
    ] = None,
    output: Annotated[
        str | None, typer.Option(help="A file, or a folder for several sources.", metavar="FILE|DIR")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="'local', 'local:NAME', 'local:/path.gguf', or a model of the endpoint.")
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible endpoint.", metavar="URL")] = None,
    profile: Annotated[str | None, typer.Option(help="A profile of your config file.")] = None,
    plan: Annotated[
        Plan | None,
        typer.Option(help="'extract' needs no model.  [default: what suits the model]", show_default=False),
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(
            help="Who checks that the article supports each item: auto, off, same, or a model.  [default: auto]",
            metavar="MODEL",
            show_default=False,
        ),
    ] = None,
    language: Annotated[str | None, typer.Option(help="Write in this language (a code such as de).")] = None,
    form: Annotated[
        Form | None, typer.Option("--as", help="What the sources are.  [default: as they look]", show_default=False)
    ] = None,
    limit: Annotated[int | None, typer.Option(help="Entries of a feed.  [default: 20]", min=1, max=2_000)] = None,
    since: Annotated[str | None, typer.Option(help="Of a feed, only what is not older: 2026-01-31, 36h, 7d.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Links may lead to this computer and private networks.")
    ] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Only recorded replies; opens no connection.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep recorded replies.")] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again and replace recorded replies.")] = False,
    jobs: Annotated[int | None, typer.Option(help="Articles at once.", min=1, max=1_000)] = None,
    max_requests: Annotated[int | None, typer.Option(help="Send no more requests than this.", min=0)] = None,
    max_tokens: Annotated[int | None, typer.Option(help="Use no more tokens than this.", min=0)] = None,
    max_cost: Annotated[float | None, typer.Option(help="Spend no more dollars than this.", min=0)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked, and send nothing.")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Begin no other source after one has failed.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 9 if an item was rejected.")] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Add every cited sentence, every edit and what was left out.")
    ] = False,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the article's text out of the JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only errors on stderr.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Write a briefing of each SOURCE in which every item carries the sentences that prove it."""
    if version:
        print(f"brief {__version__}")
        raise typer.Exit
    with reported(debug=debug):
        if not sources:
            raise UsageError("no source is named", hint="brief article.txt, or brief - for stdin; brief --help.")
        if offline and (no_cache or refresh):
            raise UsageError("--offline uses recordings only, so --no-cache and --refresh make no sense with it")
        from ..config.settings import load, web_folder
        from ..config.toml import project_defaults
        from ..documents.loaders.sources import Wanted, is_many, items
        from ..documents.loaders.timestamps import since_when
        from ..kinds import registry as kinds
        from ..llm.middleware.budget import Budget
        from .output import Output
        from .run import Run, RunOptions

        project = project_defaults(Path.cwd())
        plan_name = _chosen(plan, Plan, project.get("plan"))
        settings = load(
            model=model,
            base_url=base_url,
            language=language or project.get("language"),
            jobs=jobs,
            profile=profile,
            plan=plan_name,
            judge=judge,
            offline=offline,
            cache=not no_cache,
            refresh=refresh,
        )
        style_name = _chosen(style, BriefingFormat, project.get("format")) or BriefingFormat.TEXT.value
        budget = Budget(requests=max_requests, tokens=max_tokens, dollars=max_cost)
        wishes = RunOptions(strict=strict, fail_fast=fail_fast, quiet=quiet)
        found = kinds.find(kind or project.get("kind") or "news", settings.kinds)
        run = Run(found, settings, budget, wishes)
        wanted = Wanted(FORMS[form] if form else None, limit, since_when(since), allow_private, web_folder())
        lazy = any(s.startswith("@") or s.endswith(".jsonl") for s in sources)
        articles = items(sources, wanted)
        known = None if lazy else list(articles)
        several = known is None or len(known) > 1 or any(map(is_many, sources))
        out = Output(style_name, output, several=several, text=not no_text, evidence=evidence)
        raise SystemExit(_run(articles if known is None else known, run, out, debug=debug, dry=dry_run))


def _chosen(flag: StrEnum | None, values: type[StrEnum], project: str | None) -> str | None:
    """The flag's value, or the project's. Raises UsageError for a value of the project that is none."""
    if flag is not None or project is None:
        return flag and flag.value
    if project not in {v.value for v in values}:
        raise UsageError(f"[tool.brief] has the unknown value {project!r}", hint=f"Known: {', '.join(values)}.")
    return project


def _run(found: "Iterable[SourceItem]", run: "Run", out: "Output", *, debug: bool, dry: bool) -> int:
    """Brief all sources, or only say what that would take; the exit code."""
    import asyncio

    def guard(source: str, codes: list[int]) -> AbstractContextManager[None]:
        return reported(debug=debug, source=source, codes=codes)

    if dry:
        codes: list[int] = []
        for line in run.announce(found, guard, codes):
            print(line)
        return max(codes, default=0)
    return asyncio.run(run.brief(found, len(found) if isinstance(found, list) else None, out, guard))
