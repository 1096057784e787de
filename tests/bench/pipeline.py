"""Everything but the model: what one article costs in process."""

import asyncio
import time

from summarizer import kinds, pipeline
from summarizer.facts import context, cues, names, quantities, tokens
from summarizer.models.recordings import Recorded, Recordings
from summarizer.read.documents import read
from summarizer.render.text import to_text
from summarizer.settings import Settings
from tests.conftest import ROOT

RUNS = 60
CACHED = (
    quantities.quantities, tokens.tokens, tokens._folded, tokens.vocabulary, tokens.folded_line, tokens.content, tokens.fold,
    tokens.stem, names.names, context.profile, cues.polarity, cues.hedged,
)  # fmt: skip


def main() -> None:
    """Print CPU milliseconds an article: read, segment, prompt, parse, cite, check, render; no cache between articles."""
    from summarizer.models.connect import connect

    settings = Settings(offline=True, recordings=ROOT / "tests" / "recordings")
    model, most = connect(settings)
    assert isinstance(model, Recorded)
    assert isinstance(Recordings, type)
    kind = kinds.find("news")

    async def one() -> None:
        document = read(str(ROOT / "seeds" / "north-korea-shells.txt"))
        to_text(await pipeline.brief_document(kind, document, model, settings, most))

    async def many() -> list[float]:
        spent = []
        for _ in range(RUNS):
            for cached in CACHED:
                cached.cache_clear()
            begun = time.process_time()
            await one()
            spent.append(1000 * (time.process_time() - begun))
        return spent

    spent = min(asyncio.run(many())[5:])  # this machine runs at two speeds: the best of many is what can be compared
    loop = min(additions() for _ in range(60))
    print(
        f"{'one article, in process':24} {spent:6.1f} ms CPU, {spent / loop:.1f} x a loop of 10,000 additions "
        f"(the best of {RUNS - 5}, recording read included)"
    )


def additions() -> float:
    """Milliseconds of CPU time of a loop that does nothing much: what this machine is worth just now."""
    begun = time.process_time()
    total = 0
    for n in range(10_000):
        total += n
    return 1000 * (time.process_time() - begun)
