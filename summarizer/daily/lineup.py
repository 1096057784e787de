"""The planned contents of an edition: the stories of the day, most important first."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .. import __version__
from ..config.settings import Settings
from ..documents.document import Document, Sentence
from ..documents.source_index import Index
from ..edition import Edition, known_edition
from ..facts.language import detect
from .material import Material, material
from .paper import Paper
from .ranking import Place, places
from .records import OLD, Article
from .state import State
from .stories import stories
from .times import Window

__all__ = ["Lineup", "line_up", "unchanged_since"]

MEMORY = timedelta(days=14)
"""Longest gap between articles after which a story can still continue; later it is a new story."""
TOLD_MEMORY = timedelta(days=60)
"""Time for which reported sentences, and the earlier articles of a live story, are remembered and not repeated."""


class Lineup(NamedTuple):
    """The planned contents of an edition.

    ``stories``: the stories to tell, most important first; ``left``: titles of the stories beyond the paper's limit;
    ``unchanged``: the stories with nothing new; ``inputs``: a digest of everything that the edition is made of.
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


def line_up(paper: Paper, state: State, day: date, window: Window, settings: Settings) -> Lineup:
    """Return the lineup of the edition of ``day``, made from the articles in ``state``."""
    candidates = state.candidates(day)
    dropped = [a for a in candidates if a.document is None]
    usable = [a for a in candidates if a.document is not None]
    today = [a for a in usable if a.published is None or window.oldest <= a.published <= window.until]
    dropped += [  # articles newer than the edition wait for the next one
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
    return Lineup(
        day=day,
        window=window,
        stories=told[: paper.stories],
        places=ranked,
        articles=today,
        dropped=dropped,
        copies=sum(len(c) for s in found for c in s.copies.values()),
        left=[m.title for m in told[paper.stories :]],
        unchanged=[m for m in order if not m.new],
        inputs=_inputs_of(paper, [a for a in candidates if not a.dropped], settings),
    )


def unchanged_since(
    paper: Paper, state: State, day: date, settings: Settings, since: datetime | None
) -> Edition | None:
    """Return the edition of ``day`` if it is whole and made from the same articles and settings, else None.

    ``since``: the beginning that the user asks for, None if not given.
    """
    kept = state.edition(day)
    if kept is None or kept.status == "degraded" or (since is not None and kept.since.date() != since.date()):
        return None
    readable = [a for a in state.candidates(day, texts=False) if not a.dropped]
    edition = known_edition(kept.body) if kept.inputs == _inputs_of(paper, readable, settings) else None
    if edition is None or edition.coverage.uncompared or edition.coverage.unjudged:
        return None  # the stories written are recorded and not paid for again
    return edition


def _inputs_of(paper: Paper, articles: Iterable[Article], settings: Settings) -> str:
    """Return a digest of everything an edition is made of: articles, paper, models, version."""
    told = [
        __version__,
        repr(paper),
        settings.model,
        str(settings.base_url),
        str(settings.plan),
        str(settings.language),
    ]
    told += [settings.judge, str(settings.compares), *sorted(a.key for a in articles)]
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def _index_of(told: Sequence[str]) -> Index:
    """Return the index of a document made of the sentences ``told``, so that they can be searched."""
    text, sentences = "\n".join(told), []
    at = 0
    for n, sentence in enumerate(told):
        sentences.append(Sentence(f"t{n}", at, at + len(sentence)))
        at += len(sentence) + 1
    return Index((Document("told", text, "", "", language=detect(text), sentences=tuple(sentences)),))
