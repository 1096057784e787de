"""One run of ``brief daily``: the locks, times, models and files needed to make an edition."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ..config.settings import Settings, web_folder
from ..daily.deliver import identity, tell_failure, write_files
from ..daily.intake import gather
from ..daily.lineup import Lineup, line_up, unchanged_since
from ..daily.lock import only_run
from ..daily.make import Desk, make
from ..daily.paper import Paper
from ..daily.state import State
from ..daily.times import Window, day_of, window
from ..daily.writing import Writer, asked_of
from ..documents.fetch.robots import Web
from ..edition import Edition, SourceReport, known_edition
from ..errors import BriefError, BudgetError, OutputError
from ..kinds import registry as kinds
from ..llm.middleware.budget import Budget, Prices
from ..llm.registry import compares, connect, judge_for, with_plan
from ..pipeline import Judge
from .console import Console
from .terminal import say, show, write

__all__ = ["DailyOptions", "local_zone", "run", "say_waiting"]

REMOTE_JOBS = 8
LATE = timedelta(days=7)
"""Age up to which an edition's unsent mail is retried."""


class DailyOptions(NamedTuple):
    """The user's options for a run. ``day`` None: today; ``since`` None: since the last edition."""

    day: date | None = None
    since: datetime | None = None
    output: Path | None = None
    private: bool = False
    offline: bool = False
    dry: bool = False
    quiet: bool = False


def run(paper: Paper, settings: Settings, budget: Budget, wishes: DailyOptions, now: datetime | None = None) -> int:
    """Make the edition, write its files, print it; return the exit code. Raises a BriefError if none can be made."""
    moment = now or datetime.now(UTC)
    day = wishes.day or day_of(moment, paper.timezone)
    folder = wishes.output or paper.output_folder
    chosen = with_plan(settings)
    if chosen.plan != "extract":
        asks = compares(chosen) if paper.compare is None else paper.compare == "model"
        chosen = replace(chosen, compares=asks)
    with State(paper.state_file) as state, only_run(paper.state_file, say_waiting):
        try:
            last = state.last_before(day)
            span = window(day, paper.timezone, moment, last and last.until, wishes.since)
            work = _Run(paper, state, chosen, budget, wishes, day, span, moment)
            edition = asyncio.run(work.edition())
        except BriefError as error:
            if not wishes.dry:
                with suppress(OutputError, OSError):  # if this fails too, the first error is raised
                    state.used(day, _spent(budget), str(error))
                    tell_failure(paper, state, day, folder, str(error))
            raise
        if edition is None:
            return 0
        state.used(day, _spent(budget), "")
        files = write_files(paper, state, edition, folder, _sender(), day_of(moment, paper.timezone))
        _mail(paper, state, day)
    if not wishes.quiet:
        from ..render.edition_text import edition_text

        write(edition_text(edition))
        say(f"brief: wrote {', '.join(str(f) for f in files)}")
    if edition.status != "degraded":
        return 0
    return BudgetError.exit_code if work.broke else 1


