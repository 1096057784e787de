"""The contract between schemas and engine."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel

from summarizer.errors import KindError
from summarizer.kinds.fields import Certainty, Cited, Name, Role, Speaker, Statement, between
from summarizer.kinds.traversal import check_schema, rebuild, slots, walk
from summarizer.schemas.news import News


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
    assert [path for path, _ in walk(content)] == ["outer.0", "outer.0.inner.0", "outer.0.inner.1"]
    smaller = rebuild(content, {"outer.0.inner.0": None})
    assert [node.who for _, node in walk(smaller) if isinstance(node, Inner)] == ["B"]


def test_content_is_the_kinds_own_class_and_cites_come_last() -> None:
    asked, shown = News.model_json_schema(), News.model_json_schema(mode="serialization")
    for name in ("Claim", "Actor", "Figure", "Caveat", "Headline"):
        assert asked["$defs"][name]["properties"].keys() == shown["$defs"][name]["properties"].keys()
        assert list(asked["$defs"][name]["properties"])[-1] == "cites"


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
