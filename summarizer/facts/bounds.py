"""Bounds of a number, by the words before and after it: "at least 25", "nearly half", "50 or more", "500+"."""

import re
from typing import Literal

__all__ = ["Bound", "bound", "bound_begins"]

Bound = Literal["exact", "at_least", "at_most", "about"]
REACH = 32
"""Code points before a number that are searched for its bound."""
_BOUND_WORDS: dict[Bound, str] = {
    "at_most": "at most|up to|no more than|not more than|no later than|fewer than|less than|lower than|under|below"
    "|maximum of|a maximum of|capped at|as many as|as much as|höchstens|bis zu|weniger als|unter|moins de|au plus"
    "|jusqu'à|menos de|hasta|como máximo",
    "at_least": "at least|more than|greater than|higher than|upwards of|over|above|no fewer than|no less than"
    "|not less than|minimum of|a minimum of|exceeding|exceeds|exceeded|exceed|topped|topping|mindestens|mehr als|über"
    "|au moins|plus de|más de|al menos|por lo menos|além de",
    "about": "an estimated|about|around|nearly|almost|approximately|roughly|some|estimated|close to|circa|just under"
    "|just over|rund|etwa|ungefähr|fast|knapp|gut|environ|près de|quelque|unos|unas|casi|cerca de|alrededor de"
    "|aproximadamente",
}
_BOUNDS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{b}>{w})" for b, w in _BOUND_WORDS.items()) + r")\s(?:the\s|a\s|an\s)?[(]?$",
    re.IGNORECASE,
)
_BOUND_ENDS = frozenset(
    {"the", "a", "an"} | {phrase.split()[-1] for words in _BOUND_WORDS.values() for phrase in words.split("|")}
)
"""Last words of bounds: after any other word, no search is needed."""
_JUST = re.compile(r"\b(?:just|slightly|a little) (?:under|over|below|above|more than|less than)\s$", re.IGNORECASE)
_AFTER_BOUND = re.compile(
    r"\s?(?:or|and|oder|ou|y|o) (?P<at_least>more|above|over|older|higher|later|greater|mehr|más|plus)\b"
    r"|\s?(?:or|and) (?P<at_most>less|fewer|under|below|younger|lower)\b"
    r"|\s?or (?P<about>so)\b"
    r"|\+|-plus\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:days?|weeks?|months?|years?|hours?)\b")


def bound_begins(text: str, start: int) -> int:
    """Return the offset of the words that bound the number at ``start``, "at least 25", or ``start`` if none do."""
    first = max(0, start - REACH)
    found = _BOUNDS.search(text, first, start) if _may_bound(text[first:start]) else None
    return found.start() if found else start


def bound(text: str, start: int, end: int, kind: str) -> Bound:
    """The bound of a quantity by the words before and after it: a minimum, a maximum, an estimate, else "exact"."""
    after = _AFTER_BOUND.match(text, end)
    if after and kind != "year":
        return "at_most" if after["at_most"] else "about" if after["about"] else "at_least"
    before = text[max(0, start - REACH) : start]
    if not _may_bound(before):
        return "exact"
    if _JUST.search(before):
        return "about"
    found = _BOUNDS.search(before)
    if found is None:
        return "exact"
    word = found.group().strip().lower()
    if word in {"over", "under"} and kind == "measure" and " over" in before and text[end : end + 1] != "-":
        return "exact" if _LASTS.search(text[end : end + 8]) else "at_least"
    return "at_most" if found["at_most"] else "at_least" if found["at_least"] else "about"


def _may_bound(before: str) -> bool:
    """True if the text before a number ends with the last word of a bound: a cheap test before the search."""
    return before.rstrip(" (").rpartition(" ")[2].lower() in _BOUND_ENDS
