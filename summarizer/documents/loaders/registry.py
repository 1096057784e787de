"""Bytes -> Document: plain text, Markdown or a web page. The format is detected from the content and the name."""

import errno
import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ...config.files import head
from ...errors import SourceError
from ...facts.language import detect
from ..cleaning.boilerplate import with_asides
from ..cleaning.invisible import with_unseen
from ..cleaning.prompt_injection import with_addressed
from ..document import Document, Sentence, Stamp
from ..fetch.ssrf import is_link
from ..sentences import numbered, segment
from .text import from_plain

__all__ = [
    "LOADERS",
    "MAX_MARKUP",
    "Form",
    "LoadOptions",
    "Loader",
    "Origin",
    "from_bytes",
    "from_page",
    "read",
    "sniffed",
    "taken",
]

Form = str
"""The name of a loader: a key of LOADERS."""
MAX_MARKUP = 10_000_000
"""Largest page or feed, in bytes."""
LEAST_WORDS = 25
"""Fewest words of a page's article."""
SHORT = 150
"""Words below which a text is refused as a stub if the page asks for payment or consent to cookies."""
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<div", b"<p>", b"<p ")
_FEED = (b"<rss", b"<feed", b"<rdf:rdf")


class Origin(NamedTuple):
    """The origin of some bytes: the name that the user gave, the address, and the encoding that a server declared."""

    name: str
    url: str | None = None
    charset: str | None = None

    @property
    def shown(self) -> str:
        """The name for a message."""
        return "stdin" if self.name == "-" else self.name


class LoadOptions(NamedTuple):
    """The user's choices for reading. ``form``: None to detect it; ``private``: private networks are allowed too."""

    form: Form | None = None
    private: bool = False


def read(source: str, reading: LoadOptions | None = None) -> Document:
    """The article in the file ``source``, at an address of the web, or on stdin for ``-``. Raises SourceError."""
    chosen = reading or LoadOptions()
    raw, origin = taken(source, chosen)
    return from_bytes(raw, origin, chosen.form)


def taken(source: str, reading: LoadOptions | None = None) -> tuple[bytes, Origin]:
    """The bytes of ``source``, at most MAX_MARKUP and one more, and their origin. Raises SourceError."""
    if is_link(source):
        from ..fetch.http import fetch

        got = fetch(source, private=reading is not None and reading.private, most=MAX_MARKUP)
        return got.body, Origin(source, got.url, got.charset)
    if source == "-":
        try:
            return sys.stdin.buffer.read(MAX_MARKUP + 1), Origin("-")
        except OSError as error:
            reason = "it is closed" if error.errno == errno.EBADF else error.strerror
            raise SourceError(f"cannot read stdin: {reason}", hint="Name a file, or pipe one to brief.") from error
    path = Path(source)
    try:
        return head(path, MAX_MARKUP + 1), Origin(source)
    except FileNotFoundError as error:
        meant = f"Did you mean https://{source}?" if source.lower().startswith("www.") else ""
        hint = meant or "Check the spelling; '-' reads stdin."
        raise SourceError(f"there is no file {source}", hint=hint) from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and path.is_dir():
            raise SourceError(f"{source} is a folder", hint=f"Name its files: brief {source}/*.txt") from error
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise SourceError(f"cannot read {source}: {reason}") from error


class Loader(NamedTuple):
    """A form of source. ``recognises``: from the beginning in lower case, the name and the content type.

    ``load`` makes the article of the bytes. Raises SourceError.
    """

    recognises: Callable[[bytes, str, str], bool]
    load: Callable[[bytes, Origin], Document]


def _first_tag(start: bytes) -> bytes:
    """The first tag of ``start`` that tells a page from a feed; empty if there is none."""
    if not start.startswith(b"<"):
        return b""
    places = [(at, tag) for tag in (*_HTML, *_FEED) if (at := start.find(tag)) >= 0]
    return min(places, default=(0, b""))[1]


def _is_feed(start: bytes, _name: str, _content_type: str) -> bool:
    return (start.startswith(b"{") and b"jsonfeed.org/version" in start) or _first_tag(start) in _FEED


def _is_page(start: bytes, name: str, content_type: str) -> bool:
    named = name.lower().endswith((".html", ".htm", ".xhtml")) or content_type.startswith("text/html")
    return named or _first_tag(start) in _HTML


def _load_feed(_raw: bytes, origin: Origin) -> Document:
    raise SourceError(f"{origin.shown} is a feed, and one article is wanted", hint="brief FEED reads its entries.")


def _load_page(raw: bytes, origin: Origin) -> Document:
    from ..fetch.sandbox import parsed

    answer = parsed({"what": "page", "charset": origin.charset, "url": origin.url}, raw)
    _refuse(answer, origin)
    return from_page(answer, origin, hashlib.sha256(raw).hexdigest())


def _load_text(raw: bytes, origin: Origin) -> Document:
    return from_plain(raw, origin.name, origin.charset)


LOADERS: dict[Form, Loader] = {
    "feed": Loader(_is_feed, _load_feed),
    "page": Loader(_is_page, _load_page),
    "text": Loader(lambda _start, _name, _content_type: True, _load_text),
}
"""The forms of sources. The first one that recognises a source loads it; ``--as`` names one."""


