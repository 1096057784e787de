"""Forms of names, for checking that a word of a statement may come from the words of a source.

Forms of one name: a plural or another inflection; an acronym and the words behind it; the name of a country and of
its people; a short form and the word that it stands for; a small number in letters, digits or Roman numerals.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .countries import begins_country, cities, countries, country_of
from .dictionary import is_ordinary, lemma
from .language import FUNCTION_WORDS
from .lexicon import Lexicon
from .tokens import fold
from .words import ACRONYM, CAPITAL, LOWER, Word

__all__ = ["Forms", "small_number"]

_ENDINGS = frozenset("n s i an ns er ers is ic ish ese ian ans ean ians eans ist ists".split())
"""Endings of words for people, after the stem shared with the name of a place: "Parisian", "Texan"."""
_STEM_ENDINGS = frozenset({"", "a", "e", "s", "o", "y", "ia"})
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_LINKS = frozenset("of the and for de la des du do".split())
"""Words that contribute no letter to an acronym."""


@dataclass(frozen=True)
class Forms:
    """The words of a source in the language ``native``, to compare with statements in the language ``spoken``."""

    lexicon: Lexicon
    spoken: str
    native: str

    def licenses(self, word: Word, *, dotted: bool = False) -> bool:
        """True if the source has ``word`` in one of its forms; ``dotted``: a period follows it."""
        return (
            self._stands(word)
            or self._is_form(word)
            or self._has_country(word)
            or self._is_made_acronym(word)
            or self._is_short(word, dotted=dotted)
            or self._is_numbered(word)
        )

    def _stands(self, word: Word) -> bool:
        shapes = self.lexicon.shapes.get(word.folded, 0)
        if not shapes:
            return False
        if shapes == LOWER and self.lexicon.cased and country_of(word.folded, self.spoken):  # porcelain, a bird
            return False
        if word.acronym and self._is_lower_word(word.folded):
            return bool(shapes & ACRONYM)
        if word.acronym:
            return bool(shapes & (ACRONYM | CAPITAL))
        return True

    def _is_lower_word(self, folded: str) -> bool:
        if len(folded) > 3:
            return False
        return any(is_ordinary(folded, c) or folded in FUNCTION_WORDS.get(c, ()) for c in (self.spoken, self.native))

    def _is_form(self, word: Word) -> bool:
        """True if the source has another form of the word: its plural, the adjective of a place."""
        if word.acronym:
            return word.raw.endswith("s") and bool(self.lexicon.shapes.get(word.folded[:-1], 0) & ACRONYM)
        for language in {self.spoken, self.native}:
            if fold(lemma(word.raw, language)) in self.lexicon.lemmas(language):
                return True
        shapes = self.lexicon.shapes
        if word.folded + "s" in shapes or (word.folded.endswith("s") and word.folded[:-1] in shapes):
            return True
        if self.spoken != "en" and self._has_inflection(word.folded):
            return True
        return self._is_of_place(word.folded)

    def _is_of_place(self, folded: str) -> bool:
        own = country_of(folded, self.spoken)
        for other in self.lexicon.by_start(folded[:4]):
            if not self.lexicon.shapes[other] & ~LOWER:
                continue
            end = _shared(folded, other)
            ends = (folded[end:], other[end:])
            if end >= 4 and any(a in _ENDINGS and b in _STEM_ENDINGS for a, b in (ends, ends[::-1])):
                named = country_of(other, self.spoken)
                if own is None or named is None or own == named:
                    return True
        return False

    def _has_inflection(self, folded: str) -> bool:
        """True if the source has a word with the same beginning and another ending of up to three letters."""
        for other in self.lexicon.by_start(folded[:3]):
            end = _shared(folded, other)
            rest = max(len(folded), len(other)) - end
            if rest <= 3 and end >= 3 and end * 2 > max(len(folded), len(other)):
                return True
        return False

    def _has_country(self, word: Word) -> bool:
        languages = {self.spoken, self.native}
        if self._is_lower_word(word.folded) and not word.acronym:
            return False
        return any(
            (code := country_of(word.folded, c)) is not None
            and any(code in self.lexicon.countries(d) for d in languages)
            for c in languages
        )

    def _is_made_acronym(self, word: Word) -> bool:
        """True for an acronym of words that the source has."""
        if not word.acronym:
            return False
        letters = word.folded
        if letters in self.lexicon.initials:
            return True
        political = country_of(letters, "en") or letters in {"un", "eu"}
        return not political and letters in self.lexicon.phrases

    def _is_short(self, word: Word, *, dotted: bool) -> bool:
        """True for "Ill." where the source has "Illinois", and for "Illinois" where it has "Ill."."""
        folded = word.folded
        if dotted and 2 <= len(folded) <= 6:
            return any(self._shortens(folded, other) for other in self.lexicon.by_start(folded[:1]))
        if any(self._shortens(short, folded) for short in self.lexicon.short if short[0] == folded[0]):
            return True
        return country_of(folded, self.spoken) is None and self._is_clipped(word)

    def _shortens(self, short: str, long: str) -> bool:
        """True if ``short`` is the beginning of ``long``, or, for a common word or a state, its first and last letters.

        Other consonants of the word may come between these, in order: "Sgt", "Pa".
        """
        if len(long) <= len(short) or short[0] != long[0]:
            return False
        if long.startswith(short):
            return True
        if short[-1] != long[-1] or len(short) > 4 or set(short[1:-1]) & set("aeiou"):
            return False
        rest = iter(long)
        usual = is_ordinary(long, self.spoken) or long in cities(self.spoken)
        return usual and all(c in rest for c in short)

    def _is_clipped(self, word: Word) -> bool:
        """True for "Liberal" where the source has "Lib", and for "Chris" where it has "Christopher"."""
        folded, shapes = word.folded, self.lexicon.shapes
        if not self.lexicon.cased:
            return False
        clips = [folded[:length] for length in range(3, len(folded) - 2)] if is_ordinary(folded, self.spoken) else []
        if any(shapes.get(c + s, 0) & ~LOWER for c in clips for s in ("", "s")):
            return True
        longer = (w for w in self.lexicon.by_start(folded[:4]) if len(folded) >= 3 and w.startswith(folded))
        return any(len(w) >= len(folded) + 3 and shapes[w] & ~LOWER for w in longer)

    def _is_numbered(self, word: Word) -> bool:
        """True for a small number that the source has in any notation: "Two" for "II" or 2."""
        value = small_number(word)
        return value is not None and value in _numbers(self.lexicon)

    def has_relative(self, folded: str) -> bool:
        """True if the source has a word with the same beginning of five letters or more: "senator" for "senate"."""
        ends = ((_shared(folded, other), len(other)) for other in self.lexicon.by_start(folded[:4]))
        return any(end >= 5 and max(length, len(folded)) - end <= 6 for end, length in ends)

    def has_other_number(self, word: Word) -> bool:
        """True for "F-35" where the source has an "F-16" and no "F-35"."""
        letters = "".join(c for c in word.folded if c.isalpha())
        return bool(letters) and letters in _numbered_letters(self.lexicon) and not self._stands(word)

    def spelled_out(self, words: tuple[Word, ...]) -> frozenset[int]:
        """The offsets of those of ``words`` that spell out an acronym, or a country, of the source."""
        content = [w for w in words if w.folded not in _LINKS]
        found = set(self._spelled_countries(content))
        long, short = _capitals(content), _capitals(words)
        for acronym in self.lexicon.acronyms:
            if acronym not in self.lexicon.initials:  # the source does not spell it out itself
                found.update(
                    _spelled(acronym, long, content) if len(acronym) > 2 else _spelled(f" {acronym} ", short, words)
                )
        return frozenset(found)

    def _spelled_countries(self, words: list[Word]) -> Iterator[int]:
        present = {c for language in {self.spoken, self.native} for c in self.lexicon.countries(language)}
        known = countries(self.spoken)
        starts = begins_country(self.spoken)
        for n, word in enumerate(words):
            if word.folded in starts:
                for length in range(2, 8):
                    phrase = tuple(w.folded for w in words[n : n + length])
                    if known.get(phrase) in present:
                        yield from (w.start for w in words[n : n + length])


def _shared(a: str, b: str) -> int:
    """The number of letters that two words share at their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _capitals(words: Sequence[Word]) -> str:
    """The folded initials of capitalised ``words``, with a space for each other word and at either end."""
    named = (w.raw[:1].isupper() and "-" not in w.raw and w.folded not in _LINKS for w in words)
    return f" {''.join(w.folded[:1] if is_named else ' ' for w, is_named in zip(words, named, strict=True))} "


