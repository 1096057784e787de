"""Figures of the pairs of made articles, sorted by a model: what ``brief daily`` asks it where figures may disagree.

Without arguments: the replies of a large model that stand in ``tests/daily/replies``, and the rule on the same pairs.
``python -m tests.bench.comparison --model NAME [--base-url URL] [SET...]`` asks another one, and records what it says.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summarizer.daily.comparison import compared, figures_to_compare
from summarizer.daily.figures import agree
from summarizer.daily.records import Article
from summarizer.errors import ModelError, ReplyError
from summarizer.models.connect import connect
from summarizer.models.model import Model
from summarizer.settings import Settings, load
from tests.bench.conflicts import Measured, count, measured, read, rows_of, say
from tests.conftest import ROOT

SETS = ("last", "third_open", "third_sealed")
RECORDED = Settings(
    model="claude", base_url="http://127.0.0.1:8765/v1", offline=True, recordings=ROOT / "tests" / "daily" / "replies"
)
AT_ONCE = 64


async def judged(rows: Sequence[dict[str, Any]], model: Model) -> Measured:
    """What ``model`` says of the figures of each pair; an answer that cannot be used says nothing."""
    result = Measured(Counter(), Counter(), Counter())

    async def one_pair(row: dict[str, Any]) -> None:
        index, one, other, meant, times = read(row)
        found = {d.id: figures for d, figures in zip(index.documents, (one, other), strict=True)}
        articles = {
            d.id: Article(d.id, row[side]["source"], d.id, time, time, d)
            for d, side, time in zip(index.documents, "ab", times, strict=True)
        }
        try:
            figures = figures_to_compare(found, index)
            groups = await compared(figures, index, articles, model) if figures else []
        except (ReplyError, ModelError) as error:
            print(f"{row['id']}: {error}")
            groups = []
        told = [
            (a, b, relation)
            for sides, relation in groups
            for a in sides
            for b in sides
            if a in one and b in other and not agree(a, b)
        ]
        count(result, row["relation"], meant, told)

    async with model:
        await asyncio.gather(*map(one_pair, rows))
    return result


def main(settings: Settings = RECORDED, sets: Sequence[str] = SETS) -> None:
    """Print both figures of each set."""
    for name in sets:
        rows = rows_of(name)
        model, _ = connect(settings, at_once=AT_ONCE)
        say(f"conflicts_{name}, sorted by {settings.model}", asyncio.run(judged(rows, model)))
        say(f"conflicts_{name}, by the rule", measured(rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("sets", nargs="*", default=SETS)
    given = parser.parse_args()
    chosen = load(model=given.model, base_url=given.base_url, jobs=AT_ONCE) if given.model else RECORDED
    main(replace(chosen, timeout=3_600.0), given.sets)
