"""Editions -> an Atom feed (RFC 4287) with one entry per story and edition, and permanent ids."""

from collections.abc import Sequence
from datetime import UTC
from xml.sax.saxutils import escape

from ..edition import Edition
from .edition import StoryView, view
from .edition_text import story_text

__all__ = ["edition_feed"]

_INVALID = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
"""Characters that XML 1.0 cannot represent."""


def edition_feed(identity: str, editions: Sequence[Edition]) -> str:
    """Return the feed of ``editions``, given newest first. ``identity``: a permanent name of this briefing, for ids."""
    newest = editions[0]
    updated = newest.created.astimezone(UTC).isoformat().replace("+00:00", "Z")
    entries = "".join(_entries(identity, edition) for edition in editions)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_id(identity)}</id><title>{_text(view(newest).title)}</title><updated>{updated}</updated>\n"
        f"<generator>brief</generator>\n{entries}</feed>\n"
    )


def _id(identity: str, *rest: str) -> str:
    return ":".join(["tag:brief,2026", identity, *rest])


def _entries(identity: str, edition: Edition) -> str:
    drawn = view(edition)
    updated = edition.created.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return "".join(
        f"<entry><id>{_id(identity, drawn.date, _text(s.id))}</id><title>{_text(s.title)}</title>"
        f"<updated>{updated}</updated><author><name>{_text(drawn.title)}</name></author>"
        f'<content type="text">{_text(_told(s))}</content></entry>\n'
        for s in drawn.stories
    )


def _told(story: StoryView) -> str:
    links = dict.fromkeys(f"{p.outlet}: {p.url}" for p in story.proofs if p.url)
    return "\n".join([*story_text(story), "", *links])


def _text(text: str) -> str:
    return escape(text.translate(_INVALID).encode("utf-8", "replace").decode())