def _spelled(letters: str, capitals: str, words: Sequence[Word]) -> Iterator[int]:
    """The offsets of the words at each place where ``letters`` stand in their ``capitals``."""
    at = capitals.find(letters)
    while at >= 0:
        yield from (w.start for w in words[max(at - 1, 0) : at - 1 + len(letters)])
        at = capitals.find(letters, at + 1)


def small_number(word: Word) -> int | None:
    """The value of a small number in letters, digits or Roman capitals."""
    if word.folded in _NUMBERS:
        return _NUMBERS[word.folded]
    if word.raw.isdecimal() and len(word.raw) <= 2:
        return int(word.raw)
    if word.raw.isupper() and word.raw.isascii() and _ROMAN.fullmatch(word.raw):
        values = [{"I": 1, "V": 5, "X": 10}[c] for c in word.raw]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return None


@lru_cache(maxsize=8)
def _numbers(source: Lexicon) -> frozenset[int]:
    return frozenset(v for text in source.words for w in text if (v := small_number(w)) is not None)


@lru_cache(maxsize=8)
def _numbered_letters(source: Lexicon) -> frozenset[str]:
    """The letters of the words that have digits too."""
    mixed = (w for w in source.shapes if not w.isalpha() and any(map(str.isdigit, w)))
    return frozenset(letters for w in mixed if (letters := "".join(c for c in w if c.isalpha())))
