"""Repetition in the editions of a month, by sentences that a reader labelled, and the share of the news found.

Three made-up months of continuing stories, and the UCI titles spread over 30 days.
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.batch.loop import in_own_loop
from summarizer.cli.daily_run import DailyOptions, run
from summarizer.config.settings import load
from summarizer.daily import material
from summarizer.daily.lineup import line_up
from summarizer.daily.make import Desk, make
from summarizer.daily.paper import read_paper
from summarizer.daily.records import Article
from summarizer.daily.state import State
from summarizer.daily.times import window
from summarizer.daily.writing import Writer
from summarizer.documents.document import Document
from summarizer.documents.sentences import segment
from summarizer.documents.source_index import Index
from summarizer.edition import Edition
from summarizer.facts.tokens import content
from summarizer.kinds import registry as kinds
from summarizer.llm.middleware.budget import Budget
from summarizer.pipeline import Judge
from tests.conftest import ROOT, SHARED
from tests.unit.test_clusters import data

SETS = ROOT / "tests" / "daily"
MONTHS = ("open", "sealed", "last")


class Month(NamedTuple):
    """The result of one month of editions: lines told, repeats, stories, stories new a second time.

    ``judged``: for each labelled sentence of a continuing story, True if it was told as new, and True if its label is
    news.
    """

    told: int
    repeats: int
    stories: int
    again: int
    judged: list[tuple[bool, bool]]

    @property
    def found(self) -> float:
        """The share of the news that is told as new."""
        return sum(new for new, news in self.judged if news) / sum(news for _, news in self.judged)


def main() -> None:
    """Print the figures of each month and of the UCI titles."""
    for name in MONTHS:
        _say(f"month_{name}", month(name))
    if SHARED.is_dir():
        _titles()


def _say(what: str, month: Month) -> None:
    print(
        f"{what}: {month.told} lines in {month.stories} stories; {month.repeats} ({100 * month.repeats / month.told:.1f} %) tell "
        f"nothing but what an edition told before; {month.again} stories new a second time; {100 * month.found:.0f} % of the news found"
    )


@contextmanager
def _watched(judged: list[tuple[bool, bool]], labels: dict[str, bool]) -> Iterator[None]:
    """Add to ``judged`` each labelled sentence that is checked for news, with the outcome."""
    kept = material.new_sentences

    def noting(index: Index, earlier: Index) -> frozenset[str]:
        new = kept(index, earlier)
        for i in index.body:
            news = labels.get(" ".join(index.texts[i].split()))
            if news is not None:
                judged.append((i in new, news))
        return new

    material.new_sentences = noting
    try:
        yield
    finally:
        material.new_sentences = kept


def month(name: str) -> Month:
    rows = [json.loads(line) for line in (SETS / f"month_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    by_id = {r["id"]: r for r in rows}
    lines = (SETS / f"sentences_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    read = {r["id"]: {s["text"]: s for s in r["sentences"]} for r in map(json.loads, lines)}
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "inbox").mkdir()
        source = '[[source]]\nname="In"\npath="inbox"\nlimit=500\n'
        (base / "brief.toml").write_text(f'title="Month"\nplan="extract"\nformats=["json"]\n{source}', encoding="utf-8")
        paper, settings = read_paper(base / "brief.toml"), load(plan="extract")
        labels = {" ".join(s["text"].split()): s["news"] for sentences in read.values() for s in sentences.values()}
        judged: list[tuple[bool, bool]] = []
        told: set[str] = set()
        seen: set[str] = set()
        counts: Counter[str] = Counter()
        day = date.fromisoformat(rows[0]["day"])
        for _ in range(31):
            for row in rows:
                if row["day"] == day.isoformat():
                    when = datetime.fromisoformat(row["published"]).strftime("%d %B %Y")
                    (base / "inbox" / f"{row['id']}.txt").write_text(
                        f"{row['title']}\n{when}\n\n{row['text']}\n", encoding="utf-8"
                    )
            if any((base / "inbox").iterdir()):
                with _watched(judged, labels):
                    run(
                        paper,
                        settings,
                        Budget(),
                        DailyOptions(quiet=True),
                        datetime(day.year, day.month, day.day, 22, tzinfo=UTC),
                    )
                with State(paper.state_file) as state:
                    kept = state.edition(day)
                assert kept is not None
                _labelled(Edition.from_json(kept.body), by_id, read, told, seen, counts)
            day += timedelta(days=1)
    return Month(counts["claims"], counts["repeats"], counts["stories"], counts["again"], judged)


def _labelled(
    edition: Edition,
    rows: dict[str, dict[str, Any]],
    read: dict[str, dict[str, dict[str, Any]]],
    told: set[str],
    seen: set[str],
    counts: Counter[str],
) -> None:
    now: set[str] = set()
    for entry in edition.stories:
        sources = {d.id: Path(d.source).stem for d in entry.briefing.documents}
        counts["stories"] += 1
        story = Counter(rows[i]["story"] or i for i in sources.values()).most_common(1)[0][0]
        counts["again"] += entry.status == "new" and story in seen
        seen.add(story)
        for n, _ in enumerate(entry.briefing.content.claims):
            quote = entry.briefing.proofs[f"claims.{n}"].citations[0]
            sentence = read[sources[quote.document]].get(" ".join(quote.text.split()))
            if sentence is None:  # a title
                continue
            counts["claims"] += 1
            counts["repeats"] += not sentence["news"] and told.issuperset(sentence["facts"])
            now.update(sentence["facts"])
    told |= now


def _titles() -> None:
    """The UCI titles as articles of one sentence, each story's spread over 30 days."""
    texts, gold = data(SHARED, "uci")
    by_story: dict[str, list[str]] = defaultdict(list)
    for text, story in zip(texts, gold, strict=True):
        by_story[story].append(text.title)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "brief.toml").write_text('plan="extract"\nstories=200\n[[source]]\npath="none"\n', encoding="utf-8")
        paper, settings = read_paper(base / "brief.toml"), load(plan="extract")
        first = date(2026, 3, 1)
        told: dict[str, list[frozenset[str]]] = defaultdict(list)
        lines = again = 0
        with State(paper.state_file) as state:
            for n in range(30):
                day = first + timedelta(days=n)
                now = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
                of: dict[str, str] = {}
                for story, titles in by_story.items():
                    for m, title in enumerate(titles[n::30]):
                        key = f"{story}-{n}-{m}"
                        of[title] = story
                        document = segment(Document("a1", title, key, key, language="en", title=title))
                        document = replace(document, published=day, site=f"outlet{m}")
                        state.keep(Article(key, "uci", key, now - timedelta(hours=m % 20), now, document), key)
                last = state.last_before(day)
                span = window(day, paper.timezone, now, last and last.until, None)
                lineup = line_up(paper, state, day, span, settings)
                writer = Writer(kinds.find("story"), None, settings, 0, Judge(None, ""))
                desk = Desk(paper, state, Budget(), now, lambda *_: None)
                edition = in_own_loop(make(desk, lineup, writer, [])).edition
                today: list[tuple[str, frozenset[str]]] = []
                for entry in edition.stories:
                    for claim in entry.briefing.content.claims:
                        words, story = content(claim.text), of.get(claim.text, "")
                        lines += 1
                        again += any(len(words & w) >= 0.6 * len(words | w) for w in told[story])
                        today.append((story, words))
                for story, words in today:
                    told[story].append(words)
    print(
        f"UCI titles over 30 days: {lines} lines told, {again} ({100 * again / lines:.1f} %) share 60 % of their words with one told before"
    )
