"""The subcommands: everything except briefing. Loaded only when one of them is called."""

from enum import StrEnum
from typing import Annotated

import typer

from ..errors import OutputError, UsageError
from .app import COMMANDS
from .daily import daily
from .errors import reported
from .options import HELP, PLAIN, BaseUrl, Debug, Json, ModelOption, Plan, Profile, in_json
from .terminal import say, show, write

__all__ = ["tools"]

tools = typer.Typer(
    **PLAIN,  # type: ignore[arg-type]
    context_settings=HELP,
    no_args_is_help=True,
    help="The subcommands of brief.",
)
models = typer.Typer(**PLAIN, invoke_without_command=True, help=COMMANDS["models"])  # type: ignore[arg-type]
cache = typer.Typer(**PLAIN, no_args_is_help=True, help=COMMANDS["cache"])  # type: ignore[arg-type]
tools.add_typer(models, name="models")
tools.add_typer(cache, name="cache")
tools.add_typer(daily, name="daily")


class Style(StrEnum):
    """Output format of a scoreboard."""

    TEXT = "text"
    JSON = "json"


@tools.command("eval", help="Measure a model, a plan or the checks alone on annotated articles.")
def _eval(
    name: Annotated[
        str,
        typer.Option(
            "--set", help="'open', 'sealed', or a file or folder in the documented format.", metavar="NAME|FILE"
        ),
    ] = "open",
    checks: Annotated[
        bool, typer.Option("--checks", help="Test only the checks, against human labels; no model.")
    ] = False,
    kind: Annotated[str, typer.Option("--kind", "-k", help="See 'brief kinds'.", metavar="NAME")] = "news",
    model: ModelOption = None,
    base_url: BaseUrl = None,
    plan: Annotated[Plan | None, typer.Option(help="See 'brief --help'.")] = None,
    judge: Annotated[
        str | None,
        typer.Option(
            help="Model that judges the items, or with --checks the set's labeled responses.", metavar="MODEL"
        ),
    ] = None,
    judge_url: Annotated[str | None, typer.Option(help="Endpoint of the judge.", metavar="URL")] = None,
    style: Annotated[Style | None, typer.Option("--format", "-f", help="Output format.  [default: text]")] = None,
    as_json: Json = False,
    against: Annotated[str | None, typer.Option(help="Compare with another run.", metavar="OTHER.json")] = None,
    predictions: Annotated[
        str | None,
        typer.Option(
            help="With --checks: write what was flagged in the set's responses, one per line.", metavar="FILE"
        ),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Use recorded replies only.")] = False,
    debug: Debug = False,
) -> None:
    with reported(debug=debug):
        from ..config.settings import load
        from .evaluate import evaluate

        wanted = in_json(style, Style.JSON if as_json else None) or Style.TEXT
        settings = None if checks else load(model=model, base_url=base_url, plan=plan, offline=offline)
        judging = load(model=judge, base_url=judge_url, offline=offline) if judge else None
        evaluate(name, kind, settings, judge=judging, style=wanted, against=against, predictions=predictions)


@tools.command("check", help=COMMANDS["check"])
def _check(
    model: ModelOption = None,
    base_url: BaseUrl = None,
    profile: Profile = None,
    debug: Debug = False,
) -> None:
    with reported(debug=debug):
        import asyncio

        from ..config.settings import load
        from ..evaluation.grouping_trial import pair_count
        from ..evaluation.model_trial import trial
        from ..llm.probe import QUESTIONS
        from ..llm.registry import look_at
        from .console import Console, expected_requests, model_and_host

        settings = load(model=model, base_url=base_url, profile=profile)
        if settings.note:
            say(f"brief: {settings.note}")
        pairs = pair_count()
        what = f"{QUESTIONS} small questions, 1 article to brief, {pairs} pairs of articles to compare, 1 list to judge"
        say(f"brief: testing {model_and_host(settings)}: {what}; {expected_requests(QUESTIONS + pairs + 2, settings)}")
        rows = asyncio.run(look_at(settings, trial, Console(quiet=False).fetching)).rows
        width = max(len(what) for what, _ in rows)
        for what, found in rows:
            show(f"{what:{width}}  {found}")


@tools.command("config", help=COMMANDS["config"])
def _config(profile: Profile = None) -> None:
    with reported():
        from ..config.settings import config_file, explain

        rows = list(explain(profile))
        widths = [max(len(row[n]) for row in rows) for n in (0, 1)]
        for name, value, where in rows:
            show(f"{name:{widths[0]}}  {value:{widths[1]}}  {where}")
        there = "" if config_file().is_file() else " (not created yet)"
        say(f"the config file is {config_file()}{there}")


@tools.command("kinds", help=COMMANDS["kinds"])
def _kinds() -> None:
    with reported():
        from ..config.settings import load
        from ..kinds import registry as kinds

        folder = load(model="local").kinds
        for name in kinds.names(folder):
            show(name)


@tools.command("schema", help=COMMANDS["schema"])
def _schema(kind: Annotated[str, typer.Argument(help="A kind from 'brief kinds', or 'edition'.")] = "news") -> None:
    with reported():
        import json

        from ..briefing import published_schema
        from ..config.settings import load
        from ..kinds import registry as kinds

        if kind == "edition":
            from ..edition import published

            schema = published()
        else:
            found = kinds.find(kind, load(model="local").kinds)
            schema = published_schema(found.name, found.content)
        write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")


@models.callback()
def _models(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        from ..config.settings import data_folder
        from ..llm.embedded.weights import CATALOG, DEFAULT

        for weights in CATALOG.values():
            there = (data_folder() / f"{weights.name}.gguf").is_file()
            state = "installed" if there else f"{weights.size / 1e9:.1f} GB to download"
            show(f"local:{weights.name}  {weights.title}  {state}{'  (default)' if weights.name == DEFAULT else ''}")


@models.command("pull", help="Download an embedded model's weights and verify them.")
def _pull(
    name: Annotated[str | None, typer.Argument(help="A model from 'brief models'; the default one if omitted.")] = None,
) -> None:
    with reported():
        from ..config.settings import data_folder
        from ..llm.embedded.weights import CATALOG, DEFAULT, fetch
        from .console import Console

        chosen = (name or DEFAULT).removeprefix("local:")
        if chosen not in CATALOG:
            raise UsageError(f"there is no embedded model {chosen!r}", hint=f"Known: {', '.join(CATALOG)}.")
        console = Console(quiet=False)
        show(str(fetch(CATALOG[chosen], data_folder(), lambda n, of: console.fetching(chosen, n, of))))


@cache.command("path", help="Print the folder where replies are stored.")
def _cache_path() -> None:
    with reported():
        from ..config.settings import recordings_folder

        show(str(recordings_folder()))


@cache.command("clear", help="Delete all stored replies.")
def _cache_clear() -> None:
    with reported():
        from ..config.settings import recordings_folder
        from ..llm.middleware.cache import Recordings

        try:
            count = Recordings(recordings_folder()).clear()
        except OSError as error:
            raise OutputError(f"cannot delete recordings: {error.strerror}") from error
        say(f"{count} recording{'' if count == 1 else 's'} deleted")
