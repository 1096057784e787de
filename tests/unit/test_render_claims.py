"""Claims as a reader wants them: who says it and how sure it is, told once, under short topics."""

from typing import Any

import pytest

from summarizer.render.text import to_text
from tests.briefings import built, news_of


def shown(*claims: Any, known: dict[str, Any] | None = None) -> str:
    return to_text(built(news_of(*claims), **(known or {})))


def bullets(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("  - ")]


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("Norlink says it must stop.", "Norlink", "Norlink says it must stop."),
        ("Mayor Roth says it must stop.", "Eva Roth", "Mayor Roth says it must stop."),
        ("Roth says it must stop.", "Eva Roth, the island's doctor", "Roth says it must stop."),
        ("The police found nothing.", "the police", "The police found nothing."),
        ("It must stop.", "Norlink", "It must stop, according to Norlink."),
        ("It must stop", "Norlink", "It must stop, according to Norlink"),
        ("Skelm has a boat.", "University of Skelm", "Skelm has a boat, according to University of Skelm."),
        ('It is "a disgrace".', "Eva Roth", 'It is "a disgrace". — Eva Roth'),
        ("Must it stop?", "Eva Roth", "Must it stop? — Eva Roth"),
    ],
)
def test_a_speaker_is_told_where_the_sentence_does_not_name_them(text: str, speaker: str, told: str) -> None:
    assert bullets(shown({"text": text, "attributed_to": speaker})) == [f"- {told} [2]"]


def test_the_articles_own_words_and_other_languages_are_left_as_they_are() -> None:
    claim = {"text": "It must stop.", "attributed_to": "Norlink"}
    assert bullets(shown(claim, known={"proofs": {"claims.0": {"status": "quoted"}}})) == [
        "- It must stop. — Norlink [2]"
    ]
    assert bullets(shown(claim, known={"language": "de"})) == ["- It must stop. — Norlink [2]"]


def test_an_english_certainty_stands_in_no_other_language() -> None:
    claim = {"text": "Er soll davon gewusst haben.", "certainty": "alleged"}
    assert bullets(shown(claim, known={"language": "de"})) == ["- Er soll davon gewusst haben. [2]"]


@pytest.mark.parametrize(
    ("text", "certainty", "speaker", "told"),
    [
        ("The hull had cracks.", "alleged", None, "The hull had cracks (alleged)."),
        ("The hull allegedly had cracks.", "alleged", None, "The hull allegedly had cracks."),
        ("The hull had cracks.", "alleged", "Holm", "The hull had cracks, according to Holm."),
        ("Holm says the hull had cracks.", "alleged", "Holm", "Holm says the hull had cracks."),
        ("Norlink denied the cracks.", "denied", None, "Norlink denied the cracks."),
        ("The ferry will stop in April.", "expected", None, "The ferry will stop in April."),
        ("The ferry stops in April.", "expected", None, "The ferry stops in April (expected)."),
        ("The ferry stopped.", "stated", None, "The ferry stopped."),
    ],
)
def test_certainty_is_told_where_the_words_do_not(text: str, certainty: str, speaker: str | None, told: str) -> None:
    claim = {"text": text, "certainty": certainty, "attributed_to": speaker}
    assert bullets(shown(claim)) == [f"- {told} [2]"]


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.isupper() and not line.startswith(" ")]


def topics(*names: str | None) -> list[str]:
    claims = [{"topic": name, "text": f"This is fact {n} of them."} for n, name in enumerate(names)]
    return headings(shown(*claims))


def test_claims_stand_under_their_topics() -> None:
    assert topics("The stop", "The stop", "The protest") == ["THE STOP", "THE PROTEST"]
    assert topics("The stop", "The protest", "the stop") == ["THE STOP", "THE PROTEST"]
    assert topics(None, None, "The protest") == ["KEY POINTS", "THE PROTEST"]
    assert topics("The stop", None) == ["THE STOP", "ALSO"]
    assert topics(None, None) == ["KEY POINTS"]
    assert topics("The stop") == ["THE STOP"]


def test_labels_that_head_too_little_each_are_left_out() -> None:
    assert topics("A", "B", "C", "D", "E") == ["KEY POINTS"]
    assert topics("A", "A", "B", "B", "C", "C", "D", "D", "E", "E") == ["A", "B", "C", "D", "E"]
