"""A trial of a model: sorting the figures of a few made-up pairs of articles by what they count."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..daily.comparison import Group, compared, figures_to_compare
from ..daily.figures import figures_of
from ..daily.records import Article
from ..daily.stories import renumbered
from ..documents.loaders.text import from_text
from ..documents.source_index import Index
from ..errors import ReplyError
from ..llm.base import Model

__all__ = ["pair_count", "pairs_sorted"]

_PAIRS = Path(__file__).with_name("grouping_pairs.jsonl")
"""Pairs of ``tests/daily/conflicts_open.jsonl``: invented articles, written for this project."""


def pair_count() -> int:
    """The number of pairs."""
    return len(_PAIRS.read_text(encoding="utf-8").splitlines())


async def pairs_sorted(model: Model, max_tokens: int) -> tuple[int, int]:
    """Return ``(right, all)``: the pairs of articles on which ``model`` agrees with the label, and all pairs.

    ``model`` must be entered already. An unusable answer counts as wrong. Sends at most one request for each pair.
    Raises ModelError.
    """
    rows = [json.loads(line) for line in _PAIRS.read_text(encoding="utf-8").splitlines()]
    right = [await _right(row, model, max_tokens) for row in rows]
    return sum(right), len(rows)


async def _right(row: dict[str, Any], model: Model, max_tokens: int) -> bool:
    sides = [row["a"], row["b"]]
    times = [datetime.fromisoformat(s["published"]) for s in sides]
    documents = renumbered(
        [replace(from_text(s["text"], s["source"]), published=t.date()) for s, t in zip(sides, times, strict=True)]
    )
    index = Index(documents)
    articles = {
        d.id: Article(d.id, s["source"], s["source"], t, t, d) for d, s, t in zip(documents, sides, times, strict=True)
    }
    try:
        groups = await compared(figures_to_compare(figures_of(index)), index, articles, model, max_tokens)
    except ReplyError:
        return False
    if row["relation"] == "different":
        return not groups
    return len(groups) == 1 and groups[0][1] == row["relation"] and _are(groups[0], row["figures"])


def _are(group: Group, told: list[str]) -> bool:
    """True if the figures of ``group`` are those that ``told`` names, and no others."""
    texts = [f.text for f in group[0]]
    return all(any(figure in text for text in texts) for figure in told) and all(
        any(figure in text for figure in told) for text in texts
    )
