"""Characters that are invisible or pass for others. They stay in the text and its offsets, and are reported."""

import re
import unicodedata
from dataclasses import replace

from ..document import Document

__all__ = ["with_unseen"]

_KINDS = (
    (
        "invisible",
        ("\u200b", "\u2060-\u2064", "\ufeff", "\u00ad", "\u180e", "\u034f", "\u115f-\u1160", "\u3164", "\uffa0"),
    ),
    ("that change the direction of text", ("\u202a-\u202e", "\u2066-\u2069")),
    ("of Unicode's hidden tag alphabet", ("\U000e0001", "\U000e0020-\U000e007f")),
    ("that control a terminal", ("\x00-\x08", "\x0b-\x0c", "\x0e-\x1f", "\x7f-\x84", "\x86-\x9f")),
)
"""Kinds of characters, each with its ranges, both ends included."""
_WORD = re.compile(r"[^\W\d_]{3,40}")
_LIKE_LATIN = frozenset({"CYRILLIC", "GREEK"})
MAX_WORDS = 20_000


def with_unseen(document: Document) -> Document:
    """Return ``document`` with a note for each kind of invisible character in it, and for words that mix alphabets."""
    text = document.text
    if text.isascii() and text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable():
        return document
    rare = [c for c in set(text) if not " " <= c <= "~"]
    notes = [
        f"{n} character{'s' * (n > 1)} {kind} {'was' if n == 1 else 'were'} found in the source."
        for kind, ranges in _KINDS
        if (n := sum(text.count(c) for c in rare if any(r[0] <= c <= r[-1] for r in ranges)))
    ]
    notes = [re.sub(r"(characters?) invisible", r"invisible \1", note) for note in notes]
    foreign = any(_alphabet(c) in _LIKE_LATIN for c in rare)
    words = zip(_WORD.finditer(text), range(MAX_WORDS), strict=False) if foreign else ()
    mixed = [w[0] for w, _ in words if _mixed(w[0])]
    if mixed:
        notes.append(
            f"Words with look-alike letters of different alphabets: {len(mixed)}. They may not name what they seem to."
        )
    return replace(document, notes=(*document.notes, *notes)) if notes else document


def _mixed(word: str) -> bool:
    """True if ``word`` has Latin letters beside Cyrillic or Greek ones."""
    if word.isascii():
        return False
    alphabets = set(map(_alphabet, word))
    return "LATIN" in alphabets and not alphabets.isdisjoint(_LIKE_LATIN)


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
