"""The news of a story against its earlier articles, and the articles that carry an item."""

from dataclasses import replace
from datetime import date

import pytest

from summarizer.batch.loop import in_own_loop
from summarizer.config.settings import Settings
from summarizer.daily.corroboration import corroborated
from summarizer.daily.novelty import new_sentences, told_sentences
from summarizer.daily.stories import renumbered
from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.kinds import registry as kinds
from summarizer.pipeline import brief_documents
from tests.bench.repeats import month
from tests.fakes import HandWritten, news

EARLIER = (
    "The ferry Northwind was taken out of service on Monday after divers found a crack in its shaft. "
    'It will stay in the yard at Greywick for ten days, operator Skelm Lines said. "We are sorry for the islanders," '
    "said its director, Eva Roth."
)


def new_in(text: str) -> bool:
    earlier = Index((replace(from_text(EARLIER), published=date(2026, 3, 3)),))
    index = Index(renumbered([replace(from_text(text), published=date(2026, 3, 4))]))
    return new_sentences(index, earlier) == frozenset(index.body)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry Northwind will stay in the yard at Greywick for 24 days.",
        "The ferry Northwind was taken to the yard at Harlow.",
        'The director of Skelm Lines, Eva Roth, said "nobody could have seen the crack".',
        "The ferry Northwind was taken out of service on Wednesday.",
        "Shops sold out of bread.",
    ],
)
def test_what_an_exact_check_does_not_find_in_earlier_articles_is_new(text: str) -> None:
    assert new_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Divers had found a crack in the shaft of the ferry Northwind.",
        "The Northwind stays in the yard at Greywick for 10 days.",
        "Eva Roth of Skelm Lines was sorry for the islanders.",
        "Will 24 islanders get their ferry back?",
    ],
)
def test_what_earlier_articles_have_and_a_question_is_not(text: str) -> None:
    assert not new_in(text)


def test_what_was_told_of_whatever_story_is_told_once_unless_its_numbers_differ() -> None:
    told = Index((from_text("The council of Arden voted for a bridge that costs 4 million euros."),))
    texts = (
        "The council of Arden voted for a bridge.",
        "The council of Arden voted for a bridge that costs 5 million euros.",
    )
    index = Index(renumbered([from_text(text) for text in texts]))
    assert told_sentences(index, told) == {"a1.s1"}


def test_a_month_of_editions_repeats_little_and_finds_most_of_the_news() -> None:
    """Three months are measured by ``python -m tests.bench repeats``; the threshold was chosen on all of them."""
    made = month("last")
    assert made.repeats / made.told <= 0.02
    assert made.found >= 0.65


SIDES = (
    "Divers found a crack in the shaft of the ferry Northwind. It will stay in the yard for ten days.",
    "A crack in the shaft keeps the ferry Northwind in the yard, divers found. It will stay there for 12 days.",
    "The ferry Northwind ran as planned. Shops sold bread.",
)
CLAIMS = [
    {"text": "Divers found a crack in the shaft of the Northwind.", "cites": ["a1.s1"]},
    {"text": "The Northwind stays in the yard for ten days.", "cites": ["a1.s2"]},
]


def test_an_article_carries_what_no_exact_check_objects_to_and_one_of_its_sentences_says() -> None:
    index = Index(renumbered([from_text(text) for text in SIDES]))
    model = HandWritten(news(CLAIMS, actors=[], headline={"text": "Crack stops the Northwind", "cites": ["a1.s1"]}))
    before = in_own_loop(brief_documents(kinds.find("story"), index, model, Settings(plan="single"), 1_000))
    after, support = corroborated(before, index, {"a1": "North", "a2": "Post", "a3": "North"})
    carriers = {s.item: (s.documents, s.independent) for s in support}
    assert carriers["claims.0"] == (["a1", "a2"], 2)
    assert carriers["claims.1"] == (["a1"], 1)
    assert after.content.claims[0].cites == ["a1.s1", "a2.s1"]
    assert [c.text for c in after.proofs["claims.0"].citations] == [index.texts["a1.s1"], index.texts["a2.s1"]]
    (edit,) = after.proofs["claims.0"].edits
    assert (edit.field, edit.before, edit.after, edit.by) == ("cites", ["a1.s1"], ["a1.s1", "a2.s1"], "code")
    assert after.proofs["claims.1"] == before.proofs["claims.1"]
