"""Dates: resolved against the day of publication, spans exact, nothing invented."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.facts.dates import calendar_words, dates
from tests.conftest import ROOT

WEDNESDAY = date(2022, 11, 2)
CASES = [json.loads(line) for line in (ROOT / "tests" / "data" / "dates.jsonl").read_text("utf-8").splitlines()]


def days(text: str) -> list[tuple[str, str]]:
    return [(str(d.readings[0][0]), str(d.readings[0][1])) for d in dates(text, WEDNESDAY)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("the White House said Wednesday", "2022-11-02", "2022-11-02"),
        ("on Thursday", "2022-10-27", "2022-10-27"),
        ("last Friday", "2022-10-28", "2022-10-28"),
        ("next Monday", "2022-11-07", "2022-11-07"),
        ("yesterday", "2022-11-01", "2022-11-01"),
        ("3 March 2021", "2021-03-03", "2021-03-03"),
        ("March 3rd", "2022-03-03", "2022-03-03"),
        ("in September", "2022-09-01", "2022-09-30"),
        ("in May 2020", "2020-05-01", "2020-05-31"),
        ("two weeks ago", "2022-10-19", "2022-10-19"),
        ("last year", "2021-01-01", "2021-12-31"),
        ("this quarter", "2022-10-01", "2022-12-31"),
        ("the third quarter of 2021", "2021-07-01", "2021-09-30"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("2013-14", "2013-01-01", "2014-12-31"),
        ("9 to 12 June", "2022-06-09", "2022-06-12"),
        ("Easter 2018", "2018-04-01", "2018-04-01"),
        ("the end of 2019", "2019-09-01", "2019-12-31"),
        ("1/2/2020", "2020-01-02", "2020-01-02"),
        ("bis zum 23. August gesperrt", "2022-08-23", "2022-08-23"),
        ("le 1er mars 2021", "2021-03-01", "2021-03-01"),
        ("El 3 de mayo de 2021", "2021-05-03", "2021-05-03"),
        ("Vigo, 14 mar. 2025", "2025-03-14", "2025-03-14"),
        ("il 9 giugno", "2022-06-09", "2022-06-09"),
    ],
)
def test_a_phrase_names_days(text: str, first: str, last: str) -> None:
    assert days(text) == [(first, last)]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_each_date_of_a_phrase_is_read_and_nothing_else(case: dict[str, Any]) -> None:
    assert days(case["text"]) == [tuple(day) for day in case["days"]]


@pytest.mark.parametrize(
    "text", ["This may take longer.", "They march on.", "30/4.85 and 133-12-1234", "a second round"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize("text", ["the 2 Mars landers", "3 de los mayores", "10 out of 2019"])
def test_no_foreign_day(text: str) -> None:
    assert not [d for d in dates(text, WEDNESDAY) if d.text != "2019"]


def test_a_range_borrows_the_year_of_its_end() -> None:
    assert days("from November to February 2017") == [("2016-11-01", "2016-11-30"), ("2017-02-01", "2017-02-28")]


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    assert [d.text for d in dates("on Friday, 3 March 2021 and in May", None)] == ["Friday, 3 March 2021"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On Wednesday's and MONDAY, mid-January", ["Wednesday", "MONDAY", "January"]),
        ("the Monday-Friday week of “Tuesday’s” vote", ["Monday", "Friday", "Tuesday"]),
        ("It may march on; the Mayor of Sundaytown", []),
        ("in May and on 3 March", ["May", "March"]),
    ],
)
def test_calendar_words_stand_where_they_are_told(text: str, words: list[str]) -> None:
    found = list(calendar_words(text))
    assert [text[a:b] for a, b, _ in found] == words
    assert [word for *_, word in found] == [w.lower() for w in words]


@pytest.mark.parametrize(
    "text",
    [
        "the 1st century",
        "April 0000",
        "Christmas 0000",
        "the last two weeks and many days",
        "the end\nof May",
        "999 years ago",
    ],
)
def test_odd_phrases_raise_nothing(text: str) -> None:
    assert isinstance(dates(text, WEDNESDAY), tuple)


@given(st.text(alphabet="0123456789-/., MayOctFridaynextlast weekof'st\u00a0", max_size=120))
def test_spans_are_ordered_slices(text: str) -> None:
    at = 0
    for d in dates(text, WEDNESDAY):
        assert at <= d.start < d.end <= len(text)
        assert d.text == text[d.start : d.end]
        assert all(a <= b for a, b in d.readings)
        at = d.end
