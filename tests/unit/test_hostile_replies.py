"""Hostile replies fail closed: a typed error, or a briefing without what was wrong in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ReplyError
from summarizer.evidence import MAX_STRING
from summarizer.models.model import parse
from summarizer.schemas.news import News
from summarizer.walk import walk
from tests.fakes import HandWritten, brief_with, news

ARTICLE = "The council met on Monday and voted to close the bridge. It will meet again, the mayor said."


def suite(shared: Path, kind: str) -> list[tuple[str, str]]:
    """``(name, text)`` of the files of JSONTestSuite whose text a reply can hold."""
    found = []
    for path in sorted((shared / "data" / "hostile" / "jsontestsuite" / "test_parsing").glob(f"{kind}_*.json")):
        try:
            found.append((path.name, path.read_bytes().decode("utf-8")))
        except UnicodeDecodeError:
            continue
    assert len(found) > 10
    return found


def inside(text: str) -> str:
    """A good reply that holds ``text`` as one more value."""
    return json.dumps(news())[:-1] + f', "more": {text}}}'


def test_what_is_no_json_is_no_reply(shared: Path) -> None:
    for _, text in suite(shared, "n"):
        for reply in (text, inside(text)):
            with pytest.raises(ReplyError):
                parse(reply, News)


def test_what_is_json_is_read_or_refused_and_never_crashes(shared: Path) -> None:
    refused = []
    for name, text in [*suite(shared, "y"), *suite(shared, "i")]:
        try:
            parse(inside(text), News)
        except ReplyError:
            refused.append(name)
    assert all(name.startswith("i_") or "duplicated" in name for name in refused), refused


def attacks(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "data" / "hostile" / "own_attacks.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["family"] == "reply"]


def test_attacks_as_a_whole_reply_are_typed_failures(shared: Path) -> None:
    for row in attacks(shared):
        with pytest.raises(ReplyError):
            brief_with(HandWritten(row["payload"]), ARTICLE)


def test_attacks_inside_a_good_reply_leave_nothing_behind(shared: Path) -> None:
    told = 0
    for row in attacks(shared):
        try:
            payload = json.loads(row["payload"].strip("`json\n\ufeff"))
        except ValueError:
            continue
        parts = {}
        for name, items in payload.items():
            if name == "claims" and isinstance(items, list):
                parts[name] = [{"attributed_to": None, "certainty": "stated", **item} for item in items]
            else:
                parts[name] = items
        try:
            shown = brief_with(HandWritten(news() | parts, ReplyError("no repair")), ARTICLE)
        except ReplyError:
            continue
        told += 1
        for _, node in walk(shown.content):
            assert len(set(node.cites)) == len(node.cites)
            assert set(node.cites) <= {"s1", "s2"}
        printed = shown.to_json()
        assert "\\u001b" not in printed
        assert "A" * (MAX_STRING + 1) not in printed
        assert "Infinity" not in printed
    assert told >= 3


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_is_none_is_refused_wherever_it_stands(constant: str) -> None:
    with pytest.raises(ReplyError):
        parse(inside(constant), News)
