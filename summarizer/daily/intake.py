"""Sources -> articles in the state: listed, read once and stored at once, so that nothing is read twice."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from ..batch.ordered import apart, in_order
from ..documents.document import Document
from ..documents.fetch.robots import Web
from ..documents.fetch.ssrf import is_link
from ..documents.loaders.sources import SourceItem, Wanted, items_of
from ..edition import SourceReport
from ..errors import FetchError, SourceError
from .paper import Paper, Subscription
from .records import OLD, Article
from .state import State
from .times import AHEAD, Window

__all__ = ["gather"]

AT_ONCE = 8
"""Number of sources, then of articles, fetched at once; one request at a time to each host."""
STALE = timedelta(days=3)
"""Age of the newest entry beyond which a feed counts as stale."""
LISTED = 2_000
"""Greatest number of entries of a feed that are examined."""


class _Listing(NamedTuple):
    """The items that one source lists and that are not too old, by key. ``failed``: why it lists nothing."""

    source: Subscription
    found: dict[str, SourceItem]
    newest: datetime | None
    failed: str


async def gather(  # noqa: PLR0913, PLR0917 - what a run knows
    paper: Paper, state: State, window: Window, web: Web, now: datetime, tell: Callable[[str, int], None]
) -> list[SourceReport]:
    """Read into ``state`` the articles that the sources list and no run has read yet; return a report on each source.

    ``tell``: called with the name of each article and the number left. Articles that cannot be read are kept too, with
    the reason.
    """
    listings = [
        listing
        async for listing in in_order(paper.sources, lambda s: apart(lambda: _listed(s, web, window, now)), AT_ONCE)
    ]
    known = state.known((key for listing in listings for key in listing.found), window.oldest)
    fresh: dict[str, tuple[Subscription, SourceItem]] = {}
    for listing in listings:
        for key, item in listing.found.items():
            if known.get(key, True):
                fresh.setdefault(key, (listing.source, item))
    left, new = len(fresh), set[str]()
    async for article in _read(fresh, window, now):
        left -= 1
        tell(article.name, left)
        document = article.document
        digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest() if document else ""
        twin = state.twin(digest, document.canonical, article.published) if document else None
        if twin not in {None, article.key}:
            state.keep(
                article._replace(document=None, dropped="a duplicate of another article, by its text or address"),
                digest,
            )
            continue
        state.keep(article, digest)
        if document is not None:
            new.add(article.key)
    return [_report(listing, new, window.until) for listing in listings]


def _listed(source: Subscription, web: Web, window: Window, now: datetime) -> _Listing:
    found: dict[str, SourceItem] = {}
    newest: datetime | None = None
    if not is_link(source.where) and not source.where.startswith("@") and not _exists(source.where):
        return _Listing(source, {}, None, f"{source.where} does not exist")
    try:
        for item in items_of(source.where, Wanted(limit=LISTED, private=web.private, web=web)):
            if item.published is not None:
                newest = max(newest or item.published, item.published)
                if item.published < window.oldest:
                    continue
            found[_key(item, now)] = item
            if len(found) >= source.limit:
                break
    except SourceError as error:
        empty = not is_link(source.where) and Path(source.where).is_dir()
        return _Listing(source, {}, None, "" if empty else str(error))
    return _Listing(source, found, newest, "")


def _exists(place: str) -> bool:
    return Path(place).exists() or any(c in place for c in "*?[")


def _key(item: SourceItem, now: datetime) -> str:
    """Return the key of an article: id and time of a feed entry, address and day of a page, state on disk of a file."""
    if item.key:
        return f"{item.key} {item.published.isoformat() if item.published else ''}"
    if is_link(item.name):
        return f"{item.name} {now.date().isoformat()}"
    try:
        told = Path(item.name.rpartition(":")[0] if not Path(item.name).exists() else item.name).stat()
    except OSError:
        return item.name
    return f"{item.name} {told.st_size} {told.st_mtime_ns}"


async def _read(
    fresh: dict[str, tuple[Subscription, SourceItem]], window: Window, now: datetime
) -> AsyncIterator[Article]:
    async def one(pair: tuple[str, tuple[Subscription, SourceItem]]) -> Article:
        key, (source, item) = pair
        article = Article(key, source.name, item.name, item.published, now)
        try:
            document = await apart(item.read) if item.slow else item.read()
        except SourceError as error:
            return article._replace(dropped=_why(error, item.name), again=isinstance(error, FetchError))
        published = item.published or _noon(document)
        if published is not None and published > now + AHEAD:
            note = f"Its date, {published.date().isoformat()}, is in the future and was ignored."
            document = _noted(document, note)
            published = None
        elif published is None:
            document = _noted(document, "It has no date: it counts as new because no earlier edition had it.")
        if published is not None and published < window.oldest:
            return article._replace(published=published, dropped=OLD)
        return article._replace(published=published, document=document)

    async for article in in_order(fresh.items(), one, AT_ONCE):
        yield article


def _noon(document: Document) -> datetime | None:
    """Return noon of the day that a document gives as its date: the hour is unknown."""
    return None if document.published is None else datetime.combine(document.published, time(12), UTC)


def _noted(document: Document, note: str) -> Document:
    return replace(document, notes=(*document.notes, note), published=None, published_from=None)


def _why(error: SourceError, name: str) -> str:
    return str(error).removeprefix(f"{name}: ").removeprefix(f"{name} ")


def _report(listing: _Listing, new: set[str], until: datetime) -> SourceReport:
    read = sum(key in new for key in listing.found)
    state, why = "ok", ""
    if listing.failed:
        state, why = "failed", listing.failed
    elif listing.newest is not None and until - listing.newest > STALE:
        state, why = "stale", f"its newest entry is from {listing.newest.date().isoformat()}"
    elif not listing.found:
        state, why = "empty", "it lists no recent articles"
    return SourceReport(name=listing.source.name, state=state, why=why, listed=len(listing.found), new=read)  # type: ignore[arg-type]
