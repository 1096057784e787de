"""The common part of the wrappers around a model."""

from types import TracebackType
from typing import Self

from ..base import Endpoint, Model

__all__ = ["Around"]


class Around:
    """A wrapper that enters and leaves the inner model and has its endpoint; a subclass adds ``complete``."""

    def __init__(self, inner: Model) -> None:
        """``inner``: the model that is wrapped."""
        self._inner = inner

    @property
    def endpoint(self) -> Endpoint:
        """The inner model's endpoint."""
        return self._inner.endpoint

    async def __aenter__(self) -> Self:
        """Enter the inner model."""
        await self._inner.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the inner model."""
        await self._inner.__aexit__(kind, error, trace)
