"""Proper names: each word of a name in a statement must occur in the source, as it is or in an exact variant.

Variants are possessives, plurals and other inflections; an acronym and the words it is made of; a country and its
people; an abbreviation with a period and the full word; a number in words, digits or Roman numerals. A capital letter
marks a name. Where capitals say nothing (at the start of a sentence, in a title-case headline, in German), a
dictionary decides.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from unicodedata import name as character_name

from ...documents.document import Document
from ...documents.source_index import Index
from ...facts.countries import cities, country_of
from ...facts.dictionary import has_dictionary, is_compound, is_countable, is_name, is_ordinary, is_word, lemma
from ...facts.language import FUNCTION_WORDS
from ...facts.lexicon import Lexicon
from ...facts.name_forms import Forms, small_number
from ...facts.names import calendar, is_title_case
from ...facts.words import LOWER, Word, adjacent, opens_sentence, parts, words
from . import Flaw
from .mixed_names import ADDRESS, MixedNames

__all__ = ["check_names", "check_whole_name"]

_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_RICH = frozenset({"en", "es", "fr", "it", "nl", "pt"})
"""Languages with a nearly complete dictionary: a word that it lacks is a name."""
_PREFIXES = ("un", "non", "re", "pre", "anti", "over", "under", "mis")
"""Prefixes of words that a dictionary leaves out: "unaffordable"."""


def check_names(text: str, index: Index, language: str) -> list[Flaw]:
    """Find the names in ``text``, which is in ``language``, that the source does not have."""
    return _checked(text, index, language, whole=False)


def check_whole_name(text: str, index: Index, language: str) -> list[Flaw]:
    """Find the words of ``text``, a single name, that the source does not have. Its first word is checked too."""
    return _checked(text, index, language, whole=True)


def _checked(text: str, index: Index, language: str, *, whole: bool) -> list[Flaw]:
    source = _lexicon(index.sources, index.documents)
    native = index.language if index.language != "und" else language
    spoken = language if language != "und" else native
    return list(_Check(text, source, spoken, native, whole=whole).flaws())


@lru_cache(maxsize=8)
def _lexicon(texts: tuple[str, ...], documents: tuple[Document, ...]) -> Lexicon:
    about = (about for d in documents for about in (d.title, d.byline, d.site) if about)
    return Lexicon((*texts, *dict.fromkeys(about)))


SCALES = frozenset({"celsius", "fahrenheit", "centigrade"})
"""Units with a capital: the check of numbers compares them."""
CODE = 3
"""Capitals that begin a code."""


@dataclass(frozen=True)
class _Check:
    """One statement in the language ``spoken`` against a source in the language ``native``."""

    text: str
    source: Lexicon
    spoken: str
    native: str
    whole: bool

    def flaws(self) -> Iterator[Flaw]:
        if self.whole and not self._translated and self.text.lower() == self.text.upper():
            yield from self._without_capitals()
            return
        missing = list(self._missing())
        for word in missing:
            near = self._nearest(word)
            message = f"the article has no '{word.raw}'" + (f"; it has '{near}'" if near else "")
            yield Flaw("names", message, word.start, word.end)
        if self.source.cased and not self._translated:
            mixed = MixedNames(self.text, self._words, self.source, self.spoken)
            taken = {w.start for w in missing}
            for start, end in mixed.spans():
                if not any(start <= at < end for at in taken):
                    yield Flaw("names", f"the article has no '{self.text[start:end]}'", start, end)

    def _without_capitals(self) -> Iterator[Flaw]:
        """Yield a flaw for a name in a script without capitals if no word of it occurs in the source."""
        found = [w for w in self._words if len(w.folded) > 1]
        if found and not any(w.folded in text for w in found for text in self.source.folded):
            start, end = found[0].start, found[-1].end
            yield Flaw("names", f"the article has no '{self.text[start:end]}'", start, end)

    @cached_property
    def _words(self) -> tuple[Word, ...]:
        return tuple(words(self.text))

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self.source, self.spoken, self.native)

    @cached_property
    def _spelled_out(self) -> frozenset[int]:
        return self._forms.spelled_out(self._words)

    def _is_licensed(self, word: Word) -> bool:
        return self._forms.licenses(word, dotted=self.text[word.end : word.end + 1] == ".")

    @cached_property
    def _translated(self) -> bool:
        return self.spoken.partition("-")[0] != self.native.partition("-")[0]

    @cached_property
    def _capitals_tell_nothing(self) -> bool:
        return is_title_case(self.text, self.spoken) or self.spoken in _NOUNS_HAVE_CAPITALS

    def _missing(self) -> Iterator[Word]:
        scripts = _scripts(self.source)
        for word in self._words:
            wide = max(word.raw) >= "\u2e80"
            if wide or not word.capital or _script(word.raw) not in scripts:
                continue
            if self._is_licensed(word) or word.start in self._spelled_out:
                continue
            if self._forms.has_other_number(word):
                yield word
                continue
            pieces = list(parts(word)) or [word]
            for piece in pieces:
                counts = piece.capital and len(piece.folded) > 1 and self._is_name(piece, word)
                if counts and not (len(pieces) > 1 and self._is_licensed(piece)):
                    yield piece

    def _is_name(self, word: Word, of: Word) -> bool:
        """True if ``word`` (all or part of ``of``) must occur in the source."""
        raw, language = word.raw, self.spoken
        code = raw[:CODE].isalpha() and raw[:CODE].isupper() and raw.isalnum()  # "ZQX0002", but not "G20", "5G", "737s"
        if any(map(str.isdigit, raw)) or word.folded in ADDRESS or word.folded in calendar(language) | SCALES:
            return code and any(map(str.isdigit, raw))
        if self._translated:
            known = word.acronym or self._is_place(word) or is_word(raw, language)
            return not (known or (language != "en" and is_compound(raw, language)))
        if word.acronym:
            return self._is_proper_acronym(word)
        if self._capitals_tell_nothing or (opens_sentence(self.text, of.start) and not self._counts_first(of)):
            return self._is_name_anywhere(word)
        if is_ordinary(raw, language):
            return not self._forms.has_relative(word.folded) and (language == "en" or self._follows_name(of))
        return True

    def _is_proper_acronym(self, word: Word) -> bool:
        """True for an acronym that is a name ("BBC"). In a text in capitals, a dictionary decides."""
        if self._shouts:
            return self._is_name_anywhere(word._replace(raw=word.raw.capitalize()))
        return self._is_place(word) or not is_countable(word.raw, self.spoken)

    def _follows_name(self, word: Word) -> bool:
        """True for a common word right behind a name: "Maria Santos", but "el Gobierno" and "el Tribunal Supremo"."""
        before = self._ahead.get(word.start)
        if before is None or not before.raw.istitle() or not adjacent(self.text, before, word):
            return False
        if before.folded in FUNCTION_WORDS.get(self.spoken, ()):
            return False
        shapes = self.source.shapes.get(before.folded, 0)
        return not is_ordinary(before.raw, self.spoken) or bool(shapes and not shapes & LOWER)

    def _is_name_anywhere(self, word: Word) -> bool:
        """True if the dictionary shows that ``word`` is a name, where capitals say nothing."""
        raw, language = word.raw, self.spoken
        if raw[0].islower() or not has_dictionary(language):
            return False
        place, base = self._is_place(word), lemma(raw, language)
        if language in _NOUNS_HAVE_CAPITALS:  # "Male" is a capital, and the plural of "Mal"
            return (place and base == raw) or not (is_word(raw, language) or is_compound(raw, language))
        if place and (base[:1].isupper() or not is_ordinary(raw, language)):
            return True
        if language not in _RICH and not is_word(raw, language):
            return False
        return (is_name(raw, language) or self._is_subject(word)) and not self._is_common(raw)

    def _is_place(self, word: Word) -> bool:
        return country_of(word.folded, self.spoken) is not None or word.folded in cities(self.spoken)

    @cached_property
    def _shouts(self) -> bool:
        """True for a text in capitals."""
        return sum(map(str.isupper, self.text)) > 2 * sum(map(str.islower, self.text)) and len(self._words) > 2

    def _is_subject(self, word: Word) -> bool:
        """True for a bare word right before a verb. In an English sentence, a common noun would have an article."""
        after = self._behind.get(word.end)
        sentence = self.spoken == "en" and self.text.rstrip()[-1:] in {".", "!", "?"}
        if after is None or not sentence or self._capitals_tell_nothing or not adjacent(self.text, word, after):
            return False
        verb = after.raw.islower() and lemma(after.raw, "en") != after.raw
        plural = after.raw.endswith("s") and after.folded not in FUNCTION_WORDS["en"]
        named = lemma(word.raw, "en") == word.raw
        speaks = (
            lemma(after.raw, "en") == "say"
            and lemma(word.folded, "en") == word.folded
            and is_word(word.folded + "s", "en")
        )
        return verb and not plural and (named or (speaks and not self._forms.has_relative(word.folded)))

    @cached_property
    def _ahead(self) -> dict[int, Word]:
        """The start of a word -> the word before it."""
        return {right.start: left for left, right in pairwise(self._words)}

    @cached_property
    def _behind(self) -> dict[int, Word]:
        """The end of a word -> the next word."""
        return {left.end: right for left, right in pairwise(self._words)}

    def _is_common(self, raw: str) -> bool:
        """True for a common word that the dictionary lacks, or has only with a capital."""
        lower = raw.lower()
        if lower in FUNCTION_WORDS.get(self.spoken, ()) or small_number(Word(0, 0, raw, lower)) is not None:
            return True
        made = any(lower.startswith(p) and is_ordinary(lower.removeprefix(p), self.spoken) for p in _PREFIXES)
        return not is_word(raw, self.spoken) and (made or self._forms.has_relative(lower))

    def _counts_first(self, word: Word) -> bool:
        """True if the first word of a name field is checked: it is not a plural such as "Prosecutors"."""
        if not self.whole or word.start:
            return False
        return not is_ordinary(word.raw, self.spoken) or lemma(word.raw.lower(), self.spoken) == word.raw.lower()

    def _nearest(self, word: Word) -> str:
        """Return the closest word of the source, for the message only; empty if none is close."""
        if len(word.folded) < 4:
            return ""
        from difflib import get_close_matches

        among = [w for w, s in self.source.shapes.items() if s & ~LOWER and abs(len(w) - len(word.folded)) <= 2]
        near = get_close_matches(word.folded, among, n=1, cutoff=0.75)
        return self.source.spellings.get(near[0], "") if near else ""


@lru_cache(maxsize=4_096)
def _script(word: str) -> str:
    """The script of the first letter: LATIN, CYRILLIC."""
    letter = next((c for c in word if c.isalpha()), "")
    return character_name(letter, "").partition(" ")[0] if letter else ""


@lru_cache(maxsize=8)
def _scripts(source: Lexicon) -> frozenset[str]:
    """Return the scripts used by at least a fifth of the words of the source."""
    counts = Counter(_script(w) for w in source.shapes if w[:1].isalpha())
    return frozenset(s for s, n in counts.items() if n * 5 >= counts.total())
