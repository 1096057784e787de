"""A model around another one: what its wrappers have in common."""

from types import TracebackType
from typing import Self

from .model import Endpoint, Model

__all__ = ["Around"]


class Around:
    """Enters and leaves the inner model and answers in its name; a subclass adds ``complete``."""

    def __init__(self, inner: Model) -> None:
        """``inner``: the model that is asked in the end."""
        self._inner = inner

    @property
    def endpoint(self) -> Endpoint:
        """The inner model's."""
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
