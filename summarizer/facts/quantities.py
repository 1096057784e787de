"""Quantities of a text: value, kind, unit and bound, with their exact spans."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from .bounds import Bound, bound, bound_begins
from .clock import clock
from .named import in_date, is_address, names_something
from .number_words import words_of
from .numerals import ARTICLES, FOREIGN_FRACTIONS, FRACTIONS, ORDINALS, SPELLED, Numeral, numeral
from .ranges import inherited, joined
from .tokens import tokens, vocabulary
from .unit_words import UnitName, following
from .units import (
    Money,
    counted,
    glued_code,
    is_dollar,
    is_unit,
    measure_after,
    money_after,
    money_before,
    scale_after,
    share_after,
    temperature_after,
)
from .wide_numerals import WIDE

__all__ = ["Quantity", "QuantityKind", "comparable", "quantities", "same", "verbatim"]

QuantityKind = Literal["number", "percent", "points", "money", "year", "ordinal", "time", "age", "measure"]


class Quantity(NamedTuple):
    """A number at ``[start, end)`` of the text it was found in.

    ``values`` are its possible readings, the likeliest first ("1.234" is 1234 in German and 1.234 in English; "5m" is
    five million or five metres); ``unit`` is ``%``, a currency ("$", "USD", "EUR"), a measure ("km", "day") or the word
    that it counts, where one follows; ``small`` marks "one", "two", "three" and the ordinals in words, which are often
    not meant as numbers; ``named`` marks a number in a name, a date or a code, which counts nothing; ``reach`` is the
    offset at which the word of its unit ends ("10 months"); ``minus`` marks one with a minus sign or "below zero".
    """

    start: int
    end: int
    text: str
    values: tuple[float, ...]
    kind: QuantityKind
    unit: str | None
    bound: Bound
    small: bool = False
    named: bool = False
    reach: int = 0
    minus: bool = False

    @property
    def told(self) -> int:
        """The offset at which the number with its unit ends."""
        return max(self.end, self.reach)


_NUMERAL_WORDS = SPELLED | FRACTIONS.keys()
_MAY_BEGIN = SPELLED | ARTICLES | ORDINALS.keys()
_SMALL = frozenset({"one", "two", "three", "half", *ORDINALS})
_YEARS = (1500, 2100)
_DECADE = re.compile(r"(?<!\d)\d0s\b")
_LIFE = re.compile(r"\b(?:his|her|their|my|your|our|whose)\s(?:early\s|mid[-\s]|late\s)?$", re.IGNORECASE)
_AFTER_A = re.compile(r"[\s-]{1,3}([^\W\d_]+)")
_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅙⅛]")
_PREFIXED = re.compile(r"(?:mid|pre|post|early|late|sub|over|under|non|ex)-(?=\d)", re.IGNORECASE)
_JOINT = re.compile(r"[-–:/](?=\d)|-to-")
_WIDE_START = re.compile(r"\d[\d.,]*|[一二三四五六七八九两兩百千万]+")
_GLUED_TIME = re.compile(r"\s?(?:[ap]\.?m\.?\b|h\s?[0-5]\d|h\b)", re.IGNORECASE)
_BELOW = (" below zero", " below freezing")
_AGED = (" aged ", " age ", " ages ", " at the age of ")
_NOT_ONE = frozenset("the this that which no any every each another a".split())
"""Words before a "one" that is a pronoun."""
_AMBIGUOUS = frozenset(
    "sei neuf neuve sex on altı bin yüz kuusi ti to tre elf fem sto cento cent mil mille sept dix".split()
)
"""Spelled numbers that are often other words, in their own or a neighboring language."""
_ITEM = re.compile(r"\d{1,2}[.)](?:\s|$)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|(?<=[\s(]))(?P<sign>(?:minus|negative)\s|[-−])$", re.IGNORECASE)
_SIGN_ENDS = ("-", "−", "minus ", "negative ", "minus\u00a0", "negative\u00a0")
_YEARS_OLD = re.compile(
    r"[\s-]{1,3}(?:years?|jahre?n?|ans|años)[\s-]{1,3}(?:old|alt|age)\b|-year-olds?\b|-jährige?[nrms]?\b",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.'’-]+(?:, | \()$")


@lru_cache(maxsize=1024)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in order, without overlaps."""
    english = language not in WIDE and words_of(language) is None
    if english and not _DIGIT.search(text) and _NUMERAL_WORDS.isdisjoint(vocabulary(text)):
        return ()
    return tuple(inherited(text, joined(text, list(_all(text, language)))))


