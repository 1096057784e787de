"""Figures of one thing that articles of a story tell differently, with every side: none is silently picked."""

from ..citations import quote
from ..facts.counted import counted
from ..facts.index import Index
from ..facts.quantities import Quantity, verbatim
from .alignment import Pair, Relation, aligned
from .edition import Difference, Said
from .figures import Figure, figures
from .records import Article
from .stories import outlet_of

__all__ = ["differences", "said"]

MOST = 6
"""Differences that a story shows."""


def differences(index: Index, articles: dict[str, Article]) -> list[Difference]:
    """The figures that articles of a story tell differently. ``articles``: by the id of their documents."""
    found = {d.id: list(figures(index, d.id)) for d in index.documents}
    names = list(found)
    groups: list[tuple[list[Figure], Relation]] = []
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            times = (articles[one].published, articles[other].published)
            for pair in aligned(found[one], found[other], times, index):
                if pair.relation in {"conflict", "updated"}:
                    _join(groups, pair)
    return [_difference(sides, told, index, articles) for sides, told in groups[:MOST]]


def _join(groups: list[tuple[list[Figure], Relation]], pair: Pair) -> None:
    """Put a pair into the group that has one of the two, or into a new one. A conflict outweighs an update."""
    a, b, told = pair
    for n, (sides, before) in enumerate(groups):
        if a in sides or b in sides:
            sides += [f for f in (a, b) if f not in sides]
            groups[n] = (sides, "conflict" if "conflict" in {told, before} else told)
            return
    groups.append(([a, b], told))


def _difference(sides: list[Figure], told: Relation, index: Index, articles: dict[str, Article]) -> Difference:
    ordered = sorted(sides, key=lambda f: _when(index, articles, f))
    return Difference(
        relation="conflict" if told == "conflict" else "updated",
        counts=_counts(ordered[0], index),
        sides=[said(f, index, articles) for f in ordered],
    )


def _when(index: Index, articles: dict[str, Article], figure: Figure) -> tuple[bool, str, str]:
    published = articles[index.places[figure.sentence][0].id].published
    return published is None, published.isoformat() if published else "", figure.sentence


def _counts(figure: Figure, index: Index) -> str:
    """What a figure counts, in the words of its article."""
    text = index.texts[figure.sentence]
    quantity = next((q for q in index.quantities[figure.sentence] if q.start == figure.start), None)
    return (counted(text, quantity) if quantity else None) or " ".join(text.split())


def said(figure: Figure, index: Index, articles: dict[str, Article]) -> Said:
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
