"""Days with a month in German, French, Spanish, Italian, Portuguese and Dutch: "23. August", "1er mars 2026".

The names come from CLDR. Phrases such as "letzten Mittwoch" are not resolved: relative.py knows English only.
"""

import re
from datetime import date
from functools import cache

from .calendar_names import calendar_names
from .periods import Period, day_of, either
from .phrases import Dated, Phrase, made

__all__ = ["foreign", "may_be_foreign"]

_LANGUAGES = ("de", "de_AT", "fr", "es", "es_PE", "it", "pt", "nl")


@cache
def _months() -> tuple[dict[str, int], dict[str, int]]:
    """The names of the months in lower case, with their accents; then their abbreviations."""
    from babel import Locale

    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for language in _LANGUAGES:
        for names, width in zip(found, ("wide", "abbreviated"), strict=True):
            for context in Locale.parse(language).months.values():
                names |= {name.strip(".").lower(): number for number, name in context[width].items()}
    return found


@cache
def _stems() -> tuple[str, ...]:
    return tuple(sorted({name[:3] for names in _months() for name in names}))


@cache
def foreign() -> Phrase:
    """The pattern of a day with its month, and its reader.

    An abbreviation counts only before a year. Romance months are lower case: "2 Mars landers" is no date. A month that
    is also English, such as August, counts only after the period of a German day.
    """
    english = calendar_names("en").months
    long, short = (sorted(names, key=len, reverse=True) for names in _months())
    pattern = (
        r"(?<![$£€.,\d])\b(?P<day>\d{1,2})"
        rf"(?:\.\s(?P<german>(?i:{'|'.join(long)}))\b"
        rf"|(?:er|º)?\s(?:de\s)?(?P<month>{'|'.join(n for n in long if n not in english)})\b"
        rf"|(?:er|º|\.)?\s(?:de\s)?(?P<short>{'|'.join(short)})\b\.?(?=\s(?:del?\s)?\d{{4}}\b))"
        r"(?:\s(?:del?\s)?(?P<year>\d{4})\b)?"
    )
    return pattern, _day


def may_be_foreign(text: str) -> bool:
    """True if ``text`` has the first three letters of a foreign month. A cheap test without false negatives."""
    lower = text.lower()
    return any(stem in lower for stem in _stems())


def _day(match: re.Match[str], reference: date | None) -> Dated | None:
    long, short = _months()
    name = (match["german"] or match["month"] or match["short"]).lower()
    month, day = long.get(name) or short[name], int(match["day"])

    def in_year(year: int) -> Period | None:
        return day_of(year, month, day)

    if match["year"]:
        return made(match, in_year(int(match["year"])), explicit=True)
    return made(match, *either(in_year, reference)) if reference else None
