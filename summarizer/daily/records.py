"""What is kept of articles and editions, as values."""

from datetime import date, datetime
from typing import NamedTuple

from ..document import Document

__all__ = ["OLD", "Article", "Kept", "Told"]

OLD = "older than this edition"
"""Why an article was dropped that an edition which begins earlier may tell."""


class Article(NamedTuple):
    """One thing that a source listed. ``document`` None: it was dropped, ``dropped`` says why.

    ``key``: what it is known by; ``published``: when, as far as anybody said; ``again``: whether a later run may try
    to read it again.
    """

    key: str
    source: str
    name: str
    published: datetime | None
    seen: datetime
    document: Document | None = None
    dropped: str = ""
    again: bool = False
    edition: date | None = None
    story: str | None = None


class Told(NamedTuple):
    """What an edition told of a story: a ``headline``, a ``claim`` or a ``sentence`` behind one."""

    edition: date
    story: str
    kind: str
    text: str
    url: str | None


class Kept(NamedTuple):
    """A finished edition. ``inputs``: the digest of what it was made of; ``body``: its JSON."""

    day: date
    status: str
    inputs: str
    made: datetime
    since: datetime
    until: datetime
    body: str
