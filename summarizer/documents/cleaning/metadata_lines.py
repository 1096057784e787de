"""Metadata lines before an article's first sentence: a date, a title, a byline, a photo caption."""

import re
from dataclasses import replace
from datetime import date

from ...facts.dates import first_date
from ..document import Document

__all__ = ["with_header"]

MAX_LINES = 6
MAX_LINE = 300
MAX_BYLINE = 80
"""Longest line under a title, in code points, that may name the author or the place."""
_LABEL = re.compile(
    r"(?:date|published|updated|posted|title|headline|author|source|outlet|url|link|by|section|tags|photo|image|caption|credit)"
    r"\b\s*[:=|]?\s*\S",
    re.IGNORECASE,
)
_SITE = re.compile(r"(?:source|outlet|publication|quelle|fuente)\s*[:=]\s*(?P<site>\S.{1,80})", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:author|by|von|por|par)\s*[:=]\s*(?P<author>[^\W\d_].{2,80})", re.IGNORECASE)
_PART = r"(?:[^\W\d_a-z][\w.'’-]*,?|and|und|y|et|[&/])"
_BYLINE = re.compile(rf"(?:[Bb]y|[Vv]on|[Pp]or|[Pp]ar) (?P<author>{_PART}(?: {_PART}){{1,7}})")
"""Capitalised words only: "Von der Leyen tritt an" is a title."""
_SEVERAL = re.compile(r"[a-z\d]{3}[.!?] \S.{8}")
"""The end of a sentence and the beginning of something else: prose with a tail, not one line of metadata."""
_TITLE = re.compile(r"(?:title|headline)\s*[:=]\s*(?P<title>.+)", re.IGNORECASE)
_END = tuple('.!?…。！？"”’)')


def with_header(document: Document) -> Document:
    """Return ``document`` with role ``header`` on its leading metadata lines, and their date, title, site and author.

    A line is metadata if it stands among the first ones, is not a sentence (it has no end mark) and has a label or a
    date; a first one without label, date or end mark is the title if prose follows, at once or after further such lines
    (a byline, a place). A Markdown heading is a title, too. At least one sentence stays.
    """
    sentences = list(document.sentences)
    published: date | None = None
    title: str | None = None
    site, byline = document.site, document.byline
    prose = _prose(document)
    for n, sentence in enumerate(sentences[:prose]):
        line = document.quote(sentence)
        if _SEVERAL.search(line) and not _LABEL.match(line):
            break
        stamp = first_date(line)
        author = _AUTHOR.fullmatch(line) or _BYLINE.fullmatch(line)
        labelled = author or (_LABEL.match(line) and re.match(r"\w+\s*[:=|]", line))
        if labelled or stamp:
            published = published or stamp
            if found := _TITLE.match(line):
                title = found["title"]
            if found := _SITE.fullmatch(line):
                site = site or found["site"]
            elif author:
                byline = byline or author["author"]
        elif n == 0 and (line.startswith("# ") or document.quote(sentences[prose]).endswith(_END)):
            title = line.lstrip("# ")
        elif title is None or len(line) > MAX_BYLINE:
            break
        sentences[n] = sentence._replace(role="header")
    return replace(document, sentences=tuple(sentences), published=published, title=title, site=site, byline=byline)


def _prose(document: Document) -> int:
    """Return the index of the first sentence that may be prose: it has an end mark, is long, or shares its line."""
    for n, sentence in enumerate(document.sentences[:MAX_LINES]):
        line = document.quote(sentence)
        last = n + 1 == len(document.sentences)
        if (
            last
            or len(line) > MAX_LINE
            or (line.endswith(_END) and not line.startswith("# "))
            or not _alone(document, n)
        ):
            return n
    return min(MAX_LINES, len(document.sentences) - 1)


def _alone(document: Document, n: int) -> bool:
    """True if a line break follows sentence ``n``."""
    here, following = document.sentences[n], document.sentences[n + 1]
    gap = document.text[here.end : following.start]
    return "\n" in gap or "\r" in gap
