"""The outcomes of a model's items, and the rate of false alarms about conflicting dates."""

import asyncio
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from summarizer import pipeline
from summarizer.config.settings import Settings, recordings_folder
from summarizer.documents.document import Document
from summarizer.documents.loaders.registry import read
from summarizer.documents.loaders.text import from_text
from summarizer.kinds import registry as kinds
from summarizer.llm.registry import connect, with_plan
from summarizer.proof.additions import conflicts
from tests.conftest import ROOT, SHARED
from tests.record import ARTICLES as RECORDED
from tests.record import STORE

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
    """Print the number of dated feed entries and clean articles in which code finds contradictory dates."""
    if not SHARED.is_dir():
        print("dates: skipped, they need the shared test data")
        return
    entries = list(dated_entries())
    articles = [text.partition("\n")[2] for text in clean_articles()]
    doubted, wrong = (sum(any(True for _ in conflicts(from_text(t))) for t in texts) for texts in (entries, articles))
    print(
        f"{'conflicts of dates':24} {doubted} of {len(entries)} dated feed entries, {wrong} of {len(articles)} clean articles"
    )
    for conflict in conflicts(read(str(ROOT / "seeds" / "north-korea-shells.txt"))):
        print(f"{'':24} the seed's: {conflict.text}")


async def _fates(documents: list[Document], settings: Settings) -> Counter[str]:
    """Brief ``documents``; print the outcomes of the items, one line each, and return the sum."""
    total: Counter[str] = Counter()
    model, most = connect(settings)
    async with model:
        for document in documents:
            shown = await pipeline.brief_document(kinds.find("news"), document, model, settings, most)
            text, row = shown.documents[0].text, Counter[str]()
            for proof in shown.proofs.values():
                row["items"] += 1
                row[proof.status] += 1
                row["edited"] += bool(proof.edits)
                row["without a citation"] += not proof.citations
                row["inexact citations"] += sum(c.text != text[c.start : c.end] for c in proof.citations)
            row["rejected"] = sum(not r.minor for r in shown.rejected)
            row["duplicates"] = sum(r.minor for r in shown.rejected)
            total.update(row)
            print(f"  {document.source[-40:]:40} {_told(row)}", flush=True)
    return total


def _told(row: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in row.items() if count)


def main(*, short: bool = False) -> None:
    """Print the fate of the embedded model's items of the seed and of ten articles.

    Replies are recorded, so that a second run is quick. In short: the articles of the tests' own recordings, unasked.
    """
    settings = Settings(offline=True, recordings=STORE) if short else Settings(recordings=recordings_folder())
    settings = with_plan(settings)
    names = RECORDED if short else RECORDED[:1]
    documents = [read(str(ROOT / name)) for name in names]
    if SHARED.is_dir() and not short:
        documents += ten_articles()
    total = asyncio.run(_fates(documents, settings))
    print(f"{'items, plan ' + str(settings.plan):24} {_told(total)}")


if __name__ == "__main__":
    main(short="--short" in sys.argv)
