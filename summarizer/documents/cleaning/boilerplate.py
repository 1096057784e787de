"""Lines in an article that are not news: captions, "read more", calls to subscribe, credits, other articles' titles."""

import re
from dataclasses import replace
from functools import cache

from ..document import Document

__all__ = ["with_asides"]

MAX_ASIDE = 300
"""Longest aside, in code points; a longer line belongs to the article, however it begins."""
_STARTS = frozenset(
    "read see watch listen view learn find click tap more related also lesen sie lire leia lea mehr à ver all this the "
    "advertisement advertisements anzeige publicité publicidad story article photo image picture video credit source "
    "file pictured foto bild caption photos images pictures credits sources sign subscribe register follow like join "
    "share tweet email print save copy comment comments show back skip additional reporting editing © copyright".split()
)
_HINTS = (
    "(photo", "(image", "(picture", "(foto", "(ap", "(getty", "(reuters", "(additional", "(reporting", "(writing",
    "(editing", "(compiled", "(c)",
)  # fmt: skip
"""Cheap test: a line is an aside only if it begins with one of those words or contains one of these."""
_ASIDE = (
    r"(?:(?:read|see|watch|listen|view|learn|find out|click here|tap here|more|related|also read|lesen sie|lire aussi"
    r"|leia|lea|mehr zum thema|à lire|ver también)"
    r"(?: (?:also|more|now|here|next|on|about|auch|mehr|además|aussi))?\s?[:>»|].{3,}"
    r"|(?:read|see|view|learn|find out) more(?: (?:about|on|here|at|from|in our|stories|news)\b.{0,150})?"
    r"|related (?:stories|articles|coverage|content|posts|topics)\b.{0,80}"
    r"|advertisements?\.?|anzeige|publicité|publicidad|(?:story|article) continues below(?: advertisement)?\.?"
    r"|(?:\| ?)?(?:photo|image|picture|video|credit|source|file photo|pictured|foto|bild|caption)s?"
    r"(?: (?:by|credit|courtesy of))?\s?[:/|].{2,}"
    r"|.{0,80}\((?:photo|image|picture|foto|ap photo|getty|reuters)\b.{0,120}\)"
    r"|(?:sign up|subscribe|register)\b.{0,120}\b(?:newsletters?|inbox|updates|alerts|daily|today|free)\b.{0,120}"
    r"|(?:follow|like|join|find)\b.{0,40}\b(?:on|us on) "
    r"(?:twitter|facebook|instagram|x|linkedin|whatsapp|telegram|youtube)\b.{0,120}"
    r"|(?:share|tweet|email|print|save|copy link|comments?|show comments|back to top|skip advertisement)"
    r"(?: (?:this|article|story|page))*\.?"
    r"|\((?:(?:additional )?(?:reporting|writing|editing|compiled)"
    r"(?: and (?:reporting|writing|editing))? by\b.{3,200})\)?"
    r"|(?:(?:additional )?reporting|editing) by [^.]{3,120}\.?"
    r"|(?:©|\(c\)|copyright)\s.{0,160}|all rights reserved\.?"
    r"|(?:this|the) (?:article|story) (?:was|is) (?:originally|first) published\b.{0,160}"
    r"|.{0,60}\bour standards: the \w+ \w+ trust principles\.?)"
)


_CREDIT = re.compile(
    r"\| ?(?:image|photo|picture|video|graphic|illustration|credit)s?(?: by)?\s?[:/|].{2,80}", re.IGNORECASE
)
"""A credit after a caption, on the same line."""
LINKS = 4
"""Fewest lines at the end that count as headlines of other articles."""
LONGEST_LINK = 160
"""Longest such headline, in code points."""
_UNENDED = 2 / 3
"""Least share of those lines that must lack an end mark, as headlines do."""


def with_asides(document: Document, *, links: bool = True) -> Document:
    """Return ``document`` with the role ``aside`` on lines that are not news. At least one sentence of the body stays.

    ``links``: True if short last lines may be headlines of other articles; False if markup says which lines are links.
    """
    text, sentences = document.text, list(document.sentences)
    marked = {
        n
        for n, s in enumerate(sentences)
        if s.role == "body" and s.end - s.start <= MAX_ASIDE and _may_be(document.quote(s))
        and _alone(text, s.start, s.end) and _pattern().fullmatch(" ".join(document.quote(s).split()))
    }  # fmt: skip
    marked |= _captions(document) | (_links(document) if links else set())
    if len(marked) == sum(s.role == "body" for s in sentences):
        return document
    for n in marked:
        sentences[n] = sentences[n]._replace(role="aside")
    return replace(document, sentences=tuple(sentences)) if marked else document


def _captions(document: Document) -> set[int]:
    """Return the indices of the sentences whose line ends in a credit: "… during a test. | Image: NASA"."""
    text, sentences = document.text, document.sentences
    found: set[int] = set()
    line: list[int] = []
    for n, s in enumerate(sentences):
        if line and "\n" in text[sentences[line[-1]].end : s.start]:
            line = []
        line.append(n)
        if text[s.start] == "|" and _CREDIT.fullmatch(document.quote(s)):
            found.update(i for i in line if sentences[i].role == "body")
            line = [n]
    return found


def _links(document: Document) -> set[int]:
    """Return the indices of the last lines if they are other articles' headlines: short, most without an end mark.

    At least LINKS body sentences must remain, so that a text of nothing but such lines stays as it is.
    """
    text, sentences = document.text, document.sentences
    lines: list[int] = []
    for n in range(len(sentences) - 1, -1, -1):
        s = sentences[n]
        if s.role != "body" or not _is_title(document.quote(s)) or not _alone(text, s.start, s.end):
            break
        lines.append(n)
    ended = [document.quote(sentences[n]).endswith((".", "!", "…", "。")) for n in lines]
    most = sum(ended)
    while lines and (ended[-1] or most > (1 - _UNENDED) * len(lines)):
        lines.pop()
        most -= ended.pop()
    left = sum(s.role == "body" for s in sentences) - len(lines)
    return set(lines) if len(lines) >= LINKS and left >= LINKS else set()


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_LINK and line.count(" ") >= 3 and (line[0].isalpha() or line[0] in "“\"'‘")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_ASIDE, re.IGNORECASE)


def _may_be(line: str) -> bool:
    first = line[:20].lower().lstrip("| ").split(" ", 1)[0].rstrip(":/|.,")
    if first in _STARTS:
        return True
    lower = line.lower()
    return ("(" in lower and any(hint in lower for hint in _HINTS)) or "trust principles" in lower


def _alone(text: str, start: int, end: int) -> bool:
    """True if the span has a line to itself."""
    before = text[max(0, start - 3) : start].rstrip(" \t")
    after = text[end : end + 3].lstrip(" \t")
    return (not before or before[-1] in "\r\n") and (not after or after[0] in "\r\n")
