"""What a number counts, and pairs of numbers that count nothing."""

import pytest

from summarizer.facts.counted import counted, results
from summarizer.facts.quantities import quantities


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The number of rescues in Verne rose from 11 to 17.", ["rescues in Verne", "rescues in Verne"]),
        (
            "He put the number of rescues this year at 17, against 21 in all.",
            ["rescues this year", "against 21 in all"],
        ),
    ],
)
def test_what_was_counted_before_a_turn_is_counted_no_more(text: str, told: list[str]) -> None:
    assert [counted(text, q) for q in quantities(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Brightwater beat Marlowe 3-0 before 12,400 spectators.", ["3", "0"]),
        ("The court, by a 5-4 decision, sent it back.", ["5", "4"]),
        ("They lost 2–3 at home.", ["2", "3"]),
        ("Some 15-20 people were hurt.", []),
        ("It takes 10-12 weeks and costs $5-10bn.", []),
        ("It killed 25 – 17 of them children.", []),
        ("The 2019-20 season ended.", []),
        ("SpaceX is pausing Falcon 9 flights.", ["9"]),
        ("On Monday in Arden 14 people died.", []),
        ("Police in Arden, Brightwater and Skelm held 14 people.", []),
    ],
)
def test_a_result_is_no_figure_and_a_range_is_one(text: str, told: list[str]) -> None:
    assert [q.text for q in results(text, quantities(text))] == told
