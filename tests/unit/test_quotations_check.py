"""Quotations of statements against their source: typography is free, words are not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.proof.checks.quotations import check_quotations

SOURCE = (
    '"They is leaving the town," said Mayor Ann Reed. “We won’t pay a single cent for it — not now, not ever,” the '
    "owner, Ole Brandt, said. The workers' union called \"The Long Way Home\" a 'very good film indeed'. \"I will "
    'fight," he added, "until the end of the year." They are leaving because of the U.S. embargo, and nobody knows '
    "why. „Das ist nicht das Ende“, sagte er. Il a dit : « Nous ne partirons pas demain »."
)


def flagged(statement: str, source: str = SOURCE, language: str = "en") -> list[str]:
    document = replace(from_text(source), language=language)
    return [statement[flaw.start : flaw.end] for flaw in check_quotations(statement, Index((document,)), "und")]


@pytest.mark.parametrize(
    "statement",
    [
        'She said "They is [sic] leaving the town".',
        'She said "they is leaving the town!"',
        "She said ‘They is leaving the town’.",
        "She said 'They is leaving the town'.",
        "«They is leaving the town», she said.",
        "»They is leaving the town«, she said.",
        "「They is leaving the town」",
        "”They is leaving the town”, she said.",
        '"[The miners] are leaving because of the U.S. embargo"',
        '"[They] are leaving because"',
        '"[T]hey are leaving because of the US embargo"',
        '"They are leaving because of the [...] embargo"',
        "“We won't pay a single cent for it - not now”",
        "“We won’t pay … not ever”",
        '"We won\'t pay a single cent ... not now, not ever."',
        '"I will fight until the end of the year"',
        "“The Long Way Home” is a film.",
        "The union called it a ‘very good film indeed’.",
        "The workers' union and the owners' club agreed on it.",
        "In the '90s the workers' union was strong.",
        "He told 'em about the workers' union of the town.",
        "Rock 'n' roll is what the workers' union wants.",
        'He is 6" tall and that one is 5" long.',
        'A "bold plan" it is.',
        "A “crisis” looms, a “big one”.",
        "„Das ist nicht das Ende“, sagte er.",
        "« Nous ne partirons pas demain »",
        'An unfinished "quotation without an end',
    ],
)
def test_the_words_of_the_source_stand_in_any_typography(statement: str) -> None:
    assert flagged(statement) == []


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ('She said "They was leaving the town".', "They was leaving the town"),
        ("“We won't pay two cents for it”", "We won't pay two cents for it"),
        ("“We will pay a single cent”", "We will pay a single cent"),
        ('"not ever … single cent"', "not ever … single cent"),
        ("a ‘very bad film indeed’", "very bad film indeed"),
        ("'They were leaving fast', she said.", "They were leaving fast"),
        ('"leaving because of U.S. embargo"', "leaving because of U.S. embargo"),
        ('"hey is leaving the tow"', "hey is leaving the tow"),
        ('"They is leaving town the"', "They is leaving town the"),
        ("«They has left the town», she said.", "They has left the town"),
        ("“The Long Way Back” is a film.", "The Long Way Back"),
        ('"[They] were not leaving because"', "[They] were not leaving because"),
    ],
)
def test_a_changed_quotation_is_flagged(statement: str, wrong: str) -> None:
    assert flagged(statement) == [wrong]


def test_a_script_without_spaces() -> None:
    source = "市長は「橋は来年まで閉鎖される」と述べた。"
    assert flagged("市長は「橋は来年まで閉鎖される」と言った。", source, "ja") == []
    assert flagged("市長は「橋は来月まで閉鎖される」と言った。", source, "ja") == ["橋は来月まで閉鎖される"]


def test_a_translated_quotation_is_left_alone() -> None:
    german = "„Wir werden die Brücke nicht noch einmal schließen“, sagte die Bürgermeisterin der Stadt am Dienstag."
    statement = "The mayor said on Tuesday that “we will not close the bridge again” and that it is safe for all of us."
    assert flagged(statement, german, "de") == []


def test_the_message_names_the_quotation() -> None:
    document = from_text(SOURCE)
    (flaw,) = check_quotations("He said “we will all pay”.", Index((document,)), "en")
    assert flaw.message == "the article does not say 'we will all pay'"
    assert flaw.check == "quotations"


def test_a_text_of_nothing_but_marks_takes_no_time() -> None:
    marks = "\"“ ‘x 'a « [ … " * 5_000
    assert flagged(marks, marks) == []


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_any_text_can_be_checked(statement: str, source: str) -> None:
    for flaw in check_quotations(statement, Index((from_text("a " + source),)), "en"):
        assert 0 <= flaw.start < flaw.end <= len(statement)
