"""Hostile replies fail closed: a typed error, or a briefing without their wrong parts."""

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ReplyError
from summarizer.kinds.fields import MAX_STRING
from summarizer.kinds.traversal import walk
from summarizer.llm.parsing import read_reply
from summarizer.schemas.news import News
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
    for name, text in suite(shared, "n"):
        try:
            told = read_reply(text, News)
        except ReplyError:
            continue
        assert not any(told.fields.values()), name


def test_what_is_json_is_read_and_never_crashes(shared: Path) -> None:
    for name, text in [*suite(shared, "y"), *suite(shared, "i"), *suite(shared, "n")]:
        try:
            told = read_reply(inside(text), News)
        except ReplyError:
            assert not name.startswith("y_"), name
            continue
        assert told.fields["headline"].text == news()["headline"]["text"] or not name.startswith("y_")


def attacks(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "data" / "hostile" / "own_attacks.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["family"] == "reply"]


def test_attacks_as_a_whole_reply_fail_or_leave_nothing_behind(shared: Path) -> None:
    failed = 0
    for row in attacks(shared):
        try:
            shown = brief_with(HandWritten(row["payload"], row["payload"]), ARTICLE)
        except ReplyError:
            failed += 1
            continue
        _clean(shown)
    assert failed >= 3


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
            shown = brief_with(HandWritten(*[news() | parts] * 2), ARTICLE)
        except ReplyError:
            continue
        told += 1
        _clean(shown)
    assert told >= 3


def _clean(shown: Any) -> None:
    for _, node in walk(shown.content):
        assert len(set(node.cites)) == len(node.cites)
        assert set(node.cites) <= {"s1", "s2"}
    printed = shown.to_json()
    assert "\\u001b" not in printed
    assert "A" * (MAX_STRING + 1) not in printed
    assert "Infinity" not in printed


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_never_read(constant: str) -> None:
    number = {"text": "9", "counts": "x", "cites": ["s1"]}
    reply = json.dumps(news(numbers=[number])).replace('"9"', constant)
    try:
        assert not read_reply(reply, News).fields["numbers"]
    except ReplyError:
        return
