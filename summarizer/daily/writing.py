"""One story -> one entry of an edition: what is new is briefed, and each item tied to every article that carries it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..briefing import Briefing
from ..document import Document
from ..evidence import Cited
from ..facts.dates import dates
from ..facts.index import Index
from ..kinds import Kind
from ..models.model import Model, Progress
from ..pipeline import brief_documents, in_time
from ..schemas.story import Story as Content
from ..settings import Settings
from ..walk import walk
from .changes import changes
from .comparison import MAX_TOKENS, compared, figures_to_compare
from .corroboration import corroborated
from .differences import by_rule, differences, figures_of
from .edition import Entry, Event, Line
from .novelty import new_sentences, told_sentences
from .records import Article, Told
from .stories import Story, outlet_of, renumbered

__all__ = [
    "MOST_ARTICLES",
    "Material",
    "comparison_tokens",
    "extracted",
    "material",
    "read_of",
    "with_comparison",
    "with_differences",
    "write",
]

MOST_ARTICLES = 8
"""Articles of a story that are read; the outlets of all are named."""
READ = 60
"""Sentences of a story that a model reads: the weightiest of its articles."""
READ_WEAK = 30
"""The same for the embedded model."""
EVENTS = 6
HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Material:
    """What a story is written of.

    ``index``: today's articles, whose sentences told before are ``known``; ``earlier``: those of earlier editions;
    ``articles`` and ``past``: both by the ids of their documents.
    """

    story: Story
    index: Index
    articles: dict[str, Article]
    earlier: Index | None
    past: dict[str, Article]

    @property
    def new(self) -> bool:
        """Whether there is a sentence that no earlier edition had."""
        return bool(self.index.body)

    @property
    def unread(self) -> tuple[Article, ...]:
        """Those beyond the first: only their outlets are named."""
        return self.story.articles[MOST_ARTICLES:]


def material(story: Story, told: Index) -> Material:
    """The documents of ``story`` with what was told before taken out of what is news.

    ``told``: the sentences that recent editions told of any story.
    """
    chosen = story.articles[:MOST_ARTICLES]
    documents = renumbered([_read(a) for a in chosen])
    names = {d.id: a for d, a in zip(documents, chosen, strict=True)}
    index = Index(documents)
    old = told_sentences(index, told)
    if not story.earlier:
        return Material(story, _without(index, old), names, None, {})
    past = tuple(_prefixed(_read(a), n) for n, a in enumerate(story.earlier, 1))
    earlier = Index(past)
    before = {d.id: a for d, a in zip(past, story.earlier, strict=True)}
    new = new_sentences(index, earlier)
    return Material(story, _without(index, old.union(index.body) - (new - old)), names, earlier, before)


def _without(index: Index, old: frozenset[str]) -> Index:
    """``index`` whose sentences ``old`` are no news any more."""
    marked = tuple(
        replace(d, sentences=tuple(s._replace(role="known") if s.id in old else s for s in d.sentences))
        for d in index.documents
    )
    return Index(marked)


def _read(article: Article) -> Document:
    assert article.document is not None  # noqa: S101 - only articles that were read are in stories
    return article.document


def _prefixed(document: Document, number: int) -> Document:
    return replace(
        document,
        id=f"e{number}",
        sentences=tuple(s._replace(id=f"e{number}.{s.id}") for s in document.sentences),
    )


def read_of(given: Material, *, weak: bool) -> frozenset[str]:
    """The ids of the sentences that a model reads: the weightiest."""
    return frozenset(given.index.ranked[: READ_WEAK if weak else READ])


async def write(  # noqa: PLR0913 - what a story is written with
    given: Material,
    kind: Kind,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    *,
    told: Sequence[Told],
    section: str,
    reasons: list[str],
    progress: Progress | None = None,
) -> Entry:
    """The entry of a story that has something new. ``told``: what earlier editions told of it. Raises a BriefError."""
    index = given.index
    among = read_of(given, weak=model is not None and model.endpoint.embedded)
    briefing = await brief_documents(kind, index, model, settings, max_tokens, progress, among=among)
    return _entry(given, briefing, told, section, reasons, "")


async def extracted(  # noqa: PLR0913 - as ``write``
    given: Material, kind: Kind, settings: Settings, *, told: Sequence[Told], section: str, reasons: list[str], why: str
) -> Entry:
    """The same without a model: the articles' own words. ``why`` says why."""
    briefing = await brief_documents(kind, given.index, None, replace(settings, plan="extract"), 0)
    return _entry(given, briefing, told, section, reasons, why)


def _entry(  # noqa: PLR0913, PLR0917 - all that an entry tells
    given: Material, briefing: "Briefing[Any]", told: Sequence[Told], section: str, reasons: list[str], note: str
) -> Entry:
    index, story = given.index, given.story
    outlets = {name: outlet_of(article) for name, article in given.articles.items()}
    content, support = corroborated(briefing.content, index, outlets)
    assert isinstance(content, Content)  # noqa: S101 - the kind is ``story``
    lines = [Line(edition=t.edition, headline=t.text) for t in told if t.kind == "headline"]
    return Entry(
        id=story.id,
        status="developing" if story.earlier else "new",
        section=section,
        reasons=reasons,
        outlets=story.outlets,
        published_by=outlets,
        independent=story.independent,
        note=note,
        briefing=briefing.model_copy(update={"content": content}),
        support=support,
        differences=[],
        changes=changes(index, given.articles, given.earlier, given.past, told),
        events=_events(content, index),
        earlier=lines,
    )


def with_differences(entry: Entry, given: Material) -> Entry:
    """``entry`` with the figures that differ, as far as the words around them tell what they count."""
    groups = by_rule(figures_of(given.index), given.index, given.articles)
    return entry.model_copy(update={"differences": differences(groups, given.index, given.articles)})


async def with_comparison(entry: Entry, given: Material, model: Model, settings: Settings) -> Entry:
    """``entry`` with the figures that differ, as ``model`` sorts them; it is not asked where none may.

    Raises a BriefError where it gives no usable answer in time.
    """
    index, articles = given.index, given.articles
    figures = figures_to_compare(figures_of(index), index)
    if not figures:
        return entry
    async with in_time(settings):
        groups = await compared(figures, index, articles, model, comparison_tokens(settings))
    update = {"differences": differences(groups, index, articles), "compared_by": model.endpoint.model}
    return entry.model_copy(update=update)


def comparison_tokens(settings: Settings) -> int:
    """The longest answer to a comparison of figures."""
    return max(MAX_TOKENS, settings.answer_tokens or 0)


def _events(content: Content, index: Index) -> list[Event]:
    """What the cited sentences date to one day, by day; empty where all of it is of one day."""
    found: dict[date, Event] = {}
    for _, node in walk(content):
        if not isinstance(node, Cited):
            continue
        for quote in node.quotes:
            published = index.places[quote.sentence][0].published
            for dated in dates(quote.text, published):
                days = [begin for begin, end in dated.readings if begin == end]
                near = [d for d in days if published is None or abs((d - published).days) < HALF_A_YEAR]
                day = next(iter([*near, *days]), None)  # "12 March" of an article of February is not last year's
                if day is not None and day not in found:
                    found[day] = Event(day=day, text=" ".join(quote.text.split()), quote=quote)
    if len(found) < 2:
        return []
    return [found[day] for day in sorted(found)][-EVENTS:]
