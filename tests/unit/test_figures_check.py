"""Figures offered to a model: value, unit and bound together; an answer from the list can never be absent."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.proof.checks.figures import check_figure, figure_texts, read_figure
from tests.texts import own_texts


def indexed(text: str, language: str = "en") -> Index:
    return Index((replace(from_text(text), language=language),))


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("en", "Over the past 10 months at least 25 missiles hit.", ("10 months", "at least 25")),
        ("en", "The vote was 2-to-1, and 7 in 10 agreed.", ("2-to-1", "7 in 10")),
        ("en", "It cost $30.93 for a 20-year lease, 500 metres off.", ("$30.93", "20-year", "500 metres")),
        ("en", "Arden won 3-0 on Monday, the 5th match.", ("3-0",)),
        ("en", "In the last 13 months, 63 days were dry.", ("13 months", "63 days")),
        ("en", "Update 2: At Pier 8 some 50 or more waited on 8 May 2024.", ("some 50 or more",)),
        ("en", "The cells, 3.2 x 10^7 of them, died.", ("3.2 x 10^7",)),
        ("es", "Tiene 45 años.", ("45 años",)),
        ("de", "Arden verlor am 8. Mai mit 0:2 vor rund 2500 Menschen.", ("0:2", "rund 2500")),
        ("zh", "公司花费5亿元，25人死亡，2024年3月8日。", ("5亿元", "25")),
    ],
)
def test_figures_are_offered_whole(language: str, text: str, offered: tuple[str, ...]) -> None:
    index = indexed(text, language)
    assert figure_texts(index, index.body) == offered


@pytest.mark.parametrize(
    ("text", "counts", "flagged"),
    [
        ("10", "months of war", False), ("10 months", "of war", False), ("a year", "of talks", False),
        ("dozens", "hurt", False), ("25", "missiles", False), ("at least 25", "missiles", False),
        ("8", "people", True), ("9", "workers", True), ("10 years", "of war", True), ("at most 25", "missiles", False),
    ],
)  # fmt: skip
def test_a_figure_counts_something_in_the_source(text: str, counts: str, flagged: bool) -> None:
    index = indexed("Over 10 months at least 25 missiles hit Pier 8 on 8 May. After a year of talks dozens were hurt.")
    assert bool(check_figure(text, counts, index, language="en")) is flagged


def test_a_figure_is_read_from_the_cited_sentence_or_where_its_words_stand() -> None:
    index = indexed("Some 40 boats sank. At least 40 sheep drowned. It took 10 months.")
    first, second, third = index.body
    assert read_figure("40", "sheep drowned", index, (first,)) == (40.0, None, "about", first, "Some 40")
    assert read_figure("40", "sheep drowned", index, ()) == (40.0, None, "at_least", second, "At least 40")
    assert read_figure("10", "months", index, ()) == (10.0, "month", "exact", third, "10 months")
    assert read_figure("99", "sheep", index, ()) is None


@given(
    st.text(alphabet="0123456789.,:'% $€C°aandontwohf -–^x\u00a0٣mbn五万", max_size=120),
    st.sampled_from(["en", "de", "zh"]),
)
def test_an_answer_from_the_list_is_never_absent(text: str, language: str) -> None:
    index = indexed(f"The mill burned. {text} end.", language)
    for told in figure_texts(index, index.texts):
        assert check_figure(told, "mills", index, language=language) == []
        reading = read_figure(told, "mills", index, ())
        assert reading is not None
        assert reading.text in index.texts[reading.sentence]


def test_an_answer_from_the_list_is_never_absent_in_articles() -> None:
    assert absent(own_texts()) == []


def test_an_answer_from_the_list_is_never_absent_in_many_articles(volume: Path) -> None:
    rows = (volume / "data" / "faithfulness" / "keyfacts.jsonl").read_text(encoding="utf-8").splitlines()
    pages = json.loads((volume / "data" / "pages" / "aeb_ground_truth.json").read_text(encoding="utf-8"))
    texts = [json.loads(row)["article"] for row in rows] + [page["articleBody"] for page in pages.values()]
    assert absent(texts) == []


def absent(texts: Iterable[str]) -> list[str]:
    """The figures that code offers of ``texts`` and then does not find in them."""
    indices = (Index((from_text(text),)) for text in texts)
    return [
        told
        for index in indices
        for told in figure_texts(index, index.body)
        if check_figure(told, "", index, language=index.language)
    ]
