"""Numbers that follow exactly from two others of the source: sums, differences, shares, spans of years."""

from ...facts.index import Index
from ...facts.measures import measured
from ...facts.quantities import Quantity
from .source import Numbers, close, rounds

__all__ = ["follows"]

NOON = 12.0
CENTURY = 21
OLDEST = 150


def follows(text: str, q: Quantity, source: Numbers, index: Index) -> bool:
    """True if ``q`` follows from two numbers of the source, or is of a kind that code cannot reckon."""
    if q.kind == "year":
        return _year(text, q, source)
    if q.kind == "ordinal":
        return q.values[0] <= CENTURY and any(
            word in text[q.end :].lower() for word in ("centur", "jahrh", "sièc", "sigl")
        )
    if q.kind == "time":
        return q.values[0] % NOON == 0
    if _span_of_years(q, source):
        return True
    return _sum_or_share(q, source)


def _year(text: str, q: Quantity, source: Numbers) -> bool:
    """A year of the source, the decade of one, or one that lies a told number of years from one."""
    if text[q.end - 1] == "s":
        return any(int(v) <= year < int(v) + 10 for v in q.values for year in source.years)
    spans = {0.0} | {
        n.measured.values[0] / n.measured.factor * (n.measured.factor / 12)
        for n in source.all
        if n.measured.dimension in {"age", "calendar"}
    }
    return any(abs(year - v) in spans or abs(year - v) - 1 in spans for v in q.values for year in source.years)


def _span_of_years(q: Quantity, source: Numbers) -> bool:
    """Years between two years of the source."""
    unit = measured(q)
    if unit.dimension not in {"age", "calendar", ""} or not q.values or q.values[0] > OLDEST:
        return False
    years = sorted(source.years)
    told = unit.values[0] / 12 if unit.dimension else q.values[0]
    spans = {b - a for n, b in enumerate(years) for a in years[:n]}
    return told in spans or (q.kind == "age" and told + 1 in spans)


def _sum_or_share(q: Quantity, source: Numbers) -> bool:
    """A sum, a difference, a share or a growth of two numbers of one unit."""
    unit = measured(q)
    value = abs(unit.values[0])
    word = q.unit if q.kind == "number" else None
    for a, b in source.pairs(unit, word):
        for told in (a + b, abs(a - b)):
            if close(told, value) or (q.bound != "exact" and rounds(q, value, told)):
                return True
    if q.kind not in {"percent", "number"} or (q.kind == "number" and value >= 1):
        return False
    factor = 100.0 if q.kind == "percent" else 1.0
    seen: set[tuple[str, str | None]] = set()
    for number in source.all:
        group = (number.measured.dimension, number.quantity.unit)
        if group in seen or number.quantity.named or number.quantity.kind in {"year", "ordinal", "time"}:
            continue
        seen.add(group)
        for a, b in source.pairs(number.measured, number.quantity.unit):
            low, high = min(a, b), max(a, b)
            shares = [low / high, (high - low) / high] + ([(high - low) / low] if low else []) if high else []
            if any(_rounds_share(q, value, factor * share) for share in shares):
                return True
    return False


def _rounds_share(q: Quantity, value: float, share: float) -> bool:
    return abs(value - share) <= (0.5 if q.kind == "percent" else 0.015) or rounds(q, value, share)
