"""The command line: parse arguments, call, print. Results go to stdout, everything else to stderr.

Nothing heavy is imported at module level, and nothing heavy at all for ``--help``. The first word decides: the name of
a subcommand runs it, anything else is a source. A file with the name of a subcommand is ``./name``.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from ..errors import BriefError, UsageError
from . import flags
from .errors import INTERRUPTED_EXIT, lost_output, reported, told
from .options import HELP, PLAIN, BriefingFormat, Debug, Grouped, Plan, chosen, in_json
from .streams import abandon_stdout, has_piped_stdin, has_terminal_stdin, reader_left, settle
from .terminal import say, show, write

if TYPE_CHECKING:
    from ..documents.loaders.sources import SourceItem, Wanted
    from .run import Run

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "daily": "make a dated edition of many sources: see 'brief daily --help'",
    "eval": "measure a model, a plan or the checks alone on annotated articles",
    "check": "test what an endpoint and its model can do",
    "config": "show each setting and where it comes from",
    "kinds": "list the kinds of briefing",
    "schema": "print the JSON Schema of a kind's output",
    "models": "list the embedded models; 'models pull [NAME]' downloads one",
    "cache": "'cache path' prints where replies are stored, 'cache clear' deletes them",
}
EXAMPLES = (
    "brief article.txt                        with the model from your settings",
    "cat article.txt | brief -m local         with the embedded model",
    "brief https://example.org/story -o story.md",
    "brief news/*.html -o briefings/ -f json  one file per article",
)
briefing = typer.Typer(**PLAIN)  # type: ignore[arg-type]

_ABOUT = """Write a briefing of each SOURCE, with the sentences that prove every item.