def same(a: Quantity, b: Quantity) -> bool:
    """True if both state the same number: a common reading, and no disagreement about percent, currency or measure."""
    if len(a.values) == len(b.values) == 1:  # nearly always; called some hundred times per article
        x, y = a.values[0], b.values[0]
        return abs(x - y) <= 1e-9 * max(abs(x), abs(y)) and comparable(a, b)
    return any(abs(x - y) <= 1e-9 * max(abs(x), abs(y)) for x in a.values for y in b.values) and comparable(a, b)


def comparable(a: Quantity, b: Quantity) -> bool:
    """True if kind and unit allow ``a``, of a statement, to be ``b``, of its source, whatever their values."""
    shares = {"percent", "points"}
    if (a.kind in shares) != (b.kind in shares) or (a.kind in shares and a.kind != b.kind):
        return False
    if a.kind == b.kind == "money":
        return a.unit == b.unit or (a.unit == "$" and is_dollar(b.unit)) or (b.unit == "$" and is_dollar(a.unit))
    if a.kind == b.kind == "measure":
        return a.unit == b.unit
    if {a.kind, b.kind} in ({"measure", "number"}, {"money", "number"}):
        number, other = (a, b) if a.kind == "number" else (b, a)
        return (number.unit is None and (other.kind == "money" or other is b)) or (other is b and other.kind == "money")
    return True


def verbatim(text: str, quantity: Quantity) -> str:
    """Return the number as written in ``text``, with the bound before it: "at least 25"."""
    return text[bound_begins(text, quantity.start) : quantity.end]


def _all(text: str, language: str) -> Iterator[Quantity]:
    """Return the quantities as they are before the numbers of a range complete each other."""
    words = words_of(language)
    at = 0
    for start, end, folded in _starts(text, language):
        if words is None and folded.isalpha() and folded not in _MAY_BEGIN and language not in WIDE:  # nearly all
            continue
        if start < at or (folded == "sept" and (language == "en" or text[end : end + 1] == ".")):  # the month
            continue
        if words is None and folded in ORDINALS:
            yield Quantity(start, end, text[start:end], (ORDINALS[folded],), "ordinal", None, "exact", small=True)
            continue
        begin = _begin(text, start, folded, language)
        while begin is not None and begin < end:
            quantity = _read(text, begin, language, at)
            if quantity is None:
                break
            yield quantity
            at = quantity.end
            joint = _JOINT.match(text, at)
            begin = joint.end() if joint else None


