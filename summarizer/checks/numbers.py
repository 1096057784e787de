"""Numbers of a statement against its source: by value, kind and unit, and by what they are said of.

A number may stand in the article as it is, rounded, or follow from two others. One that stands there but about
something else, where the source has another number, is as wrong as one that does not stand there at all.
"""

import re
from collections.abc import Iterator

from ..citations import Citations
from ..facts.context import around, profile
from ..facts.index import Index
from ..facts.quantities import Quantity, comparable, quantities, same
from ..facts.tokens import stem
from . import Flaw

__all__ = ["check_counted", "check_numbers"]

UNRELATED = 0.02
"""Nearness under which a number of another sentence is about something else."""
RIVAL = 1.8
"""How many times nearer another number must be to be the one that is meant."""
RIVAL_AT_LEAST = 0.22
_COMPUTED = re.compile(
    r"\b(?:totals?|totall(?:ed|ing)|combined|together|altogether|in all|sum|difference|gap|margin|respectively|"
    r"more(?!\sthan\s\W?\d)|fewer(?!\sthan\s\d)|less(?!\sthan\s\W?\d)|"
    r"higher|lower|longer|shorter|below|above|rest|others?|remaining|already|off|"
    r"insgesamt|zusammen|mehr|weniger|teurer|billiger|länger|höher|niedriger|übrige[nrs]?|"
    r"en total|en tout|ensemble|autres?|de plus|de moins|más|menos|juntos|resto)\b",
    re.IGNORECASE,
)
"""Words with which a statement compares, adds or takes away; without one no number is taken for a sum or difference."""
_TOGETHER = re.compile(
    r"\b(?:totals?|combined|together|altogether|in all|insgesamt|zusammen|en total|en tout|ensemble|juntos|others?|"
    r"rest|remaining|already|more(?!\sthan)|fewer(?!\sthan)|less(?!\sthan)|of the)\b",
    re.IGNORECASE,
)
"""Those with which also numbers of different things are added: "17 of the 22 posts" are 11 teachers and 6 aides."""
MAX_OPERANDS = 24
OPERAND = 0.08
"""Nearness of a number of another sentence that may be added or taken away, if it has a unit of its own."""
_PRECISE = frozenset({"money", "percent", "measure"})
SMALL_SHARE = 10
"""Percent below which two numbers give a share or change by chance too often."""


def check_numbers(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Flaws of the numbers of ``text``; citations are added for numbers that other sentences carry."""
    found = quantities(text, index.language)
    words = profile(text, index.language)
    for q in found:
        if q.small:
            continue
        near = around(words, q.start, q.end)
        own = [place for place in index.valued(q.values) if comparable(q, place[1])] or _alike(q, index, near, cites)
        if not own:
            yield from _absent(text, q, index, cites, near)
            continue
        ranked = sorted(((index.nearness(near, i, s.start, s.end), i, s) for i, s in own), key=lambda r: -r[0])
        score, best, source = ranked[0]
        cited = [r for r in ranked if r[1] in cites.ids]
        rival = _rival(q, index, near, found) or _namesake(q, source, best, index)
        if rival and rival[0] >= RIVAL_AT_LEAST and rival[0] > RIVAL * score:
            message = f"{q.text!r} stands in the article about something else; here it has {rival[1].text!r}"
            yield Flaw("number", message, q.start, q.end, hard=False)
        elif not cited and score < UNRELATED and q.kind != "age":
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


def _absent(text: str, q: Quantity, index: Index, cites: Citations, near: dict[str, float]) -> Iterator[Flaw]:
    follows = _follows(text, q, index, cites, near)
    if follows and cites.cite(follows[0]) and cites.cite(follows[-1]):
        return
    other = index.valued(q.values)
    if other:
        unit = other[0][1].text
        yield Flaw("number", f"{q.text!r} stands in the article as {unit!r}", q.start, q.end)
    else:
        yield Flaw("number", f"{q.text!r} does not stand in the article", q.start, q.end)


def _follows(  # noqa: C901 - one case a way
    text: str, q: Quantity, index: Index, cites: Citations, near: dict[str, float]
) -> tuple[str, ...]:
    """The sentences of which numbers ``q`` is a sum, difference, share or change, or that tell its year otherwise."""
    wanted = q.values[0]
    if q.kind == "year":
        told = index.years.get(int(wanted))
        return (told,) if told else ()
    if q.kind in {"ordinal", "time", "age"} or wanted <= 0:
        return ()
    close = set(index.around(cites.ids))
    held = [
        (i, s)
        for i, s in index.numbers
        if s.kind not in {"ordinal", "time", "age"}
        and (i in close or (s.kind in _PRECISE and index.nearness(near, i, s.start, s.end) >= OPERAND))
    ][:MAX_OPERANDS]
    if 0 < wanted < 1 and q.kind == "number":
        for i, s in held:
            if s.kind == "percent" and _near(100 * wanted, s.values[0]):
                return (i,)
    said, loosely = bool(_COMPUTED.search(text)), bool(_TOGETHER.search(text))
    for n, (i, a) in enumerate(held):
        for k, b in held[n + 1 :]:
            x, y = a.values[0], b.values[0]
            if (a.kind == "year") != (b.kind == "year") or min(x, y) <= 0:
                continue
            if _is_share(q, wanted, a, b):
                return i, k
            alike = a.kind == b.kind and (
                a.unit == b.unit if a.kind != "number" else loosely or a.unit == b.unit is not None
            )
            fits = (
                comparable(q, a)
                or (q.kind == "points" and a.kind == "percent")
                or (a.kind == "year" and q.unit == "year")
            )
            if said and alike and fits and any(_close(wanted, v) for v in (x + y, abs(x - y))):
                return i, k
    return ()


def _is_share(q: Quantity, wanted: float, a: Quantity, b: Quantity) -> bool:
    """Whether a percentage or a fraction is that of the smaller in the larger, or the change from one to the other."""
    if a.kind != b.kind or a.kind in {"percent", "points", "year"} or (a.kind != "number" and a.unit != b.unit):
        return False
    if q.kind == "percent" and wanted < SMALL_SHARE:
        return False
    x, y = sorted((a.values[0], b.values[0]))
    share = x / y
    if q.kind == "percent":
        return any(abs(wanted - c) <= max(0.5, 0.01 * c) for c in (100 * share, 100 * (1 - share), 100 * (y - x) / x))
    return q.kind == "number" and 0 < wanted < 1 and abs(wanted - share) <= 0.03


def _near(wanted: float, percent: float) -> bool:
    return abs(wanted - percent) <= 4


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1.0)


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
