"""The words of a source that a name may be made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from unicodedata import normalize

from .countries import begins_country, countries, country_of
from .dictionary import is_ordinary, is_word, lemma
from .language import FUNCTION_WORDS
from .names import runs_of_names
from .tokens import fold
from .words import ACRONYM, CAPITAL, LOWER, PARTICLES, Word, parts, words

__all__ = ["Lexicon"]

_LONG = 4
"""Fewest letters of a word whose initial counts in the acronym of a phrase."""


@dataclass(frozen=True)
class Lexicon:
    """The words of one or more texts, for checking that a name may come from them.

    Case says nothing in a text without capitals, or all in capitals: any of its words may be a name.
    """

    texts: tuple[str, ...]

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(normalize("NFC", text) for text in self.texts)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The texts without case and accents."""
        return tuple(fold(text) for text in self._plain)

    @cached_property
    def words(self) -> tuple[tuple[Word, ...], ...]:
        """The words of each text."""
        return tuple(tuple(words(text)) for text in self._plain)

    @cached_property
    def _cased(self) -> tuple[bool, ...]:
        """For each text, True if its capitals are meaningful."""
        found = []
        for text in self._plain:
            upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
            found.append(upper * 200 > lower and upper < lower * 2)
        return tuple(found)

    @cached_property
    def cased(self) -> bool:
        """True if the capitals of all texts are meaningful."""
        return all(self._cased)

    @cached_property
    def shapes(self) -> dict[str, int]:
        """Folded word, or part of one with a hyphen or an apostrophe -> the shapes that it has, or-ed together."""
        found: dict[str, int] = {}
        for cased, text in zip(self._cased, self.words, strict=True):
            for whole in {word.raw: word for word in text}.values():
                for word in (whole, *parts(whole)):
                    shape = word.shape if cased else LOWER | CAPITAL | ACRONYM
                    found[word.folded] = found.get(word.folded, 0) | shape
                if "-" in whole.folded:
                    found.setdefault(whole.folded.replace("-", ""), whole.shape)
        return found

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Folded word -> its spelling in the texts, with a capital if they ever have one."""
        found: dict[str, str] = {}
        for text in self.words:
            for word in text:
                if word.capital or word.folded not in found:
                    found[word.folded] = word.raw
        return found

    def lemmas(self, language: str) -> frozenset[str]:
        """The folded base forms of the words."""
        known = self._known
        if language not in known:
            known[language] = frozenset(fold(lemma(raw, language)) for raw in self.spellings.values())
        return known[language]

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def runs(self) -> tuple[tuple[Word, ...], ...]:
        """The runs of capitalised words, with particles between, of the texts whose capitals mean something."""
        found: list[tuple[Word, ...]] = []
        for cased, text, all_words in zip(self._cased, self._plain, self.words, strict=True):
            if cased:
                found += [tuple(run) for run in runs_of_names(text, list(all_words), "en")]
        return tuple(found)

    @cached_property
    def initials(self) -> str:
        """The first letters of the words of names, particles left out, a space between names: "imf nyc"."""
        runs = [[w.folded[:1] for w in run if w.capital] for run in self.runs]
        return " ".join("".join(run) for run in runs)

    @cached_property
    def phrases(self) -> str:
        """The first letter of each word that carries meaning, a space for each other word; particles are left out."""
        common = FUNCTION_WORDS["en"] - PARTICLES
        return " ".join(
            "".join(
                " " if w.folded in common or len(w.folded) < _LONG else w.folded[:1]
                for w in text
                if w.folded not in PARTICLES
            )
            for text in self.words
        )

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The folded words that are written in capitals; in a text without capitals, those that are no words."""
        return frozenset(
            w
            for w, shapes in self.shapes.items()
            if shapes & ACRONYM and len(w) > 1 and not (shapes & LOWER and (len(w) < 3 or is_word(w, "en")))
        )

    def countries(self, language: str) -> frozenset[str]:
        """The codes of the countries that the texts mention, by their own name or by that of their people."""
        known = self._countries
        if language not in known:
            known[language] = frozenset(self._named_countries(language))
        return known[language]

    @cached_property
    def _countries(self) -> dict[str, frozenset[str]]:
        return {}

    def _named_countries(self, language: str) -> Iterator[str]:
        names_of = countries(language)
        for word, shapes in self.shapes.items():
            code = country_of(word, language)
            if code and (shapes & ACRONYM or (shapes & CAPITAL and not self._is_pronoun(word, language))):
                yield code
        starts = begins_country(language)
        for text in self.words:
            for n, first in enumerate(text):
                if first.folded in starts:
                    near = [w.folded for w in text[n : n + 8] if w.folded not in PARTICLES and w.folded != "and"]
                    for length in range(2, len(near) + 1):
                        if code := names_of.get(tuple(near[:length])):
                            yield code

    @staticmethod
    def _is_pronoun(word: str, language: str) -> bool:
        """True for a word that is a name only in capitals: "us", and "un" in French."""
        return len(word) <= 3 and (is_ordinary(word, language) or word in FUNCTION_WORDS.get(language, ()))

    @cached_property
    def _starts(self) -> dict[str, list[str]]:
        """The first one to four letters of a word -> the words with that beginning."""
        found: dict[str, list[str]] = {}
        for word in self.shapes:
            for length in range(1, min(len(word), 4) + 1):
                found.setdefault(word[:length], []).append(word)
        return found

    def by_start(self, start: str) -> list[str]:
        """The folded words that begin with ``start``, of up to four letters."""
        return self._starts.get(start, [])

    @cached_property
    def short(self) -> frozenset[str]:
        """The folded words of two to six letters with a capital and a period after them."""
        found: set[str] = set()
        for text, all_words in zip(self._plain, self.words, strict=True):
            last = (([*parts(w)] or [w])[-1] for w in all_words if w.capital and text[w.end : w.end + 1] == ".")
            found.update(w.folded for w in last if 2 <= len(w.folded) <= 6 and w.folded.isalpha())
        return frozenset(found)

    @cached_property
    def _neighbours(self) -> tuple[dict[str, list[Word]], dict[str, list[Word]]]:
        """A folded word of a name -> the words directly before it in names, and those directly after it."""
        before: dict[str, list[Word]] = {}
        after: dict[str, list[Word]] = {}
        for run in self.runs:
            for left, right in pairwise(run):
                before.setdefault(right.folded, []).append(left)
                after.setdefault(left.folded, []).append(right)
        return before, after

    def preceding(self, word: str) -> list[Word]:
        """Return the words directly before the folded ``word`` in names."""
        return self._neighbours[0].get(word, [])

    def following(self, word: str) -> list[Word]:
        """Return the words directly after the folded ``word`` in names."""
        return self._neighbours[1].get(word, [])

    @cached_property
    def _runs_of(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for n, run in enumerate(self.runs):
            for word in run:
                found.setdefault(word.folded, set()).add(n)
        return found

    def together(self, left: str, right: str) -> bool:
        """True if two folded words occur in one name."""
        return not self._runs_with(left).isdisjoint(self._runs_with(right))

    def _runs_with(self, word: str) -> set[int]:
        """The numbers of the runs that have ``word``, in the plural or not."""
        runs = self._runs_of
        return set().union(*(runs.get(form, ()) for form in (word, word + "s", word.removesuffix("s"))))

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset((a.folded, b.folded) for text in self.words for a, b in pairwise(text))

    def side_by_side(self, left: str, right: str) -> bool:
        """True if one folded word is directly before the other anywhere."""
        return (left, right) in self._pairs

    def stands_alone(self, word: str) -> bool:
        """True if the folded ``word`` is a name by itself somewhere."""
        runs = self.runs
        return any(len(runs[n]) == 1 for n in self._runs_of.get(word, ()))

    def between(self, left: str, right: str) -> set[str]:
        """Return the folded words that occur alone between two words of a name; empty if these are ever adjacent."""
        found: set[str] = set()
        for n in self._runs_of.get(left, set()) & self._runs_of.get(right, set()):
            run = [w.folded for w in self.runs[n]]
            a, b = run.index(left), run.index(right)
            if b == a + 1:
                return set()
            if b == a + 2:
                found.add(run[a + 1])
        return found

    def holds(self, name: str) -> bool:
        """True if each word of ``name`` except particles occurs in the texts, in any case."""
        return all(w.folded in self.shapes or w.folded in PARTICLES for w in words(normalize("NFC", name)))
