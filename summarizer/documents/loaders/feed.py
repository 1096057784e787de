"""A feed -> its entries: RSS, Atom, JSON Feed. The only importer of fastfeedparser and feedparser.

It runs in a child process. Both libraries get bytes only: feedparser would open a string that looks like a path. Texts
come out without markup, and links only with http or https.
"""

import io
import json
from calendar import timegm
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from .encoding import decode

__all__ = ["MAX_ENTRIES", "read_feed"]

MAX_ENTRIES = 2_000
MAX_MARKUP = 1_000_000
"""Characters of an entry's text, markup included, that are parsed."""


def read_feed(raw: bytes, charset: str | None, url: str | None) -> dict[str, Any]:
    """Return the feed in ``raw`` as plain data: ``title`` and ``entries``; or ``error`` if it is not a feed."""
    if raw.lstrip()[:1] == b"{":
        return _json_feed(raw, url)
    if b"<!ENTITY" in raw[:100_000]:  # feeds need no entities of their own; bombs do
        return {"error": "it declares its own entities, which is not allowed in a feed"}
    found = _fast(raw) or _thorough(raw, charset)
    if found is None:
        return {"error": "it is not an RSS, Atom or JSON feed"}
    title, entries = found
    return {"title": _line(title), "entries": [e for e in (_entry(e, url) for e in entries[:MAX_ENTRIES]) if e]}


def _fast(raw: bytes) -> tuple[Any, list[dict[str, Any]]] | None:
    import fastfeedparser

    try:
        parsed = fastfeedparser.parse(raw)
    except Exception:  # noqa: BLE001 - it rejects what the thorough one reads
        return None
    entries = [dict(e) for e in parsed.entries]
    return ((parsed.feed or {}).get("title"), entries) if entries else None


def _thorough(raw: bytes, charset: str | None) -> tuple[Any, list[dict[str, Any]]] | None:
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    parsed = feedparser.parse(
        io.BytesIO(raw), response_headers=headers, sanitize_html=True, resolve_relative_uris=False
    )
    if not parsed.version and not parsed.entries:
        return None
    return parsed.feed.get("title"), [dict(e) for e in parsed.entries]


def _json_feed(raw: bytes, url: str | None) -> dict[str, Any]:
    decoded = decode(raw)
    try:
        data = json.loads(decoded.text if decoded else "")
        assert "jsonfeed.org" in str(data["version"])  # noqa: S101
        items = [i for i in data["items"] if isinstance(i, dict)]
    except (AssertionError, ValueError, KeyError, TypeError, RecursionError):
        return {"error": "it is not a JSON feed"}
    entries = [
        {
            "title": i.get("title"),
            "link": i.get("url") or i.get("external_url"),
            "id": i.get("id"),
            "published": i.get("date_published"),
            "summary": i.get("summary"),
            "content": i.get("content_html") or i.get("content_text"),
            "author": next((a.get("name") for a in i.get("authors") or () if isinstance(a, dict)), None),
        }
        for i in items[:MAX_ENTRIES]
    ]
    return {"title": _line(data.get("title")), "entries": [e for e in (_entry(e, url) for e in entries) if e]}


def _entry(entry: dict[str, Any], url: str | None) -> dict[str, Any] | None:
    """Return one entry as plain data; None for one without title, text and link."""
    title = _line(_plain(entry.get("title")))
    texts = [_plain(entry.get(name)) for name in ("content", "summary", "description")]
    text = max(texts, key=len)
    link = _link(entry.get("link"), url)
    if not (title or text or link):
        return None
    said = entry.get("id")
    return {
        "title": title,
        "link": link,
        "id": _line(said if isinstance(said, str) else None) or link,
        "published": _moment(entry),
        "text": text,
        "byline": _line(_plain(entry.get("author"))),
    }


def _link(value: Any, url: str | None) -> str | None:  # noqa: ANN401 - foreign data
    if not isinstance(value, str) or len(value) > 2_000:
        return None
    try:
        link = urljoin(url or "", value.strip())
    except ValueError:
        return None
    return link if link.lower().startswith(("http://", "https://")) and link.isprintable() else None


def _moment(entry: dict[str, Any]) -> str | None:
    """Return the time of publication, or else of the last update, in UTC as ISO 8601; None if unknown."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    for value in (entry.get("published"), entry.get("updated"), parsed):
        try:
            if isinstance(value, str):
                try:
                    moment = datetime.fromisoformat(value.strip())
                except ValueError:
                    moment = parsedate_to_datetime(value)
            elif value:
                moment = datetime.fromtimestamp(timegm(tuple(value)), UTC)
            else:
                continue
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC).replace(microsecond=0).isoformat()
        except (ValueError, TypeError, OverflowError, OSError):
            continue
    return None


def _plain(value: Any) -> str:  # noqa: ANN401 - text, or the parsers' lists of contents
    """Return the text of ``value`` without markup, one line per block."""
    if isinstance(value, list):
        return max((_plain(v) for v in value[:10]), key=len, default="")
    if isinstance(value, dict):
        value = value.get("value")
    if not isinstance(value, str):
        return ""
    if "<" not in value and "&" not in value:
        return value.strip()
    from lxml import html

    tree = html.fromstring(
        f"<div>{value[:MAX_MARKUP]}</div>", parser=html.HTMLParser(remove_comments=True, remove_pis=True)
    )
    for gone in tree.xpath("//script|//style|//noscript|//template|//iframe|//object"):
        gone.drop_tree()
    for block in tree.xpath("//p|//br|//div|//li|//h1|//h2|//h3|//h4|//blockquote|//tr"):
        block.tail = "\n" + (block.tail or "")
    lines = ("".join(tree.itertext())).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _line(text: Any) -> str | None:  # noqa: ANN401
    if not isinstance(text, str):
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in text[:2_000]).split())[:300] or None
