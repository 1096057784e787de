"""What is shown is proven; what is not proven is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import kinds
from summarizer.errors import BudgetError, RecordingError, ReplyError
from summarizer.facts.described import described
from summarizer.read.documents import read
from summarizer.read.text import from_text
from summarizer.walk import walk
from tests.conftest import ROOT
from tests.fakes import HandWritten, brief_with, news

FERRY = (ROOT / "tests" / "articles" / "ferry.txt").read_text(encoding="utf-8")


def claim_after_checks(text: str, cites: list[str], **parts: Any) -> Any:
    """The outcome for one claim without a repair to be had."""
    model = HandWritten(news([{"text": text, "cites": cites, **parts}]), RecordingError("no repair"))
    return brief_with(model, FERRY)


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Brightwater Lines stops its ferry to Skelm for six weeks from 3 March.", ["s1"]),
        ("The repair costs about £2.4 million, of which the council pays 40 percent.", ["s4"]),
        ("The engine broke down twice in January.", ["s2"]),
        ("Rudd called the plan a decision made by people who never take the boat.", ["s6"]),
        ("Osei says the cause of the breakdowns is not known.", ["s9"]),
        ("96,000 passengers sailed with Brightwater last year.", ["s12"]),
        ("The council pays £960,000 of the £2.4 million repair and the company the other 60 percent.", ["s4"]),
        ("Hanna Osei said “we would rather stop for six weeks than promise a crossing we cannot make”.", ["s3"]),
    ],
)
def test_true_claims_stand_in_their_own_words(text: str, cites: list[str]) -> None:
    shown = claim_after_checks(text, cites)
    (claim,) = shown.content.claims
    assert (claim.text, claim.status, claim.origin) == (text, "verified", "model")
    assert shown.findings == shown.rejected == []


@pytest.mark.parametrize(
    ("text", "cites", "check"),
    [
        ("The repair will cost about £4.2 million.", ["s4"], "number"),
        ("The ferry stops for 300 weeks.", ["s1"], "number"),
        ("Brightwater's director Hanna Bergman promised a crossing.", ["s3"], "name"),
        ("Brightwater's director Hanna Osie would rather stop for six weeks.", ["s3"], "misspelt"),
        ("The ferry service to Skelm stops on Friday.", ["s1"], "date"),
        ('Rudd called the plan "a decision made by cowards who never sail".', ["s6"], "quotation"),
        ('Rudd said Brightwater would "rather stop for six weeks than promise a crossing".', ["s3"], "speaker"),
        ("The government of the mainland bribed a minister to sink trains.", ["s1"], "support"),
        ("Brightwater's ship needs a new engine after the", ["s2"], "incomplete"),
        ("The article does not mention any breakdowns of the engine in January.", ["s2"], "support"),
    ],
)
def test_false_claims_are_not_shown(text: str, cites: list[str], check: str) -> None:
    shown = claim_after_checks(text, cites)
    shown_as = shown.content.model_dump(mode="json", exclude={"claims": {"__all__": {"original"}}})
    assert text not in json.dumps(shown_as, ensure_ascii=False)
    assert check in {f.check for f in shown.findings if f.severity == "hard"}
    kept = [c for c in shown.content.claims if c.status == "replaced"]
    assert len(kept) + len(shown.rejected) == 1
    for claim in kept:
        assert claim.origin == "source"
        assert claim.text == " ".join(claim.quotes[0].text.split())


@pytest.mark.parametrize(
    ("text", "cites", "told", "shown"),
    [
        ("Freight will go by air.", ["s11"], "stated", "expected"),
        ("Brightwater carried 96,000 passengers last year.", ["s12"], "expected", "stated"),
        ("Brightwater allegedly ignored warnings about the engine.", ["s7"], "stated", "alleged"),
        ("Brightwater carried 96,000 passengers last year.", ["s12"], "denied", "stated"),
        ("Osei denied that the company ignored warnings.", ["s8"], "denied", "denied"),
    ],
)
def test_a_claim_is_as_sure_as_its_words(text: str, cites: list[str], told: str, shown: str) -> None:
    (claim,) = claim_after_checks(text, cites, certainty=told).content.claims
    assert claim.certainty == shown


def test_a_limit_that_leaves_no_room_for_a_repair_costs_no_briefing() -> None:
    wrong = news([{"text": "The repair will cost about £4.2 million.", "cites": ["s4"]}])
    shown = brief_with(HandWritten(wrong, BudgetError("--max-requests 1 is reached")), FERRY)
    assert "£4.2 million" not in " ".join(c.text for c in shown.content.claims)
    assert any("because of the run's limit" in note for note in shown.notes)


def test_a_wrong_id_is_linked_to_the_sentence_that_says_it() -> None:
    (claim,) = claim_after_checks("Freight to the island will go by air.", ["s5"]).content.claims
    assert (claim.cites, claim.relinked) == (["s11"], ["s5"])


def test_ids_are_a_hint() -> None:
    (claim,) = claim_after_checks("Freight will go by air.", ["[S11] ", "s11", "s99", "x"]).content.claims
    assert claim.cites == ["s11"]


def test_the_repair_is_asked_once_with_a_bounded_question_and_used() -> None:
    wrong = news([{"text": "The repair will cost about £4.2 million.", "cites": ["s4"]}])
    fix = {"fixes": [{"fault": 1, "text": "The repair will cost about £2.4 million.", "cites": ["s4"]}]}
    model = HandWritten(wrong, fix)
    shown = brief_with(model, FERRY)
    assert [c.text for c in shown.content.claims] == ["The repair will cost about £2.4 million."]
    assert shown.content.claims[0].status == "verified"
    assert shown.provenance.requests == 2
    assert len(model.asked[1].user) < 1_500
    assert "96,000" not in model.asked[1].user


def test_what_a_repair_repeats_of_its_own_question_is_not_shown() -> None:
    wrong = news([{"text": "The repair will cost about £4.2 million.", "cites": ["s4"]}])
    right = "The repair will cost about £2.4 million."
    echo = f"{right} Fault 1: 'The repair will cost about £4.2 million.' is wrong: it is not in the text."
    shown = brief_with(HandWritten(wrong, {"fixes": [{"fault": 1, "text": echo, "cites": ["s4"]}]}), FERRY)
    assert [(c.text, c.status) for c in shown.content.claims] == [(right, "verified")]


@pytest.mark.parametrize("answer", [{"fixes": [{"fault": 9, "text": "x", "cites": []}]}, {"fixes": []}, "nonsense"])
def test_a_useless_repair_changes_nothing(answer: Any) -> None:
    wrong = news([{"text": "The repair will cost about £4.2 million.", "cites": ["s4"]}])
    shown = brief_with(HandWritten(wrong, answer), FERRY)
    assert [c.status for c in shown.content.claims] == ["replaced"]


def test_numbers_are_told_in_the_sources_words_with_value_unit_and_bound() -> None:
    numbers = [
        {"text": "300 residents", "counts": "residents who work on the mainland", "cites": ["s1"]},
        {"text": "£2.4 million", "counts": "cost of the repair", "cites": ["s4"]},
        {"text": "7,777", "counts": "gulls", "cites": ["s4"]},
    ]
    shown = brief_with(HandWritten(news(numbers=numbers)), FERRY)
    residents, cost = (n for n in shown.content.numbers if n.origin == "model")
    assert (residents.text, residents.value, residents.bound, residents.cites) == (
        "at least 300",
        300,
        "at_least",
        ["s5"],
    )
    assert (cost.text, cost.value, cost.unit, cost.bound) == ("about £2.4 million", 2.4e6, "GBP", "about")
    assert [r.item for r in shown.rejected] == ["numbers.3"]


def test_a_name_that_the_article_does_not_have_is_rejected_with_what_the_model_wrote() -> None:
    actor = {"name": "Boris Lavrov", "kind": "person", "role": "director of Brightwater", "cites": ["s3"]}
    shown = brief_with(HandWritten(news(actors=[actor])), FERRY)
    assert shown.content.actors == []
    assert shown.rejected[0].original == actor
    assert "Lavrov" in shown.rejected[0].reason


def test_duplicates_are_rejected_as_such() -> None:
    twice = [{"text": "Freight will go by air.", "cites": ["s11"]}] * 2
    shown = brief_with(HandWritten(news(twice)), FERRY)
    assert len([c for c in shown.content.claims if c.origin == "model"]) == 1
    assert shown.rejected[0].reason.startswith("duplicate: claims.1")


def test_more_than_half_replaced_is_said_first() -> None:
    wrong = [{"text": f"The repair will cost £{n} million.", "cites": [f"s{n}"]} for n in (4, 5, 7, 11)]
    shown = brief_with(HandWritten(news(wrong, actors=[]), RecordingError("x")), FERRY)
    assert shown.notes[0].startswith("More than half")


@pytest.mark.parametrize(
    "reply",
    ["", "null", "[]", "{}", '{"claims":null}', '{"a":1,"a":2}', "[" * 100_000, '{"headline":{"text":1e999}}', "prose"],
)
def test_what_is_no_briefing_is_a_typed_failure(reply: str) -> None:
    with pytest.raises(ReplyError):
        brief_with(HandWritten(reply), FERRY)


@given(
    st.lists(st.tuples(st.text(max_size=80), st.lists(st.text(max_size=5), max_size=4)), max_size=5),
    st.text(max_size=300),
)
def test_whatever_a_model_says_quotes_are_exact_slices_and_nothing_is_shown_without(
    claims: list[tuple[str, list[str]]], article: str
) -> None:
    document = from_text(f"A first sentence stands here. {article}")
    reply = news([{"text": text, "cites": cites} for text, cites in claims])
    shown = brief_with(HandWritten(reply, ReplyError("none")), document)
    texts = {d.id: d.text for d in shown.documents}
    shown_ids = set()
    for _, node in walk(shown.content):
        assert node.quotes
        assert [q.sentence for q in node.quotes] == node.cites
        assert all(q.text == texts[q.document][q.start : q.end] for q in node.quotes)
        shown_ids.add(node.id)
    assert shown_ids | {r.item for r in shown.rejected} >= {f"claims.{n}" for n in range(1, len(claims) + 1)}


def own_kind() -> kinds.Kind:
    return kinds.find("incident_log", ROOT / "tests" / "kinds")


def test_a_kind_of_the_users_own_gets_evidence_checks_and_rendering() -> None:
    from summarizer.render.markdown import to_markdown
    from summarizer.render.text import to_text

    def incident(site: str, hurt: int | None, responsible: str) -> dict[str, Any]:
        measure = {"action": "stopped the service for six weeks", "responsible": responsible, "cites": ["s1"]}
        return {"event": "two breakdowns left 112 passengers waiting", "site": site, "hurt": hurt, "day": None,
                "measures": [measure], "cites": ["s2"]}  # fmt: skip

    good = incident("Skelm", 112, "Brightwater Lines")
    bad_number, bad_name = incident("Port Arden", 113, "Brightwater Lines"), incident("Corwen", None, "Neptune Lines")
    shown = brief_with(HandWritten({"incidents": [good, bad_number, bad_name]}), FERRY, own_kind())
    assert [i.site for i in shown.content.incidents] == ["Skelm", "Corwen"]
    assert [len(i.measures) for i in shown.content.incidents] == [1, 0]
    assert {r.item for r in shown.rejected} == {"incidents.2", "incidents.3.measures.1"}
    assert all(node.quotes for _, node in walk(shown.content))
    for drawn in (to_text(shown), to_markdown(shown)):
        assert "Skelm" in drawn
        assert "112" in drawn
        assert "Neptune" in drawn, "what is rejected is told"


def test_the_seeds_date_is_doubted_and_proven() -> None:
    shown = brief_with(None, read(str(ROOT / "seeds" / "north-korea-shells.txt")))
    caveat = next(c for c in shown.content.caveats if "unconfirmed" in c.text)
    assert (caveat.origin, caveat.cites) == ("code", ["s1", "s2"])
    assert "2022-01-01" in caveat.text
    assert "3 days" in caveat.text


def test_code_adds_the_numbers_denials_and_the_single_source_that_a_model_left_out() -> None:
    seed = read(str(ROOT / "seeds" / "north-korea-shells.txt"))
    headline = {"text": "North Korea secretly provides Russia with artillery shells", "cites": ["s2"]}
    shown = brief_with(HandWritten(news(headline=headline, actors=[])), seed)
    numbers = {(n.text, n.counts, n.value, n.bound) for n in shown.content.numbers if n.origin == "code"}
    assert ("at least 25", "missiles of various types fired by Pyongyang", 25, "at_least") in numbers
    assert ("six", "North Korea fired six additional missiles Wednesday", 6, "exact") in numbers
    caveats = {c.kind: c for c in shown.content.caveats if c.origin == "code"}
    assert "publicly denied" in caveats["denial"].text
    assert "Kirby" in caveats["single_source"].text
    assert all(q.text for n in [*shown.content.numbers, *shown.content.caveats] for q in n.quotes)


@pytest.mark.parametrize(
    ("speaker", "cites", "shown_as"),
    [
        ("Tomas Rudd", ["s4"], "Osei"),  # the article attributes the sentence to another
        ("Hanna Osei", ["s4"], "Hanna Osei"),
        ("Tomas Rudd", ["s10"], None),  # nobody says it but the article
    ],
)
def test_a_speaker_is_put_right(speaker: str, cites: list[str], shown_as: str | None) -> None:
    said = {
        "s4": "The repair will cost about £2.4 million.",
        "s10": "A smaller boat with room for 45 passengers will sail.",
    }
    claim = {"text": said[cites[0]], "attributed_to": speaker, "certainty": "stated", "cites": cites}
    (shown,) = brief_with(HandWritten(news(claims=[claim])), FERRY).content.claims
    assert shown.attributed_to == shown_as


def test_two_figures_that_count_the_same_are_doubted() -> None:
    numbers = [
        {"text": "96,000", "counts": "passengers carried", "cites": ["s12"]},
        {"text": "112", "counts": "passengers carried", "cites": ["s2"]},
    ]
    shown = brief_with(HandWritten(news(numbers=numbers)), FERRY)
    assert {f.check for f in shown.findings if f.item == "numbers.1"} >= {"agreement"}


def test_a_figure_counts_what_no_other_number_counts() -> None:
    numbers = [{"text": "96,000", "counts": "two engines", "cites": ["s12"]}]
    shown = brief_with(HandWritten(news(numbers=numbers), RecordingError("no repair")), FERRY)
    assert "two engines" not in [n.counts for n in shown.content.numbers if n.status == "verified"]


@pytest.mark.parametrize(
    ("text", "cites", "kept"),
    [
        ("Osei denied that warnings were ignored.", ["s8"], True),
        ("A smaller boat will not sail in a storm.", ["s10"], False),  # a condition, which nobody denies
        ("Brightwater disputes the number of residents.", ["s5"], False),
    ],
)
def test_a_denial_is_one_where_somebody_denies(text: str, cites: list[str], kept: bool) -> None:
    told = news([], caveats=[{"text": text, "kind": "denial", "cites": cites}])
    shown = brief_with(HandWritten(told, RecordingError("no repair")), FERRY)
    assert any(c.text == text for c in shown.content.caveats) == kept


def test_a_judge_who_denies_a_motion_denies_nothing() -> None:
    text = "The trial of Leonard Vashti began in Calloway on Monday with 23 witnesses. "
    text += "Judge Anna Moor denied a motion of the defence to delay it by four weeks."
    shown = brief_with(HandWritten(news([], actors=[], headline={"text": "Trial begins", "cites": ["s1"]})), text)
    assert [c for c in shown.content.caveats if c.kind == "denial"] == []


@pytest.mark.parametrize(
    ("text", "counts", "shown"),
    [
        ("2023", "fewer than", None),  # a year counts nothing
        ("1,850", "residents", "residents"),
        ("45", "45", "A smaller boat with room for 45 passengers will sail twice a day during the repair"),
    ],
)
def test_a_figure_says_what_it_counts(text: str, counts: str, shown: str | None) -> None:
    wrong = news([], actors=[], numbers=[{"text": text, "counts": counts, "cites": []}])
    found = brief_with(HandWritten(wrong, RecordingError("no repair")), FERRY).content.numbers
    assert [n.counts for n in found if n.origin == "model"] == ([] if shown is None else [shown])


def test_an_id_is_no_speaker() -> None:
    claim = {"text": "The repair will cost about £2.4 million.", "attributed_to": "s4", "cites": ["s4"]}
    shown = brief_with(HandWritten(news([claim])), FERRY)
    assert shown.content.claims[0].attributed_to != "s4"
    assert [f.check for f in shown.findings] == ["speaker"]


def test_what_a_repair_or_a_sentence_replaced_is_kept() -> None:
    shown = claim_after_checks("The repair will cost about £4.2 million.", ["s4"])
    (claim,) = shown.content.claims
    assert (claim.status, claim.original) == ("replaced", "The repair will cost about £4.2 million.")


def test_the_articles_sentences_stand_where_a_model_said_one_thing_eight_times() -> None:
    claims = [{"text": "The repair will cost about £2.4 million.", "cites": ["s4"]}] * 8
    shown = brief_with(HandWritten(news(claims)), FERRY).content.claims
    assert [c.origin for c in shown] == ["model", "code", "code"]
    assert all(c.text == c.quotes[0].text for c in shown[1:])


def test_a_name_that_is_one_letter_off_is_shown_as_the_article_spells_it() -> None:
    claims = [{"text": "The ship of Brightwatr needs a new engine after two breakdowns in January.", "cites": ["s2"]}]
    shown = brief_with(HandWritten(news(claims)), FERRY)
    (claim,) = shown.content.claims
    assert (claim.text.split()[3], claim.status) == ("Brightwater", "soft")
    (finding,) = [f for f in shown.findings if f.check == "misspelt"]
    assert claim.text[finding.start : finding.end] == "Brightwater"


def test_somebody_is_not_what_those_are_whom_he_speaks_to() -> None:
    article = (
        "Marsh told reporters on Monday that the bridge stays closed for a month.\n\n"
        "Deputy Transport Minister Ilse Marsh warned drivers of long delays and promised a report in May.\n\n"
        "The bridge carries 30,000 vehicles a day, and the next crossing is far away."
    )
    actors = [
        {"name": "Ilse Marsh", "kind": "person", "role": "reporter", "cites": ["s1"]},
        {
            "name": "Deputy Transport Minister",
            "kind": "person",
            "role": "warned drivers of long delays",
            "cites": ["s2"],
        },
    ]
    claim = {"text": "The bridge stays closed for a month.", "cites": ["s1"]}
    model = HandWritten(news([claim], actors=actors, headline={"text": "The bridge stays closed", "cites": ["s1"]}))
    marsh, other = brief_with(model, article).content.actors
    assert (marsh.role, marsh.status, marsh.cites) == ("Deputy Transport Minister", "replaced", ["s2"])
    assert (other.role, other.status) == ("warned drivers of long delays", "verified")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("Ilse Marsh", "Deputy Minister Ilse Marsh said so.", "Deputy Minister"),
        ("Judith Marlowe", "“No,” said Judith Marlowe, the council leader, on Monday.", "the council leader"),
        ("Rossi", "Prosecutor David Rossi began.", None),
        ("Ann Hardy", "Ann Hardy, 89, said so.", None),
        ("North Korea", "In September, North Korea denied it.", None),
    ],
)
def test_what_somebody_is_in_the_words_of_the_text(name: str, text: str, what: str | None) -> None:
    assert described(name, text) == what