Without a SOURCE, read the article from stdin."""
_EPILOG = "\n".join(
    [
        "\b\nCommands (see also 'brief COMMAND --help'):",
        *(f"  {name:8} {does}" for name, does in COMMANDS.items()),
        "\n\b\nExamples:",
        *(f"  {example}" for example in EXAMPLES),
    ]
)


def main() -> NoReturn:
    """Run ``brief`` with the arguments of the process, and exit."""
    settle()
    try:
        code = _answered(sys.argv[1:])
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else 0
        if code == 1 and reader_left():  # typer's code for that; ours is 0
            code = 0
    except KeyboardInterrupt:
        code = INTERRUPTED_EXIT
    except OSError:
        if lost_output() is None:
            raise
        code = 0  # nothing else went wrong
    _leave(code)


def _answered(arguments: list[str]) -> int:
    """Carry out ``arguments`` and return the exit code."""
    if "_BRIEF_COMPLETE" in os.environ:
        from .completion import complete, words

        complete(_app(words()))
    app = _app(arguments)
    try:
        if app is briefing and arguments and not arguments[0].startswith("-"):
            from .usage import misspelt

            wrong = misspelt(arguments[0], list(COMMANDS))
            if wrong is not None:
                raise wrong
        code = app(arguments, prog_name="brief", standalone_mode=False)
    except BriefError as error:
        say(told(error))
        return error.exit_code
    except typer.TyperException as error:
        if not error.message.startswith("Usage: "):
            from .usage import usage_error

            say(told(usage_error(error, f"brief {arguments[0]}" if app is not briefing else "brief")))
        else:  # a command that does nothing without another word
            for line in error.message.splitlines():
                say(line)
        return UsageError.exit_code
    return code if isinstance(code, int) else 0


def _app(arguments: list[str]) -> typer.Typer:
    if arguments and arguments[0] in COMMANDS:
        from .tools import tools

        return tools
    return briefing


def _leave(code: int) -> NoReturn:
    """Exit, with an error if output was lost; silently if the reader of stdout has gone."""
    lost = lost_output()
    if lost is not None and code == 0:
        say(told(lost))
        code = lost.exit_code
    abandon_stdout()
    sys.exit(code)


def _completed(incomplete: str) -> list[tuple[str, str]]:
    from .completion import sources

    return sources(incomplete, COMMANDS)


_Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="Text files, web pages, links, feeds, folders, .jsonl, @LIST, or -.",
        autocompletion=_completed,
    ),
]


@briefing.command(cls=Grouped, help=_ABOUT, epilog=_EPILOG, context_settings=HELP)
def _brief(
    context: typer.Context,
    sources: _Sources = None,
    kind: flags.Kind = None,
    style: flags.Style = None,
    as_json: flags.AsJson = False,
    output: flags.Target = None,
    language: flags.Language = None,
    evidence: flags.Evidence = False,
    no_text: flags.NoText = False,
    model: flags.ModelName = None,
    base_url: flags.BaseUrl = None,
    profile: flags.Profile = None,
    plan: flags.WritingPlan = None,
    judge: flags.Judge = None,
    form: flags.As = None,
    limit: flags.Limit = None,
    since: flags.Since = None,
    allow_private: flags.AllowPrivate = False,
    offline: flags.Offline = False,
    no_cache: flags.NoCache = False,
    refresh: flags.Refresh = False,
    jobs: flags.Jobs = None,
    max_requests: flags.MaxRequests = None,
    max_tokens: flags.MaxTokens = None,
    max_cost: flags.MaxCost = None,
    dry_run: flags.DryRun = False,
    fail_fast: flags.FailFast = False,
    strict: flags.Strict = False,
    quiet: flags.Quiet = False,
    debug: Debug = False,
    _version: flags.Version = False,
    _install_completion: flags.Install = False,
    _show_completion: flags.Show = False,
) -> None:
    with reported(debug=debug):
        named = sources or _from_stdin(context)
        from ..config.settings import load, web_folder
        from ..config.toml import project_defaults
        from ..documents.loaders.sources import Wanted
        from ..documents.loaders.timestamps import since_when
        from ..kinds import registry as kinds
        from ..llm.middleware.budget import Budget
        from .run import Run, RunOptions

        project = project_defaults(Path.cwd())
        settings = load(
            model=model, base_url=base_url, profile=profile, judge=judge, jobs=jobs, offline=offline, refresh=refresh,
            cache=not no_cache, language=language or project.get("language"),
            plan=chosen(plan, Plan, project.get("plan")),
        )  # fmt: skip
        asked = in_json(style, BriefingFormat("json") if as_json else None)
        written = _Written(asked, project.get("format"), output, not no_text, evidence)
        budget = Budget(requests=max_requests, tokens=max_tokens, dollars=max_cost)
        known = kinds.find(kind or project.get("kind") or "news", settings.kinds)
        run = Run(known, settings, budget, RunOptions(strict, fail_fast, quiet))
        wanted = Wanted(form and form.value, limit, since_when(since), allow_private, web_folder(), offline=offline)
        raise SystemExit(_run(named, wanted, run, written, debug=debug, dry=dry_run))


def _from_stdin(context: typer.Context) -> list[str]:
    """Return stdin as the source if something is piped to brief. Otherwise a bare ``brief`` prints its help."""
    if has_piped_stdin():
        return ["-"]
    if has_terminal_stdin() and len(sys.argv) == 1:
        write(f"{context.get_help()}\n")
        raise SystemExit(0)
    raise UsageError("no source was given", hint="Run 'brief article.txt', 'brief -' for stdin, or 'brief --help'.")


class _Written(NamedTuple):
    """The output format. ``asked``: the format that the options name; ``usual``: the project's default."""

    asked: BriefingFormat | None
    usual: str | None
    target: str | None
    text: bool
    evidence: bool


def _run(sources: list[str], wanted: "Wanted", run: "Run", written: _Written, *, debug: bool, dry: bool) -> int:
    """Brief all sources, or only report what that would take; return the exit code."""
    import asyncio

    from ..documents.loaders.sources import is_many, items
    from .output import Output, style_by_ending

    if "" in sources:  # an unset variable, which would be this folder
        raise UsageError("a source has an empty name", hint="Use '.' for this folder, '-' for stdin.")
    lazy = any(s.startswith("@") or s.endswith(".jsonl") for s in sources)
    articles = items(sources, wanted)
    known = None if lazy else list(articles)
    several = known is None or len(known) > 1 or any(map(is_many, sources))
    usual = None if written.asked else chosen(None, BriefingFormat, written.usual)
    style = written.asked or style_by_ending(written.target, several=several) or usual or BriefingFormat("text")
    out = Output(str(style), written.target, several=several, text=written.text, evidence=written.evidence)

    def guard(source: str, codes: list[int]) -> AbstractContextManager[None]:
        return reported(debug=debug, source=source, codes=codes)

    found: Iterable[SourceItem] = articles if known is None else known
    if dry:
        codes: list[int] = []
        for line in run.announce(found, guard, codes):
            show(line)
        return max(codes, default=0)
    return asyncio.run(run.brief(found, len(known) if known is not None else None, out, guard))
