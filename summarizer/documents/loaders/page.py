"""A web page -> Document: what the parser in the sandbox returns, with the page's metadata as its first sentences."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ...errors import SourceError
from ...facts.language import detect
from ..cleaning.boilerplate import with_asides
from ..cleaning.invisible import with_unseen
from ..cleaning.prompt_injection import with_addressed
from ..document import Document, Sentence, Stamp
from ..fetch.sandbox import parsed
from ..sentences import numbered, segment
from .registry import Origin

__all__ = ["from_page", "load_page"]

LEAST_WORDS = 25
"""Fewest words of a page's article."""
SHORT = 150
"""Words below which a text is refused as a stub if the page asks for payment or consent to cookies."""


def load_page(raw: bytes, origin: Origin) -> Document:
    """Return the article of the page in ``raw``. Raises SourceError if it has none."""
    answer = parsed({"what": "page", "charset": origin.charset, "url": origin.url}, raw)
    _refuse(answer, origin)
    return from_page(answer, origin, hashlib.sha256(raw).hexdigest())


def from_page(page: dict[str, Any], origin: Origin, sha256: str) -> Document:
    """Return the Document of a page, from the plain data that html.py returns.

    Its text begins with the page's metadata, one line each, as sentences with the role ``header``, so that a doubtful
    date can be cited. The article follows.
    """
    body = _untitled(page["text"].strip(), page["title"])
    stamps = tuple(Stamp(date.fromisoformat(day), where) for day, where in page["dates"])
    lines = list(_header(page, stamps))
    head = "".join(f"{line}\n" for line in lines)
    text = f"{head}\n{body}" if head else body
    document = Document("a1", body, origin.name, sha256, language=detect(body))
    found = with_asides(segment(document))
    inner = found.sentences
    shift, skipped = len(text) - len(body), len(lines)
    sentences, at = [], 0
    for n, line in enumerate(lines, 1):
        sentences.append(Sentence(f"s{n}", at, at + len(line), "header"))
        at += len(line) + 1
    sentences += [Sentence(f"s{skipped + n}", s.start + shift, s.end + shift, s.role) for n, s in enumerate(inner, 1)]
    whole = replace(
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
    return with_unseen(numbered(with_addressed(whole)))


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
    """Return ``body`` without the title in its first lines, because the header has it."""
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
        raise SourceError(f"{name} is filled in by scripts: the page itself contains no article", hint=save)
    if words < SHORT and any(sign in low for sign in _CONSENT):
        raise SourceError(f"{name} shows a cookie consent page instead of the article", hint=save)
    if words < SHORT and (not page["free"] or any(sign in low for sign in _PAID)):
        raise SourceError(f"{name} shows only the beginning of an article behind a paywall", hint=save)
    if words < LEAST_WORDS:
        raise SourceError(f"no article was found in {name}: it has {words} words of text", hint=save)


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
        yield f"{page['hidden']} words that the page hides from readers were left out."
    if not page["free"]:
        yield "The page says that the article is behind a paywall: it may be incomplete."
    if page["words"] > 40 * words:
        yield "Nearly all of the page's text looked like menus: parts of the article may be missing."
