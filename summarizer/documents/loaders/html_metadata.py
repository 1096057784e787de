"""The metadata of a page: title, byline, dates, site, language, address."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from .html_dates import PageStamp, written_dates

__all__ = ["Metadata", "metadata"]

MAX_JSON = 500_000
MAX_NODES = 2_000
"""Maximum number of objects examined in one JSON-LD script."""
_ARTICLES = ("Article", "Posting", "Report", "WebPage")


class Metadata(NamedTuple):
    """A page's own metadata, unverified. ``free``: False if the page says that the article is behind a paywall.

    ``stamps`` are the dates in its code and its address; what its readers see is not among them.
    """

    title: str | None
    byline: str | None
    stamps: tuple[PageStamp, ...]
    site: str | None
    language: str | None
    canonical: str | None
    free: bool


def metadata(tree: Any, url: str | None) -> Metadata:  # noqa: ANN401 - a tree of lxml
    """The metadata of the page ``tree``. ``url``: the address it came from, None for a file."""
    tags = _tags(tree)
    linked = list(_linked(tree))
    canonical = _first(tree.xpath("//link[@rel='canonical']/@href")) or tags.get("og:url")
    canonical = urljoin(url or "", canonical.strip()) if canonical else None
    canonical = canonical if canonical and canonical.startswith(("http://", "https://")) else None
    title = tags.get("og:title") or _text(next((n.get("headline") for n in linked if n.get("headline")), None))
    title = (
        title
        or _first([" ".join(h.itertext()) for h in tree.xpath("//h1")[:1]])
        or _first(tree.xpath("//title/text()"))
    )
    return Metadata(
        title=_line(title),
        byline=_line(_author(linked) or tags.get("author") or tags.get("article:author") or tags.get("byl")),
        stamps=tuple(written_dates(tree, tags, linked, canonical or url)),
        site=_line(tags.get("og:site_name")) or (urlsplit(canonical or url or "").hostname),
        language=_line(_first(tree.xpath("/html/@lang")) or tags.get("og:locale")),
        canonical=canonical,
        free=not any(str(n.get("isAccessibleForFree", "")).lower() == "false" for n in linked),
    )


def _tags(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """Name in lower case -> content of the first meta tag of that name."""
    found: dict[str, str] = {}
    for node in tree.xpath("//meta[@content]")[:500]:
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").strip().lower()
        if name and node.get("content").strip():
            found.setdefault(name, node.get("content").strip())
    return found


def _linked(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The objects of the page's JSON-LD that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        text = script.text or ""
        if len(text) > MAX_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        left = [data]
        for _ in range(MAX_NODES):
            if not left:
                break
            node = left.pop(0)
            if isinstance(node, list):
                left += node[:100]
            elif isinstance(node, dict):
                kinds = node.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(k, str) and k.endswith(_ARTICLES) for k in names):
                    yield node
                left += [
                    v for k, v in node.items() if k in {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"}
                ]


def _author(linked: list[dict[str, Any]]) -> str | None:
    for node in linked:
        author = node.get("author")
        people = author if isinstance(author, list) else [author]
        names = [p.get("name") if isinstance(p, dict) else p for p in people[:5]]
        said = ", ".join(n for n in names if isinstance(n, str) and n.strip())
        if said:
            return said
    return None


def _text(value: Any) -> str | None:  # noqa: ANN401
    return value if isinstance(value, str) else None


def _first(values: Any) -> str | None:  # noqa: ANN401
    return next((str(v) for v in values if str(v).strip()), None)


def _line(text: str | None) -> str | None:
    """One line of at most 300 characters, without unprintable characters; None if it is empty."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in (text or "")[:2_000]).split())[:300]
    return kept or None
