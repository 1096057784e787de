"""One edition, from its sources to the state: the only file that knows the order of a daily briefing."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from .. import kinds
from ..briefing import Tokens
from ..document import Document, Sentence
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
from ..facts.index import Index
from ..kinds import Kind
from ..language import detect
from ..many import in_order
from ..models.budget import Budget
from ..models.model import Model
from ..settings import Settings
from ..version import VERSION
from ..walk import walk
from .edition import Coverage, Dropped, Edition, Entry, SourceReport
from .paper import Paper
from .ranking import Place, places
from .records import OLD, Article, Kept, Told
from .state import State
from .stories import stories
from .times import Window
from .writing import MOST_ARTICLES, Material, extracted, material, with_comparison, with_differences, write

__all__ = ["Draft", "Made", "draft", "make", "unchanged_since"]

MEMORY = timedelta(days=14)
"""How long a story lives of which nothing is told: later it is a new one."""
TOLD_MEMORY = timedelta(days=60)
"""How long what was told is remembered, and the past of a story that lives, so that it is not told again."""
UNREAD = f"of a story of which {MOST_ARTICLES} others were read"
"""Why an article is named and no more."""
_HOPELESS = (KeyRefusedError, QuotaError, UnreachableError, LocalModelError)
"""After one of these no further story is asked for."""
_LOST = (ModelError, ReplyError, RecordingError, BudgetError)
"""What costs one answer and not the run."""


class Draft(NamedTuple):
    """What an edition will tell, before a word of it is written.

    ``stories``: what is told, the weightiest first; ``left``: the headlines of those beyond the paper's number;
    ``unchanged``: those of stories with nothing new; ``inputs``: the digest of all that it is made of.
    """

    day: date
    window: Window
    stories: list[Material]
    places: dict[str, Place]
    articles: list[Article]
    dropped: list[Article]
    copies: int
    left: list[str]
    unchanged: list[Material]
    inputs: str


class Made(NamedTuple):
    """A finished edition. ``broke``: whether the run's limit kept a story from being written."""

    edition: Edition
    broke: bool


def inputs_of(paper: Paper, articles: Iterable[Article], settings: Settings) -> str:
    """A digest of what an edition is made of: articles, paper, model, version."""
    told = [VERSION, repr(paper), settings.model, str(settings.base_url), str(settings.plan), str(settings.language)]
    told.append(str(settings.compares))
    told += sorted(a.key for a in articles)
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def unchanged_since(
    paper: Paper, state: State, day: date, settings: Settings, since: datetime | None
) -> Edition | None:
    """The edition of ``day``, if it is made of all that there is and with the same settings.

    ``since``: where the user wants it to begin, None if he does not say.
    """
    kept = state.edition(day)
    if kept is not None and since is not None and kept.since.date() != since.date():
        return None
    if kept is None or kept.status == "degraded" or kept.inputs != inputs_of(paper, _readable(state, day), settings):
        return None
    edition = Edition.from_json(kept.body)
    return None if edition.coverage.uncompared else edition  # what was written is recorded, and not paid for again


def _readable(state: State, day: date) -> list[Article]:
    return [a for a in state.candidates(day, texts=False) if not a.dropped]


def draft(paper: Paper, state: State, day: date, window: Window, settings: Settings) -> Draft:
    """What the edition of ``day`` will tell of the articles in ``state``."""
    candidates = state.candidates(day)
    dropped = [a for a in candidates if a.document is None]
    usable = [a for a in candidates if a.document is not None]
    today = [a for a in usable if a.published is None or window.oldest <= a.published <= window.until]
    dropped += [  # what is newer than the edition waits for the next one
        a._replace(document=None, dropped=OLD)
        for a in usable
        if a.published is not None and a.published < window.oldest
    ]
    found = stories(today, state.recent(day - MEMORY, day - TOLD_MEMORY, day), day)
    told_before = _index_of(state.told_since(day - TOLD_MEMORY, day))
    materials = {s.id: material(s, told_before) for s in found}
    ranked = places(paper, materials)
    order = sorted(materials.values(), key=lambda m: (-ranked[m.story.id].score, m.story.id))
    told = [m for m in order if m.new]
    return Draft(
        day=day,
        window=window,
        stories=told[: paper.stories],
        places=ranked,
        articles=today,
        dropped=dropped,
        copies=sum(len(c) for s in found for c in s.copies.values()),
        left=[_title(m) for m in told[paper.stories :]],
        unchanged=[m for m in order if not m.new],
        inputs=inputs_of(paper, [a for a in candidates if not a.dropped], settings),
    )


