"""Every fault through the command: its exit code, its requests, and no key and no article in anything that it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_cli import FERRY, brief
from tests.fault_server import FaultServer
from tests.sampling import one_in
from tests.unit.test_faults import AGAIN, FAILS, ONCE_GOOD, UNREADABLE

KEY = "sk-secret-4711"
SECRETS = (KEY, "would rather stop for six weeks", "Hanna Osei")
FIRST = {ONCE_GOOD[0], next(iter(AGAIN)), "rst_mid", "429_ra_s:1", UNREADABLE[0]} | {
    next(step for step, error in FAILS.items() if error is kind) for kind in set(FAILS.values())
}
"""One step of each sort, which every run tries; the others are slow, as each starts a program of its own."""
CASES = [
    *(((step,), 0, 1) for step in ONCE_GOOD),
    *(((step, "ok"), 0, 2) for step in AGAIN),
    *(((step, "ok"), 0, 2) for step in UNREADABLE),
    *(((step, "ok"), error.exit_code, 1) for step, error in FAILS.items()),
    (("503", "429_ra_ms:10", "ok"), 0, 3),
    (("rst_mid", "rst_mid", "rst_mid", "rst_mid"), 5, 4),
]


def case(name: str, *values: Any) -> Any:
    always = name.removesuffix("-ok") in FIRST
    return pytest.param(*values, id=name, marks=() if always else pytest.mark.slow)


@pytest.mark.parametrize(("steps", "code", "requests"), [case("-".join(c[0]), *c) for c in CASES])
def test_a_fault_has_its_exit_code_and_leaks_nothing(
    faults: FaultServer, own_home: Path, steps: tuple[str, ...], code: int, requests: int
) -> None:
    url = faults.url(*steps)
    arguments = (FERRY, "--model", "m", "--debug", "--format", "json", "--no-text", "--judge", "off")
    done = brief(*arguments, BRIEF_BASE_URL=url, BRIEF_API_KEY=KEY, BRIEF_TIMEOUT="2")
    assert done.returncode == code, done.stderr.decode()
    hits = faults.hits(url)
    assert len(hits) == requests
    assert requests != 2 or hits[1]["t"] - hits[0]["t"] >= AGAIN.get(steps[0], 0)
    told = done.stderr.decode()
    kept = "".join(p.read_text(encoding="utf-8") for p in own_home.rglob("*") if p.is_file())
    for secret in SECRETS:
        assert secret not in told
    assert KEY not in kept + done.stdout.decode()
    assert "six weeks than" not in kept


@pytest.mark.parametrize("step", one_in(6, FAILS))
def test_a_judge_that_fails_in_any_way_costs_no_briefing(faults: FaultServer, own_home: Path, step: str) -> None:
    url = faults.url("ok", step)
    done = brief(FERRY, "--model", "m", "--format", "json", "--no-text", BRIEF_BASE_URL=url, BRIEF_TIMEOUT="2")
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["judgement"]["reason"]
    assert {proof["status"] for proof in told["proofs"].values()} == {"unjudged"}
    assert "Hanna Osei" not in told["judgement"]["reason"]
