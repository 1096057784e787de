"""Mutations: one exact error planted in a correct statement, to test whether the checks notice it.

Deterministic: the choice depends on the statement's own text. A mutation never yields a statement that the article's
own numbers and names make correct again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from ..documents.source_index import Index
from ..facts.names import names
from ..facts.quantities import Quantity, quantities

__all__ = ["KINDS", "Mutation", "mutations"]

_T = TypeVar("_T")

_FOREIGN_NAMES = ("Hollenbeck", "Marwick", "Oduya", "Tavistock", "Lindqvist", "Quillota", "Brescia", "Ferncastle")
_QUOTED = re.compile(r"[\"“]([^\"”“]{12,300})[\"”]")


@dataclass(frozen=True, slots=True)
class Mutation:
    """``text`` with one error of ``kind`` at ``[start, end)``."""

    kind: str
    text: str
    start: int
    end: int


def mutations(text: str, index: Index) -> Iterator[Mutation]:
    """Yield at most one mutation of each kind of ``KINDS`` that ``text`` allows."""
    for kind, make in _MAKERS.items():
        made = make(text, index)
        if made is not None and made[0] != text:
            yield Mutation(kind, *made)


def _chosen(items: list[_T], text: str) -> _T:
    return items[crc32(text.encode()) % len(items)]


def _put(text: str, start: int, end: int, new: str) -> tuple[str, int, int]:
    return text[:start] + new + text[end:], start, start + len(new)


def _numbers(text: str, index: Index) -> list[Quantity]:
    """Return the numbers of ``text`` written in digits that the article has."""
    found = quantities(text, index.language)
    return [q for q in found if not q.small and re.search(r"\d", q.text) and index.valued(q.values)]


def _digits(quantity: Quantity) -> re.Match[str] | None:
    return re.search(r"\d[\d.,]*\d|\d", quantity.text)


def _foreign_number(text: str, index: Index) -> tuple[str, int, int] | None:
    for q in _numbers(text, index):
        written = _digits(q)
        if written is None:
            continue
        for step in (3, 7, 11, 17, 29):
            first = re.match(r"\d+", written[0])
            new = written[0].replace(first[0], str(int(first[0]) + step), 1) if first else written[0]
            mutated = _put(text, q.start + written.start(), q.start + written.end(), new)
            told = quantities(mutated[0], index.language)
            other = next((t for t in told if t.start <= mutated[1] < t.end), None)
            if other is not None and not index.valued(other.values):
                return mutated
    return None


def _sure(text: str) -> list[tuple[int, int]]:
    return [(a, b) for a, b, sure in names(text) if sure and b - a > 2]


def _number_in_a_name(text: str, index: Index) -> tuple[str, int, int] | None:
    """Replace a number that counts by one that the article has only within a name."""
    counted = {value for _, q in index.numbers if not q.named for value in q.values}
    inside = [q.text for _, q in index.numbers if q.named and q.text.isdigit() and counted.isdisjoint(q.values)]
    counting = [q for q in _numbers(text, index) if q.kind == "number" and q.unit and q.text.isdigit()]
    if not inside or not counting:
        return None
    return _put(text, counting[0].start, counting[0].end, _chosen(inside, text))


def _foreign_name(text: str, index: Index) -> tuple[str, int, int] | None:
    for start, end in _sure(text):
        last = re.search(r"[^\W\d_]+$", text[start:end])
        new = _chosen(list(_FOREIGN_NAMES), text)
        if last and len(last[0]) > 3 and index.lexicon.holds(last[0]):
            return _put(text, start + last.start(), start + last.end(), new)
    return None


def _quotation_altered(text: str, _: Index) -> tuple[str, int, int] | None:
    for match in _QUOTED.finditer(text):
        words = list(re.finditer(r"[A-Za-z]{4,}", match[1]))
        if len(match[1].split()) >= 3 and words:
            word = _chosen(words, text)
            new = "harbour" if word[0].lower() != "harbour" else "garden"
            return _put(text, match.start(1) + word.start(), match.start(1) + word.end(), new)
    return None


_Maker = Callable[[str, Index], tuple[str, int, int] | None]
_MAKERS: dict[str, _Maker] = {
    "foreign number": _foreign_number,
    "foreign name": _foreign_name,
    "number within a name": _number_in_a_name,
    "quotation altered": _quotation_altered,
}
KINDS = tuple(_MAKERS)
"""The kinds of mutations, in the order of a scoreboard."""
