"""Figures: the list offered to a model, the reading of its answer, and the check that it counts something."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...documents.source_index import Index
from ...facts.bounds import Bound, bound_begins
from ...facts.quantities import Quantity, quantities
from ...facts.tokens import folded_line
from . import Flaw
from .numbers import signs_differ, supporting
from .source import close, numbers_of, scores

__all__ = ["SourceFigure", "check_figure", "figure_texts", "read_figure"]

_SHARE = re.compile(r"\s(?:in|out of)(?:\severy)?\s", re.IGNORECASE)
_AFTER_BOUND = re.compile(r"\+|\sor\s(?:more|less|fewer|so|above|over|under|below)\b")
_COUNTED_ALONE = frozenset({"year", "ordinal", "time"})


class SourceFigure(NamedTuple):
    """A figure as the sentence ``sentence`` of the source writes it, with its bound and unit."""

    value: float | None
    unit: str | None
    bound: Bound
    sentence: str
    text: str


def figure_texts(index: Index, ids: Iterable[str]) -> tuple[str, ...]:
    """The figures of the sentences ``ids``, each as the source writes it: "at least 25", "10 months", "7 in 10"."""
    found = _figures(index, small=False)
    return tuple(dict.fromkeys(r.text for i in ids for r in found[i]))


def read_figure(text: str, counts: str, index: Index, ids: Iterable[str]) -> SourceFigure | None:
    """Return the source's figure for ``text``: from the cited ``ids``, else from the sentence closest to ``counts``."""
    figures = _figures(index, small=True)
    found = _meant(text, counts, [r for i in ids for r in figures.get(i, ())], index)
    found = found or _meant(text, counts, [r for i in figures for r in figures[i]], index)
    return found or _in_words(text, [*ids, *index.texts], index)


def _in_words(text: str, ids: list[str], index: Index) -> SourceFigure | None:
    """Return the figure that the source gives in exactly the words of ``text``: "dozens", "a year"."""
    said = re.compile(rf"(?<!\w){re.escape(text.strip())}(?!\w)", re.IGNORECASE)
    for i in ids:
        if found := said.search(index.texts.get(i, "")):
            return SourceFigure(None, None, "exact", i, found.group())
    return None


def check_figure(text: str, counts: str, index: Index, *, language: str) -> list[Flaw]:
    """Check a figure: it must occur in the source as a number that counts something."""
    if _bare(text) in _told(index):
        return []
    own = quantities(text, language)
    if not own:
        found = any(_bare(text) in line for line in index.folded_documents)
        return [] if found else [Flaw("number", f"the article has no {text!r}", 0, len(text))]
    source = numbers_of(index)
    flaws = []
    with_counts = quantities(f"{text} {counts}", language)
    for q, other in zip(own, [*with_counts[: len(own)], *own[len(with_counts) :]], strict=False):
        both = ((text, q), (f"{text} {counts}", other))
        if q.kind == "percent" and any(close(share, q.values[0] / 100) for share in _shares(index)):
            continue
        supports = next((s for t, n in both if (s := supporting(t, n, source, index, language))), [])
        if all(signs_differ(text, q, number, index) for number in supports):
            flaws.append(Flaw("number", f"the article has no {text[q.start : q.told]!r}", q.start, q.told))
    return flaws


def _meant(text: str, counts: str, readings: list[SourceFigure], index: Index) -> SourceFigure | None:
    """The reading among ``readings`` that is ``text``: in the same words, else of the same value."""
    same = [r for r in readings if _bare(r.text) == _bare(text)]
    if not same:
        language = index.language
        wanted = [*quantities(text, language), *quantities(f"{text} {counts}", language)[:1]]
        same = [r for r in readings for q in wanted if r.value is not None and r.value in q.values]
    if len({r.sentence for r in same}) > 1:
        best = index.best(counts, frozenset(r.sentence for r in same))
        same = [r for r in same if r.sentence == best] or same
    return same[0] if same else None


@lru_cache(maxsize=8)
def _told(index: Index) -> frozenset[str]:
    """Return the texts of all figures of ``index``, with normalized typography."""
    return frozenset(map(_bare, figure_texts(index, index.texts)))


def _shares(index: Index) -> list[float]:
    """Return the values of "4 in 5" and "two out of three" in ``index``."""
    found = (r for readings in _figures(index, small=True).values() for r in readings)
    return [r.value for r in found if r.value is not None and _SHARE.search(r.text)]


@lru_cache(maxsize=16)
def _figures(index: Index, *, small: bool) -> dict[str, list[SourceFigure]]:
    """Sentence id -> its figures in order; with ``small``, also "two" and "three"."""
    return {i: list(_figures_of(index, i, small=small)) for i in index.texts}


def _figures_of(index: Index, sentence: str, *, small: bool) -> Iterator[SourceFigure]:
    text = index.texts[sentence]
    found = [q for q in index.quantities[sentence] if not q.named and q.kind not in _COUNTED_ALONE]
    joined: set[Quantity] = set()
    for q, after in pairwise([*found, None]):
        if q is None or q in joined:
            continue
        if after is not None and _pairs(text, q, after):
            joined.add(after)
            begin = bound_begins(text, q.start)
            share = _SHARE.fullmatch(text, q.end, after.start) and after.values[0]
            value = q.values[0] / after.values[0] if share else None
            yield SourceFigure(value, None, q.bound, sentence, text[begin : after.end])
        elif small or not (q.small and q.kind == "number"):
            yield _reading(text, q, sentence)


def _pairs(text: str, q: Quantity, after: Quantity) -> bool:
    """True if two numbers are one figure: "2-to-1", "7 in 10", "0:2"."""
    if q.kind != "number" or after.kind != "number":
        return False
    if _SHARE.fullmatch(text, q.end, after.start):
        return 0 < q.values[0] < after.values[0]
    return (text[q.end : after.start] in {"-to-", " to "} and _ratio(q, after)) or any(scores(text, (q, after)))


def _ratio(q: Quantity, after: Quantity) -> bool:
    """True if two numbers with "to" between them are a ratio or a score, no range: "2 to 1"."""
    return q.values[0] > after.values[0] and q.unit is None


def _reading(text: str, q: Quantity, sentence: str) -> SourceFigure:
    begin = bound_begins(text, q.start)
    after = _AFTER_BOUND.match(text, q.told)
    unit = q.unit if q.kind != "number" else None
    value = -abs(q.values[0]) if q.minus else q.values[0]
    return SourceFigure(value, unit, q.bound, sentence, text[begin : after.end() if after else q.told])


def _bare(text: str) -> str:
    return folded_line(text).strip(" .,;:!?\"'()")
