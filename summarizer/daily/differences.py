"""Figures of one thing that articles of a story tell differently, with every side: none is silently picked."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

from ..citations import quote
from ..facts.counted import counted
from ..facts.index import Index
from ..facts.quantities import Quantity, verbatim
from .alignment import Group, Pair, aligned
from .edition import Difference, Said
from .figures import Figure, figures
from .records import Article
from .stories import outlet_of

__all__ = ["by_rule", "differences", "figures_of", "said"]

MOST = 6
"""Differences that a story shows."""


def figures_of(index: Index) -> dict[str, list[Figure]]:
    """The figures of each document, by its id."""
    return {d.id: list(figures(index, d.id)) for d in index.documents}


def by_rule(found: Mapping[str, Sequence[Figure]], index: Index, articles: Mapping[str, Article]) -> list[Group]:
    """The figures of one thing that disagree, as far as the words around them tell.

    ``found`` and ``articles``: by the ids of the documents.
    """
    groups: list[Group] = []
    for one, other in combinations(found, 2):
        times = (articles[one].published, articles[other].published)
        for pair in aligned(found[one], found[other], times, index):
            _join(groups, pair)
    return groups


def _join(groups: list[Group], pair: Pair) -> None:
    """Put a pair into the group that has one of the two, or into a new one. A conflict outweighs an update."""
    a, b, told = pair
    if told == "same" or told == "rounded":  # noqa: PLR1714 - so that types are narrowed
        return
    for n, (sides, before) in enumerate(groups):
        if a in sides or b in sides:
            sides += [f for f in (a, b) if f not in sides]
            groups[n] = (sides, "conflict" if "conflict" in {told, before} else told)
            return
    groups.append(([a, b], told))


def differences(groups: Sequence[Group], index: Index, articles: Mapping[str, Article]) -> list[Difference]:
    """What readers see of ``groups``: every side in the order of time, with who says it."""
    return [_difference(sides, told, index, articles) for sides, told in groups[:MOST]]


def _difference(
    sides: Sequence[Figure], told: Literal["updated", "conflict"], index: Index, articles: Mapping[str, Article]
) -> Difference:
    ordered = sorted(sides, key=lambda f: _when(index, articles, f))
    return Difference(
        relation=told,
        counts=_counts(ordered[0], index),
        sides=[said(f, index, articles) for f in ordered],
    )


def _when(index: Index, articles: Mapping[str, Article], figure: Figure) -> tuple[bool, str, str]:
    published = articles[index.places[figure.sentence][0].id].published
    return published is None, published.isoformat() if published else "", figure.sentence


def _counts(figure: Figure, index: Index) -> str:
    """What a figure counts, in the words of its article."""
    text = index.texts[figure.sentence]
    quantity = next((q for q in index.quantities[figure.sentence] if q.start == figure.start), None)
    return (counted(text, quantity) if quantity else None) or " ".join(text.split())


def said(figure: Figure, index: Index, articles: Mapping[str, Article]) -> Said:
    """A figure with its sentence, its speaker and its article."""
    article = articles[index.places[figure.sentence][0].id]
    speaker = index.speakers.get(figure.sentence)
    return Said(
        text=_verbatim(figure, index),
        bound=figure.bound,
        speaker=speaker.speaker if speaker else None,
        outlet=outlet_of(article),
        published=article.published,
        quote=quote(index, figure.sentence),
    )


def _verbatim(figure: Figure, index: Index) -> str:
    """The figure with the words of its bound, as its article writes it."""
    text = index.texts[figure.sentence]
    quantity: Quantity | None = next((q for q in index.quantities[figure.sentence] if q.start == figure.start), None)
    return " ".join((verbatim(text, quantity) if quantity else figure.text).split())
