"""Figures on data that nobody here wrote, as floors that may only rise."""

from pathlib import Path

from summarizer.caveats import doubtful_date
from summarizer.read.text import from_text
from tests.bench.quality import clean_articles, dated_entries
from tests.quality.strong import outcomes


def test_strong_replies_stand(shared: Path) -> None:
    """A frontier model's replies, each item read and found supported by a person: no hard finding on any."""
    checked = [(name, c) for name, outcome in outcomes(shared) for c in outcome]
    assert len(checked) >= 100
    assert [(name, c.path, f.message) for name, c in checked for f in c.hard] == []
    doubted = [c.path for _, c in checked if c.findings]
    assert len(doubted) <= 2


def test_dates_are_rarely_doubted_where_nothing_is_wrong(shared: Path) -> None:
    entries = list(dated_entries())
    assert len(entries) >= 150
    assert sum(doubtful_date(from_text(e)) is not None for e in entries) == 0
    articles = [text.partition("\n")[2] for text in clean_articles()]
    assert sum(doubtful_date(from_text(a)) is not None for a in articles) == 0
