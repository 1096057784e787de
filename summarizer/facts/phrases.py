"""Phrases that name a day, month, quarter, year or holiday: their patterns, and the periods that each may mean.

A reader takes a match of its pattern and the reference day. It returns None if the match is no date, or if it means
nothing without a reference.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from .holidays import HOLIDAYS, holiday
from .periods import MONTHS, WEEKDAYS, Period, day_of, either, monday_of, month_of, part_of, quarter_of, years_from

__all__ = [
    "BARE_MONTH",
    "DECADE",
    "HOLIDAY",
    "NUMERIC",
    "OF_MONTH",
    "QUARTERS",
    "SHIFTS",
    "WEEKDAY",
    "WHICH",
    "YEARS",
    "Dated",
    "Phrase",
    "Reader",
    "is_month",
    "made",
    "weekday_number",
]


class Dated(NamedTuple):
    """A date or period at ``[start, end)`` of a text; ``readings`` are its first and last days, the likeliest first.

    ``explicit``: it names its own year.
    """

    start: int
    end: int
    text: str
    readings: tuple[Period, ...]
    explicit: bool = False


Reader = Callable[[re.Match[str], date | None], Dated | None]
Phrase = tuple[str, Reader]
"""A pattern, compiled on first use."""

SHIFTS = {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "last": -1, "past": -1, "previous": -1}
"""Word -> the offset, in units, from the reference's own unit; a word not listed means 0."""
_WEEKDAY_NUMBERS = {w[:3]: n for n, w in enumerate(WEEKDAYS)}
_MONTH_NUMBERS = {m[:3]: n for n, m in enumerate(MONTHS, 1)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()

WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b"
WHICH = (
    r"(?P<which>this (?:past|coming|upcoming)|this|last|past|previous|next|coming|following|upcoming|current"
    r"|earlier this|later this|the next|the last)"
)
_FULL_MONTH = "|".join(MONTHS)
_ANY_MONTH = rf"(?:{_FULL_MONTH}|sept|{'|'.join(_MONTH_NUMBERS)})\b"
_MONTH = rf"(?P<month>{_ANY_MONTH})\.?"
_TH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>\d{{1,2}}){_TH}(?!\d|[.,:]\d|\s?%)"
_YEAR = r"(?P<year>\d{4})\b"
_MAYBE_YEAR = rf"(?:\s?,?\s?(?:of\s|in\s)?{_YEAR}|\sof\s(?P<yy>\d\d)\b)?"
_MAYBE_WEEKDAY = rf"(?:{WEEKDAY},?\s)?"
_PART = r"(?:(?P<part>early|mid|late|(?:the\s)?(?:end|beginning|start|middle)\sof)(?:\s|-))?"

_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?"
    r"|\b(?:in|of|since|until|till|last|next|this|by|to|from|through|mid|early|late|before|after|between|during|and|the)"
    r")[\s-]$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(r"\.?\s?,?\s(?:the\s)?\d|\sof\s\d|\s(?:and|to|through|until)\s[A-Z]|[-–/]", re.IGNORECASE)
_BEFORE_VERBS = frozenset("and the to by from after before through between during this".split())
_VERB = re.compile(r",?\s(?:be|have|not|the|i|take|also|differ|or|result|as|well|it|at)\b", re.IGNORECASE)


def is_month(text: str, start: int, end: int) -> bool:
    """True if "May" or "march" is the month: a number or a preposition is next to it, and it is not a verb."""
    before = _BEFORE_MONTH.search(text, max(0, start - 10), start)
    before_verb = before is not None and before[0].strip().lower() in _BEFORE_VERBS
    if before and (before[0][:1].isdigit() or (text[start].isupper() and not before_verb)):
        return True
    if before_verb and text[start].islower():
        before = None
    return bool(before or _AFTER_MONTH.match(text, end)) and not _VERB.match(text, end)


def made(match: re.Match[str], *readings: Period | None, explicit: bool = False) -> Dated:
    """The date at ``match``, with those of ``readings`` that are not None."""
    return Dated(match.start(), match.end(), match.group(), tuple(r for r in readings if r), explicit)


def weekday_number(name: str) -> int:
    """The number of a weekday by its name or a short form of it; Monday is 0."""
    return _WEEKDAY_NUMBERS[name[:3].lower()]


def _month_number(name: str) -> int:
    return _MONTH_NUMBERS[name[:3].lower()]


def _in_its_year(match: re.Match[str], make: Callable[[int], Period | None], reference: date | None) -> Dated | None:
    """The date from ``make`` for the year in ``match``, or else for the years around ``reference``; None if neither."""
    if match["year"]:
        return made(match, make(int(match["year"])), explicit=True)
    if match["yy"]:
        year = 1900 + int(match["yy"]) + (100 if int(match["yy"]) < 40 else 0)
        return made(match, make(year), explicit=True)
    return made(match, *either(make, reference)) if reference else None


_NUMERIC = (
    r"(?<![\d/-])(?:"
    r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y2>\d{4})"
    r")(?![\d/-])"
)


