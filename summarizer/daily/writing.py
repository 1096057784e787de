"""One story -> one entry of an edition: what is new is briefed, and each item tied to every article that carries it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..briefing import Briefing
from ..facts.dates import dates
from ..facts.index import Index
from ..kinds import Kind
from ..models.budget import most_tokens
from ..models.model import Model
from ..models.recordings import Recorded
from ..parts import calls_for, parts_of
from ..pipeline import Judge, brief_documents, in_time
from ..plans import VERBATIM
from ..proof.judge import most_tokens as judge_tokens
from ..schemas.story import Story as Content
from ..settings import Settings
from .comparison import MAX_TOKENS, compared, comparison_request, differences, figures_to_compare
from .corroboration import corroborated
from .edition import Entry, Event, Line
from .figures import figures_of
from .material import Material, read_of
from .ranking import Place
from .records import Told
from .stories import outlet_of

__all__ = ["Writer", "asked_of", "comparison_tokens", "extracted", "with_comparison", "write"]

EVENTS = 6
HALF_A_YEAR = 183


class Writer(NamedTuple):
    """What stories are written and judged with. ``model`` None: in the articles' own words."""

    kind: Kind
    model: Model | None
    settings: Settings
    max_tokens: int
    judge: Judge


async def write(given: Material, writer: Writer, told: Sequence[Told], place: Place) -> Entry:
    """The entry of a story that has something new. ``told``: what earlier editions told of it. Raises a BriefError."""
    kind, model, settings, max_tokens, judge = writer
    among = read_of(given, weak=model is not None and model.endpoint.embedded)
    briefing = await brief_documents(kind, given.index, model, settings, max_tokens, judge=judge, among=among)
    return _entry(given, briefing, told, place, "")


async def extracted(given: Material, writer: Writer, told: Sequence[Told], place: Place, why: str) -> Entry:
    """The same without a model: the articles' own words. ``why`` says why."""
    settings = replace(writer.settings, plan="extract")
    briefing = await brief_documents(writer.kind, given.index, None, settings, 0)
    return _entry(given, briefing, told, place, why)


def _entry(given: Material, briefing: Briefing[Content], told: Sequence[Told], place: Place, note: str) -> Entry:
    story = given.story
    outlets = {name: outlet_of(article) for name, article in given.articles.items()}
    tied, support = corroborated(briefing, given.index, outlets)
    return Entry(
        id=story.id,
        status="developing" if story.earlier else "new",
        section=place.section,
        reasons=place.reasons,
        outlets=story.outlets,
        published_by=outlets,
        independent=story.independent,
        note=note,
        briefing=tied,
        support=support,
        differences=[],
        compared_by="",
        events=_events(tied, given.index),
        earlier=[Line(edition=t.edition, headline=t.text) for t in told if t.kind == "headline"],
    )


async def with_comparison(entry: Entry, given: Material, model: Model, settings: Settings) -> Entry:
    """``entry`` with the figures that differ, as ``model`` sorts them; it is not asked where none may.

    Raises a BriefError where it gives no usable answer in time.
    """
    index, articles = given.index, given.articles
    figures = figures_to_compare(figures_of(index))
    if not figures:
        return entry
    async with in_time(settings):
        groups = await compared(figures, index, articles, model, comparison_tokens(settings))
    update = {"differences": differences(groups, index, articles), "compared_by": model.endpoint.model}
    return entry.model_copy(update=update)


def comparison_tokens(settings: Settings) -> int:
    """The longest answer to a comparison of figures."""
    return max(MAX_TOKENS, settings.answer_tokens or 0)


def asked_of(given: Material, writer: Writer) -> list[tuple[int, int]]:
    """The tokens, read and written at most, of each request about a story whose answer is not recorded.

    Who judges is asked about what is written then, so that nobody knows yet whether that is recorded.
    """
    kind, model, settings, max_tokens, judge = writer
    if not isinstance(model, Recorded):
        return []
    asked = [
        request
        for part in parts_of(given.index, model.endpoint, read_of(given, weak=model.endpoint.embedded))
        for request in calls_for(
            kind, given.index, part, endpoint=model.endpoint, settings=settings, max_tokens=max_tokens
        ).requests
    ]
    figures = figures_to_compare(figures_of(given.index)) if settings.compares else []
    if figures:
        asked.append(comparison_request(figures, given.index, given.articles, comparison_tokens(settings)))
    judged = [judge_tokens(given.index, max_tokens)] if judge.model and settings.plan not in VERBATIM else []
    return [*(most_tokens(request) for request in asked if not model.holds(request)), *judged]


def _events(briefing: Briefing[Content], index: Index) -> list[Event]:
    """What the cited sentences date to one day, by day; empty where all of it is of one day."""
    found: dict[date, Event] = {}
    for citation in (c for proof in briefing.proofs.values() for c in proof.citations):
        published = index.places[citation.sentence][0].published
        for dated in dates(citation.text, published):
            days = [begin for begin, end in dated.readings if begin == end]
            near = [d for d in days if published is None or abs((d - published).days) < HALF_A_YEAR]
            day = next(iter([*near, *days]), None)  # "12 March" of an article of February is not last year's
            if day is not None and day not in found:
                found[day] = Event(day=day, text=" ".join(citation.text.split()), quote=citation)
    if len(found) < 2:
        return []
    return [found[day] for day in sorted(found)][-EVENTS:]
