"""The articles that lie in this repository: some long, many short."""

import json
from functools import cache

from tests.conftest import ROOT


@cache
def own_texts() -> tuple[str, ...]:
    """Return all of them."""
    here = ROOT / "tests"
    paths = [
        *sorted((here / "articles").glob("*.txt")),
        *sorted((here / "quality" / "strong" / "articles").glob("*.*")),
    ]
    whole = [path.read_text(encoding="utf-8") for path in paths]
    rows = [
        json.loads(line)
        for name in ("month_open", "month_sealed", "month_last", "wire_open")
        for line in (here / "daily" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return (*whole, *(f"{row.get('title', '')}\n\n{row['text']}" for row in rows))