def _numeric(match: re.Match[str], _: date | None) -> Dated:
    """Digits alone; in "3/4/2020" either of the first two may be the month."""
    if match["y1"]:
        return made(match, day_of(int(match["y1"]), int(match["m1"]), int(match["d1"])), explicit=True)
    a, b, year = int(match["a"]), int(match["b"]), int(match["y2"])
    return made(match, day_of(year, a, b), day_of(year, b, a), explicit=True)


_HOLIDAY = (
    rf"(?i)(?:\b{WHICH}\s)?\b(?:the\s)?"
    rf"(?P<weekend>weekend of\s)?(?P<name>{HOLIDAYS})\b(?P<weekend2>\sweekend)?"
    r"(?:\s(?P<year>\d{4}))?(?:\sweekend)?(?P<of_this>\sof this year)?\b"
)


def _holiday(match: re.Match[str], reference: date | None) -> Dated | None:
    name = match["name"].lower().replace("’", "'")

    def day(year: int) -> Period:
        found = holiday(name, year)
        if match["weekend"] or match["weekend2"]:
            saturday = found - timedelta(days=(found.weekday() - 5) % 7)
            return saturday, saturday + timedelta(days=1)
        return found, found

    if match["year"]:
        return made(match, day(int(match["year"])), explicit=True)
    if reference is None:
        return None
    if match["of_this"]:
        return made(match, day(reference.year))
    readings = either(day, reference)
    which = (match["which"] or "").lower()
    if which in {"next", "following", "coming"}:
        return made(match, *readings[1:])
    return made(match, *(readings[:1] if which in {"last", "previous", "past"} else readings))


_DAY_MONTH = (
    r"(?i)(?<![$£€.,\d])(?<![$£€] )"  # no amount
    rf"\b{_MAYBE_WEEKDAY}(?:the\s)?{_DAY}\s(?:day\s)?(?:of\s)?"
    rf"{_MONTH}(?!\s?[-/]\d){_MAYBE_YEAR}"
)
_MONTH_DAY = (
    rf"(?i)\b{_MAYBE_WEEKDAY}{_MONTH}\s?,?\s(?:the\s)?"
    rf"{_DAY}(?!\s?(?:million|billion|per|people|years|{_ANY_MONTH})){_MAYBE_YEAR}"
)


def _day_month(match: re.Match[str], reference: date | None) -> Dated | None:
    month, day = _month_number(match["month"]), int(match["day"])
    return _in_its_year(match, lambda year: day_of(year, month, day), reference)


_WEEK_OF = rf"(?i)\b(?:the\s)?(?:week\s(?:of|beginning|starting(?:\son)?|commencing))\s{_MONTH}\s{_DAY}{_MAYBE_YEAR}"


def _week_of(match: re.Match[str], reference: date | None) -> Dated | None:
    """Read a phrase such as "the week of April 10": from its Monday, or from the day itself."""
    day = _day_month(match, reference)
    if day is None:
        return None
    begins = [begin for d, _ in day.readings for begin in (monday_of(d), d)]
    return made(match, *((d, d + timedelta(days=6)) for d in begins), explicit=day.explicit)


_DAYS_MONTH = (
    r"(?i)(?<![$£€.,\d])"  # no amount
    rf"\b(?P<day>\d{{1,2}}){_TH}(?:\s?[-–]\s?|\s(?:to|through|until)\s)(?P<until>\d{{1,2}}){_TH}"
    rf"\s(?:of\s)?{_MONTH}{_MAYBE_YEAR}"
)
_MONTH_DAYS = (
    rf"(?i)\b{_MONTH}\s"
    rf"(?P<day>\d{{1,2}}){_TH}(?:\s?[-–]\s?|\s(?:to|and|through)\s)(?P<until>\d{{1,2}}){_TH}"
    rf"(?!\d|:|\s?%|\s?(?:million|billion)){_MAYBE_YEAR}"
)


def _days_of_month(match: re.Match[str], reference: date | None) -> Dated | None:
    """Read "9 to 12 of June", "18-19 June", "June 9-12": from the first day to the last."""
    month = _month_number(match["month"])

    def span(year: int) -> Period | None:
        first, last = day_of(year, month, int(match["day"])), day_of(year, month, int(match["until"]))
        return (first[0], last[0]) if first and last and first <= last else None

    return _in_its_year(match, span, reference)


_QUARTER_OF = (
    r"(?i)\b(?:"
    r"(?P<q>first|second|third|fourth|[1-4](?:st|nd|rd|th)) quarter of "
    r"(?:(?P<y1>\d{4})|(?P<rel>the|this|last|next) year)"
    r"|(?P<q2>[qh][1-4])(?:\sof)?[\s-](?P<y2>\d{4})"
    r"|(?P<y3>\d{4})[\s-](?P<q3>[qh][1-4])"
    r")\b"
)
_YEARS_QUARTER = r"(?i)\b(?P<rel>next|last|this) year[’']s (?P<q>first|second|third|fourth) quarter\b"


