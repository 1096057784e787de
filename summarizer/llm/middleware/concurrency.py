"""A limit on the requests in flight, and a queue for their replies."""

import asyncio
from collections import deque

from ...errors import OverloadedError
from ..base import Completion, Model, Progress, Request
from .base import Around

__all__ = ["Gated", "InTurn"]

TURNS = 16
"""Event loop iterations that a reply waits: more than a queued request needs to be sent."""


class InTurn(Around):
    """A model whose replies are passed on one at a time, after the waiting requests are sent.

    Processing a reply takes milliseconds and a hundred may arrive at once; the server must not be idle meanwhile.
    """

    def __init__(self, inner: Model) -> None:
        """``inner``: the model with all its wrappers for asking and for keeping replies."""
        super().__init__(inner)
        self._turn = asyncio.Lock()

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Return the inner model's reply."""
        completion = await self._inner.complete(request, progress=progress)
        if not completion.recorded:
            async with self._turn:
                for _ in range(TURNS):
                    await asyncio.sleep(0)
        return completion


class Gated(Around):
    """A model that gets at most ``limit`` requests at once.

    Additive increase, multiplicative decrease, as in TCP's congestion avoidance: a 429 or 5xx halves the limit, a reply
    raises it by its inverse, never above its initial value. Requests are prepared one at a time, so that each is sent
    before the next.
    """

    def __init__(self, inner: Model, limit: int) -> None:
        """``limit``: the greatest number of requests at once."""
        super().__init__(inner)
        self._most = float(limit)
        self._limit = float(limit)
        self._busy = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._start = asyncio.Lock()

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Return the inner model's reply once there is room for the request."""
        await self._place()
        try:
            async with self._start:
                await asyncio.sleep(0)
            completion = await self._inner.complete(request, progress=progress)
            self._limit = min(self._most, self._limit + 1 / self._limit)
        except OverloadedError:
            self._limit = max(1.0, self._limit / 2)
            raise
        finally:
            self._busy -= 1
            self._admit()
        return completion

    async def _place(self) -> None:
        """Wait for room, first come, first served."""
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._admit()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # there was room just now
                self._busy -= 1
                self._admit()
            raise

    def _admit(self) -> None:
        while self._waiting and self._busy < max(1, int(self._limit)):
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                self._busy += 1
