"""The one place where a briefing or an edition is made safe to show, before anything is laid out.

All its texts are untrusted: titles, addresses, the words of a model. No renderer can forget one of them.
"""

from typing import Any, TypeVar

from pydantic import BaseModel

from .characters import visible

__all__ = ["cleaned"]

M = TypeVar("M", bound=BaseModel)


def cleaned(model: M) -> M:
    """Return a copy of ``model`` in which each string, at any depth, is ``visible``."""
    return model.model_copy(update={name: _cleaned(getattr(model, name)) for name in type(model).model_fields})


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - any value of a field
    if isinstance(value, BaseModel):
        return cleaned(value)
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if type(value) in {list, tuple}:
        return type(value)(map(_cleaned, value))
    return visible(value) if type(value) is str else value
