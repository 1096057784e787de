"""Arithmetic of days and periods: months, quarters, weeks, parts of a year. Nothing here reads a text or a clock."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "Period",
    "day_of",
    "either",
    "in_year",
    "last_weekday",
    "monday_of",
    "month_of",
    "part_of",
    "quarter_of",
    "shifted",
    "unit_of",
    "weekday_of",
    "whole_units",
    "years_from",
]

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
Period = tuple[date, date]
"""First and last day, both included."""

_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


def day_of(year: int, month: int, day: int) -> Period | None:
    """The period of one day; None if the month has no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def quarter_of(year: int, n: int, months: int = 3) -> Period:
    """The ``n``-th quarter of ``year``, from 1; or its ``n``-th part of ``months`` months."""
    return date(year, months * (n - 1) + 1, 1), month_of(year, months * n)[1]


def years_from(year: int, n: int = 1) -> Period:
    """``year`` and the ``n`` - 1 years after it."""
    return date(year, 1, 1), date(year + n - 1, 12, 31)


def part_of(period: Period, part: str) -> Period:
    """The part of a month or year that ``part`` names: "early", "mid", "late", "end of".

    Of a month: its first half, its 10th to 20th, or its second half; all of it for two words ("end of"). Of a year: a
    third.
    """
    first, last = period
    if (last - first).days < 31:
        spans = {"m": (10, 20), "l": (16, last.day), "e": (1, 15)}
        a, b = (1, last.day) if len(part.split()) > 1 else spans[part[0]]  # "the end of March" may be its last day
        return first.replace(day=a), first.replace(day=b)
    a, b = (9, 12) if part.startswith(("end", "late")) else (5, 8) if part.startswith("mid") else (1, 4)
    return date(first.year, a, 1), month_of(first.year, b)[1]


def in_year(period: Period, year: int) -> Period | None:
    """``period`` moved so that it begins in ``year``; None if that year has no such day."""
    first, last = period
    try:
        return first.replace(year=year), last.replace(year=year + last.year - first.year)
    except ValueError:
        return None


def either(make: Callable[[int], Period | None], reference: date) -> tuple[Period, ...]:
    """The periods from ``make`` for the years around ``reference``: the last that has begun, then the next."""
    found = [p for p in (make(reference.year + k) for k in range(-4, 5)) if p]
    past = [p for p in found if p[0] <= reference]
    future = [p for p in found if p[0] > reference]
    return (*past[-1:], *future[:1])


def shifted(day: date, n: int, unit: str) -> date:
    """``day`` moved by ``n`` units; the last day of a month that is too short."""
    if unit in _DAYS_IN:
        return day + timedelta(days=n * _DAYS_IN[unit])
    total = day.year * 12 + day.month - 1 + n * _MONTHS_IN[unit]
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 1 <= year <= 9999 else day


def whole_units(unit: str, reference: date, n: int, *, forward: bool) -> Period:
    """The ``n`` quarters or decades that follow, or precede, the one of ``reference``."""
    own = _begin_of(unit, reference)
    first, end = (shifted(own, 1, unit), shifted(own, n + 1, unit)) if forward else (shifted(own, -n, unit), own)
    return first, end - timedelta(days=1)


def _begin_of(unit: str, day: date) -> date:
    """The first day of the quarter or decade of ``day``."""
    if unit == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year // 10 * 10, 1, 1)


def unit_of(unit: str, reference: date, shift: int = 0) -> Period:
    """The week, weekend, month, quarter, season, year or decade of ``reference``, or one ``shift`` units from it."""
    if unit in {"week", "weekend"}:
        return weekday_of(reference, 5 if unit == "weekend" else 0, shift), weekday_of(reference, 6, shift)
    if unit == "month":
        first = shifted(reference.replace(day=1), shift, unit)
        return month_of(first.year, first.month)
    if unit in {"quarter", "decade"}:
        first = shifted(_begin_of(unit, reference), shift, unit)
        return first, shifted(first, 1, unit) - timedelta(days=1)
    year = reference.year + shift
    if unit in _SEASONS:
        a, b = _SEASONS[unit]
        return date(year, a, 1), month_of(year + (b < a), b)[1]
    return years_from(year)


def monday_of(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def weekday_of(reference: date, weekday: int, weeks: int = 0) -> date:
    """The ``weekday`` (Monday is 0) of the week ``weeks`` after that of ``reference``."""
    return monday_of(reference) + timedelta(days=weekday + 7 * weeks)


def last_weekday(weekday: str, reference: date) -> date:
    """The latest day called ``weekday`` (English, lower case) that is not after ``reference``."""
    back = (reference.weekday() - WEEKDAYS.index(weekday)) % 7
    return reference - timedelta(days=back)
