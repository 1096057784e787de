"""Which figures of two articles count one thing, and how they stand to each other.

That two different figures count one thing is judged by a logistic regression over what a reader looks at: whether
topics, units, days and names agree, whether both lead their articles, who says them, how far apart they are. Its
weights were fitted to the 255 pairs of ``tests/daily/conflicts_*.jsonl``: cross-validated F1 of conflicts .66.
Many different things look alike to it: what it says is a hint. ``python -m tests.bench conflicts`` prints it all.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import exp
from typing import Literal, NamedTuple

from ..facts.attribution import same_speaker
from ..facts.index import Index
from ..facts.names import names
from ..facts.tokens import fold, stem
from .figures import Figure, agree, allows, likeness

__all__ = ["Group", "Pair", "Relation", "Sides", "aligned", "differing", "signs"]

Relation = Literal["same", "rounded", "updated", "conflict"]
Group = tuple[list[Figure], Literal["updated", "conflict"]]
"""Figures of one thing that do not agree, and how they stand to each other."""

ALIKE = 0.45
"""How much of the words around two agreeing figures must be alike where their topics do not tell."""
SAME_WORDS = 0.7
"""How much of the words around two figures must be alike so that nothing else need be asked."""
LIKELY = 0.35
"""The probability from which two different figures are said to count one thing."""
SOON = timedelta(hours=3)
"""The time within which a count that moves on is taken for one of the same moment."""
LATER = timedelta(hours=20)
"""The time after which any figure is taken for a newer one."""
_MOVING = frozenset({"dead", "injured", "missing", "rescued", "sick", "burned", "households", "evacuated", "vote",
                     "arrested", "homes"})  # fmt: skip
"""What is counted anew from hour to hour."""
_UPDATES = re.compile(
    r"\b(?:rose|risen|rises|climbed|fell|fallen|dropped|went up|up) to\b|\bto [\d.,]+ (?:on \w+ )?from\b|\bup from\b"
    r"|\bdown from\b|\b(?:lift|rais|revis|increas|lower|cut)(?:ed|es|s|ing)? (?:its|the|their|his|her) "
    r"(?:\w+ ){0,3}(?:offer|bid|forecast|estimate|outlook|guidance|toll|figure)|\bnow (?:sees|expects|puts)\b"
    r"|\btaking the (?:number|toll|total)\b|\bhad (?:earlier )?(?:said|guided|forecast)\b|\bstieg\b|\bgestiegen\b"
    r"|\b(?:subió|aumentó|ascendió) a\b|\best(?:imée?)? désormais\b|\bpassé[e]? à\b",
    re.IGNORECASE,
)
_WEIGHTS = {
    "words": 0.34,
    "sentences": 0.16,
    "unit": 0.01,
    "other unit": -0.04,
    "topic": 0.76,
    "other topic": -0.04,
    "only ones": 0.56,
    "only of their topic": 0.40,
    "both lead": 1.64,
    "one leads": 0.12,
    "close": 0.32,
    "near": 1.58,
    "far": -0.74,
    "speakers": 0.49,
    "other speaker": 0.76,
    "day": 0.16,
    "other day": 0.65,
    "names": 0.56,
    "agrees elsewhere": -1.08,
    "best": 0.82,
    "half best": -0.16,
    "marks": -0.57,
    "count": 0.26,
    "date": 0.10,
    "time": -0.23,
}
_BIAS = -5.11
_APART = frozenset(
    {"dead", "injured", "missing", "rescued", "arrested", "charged", "evacuated", "doses", "profit", "revenue"}
)
"""Topics that are never told of the same figure."""
_TOLLS = frozenset({"dead", "injured", "missing", "arrested", "crowd"})
"""Topics that an event has one figure of, at a time."""
_OTHERS = frozenset({"past", "new", "kept", "all", "asked", "forecast"})
_STRONG = frozenset({"women", "men", "median", "first", "full", "suspected", "capacity"})
"""Marks that only one of two figures has make them figures of two things."""
_TIMED = frozenset({"day", "clock"})
"""Days and hours, which an article has many of: only those on which something is to begin are compared."""
_GENERIC = frozenset(
    map(stem, "people persons person men women others residents menschen personen personnes personas".split())
)
"""Words after a number that leave open what it counts."""


class Sides:
    """The figures of two articles, with how alike the words around each two of them are."""

    def __init__(self, one: Sequence[Figure], other: Sequence[Figure], index: Index) -> None:
        """Likeness is worked out once, for pairs of one dimension."""
        self.one = one
        self.other = other
        self.index = index
        self.likeness = {(a.place, b.place): likeness(a, b) for a in one for b in other if a.dimension == b.dimension}
        self._best: dict[tuple[str, int, int], float] = {}
        for places, like in self.likeness.items():
            for place in places:
                self._best[place] = max(like, self._best.get(place, 0.0))

    def best(self, a: Figure, b: Figure) -> tuple[bool, bool]:
        """Whether ``a`` is as like ``b`` as any figure of its article is, and the same of ``b``."""
        like = self.likeness[a.place, b.place]
        return like >= self._best[b.place], like >= self._best[a.place]


class Pair(NamedTuple):
    """A figure of each of two articles that count one thing."""

    one: Figure
    other: Figure
    relation: Relation


def aligned(
    one: Sequence[Figure], other: Sequence[Figure], times: tuple[datetime | None, datetime | None], index: Index
) -> Iterator[Pair]:
    """The pairs of figures of two articles that count one thing, each figure at most once: agreeing ones first.

    ``times``: when the articles were published.
    """
    found: list[tuple[bool, float, int, Pair]] = []
    sides = Sides(one, other, index)
    for a in one:
        for b in other:
            if a.dimension == b.dimension and agree(a, b):
                common = (a.near & b.topics) | (a.topics & b.near)
                like = sides.likeness[a.place, b.place]
                if common or like >= ALIKE:
                    same = abs(a.value - b.value) <= 1e-6 * max(abs(a.value), abs(b.value))
                    found.append((False, -like, len(found), Pair(a, b, "same" if same else "rounded")))
    for likely, a, b in differing(sides):
        if likely >= LIKELY and (a.dimension not in _TIMED or "start" in (a.near & b.topics) | (a.topics & b.near)):
            told: Relation = "updated" if _moved_on(a, b, times, index) else "conflict"
            found.append((True, -likely, len(found), Pair(a, b, told)))
    taken: set[tuple[str, int]] = set()
    for *_, pair in sorted(found, key=lambda f: f[:3]):
        places = {f.place[:2] for f in (pair.one, pair.other)}  # a day begins where its number does
        if not taken & places:
            taken |= places
            yield pair


def differing(sides: Sides) -> Iterator[tuple[float, Figure, Figure]]:
    """``(probability that they tell one thing, figure, figure)`` of the pairs of two articles that may disagree."""
    for a in sides.one:
        for b in sides.other:
            if a.dimension == b.dimension and not agree(a, b) and not allows(a, b):
                yield _likely(a, b, sides), a, b


def _moved_on(a: Figure, b: Figure, times: tuple[datetime | None, datetime | None], index: Index) -> bool:
    if any(_UPDATES.search(index.texts[f.sentence]) for f in (a, b)):
        return True
    if times[0] is None or times[1] is None:
        return False
    apart = abs(times[0] - times[1])
    moving = bool(((a.near & b.topics) | (a.topics & b.near)) & _MOVING)
    if apart >= LATER:  # told of one day all the same: two voices on that day
        return moving or not index.calendar[a.sentence] & index.calendar[b.sentence]
    return moving and apart >= SOON


def _likely(a: Figure, b: Figure, sides: Sides) -> float:
    """The probability that two different figures count one thing."""
    if a.near & _APART and b.near & _APART and not a.topics & b.topics & _APART:
        return 0.0
    if (a.marks ^ b.marks) & _STRONG:
        return 0.0
    told = signs(a, b, sides)
    if told["words"] >= SAME_WORDS and told["best"] and not told["marks"]:
        return 1.0
    if a.near & b.near & _TOLLS and not (a.marks ^ b.marks) & _OTHERS:
        return max(LIKELY, _weighed(told))
    return _weighed(told)


def _weighed(told: dict[str, float]) -> float:
    return 1 / (1 + exp(-(_BIAS + sum(_WEIGHTS[name] * value for name, value in told.items()))))


def signs(a: Figure, b: Figure, sides: Sides) -> dict[str, float]:
    """What speaks for or against two figures counting one thing, each from 0 to 1."""
    one, other, index = sides.one, sides.other, sides.index
    like = sides.likeness[a.place, b.place]
    stems = index.stems[a.sentence], index.stems[b.sentence]
    units = _unit(a, index), _unit(b, index)
    common = (a.near & b.topics) | (a.topics & b.near)
    leads = [_leads(f, index) for f in (a, b)]
    ratio = max(a.value, b.value) / min(a.value, b.value) if min(a.value, b.value) > 0 else 99.0
    speakers = index.speakers.get(a.sentence), index.speakers.get(b.sentence)
    days = index.calendar[a.sentence], index.calendar[b.sentence]
    named = _named(index.texts[a.sentence]), _named(index.texts[b.sentence])
    best = sides.best(a, b)
    told = {
        "words": like,
        "sentences": len(stems[0] & stems[1]) / max(1, min(map(len, stems))),
        "unit": units[0] is not None and units[0] == units[1],
        "other unit": None not in units and units[0] != units[1],
        "topic": bool(common),
        "other topic": bool(a.near and b.near and not common),
        "only ones": _alone(a, one) and _alone(b, other),
        "only of their topic": bool(a.near & b.near)
        and _alone(a, one, a.near & b.near)
        and _alone(b, other, a.near & b.near),
        "both lead": all(leads),
        "one leads": leads[0] != leads[1],
        "close": ratio < 1.6,
        "near": ratio < 4,
        "far": ratio >= 20,
        "speakers": None not in speakers,
        "other speaker": bool(
            speakers[0] and speakers[1] and not same_speaker(speakers[0].speaker, speakers[1].speaker)
        ),
        "day": bool(days[0] & days[1]),
        "other day": bool(days[0] and days[1] and not days[0] & days[1]),
        "names": min(2, len(named[0] & named[1])) / 2,
        "agrees elsewhere": any(_equal(a, f) for f in other) or any(_equal(b, f) for f in one),
        "best": all(best),
        "half best": best[0] != best[1],
        "marks": bool(a.marks ^ b.marks),
        "count": a.dimension == "number",
        "date": a.dimension in {"day", "clock"},
        "time": a.dimension == "time",
    }
    return {name: float(value) for name, value in told.items()}


def _alone(figure: Figure, among: Sequence[Figure], topics: frozenset[str] = frozenset()) -> bool:
    """Whether no other figure of its article has its dimension, and one of ``topics`` if there are any."""
    return not any(f != figure and f.dimension == figure.dimension and (not topics or f.topics & topics) for f in among)


def _equal(a: Figure, b: Figure) -> bool:
    return a.dimension == b.dimension and abs(a.value - b.value) <= 1e-6 * abs(a.value)


def _leads(figure: Figure, index: Index) -> bool:
    """Whether it stands in the first sentence of its article's news."""
    document, _ = index.places[figure.sentence]
    return figure.sentence == next((s.id for s in document.sentences if s.role == "body"), "")


def _named(text: str) -> frozenset[str]:
    return frozenset(text[start:end].casefold() for start, end, sure in names(text) if sure)


def _unit(figure: Figure, index: Index) -> str | None:
    """The stem of the word that a count counts, where one follows it that tells."""
    quantity = next((q for q in index.quantities[figure.sentence] if q.start == figure.start), None)
    if quantity is None or quantity.kind != "number" or not quantity.unit:
        return None
    word = stem(fold(quantity.unit))
    return None if word in _GENERIC else word
