"""Quantities of a text: value, kind, unit and bound, with their exact spans."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from .bounds import Bound, bound, bound_begins
from .numerals import ARTICLES, FRACTIONS, ORDINALS, SPELLED, Numeral, numeral
from .tokens import fold, tokens, vocabulary
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
)

__all__ = ["Quantity", "QuantityKind", "comparable", "quantities", "same", "verbatim"]

QuantityKind = Literal["number", "percent", "points", "money", "year", "ordinal", "time", "age", "measure"]


class Quantity(NamedTuple):
    """A number at ``[start, end)`` of the text it was found in.

    ``values`` are its possible readings, the likeliest first ("1.234" is 1234 in German and 1.234 in English; "5m" is
    five million or five metres); ``unit`` is ``%``, a currency ("$", "USD", "EUR"), a measure ("km", "day") or the word
    that it counts, where one follows; ``small`` marks "one", "two", "three" and the ordinals in words, which are as
    often mere words.
    """

    start: int
    end: int
    text: str
    values: tuple[float, ...]
    kind: QuantityKind
    unit: str | None
    bound: Bound
    small: bool = False


_NUMERAL_WORDS = SPELLED | FRACTIONS.keys()
_SPELLED = SPELLED | frozenset(map(fold, SPELLED))
"""Those, as tokens fold them too: "funf" for "fünf"."""
_MAY_COUNT = _SPELLED | frozenset(map(fold, FRACTIONS))
_MAY_BEGIN = _SPELLED | ARTICLES | ORDINALS.keys()
_SMALL = frozenset({"one", "two", "three", "half", *ORDINALS})
_YEARS = (1500, 2100)
_DECADE = re.compile(r"(?<!\d)\d0s\b")
_LIFE = re.compile(r"\b(?:his|her|their|my|your|our|whose)\s(?:early\s|mid[-\s]|late\s)?$", re.IGNORECASE)
_AFTER_A = re.compile(r"[\s-]{1,3}([^\W\d_]+)")
_DIGIT = re.compile(r"[\d½⅓⅔¼¾⅙⅛]")
_PREFIXED = re.compile(r"(?:mid|pre|post|early|late|sub|over|under|non|ex)-(?=\d)", re.IGNORECASE)
_JOINT = re.compile(r"[-–:/](?=\d)")
_WORD_OR_POINT = re.compile(r"[\w.]")
_ITEM = re.compile(r"\d{1,2}[.)](?:\s|$)")
_NOT_ONE = re.compile(r"\b(?:the|this|that|which|no|any|every|each|another|a)\s$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\.?\b|o[’']clock|GMT\b|Uhr\b|h\b)", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|(?<=[\s(]))(?P<sign>(?:minus|negative)\s|[-−])$", re.IGNORECASE)
_SIGN_ENDS = ("-", "−", "minus ", "negative ", "minus\u00a0", "negative\u00a0")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAY_OF = re.compile(rf"\b(?:{_MONTHS})\.?\s\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}\.?\s(?:{_MONTHS})\b", re.IGNORECASE)
"""A day beside its month: it counts nothing."""
_YEARS_OLD = re.compile(
    r"[\s-]{1,3}(?:years?|jahre?n?|ans|años)[\s-]{1,3}(?:old|alt|age)\b|-year-olds?\b|-jährige?[nrms]?\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged|age|ages|at the age of)\s$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.'’-]+(?:, | \()$")
_RANGE = re.compile(r"\s?(?:[-–—−]|to\b|bis\b|à\b|a\b|and\b|or\b)\s?", re.IGNORECASE)
_FIRST_DIGITS = re.compile(r"\d[\d.,]*")


@lru_cache(maxsize=1024)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order, without overlaps."""
    if not _DIGIT.search(text) and _MAY_COUNT.isdisjoint(vocabulary(text)):
        return ()
    return tuple(_inherited(text, _joined(text, list(_all(text, language)))))


