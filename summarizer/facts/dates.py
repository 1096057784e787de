"""Dates of a text, resolved against its day of publication, and calendar words. Nothing here reads a clock.

A phrase without a year or a direction has several readings, the likeliest for news first: the last day of that name up
to the reference, then the next one.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from .foreign import foreign, may_be_foreign
from .periods import MONTHS, WEEKDAYS, Period, in_year, last_weekday
from .phrases import (
    BARE_MONTH,
    DECADE,
    HOLIDAY,
    NUMERIC,
    OF_MONTH,
    QUARTERS,
    YEARS,
    Dated,
    Phrase,
    is_month,
)
from .relative import RELATIVE
from .tokens import tokens, vocabulary

__all__ = ["MONTHS", "WEEKDAYS", "Dated", "calendar_words", "dates", "first_date", "last_weekday"]

_CALENDAR = frozenset([*WEEKDAYS, *MONTHS])
_MONTH = re.compile(rf"\b(?:{'|'.join(m[:3] for m in MONTHS)})", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_JOINT = re.compile(r"\s?(?:-|–|to|through|till|until|and)\s?(?:the\s)?", re.IGNORECASE)


def calendar_words(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, word)`` of each English weekday or month; "may" and "march" only where they are months."""
    if _CALENDAR.isdisjoint(vocabulary(text)):
        return
    for start, end, token in tokens(text):
        at = start
        for part in text[start:end].split("-") if "-" in token else (token,):  # "mid-January", "Friday's"
            word = part.lower()
            behind = at + len(part)
            if word in _CALENDAR and (word not in {"may", "march"} or is_month(text, at, behind)):
                yield at, behind, word
            at = behind + 1


@lru_cache(maxsize=1024)
def dates(text: str, reference: date | None) -> tuple[Dated, ...]:
    """The dates and periods of ``text`` in order, without overlaps; without ``reference`` only those with a year."""
    digits, month = _DIGIT.search(text), _MONTH.search(text)
    phrases = (
        *(_dated(text, month=bool(month)) if digits else ()),
        *HOLIDAY,
        *QUARTERS,
        *RELATIVE,
        *(BARE_MONTH if month else ()),
        *(YEARS if digits else ()),
        *DECADE,
    )
    return tuple(_with_years(text, _found(text, reference, phrases)))


def _dated(text: str, *, month: bool) -> tuple[Phrase, ...]:
    """The phrases for dates with digits; those that name a month only if ``month``."""
    return (*([foreign()] if may_be_foreign(text) else ()), *NUMERIC, *(OF_MONTH if month else ()))


def _found(text: str, reference: date | None, phrases: tuple[Phrase, ...]) -> list[Dated]:
    found: list[Dated] = []
    taken = bytearray(len(text))
    for pattern, read in phrases:
        for match in re.finditer(pattern, text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            try:
                dated = read(match, reference)
            except (ValueError, OverflowError):  # a year that no calendar has
                continue
            if dated and dated.readings:
                taken[start:end] = b"\x01" * (end - start)
                found.append(dated)
    found.sort(key=lambda d: d.start)
    return found


def _with_years(text: str, found: list[Dated]) -> Iterator[Dated]:
    """In a range, the first date takes the year of the second: "from May to October 2020"."""
    for n, dated in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        if after and after.explicit and not dated.explicit and _JOINT.fullmatch(text, dated.end, after.start):
            begin = after.readings[0][0]
            moved = _moved(dated, begin.year)
            if moved and moved[0][0] > begin:
                moved = _moved(dated, begin.year - 1)
            yield Dated(dated.start, dated.end, dated.text, moved or dated.readings, explicit=True)
        else:
            yield dated


def _moved(dated: Dated, year: int) -> tuple[Period, ...]:
    return tuple(p for p in (in_year(r, year) for r in dated.readings) if p)


def first_date(text: str) -> date | None:
    """The first full date of ``text`` (2022-01-31, January 31, 2022, 31 January 2022), or None."""
    if not _DIGIT.search(text):
        return None
    month = bool(_MONTH.search(text))
    phrases = (*_dated(text, month=month), *(HOLIDAY if month else ()))
    return next((d.readings[0][0] for d in _found(text, None, phrases) if _is_full(d)), None)


def _is_full(dated: Dated) -> bool:
    """True if ``dated`` names its year and its likeliest reading is one day."""
    first, last = dated.readings[0]
    return dated.explicit and first == last
