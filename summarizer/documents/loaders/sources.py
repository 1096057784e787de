"""Sources on the command line -> articles: files, links, feeds, stdin, folders, lists of files, JSON Lines."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ...errors import SourceError
from ..document import Document
from ..fetch.ssrf import is_link
from .registry import LOADERS, Form, LoadOptions, Origin, from_bytes, not_offline, read, sniffed, taken
from .text import MAX_BYTES, from_text

if TYPE_CHECKING:
    from ..fetch.robots import Web

__all__ = ["ENDINGS", "SourceItem", "Wanted", "is_many", "items", "items_of"]

ENDINGS = frozenset(ending for loader in LOADERS.values() for ending in loader.endings)
"""Extensions of the files in a folder that are read as articles."""
FEED_ENDINGS = (".xml", ".rss", ".atom", ".json")
MAX_MATCHES = 100_000
"""Most names that a pattern may match; more are ignored."""
MAX_LIST = 10_000_000
"""Characters of a list of files that are read."""


class Wanted(NamedTuple):
    """The user's choices for reading sources.

    ``form``: None to detect it; ``limit``: max entries of a feed; ``since``: no older entries; ``private``: addresses
    of private networks are allowed; ``folder``: the store of feeds; ``web``: the fetches of a longer run, if any;
    ``offline``: no connection may be opened.
    """

    form: Form | None = None
    limit: int | None = None
    since: datetime | None = None
    private: bool = False
    folder: Path | None = None
    web: "Web | None" = None
    offline: bool = False

    def fetches(self) -> "Web":
        """Return ``web``, or a new Web if there is none."""
        from ..fetch.robots import Web

        return self.web or Web(self.folder, private=self.private)


class SourceItem(NamedTuple):
    """One article to be read: its name and the function that reads it, which may raise SourceError.

    ``slow``: True if reading may take seconds; ``key``: its id in a feed; ``published``: its time by the feed.
    """

    name: str
    read: Callable[[], Document]
    slow: bool = False
    key: str = ""
    published: datetime | None = None


def is_many(source: str) -> bool:
    """True if ``source`` stands for several articles: by its name, or because it is a folder or a pattern."""
    if is_link(source):
        return False
    many = (source.startswith("@") and len(source) > 1) or source.endswith((".jsonl", *FEED_ENDINGS))
    return many or Path(source).is_dir() or _is_pattern(source)


def items(sources: Iterable[str], wanted: Wanted = Wanted()) -> Iterator[SourceItem]:  # noqa: B008 - it is frozen
    """Yield the articles that ``sources`` name, in order; each is read when its turn comes.

    ``-`` is stdin; a web address is a page or a feed; a folder stands for its text files and pages, by name; a pattern
    (``news/*.html``) for the files that match; ``@FILE`` for the sources in its lines, with files relative to it;
    ``NAME.jsonl`` for the article in each of its lines: ``{"text", "title", "published"}``, of which only the text is
    required; a feed for its entries. A source that cannot be read becomes an item whose ``read`` raises the error.
    """
    listed = list(sources)
    for source in listed:
        try:
            yield from items_of(source, wanted, alone=len(listed) == 1)
        except SourceError as error:
            yield SourceItem(source, lambda failed=error: _raise(failed))  # type: ignore[misc]


def items_of(source: str, wanted: Wanted, *, alone: bool = True) -> Iterator[SourceItem]:
    """Yield the articles of one source, as for ``items``. Raises SourceError if they cannot be listed.

    ``alone``: an address is fetched now, to detect a feed; one of many is fetched when its turn comes.
    """
    if source.endswith(".jsonl") and not is_link(source):
        yield from _lines(source)
    elif source.startswith("@") and len(source) > 1:
        yield from items(_listed(Path(source[1:])), wanted)
    elif Path(source).is_dir():
        yield from items(_inside(source), wanted)
    elif _is_pattern(source):
        yield from items(_matching(source), wanted)
    elif source == "-" or _may_be_feed(source, wanted, alone=alone):
        yield from _looked_at(source, wanted)
    elif is_link(source):
        yield SourceItem(source, lambda: read(source, _reading(wanted)), slow=True)
    else:
        yield SourceItem(source, lambda: read(source, _reading(wanted)))


def _reading(wanted: Wanted) -> LoadOptions:
    return LoadOptions(wanted.form, wanted.private, wanted.offline)


def _may_be_feed(source: str, wanted: Wanted, *, alone: bool) -> bool:
    """True if ``source`` may be a feed and must be read now to count its articles.

    An address on its own must; one of many is read when its turn comes, unless its path has a word such as "feed".
    """
    if wanted.form is not None:
        return wanted.form == "feed"
    if not is_link(source):
        return source.endswith(FEED_ENDINGS)
    words = set(re.split(r"[^a-z]+", urlsplit(source).path.lower()))
    return alone or bool(words & {"feed", "feeds", "rss", "atom", "xml"})


def _raise(error: SourceError) -> Document:
    raise error


def _looked_at(source: str, wanted: Wanted) -> Iterator[SourceItem]:
    """Return the entries of ``source`` if it is a feed, else its one article."""
    if is_link(source):
        if wanted.offline:
            raise not_offline(source)
        got = wanted.fetches().feed(source)
        raw, origin = got.body, Origin(source, got.url, got.charset, got.headers.get("content-type", ""))
    else:
        raw, origin = taken(source)
    form = wanted.form or sniffed(raw, source, origin.content_type)
    if form == "feed":
        from .feed_entries import entries

        yield from entries(raw, origin, wanted)
    else:
        yield SourceItem(source, lambda: from_bytes(raw, origin, form))


def _is_pattern(source: str) -> bool:
    """True if ``source`` is a pattern that no shell has expanded, and no file has that name."""
    return any(c in source for c in "*?[") and not is_link(source) and not Path(source).exists()


def _matching(pattern: str) -> list[str]:
    from glob import iglob
    from itertools import islice

    found = sorted(name for name in islice(iglob(pattern, recursive=True), MAX_MATCHES) if Path(name).is_file())  # noqa: PTH207 - absolute ones too
    if not found:
        raise SourceError(f"no file matches {pattern}")
    return found


def _inside(folder: str) -> list[str]:
    try:
        found = sorted(str(p) for p in Path(folder).iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
    except OSError as error:
        raise SourceError(f"cannot read the folder {folder}: {error.strerror}") from error
    if not found:
        endings = ", ".join(sorted(ENDINGS))
        raise SourceError(f"{folder} contains no article", hint=f"brief reads files that end in {endings}.")
    return found


def _listed(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MAX_LIST)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read the list {path}", hint="A list has one file or link per line.") from error
    names = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    kept = [name for name in names if not name.startswith("@")]
    return [name if name == "-" or is_link(name) else str(path.parent / name) for name in kept]


def _lines(source: str) -> Iterator[SourceItem]:
    """Yield the articles of a JSON Lines file, with one line in memory at a time."""
    try:
        with Path(source).open("rb") as file:
            number = 0
            while line := file.readline(2 * MAX_BYTES):
                number += 1
                if line.strip():
                    name = f"{source}:{number}"
                    yield SourceItem(name, lambda name=name, line=line: _article(name, line))  # type: ignore[misc]
    except OSError as error:
        raise SourceError(f"cannot read {source}: {error.strerror}") from error


def _article(name: str, line: bytes) -> Document:
    from dataclasses import replace

    hint = 'A line looks like {"text": "…", "title": "…", "published": "2026-01-31"}.'
    try:
        row: Any = json.loads(line)
        text, title, published = row["text"], row.get("title"), row.get("published")
        day = date.fromisoformat(published[:10]) if published else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"{name} is not an article", hint=hint) from error
    if not isinstance(text, str) or not isinstance(title, str | None):
        raise SourceError(f"{name} is not an article", hint=hint)
    document = from_text(text, name)
    return replace(document, title=title or document.title, published=day or document.published)
