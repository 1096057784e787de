"""Weekdays and days of German, French, Spanish, Italian, Portuguese and Dutch: "23. August", "1er mars 2026".

Phrases such as "letzten Mittwoch" are not resolved: that knows English only.
"""

import re
from datetime import date

from .periods import Period, day_of, either
from .phrases import Dated, Phrase, made

__all__ = ["FOREIGN", "may_be_foreign", "weekday_names"]

_NAMES = (
    "januar jänner januari janvier enero gennaio janeiro",
    "februar februari février febrero febbraio fevereiro",
    "märz mars marzo março maart",
    "april avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "august août agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "dezember décembre diciembre dicembre dezembro december",
)
_SHORT = (
    "jan janv ene gen",
    "feb févr feb fev",
    "mrz mar",
    "apr avr abr",
    "mai may mag",
    "jun juin giu",
    "jul juil lug",
    "aug août ago",
    "sep sept set",
    "okt oct ott out",
    "nov",
    "dez déc dic",
)
"""Abbreviations: only before a year. Romance months are written small: "2 Mars landers" are none."""
_MONTHS = {name: n for names in (_NAMES, _SHORT) for n, row in enumerate(names, 1) for name in row.split()}
_ENGLISH = frozenset("april august september november december".split())
"""Also English: a day of theirs is foreign by the period behind its number alone."""
_LONG = "|".join(sorted({n for row in _NAMES for n in row.split()}, key=len, reverse=True))
_FOREIGN_LONG = "|".join(sorted({n for row in _NAMES for n in row.split()} - _ENGLISH, key=len, reverse=True))
_ABBREVIATED = "|".join(sorted({n for row in _SHORT for n in row.split()}, key=len, reverse=True))
_STEMS = tuple(sorted({n[:3] for n in _MONTHS}))
_DAY = (
    r"(?<![$£€.,\d])\b(?P<day>\d{1,2})"
    rf"(?:\.\s(?P<german>(?i:{_LONG}))\b|(?:er|º)?\s(?:de\s)?(?P<month>{_FOREIGN_LONG})\b"
    rf"|(?:er|º|\.)?\s(?:de\s)?(?P<short>{_ABBREVIATED})\b\.?(?=\s(?:del?\s)?\d{{4}}\b))"
    r"(?:\s(?:del?\s)?(?P<year>\d{4})\b)?"
)
_WEEKDAYS = (
    "monday montag lundi lunes lunedi segunda maandag",
    "tuesday dienstag mardi martes martedi terca dinsdag",
    "wednesday mittwoch mercredi miercoles mercoledi quarta woensdag",
    "thursday donnerstag jeudi jueves giovedi quinta donderdag",
    "friday freitag vendredi viernes venerdi sexta vrijdag",
    "saturday samstag sonnabend samedi sabado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)
"""As tokens fold them: without accents."""


def weekday_names(day: date) -> frozenset[str]:
    """The names of the weekday of ``day`` in seven languages, folded."""
    return frozenset(_WEEKDAYS[day.weekday()].split())


def may_be_foreign(text: str) -> bool:
    """Whether ``text`` has what a foreign month begins with: cheap, and never wrong where it says no."""
    lower = text.lower()
    return any(stem in lower for stem in _STEMS)


def _day(match: re.Match[str], reference: date | None) -> Dated | None:
    month, day = _MONTHS[(match["german"] or match["month"] or match["short"]).lower()], int(match["day"])

    def in_year(year: int) -> Period | None:
        return day_of(year, month, day)

    if match["year"]:
        return made(match, in_year(int(match["year"])), explicit=True)
    return made(match, *either(in_year, reference)) if reference else None


FOREIGN: Phrase = (_DAY, _day)
