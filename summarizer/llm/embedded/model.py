"""The embedded model: llama.cpp's server in a process of its own, on loopback, with a random key."""

import asyncio
import contextlib
import json
import secrets
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from ...errors import LocalModelError, UnreachableError
from ..base import Completion, Endpoint, Progress, Request
from ..openai import OpenAIModel

__all__ = ["CONTEXT", "EmbeddedModel"]

CONTEXT = 8_192
"""Tokens of prompt and answer together."""


class EmbeddedModel:
    """A GGUF file, served by a child process that starts at the first request and ends with this process.

    The child watches a pipe that only this process holds: however this process ends, kill -9 included, the child ends.
    """

    def __init__(self, endpoint: Endpoint, locate: Callable[[], Path], *, timeout: float) -> None:
        """``locate`` returns the file, after fetching it if need be; ``timeout``: seconds for one request."""
        self._endpoint = endpoint
        self._locate = locate
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._client: OpenAIModel | None = None
        self._starting = asyncio.Lock()

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint: the file's name as the model, this computer as the host."""
        return self._endpoint

    async def __aenter__(self) -> Self:
        """Do nothing yet: the server starts at the first request."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        if self._client is not None:
            await self._client.__aexit__(kind, error, trace)
            self._client = None
        self._stop()

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Ask the embedded server. Raises LocalModelError if it cannot start or dies."""
        client = await self.client(progress)
        try:
            return await client.complete(request, progress=progress)
        except UnreachableError as error:
            raise LocalModelError(
                f"the process of the embedded model {self._endpoint.model} ended unexpectedly",
                hint="It may have run out of memory: try local:smollm2-135m, or give an endpoint with --base-url.",
            ) from error

    async def client(self, progress: Progress | None = None) -> OpenAIModel:
        """Return the client of the embedded server, starting the server if needed. Raises LocalModelError."""
        async with self._starting:
            if self._client is None:
                self._client = await self._start(progress)
        return self._client

    async def _start(self, progress: Progress | None) -> OpenAIModel:
        if find_spec("xllamacpp") is None:
            raise LocalModelError(
                "the embedded model needs the package xllamacpp, which is not installed",
                hint="Install it with: pip install 'citebrief[local]' (in a checkout: pip install '.[local]').",
            )
        weights = await asyncio.to_thread(self._locate)
        if progress is not None:
            progress("loading the model", 0)
        key = secrets.token_hex(32)
        settings = {"model": str(weights), "context": CONTEXT, "threads": 0, "key": key}
        script = Path(__file__).with_name("server.py")
        self._process = subprocess.Popen(  # noqa: S603, ASYNC220 - starts in a millisecond; -P: no folder may shadow a module
            [sys.executable, "-P", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018 - pipes, above
        try:
            self._process.stdin.write(json.dumps(settings).encode() + b"\n")
            self._process.stdin.flush()
            line = await asyncio.to_thread(self._process.stdout.readline)
            answer = json.loads(line)
            address = answer["address"]
        except (OSError, ValueError, KeyError) as error:
            self._stop()
            raise LocalModelError(
                f"the embedded model {self._endpoint.model} could not be loaded",
                hint="Check that it is a GGUF file and that there is enough memory. See 'brief models'.",
            ) from error
        except BaseException:
            self._stop()
            raise
        client = OpenAIModel(self._endpoint, f"{address}/v1", key=key, timeout=self._timeout)
        await client.__aenter__()
        return client

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()
