"""One run of ``brief daily``: locks, times, models and files around the making of an edition."""

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from .. import kinds
from ..console import Console
from ..errors import BriefError, BudgetError, OutputError
from ..models.budget import Budget, Prices, most_tokens
from ..models.connect import compares, connect, with_plan
from ..models.recordings import Recorded
from ..parts import calls_for, parts_of
from ..plans import VERBATIM
from ..prompt import REPAIR_TOKENS
from ..read.polite import Web
from ..reporting import say
from ..settings import Settings, web_folder
from .comparison import comparison_request, figures_to_compare
from .deliver import identity, tell_failure, write_files
from .differences import figures_of
from .edition import Edition, SourceReport
from .intake import gather
from .make import Draft, draft, make, unchanged_since
from .paper import Paper
from .state import State
from .times import Window, day_of, window
from .writing import comparison_tokens, read_of

__all__ = ["Wishes", "local_zone", "run"]

REMOTE_JOBS = 8
LATE = timedelta(days=7)
"""How long a mail that could not be sent is tried again."""


class Wishes(NamedTuple):
    """What the user asks of a run. ``day`` None: today; ``since`` None: since the last edition."""

    day: date | None = None
    since: datetime | None = None
    output: Path | None = None
    private: bool = False
    offline: bool = False
    dry: bool = False
    quiet: bool = False


def run(paper: Paper, settings: Settings, budget: Budget, wishes: Wishes, now: datetime | None = None) -> int:
    """Make the edition, write its files, print it; the exit code. Raises a BriefError where there is none."""
    moment = now or datetime.now(UTC)
    day = wishes.day or day_of(moment, paper.timezone)
    folder = wishes.output or paper.output_folder
    chosen = with_plan(settings)
    if chosen.plan != "extract":
        asks = compares(chosen) if paper.compare is None else paper.compare == "model"
        chosen = replace(chosen, compares=asks)
    with State(paper.state_file) as state, state.alone(lambda: say("brief: another run is at work: waiting for it")):
        try:
            last = state.last_before(day)
            span = window(day, paper.timezone, moment, last and last.until, wishes.since)
            work = _Run(paper, state, chosen, budget, wishes, day, span, moment)
            edition = asyncio.run(work.edition())
        except BriefError as error:
            if not wishes.dry:
                with suppress(OutputError, OSError):  # where that cannot be told either, the error itself is
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

        sys.stdout.write(edition_text(edition))
        say(f"brief: wrote {', '.join(str(f) for f in files)}")
    if edition.status != "degraded":
        return 0
    return BudgetError.exit_code if work.broke else 1


