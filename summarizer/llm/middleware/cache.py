"""A content-addressed store of replies: the cache, the means to resume, and the offline fixtures.

A recording is a small JSON file named after the request's digest. It holds the digest, the model's identity, the reply
and its cost; never the article or the key. Files are private to the user and are replaced atomically, so that any
number of processes may share a store and a kill leaves no half-written file.
"""

import asyncio
import contextlib
import errno
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from ...config.files import head, replace
from ...errors import OutputError, RecordingError, ReplyError
from ..base import Completion, Endpoint, Model, Progress, Request, Usage
from ..parsing import read_reply

__all__ = ["Recorded", "Recordings"]

FORMAT = 1
MAX_RECORDING = 2_000_000
"""Largest recording, in bytes; a larger file is ignored."""


class Recordings:
    """The files under one folder, ``ab/abcdef….json``."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made on the first write."""
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Return the path of the recording of ``digest``, which may not exist."""
        return self.folder.joinpath(digest[:2], f"{digest}.json")

    def read(self, digest: str) -> Completion | None:
        """Return the recording of ``digest``; None if it is missing or damaged."""
        try:
            data: Any = json.loads(head(self.path(digest), MAX_RECORDING))
            if data["format"] != FORMAT or data["digest"] != digest or not isinstance(data["reply"], str):
                return None
            told = data["tokens"]
            tokens = Usage(0, told["prompt"], told["completion"], told.get("cached"))
            mode = str(data.get("mode", ""))
            return Completion(data["reply"], tokens, float(data["seconds"]), recorded=True, mode=mode)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, digest: str, endpoint: Endpoint, completion: Completion) -> None:
        """Store ``completion``. Raises OutputError if the store cannot be written."""
        usage = completion.usage
        data = {
            "format": FORMAT,
            "digest": digest,
            "model": endpoint.model,
            "identity": endpoint.identity,
            "origin": "a reply of this model, recorded by brief",
            "reply": completion.text,
            "mode": completion.mode,
            "tokens": {
                "prompt": usage.prompt_tokens,
                "completion": usage.completion_tokens,
                "cached": usage.cached_tokens,
            },
            "seconds": round(completion.seconds, 2),
        }
        target = self.path(digest)
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(target, json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n", private=True)
        except OSError as error:
            raise _unkept(self.folder, error) from error

    @asynccontextmanager
    async def only_one(self, digest: str) -> AsyncIterator[None]:
        """Admit one task at a time for ``digest``, across all processes that share the store; the others wait.

        It is an operating-system lock on a file beside the recording, released whenever the process ends.
        """
        try:
            import fcntl
        except ImportError:  # no such locks on this system: two runs at once may then pay twice
            yield
            return
        path = self.path(digest).with_suffix(".lock")
        while True:
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError as error:
                raise _unkept(self.folder, error) from error
            try:
                locked = await _locked(fcntl, handle)
                if not locked or _is_still(handle, path):
                    try:
                        yield
                    finally:
                        with contextlib.suppress(OSError):  # it may stay: the next task reuses it
                            path.unlink(missing_ok=True)
                    return
            except OSError as error:
                raise _unkept(self.folder, error) from error
            finally:
                os.close(handle)

    def clear(self) -> int:
        """Delete all recordings and return their number. Everything else in the folder stays."""
        found = list(self.folder.glob("[0-9a-f][0-9a-f]/*.json"))
        for path in found:
            path.unlink(missing_ok=True)
        for shard in self.folder.glob("[0-9a-f][0-9a-f]"):
            with contextlib.suppress(OSError):
                shard.rmdir()
        return len(found)


def _unkept(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot store the model's reply in {folder}: {error.strerror}", hint="Free some space, or run with --no-cache."
    )


async def _locked(fcntl: ModuleType, handle: int) -> bool:
    """Wait for the lock on an open file without blocking the event loop; False if the file system has no locks."""
    pause = 0.01
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            await asyncio.sleep(pause)
            pause = min(0.5, 2 * pause)
        except OSError as error:
            if error.errno in {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}:  # a file system without locks
                return False
            raise
        else:
            return True


def _is_still(handle: int, path: Path) -> bool:
    """True if ``path`` is still the open file, which the previous holder of the lock may have deleted."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


class Recorded:
    """A model whose replies are stored. Without an inner model it is offline and opens no socket."""

    def __init__(
        self, store: Recordings, endpoint: Endpoint, inner: Model | None, *, refresh: bool = False, at_once: int = 1
    ) -> None:
        """``refresh``: replace stored replies; ``at_once``: max number of requests whose replies are not yet stored.

        A run that is killed loses at most the replies to that many questions.
        """
        self._store = store
        self._endpoint = endpoint
        self._inner = inner
        self._refresh = refresh
        self._entered = False
        self._entering = asyncio.Lock()
        self._unkept = asyncio.Semaphore(at_once)

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint that answers, or that gave the recorded replies."""
        return self._endpoint

    def holds(self, request: Request) -> bool:
        """True if a reply to ``request`` is on disk and would be looked up; it may still prove damaged."""
        return not self._refresh and self._store.path(request.digest(self._endpoint)).is_file()

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Return the stored reply, or the inner model's. Raises RecordingError if offline and nothing is stored."""
        digest = request.digest(self._endpoint)
        kept = None if self._refresh else self._store.read(digest)
        if kept is not None:
            return kept
        if self._inner is None:
            raise RecordingError(
                f"no recording of this {request.purpose} by {self._endpoint.model} ({digest[:12]})",
                hint="Run the same command once without --offline to record it.",
            )
        async with self._unkept, self._store.only_one(digest):
            kept = None if self._refresh else self._store.read(digest)
            if kept is not None:  # another process has asked in the meantime
                return kept
            async with self._entering:
                if not self._entered:
                    await self._inner.__aenter__()
                    self._entered = True
            completion = await self._inner.complete(request, progress=progress)
            if not _usable(completion.text, request):  # kept, it would fail again each time
                return completion
            await asyncio.to_thread(self._store.write, digest, self._endpoint, completion)  # it waits for the disk
        return completion

    async def __aenter__(self) -> Self:
        """Open nothing: the inner model is entered when a reply is missing."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the inner model if it was entered."""
        if self._inner is not None and self._entered:
            self._entered = False
            await self._inner.__aexit__(kind, error, trace)


def _usable(text: str, request: Request) -> bool:
    """True if anything in a reply can be read as an answer to ``request``."""
    try:
        return bool(read_reply(text, request.answer).fields)
    except ReplyError:
        return False
