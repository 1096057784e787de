"""Messages on stderr while brief works: which host reads the article, and the progress."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from ..config.settings import Settings
from ..llm.base import Endpoint, Model, Progress
from ..llm.middleware.budget import Budget

__all__ = ["Console", "expected_requests", "model_and_host"]

TICK = 0.5
"""Seconds between two updates of the line."""


def model_and_host(settings: Settings) -> str:
    """The model of ``settings`` and the host that it is on."""
    host = urlsplit(settings.base_url).netloc if settings.base_url else "this computer"
    return f"{settings.model} on {host}"


def expected_requests(requests: int, settings: Settings) -> str:
    """Say how many requests are to come, where ``requests`` is an estimate."""
    if settings.offline:
        return "recorded replies only; nothing is sent anywhere"
    return f"about {requests} request{'s' * (requests != 1)}"


class Console:
    """One line that is rewritten on a terminal; elsewhere only the lines that stay."""

    def __init__(self, *, quiet: bool) -> None:
        """``quiet``: say nothing."""
        self._quiet = quiet
        self._live = not quiet and sys.stderr.isatty()
        self._announced: set[Endpoint] = set()
        self._extracted = False
        self._fetched = -1

    def fetching(self, name: str, done: int, total: int) -> None:
        """Weights on their way: a bar on a terminal, every tenth elsewhere. Called from any thread."""
        if self._quiet:
            return
        tenth = 10 * done // total
        if self._live:
            bar = "#" * (2 * tenth) + "." * (20 - 2 * tenth)
            self._line(f"fetching {name} [{bar}] {done / 1e6:.0f} of {total / 1e6:.0f} MB")
            if done == total:
                print(file=sys.stderr)
        elif tenth != self._fetched:
            self._fetched = tenth
            print(f"brief: fetching {name}: {10 * tenth} %", file=sys.stderr, flush=True)

    @asynccontextmanager
    async def working(
        self, model: Model | None, source: str, settings: Settings, *, alone: bool
    ) -> AsyncIterator[Progress | None]:
        """Say who reads ``source``, then keep a line up to date. Yields what a model reports to, or None.

        ``alone``: no other source is at work at the same time.
        """
        if model is None:
            self._extracting(settings)
        self.announce(model, settings)
        if not self._live or model is None or not alone:
            yield None
            return
        begun = time.monotonic()
        state = ["asking", 0]

        def report(what: str, tokens: int) -> None:
            state[:] = [what, tokens]

        async def tick() -> None:
            while True:
                await asyncio.sleep(TICK)
                tokens = f", {state[1]} tokens" if state[1] else ""
                self._line(f"{source}: {state[0]}{tokens}, {time.monotonic() - begun:.0f} s")

        ticking = asyncio.create_task(tick())
        try:
            yield report
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking
            self._line("")

    def announce(self, model: Model | None, settings: Settings) -> None:
        """Say, once for each model, that it and its host will read what is sent."""
        if self._quiet or model is None or model.endpoint in self._announced:
            return
        self._announced.add(model.endpoint)
        if settings.offline:
            said = f"recorded replies of {model.endpoint.model}; nothing is sent anywhere"
        else:
            said = f"{model.endpoint.model} on {model.endpoint.host} reads the article"
        self._say(said, settings)

    def step(self, what: str, left: int, begun: float) -> None:
        """Keep a line on a longer work up to date."""
        if self._live and not self._quiet:
            self._line(f"{what[:60]}, {left} left, {time.monotonic() - begun:.0f} s" if left else "")

    def so_far(self, done: int, failed: int, total: int | None, budget: Budget, begun: float) -> None:
        """Keep a line on many articles up to date."""
        if not self._live or total == 1 or self._quiet:
            return
        spent = time.monotonic() - begun
        left = f", about {spent / done * (total - done):.0f} s left" if total and done else ""
        of = f" of {total}" if total else ""
        self._line(f"{done}{of} done, {failed} failed, {budget.summary()}, {spent:.0f} s{left}")

    def summary(self, done: int, failed: int, total: int | None, budget: Budget, begun: float, *, left: int) -> None:
        """Print the cost of a run as its last line; nothing for one recorded or extracted article.

        ``left``: the number of articles that were never started.
        """
        if self._quiet or (total == 1 and not budget.requests):
            return
        if self._live:
            self._line("")
        said = f"{done - failed} briefed" + (f", {failed} failed" if failed else "") if total != 1 else ""
        said += f", {left} not begun" if left else ""
        line = "; ".join(part for part in (said, budget.summary(), f"{time.monotonic() - begun:.1f} s") if part)
        print(f"brief: {line}", file=sys.stderr, flush=True)

    def _extracting(self, settings: Settings) -> None:
        if not self._quiet and not self._extracted:
            self._extracted = True
            self._say("no model reads the article; its own sentences are picked", settings)

    def _say(self, said: str, settings: Settings) -> None:
        note = f" ({settings.note})" if settings.note else ""
        print(f"brief: {said}{note}", file=sys.stderr, flush=True)

    def _line(self, text: str) -> None:
        plain = "".join(c if c.isprintable() else "?" for c in text)[:110]
        print(f"\r\x1b[K{plain}", end="", file=sys.stderr, flush=True)
