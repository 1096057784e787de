"""Days with a name, for the years of the Gregorian calendar."""

from datetime import date, timedelta

__all__ = ["HOLIDAYS", "holiday"]

_FIXED = {
    "new year's day": (1, 1), "new year day": (1, 1), "saint patrick": (3, 17), "st patrick's day": (3, 17),
    "earth day": (4, 22), "may day": (5, 1), "international workers' day": (5, 1), "independence day": (7, 4),
    "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "new year's eve": (12, 31), "valentine's day": (2, 14),
}  # fmt: skip
_MOVABLE = ("easter", "good friday", "thanksgiving", "black friday", "labor day", "memorial day")
HOLIDAYS = "|".join(sorted([*_FIXED, *_MOVABLE], key=len, reverse=True)).replace("'", "['’]")
"""A pattern of all the names."""


def holiday(name: str, year: int) -> date:
    """The day called ``name`` (lower case) in ``year``; United States customs where countries differ."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in {"easter", "good friday"}:
        return _easter(year) - timedelta(days=2 if name == "good friday" else 0)
    if name in {"thanksgiving", "black friday"}:
        return _nth(year, 11, 3, 4) + timedelta(days=1 if name == "black friday" else 0)
    if name == "labor day":
        return _nth(year, 9, 0, 1)
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _easter(year: int) -> date:
    """Meeus's form of the Gregorian computus (J. Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
