"""Hostile replies fail closed: a typed error, or a briefing without their wrong parts."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ReplyError
from summarizer.kinds.fields import MAX_STRING
from summarizer.kinds.traversal import walk
from summarizer.llm.parsing import read_reply
from summarizer.schemas.news import News
from tests.attacks import rows
from tests.conftest import ROOT
from tests.fakes import HandWritten, brief_with, news

ARTICLE = "The council met on Monday and voted to close the bridge. It will meet again, the mayor said."


CASES = [json.loads(line) for line in (ROOT / "tests" / "data" / "json_cases.jsonl").read_text("utf-8").splitlines()]
"""Texts that are JSON (``yes``), that are none (``no``), and that a reader may take or leave (``either``)."""


def suite(volume: Path) -> list[tuple[str, str]]:
    """``(kind, text)`` of the files of JSONTestSuite whose text a reply can hold."""
    found = []
    for path in sorted((volume / "data" / "hostile" / "jsontestsuite" / "test_parsing").glob("*.json")):
        kind = {"y": "yes", "n": "no", "i": "either"}[path.name[0]]
        with suppress(UnicodeDecodeError):
            found.append((kind, path.read_bytes().decode("utf-8")))
    assert len(found) > 100
    return found


def inside(text: str) -> str:
    """A good reply that holds ``text`` as one more value."""
    return json.dumps(news())[:-1] + f', "more": {text}}}'


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}-{n}" for n, case in enumerate(CASES)])
def test_a_reply_is_read_if_it_is_json_and_never_crashes(case: dict[str, str]) -> None:
    assert reading_faults(case["kind"], case["text"]) == []


def test_the_files_of_a_large_suite_are_read_rightly(volume: Path) -> None:
    assert [fault for kind, text in suite(volume) for fault in reading_faults(kind, text)] == []


def reading_faults(kind: str, text: str) -> list[str]:
    """Say what is wrong with how ``text`` is read as a reply, and as one more value of a good reply.

    What is no JSON gives no item. What is JSON leaves a good reply readable. Nothing ends in an error but a ReplyError.
    """
    faults = []
    with suppress(ReplyError):
        if kind == "no" and any(read_reply(text, News).fields.values()):
            faults.append(f"an item is read in what is no JSON: {text!r}")
    try:
        headline = read_reply(inside(text), News).fields["headline"].text
    except ReplyError:
        headline = None
    if kind == "yes" and headline != news()["headline"]["text"]:
        faults.append(f"a good reply cannot be read with {text!r}")
    return faults


def test_attacks_as_a_whole_reply_fail_or_leave_nothing_behind() -> None:
    failed = 0
    for row in rows("reply"):
        try:
            shown = brief_with(HandWritten(row["payload"], row["payload"]), ARTICLE)
        except ReplyError:
            failed += 1
            continue
        _clean(shown)
    assert failed >= 3


def test_attacks_inside_a_good_reply_leave_nothing_behind() -> None:
    told = 0
    for row in rows("reply"):
        try:
            payload = json.loads(row["payload"].strip("`json\n\ufeff"))
        except (ValueError, RecursionError):
            continue
        if not isinstance(payload, dict):
            continue
        usual = {"attributed_to": None, "certainty": "stated"}
        parts = dict(payload)
        if isinstance(parts.get("claims"), list):
            parts["claims"] = [usual | c if isinstance(c, dict) else c for c in parts["claims"]]
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
