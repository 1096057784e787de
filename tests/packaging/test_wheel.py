"""The shipped package works outside the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summarizer.briefing import published_schema
from summarizer.edition import published
from summarizer.schemas.news import News
from summarizer.schemas.story import Story
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out: Path = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_holds_prompts_and_schemas_once(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"summarizer/prompts/news.md", "summarizer/schemas/news.py", "summarizer/py.typed"} <= set(names)
    templates = {p.relative_to(ROOT).as_posix() for p in (ROOT / "summarizer/render/templates").iterdir()}
    assert "summarizer/render/templates/report.html.j2" in templates
    assert templates <= set(names)
    assert not [n for n in names if n.startswith(("schemas/", "prompts/", "tests/", "seeds/"))]


def test_the_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path, seed: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "BRIEF_HOME": str(tmp_path)}

    def printed(style: str) -> str:
        command = [sys.executable, "-P", "-m", "summarizer", str(seed), "--plan", "extract", "--format", style]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert json.loads(printed("json"))["proofs"]["headline"]["citations"]
    assert '<a href="#s2">2</a>' in printed("html")


def test_the_published_schema_is_the_committed_one() -> None:
    """Major version 2 allows additions only: a person must read any change. ``brief schema news`` prints it."""
    for name, schema in (
        ("news", published_schema("news", News)),
        ("story", published_schema("story", Story)),
        ("edition", published()),
    ):
        committed = json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        assert schema == committed, name


def test_the_readme_and_the_docs_show_the_help_and_recorded_runs_as_they_are() -> None:
    """``python -m tests.readme`` writes them."""
    from tests.readme import PAGES, commands, filled

    pages = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
    assert "KEY POINTS" in pages["README.md"]
    helps = [f"<!-- {' '.join(['help', *name.split()])} -->" for name in ("", *commands())]
    assert [marker for marker in helps if marker not in pages["cli.md"]] == []
    together = "".join(pages.values())
    assert filled(together) == together
