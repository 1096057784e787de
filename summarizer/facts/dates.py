"""Dates of a text, resolved against the day it was published; calendar words; nothing here reads a clock.

A phrase without a year or a direction has several readings, the likeliest for news first: the last day of that name up
to the reference, then the next one.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .holidays import HOLIDAYS, holiday

__all__ = ["MONTHS", "WEEKDAYS", "Dated", "calendar_words", "contradicted", "dates", "first_date", "last_weekday"]

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
_Period = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or period at ``[start, end)`` of a text; ``readings`` are its first and last days, the likeliest first.

    ``explicit``: it names its year itself.
    """

    start: int
    end: int
    text: str
    readings: tuple[_Period, ...]
    explicit: bool = False


_SHORT = {m[:3]: n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
_DAYS = {w: n for n, w in enumerate(WEEKDAYS)} | {w[:3]: n for n, w in enumerate(WEEKDAYS)}
_DAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_COUNTS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS |= {
    "a": 1,
    "an": 1,
    "couple": 2,
    "couple of": 2,
    "few": 3,
    "several": 3,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

_M = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(sorted(_SHORT, key=len, reverse=True))})\b\.?"
_W = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[.,:]\d|\s?%)"
_Y = r"(?P<year>\d{4})\b"
_MAYBE_Y = rf"(?:\s?,?\s?(?:of\s|in\s)?{_Y}|\sof\s(?P<yy>\d\d)\b)?"
_THIS = r"(?P<which>this (?:past|coming|upcoming)|this|last|past|previous|next|coming|following|upcoming|current|earlier this|later this|the next|the last)"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade)s?\b"

_PART = r"(?:(?P<part>early|mid|late|(?:the\s)?(?:end|beginning|start|middle)\sof)(?:\s|-))?"

_CALENDAR = re.compile(
    rf"\b(?:{'|'.join(w for w in [*WEEKDAYS, *MONTHS] if w not in {'may', 'march'})})\b|\b(?:May|March)\b",
    re.IGNORECASE,
)


def calendar_words(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, word)`` of each English weekday or month; "may" and "march" only where they are no verbs."""
    for match in _CALENDAR.finditer(text):
        word = match.group()
        if word.lower() in {"may", "march"} and not _is_month(text, *match.span()):
            continue
        yield match.start(), match.end(), word.lower()


_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|until|till|last|next|this|by|to|from|through|mid|early|late|before|after|between|during|and|the))[\s-]$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(r"\.?\s?,?\s(?:the\s)?\d|\sof\s\d|\s(?:and|to|through|until)\s[A-Z]|[-–/]", re.IGNORECASE)


_BEFORE_VERBS = frozenset("and the to by from after before through between during this".split())
_VERB = re.compile(r",?\s(?:be|have|not|the|i|take|also|differ|or|result|as|well|it|at)\b", re.IGNORECASE)


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether "May" or "march" is the month: a number or a preposition stands beside it."""
    before = _BEFORE_MONTH.search(text, max(0, start - 10), start)
    if before and text[start].islower() and before[0].strip().lower() in _BEFORE_VERBS:
        before = None
    return bool(before or _AFTER_MONTH.match(text, end)) and not _VERB.match(text, end)


def dates(text: str, reference: date | None) -> tuple[Dated, ...]:
    """The dates and periods of ``text`` in order, without overlaps; without ``reference`` only those with a year."""
    found: list[Dated] = []
    taken = bytearray(len(text))
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            dated = read(match, reference)
            if dated and dated.readings:
                taken[start:end] = b"\x01" * (end - start)
                found.append(dated)
    found.sort(key=lambda d: d.start)
    return tuple(_with_years(text, found))


def _with_years(text: str, found: list[Dated]) -> Iterator[Dated]:
    """In a range, the first date takes the year of the second: "from May to October 2020"."""
    for n, dated in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        joint = after and _JOINT.fullmatch(text, dated.end, after.start)
        if after and joint and not dated.explicit and after.explicit:
            year = after.readings[0][0].year
            moved = tuple(p for p in (_in_year(r, year) for r in dated.readings) if p)
            if moved and moved[0][0] > after.readings[0][0]:
                moved = tuple(p for p in (_in_year(r, year - 1) for r in dated.readings) if p)
            yield Dated(dated.start, dated.end, dated.text, moved or dated.readings, explicit=True)
        else:
            yield dated


