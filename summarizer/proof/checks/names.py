"""Proper names: every word of a name of a statement stands in the source, or in another exact form of it.

Another form is: a possessive, plural or other form of the word; an acronym and the words it is made of; the name of a
country and of its people; a short form with a point and the word it stands for; a number in letters or Roman. Which
words are names is told by their capitals, and where those tell nothing (first in a sentence, in a Title Case Headline,
in German) by a dictionary.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from unicodedata import name as character_name

from ...document import Document
from ...facts.countries import cities, countries, country_of
from ...facts.dictionary import has_dictionary, is_compound, is_countable, is_name, is_ordinary, is_word, lemma
from ...facts.index import Index
from ...facts.names import (
    ACRONYM,
    CAPITAL,
    LOWER,
    Lexicon,
    Word,
    adjacent,
    calendar,
    is_title_case,
    opens_sentence,
    parts,
    words,
)
from ...facts.tokens import fold
from ...language import FUNCTION_WORDS
from . import Flaw

__all__ = ["check_names"]

_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_ENDINGS = frozenset("n s i an ns er ers is ic ish ese ian ans ean ians eans ist ists".split())
"""How a word for people may end behind the stem that it shares with the name of a place: "Parisian", "Texan"."""
_STEM_ENDINGS = frozenset({"", "a", "e", "s", "o", "y", "ia"})
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_ADDRESS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
"""Forms of address that tell a man from a woman."""
_JUNIOR = frozenset({"jr", "sr", "junior", "senior"})


def check_names(text: str, index: Index, *, language: str, whole: bool = False) -> list[Flaw]:
    """The names in ``text`` that the source does not have.

    ``whole``: all of ``text`` is one name, so that its first word counts as well.
    """
    source = _lexicon(index.documents)
    native = index.language if index.language != "und" else language
    spoken = language if language != "und" else native
    return list(_Check(text, source, spoken, native, whole=whole).flaws())


@lru_cache(maxsize=8)
def _lexicon(documents: tuple[Document, ...]) -> Lexicon:
    about = (about for d in documents for about in (d.title, d.byline, d.site) if about)
    return Lexicon((*(d.text for d in documents), *dict.fromkeys(about)))


@dataclass(frozen=True)
class _Check:
    """One statement in the language ``spoken`` against a source in the language ``native``."""

    text: str
    source: Lexicon
    spoken: str
    native: str
    whole: bool

    def flaws(self) -> Iterator[Flaw]:
        missing = list(self._missing())
        for word in missing:
            near = self._nearest(word)
            message = f"the article has no '{word.raw}'" + (f"; it has '{near}'" if near else "")
            yield Flaw("names", message, word.start, word.end)
        if self.source.cased and not self._translated:
            taken = {w.start for w in missing}
            for start, end in self._mixed():
                if not any(start <= at < end for at in taken):
                    yield Flaw("names", f"the article has no '{self.text[start:end]}'", start, end)

    @cached_property
    def _words(self) -> tuple[Word, ...]:
        return tuple(words(self.text))

    @cached_property
    def _translated(self) -> bool:
        return self.spoken.partition("-")[0] != self.native.partition("-")[0]

    @cached_property
    def _capitals_tell_nothing(self) -> bool:
        return is_title_case(self.text, self.spoken) or self.spoken in _NOUNS_HAVE_CAPITALS

    # which words are names

    def _missing(self) -> Iterator[Word]:
        scripts = _scripts(self.source)
        expanded = self._expanded
        for word in self._words:
            if not word.capital or word.start in expanded or _script(word.raw) not in scripts:
                continue
            if self._is_licensed(word):
                continue
            pieces = list(parts(word)) or [word]
            for piece in pieces:
                counts = piece.capital and len(piece.folded) > 1 and self._is_name(piece, word)
                if counts and not (len(pieces) > 1 and self._is_licensed(piece)):
                    yield piece

    def _is_name(self, word: Word, of: Word) -> bool:
        raw, language = word.raw, self.spoken
        if any(map(str.isdigit, raw)):
            return self._has_other_number(word)
        if word.folded in calendar(language):
            return False
        place = country_of(word.folded, language) or word.folded in cities(language)
        if self._translated:
            return not (place or is_word(raw, language) or is_compound(raw, language))
        if word.acronym and not place and is_countable(raw, language):
            return False
        if word.acronym:
            return not (raw.isupper() and _ROMAN.fullmatch(raw) and self._numbered(word))
        if self._capitals_tell_nothing or (opens_sentence(self.text, of.start) and not self._counts_first(of)):
            if raw[0].islower():
                return False
            if place and not (is_ordinary(raw, language) and word.folded not in self._spelled_places):
                return True
            if self.spoken in _NOUNS_HAVE_CAPITALS:
                return has_dictionary(language) and not is_word(raw, language) and not is_compound(raw, language)
            return has_dictionary(language) and is_name(raw, language) and not self._is_common(raw)
        return not (is_ordinary(raw, language) and self._shares_stem(word))

    @cached_property
    def _spelled_places(self) -> frozenset[str]:
        return frozenset(p[0] for p in countries(self.spoken) if len(p) == 1)

    def _is_common(self, raw: str) -> bool:
        """True for a word of the language that no dictionary has, or only with a capital."""
        lower = raw.lower()
        function = lower in FUNCTION_WORDS.get(self.spoken, ()) or lower in _NUMBERS
        return function or (not is_word(raw, self.spoken) and self._has_stem(lower, 5))

    def _counts_first(self, word: Word) -> bool:
        """True if the first word of a field that is one name counts: no plural such as "Prosecutors"."""
        if not self.whole or word.start:
            return False
        return not is_ordinary(word.raw, self.spoken) or lemma(word.raw.lower(), self.spoken) == word.raw.lower()

    # what licenses a word

    def _is_licensed(self, word: Word) -> bool:
        return (
            self._stands(word)
            or self._is_form(word)
            or self._has_country(word)
            or self._is_made_acronym(word)
            or self._is_short(word)
            or self._numbered(word)
        )

    def _stands(self, word: Word) -> bool:
        shapes = self.source.shapes.get(word.folded, 0)
        if not shapes:
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
            return word.raw.endswith("s") and bool(self.source.shapes.get(word.folded[:-1], 0) & ACRONYM)
        for language in {self.spoken, self.native}:
            if fold(lemma(word.raw, language)) in self.source.lemmas(language):
                return True
        shapes = self.source.shapes
        if word.folded + "s" in shapes or (word.folded.endswith("s") and word.folded[:-1] in shapes):
            return True
        if self.spoken != "en" and self._has_inflection(word.folded):
            return True
        return self._is_of_place(word.folded)

    def _is_of_place(self, folded: str) -> bool:
        own = country_of(folded, self.spoken)
        for other in self.source.by_start(folded[:4]):
            if not self.source.shapes[other] & ~LOWER:
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
        for other in self.source.by_start(folded[:3]):
            end = _shared(folded, other)
            rest = max(len(folded), len(other)) - end
            if rest <= 3 and end >= 3 and end * 2 > max(len(folded), len(other)):
                return True
        return False

    def _shares_stem(self, word: Word) -> bool:
        """True for a common word of which the source has a relative: "Senate" of "senator"."""
        return self._has_stem(word.folded, 5)

    def _has_stem(self, folded: str, least: int) -> bool:
        ends = ((_shared(folded, other), len(other)) for other in self.source.by_start(folded[:4]))
        return any(end >= least and max(length, len(folded)) - end <= 6 for end, length in ends)

    def _has_country(self, word: Word) -> bool:
        languages = {self.spoken, self.native}
        if self._is_lower_word(word.folded) and not word.acronym:
            return False
        return any(
            (code := country_of(word.folded, c)) is not None
            and any(code in self.source.countries(d) for d in languages)
            for c in languages
        )

    def _is_made_acronym(self, word: Word) -> bool:
        """True for an acronym of words that the source has."""
        if not word.acronym:
            return False
        letters = word.folded
        if letters in self.source.initials:
            return True
        political = country_of(letters, "en") or letters in {"un", "eu"}
        return not political and letters in self.source.phrases

    @cached_property
    def _expanded(self) -> frozenset[int]:
        """Where the words stand that spell out an acronym, or a country, of the source."""
        found: set[int] = set()
        content = [w for w in self._words if w.folded not in {"of", "the", "and", "for", "de", "la", "des", "du", "do"}]
        letters = "".join(w.folded[:1] if w.raw[:1].isupper() and "-" not in w.raw else " " for w in content)
        for acronym in self.source.acronyms:
            at = letters.find(acronym) if len(acronym) <= len(letters) else -1
            while at >= 0:
                found.update(w.start for w in content[at : at + len(acronym)])
                at = letters.find(acronym, at + 1)
        present = {c for language in {self.spoken, self.native} for c in self.source.countries(language)}
        known = countries(self.spoken)
        starts = {phrase[0] for phrase in known if len(phrase) > 1}
        for n, word in enumerate(content):
            if word.folded in starts:
                for length in range(2, 8):
                    phrase = tuple(w.folded for w in content[n : n + length])
                    if known.get(phrase) in present:
                        found.update(w.start for w in content[n : n + length])
        return frozenset(found)

    def _is_short(self, word: Word) -> bool:
        """True for "Ill." where the source has "Illinois", and for "Illinois" where it has "Ill."."""
        folded = word.folded
        if self.text[word.end : word.end + 1] == "." and 2 <= len(folded) <= 6:
            return any(_shortens(folded, other) for other in self.source.by_start(folded[:1]))
        if any(_shortens(short, folded) for short in self.source.short if short[0] == folded[0]):
            return True
        return country_of(folded, self.spoken) is None and self._is_clipped(word)

    def _is_clipped(self, word: Word) -> bool:
        """True for "Liberal" where the source has "Lib", and for "Chris" where it has "Christopher"."""
        folded, shapes = word.folded, self.source.shapes
        clips = [folded[:length] for length in range(3, len(folded) - 2)]
        if any(shapes.get(c + s, 0) & ~LOWER for c in clips for s in ("", "s")):
            return True
        longer = (w for w in self.source.by_start(folded[:4]) if len(folded) >= 3 and w.startswith(folded))
        return any(len(w) >= len(folded) + 3 and shapes[w] & ~LOWER for w in longer)

    def _numbered(self, word: Word) -> bool:
        """True for "Two" where the source has "II" or 2, and so on."""
        value = _value(word)
        return value is not None and value in self.source_numbers

    @cached_property
    def source_numbers(self) -> frozenset[int]:
        """The small numbers of the source, in letters, in digits, or Roman in capitals."""
        return _numbers(self.source)

    def _has_other_number(self, word: Word) -> bool:
        """True for "F-35" where the source has an "F-16" and no "F-35"."""
        letters = "".join(c for c in word.folded if c.isalpha())
        return bool(letters) and letters in _numbered_letters(self.source) and not self._stands(word)

    def _nearest(self, word: Word) -> str:
        """The word of the source that may be meant: one or two letters away."""
        if len(word.folded) < 4:
            return ""
        from difflib import get_close_matches

        among = [w for w, s in self.source.shapes.items() if s & ~LOWER and abs(len(w) - len(word.folded)) <= 2]
        near = get_close_matches(word.folded, among, n=1, cutoff=0.75)
        return self.source.spellings.get(near[0], "") if near else ""

    # words that stand there, but not together

    def _mixed(self) -> Iterator[tuple[int, int]]:
        """Spans of names whose words all stand in the source, in names of others."""
        pairs = zip(self._words, self._words[1:], strict=False)
        for left, right in pairs:
            named = left.capital and right.capital and adjacent(self.text, left, right)
            if named and self._is_mixed(left, right):
                yield left.start, right.end
        yield from self._mixed_initials()
        yield from self._mixed_countries()

    def _is_mixed(self, left: Word, right: Word) -> bool:
        source = self.source
        if (kind := _ADDRESS.get(left.folded)) is not None:
            others = {_ADDRESS[w.folded] for w in source.preceding(right.folded) if w.folded in _ADDRESS}
            return bool(others) and kind not in others
        if right.folded in _JUNIOR:
            others = {w.folded[0] for w in source.following(left.folded) if w.folded in _JUNIOR}
            return bool(others) and right.folded[0] not in others and not self._is_plain(left)
        if (value := _value(right)) is not None and left.raw.istitle():
            values = {v for w in source.following(left.folded) if (v := _value(w)) is not None}
            return bool(values) and value not in values
        if not (self._is_proper(left) and self._is_proper(right)) or source.together(left.folded, right.folded):
            return False
        if source.stands_alone(left.folded) or country_of(left.folded, self.spoken):
            return False
        after = [w for w in source.following(left.folded) if self._is_proper(w)]
        before = [w for w in source.preceding(right.folded) if self._is_proper(w)]
        return bool(after and before)

    def _is_plain(self, last: Word) -> bool:
        """True if the source has the full name that ends with ``last`` without a suffix as well."""
        runs = (run for run in self.source.runs if len(run) > 1)
        return any(run[-1].folded == last.folded and run[-2].folded not in _ADDRESS for run in runs)

    def _is_proper(self, word: Word) -> bool:
        """True for a word that is nothing but a name: no common word, and never small in the source."""
        small = self.source.shapes.get(word.folded, 0) & LOWER
        return not small and not word.acronym and word.raw.istitle() and lemma(word.raw, self.spoken)[:1].isupper()

    def _mixed_initials(self) -> Iterator[tuple[int, int]]:
        """Such as "John D. Hall" where the source has "John F. Hall"."""
        for first, initial, last in zip(self._words, self._words[1:], self._words[2:], strict=False):
            named = len(initial.folded) == 1 and initial.raw.isupper() and first.raw.istitle() and last.raw.istitle()
            if named and adjacent(self.text, first, initial) and adjacent(self.text, initial, last):
                between = self.source.between(first.folded, last.folded)
                if between and not any(w.startswith(initial.folded) for w in between):
                    yield first.start, last.end

    def _mixed_countries(self) -> Iterator[tuple[int, int]]:
        """Such as "North Korea" where the source has "South Korea" and "North Carolina"."""
        known = countries(self.spoken)
        for left, right in zip(self._words, self._words[1:], strict=False):
            code = known.get((left.folded, right.folded))
            foreign = code and code not in self.source.countries(self.spoken) and adjacent(self.text, left, right)
            if foreign and left.folded in self.source.shapes and not self.source.stands_alone(left.folded):
                yield left.start, right.end


def _shared(a: str, b: str) -> int:
    """How many letters two words share at their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _shortens(short: str, long: str) -> bool:
    """True if ``short`` is the beginning of ``long``, or its letters in order from the first to the last."""
    if len(long) <= len(short) or short[0] != long[0]:
        return False
    if long.startswith(short):
        return True
    rest = iter(long)
    return short[-1] == long[-1] and len(short) <= 4 and all(c in rest for c in short)


def _value(word: Word) -> int | None:
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
    return frozenset(v for text in source.words for w in text if (v := _value(w)) is not None)


@lru_cache(maxsize=8)
def _numbered_letters(source: Lexicon) -> frozenset[str]:
    """The letters of the words that have digits too."""
    mixed = (w for w in source.shapes if not w.isalpha() and any(map(str.isdigit, w)))
    return frozenset(letters for w in mixed if (letters := "".join(c for c in w if c.isalpha())))


@lru_cache(maxsize=4_096)
def _script(word: str) -> str:
    """The script of the first letter: LATIN, CYRILLIC."""
    letter = next((c for c in word if c.isalpha()), "")
    return character_name(letter, "").partition(" ")[0] if letter else ""


@lru_cache(maxsize=8)
def _scripts(source: Lexicon) -> frozenset[str]:
    """The scripts that a fifth of the words of the source are in."""
    counts = Counter(_script(w) for w in source.shapes if w[:1].isalpha())
    return frozenset(s for s, n in counts.items() if n * 5 >= counts.total())
