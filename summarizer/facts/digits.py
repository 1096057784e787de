"""Digits of a text with any separators, fractions and powers of ten, and their values."""

import re

__all__ = ["GLYPHS", "MAX_DIGITS", "digits", "power", "slashed", "written"]

MAX_DIGITS = 40
"""Longest run of digits and separators, in code points; no text has longer numbers."""
GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅙": 1 / 6, "⅛": 1 / 8}
_DIGITS = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d\w])(?:[.,]\d+)?"
    r"|\d+(?:(?:[.,'’\u00a0\u202f]\d|:\d(?=\d))\d*)*(?:[½⅓⅔¼¾⅕⅙⅛])?"
)
_SPACED = re.compile(r"\d{1,3} \. \d{1,3}(?= ?%| percent| per cent| million| billion)")  # "59 . 2 %", tokenised
_OVER = re.compile(r"(?:(\d{1,3}) +)?(\d{1,2}) ?[/⁄] ?(\d{1,3})(?![\d/])")
_POWER = re.compile(
    r"\s?[x×*·]\s?10(?:\^|\*\*)?(?P<power>[-−]?\d{1,2}|[⁻⁰¹²³⁴-⁹]{1,3})(?![\w%])|\^(?P<own>[-−]?\d{1,2})\b"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_SPACES = str.maketrans("", "", " \u00a0\u202f'’")
_DECIMAL_COMMA = frozenset("de fr es it pt nl sv da no nb nn fi pl cs ro hu tr ru uk bg el".split())


def slashed(text: str, at: int) -> tuple[float, int, str] | None:
    """``(value, end, digits)`` of a fraction with a slash, "3/4", "1 1/2"; None for other pairs, such as "24/7"."""
    over = _OVER.match(text, at)
    if over is None or text[at - 1 : at] == "/":
        return None
    whole, part, of = int(over[1] or 0), int(over[2]), int(over[3])
    if not (part < of <= 100 and of > 1):
        return None
    return whole + part / of, over.end(), over[1] or over[2]


def power(text: str, value: float, end: int) -> tuple[float, int] | None:
    """The value and end of "3.2 x 10^7" or "10^7"; ``value`` is the number that ends at ``end``. None if no power."""
    found = _POWER.match(text, end)
    if found is None:
        return None
    if found["own"]:
        return (10.0 ** int(found["own"].translate(_RAISED)), found.end()) if value == 10 else None
    return value * 10.0 ** int(found["power"].translate(_RAISED)), found.end()


def written(text: str, at: int, language: str) -> tuple[int, int, tuple[float, ...]] | None:
    """``(start, end, readings)`` of the digits at ``at``; None if they form no number."""
    if not text[at].isdecimal():
        return None
    match = _SPACED.match(text, at) or _DIGITS.match(text, at)
    if match is None or match.end() - at > MAX_DIGITS:
        return None
    plain, glyph = match.group().replace(" . ", "."), 0.0
    if plain[-1] in GLYPHS:
        plain, glyph = plain[:-1], GLYPHS[plain[-1]]
    values = digits(plain, language)
    return (at, match.end(), tuple(v + glyph for v in values)) if values else None


def digits(written: str, language: str) -> tuple[float, ...]:  # noqa: PLR0911 - one case a form
    """Return the readings of digits with separators; empty if not a number (an IP address, a date with dots)."""
    plain = written.translate(_SPACES)
    if ":" in plain:
        parts = plain.split(":")
        return (sum(float(p) / 60**i for i, p in enumerate(parts)),) if all(p.isdigit() for p in parts) else ()
    if len(plain) > MAX_DIGITS:
        return ()
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
        if plain.count(decimal) > 1:
            return ()
        return (_float(plain, decimal),)
    if not commas and not points:
        return (float(plain),)
    mark = "," if commas else "."
    first, *groups = plain.split(mark)
    grouped = all(len(p) == 3 for p in groups) and len(first) <= 3
    indian = mark == "," and len(groups) > 1 and len(groups[-1]) == 3 and all(len(p) == 2 for p in groups[:-1])
    if commas + points > 1:
        return (_float(plain, " "),) if grouped or indian else ()
    as_decimal, as_group = _float(plain, mark), _float(plain, " ")
    if not grouped:
        return (as_decimal,)
    decimal_comma = language in _DECIMAL_COMMA
    if mark == ",":
        return (as_decimal, as_group) if decimal_comma else (as_group,)
    return (as_group, as_decimal) if decimal_comma else (as_decimal,)


def _float(plain: str, decimal: str) -> float:
    other = {",": ".", ".": ",", " ": ""}[decimal]
    bare = plain.replace(other, "") if other else plain.replace(",", "").replace(".", "")
    return float(bare.replace(decimal, "."))
