"""Articles -> stories: copies grouped, events separated; a continued story keeps its id."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePath
from typing import NamedTuple

from ..documents.document import Document
from ..documents.fetch.ssrf import is_link
from ..facts.names import names
from ..facts.tokens import vocabulary
from .clusters import Text, attach, cluster
from .copies import copies
from .records import Article

__all__ = ["RunningStory", "outlet_of", "renumbered", "stories"]

RECENT = 4
"""Number of the latest articles of an earlier story with which today's articles are compared."""
OWN_NAMES = 3.0
"""Least sum over the names that today's articles share with an earlier story, each weighted by one over the number of
stories with it, at which they continue the story whatever their words."""
LEAD = 50
"""Number of words from the beginning of an article that identify its event, besides its title."""


class RunningStory(NamedTuple):
    """One event of today's articles.

    ``articles``: one of each group of copies, in order of publication; ``copies``: the others, by the key of the one
    that stands for them; ``earlier``: the articles about it in earlier editions, empty for a new story.
    """

    id: str
    articles: tuple[Article, ...]
    copies: dict[str, tuple[Article, ...]]
    earlier: tuple[Article, ...]

    @property
    def outlets(self) -> list[str]:
        """The outlets that carry the story, each once."""
        every = [a for one in self.articles for a in (one, *self.copies.get(one.key, ()))]
        return list(dict.fromkeys(outlet_of(a) for a in every))

    @property
    def independent(self) -> int:
        """The number of outlets with their own text."""
        return len({outlet_of(a) for a in self.articles})


def outlet_of(article: Article) -> str:
    """Return the publisher of ``article``: its site, else its source (with the file name for a file)."""
    document = article.document
    if document is not None and document.site:
        return document.site
    return article.source if is_link(article.name) else f"{article.source}: {PurePath(article.name).name}"


def stories(today: Sequence[Article], earlier: Sequence[Article], day: date) -> list[RunningStory]:
    """Return the stories of ``today``, all of which have documents, in the order of their first articles.

    ``earlier``: articles of recent editions, with the ids of their stories.
    """
    if not today:
        return []
    lead = copies([_body(a) for a in today])
    first: dict[int, list[Article]] = {}
    for n, article in enumerate(today):
        first.setdefault(lead[n], []).append(article)
    chosen = [sorted(group, key=_rank) for group in first.values()]
    heads = [group[0] for group in chosen]
    by_story: dict[str | None, list[Article]] = {}
    for article in earlier:
        by_story.setdefault(article.story, []).append(article)
    recent = [a for articles in by_story.values() for a in articles[-RECENT:]]
    named = {story: _names(articles) for story, articles in by_story.items()}
    found = _told([*recent, *heads], cluster([_text(a) for a in heads]), recent, named)
    grouped: dict[int, list[list[Article]]] = {}
    for label, group in zip(found, chosen, strict=True):
        grouped.setdefault(label, []).append(group)
    known = {n: a.story for n, a in enumerate(recent)}
    return [_story(label, groups, known, earlier, day) for label, groups in grouped.items()]


def _told(
    every: Sequence[Article], labels: Sequence[int], earlier: Sequence[Article], names_of: Mapping[str | None, set[str]]
) -> list[int]:
    """Return a label for each of today's articles: the position of an earlier one of its story, or one after those."""
    places: dict[str | None, int] = {}
    fixed = [places.setdefault(a.story, n) for n, a in enumerate(earlier)]
    groups = [*fixed, *(len(earlier) + label for label in labels)]
    known = {label: names_of[story] for story, label in places.items()}
    if not fixed:
        return groups
    joined = attach([_text(a) for a in every], groups, set(fixed))[len(earlier) :]
    today: dict[int, set[str]] = {}
    for article, group in zip(every[len(earlier) :], groups[len(earlier) :], strict=True):
        today.setdefault(group, set()).update(_names([article]))
    return [
        _continued(today[group], label if label in known else None, known, group)
        for label, group in zip(joined, groups[len(earlier) :], strict=True)
    ]


def _continued(names: set[str], label: int | None, known: Mapping[int, set[str]], group: int) -> int:
    """Return the label of the story that a group of today's articles continues, or the group itself.

    That is the story matched by its words if they share a name, else a story with which it shares many names: an event
    of the same kind elsewhere shares none, and a story whose words have moved on still has its names.
    """
    if label is not None and known[label] & names:
        return label
    common = Counter(n for own in known.values() for n in own & names)
    shared = {story: sum(1 / common[n] for n in own & names) for story, own in known.items()}
    best = max(shared, key=lambda story: shared[story], default=None)
    return best if best is not None and shared[best] >= OWN_NAMES else group


def _names(articles: Iterable[Article]) -> set[str]:
    """Return the names in articles: an event of the same kind elsewhere shares none of them."""
    found: set[str] = set()
    for article in articles:
        text = _body(article)
        found |= {word for start, end, sure in names(text) if sure for word in vocabulary(text[start:end])}
    return found


def _story(
    label: int, groups: list[list[Article]], known: dict[int, str | None], earlier: Sequence[Article], day: date
) -> RunningStory:
    groups = sorted(groups, key=lambda group: _rank(group[0]))
    heads = tuple(group[0] for group in groups)
    name = known.get(label) or f"{day.isoformat()}-{hashlib.sha256(min(h.key for h in heads).encode()).hexdigest()[:8]}"
    others = {group[0].key: tuple(group[1:]) for group in groups if len(group) > 1}
    return RunningStory(name, heads, others, tuple(a for a in earlier if a.story == name))


def _rank(article: Article) -> tuple[bool, datetime, int, str]:
    """Return a sort key: articles with a known time first, then the earliest, then the longest."""
    text = article.document.text if article.document else ""
    return article.published is None, article.published or article.seen, -len(text), article.key


def _body(article: Article) -> str:
    document = article.document
    assert document is not None  # noqa: S101 - only articles that were read come here
    return " ".join(document.quote(s) for s in document.sentences if s.role == "body")


def _text(article: Article) -> Text:
    document = article.document
    assert document is not None  # noqa: S101
    lead: list[str] = []
    for s in document.sentences:
        if s.role == "body" and len(lead) < LEAD:
            lead += document.quote(s).split()
    hours = article.published.timestamp() / 3600 if article.published else None
    return Text(document.title or "", " ".join(lead[:LEAD]), hours)


def renumbered(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return ``documents`` with the ids ``a1``, ``a2``, … and unique sentence ids: ``a2.s3``."""
    return tuple(
        replace(
            document,
            id=f"a{n}",
            sentences=tuple(s._replace(id=f"a{n}.{s.id}") for s in document.sentences),
        )
        for n, document in enumerate(documents, 1)
    )
