"""Starting stays light: what ``--help`` and a recorded run must not load."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

LOADED = "import sys; from summarizer.cli import main\ntry:\n main()\nfinally:\n print(*sys.modules, file=sys.stderr)"


def modules(home: Path, *arguments: str) -> set[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BRIEF_HOME": str(home)}
    command = [sys.executable, "-P", "-c", LOADED, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_help_loads_nothing_heavy(own_home: Path) -> None:
    loaded = modules(own_home, "--help")
    assert not loaded & {"openai", "instructor", "rich", "tenacity", "httpx2", "summarizer.evidence", "summarizer.schemas",
                         "summarizer.pipeline", "asyncio"}  # fmt: skip


def test_an_offline_run_loads_neither_openai_nor_instructor(own_home: Path, recordings: Path) -> None:
    shutil.copytree(recordings, own_home / "recordings")
    loaded = modules(own_home, "seeds/north-korea-shells.txt", "--offline")
    assert "summarizer.pipeline" in loaded
    assert not loaded & {"openai", "instructor", "rich", "tenacity", "httpx2", "xllamacpp"}
    assert "schemas" not in loaded, "schemas are summarizer.schemas, never a second module at top level"


def test_importing_the_package_costs_nothing() -> None:
    code = "import summarizer, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert not set(done.stdout.split()) & {"pydantic", "typer", "openai", "summarizer.pipeline"}
