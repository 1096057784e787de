"""Kinds are found in installed packages, by their entry points; no package is imported for it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import KindError
from summarizer.kinds import registry
from tests.conftest import ROOT

KIND = ROOT / "tests" / "kinds"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package as pip installs it, with the kind incident_log in it."""
    acme = tmp_path / "acme_kinds"
    acme.mkdir()
    (acme / "__init__.py").write_text("raise RuntimeError('imported')", encoding="utf-8")
    for name in ("incident_log.md", "incident_log.py"):
        (acme / name).write_bytes((KIND / name).read_bytes())
    info = tmp_path / "acme_kinds-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-kinds\nVersion: 1\n", encoding="utf-8")
    points = "[citebrief.kinds]\nincident_log = acme_kinds\nnews = acme_kinds\nbroken = no_such_package\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry._installed.cache_clear()
    yield acme
    registry._installed.cache_clear()
    registry._load.cache_clear()


def test_a_kind_of_an_installed_package_is_found(package: Path) -> None:
    assert registry.names() == ["news", "story", "incident_log"]
    kind = registry.find("incident_log")
    assert kind.content.__name__ == "IncidentLog"
    assert kind.prompt.system.startswith("You ")
    assert "acme_kinds" not in sys.modules


def test_the_built_in_kind_and_the_users_own_come_first(package: Path, tmp_path: Path) -> None:
    assert registry.find("news").content.__module__ == "summarizer.schemas.news"
    own = tmp_path / "own"
    own.mkdir()
    (own / "incident_log.md").write_text("Mine.\n---\n$article", encoding="utf-8")
    (own / "incident_log.py").write_bytes((KIND / "incident_log.py").read_bytes())
    assert registry.find("incident_log", own).prompt.system == "Mine."


def test_a_package_that_cannot_be_found_is_no_kind(package: Path) -> None:
    with pytest.raises(KindError, match="there is no kind 'broken'"):
        registry.find("broken")
