"""Quantities of a text: value, kind, unit and bound, with their exact spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from .numerals import ORDINALS, SPELLED, numeral
from .tokens import tokens, vocabulary

__all__ = ["Bound", "Quantity", "QuantityKind", "quantities", "same", "verbatim"]

Bound = Literal["exact", "at_least", "at_most", "about"]
QuantityKind = Literal["number", "percent", "points", "money", "year", "ordinal", "time", "age", "measure"]


@dataclass(frozen=True, slots=True)
class Quantity:
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


_SMALL = frozenset({"one", "two", "three", "half", *ORDINALS})
_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "฿": "THB",
            "₫": "VND", "₪": "ILS", "₦": "NGN", "₡": "CRC", "₾": "GEL", "₭": "LAK", "₿": "BTC", "元": "CNY", "ரூ": "LKR"}  # fmt: skip
_DOLLARS = {"us": "USD", "u.s": "USD", "u.s.": "USD", "c": "CAD", "ca": "CAD", "a": "AUD", "au": "AUD", "hk": "HKD",
            "nz": "NZD", "s": "SGD", "nt": "TWD", "mex": "MXN", "r": "BRL"}  # fmt: skip
_CODES = frozenset(
    "usd eur gbp jpy cny rmb inr cad aud nzd chf hkd sek nok dkk krw mxn brl sgd pkr bdt lkr zar try rub uah pln czk "
    "huf thb ils btc musd meur mgbp maud cdn".split()
)
_MONEY_WORDS = {
    "dollar": "$", "buck": "$", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "kuai": "CNY", "rupee": "INR", "won": "KRW", "franc": "CHF", "rouble": "RUB", "ruble": "RUB", "peso": "MXN", "real": "BRL",
    "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "zloty": "PLN", "shekel": "ILS", "lira": "TRY",
    "rand": "ZAR", "naira": "NGN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "peseta": "ESP", "guilder": "NLG",
    "markka": "FIM", "mark": "DEM", "bitcoin": "BTC", "satoshi": "BTC", "cent": "cent", "penny": "penny", "pence": "penny",
    "p": "penny", "dólare": "$", "dólar": "$", "libra": "GBP",
}  # fmt: skip
_ADJECTIVES = {
    "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD", "hong": "HKD", "singapore": "SGD",
    "new": "NZD", "swiss": "CHF", "french": "FRF", "belgian": "BEF", "japanese": "JPY", "chinese": "CNY",
    "turkish": "TRY", "british": "GBP", "finnish": "FIM", "dutch": "NLG", "indian": "INR", "swedish": "SEK",
    "norwegian": "NOK", "danish": "DKK", "mexican": "MXN", "sterling": "GBP", "israeli": "ILS",
}  # fmt: skip
_MEASURES = {
    "km": "km", "kilometer": "km", "kilometre": "km", "kilomètre": "km", "kilómetro": "km", "mile": "mile", "meter": "m",
    "metre": "m", "mètre": "m", "metro": "m", "m": "m", "cm": "cm", "centimeter": "cm", "centimetre": "cm", "mm": "mm",
    "foot": "foot", "feet": "foot", "ft": "foot", "inch": "inch", "inches": "inch", "yard": "yard", "acre": "acre",
    "hectare": "hectare", "kg": "kg", "kilogram": "kg", "kilo": "kg", "tonne": "tonne", "ton": "tonne", "tons": "tonne",
    "gram": "gram", "mg": "mg", "milligram": "mg", "litre": "litre", "liter": "litre", "gallon": "gallon", "barrel": "barrel",
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year",
    "decade": "decade", "century": "century", "centuries": "century", "megawatt": "MW", "mw": "MW", "gigawatt": "GW",
    "gw": "GW", "degree": "degree", "kph": "km/h", "mph": "mph", "knot": "knot",
    "mi": "mile", "kmh": "km/h", "lb": "pound", "oz": "ounce", "ounce": "ounce", "hr": "hour", "min": "minute", "sec": "second",
    "yr": "year", "tag": "day", "tage": "day", "tagen": "day", "stunde": "hour", "stunden": "hour", "minuten": "minute", "woche": "week",
    "wochen": "week", "monat": "month", "monate": "month", "monaten": "month", "jahr": "year", "jahre": "year",
    "jahren": "year", "jour": "day", "heure": "hour", "semaine": "week", "mois": "month", "an": "year", "année": "year",
    "día": "day", "hora": "hour", "minuto": "minute", "semana": "week", "mes": "month", "mese": "month", "año": "year",
    "tonnen": "tonne", "ml": "ml", "millilitre": "ml", "tonelada": "tonne", "meter-": "m", "metern": "m",
}  # fmt: skip
_PREFIX = re.compile(
    rf"(?:(?<!['’])\b(?P<dollar>US|U\.S\.?|C|CA|A|AU|HK|NZ|S|NT|Mex|R)\s?\$|(?P<symbol>[{''.join(s for s in _SYMBOLS if len(s) == 1)}$])|"
    rf"\b(?P<code>{'|'.join(sorted(_CODES))}|rs\.?|dollar)\$?)\s?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\s?(?:%|％|pct\b)|[\s-]{1,2}(?:percentage[\s-]points?\b|(?:percent|per\scent|Prozentpunkte?n?|Prozent|pour\scent|por\sciento|"
    r"procent|pc)\b(?!age))|\s?%[\s-]points?\b",
    re.IGNORECASE,
)
_GLUED = re.compile(
    rf"[\s-]?(?P<symbol>[{''.join(s for s in _SYMBOLS if len(s) == 1)}$])(?!\s?\d)|\s?(?P<code>[A-Za-z]{{3,4}})\b|(?P<penny>p)\b"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\.?\b|o[’']clock|GMT\b|Uhr\b|h\b)", re.IGNORECASE)
_AGE = re.compile(
    r"[\s-]{1,3}(?:years?|jahre?n?|ans|años)[\s-]{1,3}(?:old|alt|age)\b|-year-olds?\b|-jährige?[nrms]?\b", re.IGNORECASE
)
_AGED = re.compile(r"\b(?:aged|age|ages|at the age of)\s$", re.IGNORECASE)
_BOUND_WORDS: dict[Bound, str] = {
    "at_most": "at most|up to|no more than|not more than|no later than|fewer than|less than|lower than|under|below|"
    "maximum of|a maximum of|capped at|as many as|as much as|höchstens|bis zu|weniger als|unter|moins de|au plus|"
    "jusqu'à|menos de|hasta|como máximo",
    "at_least": "at least|more than|greater than|higher than|upwards of|over|above|no fewer than|no less than|not less than|"
    "minimum of|a minimum of|exceeding|exceeds|exceeded|exceed|topped|topping|mindestens|mehr als|über|au moins|plus de|"
    "más de|al menos|por lo menos|além de",
    "about": "an estimated|about|around|nearly|almost|approximately|roughly|some|estimated|close to|circa|just under|"
    "just over|rund|etwa|ungefähr|fast|knapp|gut|environ|près de|quelque|unos|unas|casi|cerca de|alrededor de|"
    "aproximadamente",
}
_BOUNDS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{b}>{w})" for b, w in _BOUND_WORDS.items()) + r")\s(?:the\s|a\s|an\s)?[(]?$",
    re.IGNORECASE,
)
_JUST = re.compile(r"\b(?:just|slightly|a little) (?:under|over|below|above|more than|less than)\s$", re.IGNORECASE)
_AFTER_BOUND = re.compile(r"\s?(?:or|and|oder|ou|y|o) (?P<at_least>more|above|over|older|higher|later|greater|mehr|más|plus)\b|"
                          r"\s?(?:or|and) (?P<at_most>less|fewer|under|below|younger|lower)\b|\s?(?:or) (?P<about>so)\b|(?P<plus>\+|-plus\b)",
                          re.IGNORECASE)  # fmt: skip
_RANGE = re.compile(r"\s?(?:[-–—−]|to\b|bis\b|à\b|a\b|and\b|or\b)\s?", re.IGNORECASE)
_PREFIXED = re.compile(r"(?:mid|pre|post|early|late|sub|over|under|non|ex)-(?=\d)", re.IGNORECASE)
_NEXT_WORDS = re.compile(r"(?:[\s-]+[^\W\d_]+){1,3}")
_WORD = re.compile(r"[\s-]{1,2}([^\W\d_]+)")
_DIGIT = re.compile(r"\d|[½⅓⅔¼¾⅙⅛]")
_JOINT = re.compile(r"[-–:/]")
_LETTERS = re.compile(r"[^\W\d_]+")
_GLUE = re.compile(r"[\w.]")
_THEN_SCALE = re.compile(r"\s(million|billion|trillion)\b")
_THEN_MILLION = re.compile(r"\s(million|billion)\b")
_MEASURED = re.compile(
    r"[\s-]{0,3}(?:(?:more|full|additional|square|cubic|business|consecutive|straight)[\s-])?([^\W\d_]+)"
)
_YEAR = (1500, 2100)
_COMMON_AFTER = frozenset("of the a an and or to in on at by for from with as per is was were are who that".split())
_SIGN = re.compile(r"(?:^|(?<=[\s(]))(?P<sign>(?:minus|negative)\s|[-−])$", re.IGNORECASE)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_DAY_OF = re.compile(rf"\b(?:{_MONTHS})\.?\s\d{{1,2}}(?!\d)|(?<!\d)\d{{1,2}}\.?\s(?:{_MONTHS})\b", re.IGNORECASE)
"""A day beside its month: it counts nothing."""
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.'’-]+(?:, | \()$")
_ITEM = re.compile(r"\d{1,2}[.)](?:\s|$)")
_NOT_ONE = re.compile(r"\b(?:the|this|that|which|no|any|every|each|another|a)\s$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order, without overlaps."""
    if not _DIGIT.search(text) and SPELLED.isdisjoint(vocabulary(text)):
        return ()
    return tuple(_inherited(text, _joined(text, list(_all(text, tokens(text), language)))))


