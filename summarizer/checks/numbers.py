"""Numbers of a statement against its source: by value, kind and unit, and by what they are said of.

A number may stand in the article as it is, rounded, or follow from two others. One that stands there but about
something else, where the source has another number, is as wrong as one that does not stand there at all.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from ..citations import Citations
from ..facts.context import around, profile
from ..facts.counted import counted
from ..facts.index import Index
from ..facts.quantities import Quantity, comparable, quantities, same
from ..facts.tokens import stem
from . import Flaw

__all__ = ["check_counted", "check_numbers", "label", "tells_when"]

UNRELATED = 0.02
"""Nearness under which a number of another sentence is about something else."""
RIVAL = 1.8
"""How many times nearer another number must be to be the one that is meant."""
RIVAL_AT_LEAST = 0.22
_CLAUSE = re.compile(r"[,;:.!?](?=\s|$)")


def check_numbers(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Flaws of the numbers of ``text``; citations are added for numbers that other sentences carry."""
    found = quantities(text, index.language)
    words = profile(text, index.language) if found else ((), ())
    for q in found:
        if q.small:
            yield from _other_measure(q, index, cites)
            continue
        near = around(words, q.start, q.end)
        valued = index.valued(q.values)
        own = [(i, s) for i, s in valued if comparable(q, s) or _elided(q, i, s, index)]
        own = own or _alike(q, index, near, cites)
        if not own:
            yield from _absent(text, q, found, index, cites, near)
            continue
        ranked = sorted(((index.nearness(near, i, s.start, s.end), i, s) for i, s in own), key=lambda r: -r[0])
        score, best, source = ranked[0]
        cited = [r for r in ranked if r[1] in cites.ids]
        rival = _parallel(q, source, best, words[1], index) or _namesake(q, source, best, index)
        rival = rival or _rival(q, index, near, found)
        if rival and rival[0] >= RIVAL_AT_LEAST and rival[0] > RIVAL * score:
            message = f"{q.text!r} stands in the article about something else; here it has {rival[1].text!r}"
            yield Flaw("number", message, q.start, q.end, hard=False)
        elif not cited and score < UNRELATED and q.kind != "age" and not _points_back(text, q):
            yield Flaw("number", f"{q.text!r} stands in the article, but about something else", q.start, q.end)
        elif not cited and not cites.cite(best):
            yield Flaw(
                "number",
                f"{q.text!r} stands in the article, but not in the cited sentences",
                q.start,
                q.end,
                hard=False,
            )
        if lost := _bound_lost(q, cited[0][2] if cited else source):
            yield Flaw("bound", lost, q.start, q.end, hard=False)