def _index_of(told: Sequence[str]) -> Index:
    """Sentences as a document, so that they can be searched."""
    text, sentences = "\n".join(told), []
    at = 0
    for n, sentence in enumerate(told):
        sentences.append(Sentence(f"t{n}", at, at + len(sentence)))
        at += len(sentence) + 1
    return Index((Document("told", text, "", "", language=detect(text), sentences=tuple(sentences)),))


def _title(m: Material) -> str:
    document = m.index.documents[0]
    first = next((document.quote(s) for s in document.sentences if s.role != "header"), "")
    return " ".join((document.title or first).split())[:200]


async def make(  # noqa: PLR0913, PLR0917 - what an edition is made with
    paper: Paper,
    state: State,
    plan: Draft,
    reports: list[SourceReport],
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    budget: Budget,
    now: datetime,
    tell: Callable[[str, int], None],
    at_once: int = 1,
) -> Made:
    """Write the stories of ``plan`` and keep the edition.

    A story whose request fails or is not paid for any more is told in its articles' own words, and marked. Raises
    SourceError where nothing at all could be read, or nothing is left of an edition that there is, so that no empty
    edition takes the place of a good one.
    """
    kept = state.edition(plan.day)
    if not plan.stories and kept is not None and kept.status != "empty":
        raise SourceError(
            f"the articles of the edition of {plan.day.isoformat()} are forgotten",
            hint="It stays as it is: 'brief daily show' prints it.",
        )
    if (
        not plan.articles
        and all(r.state in {"failed", "empty"} for r in reports)
        and any(r.state == "failed" for r in reports)
    ):
        why = "; ".join(f"{r.name}: {r.why}" for r in reports if r.state == "failed")
        raise SourceError(f"no source could be read: {why}", hint="Check the addresses in brief.toml and the network.")
    kind = kinds.find("story")
    failed: list[BriefError] = []
    uncompared: dict[str, BriefError] = {}
    left = len(plan.stories)

    async def one(m: Material) -> Entry:
        nonlocal left
        place = plan.places[m.story.id]
        told = state.told_of(m.story.id, plan.day)
        entry = await _written(m, kind, model, settings, max_tokens, told, place, failed)
        left -= 1
        tell(entry.headline, left)
        return entry

    async def compare(written: tuple[Entry, Material]) -> Entry:
        nonlocal left
        entry, given = written
        if model is None or entry.note or not settings.compares:
            return with_differences(entry, given)
        left -= 1
        tell(f"the figures of {entry.headline}", left)
        lost: BriefError | None = next((e for e in (*failed, *uncompared.values()) if isinstance(e, _HOPELESS)), None)
        if lost is None:
            try:
                return await with_comparison(entry, given, model, settings)
            except _LOST as error:
                lost = error
        uncompared[entry.id] = lost
        return with_differences(entry, given)

    entries = [await one(m) for m in plan.stories[:1]]  # alone, for what refuses one will refuse all
    entries += [entry async for entry in in_order(plan.stories[1:], one, at_once)]
    left = len(entries)
    pairs = list(zip(entries, plan.stories, strict=True))  # when all are written, which a limit is to pay for first
    entries = [entry async for entry in in_order(pairs, compare, at_once)]
    edition = _edition(paper, plan, reports, entries, uncompared, budget, now, state.spent(plan.day))
    _keep(state, plan, edition, mail=bool(paper.mail_to))
    return Made(edition, any(isinstance(error, BudgetError) for error in failed))


async def _written(  # noqa: PLR0913, PLR0917 - one story in one place
    m: Material,
    kind: Kind,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    told: Sequence[Told],
    place: Place,
    failed: list[BriefError],
) -> Entry:
    """``failed``: the errors so far; this story's joins them. What else goes wrong (a full disk) ends the run."""
    if model is None:
        return await extracted(m, kind, settings, told=told, section=place.section, reasons=place.reasons, why="")
    error: BriefError | None = next((e for e in failed if isinstance(e, _HOPELESS)), None)
    if error is None:
        try:
            return await write(
                m, kind, model, settings, max_tokens, told=told, section=place.section, reasons=place.reasons
            )
        except _LOST as now:
            error = now
            failed.append(now)
    why = f"Not written: {error}. These are the articles' own sentences."
    return await extracted(m, kind, settings, told=told, section=place.section, reasons=place.reasons, why=why)