@dataclass
class _Run:
    """One run and its data. ``broke``: True if the budget's limit kept a story from being written."""

    paper: Paper
    state: State
    settings: Settings
    budget: Budget
    wishes: DailyOptions
    day: date
    span: Window
    now: datetime
    broke: bool = False

    def __post_init__(self) -> None:
        self._console = Console(quiet=self.wishes.quiet)

    async def edition(self) -> Edition | None:
        """Make the edition and return it; None for a dry run, which only prints the plan. Raises a BriefError."""
        reports = await self._gathered()
        if not self.wishes.dry and not self.settings.refresh:
            kept = unchanged_since(self.paper, self.state, self.day, self.settings, self.wishes.since)
            if kept is not None:
                return kept
        lineup = line_up(self.paper, self.state, self.day, self.span, self.settings)
        writer = self._writer(lineup)
        if self.wishes.dry:
            self._announce(lineup, reports, writer)
            return None
        tell = self._teller("writing")
        desk = Desk(self.paper, self.state, self.budget, self.now, tell, self._jobs)
        async with AsyncExitStack() as stack:
            for model in {id(m): m for m in (writer.model, writer.judge.model) if m is not None}.values():
                await stack.enter_async_context(model)
                self._console.announce(model, self.settings)
            made = await make(desk, lineup, writer, reports)
        self.broke = made.broke
        return made.edition

    @property
    def _jobs(self) -> int:
        return self.settings.jobs or (REMOTE_JOBS if self.settings.base_url else 1)

    def _writer(self, lineup: Lineup) -> Writer:
        """Return the models that write and judge the stories of ``lineup``. Opens no connection."""
        kind, settings = kinds.find("story"), self.settings
        if settings.plan == "extract" or not lineup.stories:
            return Writer(kind, None, settings, 0, Judge(None, ""))
        model, most = connect(settings, self._console.fetching, self.budget, self._jobs)
        judging, why = judge_for(settings)
        if judging is None or judging is settings:
            return Writer(kind, model, settings, most, Judge(model if judging else None, why))
        other, _ = connect(judging, self._console.fetching, self.budget, self._jobs)
        return Writer(kind, model, settings, most, Judge(other, why))

    async def _gathered(self) -> list[SourceReport]:
        if self.wishes.offline:
            return []
        web = Web(web_folder(), private=self.wishes.private)
        return await gather(self.paper, self.state, self.span, web, self.now, self._teller("reading"))

    def _teller(self, what: str) -> Callable[[str, int], None]:
        def tell(name: str, left: int) -> None:
            self._console.step(f"{what}: {name}", left)

        return tell

    def _announce(self, lineup: Lineup, reports: list[SourceReport], writer: Writer) -> None:
        """Print the stories that the run would tell, and the greatest number of requests it would send."""
        for report in reports:
            show(f"{report.name}: {report.state}, {report.listed} listed, {report.new} newly read")
        prices = Prices(*self.settings.prices) if self.settings.prices else None
        requests, cost = 0, 0.0
        for given in lineup.stories:
            tokens = asked_of(given, writer)
            requests += len(tokens)
            cost += sum(prices.of(*t) for t in tokens) if prices else 0.0
            told = f"at most {len(tokens)} requests" if tokens else "recorded" if writer.model else "no request"
            story = given.story
            show(f"{lineup.places[story.id].score:6.1f}  {story.id}  {len(story.articles)} articles: {told}")
        price = f", ${cost:.4f}" if prices else ", price unknown" if self.settings.base_url else ""
        show(f"{len(lineup.stories)} stories, {len(lineup.unchanged)} without news; at most {requests} requests{price}")


def _spent(budget: Budget) -> tuple[int, int, int, float]:
    return budget.requests, budget.prompt, budget.completion, budget.dollars


def _sender() -> str:
    from ..daily.mailing import settings

    found = settings()
    return found.sender if found else "brief@localhost"


def _mail(paper: Paper, state: State, day: date) -> None:
    """Send unsent editions if the paper has recipients and the config file has mail settings.

    A later run within a week tries again. Raises OutputError.
    """
    unsent = state.unsent(day - LATE) if paper.mail_to else []
    if not unsent:
        return
    from ..daily.mailing import send, settings
    from ..render.edition_mail import edition_mail

    found = settings()
    if found is None:
        say("brief: no mail was sent: your config file has no [mail] table")
        return
    for late in unsent:
        kept = state.edition(late)
        edition = known_edition(kept.body) if kept is not None else None
        if edition is None:
            say(f"brief: the edition of {late.isoformat()} was not mailed: it was written by another version of brief")
        else:
            send(edition_mail(edition, identity(paper), found.sender, paper.mail_to), found)
        state.sent(late)


def local_zone() -> str:
    """Return the name of this computer's timezone, UTC if unknown."""
    try:
        target = Path("/etc/localtime").resolve()
        name = str(target).partition("zoneinfo/")[2]
        from zoneinfo import ZoneInfo

        return ZoneInfo(name).key if name else "UTC"
    except (OSError, ValueError, KeyError):
        return "UTC"


def say_waiting() -> None:
    """Tell the user that another run is in progress."""
    say("brief: another run is in progress; waiting for it to end")
