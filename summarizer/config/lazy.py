"""Functions that tables can name without importing their modules."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

__all__ = ["lazily"]


def lazily(module: str, name: str) -> Callable[..., Any]:
    """Return the function ``name`` of ``module``, which is imported on the first call."""

    def called(*given: Any) -> Any:  # noqa: ANN401 - those of the named function
        return getattr(import_module(module), name)(*given)

    return called
