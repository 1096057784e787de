"""The command line: parse arguments, call, print. Results go to stdout, all else to stderr.

Nothing heavy is imported at module level, and nothing heavy at all for ``--help``. The first word decides: a
subcommand's name starts that subcommand, anything else is a source; a file called like a subcommand is ``./name``.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .errors import BriefError, OutputError, UsageError
from .version import VERSION

if TYPE_CHECKING:
    from .output import Output
    from .runs import Run

__all__ = ["main"]

COMMANDS = {
    "eval": "measure a model, a plan or the checks alone on annotated articles",
    "check": "ask an endpoint what it can do",
    "config": "show each setting and where it comes from",
    "kinds": "list the kinds of briefing",
    "schema": "print the JSON Schema of a kind's output",
    "models": "list the embedded models; 'models pull [NAME]' fetches one",
    "cache": "'cache path' prints where replies are kept, 'cache clear' deletes them",
}
INTERRUPTED_EXIT = 130

_options = {"rich_markup_mode": None, "pretty_exceptions_enable": False, "add_completion": False}
briefing = typer.Typer(**_options)  # type: ignore[arg-type]
tools = typer.Typer(**_options, no_args_is_help=True, help="The subcommands of brief.")  # type: ignore[arg-type]
models = typer.Typer(**_options, invoke_without_command=True, help=COMMANDS["models"])  # type: ignore[arg-type]
cache = typer.Typer(**_options, no_args_is_help=True, help=COMMANDS["cache"])  # type: ignore[arg-type]
tools.add_typer(models, name="models")
tools.add_typer(cache, name="cache")

_EPILOG = "\b\nCommands (first word; 'brief COMMAND --help' tells more):\n" + "\n".join(
    f"  {name:8} {does}" for name, does in COMMANDS.items()
)


class Format(StrEnum):
    """How a briefing is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Plan(StrEnum):
    """Which calls make a briefing."""

    SINGLE = "single"
    STEPS = "steps"
    PICK = "pick"
    EXTRACT = "extract"


def main() -> NoReturn:
    """Run ``brief`` with the arguments of the process, and exit."""
    gc.disable()  # collecting while modules load costs a third of a start; on again once the first source is done
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or it reads the metadata of all that is installed
    arguments = sys.argv[1:]
    chosen = tools if arguments and arguments[0] in COMMANDS else briefing
    try:
        chosen(arguments, prog_name="brief")
    except SystemExit as done:
        _leave(done.code if isinstance(done.code, int) else 0)
    _leave(0)


def _leave(code: int) -> NoReturn:
    """Exit, silently also where nobody reads stdout any more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    gc.freeze()  # leave at once: the last collection would only find what the system takes back anyway
    sys.exit(code)


@briefing.command(epilog=_EPILOG)
def _brief(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Text files, folders, .jsonl, @LIST, or -."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="What to write: see 'brief kinds'.  [default: news]", show_default=False)
    ] = None,
    style: Annotated[
        Format | None, typer.Option("--format", help="How to write it.  [default: text]", show_default=False)
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
    verify: Annotated[
        str | None, typer.Option(help="A second look at each item by this model, or 'same'.", metavar="MODEL")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Write in this language (a code such as de).")] = None,
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
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the article's text out of the JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only errors on stderr.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Write a briefing of each SOURCE in which every item carries the sentences that prove it."""
    if version:
        print(f"brief {VERSION}")
        raise typer.Exit
    with _errors(debug=debug):
        if not sources:
            raise UsageError("no source is named", hint="brief article.txt, or brief - for stdin; brief --help.")
        if offline and (no_cache or refresh):
            raise UsageError("--offline uses recordings only, so --no-cache and --refresh make no sense with it")
        from . import kinds
        from .config import project_defaults
        from .models.budget import Budget
        from .output import Output
        from .read.sources import is_many
        from .runs import Run, Wishes
        from .settings import load

        project = project_defaults(Path.cwd())
        plan_name = _chosen(plan, Plan, project.get("plan"))
        settings = load(
            model=model,
            base_url=base_url,
            language=language or project.get("language"),
            jobs=jobs,
            profile=profile,
            plan=plan_name,
            offline=offline,
            cache=not no_cache,
            refresh=refresh,
        )
        several = len(sources) > 1 or any(map(is_many, sources))
        style_name = _chosen(style, Format, project.get("format")) or Format.TEXT.value
        out = Output(style_name, output, several=several, text=not no_text)
        second = settings if verify == "same" else None
        if verify and second is None:
            second = load(model=verify, base_url=base_url, offline=offline, cache=not no_cache, refresh=refresh)
        if second is settings and plan_name == Plan.EXTRACT:
            raise UsageError("--verify same needs a writing model", hint="Name the model that looks: --verify MODEL.")
        budget = Budget(requests=max_requests, tokens=max_tokens, dollars=max_cost)
        wishes = Wishes(strict=strict, fail_fast=fail_fast, quiet=quiet)
        found = kinds.find(kind or project.get("kind") or "news", settings.kinds)
        run = Run(found, settings, second, budget, wishes)
        raise typer.Exit(_run(sources, run, out, debug=debug, dry=dry_run))


