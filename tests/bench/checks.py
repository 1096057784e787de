"""The accuracy of the exact checks on labelled texts and planted errors, and their cost. No model is asked."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date

from summarizer.cli.evaluate import checks_run
from summarizer.config.settings import Settings
from summarizer.documents.document import Document
from summarizer.documents.loaders.text import from_text
from summarizer.documents.sentences import spans
from summarizer.documents.source_index import Index
from summarizer.evaluation.board import to_text
from summarizer.evaluation.checks import Flag, check_article, check_text, write_predictions
from summarizer.evaluation.mutate import KINDS
from summarizer.evaluation.scores import ratio
from summarizer.evaluation.sets import load
from summarizer.facts.dates import dates
from summarizer.facts.language import NAMES, detect
from summarizer.facts.quantities import quantities
from summarizer.kinds import registry as kinds
from summarizer.pipeline import brief_document
from summarizer.render.text import to_text as briefing_text
from tests.bench.pipeline import additions, forget
from tests.bench.start import cost
from tests.conftest import ROOT, SHARED
from tests.quality.test_floors import cases, dated_rightly, read_rightly

ROUNDS = 5
RESPONSES = SHARED / "data" / "faithfulness" / "responses.jsonl"
KEY_FACTS = SHARED / "data" / "faithfulness" / "keyfacts.jsonl"
LABELLED = (
    ("precision of flags", "flags right", "flags", 1.0),
    ("hallucinated responses flagged", "responses bad flagged", "responses bad", 1.0),
    ("clean responses flagged", "responses clean flagged", "responses clean", 1.0),
    ("false alarms per 100 clean sentences", "clean flagged", "clean sentences", 100.0),
    *((f"caught when planted: {kind}", f"planted {kind} caught", f"planted {kind}", 1.0) for kind in KINDS),
)


def main() -> None:
    """Print the figures; those on shared data only if it is there."""
    print(to_text(checks_run("open")), end="")
    if SHARED.is_dir():
        _labelled()
        _language()
    else:
        print("labelled responses, key facts and language sets: skipped, they need the shared test data")
    _speed()
    _extract()


def _labelled() -> None:
    """People's labels and planted errors, from one run over the shared responses; then people's key facts."""
    counts: list[Counter[str]] = []
    flags: dict[str, list[Flag]] = {}
    for article in load(str(RESPONSES)):
        counted, found = check_article(article)
        flags |= found
        if not any("xsum" in r.id for r in article.responses):
            counts.append(counted)
    print(f"checks on shared responses, XSum's apart: {len(counts)} articles")
    for name, part, whole, scale in LABELLED:
        _row(name, counts, part, whole, scale)
    facts = [check_article(article)[0] for article in load(str(KEY_FACTS))]
    _row("false alarms per 100 key facts", facts, "facts flagged", "facts checked", 100.0)
    _scored(flags)


def _row(name: str, counts: list[Counter[str]], part: str, whole: str, scale: float) -> None:
    """A figure with its interval over articles."""
    figure = ratio(counts, part, whole, scale)
    if figure.value is None:
        print(f"  {name:46} nothing to count")
        return
    interval = f"[{figure.low:.3f}, {figure.high:.3f}]" if figure.low is not None else ""
    print(f"  {name:46} {figure.value:9.3f}  {interval:18} {sum(c[part] for c in counts)} of {figure.of}")


def _scored(flags: dict[str, list[Flag]]) -> None:
    """The lines of the shared scorer, which knows nothing of our counting."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        write_predictions(file, flags)
        file.flush()
        command = [sys.executable, str(SHARED / "tools" / "score_faithfulness.py"), str(RESPONSES), file.name]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    for n, line in enumerate(lines):
        if line.startswith(("ALL without XSum", "summedits_news")):
            print(f"  the shared scorer: {line}")
            if lines[n + 1].lstrip().startswith("95%"):
                print(f"  the shared scorer: {lines[n + 1].strip()}")