def same(a: Quantity, b: Quantity) -> bool:
    """Whether both tell the same number: a common reading, and no disagreement about percent, currency or measure."""
    if len(a.values) == len(b.values) == 1:  # nearly always; asked some hundred times an article
        x, y = a.values[0], b.values[0]
        return abs(x - y) <= 1e-9 * max(abs(x), abs(y)) and comparable(a, b)
    return any(abs(x - y) <= 1e-9 * max(abs(x), abs(y)) for x in a.values for y in b.values) and comparable(a, b)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether kind and unit allow ``a``, of a statement, to be ``b``, of its source, whatever their values."""
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
    """The number as ``text`` writes it, with the bound before it: "at least 25"."""
    return text[bound_begins(text, quantity.start) : quantity.end]


def _all(text: str, language: str) -> Iterator[Quantity]:
    """The quantities, without what a range gives to its first number."""
    at = 0
    for start, end, folded in tokens(text):
        if folded.isalpha() and folded not in _MAY_BEGIN:  # nearly all
            continue
        if start < at or (folded == "sept" and (language == "en" or text[end : end + 1] == ".")):  # the month
            continue
        if folded in ORDINALS:
            yield Quantity(start, end, text[start:end], (ORDINALS[folded],), "ordinal", None, "exact", small=True)
            continue
        begin = _begin(text, start, folded)
        while begin is not None and begin < end:
            quantity = _read(text, begin, language, at)
            if quantity is None:
                break
            yield quantity
            at = quantity.end
            joint = _JOINT.match(text, at)
            begin = joint.end() if joint else None


def _begin(text: str, start: int, folded: str) -> int | None:
    """Where in the token at ``start`` a numeral may begin; None if the token has none."""
    if text[start].isdecimal() or text[start] in "½⅓⅔¼¾⅙⅛":
        return start
    if folded in ARTICLES:
        following = _AFTER_A.match(text, start + len(folded))
        return start if following and following[1].lower() in _NUMERAL_WORDS else None
    if folded in _SPELLED:
        return start
    if "-" in folded:
        prefix = _PREFIXED.match(text, start)
        return prefix.end() if prefix else start if folded.partition("-")[0] in _SPELLED else None
    code = glued_code(folded) if folded[-1:].isdigit() else None
    return start + code if code else None


class _Sort(NamedTuple):
    """What a number is, once what stands beside it is read."""

    kind: QuantityKind
    unit: str | None
    values: tuple[float, ...]
    end: int


def _read(text: str, start: int, language: str, floor: int) -> Quantity | None:
    """The quantity whose numeral begins at ``start``; what stands before ``floor`` belongs to the one before."""
    read = numeral(text, start, language)
    if read is None or _in_a_name(text, read.end):
        return None
    if _DECADE.match(text, read.end - 2):
        return _decade(text, start, read)
    if start > floor and _has_bare_point(text, start, read):
        start, read = start - 1, read._replace(values=(float("0." + read.digits),))
    word = text[start : read.end].lower()
    if _numbers_an_item(text, start, read.end) or (word == "one" and _NOT_ONE.search(text[max(0, start - 8) : start])):
        return None
    money = money_before(text, start, floor)
    kind, unit, values, end = _by_sign(text, read, money) or _by_context(text, start, read)
    start = money.reach if money else start
    before = text[max(floor, start - 10) : start]
    if before.lower().endswith(_SIGN_ENDS) and (sign := _SIGN.search(text, max(floor, start - 10), start)):
        start, values = sign.start("sign"), tuple(x for v in values for x in (-v, v))
    small = word in _SMALL and kind in {"number", "measure"}
    return Quantity(start, end, text[start:end], values, kind, unit, bound(text, start, end, kind), small)


def _decade(text: str, start: int, read: Numeral) -> Quantity:
    """An age in "in her 90s", years in "the '90s" and "the mid-90s"."""
    start -= text[start - 1 : start] in {"'", "’", "‘"}
    end = read.end + 1
    if _LIFE.search(text, max(0, start - 16), start):
        return Quantity(start, end, text[start:end], read.values, "age", None, "exact")
    years = tuple(century + read.values[0] for century in (1900.0, 2000.0))
    return Quantity(start, end, text[start:end], years, "year", None, "exact")


def _in_a_name(text: str, end: int) -> bool:
    """Whether letters glued to the digits make a name of them: "4G", "737s"."""
    letter = text[end : end + 1]
    if not (letter.isalpha() and letter < "\u0250" and text[end - 1].isdigit()):
        return False
    return not (_ORDINAL.match(text, end) or _CLOCK.match(text, end) or is_unit(text, end))


def _has_bare_point(text: str, start: int, read: Numeral) -> bool:
    """Whether a decimal point without a zero stands before the digits: ".300"."""
    if text[start - 1 : start] != "." or not read.digits.isdigit():
        return False
    return not _WORD_OR_POINT.match(text[start - 2 : start - 1])


def _numbers_an_item(text: str, start: int, end: int) -> bool:
    """Whether the number counts the items of a list: "2. ", "3) "."""
    return bool(_ITEM.match(text, start, end + 2)) and not text[:start].rpartition("\n")[2].strip(" \t*•-(")


def _by_sign(text: str, read: Numeral, before: Money | None) -> _Sort | None:
    """What a sign, a currency, an ending or a clock beside the number makes of it."""
    end, values = read.end, read.values
    if share := share_after(text, end):
        return _Sort(share[0], "%", values, share[1])
    if before:
        factor, end = scale_after(text, end)
        return _Sort("money", before.unit, (values[0] * before.factor * factor,), end)
    if read.digits and _ORDINAL.match(text, end):
        return _Sort("ordinal", None, values, end + 2)
    if ":" in read.digits or (read.digits and _CLOCK.match(text, end)):
        return _Sort("time", None, values, end)
    after = money_after(text, end)
    if after and after.unit == "penny":
        return _Sort("money", "GBP", (values[0] / 100, *values), after.reach)
    return _Sort("money", after.unit, tuple(v * after.factor for v in values), after.reach) if after else None


def _by_context(text: str, start: int, read: Numeral) -> _Sort:
    """What the words around a number without any sign make of it: a day, a year, an age, a measure or a count."""
    end, values = read.end, read.values
    if read.digits and values[0] <= 31 and _DAY_OF.search(text[max(0, start - 11) : end + 11]):
        return _Sort("ordinal", None, values, end)
    if _is_year(read):
        return _Sort("year", None, values, end + (text[end : end + 1] == "s"))
    if _is_age(text, start, end, values[0]):
        return _Sort("age", None, values, end)
    if measure := measure_after(text, end, fraction=not read.digits and values[0] < 1):
        return _Sort("measure", measure, values, end)
    return _Sort("number", counted(text, end), values, end)


def _is_year(read: Numeral) -> bool:
    four_digits = len(read.digits) == 4 and read.digits.isdigit()
    return four_digits and not read.scaled and _YEARS[0] <= read.values[0] <= _YEARS[1]


def _is_age(text: str, start: int, end: int, value: float) -> bool:
    """Whether a number is an age: "5 years old", "aged 5", or behind a name: "Hardy, 89, said"."""
    if _YEARS_OLD.match(text, end) or _AGED.search(text[max(0, start - 16) : start]):
        return True
    apposed = 1 <= value <= 115 and text[end : end + 1] in {",", ".", ")"}
    return apposed and _NAME_BEFORE.search(text, max(0, start - 30), start) is not None


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Dollars and their cents as one amount: "3 dollars and 50 cents"."""
    joined: list[Quantity] = []
    for q in found:
        last = joined[-1] if joined else None
        if last and last.kind == "money" and q.unit == "cent" and text[last.end : q.start] in {" ", " and ", ", "}:
            values = (last.values[0] + q.values[0] / 100,)
            joined[-1] = last._replace(end=q.end, text=text[last.start : q.end], values=values)
        else:
            joined.append(q)
    return joined


