"""Number words of languages other than English, from num2words and the Unicode CLDR, and the numerals they form.

The grammar: ``numeral = (digits | group) {scale [connector] [group]} [connector half]``, where a group is a phrase for
1 to 999 and a scale a word for hundred, thousand, million and so on. A scale alone, in the singular, means one of it.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from .tokens import fold

__all__ = ["LANGUAGES", "Words", "spelled", "words_of"]

LANGUAGES = {
    "de": ("de",), "fr": ("fr", "fr_CH"), "es": ("es",), "it": ("it",), "pt": ("pt", "pt_BR"), "nl": ("nl",),
    "sv": ("sv",), "da": ("da",), "no": ("no",), "nb": ("no",), "nn": ("no",), "fi": ("fi",), "pl": ("pl",),
    "cs": ("cs",), "ro": ("ro",), "tr": ("tr",), "ru": ("ru",), "uk": ("uk",), "hu": ("hu",),
}  # fmt: skip
"""Language -> the names under which num2words knows it."""
_HALVES = {
    **dict.fromkeys("halb halbe halben halbes halber demi demie medio media mezzo mezza meio meia halve halv halvt "
                    "halva half poł pul puoli jumatate пол пів yarım fel".split(), 0.5),
    **dict.fromkeys("anderthalb eineinhalb anderhalf anderhalve halvannen halvanden połtora połtorej полтора полторы "
                    "полутора півтора puolitoista".split(), 1.5),
}  # fmt: skip
_CONNECTORS = frozenset("y e et og och und en si i и та a un une una uma ein eine einen ett de".split())
"""Words between the parts of a numeral: "un milione e mezzo", "två och en halv", "20 de milioane"."""
_LAST = {
    "un": "une", "um": "uma", "dois": "duas", "uno": "un una", "veintiuno": "veintiun veintiuna", "unu": "una",
    "doi": "doua", "один": "одна одно", "два": "две двух", "dva": "dve", "dwa": "dwie dwoch", "jeden": "jedna",
}  # fmt: skip
"""The last word of a phrase -> its other forms."""
_DOZENS = dict.fromkeys("dutzend docena docenas dozzina douzaine duzia dozijn dussin dusin tuzin".split(), 12.0)
_ABOUT = {
    "dizaine": 10.0, "quinzaine": 15.0, "vingtaine": 20.0, "trentaine": 30.0, "cinquantaine": 50.0,
    "centaine": 100.0, "decena": 10.0, "centenar": 100.0, "decina": 10.0, "ventina": 20.0, "centinaio": 100.0,
}  # fmt: skip
"""Collective numbers: "une vingtaine de personnes"."""
_SHORT = {"mio": 1e6, "mln": 1e6, "mrd": 1e9, "mld": 1e9, "mia": 1e9, "mdr": 1e9, "bn": 1e9}
"""Abbreviated scales, read in any language."""
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \t\u00a0\u202f\u2010\u2011'’-]{0,3}")
MAX_WORDS = 16
"""Most scales and groups in one numeral."""


class Words(NamedTuple):
    """The number words of a language, folded.

    ``groups``: phrase -> 1 to 999; ``longest``: the most words of a phrase; ``first``: the words with which a numeral
    may begin; ``scales``: word -> factor; ``single``: the scales in the singular; ``inner``: the scales that compounds
    have inside ("zweitausend").
    """

    groups: dict[tuple[str, ...], float]
    longest: int
    first: frozenset[str]
    scales: dict[str, float]
    single: frozenset[str]
    inner: tuple[tuple[str, float], ...]

    def begins(self, word: str) -> bool:
        """True if a numeral may begin with the folded ``word``."""
        return word in self.first or word in _HALVES or self.compound(word) is not None

    def compound(self, word: str) -> float | None:
        """The value of one word that has a scale inside: "zweihundertfünfzigtausend"; None if it has none."""
        for half in ("einhalb", "enhalf"):
            if word.endswith(half) and (whole := self.groups.get((word.removesuffix(half),))):
                return whole + 0.5
        if word.startswith("viertel") and (scale := self.scales.get(word.removeprefix("viertel"))):
            return 0.25 * scale
        if word.startswith(("пол", "пів")) and word[3:] in self.scales:
            return 0.5 * self.scales[word[3:]]
        for inner, factor in self.inner:
            left, found, right = word.partition(inner)
            if found and (left or right):
                many = self.groups.get((left,)) if left else 1.0
                rest = self.groups.get((right,)) if right else 0.0
                return None if many is None or rest is None else many * factor + rest
        return None


@cache
def words_of(language: str) -> Words | None:
    """The number words of ``language``; None for English, which has its own grammar, and any other not in LANGUAGES."""
    names = LANGUAGES.get(language)
    if names is None:
        return None
    from num2words import num2words  # type: ignore[import-untyped]

    def told(number: int, name: str = names[0]) -> tuple[str, ...]:
        return tuple(fold(word) for word in _WORD.findall(str(num2words(number, lang=name))))

    groups: dict[tuple[str, ...], float] = {}
    for name in names:
        for number in range(1, 1000):
            groups.setdefault(told(number, name), float(number))
    _add_forms(groups)
    scales, single = _scales(language)
    inner = _glued(told)  # scales that num2words glues or puts behind another number
    single |= {word for word, factor in inner.items() if factor in {100.0, 1000.0}}
    single |= {told(factor)[-1] for factor in (100, 1000) if len(told(factor)) < 3}
    scales |= inner | (dict.fromkeys(("ste", "sta", "set"), 100.0) if language == "cs" else {})
    _add_hundreds(groups, told(100), told(200), told(2))
    _add_parts(groups, told, scales)
    groups |= {(word,): value for word, value in _ABOUT.items()}
    scales |= _DOZENS
    single |= _DOZENS.keys()
    first = frozenset({phrase[0] for phrase in groups if phrase}) | single
    thousands = tuple((word, factor) for word, factor in inner.items() if factor == 1000.0)
    return Words(groups, max(map(len, groups)), first, {**_SHORT, **scales}, frozenset(single), thousands)


def _glued(told: Callable[[int], tuple[str, ...]]) -> dict[str, float]:
    """Return the words for hundred and thousand after another number: "hundert", "tausend", "mila"."""
    pairs = [(factor, many) for factor in (1000, 100) for many in (2, 5)]
    return {word: float(factor) for factor, many in pairs if (word := _behind(told(many * factor), told(many)))}


def _add_parts(
    groups: dict[tuple[str, ...], float], told: Callable[[int], tuple[str, ...]], scales: dict[str, float]
) -> None:
    """Add spaced forms of what num2words glues ("yirmi bir"), and hundreds as before thousands ("deux cent mille")."""
    for tens in range(20, 100, 10):
        for number in range(1, 10):
            groups.setdefault((*told(tens), *told(number)), float(tens + number))
    for number in (80, *range(100, 1000, 100)):
        phrase = told(number * 1000)
        if phrase and phrase[-1] in scales:
            groups.setdefault(phrase[:-1], float(number))


def _behind(phrase: tuple[str, ...], many: tuple[str, ...]) -> str:
    """The word after ``many`` in ``phrase``: "tausend" of "zweitausend", "mille" of "deux mille"; empty if unclear."""
    if len(phrase) == 2 and phrase[0] == many[0]:
        return phrase[1]
    if len(phrase) == len(many) == 1 and phrase[0].startswith(many[0]):
        return phrase[0].removeprefix(many[0])
    return ""


def _scales(language: str) -> tuple[dict[str, float], set[str]]:
    """The words for thousand and more, and those of them in the singular, from the CLDR's compact notations."""
    from babel import Locale

    formats = Locale.parse({"no": "nb"}.get(language, language)).compact_decimal_formats
    scales: dict[str, float] = {}
    single: set[str] = set()
    for length in ("long", "short"):
        for count, patterns in formats[length].items():
            for factor in (1e3, 1e6, 1e9, 1e12):
                pattern = patterns.get(f"{factor:.0f}")
                words = _WORD.findall(pattern.pattern) if pattern else []
                if words and words[0] == "de":
                    del words[0]
                if len(words) == 1 and len(words[0]) > 1 and pattern.pattern.count("0") < 2:
                    scales.setdefault(fold(words[0]), factor)
                    if count == "one" and length == "long":
                        single.add(fold(words[0]))
    return scales, single


