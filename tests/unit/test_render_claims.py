"""Claims as a reader wants them: the speaker named once, under or after short topics."""

from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.kinds.fields import Cited, Name, Quantity, Speaker, Statement, Topic
from summarizer.render.markdown import to_markdown
from summarizer.render.text import to_text
from tests.briefings import PARTS, built, news_of


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
        ("It must stop.", "The Gazette", "It must stop, according to the Gazette."),
        ("It must stop.", "A sailor", "It must stop, according to a sailor."),
        ("It must stop.", "Theo Lund", "It must stop, according to Theo Lund."),
        ("Skelm has a boat.", "University of Skelm", "Skelm has a boat, according to University of Skelm."),
        (
            "The health workers were trained.",
            "health ministry",
            "The health workers were trained, according to health ministry.",
        ),
        ("It must stop.", "WHO", "It must stop, according to WHO."),
        ("It may stop.", "May", "It may stop, according to May."),
        ("It must stop.", "he", "It must stop."),
        ('It is "a disgrace".', "Eva Roth", 'It is "a disgrace". — Eva Roth'),
        (
            "The Arden ministry lost two boats.",
            "Skelm ministry of boats",
            "The Arden ministry lost two boats, according to Skelm ministry of boats.",
        ),
        (
            "Roth said it must stop; the council denied it.",
            "Eva Roth and the council",
            "Roth said it must stop; the council denied it.",
        ),
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


@pytest.mark.parametrize("certainty", ["alleged", "denied", "expected", "stated"])
def test_certainty_is_left_to_the_words(certainty: str) -> None:
    assert bullets(shown({"text": "The hull had cracks.", "certainty": certainty})) == ["- The hull had cracks. [2]"]
    claim = {"text": "The hull had cracks.", "certainty": certainty, "attributed_to": "Holm"}
    assert bullets(shown(claim)) == ["- The hull had cracks, according to Holm. [2]"]


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.isupper() and not line.startswith(" ")]


def topics(*names: str | None) -> list[str]:
    claims = [{"topic": name, "text": f"This is fact {n} of them."} for n, name in enumerate(names)]
    return headings(shown(*claims))


def test_topics_head_their_claims_if_there_are_two_each_on_average() -> None:
    assert topics("The stop", "the protest", "The Stop", "The protest") == ["THE STOP", "THE PROTEST"]
    assert topics("The stop", "The stop", "The stop", "The protest") == ["THE STOP", "THE PROTEST"]
    assert topics(None, None, None, "The protest") == ["KEY POINTS", "THE PROTEST"]
    assert topics("The stop", "The stop", "The stop", None) == ["THE STOP", "ALSO"]
    assert topics("The stop", "The stop") == ["THE STOP"]
    assert topics(None, None) == ["KEY POINTS"]


@pytest.mark.parametrize("names", [["The stop"], ["A", "A", "B"], ["A", "B", "C", "D"], ["A", None], [None, "A", None]])
def test_topics_with_fewer_claims_head_none(names: list[str | None]) -> None:
    assert topics(*names) == ["KEY POINTS"]


def test_a_claim_begins_with_a_topic_that_is_new() -> None:
    told = [("death toll", "12 died."), ("Death toll", "Two were children."), (None, "It rained."), ("Death toll", "All lived there."),
            ("Key points", "It was late.")]  # fmt: skip
    drawn = built(news_of(*({"topic": topic, "text": text} for topic, text in told)))
    assert bullets(to_text(drawn)) == [
        "- Death toll: 12 died. [2]",
        "- Two were children. [2]",
        "- It rained. [2]",
        "- Death toll: All lived there. [2]",
        "- It was late. [2]",
    ]
    assert "\n## Key points\n\n- **Death toll:** 12 died. [2]\n- Two were children. [2]\n" in to_markdown(drawn)


def test_a_claim_that_is_the_headline_takes_its_topic_along() -> None:
    text = PARTS["headline"]["text"]
    told = shown(
        {"topic": "Stop", "text": text}, {"topic": "Stop", "text": "It is long."}, {"topic": "Cost", "text": "It pays."}
    )
    assert bullets(told) == ["- Stop: It is long. [2]", "- Cost: It pays. [2]"]


class Vote(Cited):
    topic: Topic | None
    name: Name
    share: Quantity
    by: Speaker | None


class Step(Cited):
    topic: Topic
    text: Statement


class Ballot(BaseModel):
    title: Step
    next_step: Step
    topics: list[Vote]


def ballot(*topics: str) -> str:
    votes = [
        Vote(topic=t, name=f"Roth {n}", share=f"{n} %", by="the council", cites=["s3"]) for n, t in enumerate(topics)
    ]
    step = Step(topic="law", text="A vote follows.", cites=["s1"])
    return to_text(built(Ballot(title=step, next_step=step, topics=votes), kind="ballot"))


def test_a_topic_takes_no_name_figure_or_speaker_away() -> None:
    told = ["Roth 0, 0 % (the council) [3]", "Roth 1, 1 % (the council) [3]"]
    assert f"\n\nNORTH\n  - {told[0]}\n  - {told[1]}\n\n" in ballot("North", "North")
    assert f"\n\nTOPICS\n  - North, {told[0]}\n  - South, {told[1]}\n\n" in ballot("North", "South")


def test_a_single_item_is_a_paragraph_that_begins_with_its_topic() -> None:
    assert "\nNEXT STEP\n  Law: A vote follows. [1]\n" in ballot("North")
