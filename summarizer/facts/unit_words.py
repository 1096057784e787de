"""Names of units and currencies in the languages of the Unicode CLDR: "Kilometer", "años", "рублей", "円"."""

import re
from functools import cache
from typing import NamedTuple

from .tokens import fold

__all__ = ["UnitName", "following"]

_MEASURES = {
    "length-kilometer": "km", "length-meter": "m", "length-centimeter": "cm", "length-millimeter": "mm",
    "length-mile": "mile", "length-foot": "foot", "length-inch": "inch", "length-yard": "yard",
    "area-hectare": "hectare",
    "area-square-kilometer": "km²", "area-square-meter": "m²", "area-acre": "acre", "area-square-mile": "mile²",
    "volume-cubic-meter": "m³", "volume-cubic-kilometer": "km³", "volume-liter": "litre", "volume-milliliter": "ml",
    "volume-gallon": "gallon", "volume-barrel": "barrel", "mass-kilogram": "kg", "mass-gram": "gram",
    "mass-milligram": "mg", "mass-tonne": "tonne", "mass-pound": "pound", "mass-ounce": "ounce",
    "duration-second": "second", "duration-minute": "minute", "duration-hour": "hour", "duration-day": "day",
    "duration-week": "week", "duration-month": "month", "duration-year": "year", "duration-decade": "decade",
    "duration-century": "century", "speed-kilometer-per-hour": "km/h", "speed-mile-per-hour": "mph",
    "speed-knot": "knot", "power-kilowatt": "kW", "power-megawatt": "MW", "power-gigawatt": "GW",
    "temperature-celsius": "°C",
    "temperature-fahrenheit": "°F", "angle-degree": "degree", "concentr-percent": "%",
}  # fmt: skip
"""The CLDR's name of a unit -> our name."""
_CURRENCIES = (
    "USD EUR GBP JPY CNY INR RUB UAH PLN CZK SEK NOK DKK CHF TRY BRL MXN KRW CAD AUD HUF RON ILS ZAR ARS COP "
    "CLP".split()
)
_DOLLARS = ("USD", "CAD", "AUD")
_FIRST = frozenset("fr es it pt ro pl".split())
"""Languages that put the name of a currency before its country's: "dollars américains"."""
_OBLIQUE = {
    "jahren": "year", "tagen": "day", "monaten": "month", "kilometern": "km", "metern": "m", "quadratkilometern": "km²",
    "quadratmetern": "m²", "kubikmetern": "m³",
}  # fmt: skip
"""German dative plurals, which the CLDR lacks."""
_WORD = re.compile(r"[^\W\d_]+[²³]?")
_GAP = re.compile(r"[ \u00a0\u202f/-]{0,2}(?:d['’]|d[ei] )?")
WIDE = frozenset("zh ja ko".split())


class UnitName(NamedTuple):
    """A unit after a number: "money", "percent" or "measure", our name of it, and where it ends."""

    kind: str
    unit: str
    end: int


def following(text: str, end: int, language: str) -> UnitName | None:
    """The unit whose name follows the number that ends at ``end``; None without one."""
    table = _names(language)
    if language in WIDE:
        at = end + (text[end : end + 1] == " ")
        for length in range(6, 0, -1):
            if (name := (text[at : at + length],)) in table and len(name[0]) == length:
                return UnitName(*table[name], at + length)
        return None
    said: list[str] = []
    best = None
    for _ in range(5):
        gap = _GAP.match(text, end + (text[end : end + 1] == "." and text[end - 1].isalpha()))  # "5 Mio. Euro"
        word = _WORD.match(text, gap.end() if gap else end)
        if word is None:
            break
        end = word.end()
        said.append(fold(word.group()))
        if found := table.get(tuple(said)):
            best = UnitName(*found, end)
    return best


@cache
def _names(language: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """The words of each name, folded -> its kind and our name."""
    from babel import Locale
    from babel.core import UnknownLocaleError
    from babel.units import format_unit

    code = {"no": "nb", "und": "en"}.get(language, language)
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    names: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, unit in _MEASURES.items():
        kind = "percent" if unit == "%" else "measure"
        for length in ("long", "short"):
            for many in (1, 2, 5, 1.5):
                told = format_unit(many, name, length, locale=locale)
                phrase = _phrase(re.sub(r"\d[\d.,]*", " ", told), code)
                if phrase and phrase != ("m",):
                    names.setdefault(phrase, (kind, unit))
    if code == "de":
        names |= {(word,): ("measure", unit) for word, unit in _OBLIQUE.items()}
    if code in WIDE:
        names |= {("元",): ("money", "CNY"), ("원",): ("money", "KRW"), ("달러",): ("money", "$")}
    for phrase, unit in _currencies(code).items():
        names.setdefault(phrase, ("money", unit))
    return names


def _currencies(code: str) -> dict[tuple[str, ...], str]:
    """The words of each currency's name: in full, and alone where the language puts them first or last."""
    from babel.numbers import get_currency_name

    found: dict[tuple[str, ...], str] = {}
    for currency in _CURRENCIES:
        for many in (1, 2, 5):
            phrase = _phrase(get_currency_name(currency, many, code), code)
            if not phrase:
                continue
            found.setdefault(phrase, currency)
            word = phrase[0] if code in _FIRST else phrase[-1]
            found.setdefault((word,), "$" if currency in _DOLLARS else currency)
    return found


def _phrase(name: str, code: str) -> tuple[str, ...]:
    if code in WIDE:
        return (name.strip(),) if name.strip() else ()
    return tuple(fold(word) for word in _WORD.findall(name))
