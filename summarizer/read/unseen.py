"""Characters that a reader cannot see, or takes for others. They stay in the text and its offsets, and are reported."""

import re
import unicodedata
from dataclasses import replace

from ..document import Document

__all__ = ["with_unseen"]

_KINDS = (
    ("invisible", re.compile("[\u200b\u2060\u2061-\u2064\ufeff\u00ad\u180e\u034f\u115f\u1160\u3164\uffa0]")),
    ("that turn the direction of text", re.compile("[\u202a-\u202e\u2066-\u2069]")),
    ("of a hidden alphabet (tags)", re.compile("[\U000e0001\U000e0020-\U000e007f]")),
    ("that command a terminal", re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")),
)
_WORD = re.compile(r"[^\W\d_]{3,40}")
MAX_WORDS = 20_000


def with_unseen(document: Document) -> Document:
    """``document`` with a note for each kind of unseen characters in it, and for words that mix alphabets."""
    text = document.text
    if text.isascii() and text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        return document
    notes = [f"{n} characters {kind} stand in the source." for kind, sign in _KINDS if (n := len(sign.findall(text)))]
    notes = [note.replace("characters invisible", "invisible characters") for note in notes]
    mixed = (
        ()
        if text.isascii()
        else [w[0] for w, _ in zip(_WORD.finditer(text), range(MAX_WORDS), strict=False) if _mixed(w[0])]
    )
    if mixed:
        notes.append(
            f"{len(mixed)} words mix letters of alphabets that look alike: what they name may be something else."
        )
    return replace(document, notes=(*document.notes, *notes)) if notes else document


def _mixed(word: str) -> bool:
    """Whether ``word`` has Latin letters beside Cyrillic or Greek ones."""
    if word.isascii():
        return False
    alphabets = {unicodedata.name(c, "").partition(" ")[0] for c in word}
    return "LATIN" in alphabets and bool(alphabets & {"CYRILLIC", "GREEK"})