def _add_forms(groups: dict[tuple[str, ...], float]) -> None:
    """Add the feminine and shortened forms of phrases: "vingt et une", "doscientas", "veintiún"."""
    for phrase, value in list(groups.items()):
        for form in _LAST.get(phrase[-1], "").split():
            groups.setdefault((*phrase[:-1], form), value)
        if phrase[-1].endswith("ett"):  # "tjugoen" beside "tjugoett"
            groups.setdefault((*phrase[:-1], phrase[-1].removesuffix("ett") + "en"), value)
        if any(word.endswith("entos") for word in phrase):
            groups.setdefault(tuple(re.sub("entos$", "entas", word) for word in phrase), value)


def _add_hundreds(
    groups: dict[tuple[str, ...], float], hundred: tuple[str, ...], two_hundred: tuple[str, ...], two: tuple[str, ...]
) -> None:
    """Add one hundred without its "one": "hundertfünfzig" beside "einhundertfünfzig"."""
    bare = _behind(two_hundred, two)
    if len(hundred) != 1 or not bare or hundred[0] == bare or not hundred[0].endswith(bare):
        return
    for phrase, value in list(groups.items()):
        if phrase[0].startswith(hundred[0]):
            groups.setdefault((bare + phrase[0].removeprefix(hundred[0]), *phrase[1:]), value)


