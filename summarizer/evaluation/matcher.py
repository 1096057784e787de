"""Matching of claims and key facts: content words weighted by their rarity in the article, and numbers.

A claim tells a fact if it shares at least THRESHOLD of the fact's weight and has one of the fact's numbers, if any.
``brief eval`` prints the agreement with hand-labelled pairs. The matcher measures recall, never support.
"""

import json
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from ..documents.source_index import Index
from ..facts.quantities import quantities, same
from ..facts.tokens import content

__all__ = ["MAX_WORDS", "THRESHOLD", "Agreement", "agreement", "first_words", "recalled", "tells"]

THRESHOLD = 0.4
"""Chosen on the hand-labelled pairs: between .35 and .5 the agreement differs by two of 150."""
MAX_WORDS = 120
"""Number of words of claims that count, so that plans are compared at equal length."""


class Agreement(NamedTuple):
    """The matcher against ``pairs`` labelled by hand: those where both agree; precision and recall of its 'yes'."""

    pairs: int
    alike: int
    precision: float
    recall: float


def tells(claims: str, fact: str, index: Index) -> bool:
    """True if ``claims``, one or several, tell ``fact`` of the article in ``index``."""
    wanted, said = content(fact, index.language), content(claims, index.language)
    if not wanted:
        return False
    weights = index.weights
    rare = max(weights.values(), default=1.0)
    total = sum(weights.get(w, rare) for w in wanted)
    shared = sum(weights.get(w, rare) for w in wanted & said)
    if shared < THRESHOLD * total:
        return False
    told = quantities(claims, index.language)
    numbers = [q for q in quantities(fact, index.language) if not q.small]
    return not numbers or any(same(q, t) for q in numbers for t in told)


def first_words(claims: list[str], limit: int = MAX_WORDS) -> list[str]:
    """Return the first claims, in order, that fit into ``limit`` words together."""
    kept: list[str] = []
    for claim in claims:
        limit -= len(claim.split())
        if limit < 0:
            break
        kept.append(claim)
    return kept


def recalled(claims: list[str], facts: tuple[str, ...], index: Index) -> int:
    """Return the number of ``facts`` told by one of ``claims`` or by two consecutive ones."""
    pairs = [f"{a} {b}" for a, b in pairwise(claims)]
    return sum(any(tells(c, fact, index) for c in [*claims, *pairs]) for fact in facts)


def agreement() -> Agreement | None:
    """Test the matcher on the hand-labelled pairs that come with brief; None if they are not installed."""
    from .sets import load

    source = files("summarizer.evaluation") / "pairs.jsonl"
    if not source.is_file():
        return None
    indexes = {a.id: Index((a.document,)) for a in load("open")}
    alike = yes = right = there = 0
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        judged = tells(row["claim"], row["fact"], indexes[row["article"]])
        alike += judged == row["tells"]
        yes += judged
        there += row["tells"]
        right += judged and row["tells"]
    return Agreement(len(rows), alike, right / max(1, yes), right / max(1, there))