def _other_measure(q: Quantity, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Half a kilometre, where the cited sentences have half a mile."""
    if q.kind != "measure":
        return
    held = [s for i in cites.ids for s in index.quantities[i] if s.kind == "measure" and s.values[0] == q.values[0]]
    if held and not any(s.unit == q.unit for s in held):
        yield Flaw("number", f"the article has {held[0].text} {held[0].unit}, not {q.unit}", q.start, q.end)


def _elided(q: Quantity, sentence: str, source: Quantity, index: Index) -> bool:
    """Whether the source leaves the measure to another number or word of its sentence: "13 instead of eleven hours"."""
    if q.kind != "measure" or q.unit is None or source.kind != "number" or source.unit is not None:
        return False
    return q.unit in index.stems[sentence] or any(s.unit == q.unit for s in index.quantities[sentence])


def _points_back(text: str, q: Quantity) -> bool:
    """Whether a number without a word of its own points to one told before: "none of the 18 was charged"."""
    return q.kind == "number" and q.unit is None and text[: q.start].lower().endswith((" the ", " these ", " those "))


def check_counted(counts: str, source: Quantity, sentence: str, index: Index) -> Flaw | None:
    """What a figure is said to count stands nearer to no other number of its sentence or of the ones beside it."""
    near = dict.fromkeys(profile(counts, index.language)[1], 1.0)
    if not near:
        return None
    own = index.nearness(near, sentence, source.start, source.end)
    others = [
        (index.nearness(near, i, s.start, s.end), s)
        for i in index.around([sentence])
        for s in index.quantities[i]
        if s.kind == source.kind and not s.small and not same(s, source)
    ]
    score, rival = max(others, key=lambda o: o[0], default=(0.0, source))
    if score >= RIVAL_AT_LEAST and score > RIVAL * own:
        return Flaw("number", f"the article has {rival.text!r} of this, not {source.text!r}", 0, len(counts))
    if own < UNRELATED:
        return Flaw("number", f"nothing of this stands near {source.text!r}", 0, len(counts), hard=False)
    return None


def _alike(q: Quantity, index: Index, near: dict[str, float], cites: Citations) -> list[tuple[str, Quantity]]:
    """The numbers that ``q`` rounds or bounds, said of the same: "about 1.2 million" for 1,187,345."""
    if q.kind in {"year", "ordinal", "time"}:
        return []
    return [
        (i, s)
        for i, s in index.numbers
        if _exchangeable(q, s)
        and _of_one_sort(q, s)
        and _rounds(q, s)
        and (i in cites.ids or index.nearness(near, i, s.start, s.end) >= RIVAL_AT_LEAST)
    ]


def _of_one_sort(a: Quantity, b: Quantity) -> bool:
    """Whether both count the same thing, as far as the words behind them tell."""
    return a.unit is None or b.unit is None or stem(a.unit.lower()) == stem(b.unit.lower())


def _rounds(q: Quantity, source: Quantity) -> bool:
    value, exact = q.values[0], source.values[0]
    if not exact or not value or (value < 0) != (exact < 0):
        return False
    off = (value - exact) / exact
    if q.bound == "at_least":
        return -0.1 <= off <= 0
    if q.bound == "at_most":
        return 0 <= off <= 0.1
    digits = len(f"{abs(value):.10g}".replace(".", "").strip("0")) or 1
    whole = len(f"{abs(exact):.10g}".replace(".", "").strip("0"))
    if q.bound == "about":
        return abs(off) <= 0.06
    return digits < whole and digits >= 2 and f"{exact:.{digits}g}" == f"{value:.{digits}g}"


def _absent(  # noqa: PLR0913, PLR0917 - one number in its surroundings
    text: str, q: Quantity, told: tuple[Quantity, ...], index: Index, cites: Citations, near: dict[str, float]
) -> Iterator[Flaw]:
    from .computed import computed  # most articles need none of its patterns

    follows = computed(text, q, told, index, cites.ids, near)
    if follows and cites.cite(follows[0]) and cites.cite(follows[-1]):
        return
    other = index.valued(q.values)
    if other:
        unit = other[0][1].text
        yield Flaw("number", f"{q.text!r} stands in the article as {unit!r}", q.start, q.end)
    else:
        yield Flaw("number", f"{q.text!r} does not stand in the article", q.start, q.end)


def _rival(
    q: Quantity, index: Index, near: dict[str, float], told: tuple[Quantity, ...]
) -> tuple[float, Quantity] | None:
    """The number of the article, of another value, that stands among the same words; None if there is none."""
    best: tuple[float, Quantity] | None = None
    for i, s in index.numbers:
        if s.small or not _exchangeable(q, s) or same(q, s) or any(same(s, t) for t in told):
            continue
        if near.keys().isdisjoint(index.stems[i]):
            continue
        score = index.nearness(near, i, s.start, s.end)
        if best is None or score > best[0]:
            best = (score, s)
    return best


def _namesake(q: Quantity, source: Quantity, sentence: str, index: Index) -> tuple[float, Quantity] | None:
    """The number beside ``source`` in its sentence that counts what ``q`` counts, where ``source`` does not."""
    if q.kind != "number" or q.unit is None or source.unit is None or _of_one_sort(q, source):
        return None
    beside = [s for s in index.quantities[sentence] if s.kind == q.kind and s.unit and _of_one_sort(q, s)]
    return (float("inf"), beside[0]) if beside and not same(beside[0], q) else None


def _parallel(
    q: Quantity, source: Quantity, sentence: str, said: tuple[str, ...], index: Index
) -> tuple[float, Quantity] | None:
    """The number before ``source`` in a list of two, whose own words stand in the statement where those of it do not.

    "71 per cent full on weekdays and 94 per cent full on Saturdays": both are "full", one of them "on weekdays".
    """
    text = index.texts[sentence]
    beside = [s for s in index.quantities[sentence] if _exchangeable(source, s)]
    for rival, after in pairwise(beside):
        if not same(after, source) or same(rival, source) or same(q, rival):
            continue
        theirs = set(profile(text[rival.end : after.start], index.language)[1])
        own = set(profile(_CLAUSE.split(text[after.end :], maxsplit=1)[0], index.language)[1])
        if theirs & own and own - theirs and (theirs - own).intersection(said) and (own - theirs).isdisjoint(said):
            return float("inf"), rival
    return None


def _exchangeable(a: Quantity, b: Quantity) -> bool:
    """Whether one may stand in the place of the other: the same kind, the same unit where it is no counted word."""
    if a.kind != b.kind:
        return False
    return a.kind == "number" or a.unit == b.unit


def _bound_lost(q: Quantity, source: Quantity) -> str | None:
    """What is said of a bound that the source gives and the statement does not, or the other way round."""
    if q.kind in {"year", "ordinal", "time"} or q.bound == source.bound or not same(q, source):
        return None
    if q.bound == "exact" and source.bound in {"at_least", "at_most"}:
        word = "at least" if source.bound == "at_least" else "at most"
        return f"the article says {word} {source.text!r}"
    if {q.bound, source.bound} == {"at_least", "at_most"}:
        return f"the article bounds {source.text!r} the other way"
    return None


_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_UNIT = re.compile(r"[a-z]+[A-Z]\w*")


def label(counts: str, source: Quantity, text: str) -> str:
    """What ``source`` of the sentence ``text`` counts: ``counts``, or the sentence's own words where it tells nothing.

    "2022", "100 %" and "mmHg" tell nothing.
    """
    if any(not _UNIT.fullmatch(word) for word in _WORD.findall(counts)):
        return counts
    return counted(text, source) or " ".join(text.split())


_WHEN = re.compile(r"\b(?:year|date|time|founded|built|jahr|datum|année|an |año|fecha|anno|data)", re.IGNORECASE)


def tells_when(counts: str) -> bool:
    """Whether a label says that its number is a year: "year of construction"."""
    return _WHEN.search(counts) is not None
