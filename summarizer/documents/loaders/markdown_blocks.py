"""Markdown -> its blocks as plain text: CommonMark with GitHub's tables and strikethrough.

The only importer of markdown-it-py. HTML is recognised, and not interpreted.
markdown-it-py takes time linear in a text, but up to 25 µs a character for one built to be slow, and more where
containers may be nested deeper; so both are limited.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["MAX_DEPTH", "MAX_MARKDOWN", "Block", "Blocks", "blocks"]

MAX_MARKDOWN = 100_000
"""Longest text that is parsed, in code points: about 16,000 words."""
MAX_DEPTH = 12
"""Containers in each other at which the parser drops what they hold; a list and its item are two."""
MAX_LABEL = 40
"""Longest column title that is repeated before each cell, in code points."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_FOOTNOTE_TEXT = re.compile(r"\[\^[^\]\s]{1,40}\]:[ \t]*")
_ALERT = re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*")
_UNSEEN = re.compile(r"<(?:script|style|template|textarea)\b|<\w[^>]*\s(?:hidden|style|aria-hidden)\b", re.IGNORECASE)
"""HTML within a line that may keep the text behind it from a reader's eyes."""
_TAG = re.compile(r"<[^<>]*>")


Kind = Literal["heading", "paragraph", "item", "row", "code"]


class Block(NamedTuple):
    """One block as plain text; an item is a paragraph in a list. ``level``: that of a heading, else 0.

    ``link``: nothing but links and images; ``styled``: its HTML sets a style, which may hide its text.
    """

    kind: Kind
    text: str
    level: int = 0
    link: bool = False
    styled: bool = False


class Blocks(NamedTuple):
    """The blocks of a text, and the words that were left out: of comments, of blocks of HTML, and struck through."""

    blocks: tuple[Block, ...]
    comments: int
    html: int
    struck: int


class _Left:
    """The words that were left out so far."""

    def __init__(self) -> None:
        self.comments = self.html = self.struck = 0

    def count(self, html: str) -> None:
        """Count the words of ``html``, those in comments separately."""
        at = 0
        while (start := html.find("<!--", at)) >= 0:
            self.html += len(_TAG.sub(" ", html[at:start]).split())
            end = html.find("-->", start)
            end = len(html) if end < 0 else end
            self.comments += len(html[start + 4 : end].split())
            at = end + 3
        self.html += len(_TAG.sub(" ", html[at:]).split())


def blocks(text: str) -> Blocks | None:
    """The blocks of ``text`` in order; None if it is too long, or its containers are nested too deep."""
    if len(text) > MAX_MARKDOWN:
        return None
    tokens = _parser().parse(text)
    if any(token.level >= MAX_DEPTH - 1 and token.type in {"blockquote_open", "list_item_open"} for token in tokens):
        return None
    left = _Left()
    found = tuple(block for block in _read(tokens, left) if block.text)
    return Blocks(found, left.comments, left.html, left.struck)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable(["table", "strikethrough"])


def _read(tokens: "Sequence[Token]", left: _Left) -> Iterator[Block]:
    within: Counter[str] = Counter()
    titles: list[str] = []
    cells: list[str] = []
    for token in tokens:
        within[token.tag] += token.nesting
        if token.type == "inline" and within["table"]:
            cells.append(" ".join(_inline(token, left).text.split()))
        elif token.type == "inline":
            level = next((n for n in range(1, 7) if within[f"h{n}"]), 0)
            kind: Kind = "heading" if level else "item" if within["ul"] or within["ol"] else "paragraph"
            yield _inline(token, left)._replace(kind=kind, level=level)
        elif token.type == "tr_close":
            if within["tbody"]:
                yield Block("row", _row(titles, cells))
            else:
                titles = cells
            cells = []
        elif token.type in {"fence", "code_block"}:
            yield Block("code", token.content.strip("\n"))
        elif token.type == "html_block":
            left.count(token.content)


def _row(titles: list[str], cells: list[str]) -> str:
    """A row of a table as one line: each cell that is not empty, after the title of its column."""
    named = zip([*titles, *[""] * len(cells)], cells, strict=False)
    told = (f"{title}: {cell}" if title and len(title) <= MAX_LABEL else cell for title, cell in named if cell)
    return " · ".join(told)


def _inline(token: "Token", left: _Left) -> Block:
    """A paragraph of the text in ``token``: what a reader sees, without markup and marks of footnotes."""
    kept: list[str] = []
    struck = linked = 0
    plain = styled = False
    for part in token.children or ():
        if part.type == "s_open":
            struck += 1
        elif part.type == "s_close":
            struck -= 1
        elif part.type in {"link_open", "link_close"}:
            linked += part.nesting
        elif part.type == "html_inline":
            styled = styled or _UNSEEN.match(part.content) is not None
            left.count(part.content)
            kept.append("\n" if part.content.lower().startswith("<br") else "")
        elif struck:
            left.struck += len(part.content.split())
        else:
            said = _said(part, linked=linked > 0)
            kept.append(said)
            plain = plain or not (linked or part.type == "image" or not said.strip())
    text = "".join(kept)
    alert = _ALERT.match(text)
    lines = (" ".join(line.split()) for line in text[alert.end() if alert else 0 :].split("\n"))
    return Block("paragraph", "\n".join(line for line in lines if line), link=not plain, styled=styled)


def _said(part: "Token", *, linked: bool) -> str:
    """The plain text of one part of a line."""
    if part.type == "softbreak":
        return " "
    if part.type == "hardbreak":
        return "\n"
    if part.type == "image":
        return "".join(_said(inner, linked=linked) for inner in part.children or ())
    if part.type != "text" or "^" not in part.content:
        return part.content
    if linked and part.content.startswith("^") and " " not in part.content:  # a footnote that is only an address
        return ""
    note = _FOOTNOTE_TEXT.match(part.content)
    return ("\n" if note else "") + _FOOTNOTE.sub("", part.content[note.end() if note else 0 :])
