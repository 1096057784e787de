"""The pairs of made-up articles: their labelled figures, and the score of a judgement of them. For comparison.py."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from summarizer.daily.figures import StoryFigure, figures
from summarizer.daily.stories import renumbered
from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from tests.conftest import ROOT

Times = tuple[datetime, datetime]


class Measured(NamedTuple):
    """For each relation: pairs found with the labelled figures, pairs where something else was said, pairs missed."""

    found: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def f1(self, relation: str) -> float:
        right, wrong, missed = self.found[relation], self.wrong[relation], self.missed[relation]
        return 2 * right / max(1, 2 * right + wrong + missed)


def read(
    row: dict[str, Any],
) -> tuple[Index, list[StoryFigure], list[StoryFigure], tuple[StoryFigure | None, StoryFigure | None], Times]:
    """Return the index of both articles, their figures, the labelled ones, and the times."""
    sides = [row["a"], row["b"]]
    times = (datetime.fromisoformat(row["a"]["published"]), datetime.fromisoformat(row["b"]["published"]))
    documents = renumbered(
        [replace(from_text(s["text"], s["source"]), published=t.date()) for s, t in zip(sides, times, strict=True)]
    )
    index = Index(documents)
    one, other = (figures(index, d.id) for d in documents)
    meant = (
        _named(one, index, row["a"]["text"], row["figure_a"]),
        _named(other, index, row["b"]["text"], row["figure_b"]),
    )
    return index, one, other, meant, times


def count(
    result: Measured,
    right: str,
    meant: tuple[StoryFigure | None, StoryFigure | None],
    told: Sequence[tuple[StoryFigure, StoryFigure, str]],
) -> None:
    """Add one pair of articles, labelled ``right`` for the figures ``meant``, of which ``told`` was told."""
    for relation in ("conflict", "updated"):
        pairs = [(a, b) for a, b, said in told if said == relation]
        hit = right == relation and any(_alike(pair, meant) for pair in pairs)
        result.found[relation] += hit
        result.missed[relation] += right == relation and not hit
        moved = relation == right == "updated"  # there other figures may have moved on too
        result.wrong[relation] += any(right != relation or not (moved or _alike(pair, meant)) for pair in pairs)


def _alike(pair: tuple[StoryFigure, StoryFigure], meant: tuple[StoryFigure | None, StoryFigure | None]) -> bool:
    """True if a pair is the labelled one, or repeats its values and dimensions."""
    return all(
        m is not None and (f.value, f.dimension) == (m.value, m.dimension) for f, m in zip(pair, meant, strict=True)
    )


def _named(found: Sequence[StoryFigure], index: Index, text: str, told: str) -> StoryFigure | None:
    match = re.search(rf"(?<![\d.,]){re.escape(told)}(?!\d)", text)
    assert match is not None
    start, end = match.span()
    for figure in found:
        _, sentence = index.places[figure.sentence]
        if sentence.start + figure.start < end and sentence.start + figure.end > start:
            return figure
    return None


def rows_of(name: str) -> list[dict[str, Any]]:
    lines = (ROOT / "tests" / "daily" / f"conflicts_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def say(what: str, result: Measured) -> None:
    for relation in ("conflict", "updated"):
        counts = f"{result.found[relation]} found, {result.wrong[relation]} wrong, {result.missed[relation]} missed"
        print(f"{what}: {relation} F1 {result.f1(relation):.2f} ({counts})")
