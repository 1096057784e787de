"""Numerals: digits with any separators, number words, scales and fractions, read at a token of a text.

The grammar, over items of one run: ``numeral = fraction [of] [scale] | cardinal ["point" digits] [and fraction]
[scale]`` and ``cardinal = {number | scale | "and"}``, scales falling ("4 thousand 3 hundred and 21"). A run is at most
MAX_ITEMS long.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["ARTICLES", "FRACTIONS", "MAX_DIGITS", "ORDINALS", "SCALES", "SPELLED", "Numeral", "digits", "numeral"]

MAX_DIGITS = 40
"""Code points of one run of digits; a longer one is no number of a text for people."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {w: float(n) for n, w in enumerate(_UNITS)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
_WORDS |= {"nought": 0.0, "naught": 0.0}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "score": 20.0,
    "hundreds": 1e2, "dozens": 12.0, "bn": 1e9, "bln": 1e9, "mn": 1e6, "mln": 1e6, "tn": 1e12, "tln": 1e12, "trn": 1e12,
    "mm": 1e6, "m": 1e6, "k": 1e3, "b": 1e9, "crore": 1e7, "lakh": 1e5, "crores": 1e7, "lakhs": 1e5,
    "millions": 1e6, "billions": 1e9,
}  # fmt: skip
_SPOKEN = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen", "lakh", "crore"})
_SHORT = frozenset({"m", "k", "b", "mm"})
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
ORDINALS: dict[str, float] = {w: float(n) for n, w in enumerate(_ORDINAL_WORDS, 1)} | {"thirtieth": 30.0}
FRACTIONS: dict[str, float] = {"half": 1 / 2, "halves": 1 / 2, "quarter": 1 / 4, "quarters": 1 / 4}
FRACTIONS |= {w + s: 1 / n for n, w in enumerate(_ORDINAL_WORDS[2:10], 3) for s in ("", "s")}
FRACTIONS |= {"hundredth": 0.01, "hundredths": 0.01, "thousandth": 0.001, "thousandths": 0.001}
_FOREIGN_FRACTIONS = {
    "drittel": 1 / 3, "viertel": 1 / 4, "fünftel": 1 / 5, "zehntel": 1 / 10, "hälfte": 1 / 2, "tercio": 1 / 3,
    "tercios": 1 / 3, "tiers": 1 / 3, "quart": 1 / 4, "quarts": 1 / 4,
}  # fmt: skip
FRACTIONS |= _FOREIGN_FRACTIONS
ARTICLES = frozenset("a an ein eine einen einem einer un une una".split())
"""With these a scale or a fraction begins: "a million", "ein Drittel"."""
_GLYPHS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅙": 1 / 6, "⅛": 1 / 8}
SPELLED = frozenset({*_WORDS, *_SPOKEN, *ORDINALS, "half", "quarter", "dozens"})
"""Words that may begin or make a numeral; a text with none of them and no digit has no numeral."""

