"""One edition, from its lineup to the state. Only this module knows the order of the steps."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from ..batch.ordered import in_order
from ..briefing import Tokens
from ..edition import Dropped, Edition, Entry, Intake, SourceReport
from ..errors import (
    BriefError,
    BudgetError,
    KeyRefusedError,
    LocalModelError,
    ModelError,
    QuotaError,
    RecordingError,
    ReplyError,
    SourceError,
    UnreachableError,
)
from ..llm.middleware.budget import Budget
from .lineup import Lineup
from .material import MOST_ARTICLES, Material
from .paper import Paper
from .records import Kept, Told
from .state import State
from .writing import Writer, extracted, with_comparison, write

__all__ = ["Desk", "Made", "make"]

UNREAD = f"its story has {MOST_ARTICLES} other articles that were read"
"""Reason given for an article whose outlet is named but which is not read."""
_HOPELESS = (KeyRefusedError, QuotaError, UnreachableError, LocalModelError)
"""Errors after which no further request is sent."""
_LOST = (ModelError, ReplyError, RecordingError, BudgetError)
"""Errors that lose one answer but do not end the run."""


class Desk(NamedTuple):
    """Everything needed to make an edition. ``tell`` is called with the current task and the number left."""

    paper: Paper
    state: State
    budget: Budget
    now: datetime
    tell: Callable[[str, int], None]
    at_once: int = 1


class Made(NamedTuple):
    """A finished edition. ``broke``: True if the run's limit kept a story from being written."""

    edition: Edition
    broke: bool


class _Written(NamedTuple):
    """The stories, the errors of those not written, by id the errors of those not compared, and the ids not judged."""

    entries: list[Entry]
    failed: list[BriefError]
    uncompared: dict[str, BriefError]
    unjudged: list[str]


async def make(desk: Desk, lineup: Lineup, writer: Writer, reports: list[SourceReport]) -> Made:
    """Write the stories of ``lineup`` and keep the edition.

    A story whose request fails or exceeds the budget is written in its articles' own words, and marked. Raises
    SourceError if nothing at all could be read, or if nothing is left of an existing edition, so that an empty edition
    never replaces a good one.
    """
    _refuse_nothing(desk.state, lineup, reports)
    written = await _Work(desk, lineup, writer).written()
    coverage = _coverage(desk, lineup, reports, written)
    edition = _edition(desk, lineup, written, coverage)
    _keep(desk.state, lineup, edition, mail=bool(desk.paper.mail_to))
    return Made(edition, any(isinstance(error, BudgetError) for error in written.failed))


def _refuse_nothing(state: State, lineup: Lineup, reports: list[SourceReport]) -> None:
    kept = state.edition(lineup.day)
    if not lineup.stories and kept is not None and kept.status != "empty":
        raise SourceError(
            f"the article texts of the edition of {lineup.day.isoformat()} have been deleted",
            hint="The edition was left unchanged: 'brief daily show' prints it.",
        )
    failed = [r for r in reports if r.state == "failed"]
    if failed and not lineup.articles and all(r.state in {"failed", "empty"} for r in reports):
        why = "; ".join(f"{r.name}: {r.why}" for r in failed)
        raise SourceError(f"no source could be read: {why}", hint="Check the addresses in brief.toml and your network.")


class _Work:
    """The writing of all stories, then the comparison of their figures, with the errors on the way."""

    def __init__(self, desk: Desk, lineup: Lineup, writer: Writer) -> None:
        self._desk = desk
        self._lineup = lineup
        self._writer = writer
        self._failed: list[BriefError] = []
        self._uncompared: dict[str, BriefError] = {}
        self._left = len(lineup.stories)

    async def written(self) -> _Written:
        stories, at_once = self._lineup.stories, self._desk.at_once
        entries = [await self._write(m) for m in stories[:1]]  # alone: what refuses one will refuse all
        entries += [entry async for entry in in_order(stories[1:], self._write, at_once)]
        if self._writer.model is not None and self._writer.settings.compares:
            pairs = list(zip(entries, stories, strict=True))
            self._left = sum(not entry.note for entry in entries)  # so that a limited budget pays for the writing first
            entries = [entry async for entry in in_order(pairs, self._compare, at_once)]
        judging = self._writer.judge.model is not None
        unjudged = [e.id for e in entries if judging and e.briefing.judgement.reason]
        return _Written(entries, self._failed, self._uncompared, unjudged)

    async def _write(self, given: Material) -> Entry:
        """Write one story. An error of the model is noted; any other error (a full disk) ends the run."""
        place = self._lineup.places[given.story.id]
        told = self._desk.state.told_of(given.story.id, self._lineup.day)
        try:
            self._refuse_hopeless()
            entry = await write(given, self._writer, told, place)
        except _LOST as error:
            self._failed.append(error)
            why = f"Not written: {error}. These are the articles' own sentences."
            entry = await extracted(given, self._writer, told, place, why)
        self._left -= 1
        self._desk.tell(entry.headline, self._left)
        return entry

    async def _compare(self, pair: tuple[Entry, Material]) -> Entry:
        entry, given = pair
        model = self._writer.model
        if entry.note or model is None:
            return entry
        self._left -= 1
        self._desk.tell(f"the figures of {entry.headline}", self._left)
        try:
            self._refuse_hopeless()
            return await with_comparison(entry, given, model, self._writer.settings)
        except _LOST as error:
            self._uncompared[entry.id] = error
            return entry

    def _refuse_hopeless(self) -> None:
        """Raise an earlier error again if every further request would fail with it too."""
        for error in (*self._failed, *self._uncompared.values()):
            if isinstance(error, _HOPELESS):
                raise error


