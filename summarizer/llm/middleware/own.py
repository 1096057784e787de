"""The user's own model object, which may fail in any way."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeGuard

from ...errors import BriefError, ModelError
from ..base import Completion, Endpoint, Model, Progress, Request
from .base import Around

__all__ = ["Own", "is_model"]


def is_model(value: object) -> TypeGuard[Model]:
    """True if ``value`` has all attributes of a Model."""
    methods = ("complete", "__aenter__", "__aexit__")
    return all(callable(getattr(value, name, None)) for name in methods) and isinstance(
        getattr(value, "endpoint", None), Endpoint
    )


class Own(Around):
    """A wrapper that turns all errors of a user's model into BriefErrors and checks its replies."""

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """The inner model's reply. Raises a BriefError."""
        with _as_model_errors(self.endpoint):
            completion: object = await self._inner.complete(request, progress=progress)
        if not isinstance(completion, Completion) or not isinstance(completion.text, str):
            raise ModelError(
                f"the model object {self.endpoint.model!r} did not return a Completion with text",
                hint="Its method 'complete' must return Completion(text, Usage(requests=1), seconds).",
            )
        return completion

    async def __aenter__(self) -> Self:
        """Enter the inner model. Raises a BriefError."""
        with _as_model_errors(self.endpoint):
            return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the inner model. Raises a BriefError."""
        with _as_model_errors(self.endpoint):
            await super().__aexit__(kind, error, trace)


@contextmanager
def _as_model_errors(endpoint: Endpoint) -> Iterator[None]:
    try:
        yield
    except BriefError:
        raise
    except Exception as error:
        raise ModelError(
            f"the model object {endpoint.model!r} failed: {type(error).__name__}",
            hint="See the error's __cause__.",
        ) from error
