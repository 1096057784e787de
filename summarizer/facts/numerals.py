"""Numerals: digits with any separators, number words, scales and fractions, read at a token of a text.

The grammar, over items of one run: ``numeral = fraction [of] [scale] | cardinal ["point" digits] [and fraction]
[scale]`` and ``cardinal = {number | scale | "and"}``, scales falling ("4 thousand 3 hundred and 21"). A run is at most
MAX_ITEMS long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from math import inf
from typing import NamedTuple

from .digits import GLYPHS, power, slashed, written
from .number_words import Words, spelled, words_of
from .tokens import fold
from .wide_numerals import WIDE, wide

__all__ = ["ARTICLES", "FOREIGN_FRACTIONS", "FRACTIONS", "ORDINALS", "SCALES", "SPELLED", "Numeral", "numeral"]

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
FOREIGN_FRACTIONS = {
    "drittel": 1 / 3, "viertel": 1 / 4, "funftel": 1 / 5, "zehntel": 1 / 10, "halfte": 1 / 2, "tercio": 1 / 3,
    "tercios": 1 / 3, "tiers": 1 / 3, "quart": 1 / 4, "quarts": 1 / 4, "moitie": 1 / 2, "mitad": 1 / 2, "meta": 1 / 2,
    "cuartos": 1 / 4, "quarti": 1 / 4, "quartos": 1 / 4, "terzo": 1 / 3, "terzi": 1 / 3,
    "terco": 1 / 3, "tercos": 1 / 3,
    "derde": 1 / 3, "kwart": 1 / 4,
}  # fmt: skip
"""Fractions of other languages, folded."""
ARTICLES = frozenset({"a", "an"})
"""Words that may precede a scale or a fraction: "a million"."""
SPELLED = frozenset({*_WORDS, *_SPOKEN, *ORDINALS, "half", "quarter", "dozens"})
"""Words that may begin or form a numeral; an English text with none of them and no digit has no numeral."""

_PARTS = frozenset({*_WORDS, *FRACTIONS, *SCALES, *ARTICLES, "and", "of", "point"})
MAX_ITEMS = 14
"""Most words and runs of digits of one numeral."""
_GAP = re.compile(r"[ \t\u00a0\u202f]{0,3}[-\u2010\u2011]?[ \t\u00a0\u202f]{0,3}")
_WORD = re.compile(r"[^\W\d_]+")
_OF = re.compile(r"\s+(?:of|de[srl]?|d['’])\b|\s*(?:$|[,.;:!?)])")
_INITIAL = re.compile(r"[.&]|\s[A-Z]")  # "in 2005 M. Dupont", "2005 M Street"


class Numeral(NamedTuple):
    """A numeral at ``[start, end)``.

    ``values``: its readings, the likeliest first; ``digits``: its digits as written, or empty; ``scaled``: True if it
    has a scale word ("million", "dozen").
    """

    start: int
    end: int
    values: tuple[float, ...]
    digits: str
    scaled: bool


class _NumberToken(NamedTuple):
    """One word or run of digits: its type (number, scale, fraction, and, a, of, point) and its value."""

    sort: str
    value: float
    start: int
    end: int
    word: str


def numeral(text: str, at: int, language: str) -> Numeral | None:  # noqa: PLR0911 - one case a form
    """The numeral that begins at offset ``at`` of ``text``, where a token begins; None if none does."""
    if over := slashed(text, at):
        return Numeral(at, over[1], (over[0],), over[2], scaled=False)
    if text[at] in GLYPHS:
        return Numeral(at, at + 1, (GLYPHS[text[at]],), text[at], scaled=False)
    first = written(text, at, language)
    if first and (raised := power(text, first[2][0], first[1])):
        return Numeral(at, raised[1], (raised[0],), text[at : first[1]], scaled=True)
    if language in WIDE and (found := wide(text, at)):
        return Numeral(at, found[1], (found[0],), text[at : first[1]] if first else "", found[2])
    if words := words_of(language):
        return _foreign(text, at, words, first)
    if first and not _goes_on(text, first[1]):  # nearly always
        return Numeral(at, first[1], first[2], text[at : first[1]], scaled=False)
    items = list(_items(text, at, language, first))
    english = (_own_fraction(text, items) or _cardinal(items)) if items else None
    if english is None:
        return None
    value, used, scaled = english
    end = items[used - 1].end
    digits = text[first[0] : first[1]] if first else ""
    if first and used <= 2 and len(first[2]) > 1:  # other readings of the same digits, with their scale
        factor = items[1].value if used == 2 else 1.0
        return Numeral(at, end, tuple(v * factor for v in first[2]), digits, scaled)
    if used == 2 and items[1].word in _SHORT - {"mm"}:
        return Numeral(at, end, (value, items[0].value), digits, scaled)  # "5m" may be metres
    return Numeral(at, end, (value,), digits, scaled)


def _foreign(text: str, at: int, words: Words, first: tuple[int, int, tuple[float, ...]] | None) -> Numeral | None:
    """The numeral at ``at`` in the words of another language: "2,5 Millionen", "deux tiers", "medio millón"."""
    digits = text[at : first[1]] if first else ""
    found = spelled(text, at, words, (first[1], first[2][0]) if first else None)
    word = _WORD.match(text, _after_gap(text, found[1]) if found else at)
    part = FOREIGN_FRACTIONS.get(fold(word.group())) if word else None
    if word and part and (found is None or found[0] < 20):
        return Numeral(at, word.end(), ((found[0] if found else 1.0) * part,), digits, scaled=False)
    if found is None or (found[0] == 1 and first is None and not found[2]):  # an article
        return Numeral(at, first[1], first[2], digits, scaled=False) if first else None
    if first and not found[2]:
        return Numeral(at, found[1], first[2] if found[1] == first[1] else (found[0],), digits, scaled=False)
    values = tuple(found[0] / first[2][0] * v for v in first[2]) if first and first[2][0] else (found[0],)
    return Numeral(at, found[1], values, digits, found[2])


def _goes_on(text: str, end: int) -> bool:
    """True if the word after the digits that end at ``end`` may belong to the numeral."""
    word = _WORD.match(text, _after_gap(text, end))
    return word is not None and word.group().lower() in _PARTS


def _items(
    text: str, at: int, language: str, first: tuple[int, int, tuple[float, ...]] | None
) -> Iterator[_NumberToken]:
    """The items from ``at`` on, until a word that belongs to no numeral."""
    last = ""
    if first is not None:
        last = "number"
        yield _NumberToken("number", first[2][0], at, first[1], "")
        at = _after_gap(text, first[1])
    for _ in range(MAX_ITEMS):
        if at >= len(text):
            return
        word = _WORD.match(text, at)
        if word is None:
            if last == "number":
                return
            more = written(text, at, language)
            if more is None or text[more[1] : more[1] + 1].isalpha():
                return
            yield _NumberToken("number", more[2][0], at, more[1], "")
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
"""The rest of a compound, as after "third" in "one third-party app"."""


def _named(word: re.Match[str], *, glued: bool) -> _NumberToken | None:
    name, start, end = word.group().lower(), word.start(), word.end()
    if name in _WORDS:
        return _NumberToken("number", _WORDS[name], start, end, name)
    if name in FRACTIONS and not (name in _ORDINAL_WORDS and _COMPOUND.match(word.string, end)):
        return _NumberToken("fraction", FRACTIONS[name], start, end, name)
    if name in SCALES:
        if name in _SHORT and not glued and (word.group() not in {"M", "MM"} or _INITIAL.match(word.string, end)):
            return None
        return _NumberToken("scale", SCALES[name], start, end, name)
    sort = "a" if name in ARTICLES else name if name in {"and", "of", "point"} else None
    return _NumberToken(sort, 1.0, start, end, name) if sort else None


def _own_fraction(text: str, items: list[_NumberToken]) -> tuple[float, int, bool] | None:
    """A fraction that begins the items; in "a third man" there is none."""
    found = _fraction(items, 0)
    if found is None or items[0].sort != "a" or items[1].word in {"half", "quarter"}:
        return found
    return found if _OF.match(text, items[1].end) else None


def _fraction(items: list[_NumberToken], i: int, *, of: bool = True) -> tuple[float, int, bool] | None:
    """Read "half" or "two thirds"; if ``of``, also the scale after it: "half a million", "two thirds of a million"."""
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
    if item.word.endswith("s") != (count != 1):
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


def _cardinal(items: list[_NumberToken]) -> tuple[float, int, bool] | None:
    """``(value, items used, scaled)``: groups and falling scales, "point", "and a half"."""
    second = items[1].sort if len(items) > 1 else ""
    first = items[0]
    if not (first.sort == "number" or (second == "scale" and (first.sort == "a" or first.word == "hundred"))):
        return None
    return _Cardinal(items).read()


@dataclass
class _Cardinal:
    """A cardinal number while its items are read one by one.

    ``total`` and ``group``: the value of the groups with a scale, and of the group at work. ``used``: the items that
    belong to the number. ``unit``: what "and a half" is a half of. The next scale must stay under ``last``, the next
    number under ``room``.
    """

    items: list[_NumberToken]
    total: float = 0.0
    group: float = 0.0
    used: int = 0
    at: int = 0
    scaled: bool = False
    last: float = inf
    unit: float = 1.0
    room: float = inf

    def read(self) -> tuple[float, int, bool] | None:
        """Return ``(value, items used, scaled)``; None if no item belongs to a number."""
        steps = {"number": self._number, "a": self._number, "scale": self._scale, "point": self._point}
        while self.at < len(self.items):
            item = self.items[self.at]
            if item.sort == "and":
                if half := self._half():
                    return half
                if not self._goes_on():
                    break
            elif item.sort not in steps or not steps[item.sort](item):
                break
        return (self.total + self.group, self.used, self.scaled) if self.used else None

    def _take(self, items: int = 1) -> bool:
        self.used = self.at = self.at + items
        return True

    def _number(self, item: _NumberToken) -> bool:
        if item.value >= self.room or (item.sort == "a" and self.used):
            return False
        self.group += item.value
        self.room = 10.0 if 20 <= item.value < 100 and item.value % 10 == 0 and item.word else 0.0
        return self._take()

    def _scale(self, item: _NumberToken) -> bool:
        if not self.group and self.at != self.used:
            return False
        if item.value in {100.0, 12.0, 20.0}:
            self.group, self.room = (self.group or 1.0) * item.value, 100.0
        elif self.group and item.value < self.last:
            self.total, self.last = self.total + self.group * item.value, item.value
            self.group, self.room = 0.0, item.value
        elif not self.group and self.scaled:  # "three lakh crore"
            self.total, self.last = self.total * item.value, item.value
        else:
            return False
        self.unit, self.scaled = item.value, True
        return self._take()

    def _point(self, _item: _NumberToken) -> bool:
        behind = self.items[self.at + 1 :]
        digits = [n.value for n in takewhile(lambda n: n.sort == "number", behind)]
        if self.used != self.at or not digits:
            return False
        self.group += _decimals(digits)
        self.room = 0.0
        return self._take(1 + len(digits))

    def _half(self) -> tuple[float, int, bool] | None:
        """Return the whole number if "and" is followed by a fraction: "five and a half million"."""
        if self.at + 1 >= len(self.items) or not (half := _fraction(self.items, self.at + 1, of=False)):
            return None
        part, used = half[0], half[1]
        own = self.items[used].value if used < len(self.items) and self.items[used].sort == "scale" else 0.0
        if self.scaled:  # "a million and a half"
            return self.total + self.group + part * (own or self.unit), used + bool(own), True
        return (self.total + self.group + part) * (own or 1.0), used + bool(own), bool(own)

    def _goes_on(self) -> bool:
        """True if the number goes on behind "and": "two hundred and five"."""
        if not self.scaled or self.at + 1 >= len(self.items) or self.items[self.at + 1].sort != "number":
            return False
        self.at += 1
        return True


def _decimals(values: list[float]) -> float:
    """The fraction spelled after "point": "zero three" is .03, "seventy-one" is .71."""
    written, before = "", 0.0
    for value in values:
        tens_before = before >= 20 and 0 < value < 10
        written = (written[:-1] if tens_before else written) + f"{value:.0f}"
        before = value
    return float("0." + written)
