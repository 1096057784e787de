"""Numbers that follow exactly from two numbers of the source: sums, differences, shares, spans of years."""

from ...documents.source_index import Index
from ...facts.measures import measured
from ...facts.multiples import multiples
from ...facts.quantities import Quantity
from ...facts.wide_numerals import WIDE
from .source import Number, Numbers, close, plural, precision, rounds

__all__ = ["follows"]

_RELATIVE = ("last year", "this year", "next year")
NOON = 12.0
CENTURY = 21
OLDEST = 150


def follows(text: str, q: Quantity, source: Numbers, index: Index) -> bool:
    """True if ``q`` follows from two numbers of the source, or is of a kind that code cannot compute."""
    if q.kind == "year":
        return _year(text, q, source, index) or (index.published is None and _relative_year(q, source, index))
    if q.kind == "ordinal":
        return q.values[0] <= CENTURY and any(
            word in text[q.end :].lower() for word in ("centur", "jahrh", "sièc", "sigl")
        )
    if q.kind == "time":
        return q.values[0] % NOON == 0 or any(d.language in WIDE for d in index.documents)
    if q.named or not q.values[0]:
        return not q.values[0]  # none is told in many ways
    if _span_of_years(q, source) or _by_multiple(q, index):
        return True
    return q.kind != "age" and _sum_or_share(q, source)


def _by_multiple(q: Quantity, index: Index) -> bool:
    """True for a percentage or factor that matches a multiple in the source: 100 percent or two times for "doubled"."""
    told = {m.value for text in index.texts.values() for m in multiples(text)}
    if q.unit == "times":
        return q.values[0] in told
    shares = {q.values[0], q.values[0] + 100, 100 - q.values[0]}
    return q.kind == "percent" and bool(shares & {100 * value for value in told})


def _year(text: str, q: Quantity, source: Numbers, index: Index) -> bool:
    """True for a year of the source, its decade, or a year at a stated distance from a year nearby."""
    if text[q.end - 1] == "s":
        return any(int(v) <= year < int(v) + 10 for v in q.values for year in source.years)
    if any(v in source.years for v in q.values):
        return True
    for number in source.all:
        if number.measured.dimension not in {"age", "calendar"}:
            continue
        years = number.measured.values[0] / 12
        spans = {years, years + 1} if number.measured.dimension == "age" else {years}
        told = [n for n in source.all if n.quantity.kind == "year" and abs(n.place - number.place) <= 1]
        near = {n.quantity.values[0] for n in told} | ({float(index.published.year)} if index.published else set())
        if any(abs(year - v) in spans for v in q.values for year in near):
            return True
    return False


def _relative_year(q: Quantity, source: Numbers, index: Index) -> bool:
    """True for a year next to one of the source, if an undated source says "last year": code cannot resolve it."""
    beside = any(abs(year - v) <= 1 for v in q.values for year in source.years)
    return beside and any(phrase in text.lower() for text in index.texts.values() for phrase in _RELATIVE)


def _span_of_years(q: Quantity, source: Numbers) -> bool:
    """True for the number of years between two years of the source."""
    unit = measured(q)
    if unit.dimension not in {"age", "calendar", ""} or not q.values or q.values[0] > OLDEST:
        return False
    years = sorted(source.years)
    told = unit.values[0] / 12 if unit.dimension else q.values[0]
    spans = {b - a for n, b in enumerate(years) for a in years[:n]}
    return told in spans or (q.kind == "age" and told + 1 in spans)


def _sum_or_share(q: Quantity, source: Numbers) -> bool:
    """True for a sum, difference, share, growth or part of two numbers with the same unit."""
    unit = measured(q)
    value = abs(unit.values[0])
    if q.kind == "points" and any(close(abs(a - b), value) for a, b in source.pairs("percent", None)):
        return True
    for a, b in source.pairs(unit.dimension, plural(q.unit) if q.kind == "number" else None):
        if any(close(told, value) or (q.bound != "exact" and rounds(q, value, told)) for told in (a + b, abs(a - b))):
            return True
    if q.kind == "percent" or (q.kind == "number" and value < 1):
        return _share(q, value, source)
    return _part(q, value, source)


def _share(q: Quantity, value: float, source: Numbers) -> bool:
    """True for a share or growth of two numbers with the same unit."""
    factor = 100.0 if q.kind == "percent" else 1.0
    for dimension in {n.measured.dimension or "count" for n in source.all}:
        for a, b in source.pairs(dimension, None):
            low, high = min(a, b), max(a, b)
            if not low:
                continue
            if any(_near(q, value, factor * share) for share in (low / high, (high - low) / high, (high - low) / low)):
                return True
    return False


def _part(q: Quantity, value: float, source: Numbers) -> bool:
    """True for a stated part of a number in the same sentence: 20 for "half of the 40 workers"."""
    for numbers in source.by_sentence.values():
        for share in filter(None, map(_fraction, numbers)):
            for n in numbers:
                whole = n.measured.values[0] if n.quantity.kind in {"number", "money"} else 0.0
                if any(close(told, value) or rounds(q, value, told) for told in (share * whole, (1 - share) * whole)):
                    return True
    return False


def _fraction(number: Number) -> float | None:
    """A share as a number below one: of "half", of "40 percent"."""
    q = number.quantity
    if q.kind == "percent":
        return q.values[0] / 100
    return q.values[0] if q.kind == "number" and 0 < q.values[0] < 1 else None


def _near(q: Quantity, value: float, share: float) -> bool:
    """True if ``share`` is ``value`` as exactly as the number tells it."""
    step = precision(q, value) if q.kind == "percent" else 0.03
    return abs(value - share) <= step / 2 * (1 + 1e-9) or rounds(q, value, share)
