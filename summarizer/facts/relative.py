"""Phrases relative to the day of publication: "last Tuesday", "two weeks ago", "later this year", "the weekend".

Patterns and their readers, as in phrases.py; none of them means anything without a reference.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from .periods import WEEKDAYS, last_weekday, shifted, unit_of, weekday_of, whole_units
from .phrases import SHIFTS, WEEKDAY, WHICH, Dated, Phrase, Reader, made, weekday_number

__all__ = ["RELATIVE"]

_COUNTS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS |= {
    "a": 1, "an": 1, "couple": 2, "couple of": 2, "few": 3, "several": 3, "twenty": 20, "thirty": 30, "forty": 40,
}  # fmt: skip
_COUNT = rf"\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
_N_UNITS = rf"(?P<n>{_COUNT})\s(?P<unit>day|week|fortnight|month|quarter|year|decade)s?\b"
_WEEK = r"(?P<week>next|last|this|previous|following) week"
_WORDS = frozenset({"sun", "sat", "mon", "wed", "fri"})
"""Short forms of weekdays; in lower case they may be other words."""
_Reader = Callable[[re.Match[str], date], Dated | None]


def _with_reference(read: _Reader) -> Reader:
    """A reader that calls ``read`` if there is a reference, and returns None otherwise."""
    return lambda match, reference: read(match, reference) if reference else None


def _is_word(name: str) -> bool:
    return name[0].islower() and name.lower() in _WORDS


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _COUNTS.get(word.lower(), 0)


_WEEK_DAY = rf"(?i)\b{_WEEK}(?:\son)?(?:\s-)?\s(?P<w>{WEEKDAY})"


def _week_day(match: re.Match[str], reference: date) -> Dated:
    """Read a phrase such as "next week on Tuesday"."""
    shift = SHIFTS.get(match["week"].lower(), 0)
    day = weekday_of(reference, weekday_number(match["w"]), shift)
    return made(match, (day, day))


_DAY_OF_WEEK = rf"(?i)\b(?P<w>{WEEKDAY})\sof\s(?:the\s)?{_WEEK}\b"


def _day_of_week(match: re.Match[str], reference: date) -> Dated | None:
    """Read a phrase such as "Tuesday of next week"."""
    return None if _is_word(match["w"]) else _week_day(match, reference)


_WEEKDAY = rf"(?i)\b(?:{WHICH}\s)?(?P<w>{WEEKDAY})"


def _weekday(match: re.Match[str], reference: date) -> Dated | None:
    which = (match["which"] or "").lower()
    if _is_word(match["w"]) and not which:
        return None
    weekday = weekday_number(match["w"])
    latest = last_weekday(WEEKDAYS[weekday], reference)
    before = latest if latest != reference else latest - timedelta(days=7)
    after = latest + timedelta(days=7)
    if which in {"next", "following"}:
        chosen: tuple[date, ...] = (weekday_of(reference, weekday, 1), after)
    elif which in {"coming", "upcoming", "this coming", "this upcoming"}:
        chosen = (after, weekday_of(reference, weekday, 1))
    elif which in {"last", "previous"}:
        chosen = (weekday_of(reference, weekday, -1), before)
    elif which in {"past", "this past"}:
        chosen = (before,)
    elif which == "this":
        chosen = (weekday_of(reference, weekday),)
    else:
        chosen = (latest, after, before)
    return made(match, *((d, d) for d in dict.fromkeys(chosen)), explicit=bool(which))


_DAY = r"(?i)\b(?P<day>today|yesterday|tomorrow|(?<=and )now|(?<=until )now|(?<=between )now)\b"


def _day(match: re.Match[str], reference: date) -> Dated:
    day = reference + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["day"].lower(), 0))
    return made(match, (day, day))


_AGO = rf"(?i)\b{_N_UNITS}(?:\s(?:and\s)?(?P<n2>{_COUNT})\s(?P<unit2>day|week|month|year)s?)?\s(?:ago|earlier)\b"


def _ago(match: re.Match[str], reference: date) -> Dated:
    """Read a phrase such as "two weeks ago", "a year and three months earlier"."""
    day = shifted(reference, -_number(match["n"]), match["unit"].lower())
    if match["n2"]:
        day = shifted(day, -_number(match["n2"]), match["unit2"].lower())
    return made(match, (day, day))


_AHEAD = rf"(?i)\b(?P<lead>in|within(?: the)?(?: next)?)\s{_N_UNITS}"


def _ahead(match: re.Match[str], reference: date) -> Dated:
    """Read a phrase such as "in two weeks", "within the next three days"."""
    day = shifted(reference, _number(match["n"]), match["unit"].lower())
    if match["lead"].lower() == "in":
        return made(match, (day, day))
    return made(match, (reference, day - timedelta(days=1)), (reference, day))


_LAST_N = (
    rf"(?i)\b(?P<which>last|past|previous|next|coming|following|upcoming)\s{_N_UNITS}"
    r"(?:\sand\s\w+\s(?:days?|weeks?|months?)(?!\sago))*"
)
_AND_MORE = r"and (\w+) (day|week|month|year)s?"


def _last_n(match: re.Match[str], reference: date) -> Dated:
    """Read "the last three months", "next two quarters": the days before or after the reference; whole quarters."""
    n, unit = _number(match["n"]), match["unit"].lower()
    forward = SHIFTS[match["which"].lower()] > 0
    if unit in {"quarter", "decade"}:
        return made(match, whole_units(unit, reference, n, forward=forward))
    if forward:
        return made(match, (reference + timedelta(days=1), shifted(reference, n, unit)))
    back = shifted(reference, -n, unit)
    for more in re.finditer(_AND_MORE, match.group()):
        back = shifted(back, -_number(more[1]), more[2])
    return made(match, (back, reference - timedelta(days=1)))


_UNIT = (
    rf"(?i)\b{WHICH}\s"
    r"(?P<what>(?:calendar )?year|week(?:end)?|month|quarter|decade|spring|summer|autumn|fall|winter)\b"
)
_ASIDE = r"^(?:the|earlier|later) "


def _unit(match: re.Match[str], reference: date) -> Dated:
    """Read a phrase such as "next month", "this spring", "later this year"."""
    told = match["which"].lower()
    shift = SHIFTS.get(re.sub(_ASIDE, "", told), 0)
    first, last = unit_of(match["what"].lower().removeprefix("calendar "), reference, shift)
    if told.startswith("earlier"):
        last = reference - timedelta(days=1)
    elif told.startswith("later"):
        first = reference
    return made(match, (first, last))


_OWN_UNIT = r"(?i)\b(?:(?:end|beginning|start|middle) of (?:the )?(?:year|month|week)|(?:the )?weekend)\b"


def _own_unit(match: re.Match[str], reference: date) -> Dated:
    """Read "the end of the year", "the weekend" and the like as the whole unit that the reference falls in."""
    return made(match, unit_of(match.group().lower().rpartition(" ")[2], reference))


_READERS: tuple[tuple[str, _Reader], ...] = (
    (_WEEK_DAY, _week_day),
    (_DAY_OF_WEEK, _day_of_week),
    (_WEEKDAY, _weekday),
    (_DAY, _day),
    (_AGO, _ago),
    (_AHEAD, _ahead),
    (_LAST_N, _last_n),
    (_UNIT, _unit),
    (_OWN_UNIT, _own_unit),
)
RELATIVE: tuple[Phrase, ...] = tuple((pattern, _with_reference(read)) for pattern, read in _READERS)
"""Longer phrases come before those that may be part of them."""
