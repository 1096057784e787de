"""Faults of an endpoint through the command: its exit code, and no key and no article in anything that it leaves."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_cli import FERRY, brief

KEY = "sk-secret-4711"
SECRETS = (KEY, "would rather stop for six weeks", "Hanna Osei")


@pytest.mark.parametrize(
    ("steps", "code", "requests"),
    [
        (("ok",), 0, 1),
        (("503", "429_ra_ms:10", "ok"), 0, 3),
        (("401_echo",), 5, 1),
        (("400_echo",), 5, 1),
        (("429_quota",), 5, 1),
        (("echo",), 6, 1),
        (("wrong",), 6, 1),
        (("length",), 6, 1),
        (("html200",), 6, 1),
        (("drip:0.05",), 5, 1),
        (("rst_mid", "rst_mid", "rst_mid", "rst_mid"), 5, 4),
        (("302:302=http://127.0.0.1:9/x",), 5, 1),
    ],
)
def test_a_fault_has_its_exit_code_and_leaks_nothing(
    faults: Any, own_home: Path, steps: tuple[str, ...], code: int, requests: int
) -> None:
    url = faults.url(*steps)
    arguments = (FERRY, "--model", "m", "--debug", "--format", "json", "--no-text")
    done = brief(*arguments, BRIEF_BASE_URL=url, BRIEF_API_KEY=KEY, BRIEF_TIMEOUT="2")
    assert done.returncode == code, done.stderr.decode()
    assert len(faults.hits(url)) == requests
    told = done.stderr.decode()
    kept = "".join(p.read_text(encoding="utf-8") for p in own_home.rglob("*") if p.is_file())
    for secret in SECRETS:
        assert secret not in told
    assert KEY not in kept + done.stdout.decode()
    assert "six weeks than" not in kept
