"""Concurrent work with results in order, and few of them in memory."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

__all__ = ["AHEAD", "apart", "in_order"]

AHEAD = 2
"""For each piece in progress, the number of pieces that may start or finish before an earlier one."""
_T = TypeVar("_T")
_R = TypeVar("_R")


async def in_order(things: Iterable[_T], work: Callable[[_T], Awaitable[_R]], at_once: int) -> AsyncGenerator[_R]:
    """Yield the result of ``work`` for each of ``things``, in order, running ``at_once`` at a time.

    Stopping early, or being cancelled, cancels the work in progress. An exception in ``work`` ends the iteration.
    """
    room = asyncio.Semaphore(at_once)
    begun: deque[asyncio.Task[_R]] = deque()

    async def one(thing: _T) -> _R:
        async with room:
            return await work(thing)

    try:
        for thing in things:
            begun.append(asyncio.create_task(one(thing)))
            while len(begun) >= AHEAD * at_once or (begun and begun[0].done()):
                yield await begun.popleft()
            await asyncio.sleep(0)
        while begun:
            yield await begun.popleft()
    finally:
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)


async def apart(work: Callable[[], _R]) -> _R:
    """Return the result of ``work``, run in its own thread; after a cancellation, nobody waits for that thread."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_R] = loop.create_future()

    def tell(result: _R | None, error: BaseException | None) -> None:
        if not done.done():
            done.set_exception(error) if error else done.set_result(result)  # type: ignore[arg-type]

    def target() -> None:
        try:
            told: tuple[_R | None, BaseException | None] = (work(), None)
        except BaseException as error:  # noqa: BLE001 - handed over to the one who waits
            told = (None, error)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell, *told)

    Thread(target=target, name="reading", daemon=True).start()
    return await done