def same(a: Quantity, b: Quantity) -> bool:
    """Whether both tell the same number: a common reading, and no disagreement about percent, currency or measure."""
    return any(abs(x - y) <= 1e-9 * max(abs(x), abs(y)) for x in a.values for y in b.values) and comparable(a, b)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether kind and unit allow ``a``, of a statement, to be ``b``, of its source, whatever their values."""
    shares = {"percent", "points"}
    if (a.kind in shares) != (b.kind in shares) or (a.kind in shares and a.kind != b.kind):
        return False
    if a.kind == b.kind == "money":
        return a.unit == b.unit or (a.unit == "$" and _is_dollar(b.unit)) or (b.unit == "$" and _is_dollar(a.unit))
    if a.kind == b.kind == "measure":
        return a.unit == b.unit
    if {a.kind, b.kind} in ({"measure", "number"}, {"money", "number"}):
        number, other = (a, b) if a.kind == "number" else (b, a)
        return (number.unit is None and (other.kind == "money" or other is b)) or (other is b and other.kind == "money")
    return True


def _is_dollar(unit: str | None) -> bool:
    return unit in {"$", *_DOLLARS.values(), "USD"}


def verbatim(text: str, quantity: Quantity) -> str:
    """The number as ``text`` writes it, with the bound before it: "at least 25"."""
    start = max(0, quantity.start - 32)
    found = _BOUNDS.search(text, start, quantity.start)
    return text[found.start() if found else quantity.start : quantity.end]


def _all(text: str, found: tuple[tuple[int, int, str], ...], language: str) -> Iterator[Quantity]:
    """The quantities, without what a range gives to its first number."""
    at = 0
    for start, end, folded in found:
        if start < at:
            continue
        begin = start
        if prefix := _PREFIXED.match(text, start):
            begin = prefix.end()
        elif not (text[start].isdigit() or text[start] in "½⅓⅔¼¾⅙⅛"):
            if folded in ORDINALS:
                if not _half_of(text, start, end, folded):
                    yield Quantity(
                        start, end, text[start:end], (ORDINALS[folded],), "ordinal", None, "exact", small=True
                    )
                continue
            spelled = folded in SPELLED or ("-" in folded and folded.partition("-")[0] in SPELLED)
            if not spelled and folded not in {"a", "an"} and not _coded(folded):
                continue
            if _coded(folded):
                begin = start + len(folded.rstrip("0123456789.,"))
        while begin < end or begin == start:
            quantity = _read(text, begin, language, at)
            if quantity is None:
                break
            yield quantity
            at = quantity.end
            joint = _JOINT.match(text, at)
            if not joint or at >= len(text) - 1 or not text[at + 1].isdigit() or at + 1 < begin:
                break
            begin = at + 1
            if begin >= end and not text[at].isdigit():
                break


def _half_of(text: str, start: int, end: int, folded: str) -> bool:
    """Whether an ordinal word is the denominator of a fraction already read, or an adverb ("second, he said")."""
    return folded == "second" and text[max(0, start - 2) : start].isdigit() and end > start


def _coded(folded: str) -> bool:
    """Whether a token is a currency's code glued to digits: "usd115"."""
    return len(folded) > 3 and folded[-1].isdigit() and folded.rstrip("0123456789.,") in _CODES


