"""The entries of a feed -> items. The link of an entry gives the full text; a teaser never counts as an article."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ...errors import FetchError, SourceError
from ..document import Document, Stamp
from ..fetch.sandbox import parsed
from .registry import Origin, from_bytes, not_offline
from .text import from_text

if TYPE_CHECKING:
    from ..fetch.robots import Web
    from .sources import SourceItem, Wanted

__all__ = ["LEAST_WORDS", "LIMIT", "entries"]

LIMIT = 20
"""Most entries of a feed if the user sets no limit."""
LEAST_WORDS = 120
"""Fewest words of an entry's own text that make it an article when its link gives none."""


def entries(raw: bytes, origin: Origin, wanted: "Wanted") -> Iterator["SourceItem"]:
    """Yield an item for each entry of the feed in ``raw``, in order.

    Raises SourceError for an invalid or empty feed.
    """
    from .sources import SourceItem

    feed = parsed({"what": "feed", "charset": origin.charset, "url": origin.url}, raw)
    chosen = [e for e in feed["entries"] if _recent(e, wanted.since)]
    if not chosen:
        raise SourceError(f"the feed {origin.name} has no entries{' since the given time' if feed['entries'] else ''}")
    web = None if wanted.offline else wanted.fetches()
    for number, entry in enumerate(chosen[: wanted.limit or LIMIT], 1):
        name = entry["link"] or f"{origin.name}:{number}"
        moment = datetime.fromisoformat(entry["published"]) if entry["published"] else None
        read = partial(_article, entry, name, web)
        yield SourceItem(name, read, slow=True, key=entry["id"] or name, published=moment)


def _recent(entry: dict[str, Any], since: datetime | None) -> bool:
    """True if the entry is not known to be older than ``since``."""
    return since is None or entry["published"] is None or datetime.fromisoformat(entry["published"]) >= since


def _article(entry: dict[str, Any], name: str, web: "Web | None") -> Document:
    """Return the article at the link of ``entry``, or else its own text if long enough. Raises SourceError.

    ``web``: None if no connection may be opened.
    """
    failed: SourceError | None = None
    if entry["link"]:
        try:
            if web is None:
                raise not_offline(entry["link"])
            got = web.page(entry["link"], followed=True)
            return _told(from_bytes(got.body, Origin(name, got.url, got.charset)), entry)
        except SourceError as error:
            failed = error
    words = len(entry["text"].split())
    if words < LEAST_WORDS:
        why = f" ({failed})" if failed else ""
        kind = FetchError if isinstance(failed, FetchError) else SourceError  # a later attempt may succeed
        raise kind(
            f"{name}: the feed has only a teaser of {words} words, and no article could be read from a link{why}"
        )
    document = from_text(entry["text"], name)
    notes = (f"The link could not be read ({failed}): this is the text in the feed itself.",) if failed else ()
    raw = hashlib.sha256(entry["text"].encode("utf-8", "surrogatepass")).hexdigest()
    return _told(replace(document, notes=(*document.notes, *notes), sha256=raw, url=entry["link"]), entry)


def _told(document: Document, entry: dict[str, Any]) -> Document:
    """Return ``document`` with the feed's date among its dates, and the feed's metadata where the page has none."""
    stamps = document.dates
    published, source = document.published, document.published_from
    if entry["published"]:
        day = datetime.fromisoformat(entry["published"]).date()
        stamps = (*stamps, Stamp(day, "the feed"))
        if published is None:
            published, source = day, "the feed"
    return replace(
        document,
        title=document.title or entry["title"],
        byline=document.byline or entry["byline"],
        site=document.site or (urlsplit(entry["link"]).hostname if entry["link"] else None),
        published=published,
        published_from=source,
        dates=stamps,
    )
