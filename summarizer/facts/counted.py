"""What a number counts, in the words of its text."""

import re

from .quantities import Quantity

__all__ = ["MAX_CLAUSE", "counted"]

MAX_CLAUSE = 140
"""Code points of a clause that is short enough to stand beside its number."""
_NUMBER_OF = re.compile(
    r"\b(?:number|total) of ((?:[^\W\d_][\w'’-]*\s?){1,8}?)\s(?:fired|killed|taken|to|in|at|has|had|rose|fell|by)\b"
)
_BREAK = re.compile(
    r"[,;:!?](?=\s|$)|\s[–—-]\s|[()\"“”„«»]|\.(?=\s|$)|\s(?=(?:but|while|which|who|aber|während|mais|pero)\s)"
)


def counted(text: str, q: Quantity) -> str | None:
    """The words that tell what the number ``q`` of the sentence ``text`` counts, verbatim; None if they are too many.

    Those of "the number of … to 25"; else the clause that the number stands in, the number included.
    """
    before = list(_NUMBER_OF.finditer(text, 0, q.start))
    if before:
        return before[-1][1].strip()
    start = max((m.end() for m in _BREAK.finditer(text, 0, q.start)), default=0)
    after = _BREAK.search(text, q.end)
    clause = " ".join(text[start : after.start() if after else len(text)].split())
    return clause if len(clause) <= MAX_CLAUSE and len(clause) > q.end - q.start + 3 else None
