"""What a number counts, in the words of its text."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .quantities import Quantity

__all__ = ["MAX_CLAUSE", "counted", "results"]

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
    if before and not _turned(text[before[-1].end() : q.start]):
        return before[-1][1].strip()
    start = max((m.end() for m in _BREAK.finditer(text, 0, q.start)), default=0)
    after = _BREAK.search(text, q.end)
    clause = " ".join(text[start : after.start() if after else len(text)].split())
    return clause if len(clause) <= MAX_CLAUSE and len(clause) > q.end - q.start + 3 else None


def _turned(between: str) -> bool:
    """Whether another number stands there, and a break behind it: "the number of cases at 17, against 11 last year"."""
    last = max((n for n, c in enumerate(between) if c.isdigit()), default=-1)
    return last >= 0 and _BREAK.search(between, last + 1) is not None


_NAME_BEFORE = re.compile(r"\b(?:[A-Z][\w’'-]* )?[A-Z][\w’'-]*[a-z][\w’'-]* $")
_PLACES = frozenset("in at near from of outside across around for to by on and with".split())
LONG = 1_000
"""From here on, a number is no part of a name."""


def results(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Of the numbers ``found`` in ``text`` in order, those that count nothing alone: "won 3-0", "a 5-4 decision".

    A pair that rises to what it counts is a range: "15-20 people". Nor does a number count that ends a name: "grounding
    Falcon 9 flights"; behind the name of a place it may: "in Arden 14 people died".
    """
    numbers = list(found)
    alone = {q for q in numbers if q.kind == "number" and q.values[0] < LONG and _ends_name(text, q.start)}
    for a, b in pairwise(numbers):
        bare = a.kind == b.kind == "number" and a.unit is None and (b.unit is None or b.values[0] <= a.values[0])
        if bare and text[a.end : b.start] in {"-", "–", " - "}:
            alone |= {a, b}
    yield from (q for q in numbers if q in alone)


def _ends_name(text: str, at: int) -> bool:
    """Whether the number at ``at`` follows a name that neither begins the sentence nor seems to be a place."""
    name = _NAME_BEFORE.search(text, max(0, at - 60), at)
    if name is None:
        return False
    before = text[max(0, name.start() - 30) : name.start()].rstrip().rpartition(" ")[2].lower()
    return bool(before) and before not in _PLACES and before[-1] not in ".!?:;,“\"'‘("