_JOINT = re.compile(r"\s?(?:-|–|to|through|till|until|and)\s?(?:the\s)?", re.IGNORECASE)


def _in_year(period: _Period, year: int) -> _Period | None:
    first, last = period
    try:
        return first.replace(year=year), last.replace(year=year + last.year - first.year)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> _Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _month_of(year: int, month: int) -> _Period:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _month(word: str) -> int:
    return _SHORT.get(word.lower()[:4]) or _SHORT[word.lower()[:3]]


def _either(make: Callable[[int], _Period | None], reference: date) -> tuple[_Period, ...]:
    """What ``make`` makes of the years around ``reference``: the last that has begun, then the next."""
    found = [p for p in (make(reference.year + k) for k in range(-4, 5)) if p]
    past = [p for p in found if p[0] <= reference]
    future = [p for p in found if p[0] > reference]
    return tuple([*past[-1:], *future[:1]])


def _made(match: re.Match[str], readings: tuple[_Period | None, ...], *, explicit: bool = False) -> Dated:
    kept = tuple(r for r in readings if r)
    return Dated(match.start(), match.end(), match.group(), kept, explicit)


def _year_of(match: re.Match[str]) -> int | None:
    group = match.groupdict()
    if group.get("year"):
        return int(group["year"])
    return 1900 + int(group["yy"]) + (100 if int(group["yy"]) < 40 else 0) if group.get("yy") else None


def _numeric(match: re.Match[str], _: date | None) -> Dated:
    group = match.groupdict()
    if group.get("y1"):
        return _made(match, (_day(int(group["y1"]), int(group["m1"]), int(group["d1"])),), explicit=True)
    a, b, year = int(group["a"]), int(group["b"]), int(group["y2"])
    return _made(match, (_day(year, a, b), _day(year, b, a)), explicit=True)


def _day_month(match: re.Match[str], reference: date | None) -> Dated | None:
    month, day, year = _month(match["month"]), int(match["day"]), _year_of(match)
    if year is not None:
        return _made(match, (_day(year, month, day),), explicit=True)
    return _made(match, _either(lambda y: _day(y, month, day), reference)) if reference else None


def _day_pair(match: re.Match[str], reference: date | None) -> Dated | None:
    """ "9 to 12 of June", "18 and 19 June", "June 9-12": from the first day to the last."""
    month, year = _month(match["month"]), _year_of(match)
    days = int(match["day"]), int(match["until"])

    def span(y: int) -> _Period | None:
        first, last = _day(y, month, days[0]), _day(y, month, days[1])
        return (first[0], last[0]) if first and last and first <= last else None

    if year is not None:
        return _made(match, (span(year),), explicit=True)
    return _made(match, _either(span, reference)) if reference else None


def _month_year(match: re.Match[str], reference: date | None) -> Dated | None:
    month, year = _month(match["month"]), _year_of(match)
    if year is not None:
        return _made(match, (_part(match, _month_of(year, month)),), explicit=True)
    if match["month"].lower() in {"may", "march", "mar"} and not _is_month(match.string, *match.span("month")):
        return None
    if reference is None:
        return None
    which = (match.groupdict().get("which") or "").lower()
    if "this" in which or which == "current":
        return _made(match, (_part(match, _month_of(reference.year, month)),), explicit=True)
    return _made(match, tuple(_part(match, p) for p in _either(lambda y: _month_of(y, month), reference)))


def _years(match: re.Match[str], _: date | None) -> Dated | None:
    group = match.groupdict()
    if group.get("century"):
        n = int(group["century"])
        return _made(match, ((date(100 * n - 100, 1, 1), date(100 * n - 1, 12, 31)),), explicit=True)
    if group.get("word"):
        year = (
            1900
            + 10
            * "twenties thirties forties fifties sixties seventies eighties nineties".split().index(
                group["word"].lower()
            )
            + 20
        )
        return _made(match, ((date(year, 1, 1), date(year + 9, 12, 31)),), explicit=True)
    year = int(match["y"])
    if not 1500 <= year <= 2199:
        return None
    if group.get("decade"):
        return _made(match, ((date(year, 1, 1), date(year + 9, 12, 31)),), explicit=True)
    if group.get("season"):
        following = int(group["season"]) == (year + 1) % 100
        return _made(match, ((date(year, 1, 1), date(year + 1, 12, 31)),), explicit=True) if following else None
    return _made(match, (_part(match, (date(year, 1, 1), date(year, 12, 31))),), explicit=True)


