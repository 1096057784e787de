"""Front matter: the YAML between two lines of dashes at the start of a Markdown text -> its metadata.

The only importer of python-frontmatter and PyYAML. YAML's BaseLoader makes strings, lists and dictionaries, and nothing
else: a language "no" stays Norwegian, an impossible date is harmless, and no tag makes an object.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ...facts.dates import first_date

__all__ = ["MAX_FRONT_MATTER", "FrontMatter", "front_matter"]

MAX_FRONT_MATTER = 64_000
"""Longest front matter that is read, in code points."""
MAX_AUTHORS = 5
MAX_VALUE = 300
"""Longest title, byline or site, in code points; the rest is cut off."""
MAX_ADDRESS = 2_000
FIRST_YEAR = 1500
"""Programs write the year 1 for a date that nobody gave."""
_BEGINS = re.compile(r"---[ \t]*\n[^\W\d][\w.-]{0,60}:[ \t\n]")
"""A line of dashes and a key: a line of dashes alone is a rule between two parts of a text."""
_TITLES = ("title", "headline")
_DATES = ("date", "published", "publishdate", "pubdate", "datepublished", "publishedat")
_AUTHORS = ("author", "authors", "byline", "by")
_SITES = ("site", "sitename", "outlet", "publication", "publisher", "source")
_LANGUAGES = ("language", "lang", "locale")
_ADDRESSES = ("canonical", "canonicalurl", "url", "link", "source")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][\w-]{1,20})?", re.IGNORECASE)
_NOTHING = frozenset({"", "~", "null", "none"})


class FrontMatter(NamedTuple):
    """The metadata that a text gives about itself, unverified.

    ``unread``: the lines of a front matter that could not be read; ``why``: the reason, for the reader.
    """

    title: str | None = None
    byline: str | None = None
    published: date | None = None
    site: str | None = None
    language: str | None = None
    canonical: str | None = None
    unread: str = ""
    why: str = ""


def front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter at the start of ``text``, and the text after it; lines of ``text`` end in a line feed."""
    if not _BEGINS.match(text):
        return FrontMatter(), text
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    try:
        inside, body = handler.split(text)
    except ValueError:  # no line of dashes ends it
        return FrontMatter(), text
    if len(inside) > MAX_FRONT_MATTER:
        why = f"The front matter is longer than {MAX_FRONT_MATTER:,} characters and was not read."
        return FrontMatter(unread=inside, why=why), body
    try:
        told = handler.load(inside, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return FrontMatter(unread=inside, why="The front matter is not valid YAML and was not read."), body
    return (_read(told), body) if isinstance(told, dict) else (FrontMatter(), text)


def _read(told: dict[Any, Any]) -> FrontMatter:
    values = {re.sub(r"[\W_]", "", str(k)[:80]).lower(): v for k, v in told.items()}
    languages = filter(None, (_LANGUAGE.fullmatch(text) for text in _texts(values, _LANGUAGES)))
    return FrontMatter(
        title=next(_texts(values, _TITLES), None),
        byline=next(filter(None, (_people(values.get(key)) for key in _AUTHORS)), None),
        published=next(filter(None, map(_day, _texts(values, _DATES))), None),
        site=next((text for text in _texts(values, _SITES) if "://" not in text), None),
        language=next((found[1].lower() for found in languages), None),
        canonical=next((text for text in _texts(values, _ADDRESSES) if _is_address(text)), None),
    )


def _texts(values: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """The texts under ``keys``, in their order; other values are passed over."""
    yield from filter(None, (_line(values.get(key)) for key in keys))


def _line(value: object) -> str | None:
    """``value`` as one line without characters that do not print; None if it is not text, or is empty."""
    if not isinstance(value, str):
        return None
    kept = " ".join("".join(c if c.isprintable() else " " for c in value[:MAX_ADDRESS]).split())
    if kept.lower() in _NOTHING:
        return None
    return kept if "://" in kept[:12] else kept[:MAX_VALUE]


def _people(value: object) -> str | None:
    """The names in ``value``: one, or a list of names or of dictionaries with a name; "[[Ann Hill]]" is a link."""
    some = value[:MAX_AUTHORS] if isinstance(value, list) else [value]
    named = (_line(one.get("name") if isinstance(one, dict) else one) for one in some)
    names = ", ".join(name.removeprefix("[[").removesuffix("]]") for name in named if name)
    return names[:MAX_VALUE] or None


def _day(text: str) -> date | None:
    try:
        day: date | None = datetime.fromisoformat(text).date()
    except ValueError:
        day = first_date(text)
    return day if day and day.year >= FIRST_YEAR else None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(c.isspace() for c in text)
