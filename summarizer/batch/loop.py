"""Async work for callers that are not async."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import Any, TypeVar

__all__ = ["in_own_loop"]

_R = TypeVar("_R")


def in_own_loop(work: Coroutine[Any, Any, _R]) -> _R:
    """Run ``work`` to completion, in its own thread if an event loop is already running."""
    outcome: list[_R] = []
    failure: list[BaseException] = []

    async def keep() -> None:  # asyncio.run writes out what a coroutine returns, a whole briefing
        outcome.append(await work)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(keep())
        return outcome[0]

    def target() -> None:
        try:
            asyncio.run(keep())
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
            failure.append(error)

    thread = Thread(target=target, name="brief")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]
