"""The records that the state keeps of articles and editions."""

from datetime import date, datetime
from typing import NamedTuple

from ..documents.document import Document

__all__ = ["OLD", "Article", "Kept", "Told"]

OLD = "older than this edition"
"""Reason for dropping an article that an edition with an earlier start may still include."""


class Article(NamedTuple):
    """One article that a source listed. ``document`` is None if it was dropped; ``dropped`` says why.

    ``key``: its unique key; ``published``: its time of publication, if known; ``again``: True if a later run may try
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
    """One text that an edition contained about a story: a ``headline``, a ``claim`` or a cited ``sentence``."""

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
