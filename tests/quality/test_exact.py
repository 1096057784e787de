"""Floors for the exact checks on single claims in twelve languages, and for replies that narrowly miss the schema."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.errors import ReplyError
from summarizer.kinds.fields import Role
from summarizer.llm.parsing import read_reply
from summarizer.proof.checks.figures import check_figure
from summarizer.proof.checks.registry import flaws_in
from summarizer.schemas.news import News

HERE = Path(__file__).parent / "exact"
ROLES = {"claim": Role.STATEMENT, "caveat": Role.STATEMENT, "name": Role.NAME, "speaker": Role.SPEAKER}
LISTS = ("claims", "actors", "numbers", "caveats")


def rows(name: str) -> list[dict[str, Any]]:
    # By "\\n" alone: a source may hold other line separators.
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").rstrip("\n").split("\n")]


def is_flagged(row: dict[str, Any]) -> bool:
    index = Index((replace(from_text(row["source"], "source"), language=row["language"]),))
    if row["field"] == "figure":
        return bool(check_figure(row["text"], row.get("counts", ""), index, language=row["language"]))
    return any(flaws_in(row["text"], ROLES[row["field"]], index, row["language"]))


def test_what_the_source_says_is_clean_and_what_it_does_not_is_flagged() -> None:
    right = Counter(row["expect"] for row in rows("claims.jsonl") if is_flagged(row) == (row["expect"] == "flagged"))
    total = Counter(row["expect"] for row in rows("claims.jsonl"))
    assert right["clean"] >= 0.97 * total["clean"]
    assert right["flagged"] >= 0.91 * total["flagged"]


@pytest.mark.parametrize("row", rows("replies.jsonl"), ids=lambda row: row["name"])
def test_a_reply_that_nearly_fits_loses_nothing_that_can_be_read(row: dict[str, Any]) -> None:
    if row["expect"] is None:
        with pytest.raises(ReplyError):
            read_reply(row["reply"], News)
        return
    fields = read_reply(row["reply"], News).fields
    assert all(len(fields.get(name) or []) >= row["expect"][name] for name in LISTS)
