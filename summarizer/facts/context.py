"""What stands around a place of a text: the words by which two mentions of one fact are told from two facts."""

from bisect import bisect_left
from functools import lru_cache

from ..language import FUNCTION_WORDS
from .tokens import stem, tokens

__all__ = ["FAR", "REACH", "Profile", "around", "profile"]

REACH = 7
"""Content words to each side that count as near."""
_WEIGHTS = tuple(3.0 / (3.0 + distance) for distance in range(REACH))
FAR = 0.12
"""What a word of the same sentence beyond REACH counts, or one of the sentence before."""

Profile = tuple[tuple[int, ...], tuple[str, ...]]
"""Offsets and stems of the content words of a text, in order."""


@lru_cache(maxsize=1024)
def profile(text: str, language: str = "en") -> Profile:
    """The content words of ``text``; hyphenated words in parts."""
    common = FUNCTION_WORDS.get(language, frozenset())
    at: list[int] = []
    stems: list[str] = []
    for start, _, token in tokens(text):
        for part in (token,) if token.isalnum() else token.replace("'", "-").split("-"):
            if len(part) > 1 and part not in common and not part.isdigit():
                at.append(start)
                stems.append(stem(part))
    return tuple(at), tuple(stems)


def around(words: Profile, start: int, end: int) -> dict[str, float]:
    """Stem -> how near it stands to ``[start, end)``: 1 beside it, falling with each content word between."""
    at, stems = words
    before = bisect_left(at, start)
    after = bisect_left(at, end)
    near: dict[str, float] = {}
    for word, weight in zip(stems[max(0, before - REACH) : before][::-1], _WEIGHTS, strict=False):
        near.setdefault(word, weight)
    for word, weight in zip(stems[after : after + REACH], _WEIGHTS, strict=False):
        if near.get(word, 0.0) < weight:
            near[word] = weight
    return near
