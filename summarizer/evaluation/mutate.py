"""Mutations: one error of a known kind put into a statement that was right, to see whether a verifier notices.

Deterministic: the choice depends on the statement's own text. A mutation never yields a statement that is right again
by the article's own numbers and names.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from ..facts.cues import NEGATIONS
from ..facts.index import Index
from ..facts.names import names
from ..facts.quantities import Quantity, quantities, same
from ..facts.tokens import fold, tokens

__all__ = ["KINDS", "Mutation", "mutations"]

_T = TypeVar("_T")

_FOREIGN_NAMES = ("Hollenbeck", "Marwick", "Oduya", "Tavistock", "Lindqvist", "Quillota", "Brescia", "Ferncastle")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|has|have|had|can|could|should|may|might|must|did|does|do)\b(?! not\b|n't)",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b([a-z]{3,}ed|said|won|took|made|went|came|got|gave|found|told|left|lost|beat|became|began)\b")
_BASE = {"said": "say", "won": "win", "took": "take", "made": "make", "went": "go", "came": "come", "got": "get",
         "gave": "give", "found": "find", "told": "tell", "left": "leave", "lost": "lose", "beat": "beat",
         "became": "become", "began": "begin"}  # fmt: skip
_NOT = re.compile(
    r"\b(?:did|does|do) not (?=[a-z])|\b(?:did|does|do)n['’]t (?=[a-z])|"
    r"(?<![-\w])(?:not|never) | (?:not|never)(?![-\w])|(?<=[a-z])n['’]t\b|\bno (?=[a-z])",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:at least|at most|up to|more than|less than|fewer than|nearly|almost|about|around|over|under|approximately|"
    r"roughly|some|an estimated) (?=[$£€]?\d)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“]([^\"”“]{12,300})[\"”]")


@dataclass(frozen=True, slots=True)
class Mutation:
    """``text`` with one error of ``kind`` at ``[start, end)``."""

    kind: str
    text: str
    start: int
    end: int


def mutations(text: str, index: Index) -> Iterator[Mutation]:
    """At most one mutation of each kind of ``KINDS`` that ``text`` allows."""
    for kind, make in _MAKERS.items():
        made = make(text, index)
        if made is not None and made[0] != text:
            yield Mutation(kind, *made)


def _chosen(items: list[_T], text: str) -> _T:
    return items[crc32(text.encode()) % len(items)]


def _put(text: str, start: int, end: int, new: str) -> tuple[str, int, int]:
    return text[:start] + new + text[end:], start, start + len(new)


def _numbers(text: str, index: Index) -> list[Quantity]:
    """The numbers of ``text`` written in digits that the article has."""
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


def _number_swapped(text: str, index: Index) -> tuple[str, int, int] | None:
    ours = quantities(text, index.language)
    for q in _numbers(text, index):
        others = [
            s
            for _, s in index.numbers
            if s.kind == q.kind and not s.small and re.search(r"\d", s.text) and not any(same(s, t) for t in ours)
        ]
        if others:
            return _put(text, q.start, q.end, _chosen(others, text).text)
    return None


def _sure(text: str) -> list[tuple[int, int]]:
    return [(a, b) for a, b, sure in names(text) if sure and b - a > 2]


def _foreign_name(text: str, index: Index) -> tuple[str, int, int] | None:
    for start, end in _sure(text):
        last = re.search(r"[^\W\d_]+$", text[start:end])
        new = _chosen(list(_FOREIGN_NAMES), text)
        if last and len(last[0]) > 3 and index.lexicon.holds(last[0]):
            return _put(text, start + last.start(), start + last.end(), new)
    return None


def _name_swapped(text: str, index: Index) -> tuple[str, int, int] | None:
    said = {fold(t) for a, b in _sure(text) for t in text[a:b].split()}
    others = sorted(
        {
            source[a:b]
            for source in (index.texts[i] for i in index.body)
            for a, b in _sure(source)
            if said.isdisjoint(fold(t) for t in source[a:b].split()) and "\n" not in source[a:b]
        }
    )
    places = _sure(text)
    return _put(text, *places[0], _chosen(others, text)) if others and places else None


def _actors_swapped(text: str, _: Index) -> tuple[str, int, int] | None:
    places = _sure(text)
    for n, (a, b) in enumerate(places):
        for c, d in places[n + 1 :]:
            one, two = text[a:b], text[c:d]
            if {fold(t) for t in one.split()}.isdisjoint(fold(t) for t in two.split()) and re.search(
                r" [a-z]+ ", text[b:c]
            ):
                return text[:a] + two + text[b:c] + one + text[d:], a, a + len(two) + (c - b) + len(one)
    return None


def _negation_inserted(text: str, _: Index) -> tuple[str, int, int] | None:
    if any(t in NEGATIONS or t.endswith("n't") for *_, t in tokens(text)):
        return None
    if found := _AUXILIARY.search(text):
        return _put(text, found.end(), found.end(), " not")
    if found := _PAST.search(text):
        word = found[1]
        base = _BASE.get(word) or (word[:-2] if not word.endswith("eed") else word)
        return _put(text, found.start(), found.end(), f"did not {base}")
    return None


def _negation_removed(text: str, _: Index) -> tuple[str, int, int] | None:
    found = _NOT.search(text)
    if found is None or re.match(r"not only|no longer", text[found.start() :].strip(), re.IGNORECASE):
        return None
    mutated = _put(text, found.start(), found.end(), "")
    return mutated[0], max(0, found.start() - 1), min(len(mutated[0]), found.start() + 12)


def _bound_dropped(text: str, _: Index) -> tuple[str, int, int] | None:
    found = _BOUND.search(text)
    return (*_put(text, found.start(), found.end(), "")[:1], found.start(), found.start() + 6) if found else None


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
    "number swapped": _number_swapped,
    "foreign name": _foreign_name,
    "name swapped": _name_swapped,
    "actors swapped": _actors_swapped,
    "not inserted": _negation_inserted,
    "not removed": _negation_removed,
    "bound dropped": _bound_dropped,
    "quotation altered": _quotation_altered,
}
KINDS = tuple(_MAKERS)
"""The kinds of mutations, in the order of a scoreboard."""
