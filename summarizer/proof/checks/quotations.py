"""Quotations: the words between quotation marks must occur in the source in the same order.

Only letters and digits are compared; case, accents, spaces, punctuation and the style of the marks are ignored.
"…" separates the parts of a quotation, a bracketed word matches any words, and "[sic]" is skipped.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import combining, normalize

from ...documents.source_index import Index
from ...facts.language import detect
from . import Flaw

__all__ = ["check_quotations"]

_CLOSING = {
    "“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』", '"': '"',
    "‘": "’", "‚": "‘’", "'": "'",
}  # fmt: skip
"""An opening mark -> the marks that may close it."""
_MARKS = frozenset([*_CLOSING, *"".join(_CLOSING.values())])
_APOSTROPHES = frozenset("'‘’")
_WORD = re.compile(r"[\w\u0300-\u036f'’-]+")
_PIECE = re.compile("[^-'’]+")
_BRACKETS = re.compile(r"\[([^\[\]]{0,200})\]")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.+")
_LONGEST = 3_000
"""Most characters of a quotation."""
_FEWEST = 3
"""Fewest words of a quotation. One or two words in marks may be a name or scare quotes."""
_REPLACED = 120
"""Most letters of the source that a bracketed word may stand for."""
_ASIDE = 80
"""Most characters between two parts of one quotation of the source: ", the mayor said, "."""


def check_quotations(text: str, index: Index, language: str) -> list[Flaw]:
    """Find the quotations of three words or more in ``text`` that the source does not have.

    A statement in another language is not checked: its quotations are translations. ``language``: that of the
    statement; if it is not known, its own words tell.
    """
    spans = [(start, ends) for start, ends in _quotations(text) if _is_long(text[start : ends[0]])]
    if not spans:
        return []
    spoken = detect(text) if language == "und" else language
    if "und" not in {spoken, index.language} and spoken != index.language:
        return []
    found = []
    for start, ends in spans:
        if not any(source.has(text[start:end]) for source in _sources(index) for end in ends):
            found.append(Flaw("quotations", f"the article does not say '{text[start : ends[0]]}'", start, ends[0]))
    return found


def _is_long(quoted: str) -> bool:
    words = _WORD.findall(quoted)
    wide = sum(c >= "\u2e80" for c in quoted)
    return len(words) >= _FEWEST or wide >= 2 * _FEWEST


def _quotations(text: str) -> Iterator[tuple[int, list[int]]]:
    """Yield the start and possible ends of the text in quotation marks, without nested quotations.

    There are several ends if a mark may be an apostrophe.
    """
    marks = [n for n, c in enumerate(text) if c in _MARKS]
    sure: dict[str, list[int]] = {}
    for n in marks:
        if text[n] not in _APOSTROPHES or _ends_surely(text, n):
            sure.setdefault(text[n], []).append(n)
    behind = 0
    for at in marks:
        if at < behind or text[at] not in _CLOSING or not _may_open(text, at):
            continue
        closing = _CLOSING[text[at]]
        ends = (places[n] for c in closing if (n := bisect_right(places := sure.get(c, []), at)) < len(places))
        end = min(ends, default=len(text) + _LONGEST)
        if end - at < _LONGEST:
            behind = end + 1
            yield at + 1, [end, *(n for n in _plurals(text, at, end) if text[n] in closing)]


def _may_open(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "“„«‚「『‹":
        return True
    if mark == '"':
        return not before.isdigit()
    return not before.isalnum() and (after.isalpha() or after in {"[", "…"})


def _ends_surely(text: str, at: int) -> bool:
    """True if the apostrophe at ``at`` must end a quotation: it is neither inside a word nor after a plural s."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    plural = before in {"s", "S"} and text[at + 1 : at + 3].strip().isalpha()
    return bool(before) and not before.isspace() and not after.isalnum() and not plural


def _plurals(text: str, start: int, end: int) -> Iterator[int]:
    """Yield each apostrophe after a plural s at which a quotation from ``start`` may end before its certain ``end``."""
    for n in range(start + 2, end):
        if text[n] in _APOSTROPHES and text[n - 1] in "sS" and not text[n + 1].isalnum():
            yield n


@dataclass(frozen=True)
class _QuotationSource:
    """The letters of a text, and the word boundaries between them."""

    letters: str
    bounds: frozenset[int] = field(repr=False)

    def has(self, quoted: str) -> bool:
        """True if the parts of ``quoted`` occur in the text in this order."""
        at = 0
        for part in _ELLIPSIS.split(_written_out(quoted)):
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
    """Return the letters of ``part`` before, between and after bracketed words."""
    plain = _BRACKETS.sub(lambda m: _unbracketed(m[1]), part)
    return [_letters(piece) for piece in plain.split("\0")]


def _unbracketed(inside: str) -> str:
    """Return a single letter as it is ("[T]he"), nothing for "sic", else the sign for any words."""
    return "" if inside.strip().lower() == "sic" else inside if len(inside) == 1 else "\0"


def _written_out(text: str) -> str:
    """Return ``text`` without English contractions of "not"."""
    plain = text.replace("n’t", "n't")
    for short, long in (("can't", "can not"), ("cannot", "can not"), ("won't", "will not"), ("n't", " not")):
        plain = plain.replace(short, long)
    return plain


@lru_cache(maxsize=16_384)
def _letters(text: str) -> str:
    if text.isalnum() and text.isascii():
        return text.lower()
    return "".join(c for c in normalize("NFKD", text.casefold()) if c.isalnum() and not combining(c))


def _sources(index: Index) -> Iterator[_QuotationSource]:
    """Return each document, then its quotations without the words between their parts, such as "he said"."""
    for text, document in zip(index.sources, index.documents, strict=True):
        yield _source("\n".join((text, document.title or "", document.byline or "")))
    for text in index.sources:
        yield _source("\n".join(_rejoined(text)))


def _rejoined(text: str) -> Iterator[str]:
    """Return the quotations of ``text``, joining those with only a few words between them."""
    parts: list[str] = []
    last = 0
    for start, ends in _quotations(text):
        if parts and (start - last > _ASIDE or "\n" in text[last:start]):
            yield " ".join(parts)
            parts = []
        parts.append(text[start : ends[0]])
        last = ends[0]
    yield " ".join(parts)


@lru_cache(maxsize=64)
def _source(text: str) -> _QuotationSource:
    letters: list[str] = []
    bounds = {0}
    length = 0
    for word in _WORD.finditer(_written_out(text).replace("[sic]", "")):
        for piece in _PIECE.findall(word[0]):
            plain = _letters(piece)
            bounds.update(range(length, length + len(plain)) if max(plain, default="") >= "\u2e80" else (length,))
            letters.append(plain)
            length += len(plain)
        bounds.add(length)
    return _QuotationSource("".join(letters), frozenset(bounds))
