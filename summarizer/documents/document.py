"""The source as frozen values. Every offset in brief is a count of Unicode code points into ``Document.text``."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from ..errors import UsageError

__all__ = ["Document", "Sentence", "SentenceRole", "Stamp"]

SentenceRole = Literal["body", "header", "aside", "known"]
"""``body``: the article's own sentences. ``header``: metadata before the first of them (a date, a title), or a heading
among them. ``aside``: a line among them that is no news (a caption, "read more"). ``known``: reported by articles of an
earlier edition."""


class Stamp(NamedTuple):
    """A date that a source gives for itself, and its place in the source."""

    day: date
    where: str


class Sentence(NamedTuple):
    """A half-open span ``[start, end)`` of the text, without surrounding white space."""

    id: str
    start: int
    end: int
    role: SentenceRole = "body"


@dataclass(frozen=True, slots=True)
class Document:
    """One source.

    ``text`` is the decoded source without a byte order mark and otherwise untouched, or, for a page or Markdown, what
    was extracted from it; ``sha256`` is the hex digest of
    the raw bytes; ``source`` says where it came from (a path as it was given, or ``-``); ``published`` and ``title``
    are the source's own claims, unverified; ``language`` is a BCP 47 code or ``und``; ``notes`` are sentences that tell
    the reader how the source was read; ``published_from`` names the place of that date in the source, and ``dates`` are
    all that it gives; ``byline``, ``site``, ``url`` (the address it was fetched from) and ``canonical`` (the address
    that a page gives as its own) are usually known only for pages and feed entries.
    """

    id: str
    text: str
    source: str
    sha256: str
    language: str = "und"
    title: str | None = None
    published: date | None = None
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = field(default=())
    published_from: str | None = None
    dates: tuple[Stamp, ...] = ()
    byline: str | None = None
    site: str | None = None
    url: str | None = None
    canonical: str | None = None

    @classmethod
    def from_text(cls, text: str, title: str | None = None, published: date | None = None) -> "Document":
        """Return the article in a Python string, split into sentences. It is plain text: Markdown stays as it is.

        ``title``: its title, if the text does not have it; ``published``: its day of publication, to which "yesterday"
        and "on Monday" are relative. Raises SourceError if the text is empty or too large, UsageError for a wrong type.
        No error quotes the text.
        """
        from .loaders.text import from_text

        for name, value, wanted in (("text", text, str), ("title", title, str), ("published", published, date)):
            if not isinstance(value, wanted) and (value is not None or name == "text"):
                raise UsageError(f"{name} must be a {wanted.__name__}, not a {type(value).__name__}")
        document = from_text(text)
        day = published.date() if isinstance(published, datetime) else published
        return replace(document, title=title or document.title, published=day or document.published)

    def quote(self, sentence: Sentence) -> str:
        """Return the verbatim text of ``sentence``."""
        return self.text[sentence.start : sentence.end]
