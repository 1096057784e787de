"""Weekdays and months by their names in any language, from CLDR (babel), and the dates that contain them."""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from .dictionary import is_ordinary
from .tokens import fold, tokens

__all__ = ["Named", "calendar_names", "is_common_word", "long_date", "named_dates"]


class Named(NamedTuple):
    """A date at ``[start, end)`` of a text, found by the name of its weekday or month; missing parts are None.

    ``weekday``: Monday is 0. ``sure``: True if it cannot be another word, as "may" and "sun" can.
    """

    start: int
    end: int
    weekday: int | None
    month: int | None
    day: int | None
    year: int | None
    sure: bool


class _Token(NamedTuple):
    start: int
    end: int
    word: str


class _Names(NamedTuple):
    """Folded name -> number. ``short``: the abbreviations; ``capital``: True if the language capitalises the names."""

    months: dict[str, int]
    weekdays: dict[str, int]
    short: frozenset[str]
    capital: bool


@cache
def calendar_names(language: str) -> _Names:
    """The names of months (from 1) and weekdays (Monday is 0) in ``language``; English for one that CLDR lacks."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    short: set[str] = set()
    capital = False
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for names, found in ((locale.months, months), (locale.days, weekdays)):
                for number, name in names[context][width].items():
                    folded = fold(name.strip("."))
                    if not folded or not folded.replace("-", "").isalpha():
                        continue  # of two words, or a number: "9月"
                    capital = capital or (width == "wide" and name[0].isupper())
                    if folded not in found:
                        found[folded] = number
                        short.update({folded} if width == "abbreviated" else ())
    if locale.language == "en":
        more = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
        weekdays |= more
        months["sept"] = 9
        short |= {*more, "sept"}
    return _Names(months, weekdays, frozenset(short), capital)


@lru_cache(maxsize=1024)
def named_dates(text: str, language: str) -> tuple[Named, ...]:
    """Return the dates of ``text`` that name a weekday or a month, in order."""
    return tuple(_dates(text, language))


def _dates(text: str, language: str) -> Iterator[Named]:
    names = calendar_names(language)
    found = [_Token(start, end, _bare(folded)) for start, end, folded in tokens(text)]
    weekday: tuple[int, Named] | None = None  # its place in ``found``, and the weekday alone
    behind = 0
    for n, token in enumerate(found):
        if n < behind:
            continue
        if token.word in names.weekdays:
            if weekday:
                yield weekday[1]
            sure = _is_sure(text, token, names, language, dated=False)
            weekday = n, Named(token.start, token.end, names.weekdays[token.word], None, None, None, sure)
        elif token.word in names.months:
            first, last, date = _date_at(text, found, n, names, language)
            behind = last + 1
            if weekday and first - weekday[0] <= 2 and _near(text, found, weekday[0], first):
                date = date._replace(start=weekday[1].start, weekday=weekday[1].weekday)
            elif weekday:
                yield weekday[1]
            weekday = None
            yield date
    if weekday:
        yield weekday[1]


def _date_at(text: str, found: list[_Token], n: int, names: _Names, language: str) -> tuple[int, int, Named]:
    """The places of the first and last token of the date around the month at place ``n``, and the date."""
    day, first = _day_before(found, n)
    last, year = n, None
    if day is None and (after := _is_number(found, n + 1, 31)) and _ends_date(text, found, n + 1):
        day, last = after, n + 1
    at = last + 1
    if at < len(found) and len(found[at].word) <= 3 and found[at].word.isalpha():
        at += 1  # "5 de mayo de 2026", "May of 2026"
    if (told := _is_number(found, at, 2_999)) and told >= 1_000 and _near(text, found, last, at):
        year, last = told, at
    sure = _is_sure(text, found[n], names, language, dated=day is not None or year is not None)
    month = names.months[found[n].word]
    return first, last, Named(found[first].start, found[last].end, None, month, day, year, sure)


def _bare(folded: str) -> str:
    """Return a folded token without "mid-" and the like: the part after its last hyphen, if that is a word."""
    head, _, tail = folded.rpartition("-")
    return tail if head.isalpha() and len(head) <= 5 and tail.isalpha() and tail != "feira" else folded


def _is_number(found: list[_Token], at: int, most: int) -> int | None:
    """The number from 1 to ``most`` at a place, ordinal or not; None for anything else."""
    if not 0 <= at < len(found):
        return None
    word = found[at].word
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyzºª")
    if not digits.isdecimal() or len(digits) > 4 or len(word) - len(digits) > 2:
        return None
    return int(digits) if 1 <= int(digits) <= most else None


_JOINING = frozenset("of de del do di da dei".split())
"""Words allowed between a day and its month; "number 6 in December" is no day."""


def _day_before(found: list[_Token], n: int) -> tuple[int | None, int]:
    """The day before the month at place ``n``, across a joining word ("5 de mayo"), and its place; None without one."""
    for back in (1, 2):
        between = [found[at].word for at in range(n - back + 1, n)]
        if (day := _is_number(found, n - back, 31)) and _JOINING.issuperset(between):
            return day, n - back
    return None, n


def _near(text: str, found: list[_Token], left: int, right: int) -> bool:
    """True if at most a comma, a period or a small word is between two tokens."""
    between = text[found[left].end : found[right].start]
    return len(between) <= 6 and "\n" not in between and not any(c in between for c in ";:()!?")


def _ends_date(text: str, found: list[_Token], at: int) -> bool:
    """True if the number at a place ends a date and counts nothing: "on May 12, people", not "in May 12 people"."""
    if not _near(text, found, at - 1, at):
        return False
    end = found[at].end
    if at + 1 == len(found) or text[end : end + 1] not in {" ", "\u00a0"}:
        return text[end : end + 1] != "%"
    return len(found[at + 1].word) <= 4


def _is_sure(text: str, token: _Token, names: _Names, language: str, *, dated: bool) -> bool:
    """True if ``token`` cannot be another word; ``dated``: a day or a year is next to it."""
    start, end, word = token
    if dated or not names.capital:
        return (text[start].isupper() or not names.capital) and (dated or word not in names.short)
    if word in names.short or not text[start].isupper():
        return False
    if word in names.months and is_ordinary(word, language):
        from .phrases import is_month

        return is_month(text, start, end)
    return True


def is_common_word(text: str, named: Named, language: str) -> bool:
    """True if the month ``named`` is written like a common word of its language: "may", "march"."""
    alone = named.day is None and named.year is None
    word = text[named.start : named.end]
    return alone and word.islower() and calendar_names(language).capital and is_ordinary(word, language)


def long_date(day: date, language: str) -> str:
    """Return ``day`` in words, as written in ``language``: "14 March 2026", "14. März 2026"."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", locale="en_GB" if language in {"en", "und"} else language)
    except (UnknownLocaleError, ValueError):
        return format_date(day, "long", locale="en_GB")
