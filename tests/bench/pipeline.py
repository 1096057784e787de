"""Everything but the model: the cost of one article in process."""

import asyncio
import sys
import time

from summarizer import pipeline
from summarizer.config.settings import Settings
from summarizer.documents.loaders.registry import read
from summarizer.kinds import registry as kinds
from summarizer.llm.registry import connect, with_plan
from summarizer.render.text import to_text
from tests.conftest import ROOT

RUNS = 60
WARM = 5
"""Runs at the beginning that do not count."""


def forget() -> None:
    """Empty the caches that hold texts; tables that are the same for every article stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith("summarizer."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and value.cache_parameters()["maxsize"] is not None:
                    value.cache_clear()


def main(*, short: bool = False) -> None:
    """Print CPU milliseconds an article: read, segment, prompt, parse, cite, check, render; no cache between articles."""
    settings = with_plan(Settings(offline=True, recordings=ROOT / "tests" / "recordings"))
    model, most = connect(settings)
    kind = kinds.find("news")
    runs = WARM + 5 if short else RUNS

    async def one() -> None:
        document = read(str(ROOT / "seeds" / "north-korea-shells.txt"))
        to_text(await pipeline.brief_document(kind, document, model, settings, most))

    async def many() -> list[float]:
        spent = []
        for _ in range(runs):
            forget()
            begun = time.process_time()
            await one()
            spent.append(1000 * (time.process_time() - begun))
        return spent

    spent = min(asyncio.run(many())[WARM:])  # this machine runs at two speeds: only the best of many runs is comparable
    loop = min(additions() for _ in range(60))
    print(
        f"{'one article, in process':24} {spent:6.1f} ms CPU, {spent / loop:.1f} x a loop of 10,000 additions "
        f"(the best of {runs - WARM}, recording read included)"
    )


def additions() -> float:
    """Return the CPU milliseconds of a trivial loop: the machine's speed at the moment."""
    begun = time.process_time()
    total = 0
    for n in range(10_000):
        total += n
    return 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    main(short="--short" in sys.argv)
