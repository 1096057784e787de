"""Quality floors: they may only rise. The shared data is kept apart from the project; without it these skip.

What they promise is tested without it as well: on the project's own sets, and case by case in tests/unit.
"""

import json
import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer.documents.document import Document, Sentence
from summarizer.documents.source_index import Index
from summarizer.evaluation.checks import check_article
from summarizer.evaluation.scores import ratio, summed
from summarizer.evaluation.sets import load
from summarizer.facts.dates import Dated, dates
from summarizer.facts.quantities import Quantity, quantities
from summarizer.proof.resolution import items_of
from summarizer.schemas.news import News
from tests.conftest import SHARED
from tests.quality.strong_set import frontier

LEFT_OUT = Path(__file__).with_name("left_out.toml")


KINDS = {"single source": "single_source", "not known": "unknown"}


def test_strong_replies_to_older_prompts_stand(shared: Path) -> None:
    """The checks find nothing in a frontier model's replies, each item of which a person read and found supported."""
    checked = 0
    for path in sorted((shared / "data" / "strong_replies").glob("*.prompt.txt")):
        reply = json.loads(path.with_name(path.name.replace("prompt.txt", "reply.json")).read_text(encoding="utf-8"))
        for caveat in reply["caveats"]:
            caveat["kind"] = KINDS.get(caveat["kind"], caveat["kind"])
        text, sentences = "", []
        for found in re.finditer(r"^\[(s\d+)\] (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
            sentences.append(Sentence(found[1], len(text), len(text) + len(found[2])))
            text += f"{found[2]}\n"
        index = Index((Document("a1", text, path.name, "0", language="en", sentences=tuple(sentences)),))
        items = items_of(News.model_validate(reply), index, language="en", quoted=frozenset(), edits={})
        checked += len(items)
        assert [(path.name, i.path, i.findings) for i in items if i.findings] == []
    assert checked >= 100


def test_what_version_one_spoilt_of_a_strong_model_stands(shared: Path) -> None:
    total, touched, _ = frontier(shared)
    assert total >= 140
    assert len(touched) <= 0.01 * total


@cache
def labelled() -> list[Counter[str]]:
    """Counts of the shared labelled responses, without XSum's summaries, which say more than their articles."""
    articles = load(str(SHARED / "data" / "faithfulness" / "responses.jsonl"))
    return [check_article(a)[0] for a in articles if not any("xsum" in r.id for r in a.responses)]


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("part", "whole", "floor"),
    [
        ("flags right", "flags", 0.68),
        ("responses bad flagged", "responses bad", 0.26),
        ("planted foreign number caught", "planted foreign number", 0.97),
        ("planted foreign name caught", "planted foreign name", 0.99),
        ("planted number within a name caught", "planted number within a name", 0.99),
        ("planted quotation altered caught", "planted quotation altered", 0.93),
    ],
)
def test_errors_are_caught(part: str, whole: str, floor: float) -> None:
    assert (ratio(labelled(), part, whole).value or 0) >= floor


@pytest.mark.usefixtures("shared")
def test_false_alarms_are_few() -> None:
    """16 of the 42 flags are for one quotation that its article lacks. Most others are for names that theirs lack."""
    assert (ratio(labelled(), "clean flagged", "clean sentences").value or 0) <= 0.024


def test_human_key_facts_are_hardly_flagged(shared: Path) -> None:
    """The article has "qantas" where five of the fifteen have "Quantas"."""
    counts = summed([check_article(a)[0] for a in load(str(shared / "data" / "faithfulness" / "keyfacts.jsonl"))])
    assert counts["facts flagged"] <= 0.047 * counts["facts checked"]


def cases(shared: Path, name: str) -> list[dict[str, Any]]:
    """The cases of one language set, those left out apart."""
    left = {
        i for group in tomllib.loads(LEFT_OUT.read_text())[name.lower().removesuffix("time")] for i in group["cases"]
    }
    path = shared / "data" / "language" / f"mr_{name}Model_en.json"
    rows = json.loads(path.read_text(encoding="utf-8-sig"))
    return [row for n, row in enumerate(rows) if n not in left]


def read_rightly(row: dict[str, Any], found: list[Quantity]) -> bool:
    """True if exactly the expected numbers were found, by place and value."""
    wanted = [r for r in row["Results"] if r["Resolution"].get("value")]
    return len(found) == len(wanted) and all(
        q.start <= r["End"]
        and r["Start"] < q.end
        and any(abs(v - float(r["Resolution"]["value"])) <= 1e-6 * max(1, abs(v)) for v in q.values)
        for q, r in zip(found, wanted, strict=True)
    )


@pytest.mark.parametrize("name", ["Number", "Currency"])
def test_quantities_of_the_language_sets(shared: Path, name: str) -> None:
    rows = cases(shared, name)
    right = sum(
        read_rightly(
            r, [q for q in quantities(r["Input"]) if (q.kind == "money" or name == "Number") and q.kind != "ordinal"]
        )
        for r in rows
    )
    assert right >= 0.95 * len(rows)


def dated_rightly(row: dict[str, Any], found: list[Dated]) -> bool:
    """True if each expected expression is found with one of its readings, and nothing else is found."""
    used: set[int] = set()
    for result in row["Results"]:
        mine = [d for d in found if d.start <= result["End"] and result["Start"] < d.end]
        used.update(id(d) for d in mine)
        values = result["Resolution"]["values"]
        unresolved = all(v.get("value") == "not resolved" for v in values)
        if not (unresolved and not mine) and not any(mine and _agrees(v, mine) for v in values):
            return False
    return all(id(d) in used for d in found)


def _agrees(value: dict[str, str], mine: list[Dated]) -> bool:
    """True if one expected reading is ours; its end may be exclusive, or the last part's first day."""
    if "value" in value:
        return value["value"] != "not resolved" and any(
            a == b == date.fromisoformat(value["value"]) for a, b in mine[0].readings
        )
    firsts = {d for a, b in mine[0].readings for d in (a, b + timedelta(days=1))}
    lasts = {d for a, b in mine[-1].readings for d in (a, b, b + timedelta(days=1))}
    start, end = value.get("start"), value.get("end")
    return (not start or date.fromisoformat(start) in firsts) and (not end or date.fromisoformat(end) in lasts)


def test_dates_of_the_language_set(shared: Path) -> None:
    rows = cases(shared, "DateTime")
    default = "2016-11-07"
    right = sum(
        dated_rightly(
            row,
            list(
                dates(row["Input"], date.fromisoformat(row.get("Context", {}).get("ReferenceDateTime", default)[:10]))
            ),
        )
        for row in rows
    )
    assert len(rows) >= 300
    assert right >= 0.92 * len(rows)
