"""A paid reply is read as far as possible; only its ambiguous parts are lost, and reported."""

import json
from typing import Any

import pytest

from summarizer.errors import ReplyError
from summarizer.llm.parsing import ParsedReply, read_reply
from summarizer.schemas.news import News
from tests.fakes import HandWritten, brief_with, news

CLAIM = {"topic": None, "text": "The ferry stops.", "attributed_to": None, "certainty": "stated", "cites": ["s1"]}


def reading(reply: dict[str, Any] | str) -> ParsedReply:
    return read_reply(reply if isinstance(reply, str) else json.dumps(reply), News)


def claims(**changes: Any) -> list[Any]:
    return list(reading(news() | {"claims": [{**CLAIM, **changes}]}).fields["claims"])


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        ("certainty", "Stated", "stated"),
        ("certainty", "EXPECTED.", "expected"),
        ("attributed_to", "None", None),
        ("attributed_to", "NULL", None),
        ("attributed_to", "Unknown", None),
        ("attributed_to", "The article", None),
        ("attributed_to", "Ferry article", None),
        ("attributed_to", "", None),
        ("attributed_to", ["Hanna Osei"], "Hanna Osei"),
        ("cites", "s1", ["s1"]),
        ("cites", [1], ["1"]),
        ("cites", None, []),
        ("text", 25, "25"),
    ],
)
def test_an_unambiguous_value_is_coerced(field: str, written: Any, read: Any) -> None:
    assert [getattr(c, field) for c in claims(**{field: written})] == [read]


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        ("kind", "organization", "organisation"),
        ("kind", "Person", "person"),
        ("kind", "ship", "other"),
        ("kind", "nonperson", "other"),
    ],
)
def test_a_spelling_variant_of_a_label_is_that_label(field: str, written: str, read: str) -> None:
    actor = {"name": "Brightwater", "kind": "organisation", "role": "runs the ferry", "cites": ["s1"], field: written}
    assert [getattr(a, field) for a in reading(news(actors=[actor])).fields["actors"]] == [read]


def test_the_article_as_a_speaker_is_taken_out_and_told() -> None:
    told = reading(news() | {"claims": [{**CLAIM, "attributed_to": "The article"}]})
    assert [c.attributed_to for c in told.fields["claims"]] == [None]
    assert [(c.path, c.field, c.before, c.after) for c in told.changed] == [
        ("claims.0", "attributed_to", "The article", None)
    ]


def test_a_label_outside_its_list_is_changed_and_told() -> None:
    told = reading(news() | {"claims": [{**CLAIM, "certainty": "rumoured"}]})
    assert [c.certainty for c in told.fields["claims"]] == ["stated"]
    assert [(c.path, c.field, c.before, c.after) for c in told.changed] == [
        ("claims.0", "certainty", "rumoured", "stated")
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda r: {"briefing": r},
        lambda r: {"result": {"data": r}},
        lambda r: [r],
        lambda r: {key.title(): value for key, value in r.items()},
        lambda r: f"Here it is:\n```json\n{json.dumps(r)}\n```\nDone.",
        lambda r: f"<think>{{not this}}</think>{json.dumps(r)}",
        lambda r: json.dumps(r)[:-1] + ",}",
        lambda r: json.dumps(r).replace("]}]", "],}]"),
        lambda r: json.dumps(r)[:-2],
    ],
)
def test_the_object_is_found_in_whatever_is_around_it(wrapped: Any) -> None:
    whole = news([{"text": "The ferry stops."}], caveats=[])
    told = reading(wrapped(whole))
    assert [c.text for c in told.fields["claims"]] == ["The ferry stops."]
    assert told.fields["headline"].text == whole["headline"]["text"]


@pytest.mark.parametrize("nothing", [None, "none", "N/A", ""])
def test_nothing_is_an_empty_list_and_one_object_a_list_of_one(nothing: Any) -> None:
    told = reading(news() | {"claims": CLAIM, "caveats": nothing})
    assert (len(told.fields["claims"]), told.fields["caveats"]) == (1, [])


def test_one_unreadable_item_loses_only_itself() -> None:
    broken = {**CLAIM, "text": None}
    told = reading(news() | {"claims": [CLAIM, broken, {**CLAIM, "text": "Freight goes by air."}]})
    assert [c.text for c in told.fields["claims"]] == ["The ferry stops.", "Freight goes by air."]
    assert [lost.path for lost in told.lost] == ["claims.1"]
    assert told.order["claims"] == (0, 2)


def test_a_key_that_stands_twice_with_two_values_is_not_guessed_at() -> None:
    text = json.dumps(news() | {"claims": [CLAIM, CLAIM]}).replace(
        '"text": "The ferry stops."', '"text": "a", "text": "b"', 1
    )
    told = reading(text)
    assert [lost.path for lost in told.lost] == ["claims.0"]
    assert len(told.fields["claims"]) == 1


@pytest.mark.parametrize(
    "reply", ["", "no idea", "{}", "[]", '{"x": 1}', "{'headline': {'text': 'a'}}", "{" * 5_000, "[" * 100_000]
)
def test_nothing_usable_is_an_error(reply: str) -> None:
    with pytest.raises(ReplyError):
        reading(reply)


def test_what_is_lost_is_listed_with_the_reason_and_noted() -> None:
    reply = news(
        [{"text": "The ferry to Skelm stops for six weeks."}], caveats=[{"text": "", "kind": "denial", "cites": ["s1"]}]
    )
    shown = brief_with(HandWritten(reply), "The ferry to Skelm stops for six weeks. Hanna Osei said so on Monday.")
    assert [(r.item, r.reason) for r in shown.rejected if r.reason.startswith("unreadable")] == [
        ("caveats.0", "unreadable: text: there is no text")
    ]
    assert any("could not be read" in note for note in shown.notes)


def test_a_second_request_is_made_only_if_nothing_usable_came() -> None:
    article = "The ferry to Skelm stops for six weeks. Hanna Osei said so on Monday."
    good = news([{"text": "The ferry to Skelm stops for six weeks."}])
    model = HandWritten("I would rather not.", good)
    assert brief_with(model, article).provenance.requests == 2
    assert "one JSON object" in model.asked[1].user
    with pytest.raises(ReplyError):
        brief_with(HandWritten("no", "no again"), article)
    half = HandWritten({"claims": good["claims"]})
    shown = brief_with(half, article)
    assert len(half.asked) == 1
    assert shown.proof(shown.content.headline).status == "quoted"


@pytest.mark.parametrize(
    "hostile",
    ['{"claims": [' + '{"text": "' * 20_000, '{"a":' * 50_000, "{" + ", " * 200_000, '{"x": "' + "\\" * 200_001],
)
def test_a_hostile_reply_is_read_or_refused(hostile: str) -> None:
    try:
        assert sum(len(items) for items in reading(hostile).fields.values()) <= 1
    except ReplyError:
        return
