"""The distribution has one name, and every hint uses it."""

import re
import tomllib

from tests.conftest import ROOT


def test_hints_name_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    hints = [
        (path.name, found)
        for path in (ROOT / "summarizer").rglob("*.py")
        for found in re.findall(r"pip install '([\w-]+)\[", path.read_text(encoding="utf-8"))
    ]
    assert hints
    assert {name for _, name in hints} == {project["name"]}


def test_both_commands_are_the_same_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"]["brief"] == project["scripts"][project["name"]]
