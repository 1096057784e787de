"""The contract between schemas and engine."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel

from summarizer.errors import KindError
from summarizer.evidence import Certainty, Cited, Name, Proof, Role, Speaker, Statement, between
from summarizer.schemas.news import News
from summarizer.walk import check_schema, rebuild, slots, walk


class Inner(Cited):
    who: Name


class Outer(Cited):
    said: str
    by: Speaker | None
    sure: Annotated[Literal["yes", "no"], Certainty]
    count: int | None
    tags: list[Statement]
    inner: list[Inner]


class Whole(BaseModel):
    outer: Annotated[list[Outer], between(0, 3)]


def whole() -> Whole:
    inner = [{"who": "A", "cites": ["s1"]}, {"who": "B", "cites": ["s2"]}]
    outer = {"said": "x", "by": None, "sure": "yes", "count": 3, "tags": ["t"], "inner": inner, "cites": ["s1"]}
    return Whole.model_validate({"outer": [outer]})


def test_slots_tell_what_a_field_is() -> None:
    assert [(s.name, s.role, s.many) for s in slots(Outer)] == [
        ("said", Role.STATEMENT, False),
        ("by", Role.SPEAKER, False),
        ("sure", Role.CERTAINTY, False),
        ("count", Role.VALUE, False),
        ("tags", Role.STATEMENT, True),
    ]


def test_walk_and_rebuild_reach_nested_nodes() -> None:
    content = whole()
    assert [path for path, _ in walk(content)] == ["outer.1", "outer.1.inner.1", "outer.1.inner.2"]
    smaller = rebuild(content, {"outer.1.inner.1": None})
    assert [node.who for _, node in walk(smaller) if isinstance(node, Inner)] == ["B"]


def test_a_proven_copy_differs_by_nothing_else() -> None:
    (_, node), *_ = walk(whole())
    proof = Proof(id="outer.1", status="soft")
    copy = node.proven(proof, said="y")
    assert (copy.proof, copy.status, node.status) == (proof, "soft", "verified")
    assert copy.model_copy(update={"said": "x"}).model_dump() | {"id": "", "status": "verified"} == node.model_dump()
    assert copy.model_fields_set == node.model_fields_set
    assert type(copy).model_validate(copy.model_dump()).model_dump(include={"said"}) == {"said": "y"}


def test_a_model_is_not_asked_for_proof_and_cannot_set_it() -> None:
    asked = News.model_json_schema()
    shown = News.model_json_schema(mode="serialization")
    proof = {"id", "status", "origin", "quotes", "relinked"}
    for name in ("Claim", "Actor", "Figure", "Caveat", "Headline"):
        assert not proof & set(asked["$defs"][name]["properties"])
        assert proof <= set(shown["$defs"][name]["properties"])
        assert list(asked["$defs"][name]["properties"])[-1] == "cites"
    forged = {"said": "x", "by": None, "sure": "no", "count": None, "tags": [], "inner": [], "cites": ["s1"],
              "quotes": [{"text": "forged"}], "status": "verified", "id": "mine", "_proof": 1}  # fmt: skip
    node = Outer.model_validate(forged)
    assert (node.quotes, node.id) == ([], "")


def test_control_characters_and_line_breaks_do_not_survive() -> None:
    assert Inner.model_validate({"who": "A\x1b[2J\nB\u202e", "cites": ["s1"]}).who == "A [2J B"


class Loose(BaseModel):
    headline: str


class Mapping(Cited):
    table: dict[str, str]


@pytest.mark.parametrize("schema", [Loose, Mapping])
def test_a_schema_that_could_show_something_unproven_is_refused(schema: type[BaseModel]) -> None:
    with pytest.raises(KindError):
        check_schema(schema, "x")