def _chosen(flag: StrEnum | None, values: type[StrEnum], project: str | None) -> str | None:
    """The flag's value, or the project's. Raises UsageError for a value of the project that is none."""
    if flag is not None or project is None:
        return flag and flag.value
    if project not in {v.value for v in values}:
        raise UsageError(f"[tool.brief] has the unknown value {project!r}", hint=f"Known: {', '.join(values)}.")
    return project


def _run(sources: list[str], run: "Run", out: "Output", *, debug: bool, dry: bool) -> int:
    """Brief all sources, or only say what that would take; the exit code."""
    import asyncio

    from .read.sources import items

    countable = not any(s.startswith("@") or s.endswith(".jsonl") for s in sources)
    found = items(sources)
    known = list(found) if countable else None

    def guard(source: str, codes: list[int]) -> AbstractContextManager[None]:
        return _errors(debug=debug, source=source, codes=codes)

    if dry:
        codes: list[int] = []
        for line in run.announce(found if known is None else known, guard, codes):
            print(line)
        return max(codes, default=0)
    total = None if known is None else len(known)
    return asyncio.run(run.brief(found if known is None else known, total, out, guard))


@contextmanager
def _errors(*, debug: bool = False, source: str = "", codes: list[int] | None = None) -> Iterator[None]:
    """Each error becomes one line and an exit code; where ``codes`` is given, the code is noted and work goes on."""
    try:
        yield
    except BriefError as error:
        code, message, hint = error.exit_code, str(error), error.hint
    except BrokenPipeError:
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED_EXIT) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of our own is told in one line too
        code, message = 1, f"a fault in brief itself: {type(error).__name__}"
        hint = "Run it with --debug and report what it prints."
    else:
        return
    if debug:
        import traceback

        traceback.print_exc()
    where = "" if not source or source == "-" or source in message else f"{source}: "
    ending = "" if not hint else f". {hint}"
    _say(f"brief: {where}{message}{ending}")
    if codes is None:
        raise typer.Exit(code)
    codes.append(code)


def _say(line: str) -> None:
    print("".join(c if c.isprintable() else "?" for c in line), file=sys.stderr, flush=True)


class Style(StrEnum):
    """How a scoreboard is written."""

    TEXT = "text"
    JSON = "json"


