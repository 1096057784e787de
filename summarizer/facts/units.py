"""Words and signs beside a number: a currency, a percent sign, a measure, the word for what it counts."""

import re
from typing import Literal, NamedTuple

__all__ = [
    "Money",
    "counted",
    "glued_code",
    "is_dollar",
    "is_unit",
    "measure_after",
    "money_after",
    "money_before",
    "scale_after",
    "share_after",
    "temperature_after",
]

_SYMBOLS = {
    "$": "$", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH",
    "฿": "THB", "₫": "VND", "₪": "ILS", "₦": "NGN", "₡": "CRC", "₾": "GEL", "₭": "LAK", "₿": "BTC", "元": "CNY",
}  # fmt: skip
_DOLLARS = {
    "us": "USD", "u.s": "USD", "u.s.": "USD", "c": "CAD", "ca": "CAD", "a": "AUD", "au": "AUD", "hk": "HKD",
    "nz": "NZD", "s": "SGD", "nt": "TWD", "mex": "MXN", "r": "BRL",
}  # fmt: skip
_CODES = frozenset(
    "usd eur gbp jpy cny rmb inr cad aud nzd chf hkd sek nok dkk krw mxn brl sgd pkr bdt lkr zar try rub uah pln czk "
    "huf thb ils btc musd meur mgbp maud cdn".split()
)
_MILLIONS = {"musd": "USD", "meur": "EUR", "mgbp": "GBP", "maud": "AUD"}
"""Codes for a million of a currency -> the currency."""
_MONEY_WORDS = {
    "dollar": "$", "buck": "$", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "kuai": "CNY", "rupee": "INR", "won": "KRW", "franc": "CHF", "rouble": "RUB", "ruble": "RUB",
    "peso": "MXN", "real": "BRL", "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "zloty": "PLN",
    "shekel": "ILS", "lira": "TRY", "rand": "ZAR", "naira": "NGN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR",
    "peseta": "ESP", "guilder": "NLG", "markka": "FIM", "mark": "DEM", "bitcoin": "BTC", "satoshi": "BTC",
    "cent": "cent", "penny": "penny", "pence": "penny", "p": "penny", "dólare": "$", "dólar": "$", "libra": "GBP",
    "reais": "BRL",
}  # fmt: skip
_ONLY_PLURAL = frozenset({"p", "mark", "real"})
"""Words that mean money only in the plural."""
_ADJECTIVES = {
    "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD", "hong": "HKD", "singapore": "SGD",
    "new": "NZD", "swiss": "CHF", "french": "FRF", "belgian": "BEF", "japanese": "JPY", "chinese": "CNY",
    "turkish": "TRY", "british": "GBP", "finnish": "FIM", "dutch": "NLG", "indian": "INR", "swedish": "SEK",
    "norwegian": "NOK", "danish": "DKK", "mexican": "MXN", "sterling": "GBP", "israeli": "ILS",
}  # fmt: skip
_MEASURES = {
    "km": "km", "kilometer": "km", "kilometre": "km", "mile": "mile", "mi": "mile", "meter": "m",
    "metre": "m", "m": "m",
    "cm": "cm", "centimeter": "cm", "centimetre": "cm", "mm": "mm", "foot": "foot", "feet": "foot", "ft": "foot",
    "inch": "inch", "inches": "inch", "yard": "yard", "acre": "acre", "hectare": "hectare",
    "kg": "kg", "kilogram": "kg", "kilo": "kg", "tonne": "tonne", "ton": "tonne", "tons": "tonne",
    "gram": "gram", "mg": "mg", "milligram": "mg", "lb": "pound", "oz": "ounce", "ounce": "ounce",
    "litre": "litre", "liter": "litre", "ml": "ml", "millilitre": "ml", "gallon": "gallon", "barrel": "barrel",
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "day": "day", "week": "week", "month": "month", "year": "year", "yr": "year", "decade": "decade",
    "century": "century", "centuries": "century",
    "megawatt": "MW", "mw": "MW", "gigawatt": "GW", "gw": "GW", "degree": "degree", "kph": "km/h", "kmh": "km/h",
    "mph": "mph", "knot": "knot",
    "fortnight": "fortnight", "kw": "kW", "kilowatt": "kW", "celsius": "°C", "fahrenheit": "°F", "pct": "%",
    "minütig": "minute", "stündig": "hour", "tägig": "day", "wöchig": "week", "monatig": "month", "jährig": "year",
}  # fmt: skip
_ENDINGS = frozenset({"s", "ers", "yrs", "x"})
"""Letters attached to digits that are not a measure but leave them a number: "1990s", "49ers", "3x"."""
_SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "tn": 1e12}
_COMMON = frozenset(
    "of the a an and or to in on at by for from with as per is was were are who that instead statt der die das den dem "
    "des und oder von in im am auf aus zu le la les de du des et ou en el los las del y".split()
)
"""Words after a number that never name what it counts."""