_PARTS = frozenset({*_WORDS, *FRACTIONS, *SCALES, *ARTICLES, "and", "of", "point"})
MAX_ITEMS = 14
"""Words and digits of one numeral."""
_DIGITS = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d\w])(?:[.,]\d+)?|\d+(?:[.,:'’\u00a0\u202f]\d+)*(?:[½⅓⅔¼¾⅕⅙⅛])?"
)
_SPACED = re.compile(r"\d{1,3} \. \d{1,3}(?= ?%| percent| per cent| million| billion)")  # "59 . 2 %", tokenised
_OVER = re.compile(r"(?:(\d{1,3}) +)?(\d{1,2}) ?[/⁄] ?(\d{1,3})(?![\d/])")
_GAP = re.compile(r"[ \t\u00a0\u202f]{0,3}[-\u2010\u2011]?[ \t\u00a0\u202f]{0,3}")
_WORD = re.compile(r"[^\W\d_]+")
_OF = re.compile(r"\s+(?:of|de[srl]?|d['’])\b|\s*(?:$|[,.;:!?)])")
_INITIAL = re.compile(r"[.&]|\s[A-Z]")  # "in 2005 M. Dupont", "2005 M Street"
_SPACES = str.maketrans("", "", " \u00a0\u202f'’")
_DECIMAL_COMMA = frozenset("de fr es it pt nl sv da no fi pl cs ro hu tr ru uk bg el".split())


class Numeral(NamedTuple):
    """A numeral at ``[start, end)``.

    ``values``: its readings, the likeliest first; ``digits``: its digits as written, or empty; ``scaled``: whether a
    scale word ("million", "dozen") made it.
    """

    start: int
    end: int
    values: tuple[float, ...]
    digits: str
    scaled: bool


class _Item(NamedTuple):
    """One word or run of digits: what it is (number, scale, fraction, and, a, of, point), and its value."""

    sort: str
    value: float
    start: int
    end: int
    word: str


def numeral(text: str, at: int, language: str) -> Numeral | None:  # noqa: PLR0911 - one case a form
    """The numeral that begins at offset ``at`` of ``text``, where a token begins; None if none does."""
    if slashed := _slashed(text, at):
        return slashed
    if text[at] in _GLYPHS:
        return Numeral(at, at + 1, (_GLYPHS[text[at]],), text[at], scaled=False)
    first = _written(text, at, language)
    if first and not _goes_on(text, first[1]):  # nearly always
        return Numeral(at, first[1], first[2], text[at : first[1]], scaled=False)
    items = list(_items(text, at, language, first))
    found = (_own_fraction(text, items) or _cardinal(items)) if items else None
    if found is None:
        return None
    value, used, scaled = found
    end = items[used - 1].end
    written = text[first[0] : first[1]] if first else ""
    if first and used <= 2 and len(first[2]) > 1:  # other readings of the same digits, with their scale
        factor = items[1].value if used == 2 else 1.0
        return Numeral(at, end, tuple(v * factor for v in first[2]), written, scaled)
    if used == 2 and items[1].word in _SHORT - {"mm"}:
        return Numeral(at, end, (value, items[0].value), written, scaled)  # "5m" may be metres
    return Numeral(at, end, (value,), written, scaled)


def _goes_on(text: str, end: int) -> bool:
    """Whether a word that may belong to the numeral follows the digits that end at ``end``."""
    word = _WORD.match(text, _after_gap(text, end))
    return word is not None and word.group().lower() in _PARTS


def _slashed(text: str, at: int) -> Numeral | None:
    """A fraction with a stroke: "3/4", "1 1/2"; "24/7" is none."""
    over = _OVER.match(text, at)
    if over is None or text[at - 1 : at] == "/":
        return None
    whole, part, of = int(over[1] or 0), int(over[2]), int(over[3])
    if not (part < of <= 100 and of > 1):
        return None
    return Numeral(at, over.end(), (whole + part / of,), over[1] or over[2], scaled=False)


def _written(text: str, at: int, language: str) -> tuple[int, int, tuple[float, ...]] | None:
    """Digits at ``at``: ``(start, end, readings)``."""
    if not text[at].isdecimal():
        return None
    match = _SPACED.match(text, at) or _DIGITS.match(text, at)
    if match is None or match.end() - at > MAX_DIGITS:
        return None
    plain, glyph = match.group().replace(" . ", "."), 0.0
    if plain[-1] in _GLYPHS:
        plain, glyph = plain[:-1], _GLYPHS[plain[-1]]
    values = digits(plain, language)
    return (at, match.end(), tuple(v + glyph for v in values)) if values else None


def _items(text: str, at: int, language: str, first: tuple[int, int, tuple[float, ...]] | None) -> Iterator[_Item]:
    """The items from ``at`` on, until a word that belongs to no numeral."""
    last = ""
    if first is not None:
        last = "number"
        yield _Item("number", first[2][0], at, first[1], "")
        at = _after_gap(text, first[1])
    for _ in range(MAX_ITEMS):
        if at >= len(text):
            return
        word = _WORD.match(text, at)
        if word is None:
            if last == "number":
                return
            more = _written(text, at, language)
            if more is None or text[more[1] : more[1] + 1].isalpha():
                return
            yield _Item("number", more[2][0], at, more[1], "")
            end, last = more[1], "number"
        else:
            item = _named(word, glued=at > 0 and text[at - 1].isdigit())
            if item is None:
                return
            yield item
            end, last = item.end, item.sort
        at = _after_gap(text, end)


def _after_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


_COMPOUND = re.compile(r"-[^\W\d_]")
"""Behind "third" in "one third-party app"."""


def _named(word: re.Match[str], *, glued: bool) -> _Item | None:
    name, start, end = word.group().lower(), word.start(), word.end()
    if name in _WORDS:
        return _Item("number", _WORDS[name], start, end, name)
    if name in FRACTIONS and not (name in _ORDINAL_WORDS and _COMPOUND.match(word.string, end)):
        return _Item("fraction", FRACTIONS[name], start, end, name)
    if name in SCALES:
        if name in _SHORT and not glued and (word.group() not in {"M", "MM"} or _INITIAL.match(word.string, end)):
            return None
        return _Item("scale", SCALES[name], start, end, name)
    sort = "a" if name in ARTICLES else name if name in {"and", "of", "point"} else None
    return _Item(sort, 1.0, start, end, name) if sort else None


def _own_fraction(text: str, items: list[_Item]) -> tuple[float, int, bool] | None:
    """A fraction that begins the items; in "a third man" there is none."""
    found = _fraction(items, 0)
    if found is None or items[0].sort != "a" or items[1].word in {"half", "quarter"}:
        return found
    return found if _OF.match(text, items[1].end) else None


def _fraction(items: list[_Item], i: int, *, of: bool = True) -> tuple[float, int, bool] | None:
    """Such as "half", "two thirds"; if ``of``, also of what: "half a million", "two thirds of a million"."""
    begun = i
    count = 1.0
    if items[i].sort in {"a", "number"} and items[i].value < 20 and i + 1 < len(items):
        count = items[i].value
        i += 1
    elif items[i].sort != "fraction" or items[i].word not in {"half", "quarter"}:
        return None
    item = items[i]
    if item.sort != "fraction" or (count != 1 and item.word == "half"):
        return None
    if item.word not in _FOREIGN_FRACTIONS and item.word.endswith("s") != (count != 1):
        return None
    value, i = count * item.value, i + 1
    used, scaled = i, False
    if not of:
        return value, used, scaled
    if i < len(items) and items[i].sort == "of":
        i += 1
    if i < len(items) and items[i].sort == "a":
        i += 1
    while i < len(items) and items[i].sort == "scale" and items[i].word not in _SHORT:
        value, i, scaled = value * items[i].value, i + 1, True
        used = i
    bare_quarter = item.word == "quarter" and items[begun] is item and not scaled  # "in the quarter"
    return None if bare_quarter else (value, used, scaled)


def _cardinal(items: list[_Item]) -> tuple[float, int, bool] | None:  # noqa: C901, PLR0912 - one case a kind of item
    """``(value, items used, scaled)``: groups and falling scales, "point", "and a half"."""
    second = items[1].sort if len(items) > 1 else ""
    first = items[0]
    if not (first.sort == "number" or (second == "scale" and (first.sort == "a" or first.word == "hundred"))):
        return None
    total, group, used, scaled, i = 0.0, 0.0, 0, False, 0
    last = float("inf")  # the scale that the next must stay under
    unit = 1.0  # what "and a half" is a half of
    room = float("inf")  # the next number must be smaller
    while i < len(items):
        item = items[i]
        if item.sort in {"number", "a"}:
            if item.value >= room or (item.sort == "a" and used):
                break
            group += item.value
            room = 10.0 if 20 <= item.value < 100 and item.value % 10 == 0 and item.word else 0.0
            used = i = i + 1
        elif item.sort == "scale" and (group or i == used):
            if item.value in {100.0, 12.0, 20.0}:
                group, room = (group or 1.0) * item.value, 100.0
            elif group and item.value < last:
                total, last, group, room = total + group * item.value, item.value, 0.0, item.value
            elif not group and scaled:  # "three lakh crore"
                total, last = total * item.value, item.value
            else:
                break
            unit, scaled = item.value, True
            used = i = i + 1
        elif item.sort == "point" and used == i and i + 1 < len(items):
            taken = next((k for k, n in enumerate(items[i + 1 :]) if n.sort != "number"), len(items) - i - 1)
            if not taken:
                break
            group += _decimals([n.value for n in items[i + 1 : i + 1 + taken]])
            used = i = i + 1 + taken
            room = 0.0
        elif item.sort == "and" and i + 1 < len(items):
            half = _fraction(items, i + 1, of=False)
            if half is not None:
                part, used = half[0], half[1]
                own = items[used].value if used < len(items) and items[used].sort == "scale" else 0.0
                if not scaled:  # "five and a half million"
                    return (total + group + part) * (own or 1.0), used + bool(own), bool(own)
                return total + group + part * (own or unit), used + bool(own), True  # "a million and a half"
            if not scaled or items[i + 1].sort != "number":
                break
            i += 1
        else:
            break
    return (total + group, used, scaled) if used else None


def _decimals(values: list[float]) -> float:
    """What stands after "point": "zero three" is .03, "seventy-one" is .71."""
    written, before = "", 0.0
    for value in values:
        tens_before = before >= 20 and 0 < value < 10
        written = (written[:-1] if tens_before else written) + f"{value:.0f}"
        before = value
    return float("0." + written)


def digits(written: str, language: str) -> tuple[float, ...]:  # noqa: PLR0911 - one case a form
    """Readings of digits with separators; empty for what is no number (an IP address, a date with dots)."""
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
