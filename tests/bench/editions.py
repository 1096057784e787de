"""Whole daily editions, unattended: ECB+ served as feeds and pages on loopback, and four real feeds of March 2025.

The events of ECB+ come in pairs that look alike. Each of four outlets tells each event once, on a page of its own; the
feeds list only titles and links. The real feeds are mostly teasers, whose links lead nowhere here.
"""

import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from summarizer.edition import Edition
from tests.bench.start import environment
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data"
OUTLETS = ("North Courier", "Evening Post", "Harbour Times", "Radio Seven")
STORIES = ("1", "14", "16", "20", "26", "33")
"""Topics of ECB+; each has two events of one kind."""
LEAST = 26
"""Least number of words of a page: a shorter one is not taken for an article."""


def main(model: str = "local") -> None:
    """Print two editions and their counts. ``model``: ``extract`` uses none."""
    if not DATA.is_dir():
        print("editions: needs ../shared")
        return
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        pages, gold = _ecb()
        now = datetime.now(UTC)
        feeds = {f"/{n}.xml": _feed(outlet, n, pages, now) for n, outlet in enumerate(OUTLETS)}
        served = {**feeds, **{path: _page(*told) for path, told in pages.items()}}
        edition = _edition(base / "ecb", served, [f"/{n}.xml" for n in range(len(OUTLETS))], model, [])
        _count(edition, gold)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        real = {f"/{p.name}": p.read_bytes() for p in sorted((DATA / "pages" / "feeds").iterdir())}
        edition = _edition(base / "feeds", real, list(real), model, ["--date", "2025-03-20", "--since", "2025-02-01"])
        _count(edition, {})


def _ecb() -> tuple[dict[str, tuple[str, str, str]], dict[str, str]]:
    """Path -> outlet, title and text; title -> its event."""
    by_event: dict[str, list[list[str]]] = defaultdict(list)
    for line in (DATA / "clustering" / "ecbplus_train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        topic, _, kind = row["cluster"].partition("_")
        if (
            topic in STORIES
            and len(" ".join(row["sents"]).split()) >= LEAST
            and len(by_event[f"{topic} {kind}"]) < len(OUTLETS)
        ):
            by_event[f"{topic} {kind}"].append([_plain(s) for s in row["sents"]])
    pages, gold = {}, {}
    for event, documents in by_event.items():
        for n, sentences in enumerate(documents):
            path = f"/{event.replace(' ', '-')}-{n}.html"
            title = " ".join(sentences[0].split()[:9])
            pages[path] = (OUTLETS[n], title, "\n".join(sentences))
            gold[path] = event
    return pages, gold


def _plain(tokens: str) -> str:
    """ECB+'s tokens as text."""
    text = re.sub(r"\s+([.,;:!?%)'’])", r"\1", tokens.replace("`` ", "“").replace(" ''", "”"))
    text = re.sub(r"(\d)\s?([.,])\s(?=\d)", r"\1\2", text).replace(" - ", "-")
    return re.sub(r"\s+(n't|'s|'re|'ve|'ll|'d)\b", r"\1", text.replace("( ", "(").replace("$ ", "$"))


def _feed(outlet: str, number: int, pages: dict[str, tuple[str, str, str]], now: datetime) -> bytes:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>BASE{path}</link><guid>{path}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(hours=1 + 5 * (n % 3)))}</pubDate></item>"
        for n, (path, (who, title, _)) in enumerate(pages.items())
        if who == outlet
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title><link>BASE/{number}</link>{items}</channel></rss>'.encode()


def _page(outlet: str, title: str, text: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>'
        f'<meta property="og:site_name" content="{escape(outlet)}"></head><body><main><article><h1>{escape(title)}</h1>'
        f"{''.join(f'<p>{escape(p)}</p>' for p in text.splitlines())}</article></main></body></html>"
    ).encode()


class _Served(BaseHTTPRequestHandler):
    def __init__(self, told: dict[str, bytes], *args: object) -> None:
        self._told = told
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self._told.get(self.path)
        self.send_response(404 if body is None else 200)
        kind = "application/xml" if self.path.endswith(".xml") else "text/html; charset=utf-8"
        sent = (body or b"").replace(b"BASE", f"http://{self.headers['Host']}".encode())
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(sent)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def _edition(base: Path, served: dict[str, bytes], feeds: list[str], model: str, more: list[str]) -> Edition:
    base.mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Served, served))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    sources = "".join(f'[[source]]\nname = "{Path(f).stem}"\nurl = "{at}{f}"\nlimit = 60\n' for f in feeds)
    (base / "brief.toml").write_text(f'title = "Bench"\nformats = ["json", "html"]\n{sources}', encoding="utf-8")
    env = environment(base / "home")
    if "BRIEF_HOME" in os.environ:
        env["BRIEF_HOME"] = os.environ["BRIEF_HOME"]
    else:
        env.pop("BRIEF_HOME", None)
    how = ["--plan", "extract"] if model == "extract" else ["--model", model]
    command = [
        sys.executable,
        "-m",
        "summarizer",
        "daily",
        "--config",
        str(base / "brief.toml"),
        "--allow-private",
        *how,
        *more,
    ]
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT, check=False)
    server.shutdown()
    print(done.stdout)
    print(f"exit code {done.returncode}; stderr: {done.stderr[-1500:]}")
    written = sorted((base / "editions").glob("2*.json"))
    keep = os.environ.get("BRIEF_EDITIONS")
    if keep:
        for path in (base / "editions").iterdir():
            Path(keep, f"{base.name}-{path.name}").write_bytes(path.read_bytes())
    return Edition.from_json(written[0].read_text(encoding="utf-8"))


def _count(edition: Edition, gold: dict[str, str]) -> None:
    items = [proof for e in edition.stories for proof in e.briefing.proofs.values()]
    unproven = [proof for proof in items if not proof.citations]
    statuses = Counter(proof.status for proof in items)
    told = Counter(" ".join(c.text.lower().split()) for e in edition.stories for c in e.briefing.content.claims)
    print(f"stories {len(edition.stories)}, items {len(items)}, without proof {len(unproven)}; {dict(statuses)}")
    print(
        f"claims told twice {sum(n - 1 for n in told.values())}; written by code alone: {len(edition.coverage.unwritten)}"
    )
    several = sum(s.independent > 1 for e in edition.stories for s in e.support)
    print(
        f"items that several outlets carry {several}; figures told differently {sum(len(e.differences) for e in edition.stories)}"
    )
    mixed = [e.id for e in edition.stories if len(_events(e.briefing.documents, gold)) > 1]
    if gold:
        print(f"stories with articles of two events {len(mixed)} of {len(edition.stories)}")


def _events(documents: list[object], gold: dict[str, str]) -> set[str]:
    urls = [getattr(d, "url", None) or "" for d in documents]
    return {gold[path] for url in urls if (path := "/" + url.rpartition("/")[2]) in gold}


if __name__ == "__main__":
    main(*sys.argv[1:])
