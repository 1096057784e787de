"""Writing plans of the embedded models on the open evaluation set, against ``extract`` at equal length.

A plan loses where the paired 95 % interval of its key facts reported, less those of ``extract``, lies below zero. Replies are
recorded, so that an interrupted run continues. Names of plans and models after the command narrow it:
``python -m tests.bench.plans local:smollm2-135m pick``. In short: the smallest model and the plan ``pick`` on one article.
"""

import asyncio
import sys

from summarizer.cli.evaluate import model_run
from summarizer.config.settings import load
from summarizer.evaluation.board import Board
from summarizer.evaluation.scores import difference, ratio
from tests.conftest import ROOT

MODELS = ("local", "local:smollm2-135m")
PLANS = ("single", "steps", "pick")
ONE = ROOT / "summarizer" / "evaluation" / "articles" / "open" / "a05.json"


def main(models: tuple[str, ...] = MODELS, plans: tuple[str, ...] = PLANS, *, short: bool = False) -> None:
    """Print the figures."""
    articles = str(ONE) if short else "open"
    if short:
        models, plans = MODELS[-1:], PLANS[-1:]
    floor = asyncio.run(model_run(articles, "news", load(model="local", plan="extract")))
    _row("no model", "extract", floor, floor)
    for model in models:
        for plan in plans:
            _row(model, plan, asyncio.run(model_run(articles, "news", load(model=model, plan=plan))), floor)


def _row(model: str, plan: str, board: Board, floor: Board) -> None:
    counts = list(board.articles.values())
    told = ratio(counts, "facts recalled", "facts", 100.0)
    whole = ratio(counts, "valid", "articles", 100.0)
    less = difference(board.articles, floor.articles, "facts recalled", "facts")
    paired = "" if less.value is None or board is floor else (
        f"  {100 * less.value:+.1f} against extract ({100 * (less.low or 0):+.1f} to {100 * (less.high or 0):+.1f})"
    )  # fmt: skip
    print(
        f"{model:20} {plan:8} {told.value or 0:4.0f} % of key facts in 120 words{paired}; {whole.value:.0f} % whole",
        flush=True,
    )


if __name__ == "__main__":
    named = tuple(sys.argv[1:])
    main(
        tuple(n for n in named if n.startswith("local")) or MODELS,
        tuple(n for n in named if n in PLANS) or PLANS,
        short="--short" in named,
    )
