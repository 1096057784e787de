"""Messages on stderr while brief works: which host reads the article, the progress, and the cost."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from ..config.settings import Settings
from ..llm.base import Endpoint, Model, Progress
from ..llm.middleware.budget import Budget
from ..llm.registry import endpoint_of
from .terminal import ProgressLines, say

__all__ = ["Console", "expected_requests", "model_and_host"]


Item = TypeVar("Item")


def model_and_host(settings: Settings) -> str:
    """Return the model of ``settings`` and its host: ``qwen3 on api.example.org``. Raises UsageError."""
    return f"{settings.model} on {endpoint_of(settings).host}"


def expected_requests(requests: int, settings: Settings) -> str:
    """Return the estimated number of requests as a phrase."""
    if settings.offline:
        return "recorded replies only; nothing is sent"
    return f"about {requests} request{'s' * (requests != 1)}"


class Console:
    """Progress lines on a terminal, and permanent lines."""

    def __init__(self, *, quiet: bool) -> None:
        """``quiet``: print nothing."""
        self._quiet = quiet
        self._lines = ProgressLines(quiet=quiet)
        self._announced: set[Endpoint] = set()
        self._extracted = False
        self._fetched = -1

    def fetching(self, name: str, done: int, total: int) -> None:
        """Show a download: a bar on a terminal, elsewhere one line per 10 %. Called from any thread."""
        tenth = 10 * done // total
        if self._lines.live:
            told = f"downloading {name}: {done / 1e6:.0f} of {total / 1e6:.0f} MB"
            self._lines.update("fetching", told, done, total)
            if done == total:
                self._lines.end("fetching")
        elif not self._quiet and tenth != self._fetched:
            self._fetched = tenth
            say(f"brief: downloading {name}: {10 * tenth} %")

    @contextmanager
    def working(
        self, model: Model | None, source: str, settings: Settings, *, alone: bool
    ) -> Iterator[Progress | None]:
        """Say which model reads ``source``, and show progress. Yields a progress callback for the model, or None.

        ``alone``: no other source is being briefed at the same time.
        """
        if model is None:
            self._extracting(settings)
        self.announce(model, settings)
        if not self._lines.live or model is None or not alone:
            yield None
            return

        def report(what: str, tokens: int) -> None:
            self._lines.update("working", f"{source}: {what}{f', {tokens} tokens' if tokens else ''}")

        report("asking", 0)
        try:
            yield report
        finally:
            self._lines.end("working")

    def announce(self, model: Model | None, settings: Settings) -> None:
        """Say once per model which model and host read the article."""
        if self._quiet or model is None or model.endpoint in self._announced:
            return
        self._announced.add(model.endpoint)
        if settings.offline:
            told = f"recorded replies of {model.endpoint.model}; nothing is sent"
        else:
            told = f"{model.endpoint.model} on {model.endpoint.host} is reading the article"
        self._say(told, settings)

    def step(self, what: str, left: int) -> None:
        """Show the progress of longer work; ``left``: remaining steps; 0 ends it."""
        if left:
            self._lines.update("step", f"{left} left, {what}")
        else:
            self._lines.end("step")

    def steps(self, items: Sequence[Item], name: Callable[[Item], str]) -> Iterator[Item]:
        """Yield ``items``, and show the ``name`` of the current item and the number done."""
        for number, item in enumerate(items):
            self._lines.update("steps", name(item), number, len(items))
            yield item
        self._lines.end("steps")

    def so_far(self, done: int, failed: int, total: int | None, budget: Budget) -> None:
        """Show the progress over many articles. ``total``: their number, if known."""
        if total != 1:
            told = f"{done} done, {failed} failed, {budget.requests} request{'s' * (budget.requests != 1)}"
            self._lines.update("articles", told, done, total)

    def aside(self) -> AbstractContextManager[None]:
        """Hide the changing lines while a result is written."""
        return self._lines.hidden()

    def summary(self, done: int, failed: int, total: int | None, budget: Budget, begun: float, *, left: int) -> None:
        """Print the cost of a run as its last line; nothing for one recorded or extracted article.

        ``left``: the number of articles that were never started.
        """
        self._lines.end("articles")
        if self._quiet or (total == 1 and not budget.requests):
            return
        told = f"{done - failed} briefed" + (f", {failed} failed" if failed else "") if total != 1 else ""
        told += f", {left} not started" if left else ""
        line = "; ".join(part for part in (told, budget.summary(), f"{time.monotonic() - begun:.1f} s") if part)
        say(f"brief: {line}")

    def _extracting(self, settings: Settings) -> None:
        if not self._quiet and not self._extracted:
            self._extracted = True
            self._say("no model reads the article; its own sentences are picked", settings)

    def _say(self, told: str, settings: Settings) -> None:
        note = f" ({settings.note})" if settings.note else ""
        say(f"brief: {told}{note}")
