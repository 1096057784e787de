"""Numbers of one text that complete each other: a range shares its scale and unit, dollars take their cents."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .quantities import Quantity

__all__ = ["inherited", "joined"]

_RANGE = re.compile(r"\s?(?:[-–—−]|to\b|bis\b|à\b|a\b|and\b|or\b|y\b|et\b|und\b|do\b)\s?", re.IGNORECASE)
_FIRST_DIGITS = re.compile(r"\d[\d.,]*")


def joined(text: str, found: "list[Quantity]") -> "list[Quantity]":
    """Dollars and their cents as one amount: "3 dollars and 50 cents"."""
    joined: list[Quantity] = []
    for q in found:
        last = joined[-1] if joined else None
        if last and last.kind == "money" and q.unit == "cent" and text[last.end : q.start] in {" ", " and ", ", "}:
            values = (last.values[0] + q.values[0] / 100,)
            joined[-1] = last._replace(end=q.end, text=text[last.start : q.end], values=values)
        else:
            joined.append(q)
    return joined


def inherited(text: str, found: "list[Quantity]") -> "Iterator[Quantity]":
    """Complete each number of a range from the other: "15 to 20 million", "$5-10bn", "3-4%", "2019-20"."""
    for n, q in enumerate(found):
        last = found[n - 1] if n else None
        following = found[n + 1] if n + 1 < len(found) else None
        yield (
            (last and _from_money(text, last, q))
            or (following and _from_second(text, q, following))
            or (last and _from_year(text, last, q))
            or (last and _from_date(text, q, last))
            or (following and _from_date(text, q, following))
            or q
        )


def _from_money(text: str, last: "Quantity", q: "Quantity") -> "Quantity | None":
    """The second amount of a range takes the currency of the first: "$5-10bn"."""
    bare = q.kind == "number" and not q.unit and last.kind == "money"
    return q._replace(kind="money", unit=last.unit) if bare and _RANGE.fullmatch(text, last.end, q.start) else None


def _from_second(text: str, q: "Quantity", following: "Quantity") -> "Quantity | None":
    """The first number of a range takes kind, unit and scale of the second: "15 to 20 million", "3-4%"."""
    if q.kind not in {"number", "money"} or not _RANGE.fullmatch(text, q.end, following.start):
        return None
    factor = following.values[0] / _leading(following)
    scaled: tuple[float, ...] = ()
    if factor > 1 and q.values[0] < following.values[0] / factor * 100:
        scaled = tuple(v * factor for v in q.values)
    if q.kind == "number" and following.kind in {"percent", "money", "points", "measure", "age"}:
        return q._replace(kind=following.kind, unit=following.unit, values=(*scaled, *q.values))
    return q._replace(values=(*scaled, *q.values)) if scaled and q.values[0] < 1000 else None


def _from_year(text: str, last: "Quantity", q: "Quantity") -> "Quantity | None":
    """The second of two years takes the century of the first: "2019-20"."""
    if last.kind != "year" or q.kind != "number" or q.values[0] >= 100:
        return None
    if text[last.end : q.start] not in {"-", "–", "/"}:
        return None
    century = last.values[0] // 100 * 100
    return q._replace(kind="year", values=(century + q.values[0], q.values[0]))


def _leading(quantity: "Quantity") -> float:
    """The number before its scale: 20 of "20 million"."""
    written = _FIRST_DIGITS.search(quantity.text)
    try:
        number = float(written.group().replace(",", "").rstrip(".")) if written else quantity.values[0]
    except ValueError:
        number = quantity.values[0]
    return number or 1.0


def _from_date(text: str, q: "Quantity", beside: "Quantity") -> "Quantity | None":
    """A number beside a day of the same month is a day too: "May 3 and 4", "the 3rd and 4th of May"."""
    day = q.kind in {"number", "ordinal"} and not q.named and q.values[0] <= 31
    if not (day and beside.kind == "ordinal" and beside.named and text[q.start].isdigit()):
        return None
    first, second = (q, beside) if q.start < beside.start else (beside, q)
    if not _RANGE.fullmatch(text, first.end, second.start) or (q is second and q.unit):  # "On May 3 and 4 people"
        return None
    return q._replace(kind="ordinal", unit=None, named=True)
