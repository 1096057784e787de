"""The numbers of a source; those of a statement may equal or round one of them, or follow from two."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import isclose
from types import MappingProxyType
from typing import NamedTuple

from ...documents.source_index import Index
from ...facts.measures import Measured, measured
from ...facts.quantities import Quantity
from ...facts.tokens import fold, stem

__all__ = ["Number", "Numbers", "close", "numbers_of", "plural", "precision", "rounds", "scores"]

_DIGITS = re.compile(r"\d[\d.,]*")
_PLURALS = frozenset({"people", "men", "women", "children"})
MOST_PAIRED = 60
"""Most numbers of one unit with which another is paired."""
NEAR = 3
"""Distance, in sentences, within which two amounts or shares may be summed or compared."""
_ROUNDED_KINDS = frozenset({"number", "percent", "points", "money", "measure"})


_SCORE = re.compile(r"\s?[-–:]\s?")


class Number(NamedTuple):
    """A number of the sentence ``sentence``, the ``place``th of the source."""

    sentence: str
    quantity: Quantity
    measured: Measured
    place: int


class Numbers(NamedTuple):
    """All numbers of a source: body, header and lines beside it.

    ``by_value``: a value of nine digits -> the numbers that have it; ``years``: stated, computed or of publication;
    ``scores``: the numbers of each score, whichever comes first.
    """

    all: tuple[Number, ...]
    by_value: dict[float, list[Number]]
    years: frozenset[int]
    scores: frozenset[frozenset[float]] = frozenset()
    by_sentence: Mapping[str, tuple[Number, ...]] = MappingProxyType({})

    def equal(self, values: tuple[float, ...]) -> list[Number]:
        """The numbers with one of ``values``."""
        return [number for v in values for number in self.by_value.get(_key(v), ())]

    def pairs(self, dimension: str, word: str | None) -> Iterator[tuple[float, float]]:
        """The values of two numbers of one dimension that stand near each other, or of two counts of one noun."""
        counted = dimension in {"", "count"}
        group = [n for n in self.all if _pairs_with(n, dimension, counted=counted)]
        if counted and len(group) > MOST_PAIRED:
            group = [n for n in group if not word or _count_alike(n, n, word)][:MOST_PAIRED]
        for n, one in enumerate(group):
            for other in group[max(0, n - MOST_PAIRED) : n]:
                near = one.place - other.place <= NEAR
                if _count_alike(one, other, word) if counted else near:
                    yield abs(one.measured.values[0]), abs(other.measured.values[0])


def _pairs_with(number: Number, dimension: str, *, counted: bool) -> bool:
    q, its = number.quantity, number.measured.dimension
    if q.named or q.kind in {"year", "ordinal", "time"}:
        return False
    return its in {"", "count"} if counted else its == dimension


def _count_alike(one: Number, other: Number, word: str | None) -> bool:
    """True if two counts are of one noun, and of ``word``, as far as nouns stand behind them."""
    nouns = {stem(fold(noun)) for n in (one, other) if (noun := plural(n.quantity.unit))}
    if len(nouns) > 1 or (word and nouns and stem(fold(word)) not in nouns):
        return False
    both = plural(one.quantity.unit) and plural(other.quantity.unit)
    return bool(both) or one.sentence == other.sentence


def plural(word: str | None) -> str | None:
    """Return ``word`` if it looks like a plural noun."""
    return word if word and (word in _PLURALS or (word.endswith("s") and len(word) > 3)) else None


@lru_cache(maxsize=8)
def numbers_of(index: Index) -> Numbers:
    """Return the numbers of ``index``, cached."""
    by_sentence = {
        i: tuple(Number(i, q, measured(q), place) for q in qs) for place, (i, qs) in enumerate(index.quantities.items())
    }
    found = tuple(number for numbers in by_sentence.values() for number in numbers)
    by_value: defaultdict[float, list[Number]] = defaultdict(list)
    for number in found:
        for value in number.measured.values:
            by_value[_key(value)].append(number)
    years = set(index.years) | {int(n.quantity.values[0]) for n in found if n.quantity.kind == "year"}
    for document in index.documents:
        days: list[date] = [s.day for s in document.dates] + ([document.published] if document.published else [])
        years |= {day.year for day in days}
    pairs = {
        frozenset({one.values[0], other.values[0]})
        for i, qs in index.quantities.items()
        for one, other in scores(index.texts[i], qs)
    }
    return Numbers(found, dict(by_value), frozenset(years), frozenset(pairs), by_sentence)


def close(one: float, other: float) -> bool:
    """True if two values are equal except for rounding errors of arithmetic."""
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def rounds(q: Quantity, value: float, told: float) -> bool:
    """True if ``q``, which has the value ``value``, rounds ``told`` to its own precision, or bounds it truly."""
    value, told = abs(value), abs(told)
    if q.kind not in _ROUNDED_KINDS or not told or not value:
        return False
    step = precision(q, value)
    if q.bound in {"at_least", "at_most"}:
        return 0 <= (told - value if q.bound == "at_least" else value - told) < step
    hedged = q.bound != "exact"
    if not hedged and value < 100 and float(told).is_integer():
        return False
    return abs(value - told) <= step / 2 * (1 + 1e-9) and abs(value - told) <= (0.1 if hedged else 0.05) * told


def precision(q: Quantity, value: float) -> float:
    """Return the step to which ``q`` is stated: 0.1 million of "1.2 million", 10,000 of "40,000", 1 of "58"."""
    written = _DIGITS.search(q.text)
    digits = re.sub(r"\D", "", written.group()) if written else f"{abs(q.values[0]):.0f}"
    lead = int(digits)
    zeros = len(digits) - len(digits.rstrip("0"))
    return abs(value) / lead * 10.0**zeros if lead else abs(value) / 50


def scores(text: str, found: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of numbers that are one score or vote: "3-0", "0:2"; a rising pair before a noun is a range."""
    for one, other in pairwise(found):
        joint = _SCORE.fullmatch(text, one.end, other.start)
        if joint is None or not one.kind == other.kind == "number" or one.named or other.named or one.unit:
            continue
        whole = one.text.isdigit() and other.text.isdigit() and max(one.values[0], other.values[0]) < 100
        if whole and (":" in joint.group() or not plural(other.unit) or one.values[0] >= other.values[0]):
            yield one, other


def _key(value: float) -> float:
    return float(f"{value:.9g}")
