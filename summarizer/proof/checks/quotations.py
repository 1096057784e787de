"""Quotations: the words that a statement puts between quotation marks stand in the source, in that order.

Only letters and digits are compared: case, accents, white space, punctuation and the kind of the marks are typography.
"…" splits a quotation into parts; a bracketed word stands for anything, and "[sic]" for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import combining, normalize

from ...document import Document
from ...facts.index import Index
from ...language import detect
from . import Flaw

__all__ = ["check_quotations"]

_CLOSING = {
    "“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』", '"': '"',
    "‘": "’", "‚": "‘’", "'": "'",
}  # fmt: skip
"""An opening mark -> the marks that may close it."""
_APOSTROPHES = frozenset("'‘’")
_WORD = re.compile(r"[\w\u0300-\u036f'’-]+")
_BRACKETS = re.compile(r"\[([^\[\]]{0,200})\]")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.+")
_LONGEST = 3_000
"""Characters of a quotation."""
_FEWEST = 3
"""Words of a quotation; one or two between marks may be a name, or words that the writer keeps at a distance."""
_REPLACED = 120
"""Letters of the source that a bracketed word may stand for."""
_ASIDE = 80
"""Characters between two parts of one quotation of the source: ", the mayor said, "."""


def check_quotations(text: str, index: Index) -> list[Flaw]:
    """The quotations in ``text`` of three words or more that the source does not have.

    A statement in another language than the source's is left alone: its quotations are translated.
    """
    spans = [(start, ends) for start, ends in _quotations(text) if _is_long(text[start : ends[-1]])]
    if not spans or (index.language != "und" and detect(text) not in {"und", index.language}):
        return []
    sources = _sources(index.documents)
    found = []
    for start, ends in spans:
        if not any(source.has(text[start:end]) for end in ends for source in sources):
            found.append(Flaw("quotations", f"the article does not say '{text[start : ends[0]]}'", start, ends[0]))
    return found


def _is_long(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    wide = sum(c >= "\u2e80" for c in quoted)
    return len(words) >= _FEWEST or wide >= 2 * _FEWEST


def _quotations(text: str) -> Iterator[tuple[int, list[int]]]:
    """The start and the possible ends of what stands between quotation marks, without quotations in quotations.

    There are several ends where a mark may be an apostrophe.
    """
    at = 0
    while at < len(text):
        if text[at] in _CLOSING and _may_open(text, at) and (ends := _ends(text, at)):
            yield at + 1, ends
            at = ends[0]
        at += 1


def _may_open(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "“„«‚「『‹":
        return True
    if mark == '"':
        return not before.isdigit()
    return not before.isalnum() and (after.isalpha() or after in {"[", "…"})


def _ends(text: str, at: int) -> list[int]:
    """Where the quotation that opens at ``at`` may end; after a plural s only if a surer end follows."""
    closing = _CLOSING[text[at]]
    unsure: list[int] = []
    for n in range(at + 1, min(len(text), at + _LONGEST)):
        if text[n] not in closing:
            continue
        if text[n] not in _APOSTROPHES:
            return [n]
        if text[n + 1 : n + 2].isalnum():
            continue
        if text[n - 1] in "sS" and text[n + 1 : n + 3].strip().isalpha():
            unsure.append(n)
        elif not text[n - 1].isspace():
            return [n, *unsure]
    return []


@dataclass(frozen=True)
class _Source:
    """The letters of a text, and between which of them words begin and end."""

    letters: str
    bounds: frozenset[int] = field(repr=False)

    def has(self, quoted: str) -> bool:
        """True if the parts of ``quoted`` stand in the text one behind the other."""
        at = 0
        for part in _ELLIPSIS.split(quoted):
            end = self._find(_pieces(part), at)
            if end < 0:
                return False
            at = end
        return True

    def _find(self, pieces: list[str], at: int) -> int:
        """The end of ``pieces`` with bracketed words between them, from ``at`` on; -1 if they are not there."""
        first, *rest = pieces
        start = self.letters.find(first, at)
        while start >= 0:
            end = start + len(first)
            if start in self.bounds and (rest or end in self.bounds):
                for piece in rest:
                    near = self.letters.find(piece, end, end + _REPLACED + len(piece))
                    if near < 0:
                        break
                    end = near + len(piece)
                else:
                    return end
            start = self.letters.find(first, start + 1)
        return -1


def _pieces(part: str) -> list[str]:
    """The letters of ``part`` before, between and behind bracketed words."""
    plain = _BRACKETS.sub(lambda m: _unbracketed(m[1]), part)
    return [_letters(piece) for piece in plain.split("\0")]


def _unbracketed(inside: str) -> str:
    """A single letter as it is ("[T]he"), nothing for "sic", else the sign for any words."""
    return "" if inside.strip().lower() == "sic" else inside if len(inside) == 1 else "\0"


def _letters(text: str) -> str:
    return "".join(c for c in normalize("NFKD", text.casefold()) if c.isalnum() and not combining(c))


@lru_cache(maxsize=8)
def _sources(documents: tuple[Document, ...]) -> tuple[_Source, ...]:
    """Each document, and its quotations without what stands between their parts, such as "he said"."""
    found = []
    for document in documents:
        about = (document.text, document.title or "", document.byline or "")
        found.append(_source("\n".join(about)))
        found.append(_source("\n".join(_rejoined(document.text))))
    return tuple(found)


def _rejoined(text: str) -> Iterator[str]:
    """The quotations of ``text``; those with a few words between them in one piece."""
    parts: list[str] = []
    last = 0
    for start, ends in _quotations(text):
        if parts and (start - last > _ASIDE or "\n" in text[last:start]):
            yield " ".join(parts)
            parts = []
        parts.append(text[start : ends[0]])
        last = ends[0]
    yield " ".join(parts)


def _source(text: str) -> _Source:
    letters: list[str] = []
    bounds = {0}
    length = 0
    for word in _WORD.finditer(text):
        for piece in re.split("[-'’]", word[0]):
            plain = _letters(piece)
            wide = any(c >= "\u2e80" for c in plain)
            bounds.update(range(length, length + len(plain)) if wide else (length,))
            letters.append(plain)
            length += len(plain)
        bounds.add(length)
    return _Source("".join(letters), frozenset(bounds))