def _starts(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Spans, with text, at which a numeral may begin: each token; in a script without spaces, each run of numerals."""
    if language not in WIDE:
        yield from (t for t in tokens(text) if not is_address(text, t[0], t[1]))
        return
    for match in _WIDE_START.finditer(text):
        yield match.start(), match.end(), match.group()


def _begin(text: str, start: int, folded: str, language: str) -> int | None:  # noqa: PLR0911 - one case a form
    """The offset, in the token at ``start``, at which a numeral may begin; None if there is none."""
    if text[start].isdecimal() or text[start] in "½⅓⅔¼¾⅕⅙⅛" or language in WIDE:
        return start
    prefix = _PREFIXED.match(text, start) if "-" in folded else None
    if prefix:
        return prefix.end()
    if words := words_of(language):
        first = folded.replace("'", "-").partition("-")[0]
        return start if words.begins(first) or first in FOREIGN_FRACTIONS else _code(start, folded)
    if folded in ARTICLES:
        behind = _AFTER_A.match(text, start + len(folded))
        return start if behind and behind[1].lower() in _NUMERAL_WORDS else None
    if folded in SPELLED:
        return start
    if "-" in folded:
        return start if folded.partition("-")[0] in SPELLED else None
    return _code(start, folded)


def _code(start: int, folded: str) -> int | None:
    """The offset of the digits behind a glued currency code, "usd115"; None if there is none."""
    code = glued_code(folded) if folded[-1:].isdigit() else None
    return start + code if code else None


class _Sort(NamedTuple):
    """The kind, unit and values of a number, as decided by the text beside it."""

    kind: QuantityKind
    unit: str | None
    values: tuple[float, ...]
    end: int
    reach: int = 0


def _read(text: str, start: int, language: str, floor: int) -> Quantity | None:
    """The quantity whose numeral begins at ``start``; text before ``floor`` belongs to the previous one."""
    read = numeral(text, start, language)
    if read is None or _in_a_name(text, read.end):
        return None
    if _DECADE.match(text, read.end - 2):
        return _decade(text, start, read)
    if start > floor and _has_bare_point(text, start, read):
        start, read = start - 1, read._replace(values=(float("0." + read.digits),))
    if (tail := _ordinal_tail(text, read)) is not None:
        return Quantity(start, tail[1], text[start : tail[1]], (tail[0],), "ordinal", None, "exact")
    word = text[start : read.end].lower()
    if _numbers_an_item(text, start, read.end) or (word == "one" and _is_pronoun(text, start)):
        return None
    money = money_before(text, start, floor)
    sort = _by_sign(text, start, read, money, language) or _by_context(text, start, read, language)
    kind, unit, values, end, _ = sort
    named = not money and names_something(text, start, read.end, kind, unit, language, digits=bool(read.digits))
    start = money.reach if money else start
    before = text[max(floor, start - 10) : start]
    minus = False
    if before.lower().endswith(_SIGN_ENDS) and (sign := _SIGN.search(text, max(floor, start - 10), start)):
        start, values, minus = sign.start("sign"), tuple(x for v in values for x in (-v, v)), True
    reach = max(end, sort.reach)
    minus = minus or text.startswith(_BELOW, reach)
    small = (word in _SMALL or (not read.digits and values[0] <= 3)) and kind in {"number", "measure"}
    small = small or (not read.digits and word in _AMBIGUOUS)
    bounded = bound(text, start, reach, kind)
    return Quantity(start, end, text[start:end], values, kind, unit, bounded, small, named, reach, minus)


def _ordinal_tail(text: str, read: Numeral) -> tuple[float, int] | None:
    """The value and end of an ordinal that begins with a ten: "twenty-first"."""
    tens = read.values[0]
    if read.digits or read.scaled or not 20 <= tens < 100 or tens % 10:
        return None
    after = _AFTER_A.match(text, read.end)
    last = ORDINALS.get(after[1].lower()) if after else None
    return (tens + last, after.end()) if after and last and last < 10 else None


def _decade(text: str, start: int, read: Numeral) -> Quantity:
    """An age in "in her 90s", years in "the '90s" and "the mid-90s"."""
    start -= text[start - 1 : start] in {"'", "’", "‘"}
    end = read.end + 1
    if _LIFE.search(text, max(0, start - 16), start):
        return Quantity(start, end, text[start:end], read.values, "age", None, "exact")
    years = tuple(century + read.values[0] for century in (1900.0, 2000.0))
    return Quantity(start, end, text[start:end], years, "year", None, "exact")


def _in_a_name(text: str, end: int) -> bool:
    """True if letters glued to the digits make a name of them: "4G", "737s"."""
    letter = text[end : end + 1]
    if not (letter.isalpha() and letter < "\u0250" and text[end - 1].isdigit()):
        return False
    return not (
        _ORDINAL.match(text, end) or _GLUED_TIME.match(text, end) or is_unit(text, end) or temperature_after(text, end)
    )


def _has_bare_point(text: str, start: int, read: Numeral) -> bool:
    """True if a decimal point without a zero stands before the digits: ".300"."""
    if text[start - 1 : start] != "." or not read.digits.isdigit():
        return False
    before = text[start - 2 : start - 1]
    return not (before.isalnum() or before in {"_", "."})


def _is_pronoun(text: str, start: int) -> bool:
    """True if a "one" at ``start`` counts nothing: "the one", "no one"."""
    before = text[max(0, start - 8) : start].lower().split()
    return bool(before) and before[-1] in _NOT_ONE


def _numbers_an_item(text: str, start: int, end: int) -> bool:
    """True if the number labels an item of a list: "2. ", "3) "."""
    return bool(_ITEM.match(text, start, end + 2)) and not text[:start].rpartition("\n")[2].strip(" \t*•-(")


def _by_sign(  # noqa: PLR0911 - one case a sign
    text: str, start: int, read: Numeral, before: Money | None, language: str
) -> _Sort | None:
    """The kind of a number by the sign, currency, ending or clock beside it; None without any."""
    end, values = read.end, read.values
    if text.startswith("百分之", start - 3):
        return _Sort("percent", "%", values, end)
    if share := share_after(text, end):
        return _Sort(share[0], "%", tuple(v * share[2] for v in values), share[1])
    if before:
        factor, end = scale_after(text, end)
        return _Sort("money", before.unit, (values[0] * before.factor * factor,), end)
    if read.digits and _ORDINAL.match(text, end):
        return _Sort("ordinal", None, values, end + 2)
    if read.digits and (time := clock(text, start, language)):
        return _Sort("time", None, time[0], time[1])
    if ":" in read.digits:
        return _Sort("time", None, values, end)
    if degrees := temperature_after(text, end):
        return _Sort("measure", degrees[0], values, end, degrees[1])
    if language != "en" and (name := following(text, end, language)):
        return _named_unit(read, name)
    after = money_after(text, end)
    if after and after.unit == "penny":
        return _Sort("money", "GBP", (values[0] / 100, *values), after.reach)
    return _Sort("money", after.unit, tuple(v * after.factor for v in values), after.reach) if after else None


def _named_unit(read: Numeral, name: UnitName) -> _Sort | None:
    """The kind of a number by the name of its unit in another language; None for a year."""
    if name.kind == "measure":
        return (
            None
            if _is_year(read) and name.unit in {"m", "day", "year"}
            else _Sort("measure", name.unit, read.values, read.end, name.end)
        )
    return _Sort("money" if name.kind == "money" else "percent", name.unit, read.values, name.end)


def _by_context(text: str, start: int, read: Numeral, language: str) -> _Sort:
    """Return the kind of a number without a sign, from its context: a day, a year, an age, a measure or a count."""
    end, values = read.end, read.values
    if read.digits and values[0] <= 31 and in_date(text, start, end, language):
        return _Sort("ordinal", None, values, end)
    if _is_year(read):
        return _Sort("year", None, values, end + (text[end : end + 1] == "s"))
    if _is_age(text, start, end, values[0]):
        old = _YEARS_OLD.match(text, end)
        return _Sort("age", None, values, end, old.end() if old else 0)
    if measure := measure_after(text, end, fraction=not read.digits and values[0] < 1):
        return _Sort("measure", measure[0], values, end, measure[1])
    return _Sort("number", counted(text, end), values, end)


def _is_year(read: Numeral) -> bool:
    four_digits = len(read.digits) == 4 and read.digits.isdigit()
    return four_digits and not read.scaled and _YEARS[0] <= read.values[0] <= _YEARS[1]


def _is_age(text: str, start: int, end: int, value: float) -> bool:
    """True if a number is an age: "5 years old", "aged 5", or after a name: "Hardy, 89, said"."""
    if _YEARS_OLD.match(text, end) or f" {text[max(0, start - 16) : start]}".lower().endswith(_AGED):
        return True
    apposed = 1 <= value <= 115 and text[end : end + 1] in {",", ".", ")"}
    return apposed and _NAME_BEFORE.search(text, max(0, start - 30), start) is not None
