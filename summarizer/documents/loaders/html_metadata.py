"""The metadata of a page: title, byline, dates, site, language, address. Each date comes with its place in the page.

From JSON-LD, OpenGraph and other meta tags, time elements, the visible lines near the headline, and the address.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from ...facts.dates import first_date

__all__ = ["Metadata", "PageStamp", "chosen_date", "metadata"]

MAX_JSON = 500_000
MAX_NODES = 2_000
"""Most objects of one JSON-LD script that are examined."""
MAX_LINES = 400
"""Most short texts with a year that are searched for a visible date."""
MAX_SHOWN = 1_000
"""Longest piece of text, in code points with all its white space, that is searched for a date."""
_SHOWN = "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
_YEAR = re.compile(r"(?:19|20)\d\d")
MAX_VISIBLE = 120
"""Longest text, in code points, that may be a dateline."""
_ARTICLES = ("Article", "Posting", "Report", "WebPage")
_META_DATES = frozenset(
    "article:published_time og:article:published_time og:published_time datepublished date dc.date dc.date.issued "
    "dcterms.created dcterms.date pubdate publishdate publish-date publish_date published parsely-pub-date "
    "sailthru.date cxenseparse:recs:publishtime article.published citation_publication_date ptime "
    "originalpublicationdate article_date_original date.created dc.date.created".split()
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d|\d|[a-z]{3})[/-]?(\d\d|\d)(?=[/-]|$)")
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))


class PageStamp(NamedTuple):
    """A date that a page gives. ``where``: its place in the page; ``universal``: True if given as a moment in UTC."""

    day: date
    where: str
    universal: bool = False


class Metadata(NamedTuple):
    """A page's own metadata, unverified. ``free``: False if it says that the article must be paid for."""

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
        stamps=tuple(_stamps(tree, tags, linked, title, canonical or url)),
        site=_line(tags.get("og:site_name")) or (urlsplit(canonical or url or "").hostname),
        language=_line(_first(tree.xpath("/html/@lang")) or tags.get("og:locale")),
        canonical=canonical,
        free=not any(str(n.get("isAccessibleForFree", "")).lower() == "false" for n in linked),
    )


def chosen_date(stamps: tuple[PageStamp, ...]) -> PageStamp | None:
    """The day on which the article appeared, in its local calendar.

    Machines write dates in UTC, or claim to; readers, and the weekdays in the text, use local time. So a visible date,
    or the one in the address, wins if it is the day before the machine's date, or the day after one given in UTC.
    """
    told = [s for s in stamps if s.where not in {"the visible text", "the address"}]
    local = [s for s in stamps if s.where in {"the visible text", "the address"}]
    if not told:
        return local[0] if local else None
    first = told[0]
    near = [s for s in local if (first.day - s.day).days == 1 or (first.universal and (s.day - first.day).days == 1)]
    return near[0] if near else first


def _stamps(
    tree: Any,  # noqa: ANN401
    tags: dict[str, str],
    linked: list[dict[str, Any]],
    title: str | None,
    url: str | None,
) -> Iterator[PageStamp]:
    for node in linked:
        yield from _stamp(node.get("datePublished"), "JSON-LD")
    for name, value in tags.items():
        if name in _META_DATES:
            yield from _stamp(value, f"the tag {name}")
    for node in tree.xpath("//*[@itemprop='datePublished']")[:3]:
        yield from _stamp(node.get("content") or node.get("datetime"), "the tag datePublished")
    for node in tree.xpath("//time[@datetime]")[:3]:
        yield from _stamp(node.get("datetime"), "a time tag")
    visible = _visible(tree, title)
    if visible:
        yield PageStamp(visible, "the visible text")
    found = _IN_URL.search(url or "")
    if found:
        month = _MONTHS.get(found[2], 0) or (int(found[2]) if found[2].isdigit() else 0)
        try:
            yield PageStamp(date(int(found[1]), month, int(found[3])), "the address")
        except ValueError:
            return


def _stamp(value: Any, where: str) -> Iterator[PageStamp]:  # noqa: ANN401 - foreign JSON
    if not isinstance(value, str) or not 6 <= len(value) <= 60:
        return
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = first_date(text)
        if found is not None:
            yield PageStamp(found, where)
        return
    offset = moment.utcoffset()
    yield PageStamp(moment.date(), where, universal=offset is not None and not offset and len(text) > 10)


def _visible(tree: Any, title: str | None) -> date | None:  # noqa: ANN401
    """The first full date in a short text at or after the headline, or else before it."""
    texts: list[str] = _shown()(tree)
    wanted = " ".join((title or "").split())[:60]
    first = wanted.partition(" ")[0]
    start = next((n for n, t in enumerate(texts) if first and first in t and wanted in _one_line(t)), 0)
    for some in (texts[start:], texts[:start]):
        dated = (t for t in some if len(t) <= MAX_SHOWN and _YEAR.search(t) and len(_one_line(t)) <= MAX_VISIBLE)
        for text, _ in zip(dated, range(MAX_LINES), strict=False):
            found = first_date(_one_line(text))
            if found is not None:
                return found
    return None


@cache
def _shown() -> Any:  # noqa: ANN401 - lxml's
    """An XPath for the visible texts of a page, as plain strings: lxml's smart strings cost time for their elements."""
    from lxml import etree

    return etree.XPath(_SHOWN, smart_strings=False)


def _one_line(text: str) -> str:
    return " ".join(text[:MAX_SHOWN].split())


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
    """One line of at most 300 characters, without characters that do not print; None if it is empty."""
    kept = " ".join("".join(c if c.isprintable() else " " for c in (text or "")[:2_000]).split())[:300]
    return kept or None
