"""A second look: it adds doubts, keeps what stands, and an odd answer of it is none."""

import asyncio
from typing import Any

import pytest

from summarizer import kinds
from summarizer.errors import RecordingError
from summarizer.facts.index import Index
from summarizer.pipeline import brief_document, in_own_loop
from summarizer.read.text import from_text
from summarizer.second import look
from summarizer.settings import Settings
from tests.conftest import ROOT
from tests.fakes import HandWritten, news

FERRY = (ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8")
CLAIM = "Osei said the engine had passed every inspection."


def looked(reply: Any) -> Any:
    document = from_text(FERRY)
    return asyncio.run(look(HandWritten(reply), CLAIM, ["s9"], Index((document,))))


def test_the_wrong_words_are_part_of_the_claim() -> None:
    assert looked({"verdict": "overstated", "span": "every inspection"}).span == "every inspection"
    assert looked({"verdict": "overstated", "span": "all inspections"}).span == ""


@pytest.mark.parametrize("reply", ["no json", {"verdict": "maybe", "span": ""}, RecordingError("none")])
def test_an_odd_answer_is_no_verdict(reply: Any) -> None:
    assert looked(reply) is None


def test_it_is_shown_the_cited_sentence_and_its_neighbours() -> None:
    model = HandWritten({"verdict": "supported", "span": ""})
    asyncio.run(look(model, CLAIM, ["s9"], Index((from_text(FERRY),))))
    asked = model.asked[0].user
    assert "Osei denied that." in asked
    assert "A smaller boat" in asked
    assert "96,000" not in asked


def test_a_doubt_stands_beside_the_item_and_takes_nothing_away() -> None:
    claim = {"text": CLAIM, "cites": ["s9"], "attributed_to": None, "certainty": "stated"}
    second = HandWritten(*[{"verdict": "supported", "span": ""}], {"verdict": "absent", "span": "passed"})
    writer = HandWritten(news([claim], actors=[]))
    work = brief_document(kinds.find("news"), from_text(FERRY), writer, Settings(), 1_000, second=second)
    shown = in_own_loop(work)
    (told,) = shown.content.claims
    (doubt,) = [f for f in shown.findings if f.check == "second look"]
    assert (told.text, told.status, doubt.severity) == (CLAIM, "soft", "soft")
    assert told.text[doubt.start : doubt.end] == "passed"
