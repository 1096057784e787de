"""Ratios over articles with bootstrap intervals: whole articles are drawn, because errors cluster in articles."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["DRAWS", "Estimate", "balanced", "difference", "ratio", "summed"]

DRAWS = 400
"""Number of bootstrap samples for one interval."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval over articles, and the number counted. None if there was nothing to count."""

    value: float | None
    low: float | None
    high: float | None
    of: int

    def to_json(self) -> dict[str, Any]:
        """Return the figure as plain data."""
        return asdict(self)


_Count = Counter[str]
_Score = Callable[[_Count], float | None]


def summed(counts: Sequence[_Count]) -> _Count:
    """Return the sum of the articles' counts."""
    total: _Count = Counter()
    for count in counts:
        total.update(count)
    return total


def _quotient(part: str, whole: str, scale: float) -> _Score:
    return lambda count: scale * count[part] / count[whole] if count[whole] else None


def ratio(counts: Sequence[_Count], part: str, whole: str, scale: float = 1.0) -> Estimate:
    """Return ``scale`` times the sum of ``part`` divided by the sum of ``whole``."""
    return _figure(counts, _quotient(part, whole, scale), summed(counts)[whole])


def balanced(counts: Sequence[_Count], what: str = "responses", caught: str = "flagged") -> Estimate:
    """Return the balanced accuracy over responses: the mean share of bad and of clean ones classified correctly.

    ``what`` and ``caught``: the names under which responses and flags were counted.
    """

    def score(count: _Count) -> float | None:
        bad, good = count[f"{what} bad"], count[f"{what} clean"]
        if not bad or not good:
            return None
        return (count[f"{what} bad {caught}"] / bad + 1 - count[f"{what} clean {caught}"] / good) / 2

    total = summed(counts)
    return _figure(counts, score, total[f"{what} bad"] + total[f"{what} clean"])


def _figure(counts: Sequence[_Count], score: _Score, of: int) -> Estimate:
    chance = random.Random(0)  # noqa: S311 - resampling, and the same each time
    draws = (score(summed(chance.choices(counts, k=len(counts)))) for _ in range(DRAWS if counts else 0))
    drawn = sorted(d for d in draws if d is not None)
    if not drawn:
        return Estimate(score(summed(counts)), None, None, of)
    return Estimate(score(summed(counts)), drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))], of)


def difference(ours: dict[str, _Count], theirs: dict[str, _Count], part: str, whole: str) -> Estimate:
    """Return ours minus theirs over the articles that both have, with a paired interval."""
    shared = sorted(ours.keys() & theirs.keys())
    pairs = [
        Counter({f"a {k}": v for k, v in ours[i].items()} | {f"b {k}": v for k, v in theirs[i].items()}) for i in shared
    ]

    def score(count: _Count) -> float | None:
        if not count[f"a {whole}"] or not count[f"b {whole}"]:
            return None
        return count[f"a {part}"] / count[f"a {whole}"] - count[f"b {part}"] / count[f"b {whole}"]

    return _figure(pairs, score, len(shared))
