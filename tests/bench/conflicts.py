"""Figures of pairs of made articles: which differ, and whether that is a conflict, an update, or about two things."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from summarizer.daily.alignment import aligned
from summarizer.daily.figures import Figure, figures
from summarizer.daily.stories import renumbered
from summarizer.facts.index import Index
from summarizer.read.text import from_text
from tests.conftest import ROOT


class Measured(NamedTuple):
    """For each relation: pairs found with the labelled figures, pairs where something else was said, pairs missed."""

    found: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def f1(self, relation: str) -> float:
        right, wrong, missed = self.found[relation], self.wrong[relation], self.missed[relation]
        return 2 * right / max(1, 2 * right + wrong + missed)


def measured(rows: Sequence[dict[str, Any]]) -> Measured:
    """A pair counts as found only with its two labelled figures, and as wrong for any other pair of figures."""
    result = Measured(Counter(), Counter(), Counter())
    for row in rows:
        sides = [row["a"], row["b"]]
        times = tuple(datetime.fromisoformat(s["published"]) for s in sides)
        documents = renumbered(
            [replace(from_text(s["text"], s["source"]), published=t.date()) for s, t in zip(sides, times, strict=True)]
        )
        index = Index(documents)
        one, other = (list(figures(index, d.id)) for d in documents)
        meant = (
            _named(one, index, row["a"]["text"], row["figure_a"]),
            _named(other, index, row["b"]["text"], row["figure_b"]),
        )
        pairs = list(aligned(one, other, (times[0], times[1]), index))
        for relation in ("conflict", "updated"):
            told = [(p.one, p.other) for p in pairs if p.relation == relation]
            hit = meant in told and row["relation"] == relation
            result.found[relation] += hit
            result.missed[relation] += row["relation"] == relation and not hit
            moved = relation == row["relation"] == "updated"  # there other figures may have moved on too
            result.wrong[relation] += any((t != meant and not moved) or row["relation"] != relation for t in told)
    return result


def _named(found: Sequence[Figure], index: Index, text: str, told: str) -> Figure | None:
    match = re.search(rf"(?<![\d.,]){re.escape(told)}(?!\d)", text)
    assert match is not None
    start, end = match.span()
    for figure in found:
        _, sentence = index.places[figure.sentence]
        if sentence.start + figure.start < end and sentence.start + figure.end > start:
            return figure
    return None


def main(*names: str) -> None:
    """Print both open sets; the sealed one where it is named."""
    for name in names or ("open", "second"):
        lines = (ROOT / "tests" / "daily" / f"conflicts_{name}.jsonl").read_text(encoding="utf-8").splitlines()
        result = measured([json.loads(line) for line in lines])
        for relation in ("conflict", "updated"):
            counts = f"{result.found[relation]} found, {result.wrong[relation]} wrong, {result.missed[relation]} missed"
            print(f"conflicts_{name}: {relation} F1 {result.f1(relation):.2f} ({counts})")


if __name__ == "__main__":
    import sys

    main(*sys.argv[1:])