def _quarter(match: re.Match[str], reference: date | None) -> Dated | None:
    """Read a phrase such as "the third quarter of last year", "Q3 2019"; "H1 2019" is half a year."""
    group = match.groupdict()
    word = (group["q"] or group["q2"] or group["q3"]).lower()
    year = int(group.get("y1") or group.get("y2") or group.get("y3") or 0)
    n = _ORDINALS.get(word) or int(re.sub(r"\D", "", word))

    def span(year: int) -> Period:
        return quarter_of(year, n, 6 if word in {"h1", "h2"} else 3)

    if year:
        return made(match, span(year), explicit=True)
    if reference is None:
        return None
    if group["rel"]:
        return made(match, span(reference.year + SHIFTS.get(group["rel"].lower(), 0)))
    return made(match, *either(span, reference))


_MONTH_YEAR = (
    r"(?i)\b(?:"
    rf"{_MONTH},?\s(?:of\s|in\s)?(?:{_YEAR}|(?<=of\s)(?P<yy>\d\d)\b)"
    rf"|(?<!\d)\b(?P<first_year>\d{{4}})\s(?P<then_month>{_FULL_MONTH})\b"
    r")"
)


def _month_year(match: re.Match[str], reference: date | None) -> Dated | None:
    """Read a phrase such as "April 2017", "April of 87", "2017 April"."""
    if match["first_year"]:
        return made(match, month_of(int(match["first_year"]), _month_number(match["then_month"])), explicit=True)
    month = _month_number(match["month"])
    return _in_its_year(match, lambda year: month_of(year, month), reference)


def _part(match: re.Match[str], period: Period) -> Period:
    """The part of ``period`` selected by the words before its name: "mid-November", "the end of 2019"."""
    part = (match["part"] or "").lower().removeprefix("the ")
    return part_of(period, part) if part else period


_BARE_MONTH = rf"(?i)\b{_PART}(?:{WHICH}\s)?{_MONTH}(?!\s?\d)"


def _bare_month(match: re.Match[str], reference: date | None) -> Dated | None:
    if match["month"].lower() in {"may", "march", "mar"} and not is_month(match.string, *match.span("month")):
        return None
    if reference is None:
        return None
    month = _month_number(match["month"])
    which = (match["which"] or "").lower()
    if "this" in which or which == "current":
        return made(match, _part(match, month_of(reference.year, month)), explicit=True)
    return made(match, *(_part(match, p) for p in either(lambda year: month_of(year, month), reference)))


_YEAR_ALONE = (
    rf"(?i){_PART}(?<![\d$£€.,/])(?<!\d-)(?<!\d - )\b"  # no amount, no end of a range
    r"(?P<y>\d{4})(?:(?P<decade>s)|[-–/](?P<season>\d\d))?\b"
    r"(?![.,]\d|\s?%|-\d|\s-\s\d\d\b)"
)


def _year(match: re.Match[str], _: date | None) -> Dated | None:
    """Read "the end of 2019", "the 1990s", and the season "2019/20", but no other pair of numbers."""
    year = int(match["y"])
    if not 1500 <= year <= 2199:
        return None
    if match["decade"]:
        return made(match, years_from(year, 10), explicit=True)
    if match["season"]:
        following = int(match["season"]) == (year + 1) % 100
        return made(match, years_from(year, 2), explicit=True) if following else None
    return made(match, _part(match, years_from(year)), explicit=True)


_DECADE = rf"(?i)\b(?P<word>{'|'.join(_DECADES)})\b"


def _decade(match: re.Match[str], _: date | None) -> Dated:
    return made(match, years_from(1920 + 10 * _DECADES.index(match["word"].lower()), 10), explicit=True)


_CENTURY = r"(?i)\b(?P<century>\d{1,2})(?:st|nd|rd|th)\s{1,2}century\b"


def _century(match: re.Match[str], _: date | None) -> Dated:
    return made(match, years_from(100 * int(match["century"]) - 100, 100), explicit=True)


NUMERIC: tuple[Phrase, ...] = ((_NUMERIC, _numeric),)
HOLIDAY: tuple[Phrase, ...] = ((_HOLIDAY, _holiday),)
OF_MONTH: tuple[Phrase, ...] = (
    (_WEEK_OF, _week_of),
    (_DAYS_MONTH, _days_of_month),
    (_MONTH_DAYS, _days_of_month),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _day_month),
    (_MONTH_YEAR, _month_year),
)
"""Phrases with a month and digits; longer ones come before those that may be part of them."""
QUARTERS: tuple[Phrase, ...] = ((_QUARTER_OF, _quarter), (_YEARS_QUARTER, _quarter))
BARE_MONTH: tuple[Phrase, ...] = ((_BARE_MONTH, _bare_month),)
YEARS: tuple[Phrase, ...] = ((_CENTURY, _century), (_YEAR_ALONE, _year))
DECADE: tuple[Phrase, ...] = ((_DECADE, _decade),)