def _edition(desk: Desk, lineup: Lineup, written: _Written, coverage: Intake) -> Edition:
    entries = written.entries
    languages = {e.briefing.language for e in entries}
    return Edition(
        title=desk.paper.title,
        date=lineup.day,
        timezone=desk.paper.timezone.key,
        created=desk.now.astimezone(UTC).replace(microsecond=0),
        since=lineup.window.since,
        language=languages.pop() if len(languages) == 1 else "und",
        status="degraded" if coverage.unwritten else "complete" if entries else "empty",
        notes=_notes(lineup, written, coverage),
        bottom_line=[e.id for e in entries[:3]],
        stories=entries,
        coverage=coverage,
    )


def _notes(lineup: Lineup, written: _Written, coverage: Intake) -> list[str]:
    """Return the notes that a reader should see first."""
    notes, of = [], f"of {len(written.entries)} stories"
    if coverage.unwritten:
        notes.append(f"{len(coverage.unwritten)} {of} are in their articles' own words: no model wrote them.")
    reasons = [e.briefing.judgement.reason for e in written.entries if e.briefing.judgement.reason]
    if reasons:
        notes.append(f"Not all items of {len(reasons)} {of} were judged: {reasons[0]}.")
    if written.uncompared:
        lost = next(iter(written.uncompared.values()))
        notes.append(f"The figures of {len(written.uncompared)} {of} were not compared: {lost}.")
    failed = [r.name for r in coverage.sources if r.state == "failed"]
    if failed:
        notes.append(f"{len(failed)} of {len(coverage.sources)} sources could not be read: {', '.join(failed)}.")
    if not written.entries:
        since = lineup.window.since.strftime("%Y-%m-%d %H:%M UTC")
        why = "no new article could be read"
        if lineup.unchanged:
            why = f"{len(lineup.unchanged)} stories have no news"
        notes.append(f"Nothing new since {since}: {why}.")
    return notes


def _coverage(desk: Desk, lineup: Lineup, reports: list[SourceReport], written: _Written) -> Intake:
    budget = desk.budget
    requests, prompt, completion, dollars = desk.state.spent(lineup.day)
    return Intake(
        sources=reports,
        articles=len(lineup.articles),
        copies=lineup.copies,
        dropped=[
            *(Dropped(name=a.name, why=a.dropped) for a in lineup.dropped),
            *(Dropped(name=a.name, why=UNREAD) for m in lineup.stories for a in m.unread),
        ],
        unchanged=[m.title for m in lineup.unchanged],
        untold=lineup.left,
        unwritten=[e.id for e in written.entries if e.note],
        uncompared=[i for i, error in written.uncompared.items() if not isinstance(error, ReplyError)],
        unjudged=written.unjudged,
        requests=requests + budget.requests,
        tokens=Tokens(prompt=prompt + budget.prompt, completion=completion + budget.completion, cached=None),
        dollars=None if budget.unpriced else dollars + budget.dollars,
    )


def _keep(state: State, lineup: Lineup, edition: Edition, *, mail: bool) -> None:
    stories_of = {
        a.key: m.story.id
        for m in (*lineup.stories, *lineup.unchanged)
        for head in m.story.articles
        for a in (head, *m.story.copies.get(head.key, ()))
    }
    told = [t for entry in edition.stories for t in _told(edition.date, entry)]
    span, body = lineup.window, edition.model_dump_json()
    kept = Kept(edition.date, edition.status, lineup.inputs, edition.created, span.since, span.until, body)
    keys = [*(a.key for a in lineup.articles), *(a.key for a in lineup.dropped if not a.again)]
    state.finish(kept, stories_of, told, keys, mail=mail)


def _told(day: date, entry: Entry) -> list[Told]:
    """Return the texts of an entry to remember: its headline, its claims, and all sentences that they cite."""
    briefing = entry.briefing
    urls = {d.id: d.canonical or d.url for d in briefing.documents}
    found = [Told(day, entry.id, "headline", entry.headline, urls.get(briefing.documents[0].id))]
    for n, claim in enumerate(briefing.content.claims):
        first = next(iter(briefing.proofs[f"claims.{n}"].citations), None)
        found.append(Told(day, entry.id, "claim", claim.text, urls.get(first.document) if first else None))
    cited = {c.sentence: c for proof in briefing.proofs.values() for c in proof.citations}
    found += [Told(day, entry.id, "sentence", " ".join(c.text.split()), urls.get(c.document)) for c in cited.values()]
    return found
