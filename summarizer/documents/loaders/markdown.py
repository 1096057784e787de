"""Markdown -> Document: its blocks as plain text; what its front matter says comes first, as sentences.

As for a page, the text of the Document is what was extracted: no quotation shows markup. Headings are sentences with
the role ``header``, which a judge reads but no claim comes from; code and lines of nothing but links are asides.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from ...facts.language import detect
from ..cleaning.boilerplate import with_asides
from ..cleaning.invisible import with_unseen
from ..cleaning.metadata_lines import with_header
from ..cleaning.prompt_injection import with_addressed
from ..document import Document, Sentence, SentenceRole, Stamp
from ..sentences import MAX_SENTENCE, numbered, spans
from .front_matter import FrontMatter, front_matter
from .markdown_blocks import Block, Blocks, blocks
from .registry import Origin
from .text import from_plain, readable

__all__ = ["load_markdown"]

MAX_HEADING = 200
"""Longest heading, in code points: a line of dashes right under a paragraph makes a heading of it by mistake."""


def load_markdown(raw: bytes, origin: Origin) -> Document:
    """The article in ``raw``; read as plain text, with a note, if it has no sentence, is too long or nested too deep.

    Raises SourceError as ``from_plain`` does.
    """
    decoded = readable(raw, origin.name, origin.charset)
    told, body = front_matter(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    read = blocks(body)
    document = _document(told, read, origin) if read else None
    if read is None or document is None:
        why = "It has no sentence outside code and HTML" if read else "It is too long, or nested too deep, for Markdown"
        plain = from_plain(raw, origin.name, origin.charset)
        return replace(plain, url=origin.url, notes=(*plain.notes, f"{why}: it was read as plain text."))
    notes = filter(None, (decoded.doubt, told.why, *_notes(read)))
    whole = replace(document, sha256=hashlib.sha256(raw).hexdigest(), notes=tuple(notes))
    return with_unseen(numbered(with_addressed(whole)))


class _Line(NamedTuple):
    """A block of the Document's text. ``whole``: it is a single sentence; ``leads``: metadata may be in it."""

    text: str
    role: SentenceRole
    whole: bool
    leads: bool


def _document(told: FrontMatter, read: Blocks, origin: Origin) -> Document | None:
    """The document without its notes; None if it has no sentence of the body."""
    title, rest = _titled(told.title, read.blocks)
    lines = [*_header(told, title), *_lines(rest)]
    language = detect("\n".join(line.text for line in lines if line.role == "body"))
    if language == "und":
        language = told.language or language
    document = _segmented(lines, Document("a1", "", origin.name, "", language))
    if all(s.role != "body" for s in document.sentences):
        return None
    document = with_asides(document, links=False)
    return replace(
        document,
        title=title or document.title,
        published=told.published or document.published,
        published_from="the front matter" if told.published else None,
        dates=(Stamp(told.published, "the front matter"),) if told.published else (),
        byline=told.byline or document.byline,
        site=told.site or document.site or urlsplit(told.canonical or origin.url or "").hostname,
        url=origin.url,
        canonical=told.canonical,
    )


def _titled(title: str | None, read: tuple[Block, ...]) -> tuple[str | None, tuple[Block, ...]]:
    """The title, and the blocks without the first heading of level 1 if that is the title."""
    for n, block in enumerate(read):
        if block.level == 1 and len(block.text) <= MAX_HEADING:
            text = " ".join(block.text.split())
            if title is None or text.casefold() == title.casefold():
                return title or text, read[:n] + read[n + 1 :]
            break
    return title, read


def _header(told: FrontMatter, title: str | None) -> Iterator[_Line]:
    """The lines of metadata, as a page has them, and those of a front matter that was not read."""
    if title:
        yield _Line(f"Title: {title}", "header", whole=True, leads=True)
    if told.byline:
        by = "" if told.byline.lower().startswith("by ") else "By "
        yield _Line(f"{by}{told.byline}", "header", whole=True, leads=True)
    if told.published:
        line = f"Published: {told.published.isoformat()} (says the front matter)"
        yield _Line(line, "header", whole=True, leads=True)
    if told.unread.strip():
        yield _Line(told.unread.strip(), "aside", whole=False, leads=False)


def _lines(read: Sequence[Block]) -> Iterator[_Line]:
    """The blocks with their roles. Lines of links are asides only if others remain."""
    roles = [_role(block) for block in read]
    spared = "body" not in roles
    leads = True
    for block, role in zip(read, roles, strict=True):
        leads = leads and block.kind not in {"item", "row"}
        kept: SentenceRole = "body" if spared and block.link and block.kind != "heading" else role
        yield _Line(block.text, kept, whole=block.kind == "row" or role == "header", leads=leads and not block.link)


def _role(block: Block) -> SentenceRole:
    if block.kind == "heading" and len(block.text) <= MAX_HEADING:
        return "header"
    return "aside" if block.kind == "code" or block.link or block.styled else "body"


def _segmented(lines: Sequence[_Line], document: Document) -> Document:
    """``document`` with ``lines`` as its text, their sentences, and what the first of them say of the article."""
    text = "\n\n".join(line.text for line in lines)
    sentences: list[Sentence] = []
    first: list[Sentence] = []
    at = 0
    for line in lines:
        one = line.whole and len(line.text) <= MAX_SENTENCE
        for start, end in [(0, len(line.text))] if one else spans(line.text, document.language):
            sentences.append(Sentence(f"s{len(sentences) + 1}", at + start, at + end, line.role))
            if line.leads and line.role != "aside":
                first.append(sentences[-1])
        at += len(line.text) + 2
    told = with_header(replace(document, text=text, sentences=tuple(first)))
    roles = {s.id: s.role for s in told.sentences}
    return replace(told, sentences=tuple(s._replace(role=roles.get(s.id, s.role)) for s in sentences))


def _notes(read: Blocks) -> Iterator[str]:
    code = sum(block.text.count("\n") + 1 for block in read.blocks if block.kind == "code")
    styled = sum(block.styled for block in read.blocks)
    for what, counts in (
        ("Left out", ((read.comments, "word", "in comments, which no reader sees"), (read.html, "word", "in HTML"),
                      (read.struck, "word", "struck through"))),
        ("Shown to no model", ((code, "line", "of code"), (styled, "line", "whose HTML may hide text"))),
    ):  # fmt: skip
        told = [f"{n:,} {unit}{'s' * (n != 1)} {where}" for n, unit, where in counts if n]
        if told:
            yield f"{what}: {'; '.join(told)}."