@tools.command("eval", help="Measure a model, a plan or the checks alone on annotated articles.")
def _eval(
    name: Annotated[
        str,
        typer.Option(
            "--set", help="'open', 'sealed', or a file or folder of the documented format.", metavar="NAME|FILE"
        ),
    ] = "open",
    checks: Annotated[
        bool, typer.Option("--checks", help="Only the checks, against people's labels; no model.")
    ] = False,
    kind: Annotated[str, typer.Option(help="See 'brief kinds'.")] = "news",
    model: Annotated[str | None, typer.Option(help="As for a briefing.")] = None,
    base_url: Annotated[str | None, typer.Option(help="As for a briefing.", metavar="URL")] = None,
    plan: Annotated[Plan | None, typer.Option(help="As for a briefing.")] = None,
    judge: Annotated[
        str | None, typer.Option(help="A model that judges claims; with --checks, that takes a second look.")
    ] = None,
    judge_url: Annotated[str | None, typer.Option(help="Where the judge answers.", metavar="URL")] = None,
    style: Annotated[Style, typer.Option("--format", help="How to write it.")] = Style.TEXT,
    against: Annotated[str | None, typer.Option(help="Another run to compare with.", metavar="OTHER.json")] = None,
    predictions: Annotated[
        str | None, typer.Option(help="With --checks: write the hard flags, one response a line.", metavar="FILE")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Only recorded replies.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    with _errors(debug=debug):
        from .evaluation.command import evaluate
        from .settings import load

        settings = None if checks else load(model=model, base_url=base_url, plan=plan, offline=offline)
        judging = load(model=judge, base_url=judge_url, offline=offline) if judge else None
        evaluate(name, kind, settings, judge=judging, style=style, against=against, predictions=predictions)


@tools.command("check", help=COMMANDS["check"])
def _check(
    model: Annotated[str | None, typer.Option(help="As for a briefing.")] = None,
    base_url: Annotated[str | None, typer.Option(help="As for a briefing.", metavar="URL")] = None,
    profile: Annotated[str | None, typer.Option(help="A profile of your config file.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    with _errors(debug=debug):
        import asyncio

        from .console import Console
        from .models.connect import look_at
        from .settings import load

        settings = load(model=model, base_url=base_url, profile=profile)
        if settings.note:
            _say(f"brief: {settings.note}")
        rows = asyncio.run(look_at(settings, Console(quiet=False).fetching)).rows
        width = max(len(what) for what, _ in rows)
        for what, found in rows:
            print(f"{what:{width}}  {found}")


@tools.command("config", help=COMMANDS["config"])
def _config(profile: Annotated[str | None, typer.Option(help="A profile of your config file.")] = None) -> None:
    with _errors():
        from .settings import config_file, explain

        rows = list(explain(profile))
        widths = [max(len(row[n]) for row in rows) for n in (0, 1)]
        for name, value, where in rows:
            print(f"{name:{widths[0]}}  {value:{widths[1]}}  {where}")
        there = "" if config_file().is_file() else " (there is none yet)"
        print(f"the config file is {config_file()}{there}", file=sys.stderr)


@tools.command("kinds", help=COMMANDS["kinds"])
def _kinds() -> None:
    with _errors():
        from . import kinds
        from .settings import load

        folder = load(model="local").kinds
        for name in kinds.names(folder):
            print(name)


@tools.command("schema", help=COMMANDS["schema"])
def _schema(kind: Annotated[str, typer.Argument(help="See 'brief kinds'.")] = "news") -> None:
    with _errors():
        import json

        from . import kinds
        from .briefing import published_schema
        from .settings import load

        found = kinds.find(kind, load(model="local").kinds)
        print(json.dumps(published_schema(found.name, found.content), indent=2, ensure_ascii=False))


@models.callback()
def _models(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        from .models.weights import CATALOG, DEFAULT
        from .settings import data_folder

        for weights in CATALOG.values():
            there = (data_folder() / f"{weights.name}.gguf").is_file()
            state = "installed" if there else f"{weights.size / 1e9:.1f} GB to fetch"
            print(f"local:{weights.name}  {weights.title}  {state}{'  (default)' if weights.name == DEFAULT else ''}")


@models.command("pull", help="Fetch an embedded model's weights and check them.")
def _pull(
    name: Annotated[str | None, typer.Argument(help="See 'brief models'; the default if left out.")] = None,
) -> None:
    with _errors():
        from .console import Console
        from .models.weights import CATALOG, DEFAULT, fetch
        from .settings import data_folder

        chosen = (name or DEFAULT).removeprefix("local:")
        if chosen not in CATALOG:
            raise UsageError(f"no embedded model is called {chosen!r}", hint=f"Known: {', '.join(CATALOG)}.")
        console = Console(quiet=False)
        print(fetch(CATALOG[chosen], data_folder(), lambda n, of: console.fetching(chosen, n, of)))


@cache.command("path", help="Print the folder where replies are kept.")
def _cache_path() -> None:
    with _errors():
        from .settings import recordings_folder

        print(recordings_folder())


@cache.command("clear", help="Delete all kept replies.")
def _cache_clear() -> None:
    with _errors():
        from .models.recordings import Recordings
        from .settings import recordings_folder

        try:
            count = Recordings(recordings_folder()).clear()
        except OSError as error:
            raise OutputError(f"cannot delete recordings: {error.strerror}") from error
        print(f"{count} recording{'' if count == 1 else 's'} deleted", file=sys.stderr)
