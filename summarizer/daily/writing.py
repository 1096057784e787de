"""One story -> one entry of an edition: brief the news, and link each item to the articles that report it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..briefing import Briefing
from ..config.settings import Settings
from ..documents.source_index import Index
from ..drafting.chunking import calls_for, parts_of
from ..drafting.registry import VERBATIM
from ..edition import Entry, Event, TimelineLine
from ..facts.dates import dates
from ..kinds.registry import Kind
from ..llm.base import Model
from ..llm.middleware.budget import most_tokens
from ..llm.middleware.cache import Recorded
from ..pipeline import Judge, brief_documents, in_time
from ..proof.judge import most_tokens as judge_tokens
from ..schemas.story import Story as Content
from .comparison import MAX_TOKENS, compared, comparison_request, differences, figures_to_compare
from .corroboration import corroborated
from .figures import figures_of
from .material import Material, read_of
from .ranking import Place
from .records import Told
from .stories import outlet_of

__all__ = ["Writer", "asked_of", "comparison_tokens", "extracted", "with_comparison", "write"]

EVENTS = 6
HALF_A_YEAR = 183


class Writer(NamedTuple):
    """The models and settings for writing and judging stories. ``model`` None: the articles' own words are used."""

    kind: Kind
    model: Model | None
    settings: Settings
    max_tokens: int
    judge: Judge


async def write(given: Material, writer: Writer, told: Sequence[Told], place: Place) -> Entry:
    """Write the entry of a story with news. ``told``: its texts in earlier editions. Raises a BriefError."""
    kind, model, settings, max_tokens, judge = writer
    among = read_of(given, weak=model is not None and model.endpoint.embedded)
    briefing = await brief_documents(kind, given.index, model, settings, max_tokens, judge=judge, among=among)
    return _entry(given, briefing, told, place, "")


async def extracted(given: Material, writer: Writer, told: Sequence[Told], place: Place, why: str) -> Entry:
    """Make the entry without a model, from the articles' own words. ``why``: the reason, for the reader."""
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
        earlier=[TimelineLine(edition=t.edition, headline=t.text) for t in told if t.kind == "headline"],
    )


async def with_comparison(entry: Entry, given: Material, model: Model, settings: Settings) -> Entry:
    """Return ``entry`` with the figures that differ, as sorted by ``model``, which is asked only if some may differ.

    Raises a BriefError if it gives no usable answer in time.
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
    """Return the token limit of an answer to a comparison of figures."""
    return max(MAX_TOKENS, settings.answer_tokens or 0)


def asked_of(given: Material, writer: Writer) -> list[tuple[int, int]]:
    """Return the greatest numbers of tokens, read and written, of each request about a story that is not recorded.

    The judge always counts as one request: its question depends on text that is not written yet.
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
    """Return the last EVENTS events that the cited sentences date to a day, in order; none if all are of one day."""
    found: dict[date, Event] = {}
    for citation in (c for proof in briefing.proofs.values() for c in proof.citations):
        published = index.places[citation.sentence][0].published
        for dated in dates(citation.text, published):
            days = [begin for begin, end in dated.readings if begin == end]
            near = [d for d in days if published is None or abs((d - published).days) < HALF_A_YEAR]
            day = next(iter([*near, *days]), None)  # "12 March" in an article of February is not last year's
            if day is not None and day not in found:
                found[day] = Event(day=day, text=" ".join(citation.text.split()), quote=citation)
    if len(found) < 2:
        return []
    return [found[day] for day in sorted(found)][-EVENTS:]
