"""How many requests are on their way at once: fewer where the endpoint says that it is too much."""

import asyncio

from ..errors import OverloadedError
from .around import Around
from .model import Completion, Model, Progress, Request

__all__ = ["Gated"]


class Gated(Around):
    """A model that is asked at most ``limit`` questions at once.

    Additive increase, multiplicative decrease, as in TCP's congestion avoidance: a 429 or 5xx halves the limit, a reply
    raises it by its inverse, never above where it began. Replies are handed on one at a time, each in a turn of the
    event loop of its own, so that a hundred that come at once do not keep the next questions waiting.
    """

    def __init__(self, inner: Model, limit: int) -> None:
        """``limit``: requests at once."""
        super().__init__(inner)
        self._most = float(limit)
        self._limit = float(limit)
        self._busy = 0
        self._free = asyncio.Condition()
        self._turn = asyncio.Lock()

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """The inner model's reply, once there is room for the question."""
        async with self._free:
            await self._free.wait_for(lambda: self._busy < max(1, int(self._limit)))
            self._busy += 1
        try:
            completion = await self._inner.complete(request, progress=progress)
            self._limit = min(self._most, self._limit + 1 / self._limit)
        except OverloadedError:
            self._limit = max(1.0, self._limit / 2)
            raise
        finally:
            self._busy -= 1
            async with self._free:
                self._free.notify(max(0, int(self._limit) - self._busy))
        async with self._turn:  # what is done with a reply takes milliseconds: meanwhile the next question is sent
            await asyncio.sleep(0)
        return completion
