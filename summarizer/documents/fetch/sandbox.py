"""The parent's side of the child process that parses untrusted markup. The other side is sandbox_child.py.

One child serves a whole run, because starting it costs half a second; it is started on first use, limited in memory by
itself and in time by this side, and replaced if it dies.
"""

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from typing import Any

from ...errors import SourceError

__all__ = ["MAX_ANSWER", "SECONDS", "Worker", "parsed"]

SECONDS = 20.0
"""Time limit for one page or feed."""
MAX_ANSWER = 30_000_000
"""Largest answer, in bytes: the text of a page, or a feed with the texts of its entries."""


class Worker:
    """One child process and the lock on it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, job: dict[str, Any], raw: bytes) -> dict[str, Any]:
        """Return the child's answer to ``job`` about ``raw``. Raises SourceError if it failed or took too much."""
        with self._lock:
            try:
                answer = self._exchange(json.dumps(job).encode(), raw)
            except (OSError, ValueError, TimeoutError) as error:
                self.stop()
                raise SourceError(
                    f"the page or feed could not be parsed within {SECONDS:.0f} s and the memory limit",
                    hint="News pages are never that large. Save the article's text and brief that.",
                ) from error
        if "error" in answer:
            raise SourceError(answer["error"], hint=answer.get("hint", ""))
        return answer

    def _exchange(self, job: bytes, raw: bytes) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        deadline = time.monotonic() + SECONDS
        _send(process.stdin.fileno(), len(job).to_bytes(4, "big") + len(raw).to_bytes(8, "big") + job + raw, deadline)
        size = int.from_bytes(_receive(process.stdout.fileno(), 8, deadline), "big")
        if size > MAX_ANSWER:
            raise ValueError("too long an answer")
        answer = json.loads(_receive(process.stdout.fileno(), size, deadline))
        if not isinstance(answer, dict):
            raise ValueError("no answer")  # noqa: TRY004 - foreign data
        return answer

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            kept = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV"}}
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "summarizer.documents.fetch.sandbox_child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept,
            )  # fmt: skip
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None  # noqa: S101
                os.set_blocking(pipe.fileno(), False)
            atexit.register(self.stop)
        return self._process

    def stop(self) -> None:
        """End the child."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None
            atexit.unregister(self.stop)


def _send(pipe: int, data: bytes, deadline: float) -> None:
    rest = memoryview(data)
    while rest:
        _wait([], [pipe], deadline)
        rest = rest[os.write(pipe, rest[:65_536]) :]


def _receive(pipe: int, size: int, deadline: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        _wait([pipe], [], deadline)
        part = os.read(pipe, min(1 << 20, size - len(got)))
        if not part:
            raise ValueError("the child is gone")
        got += part
    return bytes(got)


def _wait(reading: list[int], writing: list[int], deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not any(select.select(reading, writing, [], left)):
        raise TimeoutError


_worker = Worker()


def parsed(job: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """Return the answer of this process's one child. Raises SourceError."""
    return _worker.ask(job, raw)
