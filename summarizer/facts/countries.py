"""The names of countries, of their people and of large cities, from CLDR (babel) and countryinfo."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from .tokens import fold

__all__ = ["Phrase", "begins_country", "cities", "countries", "country_of"]

Phrase = tuple[str, ...]
"""The folded words of a name."""
_MORE = {
    "US": "America American", "GB": "Britain Briton British", "GB-ENG": "England English Englishman",
    "GB-SCT": "Scotland Scottish Scot", "GB-WLS": "Wales Welsh Welshman", "DK": "Dane", "PL": "Pole", "ES": "Spaniard",
    "FI": "Finn", "FR": "Frenchman Frenchwoman", "AR": "Argentine", "NL": "Dutchman Holland", "SA": "Saudi",
    "AE": "Emirati", "PH": "Philippine",
}  # fmt: skip
"""Names that neither source has, by the code of the country."""
_FEDERAL = ("US", "CA", "AU")
"""Countries whose states are named in the news without the country."""
_ENDINGS = frozenset("n s e es i is er ers ic ish ese an ans ian ians ean eans ard ards on ons ns".split())
"""Endings of words for people, after the stem shared with the name of their country."""


def _phrase(name: str) -> Phrase:
    plain = unicodedata.normalize("NFC", name.partition("(")[0].replace("SAR China", "")).replace("-", " ")
    return tuple(w for w in (fold(part.strip(",’'&")) for part in plain.split()) if len(w) > 1)


@cache
def countries(language: str) -> dict[Phrase, str]:
    """A name of a country or of its people, in English or ``language`` -> the code of the country."""
    found: dict[Phrase, str] = {}
    for code, name in [*_english(), *_territories("en"), *_territories(language)]:
        if phrase := _phrase(name):
            found.setdefault(phrase, code)
    return found


@cache
def begins_country(language: str) -> frozenset[str]:
    """The first words of the names that have several words."""
    return frozenset(phrase[0] for phrase in countries(language) if len(phrase) > 1)


@cache
def _territories(language: str) -> tuple[tuple[str, str], ...]:
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple((code, name) for code, name in names.items() if code.isalpha() and code != "EZ")


@cache
def _english() -> tuple[tuple[str, str], ...]:
    """``(code, name)`` for the English names of countries, their initials where these are usual, and their people."""
    from countryinfo import all_countries

    rest: list[tuple[str, str]] = []
    found = [(code, name) for code, names in _MORE.items() for name in names.split()]
    for country in all_countries():
        code = (country.iso() or {}).get("alpha2")
        if not code:
            continue
        others = country.alt_spellings() or []
        short = {n for n in others if n.isupper() and len(n) <= 4}
        names = [country.name(), *(n for n in others if n not in short and n.isascii())]
        initials = {"".join(w[0] for w in n.split() if w[0].isupper()) for n in names}
        people = [d.strip() for d in (country.demonym() or "").split(",") if d.strip()]
        own = [d for d in people if any(n[:2] == d[:2] for n in names)]
        usual = code in {"US", "GB"}
        known = {i for i in initials if len(i) >= 4 or (i in short and (usual or len(i) > 2))}  # "DPRK", "UAE"
        found += [(code, n) for n in (*names, *own, *known)]
        found += [(code, n.removesuffix("stan")) for n in names if n.endswith("stan")]  # "Uzbek"
        rest += [(code, d) for d in people if d not in own]  # "Dutch"; but the Indian Ocean has no Indians
        found += [(code, n) for n in sorted({name[:end] for name in names for end in _shared(name, people)})]
    return (*found, *rest)


def _shared(name: str, people: list[str]) -> Iterator[int]:
    """The lengths of the stems, of four letters or more, that ``name`` shares with a word for its people."""
    for word in people:
        pairs = enumerate(zip(name, word, strict=False))
        end = next((n for n, (a, b) in pairs if a != b), min(len(name), len(word)))
        if end >= 4 and " " not in name:
            yield end


@cache
def _single(language: str) -> dict[str, str]:
    return {phrase[0]: code for phrase, code in countries(language).items() if len(phrase) == 1}


@cache
def country_of(word: str, language: str) -> str | None:
    """The code of the country that the folded ``word`` names, or whose people it names ("danes"); None for others."""
    single = _single(language)
    if code := single.get(word):
        return code
    stems = ((word[:end], word[end:]) for end in range(len(word) - 1, 3, -1))
    return next((single[stem] for stem, ending in stems if stem in single and ending in _ENDINGS), None)


@cache
def cities(language: str) -> frozenset[str]:
    """Folded one-word names of capitals, of cities that name time zones, and of states and provinces."""
    from babel import Locale, UnknownLocaleError
    from countryinfo import CountryInfo, all_countries

    try:
        zones = Locale.parse(language).time_zones
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = {zone.rpartition("/")[2] for zone in map(str, zones) if zone.count("/") == 1}
    names |= {str(told["city"]) for told in zones.values() if "city" in told}
    names |= {str(country.capital()) for country in all_countries()}
    names |= {province for code in _FEDERAL for province in CountryInfo(code).provinces()}
    return frozenset(fold(n) for n in names if n.isalpha())
