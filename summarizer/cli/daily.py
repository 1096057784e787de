"""``brief daily``: the command line of the daily briefing. Nothing heavy is imported at module level."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from . import flags
from .errors import reported
from .options import HELP, PLAIN, BaseUrl, Debug, Json, ModelOption, Plan, in_json
from .terminal import say, show, write

if TYPE_CHECKING:
    import datetime as dt

    from ..daily.paper import Paper
    from ..edition import Edition

__all__ = ["daily"]

daily = typer.Typer(
    **PLAIN,  # type: ignore[arg-type]
    context_settings=HELP,
    invoke_without_command=True,
    help="Make today's edition of the briefing that brief.toml describes.",
)
Config = Annotated[Path, typer.Option("--config", help="Settings file of the daily briefing.", metavar="FILE")]
HERE = Path("brief.toml")


class EditionFormat(StrEnum):
    """The output format of an edition."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@daily.callback()
def _make(
    context: typer.Context,
    config: Config = HERE,
    date: Annotated[
        str | None, typer.Option(help="Date of the edition, such as 2026-01-31.  [default: today]", metavar="DATE")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Skip articles older than this: 36h, 2d, 2026-01-31.", metavar="WHEN")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the planned stories and requests; ask no model.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the editions to this folder.", metavar="DIR")
    ] = None,
    model: ModelOption = None,
    base_url: BaseUrl = None,
    plan: Annotated[
        Plan | None, typer.Option(help="Writing plan; 'extract' needs no model.", show_default=False)
    ] = None,
    judge: flags.Judge = None,
    jobs: Annotated[int | None, typer.Option(help="Write N stories at a time.", min=1, max=1_000, metavar="N")] = None,
    max_requests: flags.MaxRequests = None,
    max_tokens: flags.MaxTokens = None,
    max_cost: flags.MaxCost = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow links to this computer and private networks.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Open no connection; use known articles and recordings.")
    ] = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again and replace recorded replies.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Do not print the edition; print only errors, on stderr.")
    ] = False,
    debug: Debug = False,
) -> None:
    if context.invoked_subcommand is not None:
        return
    with reported(debug=debug):
        from ..config.settings import load
        from ..documents.loaders.timestamps import since_when
        from ..llm.middleware.budget import Budget
        from .daily_run import DailyOptions, run

        paper = _paper(config)
        settings = load(
            model=model,
            base_url=base_url,
            language=paper.language,
            jobs=jobs,
            profile=paper.profile,
            plan=plan.value if plan else paper.plan,
            judge=judge,
            offline=offline,
            refresh=refresh,
        )
        wishes = DailyOptions(_day(date), since_when(since), output, allow_private, offline, dry_run, quiet)
        budget = Budget(requests=max_requests, tokens=max_tokens, dollars=max_cost)
        raise SystemExit(run(paper, settings, budget, wishes))


@daily.command("init", help="Write a commented brief.toml and create an inbox folder.")
def _init(config: Config = HERE) -> None:
    with reported():
        from ..daily.paper import TEMPLATE
        from .daily_run import local_zone

        if config.exists():
            raise UsageError(f"{config} already exists", hint="Name another file with --config.")
        try:
            config.parent.mkdir(parents=True, exist_ok=True)
            (config.parent / "inbox").mkdir(exist_ok=True)
            config.write_text(TEMPLATE.format(timezone=local_zone()), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {config} or the inbox beside it: {error.strerror}") from None
        say(f"brief: wrote {config}; 'brief daily' makes today's edition and also reads articles in inbox/")


@daily.command("list", help="List the editions, and the days without one.")
def _list(config: Config = HERE) -> None:
    with reported():
        from datetime import UTC, datetime

        from ..daily.state import State
        from ..daily.times import day_of, missed

        paper = _paper(config)
        with State(paper.state_file) as state:
            editions, failed = state.editions(), state.failures()
        rows = {day: status for day, status, _ in editions}
        gone = missed(list(rows), day_of(datetime.now(UTC), paper.timezone)) if rows else []
        for day in sorted({*rows, *gone, *failed}, reverse=True):
            why = f"  (the last run failed: {failed[day]})" if day in failed else ""
            show(f"{day.isoformat()}  {rows.get(day, 'missing')}{why}")
        if not rows:
            say("brief: there are no editions yet")


@daily.command("show", help="Print the edition of DATE, or the latest one.")
def _show(
    date: Annotated[str | None, typer.Argument(metavar="DATE", help="Such as 2026-01-31.")] = None,
    style: Annotated[
        EditionFormat | None, typer.Option("--format", "-f", help="Output format.  [default: text]")
    ] = None,
    as_json: Json = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="For text: add each cited sentence and what was left out.")
    ] = False,
    config: Config = HERE,
) -> None:
    with reported():
        from ..daily.state import State

        wanted = in_json(style, EditionFormat.JSON if as_json else None) or EditionFormat.TEXT
        with State(_paper(config).state_file) as state:
            known = [day for day, _, _ in state.editions()]
            day = _day(date) or next(iter(known), None)
            kept = state.edition(day) if day else None
        if kept is None:
            raise UsageError(
                f"there is no edition{f' of {day}' if day else ''}", hint="Run 'brief daily list' to see the editions."
            )
        from ..edition import known_edition

        edition = known_edition(kept.body)
        if edition is None:
            raise UsageError(
                f"the edition of {day} was written by another version of brief",
                hint="Open its files in the output folder instead.",
            )
        write(_drawn(edition, wanted, evidence=evidence))


def _drawn(edition: "Edition", style: EditionFormat, *, evidence: bool) -> str:
    if style is EditionFormat.JSON:
        return edition.to_json() + "\n"
    if style is EditionFormat.HTML:
        from ..render.edition_html import edition_html

        return edition_html(edition)
    from ..render.edition_text import edition_markdown, edition_text

    return edition_markdown(edition) if style is EditionFormat.MARKDOWN else edition_text(edition, evidence=evidence)


@daily.command("search", help="Search past editions for stories with all of WORDS.")
def _search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS")],
    config: Config = HERE,
) -> None:
    with reported():
        from ..daily.state import State

        with State(_paper(config).state_file) as state:
            found = state.search(w for word in words for w in word.split())
        for told in found:
            show(f"{told.edition.isoformat()}  {told.text}{f'  {told.url}' if told.url else ''}")
        if not found:
            say("brief: no edition has a match")
            raise SystemExit(1)


@daily.command("gc", help="Delete stored article texts that no edition needs any more.")
def _gc(
    days: Annotated[int, typer.Option(help="Keep the texts of the last N days.", min=15, metavar="N")] = 60,
    config: Config = HERE,
) -> None:
    with reported():
        from datetime import UTC, datetime, timedelta

        from ..daily.lock import only_run
        from ..daily.state import State
        from ..daily.times import day_of
        from .daily_run import say_waiting

        paper = _paper(config)
        with State(paper.state_file) as state, only_run(paper.state_file, say_waiting):
            before = day_of(datetime.now(UTC), paper.timezone) - timedelta(days=days)
            gone, freed = state.collect(before)
        show(f"texts of {gone} articles deleted, {freed / 1e6:.1f} MB freed")


def _paper(config: Path) -> "Paper":
    from ..daily.paper import read_paper

    return read_paper(config)


def _day(told: str | None) -> "dt.date | None":
    from datetime import date

    try:
        return None if told is None else date.fromisoformat(told)
    except ValueError:
        raise UsageError(f"{told!r} is not a date", hint="Write it like 2026-01-31.") from None
