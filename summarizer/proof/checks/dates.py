"""Dates: the weekdays, months and days of a statement must occur in the source or follow from it.

They may follow from the date of publication, from a relative date ("on Monday", "yesterday") or from a date in digits.
Names of months and weekdays are read in the language of the text, in full or abbreviated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from ...documents.document import Document
from ...documents.source_index import Index
from ...facts.calendar_names import Named, calendar_names, is_common_word, named_dates
from ...facts.dates import dates
from ...facts.tokens import tokens
from . import Flaw

__all__ = ["check_dates"]

_DIGITS = re.compile(r"(?<![\d.])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d])|(\d{1,2})\.(\d{1,2})\.(?!\d)")
_WIDE = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?")
_SEASON = 93
"""Longest period, in days, from which a month may follow: a quarter, a season."""
_WEEKEND = 3
"""Longest period, in days, from which a weekday may follow."""


def check_dates(text: str, index: Index, language: str) -> list[Flaw]:
    """Find the dates in ``text`` that the source does not have."""
    spoken = language if language != "und" else index.language
    named = [n for n in named_dates(text, spoken) if n.sure]
    if not named:
        return []
    source = _source(index.documents, index.sources, index.language if index.language != "und" else spoken)
    return [_flaw(text, n) for n in named if not source.has(n)]


def _flaw(text: str, named: Named) -> Flaw:
    return Flaw("dates", f"the article has no '{text[named.start : named.end]}'", named.start, named.end)


@dataclass(frozen=True)
class _DateSource:
    """The days that the source mentions: weekdays, months, days of months, and years given with a month."""

    weekdays: frozenset[int]
    months: frozenset[int]
    days: frozenset[tuple[int, int]]
    years: frozenset[int]
    months_of: frozenset[tuple[int, int]]
    open_months: frozenset[int]
    """Months that occur somewhere without a year."""
    full: frozenset[date]
    pairs: frozenset[tuple[int, int, int]]
    """Weekdays, months and days that occur together."""

    def has(self, named: Named) -> bool:
        """True if the source has the date, or a date that implies it."""
        weekday, month, day, year = named[2:6]
        if month is None:
            return weekday in self.weekdays
        if month not in self.months or (day is not None and (month, day) not in self.days):
            return False
        told = year is None or (year, month) in self.months_of
        if not told and (month not in self.open_months or year not in self.years):
            return False
        return weekday is None or self._has_weekday(weekday, month, day, year)

    def _has_weekday(self, weekday: int, month: int | None, day: int | None, year: int | None) -> bool:
        """True unless the calendar gives the day another weekday, in each year that the source allows."""
        if weekday not in self.weekdays:
            return False
        if month is None or day is None or (weekday, month, day) in self.pairs:
            return True
        years = {year} if year else {d.year for d in self.full if (d.month, d.day) == (month, day)}
        real = {found.weekday() for y in years if (found := _day(y, month, day))}
        return not real or weekday in real


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _source(documents: tuple[Document, ...], texts: tuple[str, ...], language: str) -> _DateSource:
    found = _Gathered(language)
    for document, own in zip(documents, texts, strict=True):
        for text in (own, document.title or "", document.byline or ""):
            found.read(text)
        found.reckon(document)
    return found.source()


@dataclass
class _Gathered:
    """Collects the days that the texts of a source mention."""

    language: str
    weekdays: set[int] = field(default_factory=set)
    days: set[tuple[int, int]] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    months_of: set[tuple[int, int]] = field(default_factory=set)
    open_months: set[int] = field(default_factory=set)
    full: set[date] = field(default_factory=set)
    pairs: set[tuple[int, int, int]] = field(default_factory=set)

    def read(self, text: str) -> None:
        """Read the dates in ``text``."""
        cased = text != text.lower()
        for named in named_dates(text, self.language):
            if named.weekday is not None:
                self.weekdays.add(named.weekday)
                if named.month and named.day:
                    self.pairs.add((named.weekday, named.month, named.day))
            if named.month is not None and not (cased and is_common_word(text, named, self.language)):
                self._month(named.month, named.day, named.year)
        for kind, number in _loose(text, self.language):
            (self.weekdays if kind == "weekday" else self.months).add(number)
        self.days.update(_days_near(text, self.language))
        self.years.update(int(w) for *_, w in tokens(text) if len(w) == 4 and w.isdecimal())
        self.full.update(_in_digits(text))
        self.days.update(_days_in_digits(text))

    def _month(self, month: int, day: int | None, year: int | None) -> None:
        self.months.add(month)
        if year is None:
            self.open_months.add(month)
            return
        self.months_of.add((year, month))
        if day and (whole := _day(year, month, day)):
            self.full.add(whole)

    def reckon(self, document: Document) -> None:
        """Add the date of publication, and the dates that the sentences of ``document`` give relative to it."""
        published = document.published
        self.full.update(d for d in (published, *(stamp.day for stamp in document.dates)) if d)
        if published and self.language != "en" and 2 < published.year < 9_998:  # "gestern", "mañana"
            self.full.update(published + timedelta(days=n) for n in (-2, -1, 1, 2))
        for first, last in _told_by_others(document):
            inside = [first + timedelta(days=n) for n in range(min((last - first).days, _SEASON) + 1)]
            self.years.update({first.year, last.year})
            if len(inside) <= _WEEKEND:
                self.full.update(inside)
            elif len(inside) <= _SEASON:
                self.months.update(d.month for d in inside)
                self.months_of.update((d.year, d.month) for d in inside)

    def source(self) -> _DateSource:
        """All that was read."""
        full = self.full
        return _DateSource(
            frozenset(self.weekdays | {d.weekday() for d in full}),
            frozenset(self.months | {m for m, _ in self.days} | {d.month for d in full}),
            frozenset(self.days | {(d.month, d.day) for d in full}),
            frozenset(self.years | {d.year + n for d in full for n in (-1, 0, 1)}),
            frozenset(self.months_of | {(d.year, d.month) for d in full}),
            frozenset(self.open_months | {m for m, _ in self.days}),
            frozenset(full),
            frozenset(self.pairs),
        )


def _told_by_others(document: Document) -> Iterator[tuple[date, date]]:
    """Yield the periods that the sentences of ``document`` may mean, relative to its date of publication."""
    for sentence in document.sentences:
        for dated in dates(document.quote(sentence), document.published):
            yield from dated.readings


def _loose(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield weekdays and months by inflected names: "segunda", "syyskuussa"; none in English."""
    names = calendar_names(language)
    if language == "en":
        return
    for *_, word in tokens(text):
        for part in {word, *word.split("-")}:
            for kind, numbers in (("weekday", names.weekdays), ("month", names.months)):
                for name, number in numbers.items():
                    if _is_form(part, name):
                        yield kind, number