def _language() -> None:
    """Numbers, sums of money and dates of the language sets that are read rightly."""
    for name in ("Number", "Currency"):
        rows = cases(SHARED, name)
        found = [[q for q in quantities(row["Input"]) if q.kind != "ordinal"] for row in rows]
        kept = [[q for q in some if q.kind == "money" or name == "Number"] for some in found]
        _share(name, sum(read_rightly(row, some) for row, some in zip(rows, kept, strict=True)), len(rows))
    rows = cases(SHARED, "DateTime")
    days = [row.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10] for row in rows]
    told = [list(dates(row["Input"], date.fromisoformat(day))) for row, day in zip(rows, days, strict=True)]
    _share("DateTime", sum(dated_rightly(row, some) for row, some in zip(rows, told, strict=True)), len(rows))
    _detected()


def _detected() -> None:
    """Headlines of 27 languages, and English headlines that must not be taken for another language."""
    own = (ROOT / "tests" / "data" / "languages.tsv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in (line.split("\t") for line in own) if row[0] in NAMES]
    titles = (SHARED / "data" / "clustering" / "uci_titles_dev.jsonl").read_text(encoding="utf-8").splitlines()
    english = [["en", json.loads(line)["title"]] for line in titles]
    for name, some in (("language detection", rows), ("English headlines", english)):
        found = [(code, detect(text)) for code, text in some]
        right = sum(code == got for code, got in found)
        _share(f"{name}, {sum(got not in {code, 'und'} for code, got in found)} wrong", right, len(found))


def _share(name: str, right: int, of: int) -> None:
    print(f"  {'language set ' + name:46} {right / of:9.3f}  {right} of {of}")


def _speed() -> None:
    """Statements a second on one core, with their articles segmented and indexed; and how the cost grows."""
    pairs = [(a.document, [r.text for r in a.responses]) for a in load("open")]
    statements = sum(len(list(spans(text, document.language))) for document, some in pairs for text in some)
    every = min(sum(_cost(document, some) for document, some in pairs) for _ in range(ROUNDS))
    loop = min(additions() for _ in range(20))
    print(
        f"  {'statements a second, one core':46} {statements / every:9.0f}  of {statements}, their {len(pairs)} articles "
        f"read anew (one costs {1000 * every / statements / loop:.1f} x a loop of 10,000 additions)"
    )
    long = "\n\n".join(document.text for document, _ in pairs)
    long *= 1 + 100_000 // len(long)
    said = pairs[0][1][:1]
    small, large = (min(_cost(from_text(long[:size]), said) for _ in range(ROUNDS)) for size in (10_000, 100_000))
    print(f"  {'100 kB against 10 kB':46} {large / small:9.1f} x")


def _cost(document: Document, texts: list[str]) -> float:
    """Seconds of CPU time to read and index the text of ``document`` anew and to check ``texts`` against it."""
    forget()
    begun = time.process_time()
    index = Index((from_text(document.text),))
    assert index.stems
    for text in texts:
        list(check_text(text, index))
    return time.process_time() - begun


def _extract() -> None:
    """CPU time an article of the whole pipeline without a model, against a bare Python that starts and ends."""
    kind, settings = kinds.find("news"), Settings(plan="extract")
    texts = [article.document.text for article in load("open")]

    async def every() -> float:
        spent = 0.0
        for text in texts:
            forget()
            begun = time.process_time()
            briefing_text(await brief_document(kind, from_text(text), None, settings, 0))
            spent += time.process_time() - begun
        return 1000 * spent / len(texts)

    asyncio.run(every())  # tables that are the same for every article
    rounds = [(asyncio.run(every()), cost([sys.executable, "-c", "pass"], dict(os.environ))) for _ in range(ROUNDS)]
    ours, bare = map(min, zip(*rounds, strict=True))
    print(
        f"  {'an article without a model, ms of CPU':46} {ours:9.1f}  {ours / bare:.2f} x python -c pass ({bare:.1f} ms); "
        f"text to text, mean of {len(texts)}, best of {ROUNDS} rounds"
    )


if __name__ == "__main__":
    main()
