"""The order of things: what is asked, what is read, what is said about it."""

import shutil
import time
from pathlib import Path

import pytest

from summarizer import brief, kinds
from summarizer.errors import TruncatedError, UnreachableError
from summarizer.models.recordings import Recordings
from summarizer.pipeline import EMBEDDED_BUDGET
from summarizer.prompt import briefing_request, selected
from summarizer.read.text import from_text, read
from summarizer.settings import Settings
from tests.fakes import HandWritten, brief_with, news


def test_the_header_is_not_read_as_news(seed: Path) -> None:
    document = read(str(seed))
    request = briefing_request(kinds.find("news"), document, selected(document, 50_000), "en", 100)
    assert "[s2] North Korea" in request.user
    assert "2022-01-01" not in request.user
    assert dict(request.choices)["Quantity"] == ("six", "at least 25")


def test_an_article_is_no_template() -> None:
    document = from_text("Pay $article and $language now, {{7*7}} said. \\1 \\g<0> it is.")
    request = briefing_request(kinds.find("news"), document, selected(document, 5_000), "en", 100)
    assert "Pay $article and $language now, {{7*7}} said." in request.user


def test_an_offline_run_without_the_repair_goes_on_and_says_so(seed: Path, recordings: Path, tmp_path: Path) -> None:
    shutil.copytree(recordings, tmp_path / "store")
    settings = Settings(offline=True, recordings=tmp_path / "store")
    whole = brief(seed, settings=settings)
    assert whole.provenance.recorded
    for path in (tmp_path / "store").rglob("*.json"):
        if '"fixes\\"' in path.read_text(encoding="utf-8"):
            path.unlink()
    without = brief(seed, settings=settings)
    assert any("never recorded" in note for note in without.notes)
    assert [c.text for c in without.content.claims] == [c.text for c in whole.content.claims]


def test_what_does_not_fit_is_not_read_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"Sentence number {n} tells what happened in town {n}." for n in range(1, 1_001))
    monkeypatch.setattr("summarizer.pipeline.REMOTE_BUDGET", EMBEDDED_BUDGET)
    shown = brief_with(
        HandWritten(news(actors=[], headline={"text": "What happened in town 1", "cites": ["s1"]})), text
    )
    read_ids, unread = shown.coverage.read, shown.coverage.unread
    assert read_ids
    assert unread
    assert [*read_ids, *unread] == [f"s{n}" for n in range(1, 1_001)]
    assert (
        shown.notes[0]
        == f"The article is too long for this model: it read the first {len(read_ids)} of 1000 sentences."
    )


@pytest.mark.parametrize("error", [UnreachableError("gone"), TruncatedError("cut")])
def test_a_failed_call_is_an_error_and_never_an_extract(error: Exception) -> None:
    with pytest.raises(type(error)):
        brief_with(HandWritten(error), "The council met on Monday. It will meet again.")


def test_the_model_is_asked_for_the_articles_language_and_another_is_noticed() -> None:
    german = (
        "Die Stadt will die Mauer bis Ende Oktober prüfen. Das sagte die Bürgermeisterin am Dienstag in der Sitzung."
    )
    english = news(
        [{"text": "The town wants to check the wall and the mayor said that on Tuesday.", "cites": ["s1"]}],
        actors=[], headline={"text": "The town wants to check the wall by the end of October", "cites": ["s1"]},
    )  # fmt: skip
    model = HandWritten(english)
    shown = brief_with(model, german)
    assert "in German" in model.asked[0].user
    assert shown.notes[0] == "The model was asked to write in German and wrote in English."
    assert shown.language == "en"
    assert {n.status for n in (shown.content.headline, *shown.content.claims)} == {"soft"}


def test_recordings_hold_no_clock_so_that_two_runs_ask_the_same(seed: Path, tmp_path: Path) -> None:
    document = read(str(seed))
    model = HandWritten(*[news()] * 4)
    for _ in range(2):
        brief_with(model, document)
    digests = {r.digest(model.endpoint) for r in model.asked if r.purpose == "briefing"}
    assert len(digests) == 1
    assert Recordings(tmp_path).read(digests.pop()) is None


def test_an_extract_takes_time_in_proportion_to_the_text(seed: Path) -> None:
    article = seed.read_text(encoding="utf-8") + "\n\n"
    spent = []
    for copies in (25, 200):
        document = from_text(article * copies)
        begun = time.process_time()
        brief_with(None, document)
        spent.append(time.process_time() - begun)
    assert spent[1] < 30 * spent[0]  # 8 times the text; a quadratic step would make it 64