def _is_form(word: str, name: str) -> bool:
    """True if ``word`` is ``name`` with another ending, or its first part: "września" is near "wrzesień"."""
    stem = name[: max(4, len(name) - 2)]
    inflected = len(name) >= 5 and word.startswith(stem) and len(word) <= len(stem) + 5
    return inflected or ("-" in name and name.startswith(word + "-"))


def _days_near(text: str, language: str) -> Iterator[tuple[int, int]]:
    """``(month, day)`` of each number up to 31 that stands within five words of a month: "from 3 to 5 May"."""
    found = tokens(text)
    months = calendar_names(language).months
    for n, (*_, word) in enumerate(found):
        month = months.get(word) or months.get(word.rpartition("-")[2])
        if month is None and language != "en" and len(word) >= 4:
            month = next((m for name, m in months.items() if _is_form(word, name)), None)
        if month is None:
            continue
        for *_span, near in found[max(0, n - 5) : n + 6]:
            for part in re.findall(r"\d+", near) if len(near) <= 9 else ():
                if 1 <= int(part) <= 31:
                    yield month, int(part)


def _in_digits(text: str) -> Iterator[date]:
    """Return the days written in digits with a year, in each order that makes a date."""
    for match in _DIGITS.finditer(text):
        if match[1] is None:
            continue
        a, b, c = int(match[1]), int(match[3]), int(match[4])
        orders = ((a, b, c),) if len(match[1]) == 4 else ((_long(c), a, b), (_long(c), b, a))
        yield from (day for order in orders if (day := _day(*order)))
    for match in _WIDE.finditer(text):
        if match[1] and match[3] and (day := _day(int(match[1]), int(match[2]), int(match[3]))):
            yield day


def _long(year: int) -> int:
    return year if year > 99 else 2_000 + year if year < 70 else 1_900 + year


def _days_in_digits(text: str) -> Iterator[tuple[int, int]]:
    """Return ``(month, day)`` of the days written in digits without a year: "5.9.", "9月5日"."""
    for match in _DIGITS.finditer(text):
        if match[5] and int(match[6]) <= 12:
            yield int(match[6]), int(match[5])
    for match in _WIDE.finditer(text):
        yield int(match[2]), int(match[3] or 0)
