"""Figures of pairs of made articles: which differ, and whether that is a conflict, an update, or about two things."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from summarizer.daily import alignment
from summarizer.daily.alignment import Sides, aligned, signs
from summarizer.daily.figures import Figure, agree, allows, figures
from summarizer.daily.stories import renumbered
from summarizer.facts.index import Index
from summarizer.read.text import from_text
from tests.bench.fit import logistic, weighing
from tests.conftest import ROOT

SETS = ("open", "second", "sealed", "fresh", "last")
FOLDS = 8
STRENGTH = 0.3
"""The inverse of the ridge, chosen by cross-validation."""
Times = tuple[datetime, datetime]


class Measured(NamedTuple):
    """For each relation: pairs found with the labelled figures, pairs where something else was said, pairs missed."""

    found: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def f1(self, relation: str) -> float:
        right, wrong, missed = self.found[relation], self.wrong[relation], self.missed[relation]
        return 2 * right / max(1, 2 * right + wrong + missed)


def read(row: dict[str, Any]) -> tuple[Index, list[Figure], list[Figure], tuple[Figure | None, Figure | None], Times]:
    """The index of both articles, their figures, the labelled ones, and the times."""
    sides = [row["a"], row["b"]]
    times = (datetime.fromisoformat(row["a"]["published"]), datetime.fromisoformat(row["b"]["published"]))
    documents = renumbered(
        [replace(from_text(s["text"], s["source"]), published=t.date()) for s, t in zip(sides, times, strict=True)]
    )
    index = Index(documents)
    one, other = (list(figures(index, d.id)) for d in documents)
    meant = (
        _named(one, index, row["a"]["text"], row["figure_a"]),
        _named(other, index, row["b"]["text"], row["figure_b"]),
    )
    return index, one, other, meant, times


def measured(rows: Sequence[dict[str, Any]]) -> Measured:
    """A pair counts as found with its labelled figures, or their values told once more; as wrong for any others."""
    result = Measured(Counter(), Counter(), Counter())
    for row in rows:
        index, one, other, meant, times = read(row)
        count(result, row["relation"], meant, [(p.one, p.other, p.relation) for p in aligned(one, other, times, index)])
    return result


def count(
    result: Measured,
    right: str,
    meant: tuple[Figure | None, Figure | None],
    told: Sequence[tuple[Figure, Figure, str]],
) -> None:
    """Add one pair of articles, labelled ``right`` for the figures ``meant``, of which ``told`` was told."""
    for relation in ("conflict", "updated"):
        pairs = [(a, b) for a, b, said in told if said == relation]
        hit = right == relation and any(_alike(pair, meant) for pair in pairs)
        result.found[relation] += hit
        result.missed[relation] += right == relation and not hit
        moved = relation == right == "updated"  # there other figures may have moved on too
        result.wrong[relation] += any(right != relation or not (moved or _alike(pair, meant)) for pair in pairs)


def _alike(pair: tuple[Figure, Figure], meant: tuple[Figure | None, Figure | None]) -> bool:
    """Whether a pair is the labelled one, or tells its values once more."""
    return all(
        m is not None and (f.value, f.dimension) == (m.value, m.dimension) for f, m in zip(pair, meant, strict=True)
    )


def _named(found: Sequence[Figure], index: Index, text: str, told: str) -> Figure | None:
    match = re.search(rf"(?<![\d.,]){re.escape(told)}(?!\d)", text)
    assert match is not None
    start, end = match.span()
    for figure in found:
        _, sentence = index.places[figure.sentence]
        if sentence.start + figure.start < end and sentence.start + figure.end > start:
            return figure
    return None


def candidates(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[int, list[float], bool]]:
    """``(row, signs, whether it is the labelled pair and counts one thing)`` of each pair that may disagree."""
    for n, row in enumerate(rows):
        index, one, other, meant, _ = read(row)
        sides = Sides(one, other, index)
        for a in one:
            for b in other:
                if a.dimension == b.dimension and not agree(a, b) and not allows(a, b):
                    told = (a, b) == meant and row["relation"] in {"conflict", "updated"}
                    yield n, list(signs(a, b, sides).values()), told


def fitted(rows: Sequence[dict[str, Any]]) -> tuple[list[float], float]:
    """The weights and the bias that fit ``rows`` best."""
    found = list(candidates(rows))
    return logistic([told for _, told, _ in found], [right for *_, right in found], STRENGTH)


def rows_of(name: str) -> list[dict[str, Any]]:
    lines = (ROOT / "tests" / "daily" / f"conflicts_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> None:
    """The detector as it is; fitted to some sets and tried on another; cross-validated over all pairs."""
    sets = {name: rows_of(name) for name in SETS}
    for name, rows in sets.items():
        say(f"conflicts_{name}", measured(rows))
    for known, name in ((("open", "second"), "sealed"), (("open", "second", "sealed"), "fresh")):
        with weighing(alignment, *fitted([row for k in known for row in sets[k]])):
            say(f"fitted to {', '.join(known)}, tried on {name}", measured(sets[name]))
    every = [row for rows in sets.values() for row in rows]
    whole = Measured(Counter(), Counter(), Counter())
    for fold in range(FOLDS):
        with weighing(alignment, *fitted([row for n, row in enumerate(every) if n % FOLDS != fold])):
            for mine, part in zip(whole, measured([r for n, r in enumerate(every) if n % FOLDS == fold]), strict=True):
                mine.update(part)
    say(f"all {len(every)} pairs, cross-validated", whole)
    weights, bias = fitted(every)
    apart = max(
        abs(a - b) for a, b in zip([*weights, bias], [*alignment._WEIGHTS.values(), alignment._BIAS], strict=True)
    )
    print(f"weights fitted to all of them: at most {apart:.3f} from those of daily/alignment.py")


def say(what: str, result: Measured) -> None:
    for relation in ("conflict", "updated"):
        counts = f"{result.found[relation]} found, {result.wrong[relation]} wrong, {result.missed[relation]} missed"
        print(f"{what}: {relation} F1 {result.f1(relation):.2f} ({counts})")


if __name__ == "__main__":
    main()
