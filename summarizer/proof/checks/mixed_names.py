"""Names mixed from two others in the source: "Peter Hall" from Peter Lund and John Hall."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...facts.countries import countries, country_of
from ...facts.dictionary import lemma
from ...facts.lexicon import Lexicon
from ...facts.name_forms import small_number
from ...facts.words import LOWER, Word, adjacent

__all__ = ["ADDRESS", "MixedNames"]

ADDRESS = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
"""Forms of address by gender."""
_JUNIOR = frozenset({"jr", "sr", "junior", "senior"})


@dataclass(frozen=True)
class MixedNames:
    """Compares the ``words`` of ``text`` with a source whose capitals mark names."""

    text: str
    words: tuple[Word, ...]
    source: Lexicon
    spoken: str

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of names whose words occur in the source only in other names."""
        for left, right in pairwise(self.words):
            named = left.capital and right.capital and adjacent(self.text, left, right)
            stands = self.source.side_by_side(left.folded, right.folded)
            if named and not stands and self._is_mixed(left, right):
                yield left.start, right.end
        yield from self._initials()
        yield from self._countries()

    def _is_mixed(self, left: Word, right: Word) -> bool:
        source = self.source
        if (kind := ADDRESS.get(left.folded)) is not None:
            others = {ADDRESS[w.folded] for w in source.preceding(right.folded) if w.folded in ADDRESS}
            return bool(others) and kind not in others
        if right.folded in _JUNIOR:
            others = {w.folded[0] for w in source.following(left.folded) if w.folded in _JUNIOR}
            return bool(others) and right.folded[0] not in others and not self._is_plain(left)
        if (value := small_number(right)) is not None and left.raw.istitle():
            values = {v for w in source.following(left.folded) if (v := small_number(w)) is not None}
            if values:
                return value not in values
            numeral = len(right.raw) > 1 and right.raw.isupper()
            named = source.together(left.folded, left.folded) and self._is_proper(left)
            return numeral and named and bool(source.preceding(right.folded))
        return self._is_of_two(left, right)

    def _is_of_two(self, left: Word, right: Word) -> bool:
        """True for the first name of one person with the surname of another, both named in full in the source."""
        source = self.source
        if not (self._is_proper(left) and self._is_proper(right)) or source.together(left.folded, right.folded):
            return False
        if source.stands_alone(left.folded) or country_of(left.folded, self.spoken):
            return False
        after = [w for w in source.following(left.folded) if self._is_proper(w)]
        before = [w for w in source.preceding(right.folded) if self._is_proper(w)]
        return bool(after and before)

    def _is_plain(self, last: Word) -> bool:
        """True if the source also has a full name that ends with ``last``, without a suffix."""
        runs = (run for run in self.source.runs if len(run) > 1)
        return any(run[-1].folded == last.folded and run[-2].folded not in ADDRESS for run in runs)

    def _is_proper(self, word: Word) -> bool:
        """True for a word that can only be a name: not a common word, and never in lower case in the source."""
        small = self.source.shapes.get(word.folded, 0) & LOWER
        return not small and not word.acronym and word.raw.istitle() and lemma(word.raw, self.spoken)[:1].isupper()

    def _initials(self) -> Iterator[tuple[int, int]]:
        """Yield names with a wrong initial: "John D. Hall" where the source has "John F. Hall"."""
        for first, initial, last in zip(self.words, self.words[1:], self.words[2:], strict=False):
            named = len(initial.folded) == 1 and initial.raw.isupper() and first.raw.istitle() and last.raw.istitle()
            if named and adjacent(self.text, first, initial) and adjacent(self.text, initial, last):
                between = self.source.between(first.folded, last.folded)
                if between and not any(w.startswith(initial.folded) for w in between):
                    yield first.start, last.end

    def _countries(self) -> Iterator[tuple[int, int]]:
        """Yield mixed countries: "North Korea" where the source has "South Korea" and "North Carolina"."""
        known = countries(self.spoken)
        for left, right in pairwise(self.words):
            code = known.get((left.folded, right.folded))
            foreign = code and code not in self.source.countries(self.spoken) and adjacent(self.text, left, right)
            if foreign and left.folded in self.source.shapes and not self.source.stands_alone(left.folded):
                yield left.start, right.end
