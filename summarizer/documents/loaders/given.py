"""The article that a Python program gives: a source, a text or a Document."""

import os
from typing import TypeAlias

from ...errors import SourceError, UsageError
from ..document import Document
from ..fetch.ssrf import is_link
from .registry import read

__all__ = ["MAX_NAME", "Given", "document_of", "one_of"]

Given: TypeAlias = str | os.PathLike[str] | Document
"""A path, a web address, ``-`` for stdin, or a Document."""
MAX_NAME = 500
"""Most characters of a path or address given as a string; anything longer is assumed to be article text."""
_ENDS = frozenset("。！？؟।")
"""Ends of sentences in scripts that may write a text without any space."""


def one_of(source: Given | None, text: str | None, document: Document | None) -> Given:
    """Return the one of the three that is given; a text becomes a Document. Raises UsageError, SourceError."""
    given = [name for name, value in (("source", source), ("text", text), ("document", document)) if value is not None]
    if len(given) != 1:
        told = " and ".join(f"{name}=" for name in given)
        raise UsageError(
            f"{told} were given, but only one is allowed" if given else "no article was given",
            hint="Pass a path or an address as the source, or text=, or document=.",
        )
    if document is not None:
        if not isinstance(document, Document):
            raise UsageError(
                f"document= must be a Document, not {_kind(document)}", hint="Make one with Document.from_text."
            )
        return document
    return Document.from_text(text) if text is not None else _checked(source)


def document_of(source: Given) -> Document:
    """Read ``source``. Article text in its place is recognized, and no error quotes it.

    Raises UsageError, SourceError.
    """
    checked = _checked(source)
    return checked if isinstance(checked, Document) else read(os.fspath(checked))


def _checked(source: object) -> Given:
    if isinstance(source, Document):
        return source
    if isinstance(source, os.PathLike):
        if isinstance(os.fspath(source), str):
            return source
        raise UsageError("the path of the source is a bytes object", hint="Convert it with os.fsdecode.")
    if not isinstance(source, str):
        raise UsageError(
            f"the source is {_kind(source)}",
            hint="Pass a path, an address or a Document; pass article text with text=.",
        )
    if not source:
        raise UsageError("the source is empty", hint="Pass a path or an address; '-' reads stdin.")
    if len(source) > MAX_NAME or len(source.splitlines()) > 1 or source.endswith("\n"):
        raise UsageError("the source is text, not a path or an address: use text= for it")
    worded = any(c.isspace() or c in _ENDS for c in source)
    if worded and (is_link(source) or not os.path.exists(source)):  # noqa: PTH110 - of any string, without an error
        raise SourceError(
            "the source is neither a file nor a valid address", hint="If it is article text, use text= for it."
        )
    return source


def _kind(value: object) -> str:
    return f"of type {type(value).__name__}"
