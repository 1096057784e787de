"""What of a small model's claims is worth its words, and what stands in their place."""

from typing import Any

from summarizer.extract import WORDS
from summarizer.models.model import Endpoint
from summarizer.read.text import from_text
from tests.conftest import ROOT
from tests.fakes import HandWritten, brief_with, news

FERRY = from_text((ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8"))


class Small(HandWritten):
    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("local:hand-written", "this computer", "sha256:0")


def claims(shown: Any) -> list[tuple[str, str]]:
    return [(c.origin, c.text) for c in shown.content.claims]


def test_the_words_that_a_small_model_leaves_are_the_articles() -> None:
    reply = news([{"text": "The ferry to Skelm stops for six weeks.", "cites": ["s2"]}])
    strong, small = brief_with(HandWritten(reply), FERRY), brief_with(Small(reply), FERRY)
    assert {origin for origin, _ in claims(strong)} == {"model"}
    added = [text for origin, text in claims(small) if origin == "code"]
    assert added
    assert all(text in " ".join(FERRY.text.split()) for text in added)
    assert sum(len(text.split()) for _, text in claims(small)) <= WORDS


def test_a_scrap_gives_way_to_its_sentence_and_is_not_called_wrong() -> None:
    reply = news([{"text": "Ferry service will stop.", "cites": ["s1"]}])
    small = brief_with(Small(reply), FERRY)
    slight = [r for r in small.rejected if r.reason.startswith("choice:")]
    assert [r.item for r in slight] == ["claims.1"]
    assert slight[0].minor
    assert ("code", FERRY.quote(FERRY.sentences[0])) in claims(small)


def test_what_a_doubted_figure_counts_is_told_in_the_articles_words() -> None:
    text = (
        "The council of Skelm met on Monday in the old town hall to speak about the harbour.\n\n"
        "The mayor said that 31 engineers of the harbour had been sent home for the winter without pay.\n\n"
        "Bakers in the town sold bread and cakes as before, and the zebras of the zoo were fed at noon.\n"
    )
    number = {"text": "31", "counts": "zebras", "cites": ["s2"]}
    headline = {"text": "Council of Skelm meets on Monday", "cites": ["s1"]}
    shown = brief_with(Small(news([], numbers=[number], actors=[], headline=headline)), from_text(text))
    figure = next(f for f in shown.content.numbers if f.text == "31")
    assert "zebras" not in figure.counts
    assert "engineers" in figure.counts
    assert (figure.origin, figure.status, figure.original) == ("source", "replaced", "zebras")
