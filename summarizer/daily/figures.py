"""The figures of an article in comparable form: in one unit, with the values they allow.

A figure stands for the values that its notation and its bound allow: "more than 2,300", "1.3 billion", "nearly 700".
What it counts is a matter of meaning, and a question for the model (comparison.py).
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from ..documents.source_index import Index
from ..facts.bounds import Bound
from ..facts.dates import dates
from ..facts.measures import measured
from ..facts.quantities import Quantity

__all__ = ["StoryFigure", "disagree", "figures", "figures_of"]

REACH = 1.67
"""Greatest factor by which a value allowed by "at least" may be above the figure, or one by "at most" below it."""
ABOUT = 0.06
"""Least tolerance of "about", on either side, as a share of the value."""
MOST = 30
"""Greatest number of figures of one article: each is compared with each of another's."""
ROUND = 3
"""Least number of digits with which a whole number that ends in zeros counts as rounded."""
MONTH = 30.44 * 86_400
"""Seconds in a month."""
_COUNTS_NOTHING = frozenset({"year", "ordinal", "age"})


class StoryFigure(NamedTuple):
    """A figure at ``[start, end)`` of the text of ``sentence``. ``low`` and ``high``: the range of values it allows."""

    sentence: str
    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    dimension: str
    bound: Bound

    @property
    def place(self) -> tuple[str, int, int]:
        """The figure's sentence and its span there, which identify it within an index."""
        return self.sentence, self.start, self.end


def figures_of(index: Index) -> dict[str, list[StoryFigure]]:
    """Return the figures of each document, by its id."""
    return {d.id: figures(index, d.id) for d in index.documents}


def figures(index: Index, document: str) -> list[StoryFigure]:
    """Return the first MOST figures of one document's news: counts, shares, money, measures, days."""
    return list(islice(_figures(index, document), MOST))


def _figures(index: Index, document: str) -> Iterator[StoryFigure]:
    for i in index.body:
        place, _ = index.places[i]
        if place.id != document:
            continue
        for quantity in index.quantities[i]:
            word = quantity.small and quantity.kind == "number"
            if not (word or quantity.named or quantity.kind in _COUNTS_NOTHING):
                yield _figure(i, quantity)
        yield from _days(i, index.texts[i], place.published)


def _figure(i: str, q: Quantity) -> StoryFigure:
    dimension, value, factor = _measured(q)
    low, high = _allowed(q, value, factor)
    return StoryFigure(i, q.start, q.end, q.text, value, low, high, dimension, q.bound)


def _measured(q: Quantity) -> tuple[str, float, float]:
    """Return the dimension of a quantity, its value in the base unit, and the size of its unit in the base unit."""
    dimension, (value, *_), factor = measured(q)
    if q.kind == "time":
        return "clock", value, factor
    if dimension == "calendar":  # months and weeks may express the same time
        return "time", value * MONTH, factor * MONTH
    if dimension in {"", "count"}:
        share = 0 < value < 1  # "two fifths"
        return ("percent", 100 * value, 100 * factor) if share else ("count", value, factor)
    return dimension, value, factor


def _days(i: str, text: str, published: date | None) -> Iterator[StoryFigure]:
    """Yield the single days that a sentence names with a number: "14 May"."""
    for dated in dates(text, published):
        begin, end = dated.readings[0]
        if begin == end and any(map(str.isdecimal, dated.text)):
            day = float(begin.toordinal())
            yield StoryFigure(i, dated.start, dated.end, dated.text, day, day, day, "day", "exact")


def _allowed(q: Quantity, value: float, factor: float) -> tuple[float, float]:
    """Return the least and the greatest value that a figure allows."""
    if q.bound == "at_least":
        return value, value * REACH
    if q.bound == "at_most":
        return value / REACH, value
    half = _step(q) * factor / 2
    if q.bound == "about":
        half = max(half, ABOUT * abs(value))
    return value - half, value + half


def _step(q: Quantity) -> float:
    """Return the step to which a number is rounded: 0.1 billion for "1.3 billion", 100 for "2,300"; 0 for 14, 20."""
    value = abs(q.values[0])
    digits = "".join(c for c in q.text if c.isdecimal()) or f"{value:.0f}"
    significant = int(digits.rstrip("0") or "0")
    if not significant:
        return 0.0
    step = value / significant
    whole = float(digits) == value
    return 0.0 if whole and (len(digits) < ROUND or step == 1) else step


def disagree(a: StoryFigure, b: StoryFigure) -> bool:
    """True if no value is allowed by both, and neither is a bound that is open towards the other.

    "At least 17" and 40 do not contradict each other. Figures of two dimensions never disagree.
    """
    if a.dimension != b.dimension or (a.low <= b.high and b.low <= a.high):
        return False
    lower, upper = (a, b) if a.value < b.value else (b, a)
    return lower.bound != "at_least" and upper.bound != "at_most"
