"""Plain text, as bytes or from Python -> Document."""

import hashlib

from ...errors import SourceError
from ...facts.language import detect
from ..cleaning.boilerplate import with_asides
from ..cleaning.invisible import with_unseen
from ..cleaning.metadata_lines import with_header
from ..cleaning.prompt_injection import with_addressed
from ..document import Document
from ..sentences import numbered, segment
from .encoding import Decoded, decode
from .registry import Origin

__all__ = ["MAX_BYTES", "from_plain", "from_text", "load_text", "readable"]

MAX_BYTES = 2_000_000
"""Largest plain text, in bytes: about three novels."""


def load_text(raw: bytes, origin: Origin) -> Document:
    """Return the article in the bytes of ``origin``. Raises SourceError as ``from_plain`` does."""
    return from_plain(raw, origin.name, origin.charset)


def from_plain(raw: bytes, source: str, charset: str | None = None) -> Document:
    """Return the article in ``raw``. Raises SourceError if it is empty, and as ``readable`` does."""
    decoded = readable(raw, source, charset)
    return _document(decoded.text, source, hashlib.sha256(raw).hexdigest(), decoded.doubt)


def readable(raw: bytes, source: str, charset: str | None = None) -> Decoded:
    """``raw`` as text. Raises SourceError if it is too large, binary, or in an unknown encoding.

    ``charset``: the encoding that a server declared.
    """
    name = "stdin" if source == "-" else source
    if len(raw) > MAX_BYTES:
        raise SourceError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB", hint="Split it, or use a shorter text.")
    decoded = decode(raw, charset)
    if decoded is None:
        why = "is a binary file" if b"\0" in raw else "is in an unknown encoding"
        raise SourceError(f"{name} {why}", hint="Convert it to UTF-8. brief reads text, Markdown, web pages and feeds.")
    return decoded


def from_text(text: str, source: str = "text") -> Document:
    """Return the article in a Python string. Raises SourceError if it is empty or too large."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise SourceError(f"{source} is larger than {MAX_BYTES // 1_000_000} MB")
    return _document(text, source, hashlib.sha256(raw).hexdigest(), "")


def _document(text: str, source: str, sha256: str, doubt: str) -> Document:
    if not text.strip():
        if source == "-":
            raise SourceError("stdin is empty", hint="Pipe text to brief, or name a file: brief article.txt.")
        raise SourceError(f"{source} is empty")
    document = Document("a1", text, source, sha256, language=detect(text), notes=(doubt,) if doubt else ())
    return with_unseen(numbered(with_addressed(with_asides(with_header(segment(document))))))
