"""Where two wordings of one sentence differ: a name in the place of another."""

from collections.abc import Iterator, Sequence
from typing import Literal

from .names import Lexicon, names
from .tokens import stem, tokens

__all__ = ["swapped_names"]

NEAR_COPY = 0.6
"""The share of a statement's words that a sentence has in the same order, for the two to be compared word by word."""
Change = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
MAX_TOKENS = 120
"""Aligning is quadratic in the worst case: longer statements and sentences are not compared."""


def swapped_names(statement: str, sentences: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """``(start, end, other)``: a name of ``statement`` where its near copy in ``sentences`` has the name ``other``."""
    ours = tokens(statement)
    our_names = [(a, b) for a, b, sure in names(statement) if sure]
    if not our_names or len(ours) > MAX_TOKENS:
        return
    said = {t for a, b in our_names for *_, t in tokens(statement[a:b])}
    copied, sentence, changes = max(
        (_compared(ours, s) for s in sentences if _has_others(s, said)), default=(0.0, "", [])
    )
    if copied < NEAR_COPY:
        return
    theirs = tokens(sentence)
    their_names = [(a, b) for a, b, sure in names(sentence) if sure]
    for change, i, j, k, m in changes:
        if change != "replace" or j >= len(ours) or not _joined(ours[j][2], theirs[m : m + 1]):
            continue
        mine = _last_inside(our_names, ours[i][0], ours[j - 1][1])
        other = _last_inside(their_names, theirs[k][0], theirs[m - 1][1])
        if mine is None or other is None:
            continue
        told, meant = statement[slice(*mine)], sentence[slice(*other)]
        if not Lexicon((meant,)).holds(told) and not Lexicon((told,)).holds(meant):
            yield *mine, meant


def _has_others(sentence: str, said: set[str]) -> bool:
    """Whether ``sentence`` has a name beyond the words ``said``."""
    return any(t not in said for a, b, _ in names(sentence) for *_, t in tokens(sentence[a:b]))


def _compared(ours: Sequence[tuple[int, int, str]], sentence: str) -> tuple[float, str, list[Change]]:
    """``(share of our words that the sentence has in the same order, the sentence, how one becomes the other)``."""
    from difflib import SequenceMatcher

    theirs = tokens(sentence)
    if len(theirs) > MAX_TOKENS:
        return 0.0, sentence, []
    matcher = SequenceMatcher(None, [stem(t) for *_, t in ours], [stem(t) for *_, t in theirs], autojunk=False)
    copied = sum(size for _, _, size in matcher.get_matching_blocks()) / len(ours)
    return copied, sentence, [*matcher.get_opcodes()] if copied >= NEAR_COPY else []


def _joined(word: str, following: Sequence[tuple[int, int, str]]) -> bool:
    """Whether both go on with the same word: the two names then have the same part in the sentence."""
    return bool(following) and stem(following[0][2]) == stem(word)


def _last_inside(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The last of ``spans`` that lies in ``[start, end)``."""
    return next(((a, b) for a, b in reversed(spans) if start <= a and b <= end), None)
