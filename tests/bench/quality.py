"""What becomes of a model's items, and how often code doubts a date where nothing is wrong."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

from summarizer.caveats import doubtful_date

from summarizer import kinds, pipeline
from summarizer.document import Document
from summarizer.models.connect import connect
from summarizer.read.documents import read
from summarizer.read.text import from_text
from summarizer.settings import Settings, recordings_folder
from summarizer.walk import walk
from tests.conftest import ROOT, SHARED

SETS = ("summedits_news", "cliff_xsum", "cliff_cnndm")
ARTICLES = 10


def clean_articles() -> Iterator[str]:
    """The distinct articles of the shared faithfulness data, with their dataset's name in front."""
    seen = set()
    for line in (SHARED / "data" / "faithfulness" / "responses.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["article"] not in seen:
            seen.add(row["article"])
            yield f"{row['dataset']}\n{row['article']}"


def ten_articles() -> list[Document]:
    """Cased articles of 1,500 to 4,500 characters, the first few of each of three sets."""
    found: list[Document] = []
    taken: Counter[str] = Counter()
    for text in clean_articles():
        name, _, article = text.partition("\n")
        cased = sum(c.isupper() for c in article) > 0.02 * len(article)
        if name in SETS and cased and 1_500 < len(article) < 4_500 and taken[name] < -(-ARTICLES // len(SETS)):
            taken[name] += 1
            found.append(from_text(article, f"{name} {taken[name]}"))
    return found[:ARTICLES]


def dated_entries() -> Iterator[str]:
    """The dated entries of the shared feeds, each as a text with its date in a header line."""
    for feed in sorted((SHARED / "data" / "pages" / "feeds").glob("*.xml")):
        plain = re.sub(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)", b"&amp;", feed.read_bytes().strip())
        for item in ET.fromstring(plain).iter():  # noqa: S314 - our own test data
            if item.tag.rpartition("}")[2] not in {"item", "entry"}:
                continue
            fields = {child.tag.rpartition("}")[2]: "".join(child.itertext()) for child in item}
            stamp = fields.get("pubDate") or fields.get("published") or fields.get("updated")
            told = fields.get("description") or fields.get("summary", "")
            said = fields.get("title", "") + ". " + re.sub(r"<[^>]*>", " ", told)
            if stamp:
                day = stamp[:10] if stamp[:4].isdigit() else parsedate_to_datetime(stamp).date().isoformat()
                yield f"date {day}\n\n{' '.join(said.split())} ."


def dates() -> None:
    """Print how many dated feed entries and clean articles get a caveat about their date."""
    if not SHARED.is_dir():
        print("dates: needs the shared test data")
        return
    entries = list(dated_entries())
    doubted = sum(doubtful_date(from_text(e)) is not None for e in entries)
    articles = [text.partition("\n")[2] for text in clean_articles()]
    wrong = sum(doubtful_date(from_text(a)) is not None for a in articles)
    print(
        f"{'dates doubted':24} {doubted} of {len(entries)} dated feed entries, {wrong} of {len(articles)} clean articles"
    )
    seed = read(str(ROOT / "seeds" / "north-korea-shells.txt"))
    print(f"{'':24} the seed's: {'doubted' if doubtful_date(seed) else 'not doubted'}")


def items_read() -> None:
    """Print what a reader said of items of the embedded model's briefings of the open set: ``tests/quality/read.jsonl``."""
    rows = [json.loads(line) for line in (ROOT / "tests" / "quality" / "read.jsonl").read_text("utf-8").splitlines()]
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(row["read"], Counter())[row["verdict"]] += 1
    for what, verdicts in found.items():
        told = ", ".join(f"{n} {verdict}" for verdict, n in verdicts.most_common())
        print(f"{'read: ' + what:24} {told} of {verdicts.total()}")


def main() -> None:
    """Print the fate of the items of the seed and of ten articles; replies are recorded, so that a second run is quick."""
    import asyncio

    settings = Settings(recordings=Path(recordings_folder()))
    model, most = connect(settings)
    kind = kinds.find("news")
    documents = [read(str(ROOT / "seeds" / "north-korea-shells.txt")), *(ten_articles() if SHARED.is_dir() else [])]
    total: Counter[str] = Counter()

    async def every() -> None:
        async with model:
            for document in documents:
                shown = await pipeline.brief_document(kind, document, model, settings, most)
                text = shown.documents[0].text
                row: Counter[str] = Counter()
                for path, node in walk(shown.content):
                    row["items"] += 1
                    row["without a quote"] += not node.quotes
                    row["inexact quotes"] += sum(q.text != text[q.start : q.end] for q in node.quotes)
                    if path.startswith("claims."):
                        row["claims replaced" if node.status == "replaced" else "claims in own words"] += 1
                row["claims rejected"] = sum(r.item.startswith("claims.") and not r.minor for r in shown.rejected)
                row["duplicates"] = sum(r.minor for r in shown.rejected)
                total.update(row)
                print(f"  {document.source[-40:]:40} {dict(row)}")

    asyncio.run(every())
    claims = total["claims in own words"] + total["claims replaced"] + total["claims rejected"]
    print(
        f"{'claims in own words':24} {100 * total['claims in own words'] / claims:.0f} % of {claims} (repeated ones apart)"
    )
    print(
        f"{'inexact quotes':24} {total['inexact quotes']}; items without a quote: {total['without a quote']} of {total['items']}"
    )