class _Run:
    """What one run knows."""

    def __init__(  # noqa: PLR0913, PLR0917 - what one run knows
        self,
        paper: Paper,
        state: State,
        settings: Settings,
        budget: Budget,
        wishes: Wishes,
        day: date,
        span: Window,
        now: datetime,
    ) -> None:
        self._paper = paper
        self._state = state
        self._settings = settings
        self._budget = budget
        self._wishes = wishes
        self._day = day
        self._span = span
        self._now = now
        self._console = Console(quiet=wishes.quiet)
        self.broke = False

    async def edition(self) -> Edition | None:
        """The edition; None for a dry run, which only says what it would take. Raises a BriefError."""
        reports = await self._gathered()
        if not self._wishes.dry and not self._settings.refresh:
            kept = unchanged_since(self._paper, self._state, self._day, self._settings, self._wishes.since)
            if kept is not None:
                return kept
        plan = draft(self._paper, self._state, self._day, self._span, self._settings)
        extracts = self._settings.plan == "extract" or not plan.stories
        jobs = self._settings.jobs or (REMOTE_JOBS if self._settings.base_url else 1)
        fetching = self._console.fetching
        model, most = (None, 0) if extracts else connect(self._settings, fetching, self._budget, jobs, light=True)
        if self._wishes.dry:
            self._announce(plan, reports, model, most)
            return None
        begun = time.monotonic()
        async with AsyncExitStack() as stack:
            if model is not None:
                await stack.enter_async_context(model)
                self._console.announce(model, self._settings)
            made = await make(
                self._paper, self._state, plan, reports, model, self._settings, most, self._budget, self._now,
                self._teller("writing", begun), jobs,
            )  # fmt: skip
        self.broke = made.broke
        return made.edition

    async def _gathered(self) -> list[SourceReport]:
        if self._wishes.offline:
            return []
        web = Web(web_folder(), private=self._wishes.private)
        begun = time.monotonic()
        return await gather(self._paper, self._state, self._span, web, self._now, self._teller("reading", begun))

    def _teller(self, what: str, begun: float) -> Callable[[str, int], None]:
        def tell(name: str, left: int) -> None:
            self._console.step(f"{what}: {name}", left, begun)

        return tell

    def _announce(self, plan: Draft, reports: list[SourceReport], model: object, most: int) -> None:
        for report in reports:
            print(f"{report.name}: {report.state}, {report.listed} listed, {report.new} read now")
        prices = Prices(*self._settings.prices) if self._settings.prices else None
        requests, cost = 0, 0.0
        kind = kinds.find("story")
        for m in plan.stories:
            told = "no request"
            if isinstance(model, Recorded):
                among = read_of(m, weak=model.endpoint.embedded)
                asked = [
                    r
                    for part in parts_of(m.index, model.endpoint, among)
                    for r in calls_for(
                        kind, m.index, part, endpoint=model.endpoint, settings=self._settings, max_tokens=most
                    ).requests
                    if not model.holds(r)
                ]
                repairs = bool(asked) and self._settings.plan not in VERBATIM
                if self._settings.compares and (figures := figures_to_compare(figures_of(m.index), m.index)):
                    question = comparison_request(figures, m.index, m.articles, comparison_tokens(self._settings))
                    asked += [question] * (not model.holds(question))
                tokens = [*map(most_tokens, asked), *[REPAIR_TOKENS] * repairs]
                requests += len(tokens)
                cost += sum(prices.of(*t) for t in tokens) if prices else 0.0
                told = f"at most {len(tokens)} requests" if asked else "recorded"
            print(f"{plan.places[m.story.id].score:6.1f}  {m.story.id}  {len(m.story.articles)} articles: {told}")
        price = f", ${cost:.4f}" if prices else ", price unknown" if self._settings.base_url else ""
        print(f"{len(plan.stories)} stories, {len(plan.unchanged)} without news; at most {requests} requests{price}")


def _spent(budget: Budget) -> tuple[int, int, int, float]:
    return budget.requests, budget.prompt, budget.completion, budget.dollars


def _sender() -> str:
    from .mailing import settings

    found = settings()
    return found.sender if found else "brief@localhost"


def _mail(paper: Paper, state: State, day: date) -> None:
    """Send what has not been sent, where the paper names readers and the user's own config file says how.

    What could not be sent goes with the next run, if that comes within a week. Raises OutputError.
    """
    unsent = state.unsent(day - LATE) if paper.mail_to else []
    if not unsent:
        return
    from ..render.edition_mail import edition_mail
    from .mailing import send, settings

    found = settings()
    if found is None:
        say("brief: no mail was sent: there is no [mail] in your config file")
        return
    for late in unsent:
        if kept := state.edition(late):
            edition = Edition.from_json(kept.body)
            send(edition_mail(edition, identity(paper), found.sender, paper.mail_to), found)
        state.sent(late)


def local_zone() -> str:
    """The name of this computer's timezone, as far as it says; UTC otherwise."""
    try:
        target = Path("/etc/localtime").resolve()
        name = str(target).partition("zoneinfo/")[2]
        from zoneinfo import ZoneInfo

        return ZoneInfo(name).key if name else "UTC"
    except (OSError, ValueError, KeyError):
        return "UTC"
