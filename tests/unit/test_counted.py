"""The thing that a number counts: the words after it, or nothing."""

import pytest

from summarizer.facts.counted import counted
from summarizer.facts.quantities import quantities


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The storm left 112 stranded passengers at sea.", ["stranded passengers"]),
        ("It killed 14 people and hurt 3.", ["people", None]),
        ("Sie fordert, die 400 anderen zu retten.", [None]),
        ("It costs $5 million, 40 percent of the budget.", [None, None]),
        ("Brightwater beat Marlowe 3-0.", [None, None]),
    ],
)
def test_a_number_counts_the_noun_behind_it(text: str, told: list[str | None]) -> None:
    language = "de" if text.startswith("Sie") else "en"
    assert [counted(text, q) for q in quantities(text, language)][: len(told)] == told
