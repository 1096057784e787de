"""Figures of pairs of made-up articles, sorted by a model, as ``brief daily`` asks it when figures may disagree.

Without arguments: the replies of a large model that stand in ``tests/daily/replies``.
``python -m tests.bench.comparison --model NAME [--base-url URL] [SET...]`` asks another one, and records what it says.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from summarizer.config.settings import Settings, load
from summarizer.daily.comparison import compared, comparison_request, figures_to_compare
from summarizer.daily.figures import StoryFigure, disagree
from summarizer.daily.records import Article
from summarizer.documents.source_index import Index
from summarizer.errors import ModelError, ReplyError
from summarizer.llm.base import Model
from summarizer.llm.middleware.cache import Recorded
from summarizer.llm.registry import connect
from tests.bench.conflicts import Measured, count, read, rows_of, say
from tests.conftest import ROOT

SETS = ("last", "third_open", "third_sealed")
RECORDED = Settings(
    model="claude", base_url="http://127.0.0.1:8765/v1", offline=True, recordings=ROOT / "tests" / "daily" / "replies"
)
AT_ONCE = 64


def question(row: dict[str, Any]) -> tuple[list[StoryFigure], Index, dict[str, Article]]:
    """Return the figures of a pair of articles that a model is asked about, with the index and the articles."""
    index, one, other, _, times = read(row)
    found = {d.id: figures for d, figures in zip(index.documents, (one, other), strict=True)}
    articles = {
        d.id: Article(d.id, row[side]["source"], d.id, time, time, d)
        for d, side, time in zip(index.documents, "ab", times, strict=True)
    }
    return figures_to_compare(found), index, articles


def offered(rows: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """Return the number of conflicts and updates with both figures put before the model, and the number of all."""
    wanted = [row for row in rows if row["relation"] in {"conflict", "updated"}]
    found = 0
    for row in wanted:
        places = {f.place for f in question(row)[0]}
        found += all(figure is not None and figure.place in places for figure in read(row)[3])
    return found, len(wanted)


def recorded(rows: Sequence[dict[str, Any]], model: Model) -> list[dict[str, Any]]:
    """Return those of ``rows`` that need no request, or for which the answer of ``model`` is recorded."""
    assert isinstance(model, Recorded)
    asked = [(row, question(row)) for row in rows]
    return [row for row, (figures, *rest) in asked if not figures or model.holds(comparison_request(figures, *rest))]


async def judged(rows: Sequence[dict[str, Any]], model: Model) -> Measured:
    """Measure the answers of ``model`` on each pair; an unusable answer counts as no group."""
    result = Measured(Counter(), Counter(), Counter())

    async def one_pair(row: dict[str, Any]) -> None:
        _, one, other, meant, _ = read(row)
        figures, index, articles = question(row)
        try:
            groups = await compared(figures, index, articles, model) if figures else []
        except (ReplyError, ModelError) as error:
            print(f"{row['id']}: {error}")
            groups = []
        told = [
            (a, b, relation)
            for sides, relation in groups
            for a in sides
            for b in sides
            if a in one and b in other and disagree(a, b)
        ]
        count(result, row["relation"], meant, told)

    async with model:
        await asyncio.gather(*map(one_pair, rows))
    return result


def main(settings: Settings = RECORDED, sets: Sequence[str] = SETS) -> None:
    """Print the figures of each set."""
    for name in sets:
        rows = rows_of(name)
        model, _ = connect(settings, at_once=AT_ONCE)
        print(
            "conflicts_{}: both figures of {} of {} differences are put before the model".format(name, *offered(rows))
        )
        answered = recorded(rows, model) if settings.offline else rows
        what = f"conflicts_{name}, {len(answered)} of {len(rows)} pairs, sorted by {settings.model}"
        say(what, asyncio.run(judged(answered, model)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("sets", nargs="*", default=SETS)
    given = parser.parse_args()
    chosen = load(model=given.model, base_url=given.base_url, jobs=AT_ONCE) if given.model else RECORDED
    main(replace(chosen, timeout=3_600.0), given.sets)
