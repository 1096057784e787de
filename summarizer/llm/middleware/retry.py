"""Retries, and the only place that imports tenacity. Only temporary errors are retried."""

from ...errors import BriefError
from ..base import Completion, Model, Progress, Request, Usage
from .base import Around

__all__ = ["MAX_ATTEMPTS", "MAX_WAIT", "Retrying"]

MAX_ATTEMPTS = 4
MAX_WAIT = 60.0
"""Longest pause, in seconds, that an endpoint may ask for; a longer one is reported as its error."""


class Retrying(Around):
    """A model that is asked again after ``retryable`` errors, with jitter or the pause that the endpoint asks for."""

    def __init__(self, inner: Model, *, attempts: int = MAX_ATTEMPTS) -> None:
        """``attempts`` includes the first."""
        super().__init__(inner)
        self._attempts = attempts

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Return the inner model's reply; its usage counts every attempt. Raises the last attempt's error."""
        from tenacity import (
            AsyncRetrying,
            RetryCallState,
            retry_if_exception,
            stop_after_attempt,
            wait_random_exponential,
        )

        jitter = wait_random_exponential(multiplier=0.5, max=20)

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.retry_after if isinstance(error, BriefError) else None
            pause = jitter(state) if asked is None else asked
            if progress is not None:
                progress(f"waiting {pause:.0f} s after: {error}", 0)
            return pause

        def again(error: BaseException) -> bool:
            return isinstance(error, BriefError) and error.retryable and (error.retry_after or 0) <= MAX_WAIT

        attempts = 0
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(again), stop=stop_after_attempt(self._attempts), wait=wait, reraise=True
        ):
            with attempt:
                attempts += 1
                completion = await self._inner.complete(request, progress=progress)
        failed = Usage(attempts - 1)
        return completion._replace(usage=completion.usage + failed)
