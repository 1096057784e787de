"""Web pages: the article's text against the true one, the date against labels by hand, encodings, and speed."""

import collections
import gzip
import json
import re
import sys
import time
from collections.abc import Iterator

from htmldate import find_date

from summarizer.documents.document import Document
from summarizer.documents.fetch.sandbox import parsed
from summarizer.documents.loaders.encoding import decode
from summarizer.documents.loaders.html import read_page
from summarizer.documents.loaders.page import from_page
from summarizer.documents.loaders.registry import Origin
from tests.conftest import ROOT, SHARED

ROUNDS = 7
CODECS = {"EUC-TW": None, "CP932": "cp932", "MacCyrillic": "mac_cyrillic", "Johab": "johab", "TIS-620": "tis_620"}


def pages() -> Iterator[tuple[str, bytes]]:
    """``(id, HTML)`` of the shared pages."""
    for path in sorted((SHARED / "data" / "pages" / "html").glob("*.html.gz")):
        yield path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes())


def score(truth: str, got: str) -> tuple[float, float]:
    """``(precision, recall)`` of word 4-grams, as ../shared/tools/score_pages.py counts them."""

    def grams(text: str) -> collections.Counter[tuple[str, ...]]:
        words = re.findall(r"\w+", text)
        return collections.Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))

    wanted, found = grams(truth), grams(got)
    both = (wanted & found).total()
    return both / max(1, found.total()), both / max(1, wanted.total())


def document(name: str, raw: bytes) -> Document:
    """Return the page, even if it has only the beginning of a paid article, which brief would refuse."""
    return from_page(parsed({"what": "page"}, raw), Origin(name), "")


def body(found: Document) -> str:
    """The text of a Document without its header lines and asides."""
    return "\n".join(found.quote(s) for s in found.sentences if s.role == "body")


def texts() -> tuple[float, list[tuple[str, float, float]]]:
    """F1 over all pages, and ``(id, precision, recall)`` of each."""
    truth = json.loads((SHARED / "data" / "pages" / "aeb_ground_truth.json").read_text(encoding="utf-8"))
    rows = []
    for name, raw in pages():
        text = body(document(name, raw))
        rows.append((name, *score(truth[name]["articleBody"], text)))
    p, r = (sum(row[n] for row in rows) / len(rows) for n in (1, 2))
    return 2 * p * r / (p + r), rows


def dates() -> list[tuple[str, str | None, str | None]]:
    """``(id, labelled, found)`` of each page."""
    labels = json.loads((ROOT / "tests" / "quality" / "page_dates.json").read_text(encoding="utf-8"))
    found = []
    for name, raw in pages():
        day = document(name, raw).published
        found.append((name, labels[name]["published"], day.isoformat() if day else None))
    return found


def compared() -> tuple[int, int]:
    """``(right, wrong)`` of the library htmldate on the same pages."""
    labels = json.loads((ROOT / "tests" / "quality" / "page_dates.json").read_text(encoding="utf-8"))
    found = []
    for name, raw in pages():
        text = decode(raw, markup=True)
        found.append((labels[name]["published"], text and find_date(text.text, original_date=True)))
    return sum(a == b for a, b in found), sum(b is not None and a != b for a, b in found)


def encodings() -> tuple[int, int, list[str]]:
    """Return the number of shared files decoded exactly, the number of all, and the names of those silently wrong."""
    exact, files, silent = 0, 0, []
    for path in sorted(p for p in (SHARED / "data" / "hostile" / "charsets").glob("*/*") if p.is_file()):
        raw, folder = path.read_bytes(), path.parent.name
        name = CODECS.get(folder, re.sub(r"^(iso-8859-\d+|windows-\d+)-[a-z]+$", r"\1", folder))
        truth = None if name is None else raw.decode(name)
        got = decode(raw)
        files += 1
        if got is not None and got.text == (truth.removeprefix("\ufeff") if truth else truth):
            exact += 1
        elif got is not None and not got.doubt:
            silent.append(f"{path.parent.name}/{path.name}")
    return exact, files, silent


def main(*, short: bool = False) -> None:
    """Print the figures."""
    if not SHARED.is_dir():
        print("pages: skipped, they need the shared test data")
        return
    f1, rows = texts()
    print(f"{'article text, F1':34} {f1:.3f}  of {len(rows)} pages")
    for name, p, r in sorted(rows, key=lambda row: row[1] * row[2])[:5]:
        print(f"  {name[:8]}  precision {p:.3f}  recall {r:.3f}")
    told = dates()
    print(f"{'published date right':34} {sum(a == b for _, a, b in told)} of {len(told)}")
    for name, wanted, got in told:
        if wanted != got:
            print(f"  {name[:8]}  labelled {wanted}, found {got}")
    right, wrong = compared()
    print(f"{'  by htmldate':34} {right} of {len(told)}, {wrong} wrong")
    exact, files, silent = encodings()
    print(f"{'decoded exactly':34} {exact} of {files}; wrong without a word: {silent or 'none'}")
    every, rounds = list(pages()), 1 if short else ROUNDS

    def whole() -> float:
        begun = time.process_time()
        for name, raw in every:
            from_page(read_page(raw, None, None), Origin(name), "")
        return time.process_time() - begun

    print(
        f"{'pages a second, one core':34} {len(every) / min(whole() for _ in range(rounds)):.0f} (the best of {rounds})"
    )


if __name__ == "__main__":
    main(short="--short" in sys.argv)
