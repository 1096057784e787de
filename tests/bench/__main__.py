"""``python -m tests.bench [NAME...]``: print the figures of the README. No figure is a test; machines differ and are noisy.

start     what starting costs: --help, a recorded run, a live run up to the first byte on the socket
pipeline  everything but the model, one article, in process
many      many articles: against an ideal client, a true run, recorded runs and their memory           (minutes)
pages     web pages: text, dates, encodings, speed
hijack    orders hidden in an article, with the embedded model                                   (a quarter of an hour)
servers   against a second OpenAI-compatible server: LiteLLM's proxy                                    (minutes)
plans     writing plans of the embedded models against extract, at equal length                          (an hour)
kill      a run killed at each system call that changes something, and out of space there (minutes; needs strace)
editions  whole daily editions with the embedded model: ECB+ on loopback, real feeds                     (an hour)
clusters  stories of ECB+ and the UCI titles: B-cubed F1, speed, memory
copies    copies of agency texts: precision and recall
comparison  figures of pairs of articles, sorted by a large model (recorded); run by itself it asks any other
repeats   what 30 editions tell again, and how much of the news they find                              (minutes)
second    the second run of a day with 500 articles
killed    editions that are killed and run again                                                          (minutes)
checks    what the checks catch, and how often they are wrong; their speed                        (two minutes)
read      what a reader said of items of the embedded model, one by one
dates     how often a date is doubted where nothing is wrong
embedded  the seed with the embedded model against the same request asked straight from llama.cpp   (minutes)
quality   what becomes of the embedded model's items on the seed and ten other articles             (a quarter of an hour)
"""

import sys

from tests.bench import (
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
    quality,
    repeats,
    servers,
    start,
)

BENCHES = {
    "start": start.main,
    "pipeline": pipeline.main,
    "many": many.main,
    "hijack": hijack.main,
    "kill": kill.main,
    "plans": plans.main,
    "servers": servers.main,
    "pages": pages.main,
    "checks": checks.main,
    "dates": quality.dates,
    "read": quality.items_read,
    "embedded": embedded.main,
    "editions": editions.main,
    "clusters": daily.clusters,
    "copies": daily.duplicates,
    "comparison": comparison.main,
    "repeats": repeats.main,
    "second": daily.second,
    "killed": daily.killed,
    "quality": quality.main,
}

if __name__ == "__main__":
    chosen = sys.argv[1:] or ["start", "pipeline", "dates"]
    unknown = [name for name in chosen if name not in BENCHES]
    if unknown:
        print(__doc__)
        sys.exit(2)
    for name in chosen:
        BENCHES[name]()
