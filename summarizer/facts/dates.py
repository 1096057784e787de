"""Calendar words and dates in a text."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

__all__ = ["MONTHS", "WEEKDAYS", "calendar_words", "first_date", "last_weekday"]

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
_SHORT = {m[:3]: n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
_CALENDAR = re.compile(
    rf"\b(?:{'|'.join(w for w in [*WEEKDAYS, *MONTHS] if w not in {'may', 'march'})})\b|\b(?:May|March)\b", re.IGNORECASE
)
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})\.?"
_DATES = (
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})\b"),
    re.compile(rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s{_MONTH},?\s(?P<year>\d{{4}})\b", re.IGNORECASE),
)


def calendar_words(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, word)`` of each English weekday or month, capitalised; "May" only where it cannot be the verb."""
    for match in _CALENDAR.finditer(text):
        if match.group() in {"may", "march"} and not re.search(r"\d\s$|\b(?:in|of|since|until|last|next)\s$", text[max(0, match.start() - 8) : match.start()]) and not re.match(r"\s\d", text[match.end() : match.end() + 3]):
            continue
        if match.group() == "May" and not re.match(r"\s(?:\d|of\s\d)|[.,]?$", text[match.end() : match.end() + 6]):
            continue
        yield match.start(), match.end(), match.group().lower()


def first_date(text: str) -> date | None:
    """The first full date of ``text`` (2022-01-31, January 31, 2022, 31 January 2022), or None."""
    found = [m for pattern in _DATES if (m := pattern.search(text))]
    for match in sorted(found, key=lambda m: m.start()):
        group = match.groupdict()
        month = int(group["m"]) if group.get("m") else _month(group["month"])
        try:
            return date(int(group["year"]), month, int(group["day"]))
        except ValueError:
            continue
    return None


def _month(word: str) -> int:
    return _SHORT.get(word.lower()[:4]) or _SHORT[word.lower()[:3]]


def last_weekday(weekday: str, reference: date) -> date:
    """The latest day called ``weekday`` (English, lower case) that is not after ``reference``."""
    back = (reference.weekday() - WEEKDAYS.index(weekday)) % 7
    return reference - timedelta(days=back)
