"""Who does what to whom: names in another order, or in each other's place."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .context import Profile, profile
from .names import names
from .tokens import fold, vocabulary

__all__ = ["exchanged_names", "reversed_pairs"]

_PASSIVE = re.compile(r"\b(?:by|von|durch|par|por|from|of)\s$", re.IGNORECASE)
NEAR = 60
"""Code points between two names that one verb still joins."""
SAME = 3
"""Words of content in a row that two sentences must share beside a name."""
_CLAUSE = re.compile(r"[,;:.()–—]")
_LISTED = re.compile(r"^[\s,;&]*(?:and|or|und|y|et|vs?\.?)?\s*$|\band\b", re.IGNORECASE)


def _heads(text: str, known: frozenset[str] = frozenset()) -> list[tuple[int, int, str]]:
    """``(start, end, head)`` of each name of ``text``: its span, and its last word, folded.

    A single word that opens the sentence is a name if it is one of ``known``.
    """
    return [(start, end, head) for start, end, head, sure in _all_heads(text) if sure or head in known]


@lru_cache(maxsize=1024)
def _all_heads(text: str) -> list[tuple[int, int, str, bool]]:
    found = []
    for start, end, sure in names(text):
        words = text[start:end].split()
        head = fold(words[-1].strip(".,;:'’\"()")) if words else ""
        if head:
            found.append((start, end, head, sure))
    return found


def reversed_pairs(statement: str, sentences: Sequence[str], language: str) -> Iterator[tuple[int, int, str, str]]:
    """``(start, end, first, second)``: two names of ``statement`` that a sentence has the other way round.

    The same words stand between them, both in the active voice or both in the passive.
    """
    if len(_all_heads(statement)) < 2:
        return
    for sentence in sentences:
        theirs = _heads(sentence)
        ours = _heads(statement, frozenset(head for *_, head in theirs))
        theirs = _heads(sentence, frozenset(head for *_, head in ours))
        where = {head: (a, b) for a, b, head in reversed(theirs)}
        for (a, b, first), (c, d, second) in pairwise(ours):
            if first == second or first not in where or second not in where or where[second][0] >= where[first][0]:
                continue
            between, there = statement[b:c], sentence[where[second][1] : where[first][0]]
            if _apart(between) or _apart(there) or bool(_PASSIVE.search(between)) != bool(_PASSIVE.search(there)):
                continue
            if _stems(between, language) & _stems(there, language):
                yield a, d, sentence[slice(*where[second])], sentence[slice(*where[first])]


def exchanged_names(statement: str, sentences: Sequence[str], language: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, other)``: a name that no sentence has, where one has ``other`` among the same words.

    The same: SAME words of content in a row before the name, or behind it.
    """
    ours = _heads(statement)
    if not ours:
        return
    said = {head for *_, head in ours}
    words = profile(statement, language)
    for start, end, head in ours:
        if any(head in vocabulary(s) for s in sentences):
            continue
        before, behind = _beside(words, start, end)
        for sentence in sentences:
            theirs = profile(sentence, language)
            for a, b, other in _heads(sentence):
                if other in said or len(other) < 3:
                    continue
                left, right = _beside(theirs, a, b)
                if (len(behind) == SAME and behind == right) or (len(before) == SAME and before == left):
                    yield start, end, sentence[a:b]
                    return


def _beside(words: Profile, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The SAME words of content before ``start`` and behind ``end``."""
    at, stems = words
    first, last = bisect_left(at, start), bisect_left(at, end)
    return stems[max(0, first - SAME) : first], stems[last : last + SAME]


def _apart(between: str) -> bool:
    """Whether what stands between two names keeps them apart: a list, another clause, many words."""
    return len(between) > NEAR or bool(_LISTED.search(between) or _CLAUSE.search(between))


def _stems(text: str, language: str) -> set[str]:
    return set(profile(text, language)[1])