def _read(text: str, start: int, language: str, floor: int) -> Quantity | None:  # noqa: C901, PLR0912 - one case a form
    """The quantity whose numeral begins at ``start``; what stands before ``floor`` belongs to the one before."""
    read = numeral(text, start, language)
    if read is None:
        return None
    end, values = read.end, read.values
    if (
        end < len(text)
        and text[end].isalpha()
        and text[end] < "\u0250"
        and text[end - 1].isdigit()
        and not _ORDINAL.match(text, end)
    ):
        glued = _GLUED.match(text, end) or _CLOCK.match(text, end)
        unit = _LETTERS.match(text, end)
        name = unit.group().lower() if unit else ""
        if not glued and name not in _MEASURES and name not in {"s", "ers", "yr", "yrs", "x"} and name not in _CODES:
            return None
    if (
        start > floor
        and text[start - 1 : start] == "."
        and read.digits.isdigit()
        and not _GLUE.match(text[start - 2 : start - 1])
    ):
        values, start = (float("0." + read.digits),), start - 1  # ".300"
    word = text[start:end].lower()
    if _ITEM.match(text, start, end + 2) and not text[:start].rpartition("\n")[2].strip(" \t*•-("):
        return None  # the number of an item of a list
    if word == "one" and _NOT_ONE.search(text[max(0, start - 8) : start]):
        return None
    kind: QuantityKind = "number"
    unit_name: str | None = None
    before = text[max(floor, start - 8) : start]
    prefix = _PREFIX.search(before)
    if prefix:
        start -= len(before) - prefix.start()
    if share := _PERCENT.match(text, end):
        kind, unit_name, end = (
            ("points" if "oint" in share.group() or "unkt" in share.group() else "percent"),
            "%",
            share.end(),
        )
    elif prefix:
        kind, unit_name = "money", _currency(prefix)
        values = (values[0] * (1e6 if (prefix["code"] or "").lower() in {"musd", "meur", "mgbp", "maud"} else 1.0),)
        if million := _THEN_SCALE.match(text, end):
            values, end = (values[0] * {"m": 1e6, "b": 1e9, "t": 1e12}[million[1][0]],), million.end()
    elif read.digits and _ORDINAL.match(text, end):
        kind, end = "ordinal", end + 2
    elif ":" in read.digits or (read.digits and _CLOCK.match(text, end)):
        kind = "time"
    elif money := _money_after(text, end):
        kind, (end, unit_name, factor) = "money", money
        values = tuple(v * factor for v in values)
        if unit_name == "penny":
            unit_name, values = "GBP", (values[0] / 100, *values)
    elif read.digits and values[0] <= 31 and _DAY_OF.search(text[max(0, start - 11) : end + 11]):
        kind = "ordinal"
    elif _is_year(read.digits, read.scaled, values):
        kind = "year"
        if text[end : end + 1] == "s":
            end += 1
    elif (
        _AGE.match(text, end) or _AGED.search(text[max(0, start - 16) : start]) or _apposed(text, start, end, values[0])
    ):
        kind = "age"
    elif measure := _measure(text, end):
        kind, unit_name = "measure", measure
    else:
        unit_name = _counted(text, end)
    if sign := _SIGN.search(text, max(floor, start - 10), start):
        start, values = sign.start("sign"), tuple(x for v in values for x in (-v, v))
    small = word in _SMALL and kind in {"number", "measure"}
    return Quantity(start, end, text[start:end], values, kind, unit_name, _bound(text, start, end, kind), small)


