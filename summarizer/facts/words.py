"""The words of a text, with their shapes: the material of names."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .tokens import fold, tokens

__all__ = ["ACRONYM", "CAPITAL", "LOWER", "PARTICLES", "Word", "adjacent", "opens_sentence", "parts", "words"]

PARTICLES = frozenset("of the de del da di du do dos van von der den la le al bin ibn & y e".split())
"""Small words inside a name."""
_OPENING = frozenset("\"'“‘«„‚‹([{¿¡*-–—•「『 \t\u00a0")
_ENDING = frozenset(".!?:;…。！？：\n–—|•")


class Word(NamedTuple):
    """A word at ``[start, end)`` of a text: ``raw`` as written, without a possessive; ``folded`` for comparison."""

    start: int
    end: int
    raw: str
    folded: str

    @property
    def capital(self) -> bool:
        """True if it begins with a capital letter, or has one inside ("iPhone")."""
        return not self.raw.islower() and any(map(str.isupper, self.raw))

    @property
    def acronym(self) -> bool:
        """True for two or more capitals and nothing else except periods and a plural s: "U.S.", "NGOs"."""
        if self.raw[1:].islower():  # nearly all
            return False
        letters = [c for c in self.raw.removesuffix("s") if c.isalpha()]
        return len(letters) > 1 and all(map(str.isupper, letters)) and not any(map(str.isdigit, self.raw))

    @property
    def shape(self) -> int:
        """LOWER, CAPITAL or ACRONYM."""
        return ACRONYM if self.acronym else CAPITAL if self.capital else LOWER


LOWER, CAPITAL, ACRONYM = 1, 2, 4


def words(text: str) -> Iterator[Word]:
    """The words of ``text``; single letters with periods are one word: "J. K." is "jk"."""
    letters: list[Word] = []
    for start, end, folded in tokens(text):
        raw = text[start:end].removesuffix("'s").removesuffix("’s")
        word = Word(start, end, raw, folded)
        single = len(folded) <= 2 and text[end : end + 1] == "." and raw.replace(".", "").isupper()
        if letters and (not single or start - letters[-1].end > 2):
            yield _joined(text, letters)
            letters = []
        if single:
            letters.append(word)
        else:
            yield word
    if letters:
        yield _joined(text, letters)


def _joined(text: str, letters: list[Word]) -> Word:
    start, end = letters[0].start, letters[-1].end
    return Word(start, end, text[start:end].replace(" ", ""), "".join(w.folded for w in letters))


def parts(word: Word) -> Iterator[Word]:
    """Return the parts of ``word`` between hyphens and apostrophes; empty for a word without any."""
    if "-" in word.raw or "'" in word.raw or "’" in word.raw:
        at = word.start
        for piece in re.split("[-'’]", word.raw):
            if piece:
                yield Word(at, at + len(piece), piece, fold(piece))
            at += len(piece) + 1


def adjacent(text: str, left: Word, right: Word) -> bool:
    """True if only a space, a hyphen, or an abbreviation's period and a space is between two words."""
    between = text[left.end : right.start]
    return between in {" ", "\u00a0", "-"} or (between in {". ", ".\u00a0"} and len(left.folded) <= 4)


def opens_sentence(text: str, start: int) -> bool:
    """True if a word at ``start`` may be capitalised only because it opens a sentence, a quotation or a line."""
    at = start
    while at and text[at - 1] in _OPENING:
        at -= 1
        if text[at] not in " \t\u00a0-":
            opens = at + 1 == start or text[at + 1] in _OPENING - {" "} or text[at] not in "\"'”’»"
            if opens:
                return True
    return at == 0 or text[at - 1] in _ENDING or (at != start and text[at - 1] in "”’»)]" and text[at - 2] in _ENDING)
