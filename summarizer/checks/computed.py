"""Numbers that stand in no sentence but follow from some: sums, differences, shares, changes, a year reckoned."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ..facts.index import Index
from ..facts.quantities import Quantity, comparable, same

__all__ = ["computed"]

_COMPARES = re.compile(
    r"\b(?:totals?|totall(?:ed|ing)|combined|together|altogether|in all|sum|difference|gap|margin|respectively|"
    r"more(?!\sthan\s\W?\d)|fewer(?!\sthan\s\d)|less(?!\sthan\s\W?\d)|"
    r"higher|lower|longer|shorter|below|above|rest|others?|remaining|already|off|reduces?|reduced|cuts?|rais(?:es?|ed)|"
    r"(?:r[io]sen?|gr[eo]wn?|increased?|f[ae]ll(?:en)?|dropped|climbed|widened|up|down)\sby|"
    r"insgesamt|zusammen|mehr|weniger|teurer|billiger|länger|höher|niedriger|übrige[nrs]?|"
    r"en total|en tout|ensemble|autres?|de plus|de moins|más|menos|juntos|resto)\b",
    re.IGNORECASE,
)
"""Words with which a statement compares, adds or takes away; without one no number is taken for a sum or difference."""
_TOGETHER = re.compile(
    r"\b(?:totals?|combined|together|altogether|in all|insgesamt|zusammen|en total|en tout|ensemble|juntos|others?|"
    r"rest|remaining|already|more(?!\sthan)|fewer(?!\sthan)|less(?!\sthan)|of the)\b",
    re.IGNORECASE,
)
"""Those with which also numbers of different things are added: "17 of the 22 posts" are 11 teachers and 6 aides."""
MAX_OPERANDS = 24
OPERAND = 0.08
"""Nearness of a number of another sentence that may be added or taken away, if it has a unit of its own."""
_PRECISE = frozenset({"money", "percent", "points", "measure"})
SMALL_SHARE = 10
"""Percent below which two numbers give a share or change by chance too often."""
SLACK = 0.05
"""How far a bound may lie from what it bounds: "more than $16" of 16.35."""

_SIZES = {
    "minute": ("time", 1.0), "hour": ("time", 60.0), "day": ("time", 1440.0), "week": ("time", 10080.0),
    "month": ("months", 1.0), "year": ("months", 12.0), "cm": ("length", 0.01), "m": ("length", 1.0),
    "km": ("length", 1000.0),
}  # fmt: skip
"""Measures that people convert in their heads: their sort, and their size in its smallest."""
_POINTS = frozenset({"point", "points", "punkte", "puntos"})

_Place = tuple[str, Quantity]


def computed(  # noqa: PLR0913, PLR0917 - one number in its surroundings
    text: str, q: Quantity, told: Sequence[Quantity], index: Index, cited: Sequence[str], near: dict[str, float]
) -> tuple[str, ...]:
    """The sentences of whose numbers ``q``, of the statement ``text``, follows; empty if it follows of none.

    ``told``: all numbers of the statement: one of them may be an operand ("$1.9 million of it, $1.2 million not").
    """
    if q.kind == "year":
        year = index.years.get(int(q.values[0]))
        return (year,) if year else ()
    if q.kind in {"ordinal", "time", "age"} or q.values[0] <= 0:
        return ()
    held = list(_operands(index, cited, near))
    return next(_ways(text, q, told, held, index), ())


def _operands(index: Index, cited: Sequence[str], near: dict[str, float]) -> Iterator[_Place]:
    """The numbers of the cited sentences and their neighbours, then precise ones said of the same elsewhere."""
    close = set(index.around(cited))
    taken = 0
    for i, s in index.numbers:
        if s.kind in {"ordinal", "time", "age"} or s.values[0] <= 0:
            continue
        if i in close or (s.kind in _PRECISE and index.nearness(near, i, s.start, s.end) >= OPERAND):
            yield i, s
            taken += 1
            if taken == MAX_OPERANDS:
                return


def _ways(
    text: str, q: Quantity, told: Sequence[Quantity], held: list[_Place], index: Index
) -> Iterator[tuple[str, ...]]:
    says = bool(_COMPARES.search(text))
    mixes = bool(_TOGETHER.search(text))
    yield from ((i,) for i, s in held if _restates(q, s, mixes=mixes))
    for (i, a), (k, b) in combinations(held, 2):
        if (a.kind == "year") != (b.kind == "year"):
            continue
        part = _is_part(q, a, b) or _is_part(q, b, a)
        if part or _is_share(q, a, b) or _is_shift(q, a, b) or (says and _adds(q, a, b, mixes=mixes)):
            yield i, k
    others = [t for t in told if t is not q and t.kind == q.kind and (t.kind in _PRECISE or t.unit)]
    for t in others:
        known = [i for i, s in index.valued(t.values) if same(t, s)]
        for i, a in held:
            if known and comparable(q, a) and not same(a, t) and _reaches(q, abs(a.values[0] - t.values[0])):
                yield i, known[0]
    if mixes and "of the" in text and q.kind == "number":
        yield from _of_one_list(q, index)


def _restates(q: Quantity, s: Quantity, *, mixes: bool) -> bool:
    """Whether ``q`` tells one number in another way: as a fraction, in another measure, by its rest."""
    if q.kind == "percent":
        rest = mixes and s.kind == "percent" and _reaches(q, 100 - s.values[0])  # "the other 60 percent"
        return rest or (s.kind == "number" and 0 < s.values[0] < 1 and _is_percent(q, s.values[0]))
    if q.kind == "number" and 0 < q.values[0] < 1:
        return s.kind == "percent" and _is_fraction(q, s.values[0])
    return q.unit in _SIZES and s.unit in _SIZES and _is_converted(q, s)


def _is_percent(q: Quantity, fraction: float) -> bool:
    """Whether a percentage tells this fraction: "25 percent" of "a quarter"."""
    return abs(q.values[0] - 100 * fraction) <= 1


def _is_converted(q: Quantity, s: Quantity) -> bool:
    """Whether both are one size in two measures of one sort: "two years", "24 months"."""
    (sort, size), (other, its) = _SIZES[q.unit or ""], _SIZES[s.unit or ""]
    return sort == other and q.unit != s.unit and _reaches(q, s.values[0] * its / size)


def _is_fraction(q: Quantity, percent: float) -> bool:
    """Whether "a third" tells this percentage, in its bound: "fewer than a third" may be 29 percent."""
    off = 100 * q.values[0] - percent
    low, high = {"at_most": (0, 10), "at_least": (-10, 0)}.get(q.bound, (-4, 4))
    return low <= off <= high


def _is_share(q: Quantity, a: Quantity, b: Quantity) -> bool:
    """Whether a percentage or a fraction is that of the smaller in the larger, or the change from one to the other."""
    if a.kind != b.kind or a.kind in {"percent", "points", "year"} or (a.kind != "number" and a.unit != b.unit):
        return False
    wanted = q.values[0]
    x, y = sorted((a.values[0], b.values[0]))
    share = x / y
    if q.kind == "percent":
        ways = (100 * share, 100 * (1 - share), 100 * (y - x) / x)
        return wanted >= SMALL_SHARE and any(abs(wanted - c) <= max(0.5, 0.01 * c) for c in ways)
    return q.kind == "number" and 0 < wanted < 1 and _is_fraction(q, 100 * share)


def _is_part(q: Quantity, share: Quantity, whole: Quantity) -> bool:
    """Whether ``q`` is this percentage of the amount ``whole``, or what is left of it: "£960,000" of 40 % of £2.4m."""
    if share.kind != "percent" or whole.kind != q.kind or whole.kind not in {"money", "measure"}:
        return False
    part = whole.values[0] * share.values[0] / 100
    return comparable(q, whole) and any(v > 0 and _reaches(q, v) for v in (part, whole.values[0] - part))


def _is_shift(q: Quantity, a: Quantity, b: Quantity) -> bool:
    """Whether points are the difference of two percentages, or a percentage lies these points from another."""
    x, y = a.values[0], b.values[0]
    if q.kind == "points" or (q.unit or "").lower() in _POINTS:
        return a.kind == b.kind == "percent" and _reaches(q, abs(x - y))
    if q.kind != "percent" or {a.kind, b.kind} != {"percent", "points"}:
        return False
    return _reaches(q, x + y) or _reaches(q, abs(x - y))


def _adds(q: Quantity, a: Quantity, b: Quantity, *, mixes: bool) -> bool:
    """Whether ``q`` is the sum or difference of two numbers of one sort, or if ``mixes`` of two counts."""
    x, y = a.values[0], b.values[0]
    small = a.small or b.small
    of_one_sort = a.unit == b.unit or (a.kind == "number" and (mixes or (None in {a.unit, b.unit} and not small)))
    bare = q.kind in {"measure", "money"} and {a.unit, b.unit} == {None, q.unit} and not (a.small or b.small)
    fits = comparable(q, a) or bare or (a.kind == "year" and q.unit == "year")
    alike = (a.kind == b.kind and of_one_sort) or bare  # "29 instead of 12 minutes"
    return alike and fits and (_reaches(q, x + y) or _reaches(q, abs(x - y)))


def _of_one_list(q: Quantity, index: Index) -> Iterator[tuple[str, ...]]:
    """The sentences of which two or three numbers in a row make ``q``: "nine teachers, eight aides"."""
    for i in index.body:
        counts = [s.values[0] for s in index.quantities[i] if s.kind == "number" and s.unit]
        for n in range(len(counts)):
            if any(_reaches(q, sum(counts[n:end])) for end in (n + 2, n + 3) if end <= len(counts)):
                yield (i,)


def _reaches(q: Quantity, value: float) -> bool:
    """Whether ``q`` tells ``value``, in its bound."""
    off = (q.values[0] - value) / max(abs(value), abs(q.values[0]))
    low, high = {"at_least": (-SLACK, 0.0), "at_most": (0.0, SLACK), "about": (-0.03, 0.03)}.get(q.bound, (0.0, 0.0))
    return low - 1e-6 <= off <= high + 1e-6
