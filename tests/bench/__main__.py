"""``python -m tests.bench [--short] [NAME...]``: print the figures of docs/evaluation.md. No figure is a test; machines differ.

proof     a strong model's briefings: right items touched, planted errors caught, by code and with a judge    (seconds)
checks    what the exact checks catch, and how often they are wrong; the language sets; their speed           (seconds)
budget    lines, regular expressions and listed words of the program                                          (seconds)
start     what starting costs: --help, a recorded run, a live run up to the first byte on the socket
pipeline  everything but the model, one article, in process                                                   (seconds)
many      many articles: against an ideal client, a true run, recorded runs and their memory                  (minutes)
pages     web pages: text, dates, encodings, speed
dates     how often a conflict of dates is found where nothing is wrong                                       (seconds)
hijack    orders hidden in an article, with the embedded model                                     (a quarter of an hour)
servers   against a second OpenAI-compatible server: LiteLLM's proxy                                          (minutes)
plans     writing plans of the embedded models against extract, at equal length                               (an hour)
embedded  the seed with the embedded model against the same request asked straight from llama.cpp             (minutes)
quality   what becomes of the embedded model's items on the seed and ten other articles            (a quarter of an hour)
kill      a run killed at each system call that changes something, and out of space there       (minutes; needs strace)
editions  whole daily editions with the embedded model: ECB+ on loopback, real feeds                          (an hour)
clusters  stories of ECB+ and the UCI titles: B-cubed F1, speed, memory
copies    copies of agency texts: precision and recall
comparison  figures of pairs of articles, sorted by a large model (recorded); run by itself it asks any other
repeats   what 30 editions tell again, and how much of the news they find                                     (minutes)
second    the second run of a day with 500 articles
killed    editions that are killed and run again                                                              (minutes)

``--short``: less of those that take long, to see that they run; such figures are worth nothing.
"""

import inspect
import sys
from collections.abc import Callable

from tests.bench import (
    budget,
    checks,
    comparison,
    daily,
    editions,
    embedded,
    hijack,
    kill,
    many,
    pages,
    pipeline,
    plans,
    proof,
    quality,
    repeats,
    servers,
    start,
)

BENCHES: dict[str, Callable[..., None]] = {
    "proof": proof.main,
    "checks": checks.main,
    "budget": budget.main,
    "start": start.main,
    "pipeline": pipeline.main,
    "many": many.main,
    "pages": pages.main,
    "dates": quality.dates,
    "hijack": hijack.main,
    "servers": servers.main,
    "plans": plans.main,
    "embedded": embedded.main,
    "quality": quality.main,
    "kill": kill.main,
    "editions": editions.main,
    "clusters": daily.clusters,
    "copies": daily.duplicates,
    "comparison": comparison.main,
    "repeats": repeats.main,
    "second": daily.second,
    "killed": daily.killed,
}


def main(arguments: list[str]) -> int:
    """Print what is named, or what can be."""
    names = [name for name in arguments if name != "--short"]
    unknown = [name for name in names if name not in BENCHES]
    if unknown or not names:
        print(__doc__)
        return 2 if unknown else 0
    for name in names:
        bench = BENCHES[name]
        shortens = "--short" in arguments and "short" in inspect.signature(bench).parameters
        bench(**({"short": True} if shortens else {}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
