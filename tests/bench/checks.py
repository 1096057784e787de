"""What the checks are worth on the shared labelled data, and what they cost."""

import subprocess
import sys
import tempfile
import time

from summarizer.evaluation.board import to_text
from summarizer.evaluation.checks import check_article, check_text, write_predictions
from summarizer.evaluation.command import checks_run
from summarizer.evaluation.scores import summed
from summarizer.evaluation.sets import Article, load
from summarizer.facts import context, cues, names, quantities, tokens
from summarizer.facts.index import Index
from summarizer.read.text import from_text
from tests.bench.pipeline import additions
from tests.conftest import SHARED
from tests.quality.test_floors import cases, dated_rightly, read_rightly

CACHED = (
    tokens.tokens,
    tokens._folded,
    tokens.content,
    tokens.vocabulary,
    tokens.folded_line,
    names.names,
    quantities.quantities,
    context.profile,
    cues.polarity,
)


def main() -> None:
    """Print the figures of the README's table on checks."""
    if not SHARED.is_dir():
        print("checks: needs the shared test data")
        return
    articles = load(str(SHARED / "data" / "faithfulness" / "responses.jsonl"))
    _scored(articles)
    planted = summed([check_article(a)[0] for a in articles if not any("xsum" in r.id for r in a.responses)])
    for kind in [
        k.removeprefix("planted ") for k in planted if k.startswith("planted ") and not k.endswith(("caught", "hard"))
    ]:
        caught, of = planted[f"planted {kind} caught"], planted[f"planted {kind}"]
        print(f"{'caught: ' + kind:34} {caught / of:6.3f}  of {of}")
    facts = summed([check_article(a)[0] for a in load(str(SHARED / "data" / "faithfulness" / "keyfacts.jsonl"))])
    alarms = 100 * facts["facts flagged"] / facts["facts checked"]
    print(f"{'false alarms in 100 key facts':34} {alarms:6.2f}  of {facts['facts checked']}")
    _language()
    _speed(articles)
    print(to_text(checks_run("open")), end="")


def _scored(articles: list[Article]) -> None:
    """The shared scorer's own lines, for hard and for soft findings."""
    flags = {
        r.id: list(check_text(r.text, index)) for a in articles for index in [Index((a.document,))] for r in a.responses
    }
    for severity in ("hard", "soft"):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            write_predictions(file, flags, severity)
            file.flush()
            command = [sys.executable, str(SHARED / "tools" / "score_faithfulness.py")]
            command += [str(SHARED / "data" / "faithfulness" / "responses.jsonl"), file.name]
            lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        for n, line in enumerate(lines):
            if line.startswith(("ALL without XSum", "summedits_news")):
                print(f"{severity}: {line}")
                if lines[n + 1].lstrip().startswith("95%"):
                    print(f"{severity}: {lines[n + 1].strip()}")


def _language() -> None:
    from datetime import date

    from summarizer.facts.dates import dates

    for name in ("Number", "Currency", "DateTime"):
        rows = cases(SHARED, name)
        if name == "DateTime":
            day = [date.fromisoformat(r.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10]) for r in rows]
            right = sum(dated_rightly(r, list(dates(r["Input"], d))) for r, d in zip(rows, day, strict=True))
        else:
            money = name == "Currency"
            found = [[q for q in quantities.quantities(r["Input"]) if q.kind != "ordinal"] for r in rows]
            kept = [[q for q in some if q.kind == "money" or not money] for some in found]
            right = sum(read_rightly(r, some) for r, some in zip(rows, kept, strict=True))
        print(f"{'language set ' + name:34} {right / len(rows):6.3f}  of {len(rows)}")


def _speed(articles: list[Article]) -> None:
    """Articles a second on one core: read, segmented, indexed, one response checked; and how the cost grows."""
    pairs = [(a.document.text, a.responses[0].text) for a in articles]

    def every() -> float:
        for cached in CACHED:
            cached.cache_clear()
        begun = time.process_time()
        for text, response in pairs:
            list(check_text(response, Index((from_text(text),))))
        return time.process_time() - begun

    every()
    spent = min(every() for _ in range(20))  # a machine of two speeds: the best of many is what can be compared
    loop = min(additions() for _ in range(5))
    print(
        f"{'articles a second, one core':34} {len(pairs) / spent:6.0f}  (an article costs {1000 * spent / len(pairs) / loop:.2f} x a loop of 10,000 additions)"
    )
    long = " ".join(text for text, _ in pairs)

    def of(size: int, start: int) -> float:
        for cached in CACHED:
            cached.cache_clear()
        begun = time.process_time()
        list(check_text(pairs[0][1], Index((from_text(long[start : start + size]),))))
        return time.process_time() - begun

    starts = range(0, 500_000, 100_000)
    small, large = (sorted(of(size, s) for s in starts)[len(starts) // 2] for size in (10_000, 100_000))
    print(f"{'100 kB against 10 kB':34} {large / small:6.1f} x")
