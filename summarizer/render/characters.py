"""Foreign text made safe to print: one line, nothing invisible, nothing that changes its direction.

A renderer gets its briefing or edition through ``cleaned``, so that no renderer can forget a title or an address.
"""

from typing import Any, TypeVar

from pydantic import BaseModel

__all__ = ["cleaned", "visible"]

M = TypeVar("M", bound=BaseModel)

_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff")
"""Soft hyphens, zero-width spaces and byte order marks: they mean nothing once a line is rewrapped."""
_JOINERS = frozenset("\u200c\u200d")
"""They shape letters of Persian, Hindi and many others, and emoji; between other characters they only hide."""


def visible(text: str) -> str:
    """Return ``text`` on one line, with invisible characters dropped or, if they could act, spelled out."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(_shown(text, at, c) for at, c in enumerate(text)).split())


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


def _shown(text: str, at: int, character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    if character in _DROPPED:
        return ""
    if character in _JOINERS:
        around = text[at - 1 : at] + text[at + 1 : at + 2]
        return character if len(around) == 2 and around.isprintable() and min(around) > "\u0300" else ""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
