"""Figures of one event: in one unit, with what they allow, and which of two articles disagree."""

from dataclasses import replace
from datetime import date

import pytest

from summarizer.daily.figures import MOST, disagree, figures
from summarizer.daily.stories import renumbered
from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index

DAY = date(2026, 4, 1)


def disagreeing(one: str, other: str) -> list[tuple[str, str]]:
    index = Index(renumbered([replace(from_text(t), published=DAY) for t in (one, other)]))
    return [(a.text, b.text) for a in figures(index, "a1") for b in figures(index, "a2") if disagree(a, b)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The storm killed 14 people in Arden, police said.", "Fourteen people died in Arden in the storm."),
        ("More than 2,300 homes were destroyed in Arden.", "In Arden 2,318 houses were destroyed."),
        ("The repair costs 1.3 billion euros.", "The repair costs 1.28 billion euros."),
        ("The repair costs about 500 million euros.", "The repair costs 520 million euros."),
        ("The wreck lies at a depth of about 700 metres.", "The wreck lies 2,290 feet below the surface."),
        ("The yard needs two weeks.", "The yard needs 14 days."),
        ("At least 14 people were killed in Arden.", "The storm killed 40 people in Arden."),
        ("Up to 90 people may be missing.", "In Arden 40 people are missing."),
    ],
)
def test_figures_that_allow_one_value_do_not_disagree(one: str, other: str) -> None:
    assert disagreeing(one, other) == []
    assert disagreeing(other, one) == []


@pytest.mark.parametrize(
    ("one", "other", "sides"),
    [
        ("The storm killed 14 people in Arden.", "The storm killed 19 people in Arden.", ("14", "19")),
        ("The storm killed 212 people in Arden.", "The storm killed 213 people in Arden.", ("212", "213")),
        (
            "The repair costs 1.3 billion euros.",
            "The repair costs 1.8 billion euros.",
            ("1.3 billion euros", "1.8 billion euros"),
        ),
        ("The trial opens on 14 May in Arden.", "It opens on 17 May in Arden.", ("14 May", "17 May")),
        ("At least 19 people were killed in Arden.", "The storm killed 14 people in Arden.", ("19", "14")),
    ],
)
def test_figures_that_allow_no_common_value_disagree(one: str, other: str, sides: tuple[str, str]) -> None:
    assert sides in disagreeing(one, other)
    assert sides[::-1] in disagreeing(other, one)


def test_figures_of_two_dimensions_are_not_compared() -> None:
    assert disagreeing("The repair costs 4 million euros.", "The wall is 4.5 kilometres long.") == []
    assert disagreeing("The repair costs 4 million euros.", "The repair costs 5 million dollars.") == []
    assert disagreeing("The toll rose by 4 percent.", "The storm killed 14 people.") == []


@pytest.mark.parametrize(
    "text", ["He was born in 1974.", "She is 41 years old.", "They came third.", "One of them fled."]
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert figures(Index(renumbered([from_text(text)])), "a1") == []


def test_a_text_of_nothing_but_numbers_gives_no_more_figures_than_can_be_compared() -> None:
    text = " ".join(f"The storm killed {n} people and cost {n} million euros." for n in range(4, 400))
    assert len(figures(Index((from_text(text),)), "a1")) == MOST