def _edition(  # noqa: PLR0913, PLR0917 - all that an edition tells
    paper: Paper,
    plan: Draft,
    reports: list[SourceReport],
    entries: list[Entry],
    uncompared: dict[str, BriefError],
    budget: Budget,
    now: datetime,
    before: tuple[int, int, int, float],
) -> Edition:
    unwritten = [e.id for e in entries if e.note]
    notes = []
    if unwritten:
        notes.append(
            f"{len(unwritten)} of {len(entries)} stories are told in their articles' own words: no model wrote them."
        )
    if uncompared:
        notes.append(
            f"The model did not compare the figures of {len(uncompared)} of {len(entries)} stories: "
            f"{next(iter(uncompared.values()))}. Code went by the words around them."
        )
    failed = [r.name for r in reports if r.state == "failed"]
    if failed:
        notes.append(f"{len(failed)} of {len(reports)} sources could not be read: {', '.join(failed)}.")
    if not entries:
        notes.append(_nothing(plan))
    languages = {e.briefing.language for e in entries}
    return Edition(
        title=paper.title,
        date=plan.day,
        timezone=paper.timezone.key,
        created=now.astimezone(UTC).replace(microsecond=0),
        since=plan.window.since,
        language=languages.pop() if len(languages) == 1 else "und",
        status="degraded" if unwritten else "complete" if entries else "empty",
        notes=notes,
        bottom_line=[e.id for e in entries[:3]],
        stories=entries,
        coverage=Coverage(
            sources=reports,
            articles=len(plan.articles),
            copies=plan.copies,
            dropped=[
                *(Dropped(name=a.name, why=a.dropped) for a in plan.dropped),
                *(Dropped(name=a.name, why=UNREAD) for m in plan.stories for a in m.unread),
            ],
            unchanged=[_title(m) for m in plan.unchanged],
            untold=plan.left,
            unwritten=unwritten,
            uncompared=[i for i, error in uncompared.items() if not isinstance(error, ReplyError)],
            requests=before[0] + budget.requests,
            tokens=Tokens(prompt=before[1] + budget.prompt, completion=before[2] + budget.completion, cached=None),
            dollars=None if budget.unpriced else before[3] + budget.dollars,
        ),
    )


def _nothing(plan: Draft) -> str:
    since = plan.window.since.strftime("%Y-%m-%d %H:%M UTC")
    if plan.unchanged:
        return f"Nothing new since {since}: {len(plan.unchanged)} stories go on without news."
    return f"Nothing new since {since}: the sources list no article that could be read."


def _keep(state: State, plan: Draft, edition: Edition, *, mail: bool) -> None:
    stories_of = {
        a.key: m.story.id
        for m in (*plan.stories, *plan.unchanged)
        for head in m.story.articles
        for a in (head, *m.story.copies.get(head.key, ()))
    }
    told = [t for entry in edition.stories for t in _told(edition.date, entry)]
    body = edition.model_dump_json()
    kept = Kept(edition.date, edition.status, plan.inputs, edition.created, plan.window.since, plan.window.until, body)
    keys = [*(a.key for a in plan.articles), *(a.key for a in plan.dropped if not a.again)]
    state.finish(kept, stories_of, told, keys, mail=mail)


def _told(day: date, entry: Entry) -> list[Told]:
    urls = {d.id: d.canonical or d.url for d in entry.briefing.documents}
    first = entry.briefing.documents[0].id
    found = [Told(day, entry.id, "headline", entry.headline, urls.get(first))]
    content = entry.briefing.content
    found += [
        Told(day, entry.id, "claim", c.text, urls.get(c.quotes[0].document) if c.quotes else None)
        for c in content.claims
    ]
    quotes = {q.sentence: q for _, node in walk(content) for q in node.quotes}
    found += [Told(day, entry.id, "sentence", " ".join(q.text.split()), urls.get(q.document)) for q in quotes.values()]
    return found
