"""The dates of a page, each with its place in it, and the choice among them.

From JSON-LD, meta tags, time elements, the visible lines near the headline, and the address.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from ...facts.dates import first_date

__all__ = ["PageStamp", "chosen_date", "visible_date", "with_visible", "written_dates"]

MIN_YEAR = 1900
"""Earliest year that is believed: programs write the year 1 for "none"."""
MAX_LINES = 400
"""Most short texts with a year that are searched for a visible date."""
MAX_SHOWN = 1_000
"""Longest piece of text, in code points with all its white space, that is searched for a date."""
MAX_VISIBLE = 60
"""Longest text, in code points, that may be a dateline: real ones had up to 54, and prose with a date had more."""
_SHOWN = (
    "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template"
    " or ancestor::blockquote)]"
)
"""The texts of a page that may be its dateline. What it quotes, such as a post, has dates of its own."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_META_DATES = frozenset(
    "article:published_time og:article:published_time og:published_time datepublished date dc.date dc.date.issued "
    "dcterms.created dcterms.date pubdate publishdate publish-date publish_date published parsely-pub-date "
    "sailthru.date cxenseparse:recs:publishtime article.published citation_publication_date ptime "
    "originalpublicationdate article_date_original date.created dc.date.created".split()
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d|\d|[a-z]{3})[/-]?(\d\d|\d)(?=[/-]|$)")
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
_VISIBLE = "the visible text"
_ADDRESS = "the address"
_WESTMOST, _EASTMOST = -12, 14
"""The time zones at the ends of the world, in hours from UTC."""


class PageStamp(NamedTuple):
    """A date that a page gives. ``where``: its place in the page.

    ``before``, ``after``: True if the day in the local calendar may be the one before, or after, because of time zones.
    """

    day: date
    where: str
    before: bool = False
    after: bool = False


def chosen_date(stamps: tuple[PageStamp, ...]) -> PageStamp | None:
    """The day on which the article appeared, in its local calendar.

    Machines write dates in UTC, or claim to; readers, and the weekdays in the text, use local time. So a visible date,
    or the one in the address, wins if a time zone can explain why it differs from the machine's date.
    """
    told = [s for s in stamps if s.where not in {_VISIBLE, _ADDRESS}]
    local = [s for s in stamps if s.where in {_VISIBLE, _ADDRESS}]
    if not told:
        return local[0] if local else None
    first = told[0]
    apart = {-1} if first.before else set()
    if first.after:
        apart.add(1)
    return next((s for s in local if (s.day - first.day).days in apart), first)


def written_dates(
    tree: Any,  # noqa: ANN401 - a tree of lxml
    tags: dict[str, str],
    linked: list[dict[str, Any]],
    url: str | None,
) -> Iterator[PageStamp]:
    """The dates in a page's code and in its address. ``tags``: its meta tags; ``linked``: its JSON-LD."""
    for node in linked:
        yield from _stamp(node.get("datePublished"), "JSON-LD")
    for name, value in tags.items():
        if name in _META_DATES:
            yield from _stamp(value, f"the tag {name}")
    for node in tree.xpath("//*[@itemprop='datePublished']")[:3]:
        yield from _stamp(node.get("content") or node.get("datetime"), "the tag datePublished")
    for node in tree.xpath("//time[@datetime]")[:3]:
        yield from _stamp(node.get("datetime"), "a time tag")
    found = _IN_URL.search(url or "")
    if found:
        month = _MONTHS.get(found[2], 0) or (int(found[2]) if found[2].isdigit() else 0)
        try:
            yield PageStamp(date(int(found[1]), month, int(found[3])), _ADDRESS)
        except ValueError:
            return


def with_visible(stamps: tuple[PageStamp, ...], visible: date | None) -> tuple[PageStamp, ...]:
    """``stamps`` with the date that readers see, placed before the one in the address."""
    if visible is None:
        return stamps
    place = next((n for n, s in enumerate(stamps) if s.where == _ADDRESS), len(stamps))
    return (*stamps[:place], PageStamp(visible, _VISIBLE), *stamps[place:])


def visible_date(tree: Any, title: str | None) -> date | None:  # noqa: ANN401
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


def _stamp(value: Any, where: str) -> Iterator[PageStamp]:  # noqa: ANN401 - foreign JSON
    if not isinstance(value, str) or not 6 <= len(value) <= 60:
        return
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = first_date(text)
        if found is not None:
            yield PageStamp(found, where, before=True)
        return
    if moment.year >= MIN_YEAR:
        before, after = _shifts(moment) if len(text) > len("2026-01-31") else (True, False)
        yield PageStamp(moment.date(), where, before, after)


def _shifts(moment: datetime) -> tuple[bool, bool]:
    """Return two flags: the local day may be the one before that of ``moment``, and it may be the one after.

    A time in UTC may be from any time zone, and one that names no time zone may be in UTC. Some sites write the time
    in UTC and put the offset of their own time zone behind it.
    """
    hour, offset = moment.hour + moment.minute / 60, moment.utcoffset()
    west = offset.total_seconds() / 3600 if offset else _WESTMOST
    return hour + west < 0, offset is not None and not offset and hour + _EASTMOST >= 24


@cache
def _shown() -> Any:  # noqa: ANN401 - lxml's
    """An XPath for the visible texts of a page, as plain strings: lxml's smart strings cost extra time."""
    from lxml import etree

    return etree.XPath(_SHOWN, smart_strings=False)


def _one_line(text: str) -> str:
    return " ".join(text[:MAX_SHOWN].split())