def _apposed(text: str, start: int, end: int, value: float) -> bool:
    """Whether a number stands as an age behind a name: "Hardy, 89, said"."""
    return (
        1 <= value <= 115
        and text[end : end + 1] in {",", ".", ")"}
        and _NAME_BEFORE.search(text, max(0, start - 30), start) is not None
    )


def _is_year(written: str, scaled: bool, values: tuple[float, ...]) -> bool:  # noqa: FBT001
    return not scaled and written.isdigit() and len(written) == 4 and _YEAR[0] <= values[0] <= _YEAR[1]


def _currency(prefix: re.Match[str]) -> str:
    if prefix["dollar"]:
        return _DOLLARS[prefix["dollar"].lower()]
    if prefix["symbol"]:
        return _SYMBOLS.get(prefix["symbol"], "$")
    code = prefix["code"].lower().rstrip(".")
    return {"rs": "INR", "rmb": "CNY", "dollar": "$", "musd": "USD", "meur": "EUR", "mgbp": "GBP", "maud": "AUD"}.get(
        code, code.upper()
    )


def _is_code(word: str) -> bool:
    return word.lower() in _CODES and (word.isupper() or word not in {"try", "nok", "cad"})


def _money_after(text: str, end: int) -> tuple[int, str, float] | None:
    """A currency after the number: ``(end, unit, factor)``."""
    glued = _GLUED.match(text, end)
    if glued and glued["symbol"]:
        return glued.end(), _SYMBOLS.get(glued["symbol"], "$"), 1.0
    if glued and glued["penny"] and text[end : end + 1] == "p":
        return glued.end(), "penny", 1.0
    if glued and glued["code"] and _is_code(glued["code"]):
        code = glued["code"].upper()
        millions = {"MUSD": "USD", "MEUR": "EUR", "MGBP": "GBP", "MAUD": "AUD"}
        if code in millions:
            return glued.end(), millions[code], 1e6
        after = _THEN_MILLION.match(text, glued.end())
        factor = {"million": 1e6, "billion": 1e9}[after[1]] if after else 1.0
        return (after.end() if after else glued.end()), "CNY" if code == "RMB" else code, factor
    at, country = end, None
    for _ in range(3):
        word = _WORD.match(text, at)
        if word is None:
            return None
        name = word[1].lower()
        bare = name if name in _MONEY_WORDS else name.removesuffix("s")
        if bare in _MONEY_WORDS and not (
            bare in {"p", "mark", "real", "won"} and not name.endswith("s") and bare != "won"
        ):
            if bare == "won" and not (text[end - 1].isdigit() or country):
                return None
            if bare == "mark" and country is None and not name.endswith("s"):
                return None
            return word.end(), country or _MONEY_WORDS[bare], 1.0
        if name not in _ADJECTIVES and name not in {"kong", "zealand"}:
            return None
        country, at = country or _ADJECTIVES[name], word.end()
    return None