class _NumeralReader:
    """A reader of one numeral, word by word."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words = text, words
        self.total, self.group = 0.0, 0.0
        self.last = float("inf")
        """The last scale read."""
        self.scaled = self.half = False

    def word(self, at: int) -> tuple[str, int]:
        """Return the folded word at ``at``, or after the gap there, and where it ends; empty if there is none."""
        gap = _GAP.match(self.text, at)
        found = _WORD.match(self.text, gap.end() if gap else at)
        return (fold(found.group()), found.end()) if found else ("", at)

    def phrase(self, at: int) -> tuple[float, int] | None:
        """The longest phrase for 1 to 999, or a compound, at ``at``, and where it ends."""
        said: list[str] = []
        best, end = None, at
        for _ in range(self.words.longest):
            word, end = self.word(end)
            if not word:
                break
            said.append(word)
            value = self.words.groups.get(tuple(said))
            if value is None and len(said) == 1:
                value = self.words.compound(word) or _HALVES.get(word)
            if value is not None:
                best = (value, end)
        return best

    def scale(self, factor: float) -> bool:
        """Take a scale; False if it cannot follow what was read."""
        if self.scaled and factor > self.last:
            self.total = (self.total + self.group) * factor
        elif self.group or not self.scaled:
            self.total += (self.group or 1.0) * factor
        else:
            return False
        self.group, self.last, self.scaled = 0.0, factor, True
        return True

    def rest(self, at: int) -> tuple[float, int] | None:
        """Return the smaller group, or half of the scale, after connectors, and where it ends; None if none."""
        end = at
        for step in range(3):
            word, behind = self.word(end)
            half = _HALVES.get(word)
            if half == 0.5 and step:
                self.half = True
                return half * (self.last if self.scaled else 1.0), behind
            found = self.phrase(end) if self.scaled and half is None else None
            if found and found[0] < self.last and not (step and found[0] == 1):
                return found
            if word not in _CONNECTORS:
                return None
            end = behind
        return None


def spelled(text: str, at: int, words: Words, first: tuple[int, float] | None) -> tuple[float, int, bool] | None:
    """``(value, end, scaled)`` of the numeral at ``at``, or None; ``first``: end and value of its digits, if any."""
    reader = _NumeralReader(text, words)
    if first is not None:
        end, reader.group = first
    elif found := reader.phrase(at):
        reader.group, end = found
    elif reader.word(at)[0] in words.single:
        end = at
    else:
        return None
    for _ in range(MAX_WORDS):
        word, behind = reader.word(end)
        if word == "de" and reader.group >= 20:
            word, behind = reader.word(behind)
        factor = words.scales.get(word)
        if factor is not None and not (factor < 1000 and first) and reader.scale(factor):
            end = behind
            continue
        more = None if reader.group and reader.scaled else reader.rest(end)
        if more is None or (reader.group and (first or more[0] >= 1)):
            break
        reader.group, end = reader.group + more[0], more[1]
        if reader.half:
            word, behind = reader.word(end)  # "dos y medio millones"
            if not reader.scaled and (factor := words.scales.get(word)) and reader.scale(factor):
                end = behind
            break
    return (reader.total + reader.group, end, reader.scaled) if end > at else None
