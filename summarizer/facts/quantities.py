"""Numbers in a text: value, kind, unit and bound, with their exact spans."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .tokens import tokens

__all__ = ["Bound", "Quantity", "QuantityKind", "quantities", "same", "verbatim"]

Bound = Literal["exact", "at_least", "at_most", "about"]
QuantityKind = Literal["number", "percent", "money", "year", "ordinal", "time"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``[start, end)`` of the text it was found in.

    ``values`` are its possible readings, the likeliest first ("1.234" is 1234 in German and 1.234 in English; "5m" is
    five million or five metres); ``unit`` is ``%``, a currency sign or the word that it counts, where one follows;
    ``small`` marks "one", "two", "three" and the ordinals in words, which are as often mere words.
    """

    start: int
    end: int
    text: str
    values: tuple[float, ...]
    kind: QuantityKind
    unit: str | None
    bound: Bound
    small: bool = False


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: float(n) for n, w in enumerate(_UNITS)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "bn": 1e9, "mn": 1e6, "mln": 1e6, "tn": 1e12, "m": 1e6, "k": 1e3, "b": 1e9, "crore": 1e7, "lakh": 1e5,
    "tausend": 1e3, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mio": 1e6, "mrd": 1e9,
    "millones": 1e6, "millón": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billions": 1e9, "mille": 1e3,
    "mil": 1e3, "milhões": 1e6, "milioni": 1e6, "miliardi": 1e9, "miljoen": 1e6, "miljard": 1e9,
}  # fmt: skip
_ORDINALS = {
    w: float(n)
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
_SMALL = frozenset({"one", "two", "three", *_ORDINALS})
_CURRENCY = "$€£¥₹₩₽₺₴฿₫₪₦"

_number_word = "|".join([*_WORDS, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
_FIND = re.compile(
    rf"""
    (?P<currency>(?:US|A|C|HK|NZ|S)?[{re.escape(_CURRENCY)}]\s?)?
    (?<![A-Za-z\u00c0-\u024f\d_.]) (?<![A-Za-z]-)
    (?P<digits>\d+(?:[.,:'’\u00a0\u202f]\d+)*)
    (?P<ordinal>st|nd|rd|th)?
    (?P<decade>s)?
    (?:[\s-]?(?P<scale>{"|".join(sorted((s for s in _SCALES if len(s) > 1), key=len, reverse=True))})|(?P<short>[mkb]))?
    (?![A-Za-z\u00c0-\u024f\d_])
    (?P<percent>\s?%|\s?％|[\s-]percent(?:age\ points?)?|\sper\ cent|\s?Prozent|\spour\ cent|\spor\ ciento)?
  | \b(?P<words>(?:an?\s(?:hundred|thousand|million|billion|trillion|dozen)|{_number_word})
        (?:[\s-](?:and\ )?(?:{_number_word}))*)\b (?P<wpercent>\spercent|\sper\ cent)?
  | \b(?P<first>{"|".join(_ORDINALS)})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BOUND_WORDS: dict[Bound, str] = {
    "at_most": "at most|up to|no more than|not more than|fewer than|less than|under|below|maximum of|höchstens|bis zu",
    "at_least": "at least|more than|over|above|no fewer than|no less than|minimum of|exceeding|mindestens|au moins",
    "about": "an estimated|about|around|nearly|almost|approximately|roughly|some|estimated|close to|circa|rund|etwa|"
    "environ",
}
_BOUNDS = tuple(
    (bound, re.compile(rf"\b(?:{words})\s(?:the\s|a\s|an\s)?$", re.IGNORECASE)) for bound, words in _BOUND_WORDS.items()
)
_NEXT_WORDS = re.compile(r"(?:[\s-]+[^\W\d_]+){1,3}")
_DIGIT = re.compile(r"\d")
_SPELLED = frozenset({*_WORDS, *_ORDINALS, "hundred", "thousand", "million", "billion", "trillion", "dozen"})
_YEAR = (1500, 2100)
_DECIMAL_COMMA = frozenset({"de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ro", "hu", "tr",
                            "ru", "uk", "bg", "el"})  # fmt: skip
_COMMON_AFTER = frozenset("of the a an and or to in on at by for from with as per is was were are who that".split())


@lru_cache(maxsize=4096)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The numbers of ``text`` in order, without overlaps."""
    if not _DIGIT.search(text) and _SPELLED.isdisjoint(p for *_, t in tokens(text) for p in t.split("-")):
        return ()
    return tuple(q for match in _FIND.finditer(text) if (q := _read(text, match, language)))


def same(a: Quantity, b: Quantity) -> bool:
    """Whether both tell the same number: a common reading, and no disagreement about percent or currency."""
    if (a.kind == "percent") != (b.kind == "percent"):
        return False
    if a.kind == b.kind == "money" and a.unit != b.unit:
        return False
    return any(abs(x - y) <= 1e-9 * max(abs(x), abs(y)) for x in a.values for y in b.values)


def verbatim(text: str, quantity: Quantity) -> str:
    """The number as ``text`` writes it, with the bound before it: "at least 25"."""
    start = max(0, quantity.start - 24)
    found = min((m.start() for _, p in _BOUNDS if (m := p.search(text[start : quantity.start]))), default=None)
    return text[quantity.start if found is None else start + found : quantity.end]


def _read(text: str, match: re.Match[str], language: str) -> Quantity | None:  # noqa: C901 - one case a form
    group = match.groupdict()
    start, end = match.span()
    kind: QuantityKind = "number"
    if group["first"]:
        values: tuple[float, ...] = (_ORDINALS[group["first"].lower()],)
        kind = "ordinal"
    elif group["words"]:
        values = (_spelled(group["words"].lower()),)
    else:
        values = _digits(group["digits"], language)
        if not values:
            return None
        if scale := group["scale"] or group["short"]:
            scaled = tuple(v * _SCALES[scale.lower()] for v in values)
            values = scaled if group["scale"] else scaled + values
        if group["ordinal"]:
            kind = "ordinal"
        elif ":" in group["digits"]:
            kind = "time"
        elif not scale and group["digits"].isdigit() and len(group["digits"]) == 4:
            kind = "year" if _YEAR[0] <= values[0] <= _YEAR[1] and not group["currency"] else kind
    unit = None
    if group["percent"] or group["wpercent"]:
        kind, unit = "percent", "%"
    elif group["currency"]:
        kind, unit = "money", group["currency"].strip()[-1]
    elif kind == "number":
        unit = _counted(text, end)
    small = (match.group().lower() in _SMALL) if not group["digits"] else False
    return Quantity(start, end, match.group(), values, kind, unit, _bound(text, start), small)


def _digits(digits: str, language: str) -> tuple[float, ...]:  # noqa: PLR0911 - one case a form
    """Readings of digits with separators; empty for what is no number (an IP address, a date with dots)."""
    plain = digits.replace("\u00a0", "").replace("\u202f", "").replace("'", "").replace("’", "")
    if ":" in plain:
        parts = plain.split(":")
        return (sum(float(p) / 60**i for i, p in enumerate(parts)),) if all(p.isdigit() for p in parts) else ()
    if len(plain) > 40:
        return ()
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
        if plain.count(decimal) > 1:
            return ()
        return (_float(plain, decimal),)
    if not commas and not points:
        return (_float(plain, "."),)
    mark = "," if commas else "."
    grouped = all(len(p) == 3 for p in plain.split(mark)[1:]) and len(plain.split(mark)[0]) <= 3
    if commas + points > 1:
        return (_float(plain, " "),) if grouped else ()
    as_decimal, as_group = _float(plain, mark), _float(plain, " ")
    if not grouped:
        return (as_decimal,)
    decimal_comma = language in _DECIMAL_COMMA
    if mark == ",":
        return (as_decimal, as_group) if decimal_comma else (as_group,)
    return (as_group, as_decimal) if decimal_comma else (as_decimal,)


def _float(digits: str, decimal: str) -> float:
    other = {",": ".", ".": ",", " ": ""}[decimal]
    plain = digits.replace(other, "") if other else digits.replace(",", "").replace(".", "")
    return float(plain.replace(decimal, "."))


def _spelled(words: str) -> float:
    """The value of number words: "two hundred and six", "a dozen", "twenty-five thousand"."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", words):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            current = (current or 1.0) * scale
            if scale >= 1e3:
                total, current = total + current, 0.0
    return total + current


def _counted(text: str, end: int) -> str | None:
    """The word that the number counts: the first plural of the next three words, else the next word."""
    found = _NEXT_WORDS.match(text, end, min(len(text), end + 60))
    if not found:
        return None
    following = re.split(r"[\s-]+", found.group().strip(" -\n\t\u00a0"))
    for word in following:
        if word.lower() in _COMMON_AFTER:
            break
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ous")) and word.islower():
            return word
    first = following[0]
    return first if first.islower() and first not in _COMMON_AFTER and len(first) > 1 else None


def _bound(text: str, start: int) -> Bound:
    before = text[max(0, start - 24) : start]
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "exact")