_SYMBOL = rf"(?P<symbol>[{''.join(_SYMBOLS)}])"
_PREFIX = re.compile(
    rf"(?:(?<!['’])\b(?:(?P<dollar>US|U\.S\.?|CA|AU|HK|NZ|NT|Mex)\s?|(?P<letter>(?-i:[ACSR])))\$|{_SYMBOL}"
    rf"|\b(?P<code>{'|'.join(sorted(_CODES))}|rs\.?|dollar)\$?)\s?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?P<hundredth>\s?(?:bps?\b|(?:basis[\s-]points?|Basispunkte?n?|points?\sde\sbase|puntos\sb[áa]sicos|punti\sbase)\b))"
    r"|(?P<point>\s?%[\s-]points?\b|[\s-]{1,2}(?:percentage[\s-]points?|Prozentpunkte?n?|points?\sde\spourcentage"
    r"|puntos?\sporcentuales|punt[oi]\spercentual[ei]|pontos?\spercentuais|procentenheter|pro[cs]entpo[ie]\w+|procentpunt\w*"
    r"|процентн\w+\sпункт\w*|punkt\w*\sprocentow\w+)\b)"
    r"|\s?(?:%|％|pct\b)|[\s-]{1,2}(?:percent|per\scent|pc)\b",
    re.IGNORECASE,
)
_TEMPERATURE = re.compile(
    r"(?:\s?[°º]|[\s-]degrees?\b)(?:\s?(?P<scale>Celsius|centigrade|Fahrenheit|[CF])\b)?|(?P<glued>(?-i:[CF]))\b"
    r"|\s(?P<word>Celsius|Fahrenheit)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"[\s-]?{_SYMBOL}(?!\s?\d)|\s?(?P<code>[A-Za-z]{{3,4}})\b|(?P<penny>p)\b")
_SCALED_SYMBOL = re.compile(rf"\s?(?P<scale>k|m|md|mds|mrd|bn)\s?{_SYMBOL}(?!\s?\d)", re.IGNORECASE)
_LETTERS_OF_SCALE = {"k": 1e3, "m": 1e6, "md": 1e9, "mds": 1e9, "mrd": 1e9, "bn": 1e9}
_SCALE = re.compile(r"\s(million|billion|trillion|m|bn|tn)\b")
_WORD = re.compile(r"[\s-]{1,2}(?:d[ei]\s|d['’])?([^\W\d_]+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_MEASURED = re.compile(
    r"[\s-]{0,3}(?:(?:more|full|additional|business|consecutive|straight)[\s-])?"
    r"(?:(?P<square>square[\s-]|sq\b\.?\s?)|(?P<cubic>cubic[\s-]|cu\b\.?\s?))?(?P<name>[^\W\d_]+)"
)
_POWER = re.compile(
    r"(?P<square>2(?!\w)|\s(?:carrés?|cuadrados?|quadrados?|quadrati)\b)|(?P<cubic>3(?!\w)|\s(?:cubes?|cúbicos?|cubi)\b)"
)
_AN_HOUR = re.compile(r"\s?(?:/\s?h\b|(?:an|per)\s(?:hour|hr)\b|pro\sStunde\b|(?:par|à\sl['’])\s?heure\b|por\shora\b)")
_LENGTHS = frozenset({"km", "m", "cm", "mm", "mile", "foot", "inch", "yard"})
_SPEEDS = {"km": "km/h", "mile": "mph"}
_MEASURED_OF = re.compile(r"\s(?:of\s)?an?\s(?P<name>[^\W\d_]+)")
_ENDED = re.compile(r"ige[nrsm]?$")
"""Endings of the German adjectives: "36-stündigen"."""
_NEXT_WORDS = re.compile(r"(?:[\s-]+[^\W\d_]+){1,3}")
_GAP = re.compile(r"[\s-]+")


_CODE_ENDS = (*_CODES, "rs", "dollar")


class Money(NamedTuple):
    """A currency beside a number: its code, the factor for the number, and how far it reaches.

    ``reach`` is where it begins if it is before the number, and where it ends if it is after.
    """

    unit: str
    factor: float
    reach: int


def is_dollar(unit: str | None) -> bool:
    """True if ``unit`` is any country's dollar, or a dollar without a country."""
    return unit == "$" or unit in _DOLLARS.values()


def is_unit(text: str, end: int) -> bool:
    """True if the digits that end at ``end`` are a number despite the letters glued to them: "5km", "1990s"."""
    letters = _LETTERS.match(text, end)
    name = letters.group().lower() if letters else ""
    ending = letters is not None and letters.group() in _ENDINGS
    return ending or _GLUED.match(text, end) is not None or name in _MEASURES or name in _CODES


def glued_code(folded: str) -> int:
    """The length of a currency code glued before the digits of a token ("usd115"); 0 if there is none."""
    code = folded.rstrip("0123456789.,")
    return len(code) if code != folded and code in _CODES else 0


def money_before(text: str, start: int, floor: int) -> Money | None:
    """The currency right before the number at ``start``, searched no further back than ``floor``; None without one."""
    before = text[max(floor, start - 8) : start]
    last = before.rstrip()[-1:]
    if not last or (last.isalnum() and not before.rstrip().lower().endswith(_CODE_ENDS)):
        return None
    found = _PREFIX.search(before)
    if found is None:
        return None
    reach = start - len(before) + found.start()
    if country := found["dollar"] or found["letter"]:
        return Money(_DOLLARS[country.lower()], 1.0, reach)
    if found["symbol"]:
        return Money(_SYMBOLS[found["symbol"]], 1.0, reach)
    code = found["code"].lower().rstrip(".")
    unit, factor = _coded(code)
    return Money({"rs": "INR", "dollar": "$"}.get(code, unit), factor, reach)


def _coded(code: str) -> tuple[str, float]:
    """The currency of a code in lower case, and its factor."""
    if code in _MILLIONS:
        return _MILLIONS[code], 1e6
    return ("CNY" if code == "rmb" else code.upper()), 1.0


def scale_after(text: str, end: int) -> tuple[float, int]:
    """The factor of a scale apart from the number ("$59 . 2 million"), and where it ends; 1.0 and ``end`` if none."""
    scale = _SCALE.match(text, end)
    return (_SCALES[scale[1]], scale.end()) if scale else (1.0, end)


def money_after(text: str, end: int) -> Money | None:
    """The currency after the number that ends at ``end``; None without one."""
    return _glued_money(text, end) or _money_in_words(text, end)


def _glued_money(text: str, end: int) -> Money | None:
    """A symbol or code: "20 €", "5 M€", "50p", "5 EUR", "5 EUR million"."""
    if scaled := _SCALED_SYMBOL.match(text, end):
        return Money(_SYMBOLS[scaled["symbol"]], _LETTERS_OF_SCALE[scaled["scale"].lower()], scaled.end())
    glued = _GLUED.match(text, end)
    if glued is None:
        return None
    if glued["symbol"]:
        return Money(_SYMBOLS[glued["symbol"]], 1.0, glued.end())
    if glued["penny"]:
        return Money("penny", 1.0, glued.end())
    if not _is_code(glued["code"]):
        return None
    unit, factor = _coded(glued["code"].lower())
    scale = _SCALE.match(text, glued.end()) if factor == 1.0 else None
    return Money(unit, _SCALES[scale[1]], scale.end()) if scale else Money(unit, factor, glued.end())


def _is_code(word: str) -> bool:
    return word.lower() in _CODES and (word.isupper() or word not in {"try", "nok", "cad"})


def _money_in_words(text: str, end: int) -> Money | None:
    """A currency in words, with its country: "20 euros", "5 Hong Kong dollars"."""
    at, country = end, None
    for _ in range(3):
        word = _WORD.match(text, at)
        if word is None:
            return None
        name = word[1].lower()
        bare = name if name in _MONEY_WORDS else name.removesuffix("s")
        if bare in _MONEY_WORDS:
            verb = bare == "won" and not (text[end - 1].isdigit() or country)  # "the two won"
            singular = bare in _ONLY_PLURAL and not name.endswith("s")
            return None if verb or singular else Money(country or _MONEY_WORDS[bare], 1.0, word.end())
        if name not in _ADJECTIVES and not (country and name in {"kong", "zealand"}):
            return None
        country, at = country or _ADJECTIVES[name], word.end()
    return None


def share_after(text: str, end: int) -> tuple[Literal["percent", "points"], int, float] | None:
    """Percent or percentage points after the number: the kind, its end, and the factor (0.01 for basis points)."""
    share = _PERCENT.match(text, end)
    if share is None:
        return None
    points = share["point"] or share["hundredth"]
    return ("points" if points else "percent"), share.end(), 0.01 if share["hundredth"] else 1.0


def temperature_after(text: str, end: int) -> tuple[str, int] | None:
    """Degrees after the number: "12C", "12 °F", "12 degrees Celsius"."""
    found = _TEMPERATURE.match(text, end)
    if found is None:
        return None
    scale = (found["scale"] or found["glued"] or found["word"] or "")[:1].upper()
    return f"°{scale}" if scale else "degree", found.end()


def measure_after(text: str, end: int, *, fraction: bool = False) -> tuple[str, int] | None:
    """The measure after the number ("km", "day") and where it ends. "More" may precede it; after a fraction, also "a".

    An area, a volume or a speed is read as such ("km²", "m³", "km/h"), not as a length.
    """
    found = (_MEASURED_OF.match(text, end) if fraction else None) or _MEASURED.match(text, end)
    if found is None:
        return None
    name = found["name"].lower()
    told = found.groupdict()
    square = told.get("square") or name.startswith("quadrat") or name.endswith("²")
    cubic = told.get("cubic") or name.startswith("kubik") or name.endswith("³")
    name = name.removeprefix("quadrat").removeprefix("kubik").rstrip("²³")
    unit = _MEASURES.get(name) or _MEASURES.get(name.removesuffix("s")) or _MEASURES.get(_ENDED.sub("ig", name))
    reach = found.end()
    if unit in _LENGTHS:
        if power := _POWER.match(text, found.end()):
            square, cubic, reach = power["square"], power["cubic"], power.end()
        if square or cubic:
            return unit + ("²" if square else "³"), reach
        if unit in _SPEEDS and (hourly := _AN_HOUR.match(text, found.end())):
            return _SPEEDS[unit], hourly.end()
    return None if unit is None or (name == "m" and text[end : end + 1] != "m") else (unit, reach)


def counted(text: str, end: int) -> str | None:
    """The word for what the number counts: the first plural among the next three words, else the next word."""
    found = _NEXT_WORDS.match(text, end, min(len(text), end + 60))
    if found is None:
        return None
    following = _GAP.split(found.group().strip(" -\n\t\u00a0"))
    for word in following:
        if word.lower() in _COMMON:
            break
        plural = word.endswith("s") and not word.endswith(("ss", "ous"))
        if (plural and len(word) > 3 and word.islower()) or word == "people":
            return word
    first = following[0]
    return first if first.islower() and first not in _COMMON and len(first) > 1 else None