def _part(match: re.Match[str], period: _Period) -> _Period:
    """The part of a month or year that stands before its name: "mid-November", "the end of 2019".

    A month's first half, its 10th to 20th, its second half; a third of a year.
    """
    part = (match.groupdict().get("part") or "").lower().removeprefix("the ")
    if not part:
        return period
    first, last = period
    if (last - first).days < 31:
        spans = {"m": (10, 20), "l": (16, last.day), "e": (1, 15)}
        a, b = (1, last.day) if " " in part else spans[part[0]]  # "the end of March" may be its last day
        return first.replace(day=a), first.replace(day=b)
    a, b = (9, 12) if part.startswith(("end", "late")) else (5, 8) if part.startswith("mid") else (1, 4)
    return date(first.year, a, 1), _month_of(first.year, b)[1]


def _quarter(match: re.Match[str], reference: date | None) -> Dated | None:
    group = match.groupdict()
    word = (group.get("q") or group.get("q2") or group.get("q3") or "").lower()
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(word) or int(re.sub(r"\D", "", word))
    year = next((int(group[k]) for k in ("y1", "y2", "y3") if group.get(k)), None)
    half = "h" in match.group().lower().replace("the", "")[:8] and bool(
        re.search(r"h[12]", match.group(), re.IGNORECASE)
    )

    def span(y: int) -> _Period:
        size = 6 if half else 3
        return date(y, size * (n - 1) + 1, 1), _month_of(y, size * n)[1]

    if year:
        return _made(match, (span(year),), explicit=True)
    if reference is None:
        return None
    shift = {"next": 1, "last": -1}.get((group.get("rel") or "").lower(), 0)
    return _made(match, (span(reference.year + shift),) if shift or group.get("rel") else _either(span, reference))


def _weekday(match: re.Match[str], reference: date | None) -> Dated | None:
    if reference is None:
        return None
    name = (match.groupdict().get("w2") or match["w"]).lower()
    if (
        len(name) < 6
        and match["w"][:1].islower()
        and name in {"sun", "sat", "mon", "wed", "fri"}
        and not match.groupdict().get("which")
    ):
        return None
    day = _DAYS[name]
    monday = reference - timedelta(days=reference.weekday())
    week = {"next": 7, "following": 7, "last": -7, "previous": -7, "this": 0}
    which = (match.groupdict().get("which") or "").lower()
    own = (match.groupdict().get("week") or "").lower()
    if own:
        target = monday + timedelta(days=day + week[own])
        return _made(match, ((target, target),))
    past = last_weekday(WEEKDAYS[day], reference)
    strict_past = past if past != reference else past - timedelta(days=7)
    future = strict_past + timedelta(days=7 if strict_past + timedelta(days=7) > reference else 14)
    if which in {"next", "following"}:
        chosen: tuple[date, ...] = (monday + timedelta(days=day + 7), future)
    elif which in {"coming", "upcoming", "this coming", "this upcoming"}:
        chosen = (future, monday + timedelta(days=day + 7))
    elif which in {"last", "previous"}:
        chosen = (monday + timedelta(days=day - 7), strict_past)
    elif which in {"past", "this past"}:
        chosen = (strict_past,)
    elif which == "this":
        chosen = (monday + timedelta(days=day),)
    else:
        chosen = (past, future, strict_past)
    return _made(match, tuple((d, d) for d in dict.fromkeys(chosen)), explicit=bool(which))


def _relative_day(match: re.Match[str], reference: date | None) -> Dated | None:
    if reference is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["rel"].lower(), 0)
    day = reference + timedelta(days=shift)
    return _made(match, ((day, day),))


def _shifted(day: date, n: int, unit: str) -> date:
    """``day`` moved by ``n`` units; the last of a month where the month is shorter."""
    if unit in _UNITS:
        return day + timedelta(days=n * _UNITS[unit])
    months = n * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 1 <= year <= 9999 else day


