"""The figures of an article as they can be compared with another's: in one unit, with what their words allow.

What a figure counts is told by topics (the dead, the injured, the price of a share: what news counts, in four
languages), by the words around it, and by marks that make it another thing (a forecast, last year's). It stands for the
values that its words allow: "more than 2,300", "1.3 billion", "nearly 700".
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from ..facts.bounds import Bound
from ..facts.context import around, profile
from ..facts.dates import dates
from ..facts.index import Index
from ..facts.quantities import Quantity
from .topics import ONLY, marks, topics

__all__ = ["Figure", "agree", "allowed", "allows", "figures", "likeness"]


REACH = 1.67
"""How far above "at least" or below "at most" another figure may be and still be meant by it."""
MOST = 30
"""Figures of one article: each is compared with each of another's."""
MAGNITUDES = 10.0
"""Below it a number that is no whole one tells the strength of an earthquake, where a sentence names one."""
MARKED = 100
"""Code points, another clause counting as 45, within which a word makes a figure one of another thing."""
ABOUT = 0.06
"""How far "about" reaches."""


class Figure(NamedTuple):
    """A figure of the sentence ``sentence`` at ``[start, end)`` of its text. ``low`` and ``high``: what it allows.

    ``near``: the topics beside it; ``topics``: also those of its sentence that are nearer to no other such figure.
    """

    sentence: str
    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    dimension: str
    bound: Bound
    near: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    words: Mapping[str, float] = MappingProxyType({})

    @property
    def place(self) -> tuple[str, int, int]:
        """Its sentence and its span there: what no other figure of an index has."""
        return self.sentence, self.start, self.end


_LENGTHS = {
    "km": 1000.0,
    "m": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "mile": 1609.34,
    "foot": 0.3048,
    "inch": 0.0254,
    "yard": 0.9144,
}
_TIMES = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
_MASSES = {"kg": 1.0, "tonne": 1000.0, "gram": 0.001, "mg": 1e-6, "pound": 0.4536, "ounce": 0.02835}
_AREAS = {"hectare": 1.0, "acre": 0.4047, "km²": 100.0, "m²": 1e-4, "mile²": 259.0, "foot²": 9.2903e-6}
_VOLUMES = {"litre": 1.0, "ml": 0.001, "gallon": 3.785, "barrel": 158.99, "m³": 1000.0, "foot³": 28.317, "km³": 1e12}
_SPEEDS = {"km/h": 1.0, "mph": 1.609, "knot": 1.852}
_TABLES = {"length": _LENGTHS, "time": _TIMES, "mass": _MASSES, "area": _AREAS, "speed": _SPEEDS, "volume": _VOLUMES}
_BASES = {unit: (name, factor) for name, table in _TABLES.items() for unit, factor in table.items()}
_CLAUSE = re.compile(r"[,;:()–—]|\s(?:and|while|but|with|of which|after|und|während|et|y|mientras)\s")


def figures(index: Index, document: str) -> Iterator[Figure]:
    """The first MOST figures of one document's news: counts, shares, money, measures, days."""
    left = MOST
    for i in index.body:
        place, _ = index.places[i]
        if place.id != document or not left:
            continue
        found = list(islice(_told(i, index.texts[i], index.quantities[i], place.published), left))
        left -= len(found)
        yield from _with_topics(index, i, found)


def _told(i: str, text: str, found: tuple[Quantity, ...], published: date | None) -> Iterator[Figure]:
    """The figures of the sentence ``i`` before anybody asks what they count."""
    skip = None
    ages = [m.span() for m in _AGES.finditer(text)]
    for q, after in zip(found, [*found[1:], None], strict=False):
        if q is skip or any(a <= q.start < b for a, b in ages):
            continue
        if after is not None and _IN.fullmatch(text, q.end, after.start) and after.values[0] > q.values[0] > 0:
            share = 100 * q.values[0] / after.values[0]  # one in eight
            skip = after
            yield Figure(i, q.start, after.end, text[q.start : after.end], share, share, share, "percent", q.bound)
            continue
        based = _based(q)
        if based is not None:
            dimension, value, unit = based
            if dimension == "number" and value < MAGNITUDES and not value.is_integer() and _QUAKE.search(text):
                dimension = "magnitude"
            yield Figure(i, q.start, q.end, q.text, value, *allowed(q, value, unit), dimension, q.bound)
    for dated in dates(text, published):
        begin, end = dated.readings[0]
        if begin == end and re.search(r"\d", dated.text):
            day = float(begin.toordinal())
            yield Figure(i, dated.start, dated.end, dated.text, day, day, day, "day", "exact")


_AGES = re.compile(
    r"\b(?:are|is|were|was|those|all|anyone|aged|people|children)\s(?:under|over|aged)\s\d+", re.IGNORECASE
)
_QUAKE = re.compile(r"magnitude|quake|tremor|Richter|Erdbeben|séisme|terremoto|sismo", re.IGNORECASE)
_IN = re.compile(r"\s(?:[^\W\d]+\s)?(?:in|out of)\s(?:every\s)?")
_OF = re.compile(r"\s(?:of|out of|der|des|de los|de las|sur les)\s(?:the\s|its\s|those\s|all\s)?")


