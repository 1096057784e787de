"""Plain text and Markdown, from a file, from stdin or from Python -> Document."""

import hashlib
import sys
from pathlib import Path

from ..document import Document
from ..errors import SourceError
from ..header import with_header
from ..language import detect
from ..segment import segment

__all__ = ["MAX_BYTES", "from_bytes", "from_text", "read"]

MAX_BYTES = 2_000_000
"""The largest source, about three novels."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip


def read(source: str) -> Document:
    """The article in the file ``source``, or on stdin for ``-``. Raises SourceError."""
    if source == "-":
        return from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "-")
    path = Path(source)
    try:
        if path.is_dir():
            raise SourceError(f"{source} is a folder", hint=f"Name its files: brief {source}/*.txt")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise SourceError(f"there is no file {source}", hint="Check the spelling; '-' reads stdin.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise SourceError(f"cannot read {source}: {reason}") from error
    return from_bytes(raw, source)


def from_bytes(raw: bytes, source: str) -> Document:
    """The article in ``raw``. Raises SourceError if it is empty, too large, binary, or in an unknown encoding."""
    name = "stdin" if source == "-" else source
    if len(raw) > MAX_BYTES:
        raise SourceError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB", hint="Split it, or name a shorter text."
        )
    bom, encoding = next(((b, e) for b, e in _BOMS if raw.startswith(b)), (b"", "utf-8"))
    body = raw[len(bom) :]
    if not bom and b"\0" in body:
        raise SourceError(f"{name} is a binary file", hint="brief reads plain text and Markdown.")
    try:
        text = body.decode(encoding)
        notes: tuple[str, ...] = ()
    except UnicodeDecodeError:
        if bom:
            raise SourceError(f"{name} is not the {encoding} that it says it is") from None
        text, notes = _guessed(body, name)
    return _document(text, source, hashlib.sha256(raw).hexdigest(), notes)


def from_text(text: str, source: str = "text") -> Document:
    """The article in a Python string. Raises SourceError if it is empty or too large."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise SourceError(f"{source} is larger than {MAX_BYTES // 1_000_000} MB")
    return _document(text, source, hashlib.sha256(raw).hexdigest(), ())


def _guessed(body: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text that is no UTF-8: Windows-1252 if it decodes to readable text, and said so."""
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    letters = sum(c.isalpha() or c.isspace() for c in text)
    if letters < 0.7 * len(text) or not text:
        raise SourceError(f"{name} is in no encoding that brief knows", hint="Convert it to UTF-8.")
    return text, ("The source is no UTF-8; it was read as Windows-1252, and accented letters may be wrong.",)


def _document(text: str, source: str, sha256: str, notes: tuple[str, ...]) -> Document:
    if not text.strip():
        raise SourceError(f"{'stdin' if source == '-' else source} is empty")
    document = Document("a1", text, source, sha256, language=detect(text), notes=notes)
    return with_header(segment(document))
