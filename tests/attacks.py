"""Attacks that a text or a reply may hold: our own, and a larger set where it lies beside the checkout."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import ROOT, SHARED

OWN = ROOT / "tests" / "data" / "attacks.jsonl"
MORE = SHARED / "data" / "hostile" / "own_attacks.jsonl"


def rows(*families: str) -> Iterator[dict[str, Any]]:
    """The attacks of some families."""
    for path, prefix in ((OWN, ""), (MORE, "more-")):
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row["family"] in families:
                    yield {**row, "id": prefix + row["id"]}


def attacks(*families: str) -> list[Any]:
    """The attacks of some families as the parameters of a test."""
    return [pytest.param(row, id=row["id"]) for row in rows(*families)]