def _inherited(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """In a range, a number takes what only the other tells: "15 to 20 million", "$5-10bn", "3-4%", "2019-20"."""
    for n, q in enumerate(found):
        last = found[n - 1] if n else None
        following = found[n + 1] if n + 1 < len(found) else None
        yield (
            (last and _from_money(text, last, q))
            or (following and _from_second(text, q, following))
            or (last and _from_year(text, last, q))
            or q
        )


def _from_money(text: str, last: Quantity, q: Quantity) -> Quantity | None:
    """The second amount of a range takes the currency of the first: "$5-10bn"."""
    bare = q.kind == "number" and not q.unit and last.kind == "money"
    return q._replace(kind="money", unit=last.unit) if bare and _RANGE.fullmatch(text, last.end, q.start) else None


def _from_second(text: str, q: Quantity, following: Quantity) -> Quantity | None:
    """The first number of a range takes kind, unit and scale of the second: "15 to 20 million", "3-4%"."""
    if q.kind not in {"number", "money"} or not _RANGE.fullmatch(text, q.end, following.start):
        return None
    factor = following.values[0] / _leading(following)
    scaled: tuple[float, ...] = ()
    if factor > 1 and q.values[0] < following.values[0] / factor * 100:
        scaled = tuple(v * factor for v in q.values)
    if q.kind == "number" and following.kind in {"percent", "money", "points", "measure", "age"}:
        return q._replace(kind=following.kind, unit=following.unit, values=(*scaled, *q.values))
    return q._replace(values=(*scaled, *q.values)) if scaled and q.values[0] < 1000 else None


def _from_year(text: str, last: Quantity, q: Quantity) -> Quantity | None:
    """The second of two years takes the century of the first: "2019-20"."""
    if last.kind != "year" or q.kind != "number" or q.values[0] >= 100:
        return None
    if text[last.end : q.start] not in {"-", "–", "/"}:
        return None
    century = last.values[0] // 100 * 100
    return q._replace(kind="year", values=(century + q.values[0], q.values[0]))


def _leading(quantity: Quantity) -> float:
    """The number before its scale: 20 of "20 million"."""
    written = _FIRST_DIGITS.search(quantity.text)
    try:
        number = float(written.group().replace(",", "").rstrip(".")) if written else quantity.values[0]
    except ValueError:
        number = quantity.values[0]
    return number or 1.0
