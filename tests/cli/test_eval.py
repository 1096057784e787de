"""``brief eval`` as a person runs it."""

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import brief, ok
from tests.conftest import ROOT

OPEN = ROOT / "summarizer" / "evaluation" / "articles" / "open"


def test_the_checks_alone_need_no_model(tmp_path: Path) -> None:
    flags = tmp_path / "flags.jsonl"
    printed = ok(brief("eval", "--checks", "--set", str(OPEN / "seed.json"), "--predictions", str(flags)))
    assert printed.startswith(f"checks on {OPEN / 'seed.json'}: 1 articles\n")
    assert "false alarms per 100 clean sentences" in printed
    rows = [json.loads(line) for line in flags.read_text(encoding="utf-8").splitlines()]
    assert {"seed.1"} <= {row["id"] for row in rows}
    assert all(f["end"] >= f["start"] for row in rows for f in row["flags"])


def test_a_run_is_kept_and_compared(tmp_path: Path) -> None:
    first = ok(brief("eval", "--plan", "extract", "--set", str(OPEN / "seed.json"), "--format", "json"))
    run = json.loads(first)
    assert (run["schema"], run["what"], run["plan"]) == ("brief/eval/1", "briefings", "extract")
    assert run["figures"]["valid briefings"]["value"] == 100
    kept = tmp_path / "run.json"
    kept.write_text(first, encoding="utf-8")
    printed = ok(brief("eval", "--plan", "extract", "--set", str(OPEN / "seed.json"), "--against", str(kept)))
    assert "the matcher of key facts agrees with" in printed
    assert "key facts told in 120 words of claims              +0.00" in printed


@pytest.mark.parametrize("name", ["no-such-set", "README.md"])
def test_what_is_no_set_is_told_in_one_line(name: str) -> None:
    done = brief("eval", "--checks", "--set", name)
    assert done.returncode == 3
    assert done.stderr.decode().count("\n") == 1