def _measure(text: str, end: int) -> str | None:
    """The measure after the number: "km", "day"; also after "more": "three more days"."""
    found = _MEASURED.match(text, end)
    if found is None:
        return None
    name = found[1].lower()
    if name == "m" and text[end : end + 1] != "m":
        return None
    return _MEASURES.get(name) or _MEASURES.get(name.removesuffix("s"))


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Dollars and their cents as one amount: "3 dollars and 50 cents"."""
    joined: list[Quantity] = []
    for q in found:
        last = joined[-1] if joined else None
        if last and last.kind == "money" and q.unit == "cent" and text[last.end : q.start] in {" ", " and ", ", "}:
            joined[-1] = replace(
                last, end=q.end, text=text[last.start : q.end], values=(last.values[0] + q.values[0] / 100,)
            )
        else:
            joined.append(q)
    return joined


def _inherited(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """In a range, the first number takes kind, unit and scale of the second: "15 to 20 million", "$5-10bn", "3-4%"."""
    for n, q in enumerate(found):
        following = found[n + 1] if n + 1 < len(found) else None
        joint = _RANGE.fullmatch(text, q.end, following.start) if following else None
        last = found[n - 1] if n else None
        if (
            last
            and last.kind == "money"
            and q.kind == "number"
            and _RANGE.fullmatch(text, last.end, q.start)
            and not q.unit
        ):
            yield replace(q, kind="money", unit=last.unit)  # "$5-10bn"
            continue
        if following and joint and q.kind in {"number", "money"}:
            factor = following.values[0] / _leading(following)
            scaled = (
                tuple(v * factor for v in q.values)
                if factor > 1 and q.values[0] < following.values[0] / factor * 100
                else ()
            )
            if q.kind == "number" and following.kind in {"percent", "money", "points", "measure", "age"}:
                yield replace(q, kind=following.kind, unit=following.unit, values=(*scaled, *q.values))
                continue
            if scaled and q.values[0] < 1000:
                yield replace(q, values=(*scaled, *q.values))
                continue
        if (
            n
            and found[n - 1].kind == "year"
            and q.kind == "number"
            and text[found[n - 1].end : q.start] in {"-", "–", "/"}
            and q.values[0] < 100
        ):
            century = found[n - 1].values[0] // 100 * 100
            yield replace(q, kind="year", values=(century + q.values[0], q.values[0]))
            continue
        yield q


def _leading(quantity: Quantity) -> float:
    """The number before its scale: 20 of "20 million"."""
    written = re.search(r"\d[\d.,]*", quantity.text)
    if written is None:
        return quantity.values[0] or 1.0
    plain = written.group().replace(",", "").rstrip(".")
    try:
        return float(plain) or 1.0
    except ValueError:
        return quantity.values[0] or 1.0


def _counted(text: str, end: int) -> str | None:
    """The word that the number counts: the first plural of the next three words, else the next word."""
    found = _NEXT_WORDS.match(text, end, min(len(text), end + 60))
    if not found:
        return None
    following = re.split(r"[\s-]+", found.group().strip(" -\n\t\u00a0"))
    for word in following:
        if word.lower() in _COMMON_AFTER:
            break
        if (
            len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ous")) and word.islower()
        ) or word == "people":
            return word
    first = following[0]
    return first if first.islower() and first not in _COMMON_AFTER and len(first) > 1 else None


def _bound(text: str, start: int, end: int, kind: str) -> Bound:
    before = text[max(0, start - 32) : start]
    if _JUST.search(before):
        return "about"
    after = _AFTER_BOUND.match(text, end)
    if after and kind != "year":
        return "at_most" if after["at_most"] else "about" if after["about"] else "at_least"
    found = _BOUNDS.search(before)
    if found is None:
        return "exact"
    if (
        found.group().strip().lower() in {"over", "under"}
        and kind == "measure"
        and " over" in before
        and text[end : end + 1] != "-"
    ):
        return "exact" if re.search(r"\b(?:days?|weeks?|months?|years?|hours?)\b", text[end : end + 8]) else "at_least"
    return "at_most" if found["at_most"] else "at_least" if found["at_least"] else "about"