def sniffed(raw: bytes, name: str = "", content_type: str = "") -> Form:
    """Detect the form of ``raw`` from its beginning, the ending of its ``name``, and its content type."""
    start = raw[:3_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return next(form for form, loader in LOADERS.items() if loader.recognises(start, name, content_type))


def from_bytes(raw: bytes, origin: Origin, form: Form | None = None) -> Document:
    """The article in ``raw``. Raises SourceError if it is empty, too large, binary, a feed, or no article."""
    chosen = form or sniffed(raw, origin.name)
    if len(raw) > MAX_MARKUP:
        raise SourceError(
            f"{origin.shown} is larger than {MAX_MARKUP // 1_000_000} MB", hint="Split it, or name a shorter text."
        )
    return LOADERS[chosen].load(raw, origin)


def from_page(page: dict[str, Any], origin: Origin, sha256: str) -> Document:
    """The Document of a page, from the plain data that page.py returns.

    Its text begins with the page's metadata, one line each, as sentences with the role ``header``, so that a doubtful
    date can be cited. The article follows.
    """
    body = _untitled(page["text"].strip(), page["title"])
    stamps = tuple(Stamp(date.fromisoformat(day), where) for day, where in page["dates"])
    lines = list(_header(page, stamps))
    head = "".join(f"{line}\n" for line in lines)
    text = f"{head}\n{body}" if head else body
    document = Document("a1", body, origin.name, sha256, language=detect(body))
    found = with_addressed(with_asides(segment(document)))
    inner = found.sentences
    shift, skipped = len(text) - len(body), len(lines)
    sentences, at = [], 0
    for n, line in enumerate(lines, 1):
        sentences.append(Sentence(f"s{n}", at, at + len(line), "header"))
        at += len(line) + 1
    sentences += [Sentence(f"s{skipped + n}", s.start + shift, s.end + shift, s.role) for n, s in enumerate(inner, 1)]
    return with_unseen(
        numbered(
            replace(
                document,
                text=text,
                title=page["title"],
                published=date.fromisoformat(page["published"]) if page["published"] else None,
                published_from=page["published_from"],
                dates=stamps,
                byline=page["byline"],
                site=page["site"],
                url=origin.url,
                canonical=page["canonical"],
                sentences=tuple(sentences),
                notes=(*_notes(page, len(body.split())), *found.notes),
            )
        )
    )


def _header(page: dict[str, Any], stamps: tuple[Stamp, ...]) -> Iterator[str]:
    if page["title"]:
        yield f"Title: {page['title']}"
    if page["byline"]:
        yield page["byline"] if page["byline"].startswith("By ") else f"By {page['byline']}"
    told: dict[date, list[str]] = {}
    for stamp in stamps:
        told.setdefault(stamp.day, []).append(stamp.where)
    for day, places in list(told.items())[:4]:
        yield f"Published: {day.isoformat()} (says {', '.join(dict.fromkeys(places))})"


def _untitled(body: str, title: str | None) -> str:
    """``body`` without the title in its first lines, because the header has it."""
    lines = body.split("\n")
    for n, line in enumerate(lines[:3]):
        if title and _folded(line) and _folded(line) in _folded(title):
            return "\n".join(lines[:n] + lines[n + 1 :]).strip()
    return body


def _folded(line: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in line.casefold()).split())


def _refuse(page: dict[str, Any], origin: Origin) -> None:
    """Raise SourceError for a page without an article: a shell for scripts, a wall, an empty page, a paid stub."""
    low = page["text"].lower()
    name, words = origin.name, len(low.split())
    save = "Open it in a browser, save what you see, and brief the file."
    if page["shell"] and words < LEAST_WORDS:
        raise SourceError(f"{name} is a page that scripts fill: there is no article in it", hint=save)
    if words < SHORT and any(sign in low for sign in _CONSENT):
        raise SourceError(f"{name} shows a question about cookies instead of the article", hint=save)
    if words < SHORT and (not page["free"] or any(sign in low for sign in _PAID)):
        raise SourceError(f"{name} shows the beginning of an article that must be paid for", hint=save)
    if words < LEAST_WORDS:
        raise SourceError(f"{name} has no article that could be found: {words} words of text", hint=save)


_CONSENT = (
    "accept all cookies", "we use cookies", "cookie policy", "cookies to personalise", "your privacy choices",
    "before you continue", "wir verwenden cookies", "nous utilisons des cookies", "utilizamos cookies",
)  # fmt: skip
_PAID = (
    "subscribe to continue", "subscribe to read", "to continue reading", "already a subscriber", "subscribers only",
    "sign in to read", "log in to continue", "register to continue", "this article is for subscribers",
    "create a free account to", "jetzt abonnieren", "réservé aux abonnés", "solo para suscriptores",
)  # fmt: skip


def _notes(page: dict[str, Any], words: int) -> Iterator[str]:
    if page["doubt"]:
        yield page["doubt"]
    if page["hidden"]:
        yield f"{page['hidden']} words that the page hides from its readers were left out."
    if not page["free"]:
        yield "The page says that the article must be paid for: what was read may not be the whole of it."
    if page["words"] > 40 * words:
        yield "Nearly all of the page's text was taken for menus and the like: the article may have been missed."
