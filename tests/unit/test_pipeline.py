"""The steps of the pipeline: the requests, the sentences read, and the notes about them."""

import json
import time
from pathlib import Path

import pytest

from summarizer.documents.loaders.registry import read
from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.drafting.chunking import EMBEDDED_BUDGET
from summarizer.drafting.merging import merged
from summarizer.drafting.prompts import briefing_request, chunks
from summarizer.errors import ContextError, TruncatedError, UnreachableError
from summarizer.kinds import registry as kinds
from summarizer.llm.base import Completion, Progress, Request, Usage
from summarizer.llm.middleware.cache import Recordings
from summarizer.schemas.news import News
from tests.fakes import HandWritten, brief_with, news


def test_the_header_is_not_read_as_news(seed: Path) -> None:
    document = read(str(seed))
    request = briefing_request(kinds.find("news"), Index((document,)), chunks(Index((document,)), 50_000)[0], "en", 100)
    assert "[s2] North Korea" in request.user
    assert "[s1]" not in request.user
    assert request.user.startswith("Date: 2022-01-01\n")
    assert dict(request.choices)["Quantity"] == ("six", "at least 25")


def test_an_article_is_no_template() -> None:
    document = from_text("Pay $article and $language now, {{7*7}} said. \\1 \\g<0> it is.")
    request = briefing_request(kinds.find("news"), Index((document,)), chunks(Index((document,)), 5_000)[0], "en", 100)
    assert "Pay $article and $language now, {{7*7}} said." in request.user


class Reader(HandWritten):
    """A model that makes claims of the first and last sentence it is shown, and refuses more than ``most`` of them."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        ids = dict(request.choices)["SentenceId"]
        if request.purpose == "briefing" and len(ids) > self.most:
            raise ContextError("too long")
        self.asked.append(request)
        first, last = ids[0], ids[-1]
        claims = [{"text": f"Town {i[1:]} counted its {i[1:]} bridges.", "cites": [i]} for i in (first, last)]
        headline = {"text": f"Town {first[1:]} counted bridges", "cites": [first]}
        return Completion(json.dumps(news(claims, actors=[], headline=headline)), Usage(1, 10, 5), 0.0)


LONG = " ".join(f"Town {n} counted its {n} bridges and its mayor said that all of them stand." for n in range(1, 1_001))


def test_a_text_beyond_the_context_is_read_in_parts_and_its_tail_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.drafting.chunking.REMOTE_BUDGET", EMBEDDED_BUDGET)
    model = Reader(most=10_000)
    shown = brief_with(model, LONG)
    parts = [dict(r.choices)["SentenceId"] for r in model.asked]
    assert len(parts) == shown.provenance.requests == 6
    assert [i for part in parts for i in part] == shown.coverage.read == [f"s{n}" for n in range(1, 1_001)]
    assert max(map(len, parts)) <= 1.2 * min(map(len, parts))
    assert shown.coverage.unread == []
    assert "read in 6 parts" in shown.notes[0]
    cited = [c.cites[0] for c in shown.content.claims]
    assert len(cited) == 8
    assert cited == sorted(cited, key=lambda i: int(i[1:]))
    assert int(cited[-1][1:]) > 830  # of the last part
    assert shown.content.headline.cites == ["s1"]


def test_a_part_that_the_server_counts_longer_is_asked_in_halves() -> None:
    model = Reader(most=300)
    shown = brief_with(model, LONG)
    parts = [dict(r.choices)["SentenceId"] for r in model.asked]
    assert [i for part in parts for i in part] == [f"s{n}" for n in range(1, 1_001)]
    assert max(map(len, parts)) <= 300
    assert shown.coverage.unread == []
    with pytest.raises(ContextError):
        brief_with(Reader(most=2), "The town counts. It has bridges. They stand. All is well.")


def test_what_is_longer_than_all_parts_is_not_read_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.drafting.chunking.REMOTE_BUDGET", 1_000)
    shown = brief_with(Reader(most=10_000), LONG)
    read_ids, unread = shown.coverage.read, shown.coverage.unread
    assert read_ids
    assert unread
    assert [*read_ids, *unread] == [f"s{n}" for n in range(1, 1_001)]
    assert (
        shown.notes[0]
        == f"The article is too long for this model: it read the first {len(read_ids)} of 1000 sentences."
    )


def test_items_of_several_parts_that_say_the_same_stand_once() -> None:
    index = Index((from_text("The ferry stops on Monday. Osei runs the line. Freight goes by air."),))

    def part(*claims: tuple[str, str], actor: tuple[str, str]) -> News:
        said = [{"text": t, "attributed_to": None, "certainty": "stated", "cites": [i]} for t, i in claims]
        actors = [{"name": actor[0], "kind": "person", "role": "runs the line", "cites": [actor[1]]}]
        return News.model_validate(news(actors=actors) | {"claims": said})

    whole = merged(
        [
            part(("The ferry stops on Monday", "s1"), actor=("Hanna Osei", "s2")),
            part(("On Monday the ferry stops", "s1"), ("Freight goes by air", "s3"), actor=("Osei", "s2")),
        ],
        index,
    )
    assert [c.text for c in whole.claims] == ["The ferry stops on Monday", "Freight goes by air"]
    assert [a.name for a in whole.actors] == ["Hanna Osei"]


def test_an_item_is_a_duplicate_only_if_its_words_stand_in_the_same_order() -> None:
    text = "Arden beat Skelm on Monday. Skelm beat Arden on Friday."
    said = ("Arden beat Skelm.", "Skelm beat Arden.", "Arden beat Skelm")
    shown = brief_with(HandWritten(news([{"text": t, "cites": ["s1"]} for t in said], actors=[])), text)
    assert [c.text for c in shown.content.claims] == ["Arden beat Skelm.", "Skelm beat Arden."]
    assert [(r.item, r.reason, r.minor) for r in shown.rejected if r.item != "headline"] == [
        ("claims.2", "duplicate: claims.0 says the same", True)
    ]


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
    assert shown.notes[0] == "The model was asked to write in German but wrote in English."
    assert shown.language == "en"
    assert any("a different language" in note for note in shown.notes)


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
