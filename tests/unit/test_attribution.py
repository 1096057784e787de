"""Who says what: names, appositions, pronouns and roles followed back, quotations that go on."""

import pytest

from summarizer.facts.attribution import attributions, same_speaker
from summarizer.facts.cues import polarity


def told(*sentences: str) -> list[tuple[str, str, bool]]:
    found = attributions((f"s{n}", text) for n, text in enumerate(sentences, 1))
    return [(a.sentence, a.speaker, a.followed) for a in found]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The ship will sail, the White House said Wednesday.", "White House"),
        ('"We listened," said the council leader, Judith Marlowe.', "Judith Marlowe"),
        ("Rob Ekwueme, the finance director, said costs rose.", "Rob Ekwueme"),
        ("The island has 1,850 residents, according to Mayor Anna Rudd.", "Mayor Anna Rudd"),
        ("“It floats,” Kirby told reporters.", "Kirby"),
        ("A spokesman said the port was open.", "A spokesman"),
        ("Ministerin Eva Kühn sagte, der Bau beginne im Mai.", "Ministerin Eva Kühn"),
    ],
)
def test_the_speaker_of_a_sentence(sentence: str, speaker: str) -> None:
    assert told(sentence) == [("s1", speaker, False)]


def test_the_subject_of_what_is_said_says_nothing() -> None:
    assert told("In court her lawyer says Lindsay Marlowe has checked in.") == []


def test_pronouns_roles_and_quotations_go_back_to_the_last_speaker() -> None:
    assert told(
        "Coordinator John Kirby said the launches were reckless.",
        "He said they posed no threat.",
        "“We remain committed to the defence of our allies.",
        "The official also said the war would go on.",
        "The sea was calm.",
    ) == [
        ("s1", "Coordinator John Kirby", False),
        ("s2", "Coordinator John Kirby", True),
        ("s3", "Coordinator John Kirby", True),
        ("s4", "Coordinator John Kirby", True),
    ]


def test_speakers_are_one_by_a_name_in_common() -> None:
    assert same_speaker("Kirby", "Coordinator John Kirby")
    assert same_speaker("CNB", "Czech National Bank")
    assert not same_speaker("the mayor", "the minister")


@pytest.mark.parametrize(
    ("text", "negated", "plain"),
    [
        ("The bridge was not closed on Monday.", {"clos"}, {"bridg"}),
        ("Police found no evidence of poison.", {"find", "evidenc", "poison"}, {"polic"}),
        ("They failed to reach the shore.", {"reach", "shor"}, set()),
        ("It is not only cheap.", set(), {"cheap"}),
        ("No fewer than 20 people came.", set(), {"peopl"}),
    ],
)
def test_what_a_text_negates(text: str, negated: set[str], plain: set[str]) -> None:
    found = polarity(text)
    assert negated <= found.negated.keys()
    assert plain <= found.plain.keys()
    assert not negated & found.plain.keys()