def _with_topics(index: Index, i: str, found: list[Figure]) -> Iterator[Figure]:
    """The figures of one sentence with the topics that belong to each."""
    if not found:
        return
    text, language = index.texts[i], index.places[i][0].language
    near: list[list[tuple[int, str]]] = [[] for _ in found]
    owned: list[set[str]] = [set() for _ in found]
    for match in topics().finditer(text):
        far = [_distance(text, match, f) for f in found]
        topic = match.lastgroup or ""
        for n, f in enumerate(found):
            if ONLY.get(topic, f.dimension) != f.dimension:
                continue
            near[n].append((far[n], topic))
            if far[n] <= min(d for d, g in zip(far, found, strict=True) if g.dimension == f.dimension):
                owned[n].add(topic)
    for n, (f, after) in enumerate(zip(found, [*found[1:], None], strict=False)):
        if after is not None and _OF.fullmatch(text, f.end, after.start):
            owned[n] |= owned[n + 1]  # 40 of the 212 rescued
    words = profile(text, language)
    for n, f in enumerate(found):
        nearest = min(near[n], default=(0, ""))[0]
        beside = frozenset(topic for distance, topic in near[n] if distance <= nearest + 12)
        yield f._replace(
            near=beside, topics=beside | owned[n], marks=_marks(text, f), words=around(words, f.start, f.end)
        )


def _marks(text: str, f: Figure) -> frozenset[str]:
    """What the words around a figure make of it."""
    return frozenset(m.lastgroup or "" for m in marks().finditer(text) if _distance(text, m, f) <= MARKED)


def _distance(text: str, match: "re.Match[str]", f: Figure) -> int:
    """Code points between a topic's word and a figure; one in another clause stands farther off."""
    begin, end = (match.end(), f.start) if match.end() <= f.start else (f.end, match.start())
    if begin >= end:
        return 0
    between = text[begin:end]
    return len(between) + 45 * len(_CLAUSE.findall(between))


def _based(q: Quantity) -> tuple[str, float, float] | None:
    """The dimension of a quantity, its value in that dimension's base unit, and the factor between them."""
    value = q.values[0]
    if q.kind in {"year", "ordinal", "age"} or (q.small and q.kind == "number"):
        return None
    if q.kind == "measure":
        name, factor = _BASES.get(q.unit or "", (q.unit or "", 1.0))
        return name, value * factor, factor
    if q.kind == "money":
        return f"money {q.unit}", value, 1.0
    if q.kind == "number" and 0 < value < 1 and not re.match(r"[\d.,]+$", q.text):
        return "percent", 100 * value, 100.0  # two fifths
    return {"percent": "percent", "points": "points", "time": "clock"}.get(q.kind, "number"), value, 1.0


def allowed(q: Quantity, value: float, factor: float = 1.0) -> tuple[float, float]:
    """The values that a figure's words allow."""
    if q.bound == "at_least":
        return value, value * REACH
    if q.bound == "at_most":
        return value / REACH, value
    half = _step(q.text) * factor / 2
    if q.bound == "about":
        half = max(half, ABOUT * value)
    return value - half, value + half


def _step(told: str) -> float:
    """The step in which a figure is told: 0.1 billion of "1.3 billion", 100 of "2,300", 0 of small whole numbers."""
    digits = re.search(r"\d[\d.,  ]*", told)
    scale = next(
        (
            s
            for word, s in (
                ("illi", 1e9),
                ("milliard", 1e9),
                ("billion", 1e9),
                ("trillion", 1e12),
                ("million", 1e6),
                ("thousand", 1e3),
                ("tausend", 1e3),
            )
            if word != "illi" and word in told.lower()
        ),
        1.0,
    )
    if digits is None:
        return scale if scale > 1 else 0.0
    plain = digits[0].strip(" .,")
    decimals = re.search(r"[.,](\d{1,2})$", plain)
    if decimals:
        return scale * 10.0 ** -len(decimals[1])
    if scale > 1:
        return scale
    whole = re.sub(r"\D", "", plain)
    zeros = len(whole) - len(whole.rstrip("0"))
    return 10.0**zeros if len(whole) >= 3 and zeros >= 1 else 0.0


def likeness(a: Figure, b: Figure) -> float:
    """How alike the words around two figures are, 0 to 1, topics counting as words."""
    if not a.words or not b.words:
        return 0.0
    shared = sum(min(weight, b.words[word]) for word, weight in a.words.items() if word in b.words)
    total = min(sum(a.words.values()), sum(b.words.values()))
    return shared / total if total else 0.0


def agree(a: Figure, b: Figure) -> bool:
    """Whether the words of both allow one value."""
    return a.low <= b.high and b.low <= a.high


def allows(a: Figure, b: Figure) -> bool:
    """Whether a bound of one allows the other, however far off: "at least 17" and 40 do not contradict each other."""
    lower, upper = (a, b) if a.value < b.value else (b, a)
    return lower.bound == "at_least" or upper.bound == "at_most"