def _ago(match: re.Match[str], reference: date | None) -> Dated | None:
    if reference is None:
        return None
    back = bool(match.groupdict().get("ago"))
    sign = -1 if back else 1
    day = _shifted(reference, sign * _number(match["n"]), match["unit"].lower())
    if match.groupdict().get("more"):
        day = _shifted(day, sign * _number(match["n2"]), match["unit2"].lower())
    if match["lead"] and match["lead"].lower().startswith("within"):
        return _made(match, ((reference, day - timedelta(days=1)), (reference, day)))
    return _made(match, ((day, day),))


def _last_n(match: re.Match[str], reference: date | None) -> Dated | None:
    """ "the last three months", "next two quarters": days up to, or from, the reference; whole quarters and decades."""
    if reference is None:
        return None
    n, unit = _number(match["n"]), match["unit"].lower()
    forward = match["which"].lower() in {"next", "coming", "following", "upcoming"}
    if unit == "quarter":
        first = date(reference.year, 3 * ((reference.month - 1) // 3) + 1, 1)
        a, b = (
            (_shifted(first, 1, unit), _shifted(first, n + 1, unit)) if forward else (_shifted(first, -n, unit), first)
        )
        return _made(match, ((a, b - timedelta(days=1)),))
    if unit == "decade":
        first = date(reference.year // 10 * 10, 1, 1)
        a, b = (
            (_shifted(first, 1, unit), _shifted(first, n + 1, unit)) if forward else (_shifted(first, -n, unit), first)
        )
        return _made(match, ((a, b - timedelta(days=1)),))
    if forward:
        return _made(match, ((reference + timedelta(days=1), _shifted(reference, n, unit)),))
    back = _shifted(reference, -n, unit)
    for more in re.finditer(r"and (\d+|\w+) (day|week|month|year)s?", match.group()):
        back = _shifted(back, -_number(more[1]), more[2])
    return _made(match, ((back, reference - timedelta(days=1)),))


def _this_unit(match: re.Match[str], reference: date | None) -> Dated | None:
    if reference is None:
        return None
    told = (match.groupdict().get("which") or "this").lower()
    which = re.sub(r"^(?:the|earlier|later) ", "", told)
    whole = _whole_unit(match, which, reference)
    if whole and told.startswith(("earlier", "later")):  # up to the reference, or from it on
        first, last = whole.readings[0]
        return _made(match, ((first, reference - timedelta(days=1)) if told.startswith("e") else (reference, last),))
    return whole


def _whole_unit(match: re.Match[str], which: str, reference: date) -> Dated | None:
    shift = {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "last": -1, "past": -1, "previous": -1}.get(
        which, 0
    )
    unit = match["what"].lower().removeprefix("calendar ").removesuffix("'s")
    if unit in {"week", "weekend"}:
        monday = reference - timedelta(days=reference.weekday() - 7 * shift)
        return _made(match, ((monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)),))
    if unit == "month":
        first = _shifted(reference.replace(day=1), shift, unit)
        return _made(match, (_month_of(first.year, first.month),))
    if unit == "quarter":
        first = _shifted(date(reference.year, 3 * ((reference.month - 1) // 3) + 1, 1), shift, unit)
        return _made(match, ((first, _shifted(first, 1, unit) - timedelta(days=1)),))
    if unit == "decade":
        first = _shifted(date(reference.year // 10 * 10, 1, 1), shift, unit)
        return _made(match, ((first, _shifted(first, 1, unit) - timedelta(days=1)),))
    if unit in _SEASONS:
        a, b = _SEASONS[unit]
        year = reference.year + shift
        return _made(match, ((date(year, a, 1), _month_of(year + (b < a), b)[1]),))
    year = reference.year + shift
    return _made(match, ((date(year, 1, 1), date(year, 12, 31)),))


def _holiday(match: re.Match[str], reference: date | None) -> Dated | None:
    name = match["name"].lower().replace("’", "'")

    def day(year: int) -> _Period | None:
        found = holiday(name, year)
        if match.groupdict().get("weekend") or match.groupdict().get("weekend2"):
            saturday = found - timedelta(days=(found.weekday() - 5) % 7)
            return saturday, saturday + timedelta(days=1)
        return found, found

    if match["year"]:
        return _made(match, (day(int(match["year"])),), explicit=True)
    if reference is None:
        return None
    if match.groupdict().get("of_this"):
        return _made(match, (day(reference.year),))
    either = _either(day, reference)
    which = (match.groupdict().get("which") or "").lower()
    if which in {"next", "following", "coming"}:
        return _made(match, either[1:])
    return _made(match, either[:1] if which in {"last", "previous", "past"} else either)


def _week_of(match: re.Match[str], reference: date | None) -> Dated | None:
    """ "the week of April 10": from its Monday, or from the day itself."""
    day = _day_month(match, reference)
    if day is None:
        return None
    mondays = [(d - timedelta(days=d.weekday()), d) for d, _ in day.readings]
    readings = tuple((a, a + timedelta(days=6)) for pair in mondays for a in pair)
    return _made(match, readings, explicit=day.explicit)


def _month_first(match: re.Match[str], reference: date | None) -> Dated | None:
    """ "April 2017", "April of '87", "2017 April"."""
    if match["year_"]:
        return _made(match, (_month_of(int(match["year_"]), _month(match["month_"])),), explicit=True)
    return _month_year(match, reference)


def _week_day(match: re.Match[str], reference: date | None) -> Dated | None:
    """ "next week on Tuesday"."""
    if reference is None:
        return None
    shift = {"next": 7, "following": 7, "last": -7, "previous": -7, "this": 0}[match["w"].split()[0].lower()]
    day = reference + timedelta(days=_DAYS[match["w2"].lower()] - reference.weekday() + shift)
    return _made(match, ((day, day),))


def _end_of_unit(match: re.Match[str], reference: date | None) -> Dated | None:
    """ "the end of the year", "the weekend": of the reference's own."""
    if reference is None:
        return None
    unit = (match["what"] or match["what_"]).lower()
    monday = reference - timedelta(days=reference.weekday())
    spans = {
        "year": (date(reference.year, 1, 1), date(reference.year, 12, 31)),
        "month": _month_of(reference.year, reference.month),
        "week": (monday, monday + timedelta(days=6)),
        "weekend": (monday + timedelta(days=5), monday + timedelta(days=6)),
    }
    return _made(match, (spans[unit],))


_F = re.IGNORECASE
_NAMED_DAY = re.compile(_W, _F)
_Reader = Callable[[re.Match[str], date | None], Dated | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(?<![\d/-])(?:(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y2>\d{4}))(?![\d/-])"), _numeric),
    (re.compile(rf"(?:\b{_THIS}\s)?\b(?:the\s)?(?P<weekend>weekend of\s)?(?P<name>{HOLIDAYS})\b(?P<weekend2>\sweekend)?(?:\s(?P<year>\d{{4}}))?(?:\sweekend)?(?P<of_this>\sof this year)?\b", _F), _holiday),
    (re.compile(rf"\b(?:the\s)?(?:week\s(?:of|beginning|starting(?:\son)?|commencing))\s{_M}\s{_D}{_MAYBE_Y}", _F), _week_of),
    (re.compile(rf"(?<![$£€.,\d])\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?|\s(?:to|through|until)\s)(?P<until>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_M}{_MAYBE_Y}", _F), _day_pair),
    (re.compile(rf"\b{_M}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?|\s(?:to|and|through)\s)(?P<until>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:|\s?%|\s?(?:million|billion)){_MAYBE_Y}", _F), _day_pair),
    (re.compile(rf"(?<![$£€.,\d])(?<![$£€] )\b(?:{_W},?\s)?(?:the\s)?{_D}\s(?:day\s)?(?:of\s)?{_M}(?!\s?[-/]\d){_MAYBE_Y}", _F), _day_month),
    (re.compile(rf"\b(?:{_W},?\s)?{_M}\s?,?\s(?:the\s)?{_D}(?!\s?(?:million|billion|per|people|years|{_M.replace('month', 'm_')})){_MAYBE_Y}", _F), _day_month),
    (re.compile(r"\b(?:(?P<q>first|second|third|fourth|[1-4](?:st|nd|rd|th)) quarter of (?:(?P<y1>\d{4})|(?P<rel>the|this|last|next) year)|(?P<q2>[qh][1-4])(?:\sof)?[\s-](?P<y2>\d{4})|(?P<y3>\d{4})[\s-](?P<q3>[qh][1-4]))\b", _F), _quarter),
    (re.compile(r"\b(?P<rel>next|last|this) year[’']s (?P<q>first|second|third|fourth) quarter\b", _F), _quarter),
    (re.compile(rf"\b(?:(?P<month>{'|'.join(MONTHS)}|{'|'.join(_SHORT)})\b\.?,?\s(?:of\s|in\s)?(?:{_Y}|(?<=of\s)(?P<yy>\d\d)\b)|(?<!\d)\b(?P<year_>\d{{4}})\s(?P<month_>{'|'.join(MONTHS)})\b)", _F), _month_first),
    (re.compile(rf"\b(?P<w>(?:next|last|this|previous|following) week)(?:\son)?(?:\s-)?\s(?P<w2>{_W})", _F), _week_day),
    (re.compile(rf"\b(?P<w>{_W})\sof\s(?:the\s)?(?P<week>next|last|this|previous|following) week\b", _F), _weekday),
    (re.compile(rf"\b(?:{_THIS}\s)?(?P<w>{_W})", _F), _weekday),
    (re.compile(r"\b(?P<rel>today|yesterday|tomorrow|(?<=and )now|(?<=until )now|(?<=between )now)\b", _F), _relative_day),
    (re.compile(rf"\b(?P<lead>)(?:{_N}\s{_UNIT}(?P<more>\s(?:and\s)?(?P<n2>\d{{1,3}}|{'|'.join(_COUNTS)})\s(?P<unit2>day|week|month|year)s?)?\s(?P<ago>ago|earlier)\b)", _F), _ago),
    (re.compile(rf"\b(?P<lead>in|within(?: the)?(?: next)?)\s{_N}\s{_UNIT}", _F), _ago),
    (re.compile(rf"\b(?P<which>last|past|previous|next|coming|following|upcoming)\s{_N}\s{_UNIT}(?:\sand\s\w+\s(?:days?|weeks?|months?)(?!\sago))*", _F), _last_n),
    (re.compile(rf"\b(?:{_THIS}\s)(?P<what>(?:calendar )?year|week(?:end)?|month|quarter|decade|spring|summer|autumn|fall|winter)\b", _F), _this_unit),
    (re.compile(r"\b(?:end|beginning|start|middle) of (?:the )?(?P<what>year|month|week)\b|\b(?:the )?(?P<what_>weekend)\b", _F), _end_of_unit),
    (re.compile(rf"\b{_PART}(?:{_THIS}\s)?{_M}(?!\s?\d)", _F), _month_year),
    (re.compile(rf"\b(?P<century>\d{{1,2}})(?:st|nd|rd|th)\s{{1,2}}century\b|{_PART}(?<![\d$£€.,/])(?<!\d-)(?<!\d - )(?<!\d\d\d-)\b(?P<y>\d{{4}})(?:(?P<decade>s)|[-–/](?P<season>\d\d))?\b(?![.,]\d|\s?%|-\d|\s-\s\d\d\b)|\b(?P<word>(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b", _F), _years),
)  # fmt: skip


def first_date(text: str) -> date | None:
    """The first full date of ``text`` (2022-01-31, January 31, 2022, 31 January 2022), or None."""
    return next(
        (d.readings[0][0] for d in dates(text, None) if d.explicit and d.readings[0][0] == d.readings[0][1]), None
    )


def contradicted(dated: Dated) -> str | None:
    """The weekday of a full date that names another weekday itself ("Monday, 3 May 2022" was a Tuesday), else None."""
    named = _NAMED_DAY.match(dated.text)
    if named is None or not dated.explicit or dated.readings[0][0] != dated.readings[0][1]:
        return None
    day = dated.readings[0][0].weekday()
    return WEEKDAYS[day].title() if _DAYS[named[0].lower()] != day else None


def last_weekday(weekday: str, reference: date) -> date:
    """The latest day called ``weekday`` (English, lower case) that is not after ``reference``."""
    back = (reference.weekday() - WEEKDAYS.index(weekday)) % 7
    return reference - timedelta(days=back)
