"""The loaders, by the form of a source; and reading: a source -> its bytes -> a Document by the loader of its form."""

import errno
import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ...config.files import head
from ...config.lazy import lazily
from ...errors import SourceError
from ..fetch.ssrf import is_link

if TYPE_CHECKING:
    from ..document import Document

__all__ = [
    "LOADERS",
    "MAX_MARKUP",
    "Form",
    "LoadOptions",
    "Loader",
    "Origin",
    "from_bytes",
    "not_offline",
    "read",
    "sniffed",
    "taken",
]

Form = str
"""The name of a loader: a key of LOADERS."""
MAX_MARKUP = 10_000_000
"""Largest page or feed, in bytes."""
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<div", b"<p>", b"<p ")
_FEED = (b"<rss", b"<feed", b"<rdf:rdf")
_WHOLE_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")
"""The beginnings of a page, whatever its name: Markdown may begin with any other tag."""
_FRONT_MATTER = re.compile(rb"---[ \t]*\r?\n[a-z_][\w.-]{0,60}:[ \t\r\n]")
_END_OF_FRONT_MATTER = re.compile(rb"\n---[ \t]*\r?(?:\n|$)")


class Origin(NamedTuple):
    """The origin of some bytes: the name that the user gave, the address, and what a server declared.

    ``charset``: the encoding; ``content_type``: the form, with its parameters; empty if none was declared.
    """

    name: str
    url: str | None = None
    charset: str | None = None
    content_type: str = ""

    @property
    def shown(self) -> str:
        """The name shown in messages."""
        return "stdin" if self.name == "-" else self.name


class Loader(NamedTuple):
    """A type of source.

    ``recognizes`` it by its beginning in lower case, its name and its content type. ``load`` makes the article from the
    bytes or raises SourceError. ``endings``: those of its files in a folder.
    """

    recognizes: Callable[[bytes, str, str], bool]
    load: Callable[[bytes, Origin], "Document"]
    endings: tuple[str, ...] = ()


def _is_text(_start: bytes, _name: str, _content_type: str) -> bool:
    return True


def _first_tag(start: bytes) -> bytes:
    """Return the first tag of ``start`` that distinguishes a page from a feed; empty if there is none."""
    if not start.startswith(b"<"):
        return b""
    places = [(at, tag) for tag in (*_HTML, *_FEED) if (at := start.find(tag)) >= 0]
    return min(places, default=(0, b""))[1]


def _is_page(start: bytes, name: str, content_type: str) -> bool:
    named = name.lower().endswith((".html", ".htm", ".xhtml")) or content_type.startswith("text/html")
    return named or _first_tag(start) in _HTML


def _is_feed(start: bytes, _name: str, _content_type: str) -> bool:
    return (start.startswith(b"{") and b"jsonfeed.org/version" in start) or _first_tag(start) in _FEED


def _is_markdown(start: bytes, name: str, content_type: str) -> bool:
    """True by the content type or the ending; without an ending, only for a whole front matter at the start."""
    told = content_type.partition(";")[0].strip().lower()
    if start.startswith(_WHOLE_PAGE) or told == "text/html":
        return False
    ending = _ending(name)
    if told in {"text/markdown", "text/x-markdown"} or ending in {".md", ".markdown"}:
        return True
    return not ending and bool(_FRONT_MATTER.match(start) and _END_OF_FRONT_MATTER.search(start, 4))


def _ending(name: str) -> str:
    """The ending of a file's name, or of the path in an address, in lower case: "news.md" may be a host."""
    if is_link(name):
        name = re.split(r"[?#]", name)[0].partition("://")[2].partition("/")[2]
    return PurePosixPath(name.lower()).suffix


def _refuse_feed(_raw: bytes, origin: Origin) -> "Document":
    raise SourceError(f"{origin.shown} is a feed, not a single article", hint="To read its entries, run: brief FEED")


LOADERS: dict[Form, Loader] = {
    "text": Loader(_is_text, lazily("summarizer.documents.loaders.text", "load_text"), (".txt", ".text")),
    "page": Loader(_is_page, lazily("summarizer.documents.loaders.page", "load_page"), (".html", ".htm")),
    "feed": Loader(_is_feed, _refuse_feed),
    "markdown": Loader(
        _is_markdown, lazily("summarizer.documents.loaders.markdown", "load_markdown"), (".md", ".markdown")
    ),
}
"""The forms of sources, by the name that ``--as`` takes. The last one that recognizes a source loads it."""


def sniffed(raw: bytes, name: str = "", content_type: str = "") -> Form:
    """Detect the form of ``raw`` from its beginning, the extension of its ``name``, and its content type."""
    start = raw[:3_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return next(form for form, loader in reversed(LOADERS.items()) if loader.recognizes(start, name, content_type))


class LoadOptions(NamedTuple):
    """The user's choices for reading.

    ``form``: None to detect it; ``private``: private networks are allowed too; ``offline``: open no connection.
    """

    form: Form | None = None
    private: bool = False
    offline: bool = False


def read(source: str, reading: LoadOptions | None = None) -> "Document":
    """Return the article in the file ``source``, at a web address, or on stdin (``-``). Raises SourceError."""
    chosen = reading or LoadOptions()
    raw, origin = taken(source, chosen)
    return from_bytes(raw, origin, chosen.form)


def not_offline(link: str) -> SourceError:
    """Return the error for ``link`` if no connection may be opened."""
    return SourceError(
        f"{link} is a link, and --offline opens no connection", hint="Save the page, and brief the file."
    )


def taken(source: str, reading: LoadOptions | None = None) -> tuple[bytes, Origin]:
    """The bytes of ``source``, at most MAX_MARKUP and one more, and their origin. Raises SourceError."""
    if is_link(source):
        if reading is not None and reading.offline:
            raise not_offline(source)
        from ..fetch.http import fetch

        got = fetch(source, private=reading is not None and reading.private, most=MAX_MARKUP)
        return got.body, Origin(source, got.url, got.charset, got.headers.get("content-type", ""))
    if source == "-":
        try:
            return sys.stdin.buffer.read(MAX_MARKUP + 1), Origin("-")
        except OSError as error:
            reason = "it is closed" if error.errno == errno.EBADF else error.strerror
            raise SourceError(f"cannot read stdin: {reason}", hint="Name a file, or pipe text to brief.") from error
    path = Path(source)
    try:
        return head(path, MAX_MARKUP + 1), Origin(source)
    except FileNotFoundError as error:
        meant = f"Did you mean https://{source}?" if source.lower().startswith("www.") else ""
        hint = meant or "Check the spelling; '-' reads stdin."
        raise SourceError(f"there is no file {source}", hint=hint) from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and path.is_dir():
            raise SourceError(f"{source} is a folder", hint=f"To read its files, run: brief {source}/*.txt") from error
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise SourceError(f"cannot read {source}: {reason}") from error


def from_bytes(raw: bytes, origin: Origin, form: Form | None = None) -> "Document":
    """The article in ``raw``. Raises SourceError if it is empty, too large, binary, a feed, or not an article."""
    chosen = form or sniffed(raw, origin.name, origin.content_type)
    if len(raw) > MAX_MARKUP:
        raise SourceError(
            f"{origin.shown} is larger than {MAX_MARKUP // 1_000_000} MB", hint="Split it, or use a shorter text."
        )
    return LOADERS[chosen].load(raw, origin)
