"""Who does what to whom: two names in one order here and in the other order there."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .context import Profile, profile
from .names import names
from .tokens import fold

__all__ = ["reversed_pairs"]

_PASSIVE = re.compile(r"\b(?:by|von|durch|par|por|from|of)\s$", re.IGNORECASE)
NEAR = 60
"""Code points between two names that one verb still joins."""
_CLAUSE = re.compile(r"[,;:.()–—]")
_LISTED = re.compile(r"^[\s,;&]*(?:and|or|und|y|et|vs?\.?)?\s*$|\band\b", re.IGNORECASE)


def _heads(text: str) -> list[tuple[int, int, str]]:
    """``(start, end, head)`` of each sure name of ``text``: its span, and its last word, folded."""
    found = []
    for start, end, sure in names(text):
        words = text[start:end].split()
        if sure and words:
            found.append((start, end, fold(words[-1].strip(".,;:'’\"()"))))
    return found


def reversed_pairs(statement: str, sentences: Sequence[str], language: str) -> Iterator[tuple[int, int, str, str]]:
    """``(start, end, first, second)``: two names of ``statement`` that a sentence has the other way round.

    The same words stand between them, both in the active voice or both in the passive.
    """
    ours = _heads(statement)
    if len(ours) < 2:
        return
    words = profile(statement, language)
    for sentence in sentences:
        theirs = _heads(sentence)
        where = {head: (a, b) for a, b, head in theirs}
        source: Profile | None = None
        for (a, b, first), (c, d, second) in pairwise(ours):
            if first == second or first not in where or second not in where or where[second][0] >= where[first][0]:
                continue
            between = statement[b:c]
            if _LISTED.search(between) or _CLAUSE.search(between) or c - b > NEAR:
                continue
            source = source or profile(sentence, language)
            there = sentence[where[second][1] : where[first][0]]
            told = _stems(words, b, c)
            meant = _stems(source, where[second][1], where[first][0])
            passive = bool(_PASSIVE.search(between)) != bool(_PASSIVE.search(there))
            apart = len(there) > NEAR or _CLAUSE.search(there) or _LISTED.search(there)
            if told & meant and not passive and not apart:
                yield a, d, sentence[slice(*where[second])], sentence[slice(*where[first])]


def _stems(words: Profile, start: int, end: int) -> set[str]:
    return {stem for at, stem in zip(*words, strict=True) if start <= at < end}
