"""Figures of one event: which count one thing, whether they agree, and what is said of those that do not."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from summarizer.daily.alignment import Pair, aligned
from summarizer.daily.differences import by_rule, differences, figures_of
from summarizer.daily.figures import MOST, figures
from summarizer.daily.records import Article
from summarizer.daily.stories import renumbered
from summarizer.document import Document
from summarizer.facts.index import Index
from summarizer.read.text import from_text
from tests.bench.conflicts import measured

DAILY = Path(__file__).parents[1] / "daily"
MORNING, NOON = datetime.fromisoformat("2026-03-03T08:00Z"), datetime.fromisoformat("2026-03-03T09:00Z")
EVENING = datetime.fromisoformat("2026-03-03T19:00Z")


def told(one: str, other: str, times: tuple[datetime, datetime] = (MORNING, NOON)) -> list[tuple[str, str, str]]:
    index = Index(renumbered([from_text(one), from_text(other)]))
    found = aligned(list(figures(index, "a1")), list(figures(index, "a2")), times, index)
    return [(p.one.text, p.other.text, p.relation) for p in found]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("The storm killed 14 people in Arden, police said.", "Fourteen people died in Arden in the storm.", "same"),
        ("More than 2,300 homes were destroyed in Arden.", "In Arden 2,318 houses were destroyed.", "rounded"),
        ("The wreck lies at a depth of about 700 metres.", "The wreck lies 2,290 feet below the surface.", "rounded"),
        (
            "The storm killed 14 people in Arden, police said.",
            "The storm killed 19 people in Arden, the mayor said.",
            "conflict",
        ),
    ],
)
def test_two_figures_of_one_thing_agree_or_do_not(one: str, other: str, relation: str) -> None:
    assert [r for *_, r in told(one, other)] == [relation]


def test_a_count_that_moves_on_is_an_update_and_a_bound_is_no_conflict() -> None:
    one = "The storm killed 14 people in Arden, police said."
    assert [r for *_, r in told(one, "The storm killed 31 people in Arden, police said.", (MORNING, EVENING))] == [
        "updated"
    ]
    assert told("At least 14 people were killed in Arden.", "The storm killed 40 people in Arden.") == []


def test_what_is_counted_otherwise_is_not_compared() -> None:
    assert told("The storm killed 14 people in Arden.", "The storm left 60 people in Arden injured.") == []
    assert told("The repair costs 4 million euros.", "The wall is 4.5 kilometres long.") == []


def test_a_text_of_nothing_but_numbers_gives_no_more_figures_than_can_be_compared() -> None:
    text = " ".join(f"The storm killed {n} people and cost {n} million euros." for n in range(4, 400))
    assert len(list(figures(Index((from_text(text),)), "a1"))) == MOST


def test_every_side_of_a_conflict_stands_with_who_says_it() -> None:
    documents = renumbered(
        [
            from_text("The storm killed 14 people in Arden on Tuesday, police chief Anna Moor said."),
            from_text("The storm killed 19 people in Arden on Tuesday, mayor Karl Sund said."),
        ]
    )
    index = Index(documents)
    articles = {d.id: article(d, n) for n, d in enumerate(documents, 1)}
    (found,) = differences(by_rule(figures_of(index), index, articles), index, articles)
    assert found.relation == "conflict"
    assert [(s.text, s.outlet) for s in found.sides] == [("14", "Outlet 1: 1.txt"), ("19", "Outlet 2: 2.txt")]
    assert all(s.quote.text in index.texts.values() for s in found.sides)


def article(document: Document, number: int) -> Article:
    return Article(str(number), f"Outlet {number}", f"{number}.txt", MORNING, MORNING, document)


@pytest.mark.parametrize(("name", "floor"), [("open", 0.85), ("second", 0.65)])
def test_conflicts_of_the_made_pairs_are_found_as_well_as_they_have_been(name: str, floor: float) -> None:
    rows = [json.loads(line) for line in (DAILY / f"conflicts_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = measured(rows)
    assert found.f1("conflict") >= floor


def test_a_pair_is_a_value_and_days_need_a_reason_to_be_compared() -> None:
    assert isinstance(next(iter(_pairs("The trial opens on 14 May.", "The trial opens on 17 May.")), None), Pair)
    assert _pairs("The storm came on 14 May.", "He was born on 3 June in Arden.") == []


def _pairs(one: str, other: str) -> list[Pair]:
    from dataclasses import replace

    day = date(2026, 4, 1)
    index = Index(renumbered([replace(from_text(t), published=day) for t in (one, other)]))
    return list(aligned(list(figures(index, "a1")), list(figures(index, "a2")), (MORNING, NOON), index))
