"""Untrusted text made safe to print: one line, nothing invisible, nothing that changes its direction."""

from unicodedata import bidirectional

__all__ = ["direction", "printable", "visible"]

_DROPPED = frozenset("\u00ad\u200b\u2060\ufeff")
"""Soft hyphens, zero-width spaces and byte order marks: meaningless once a line is rewrapped."""
_JOINERS = frozenset("\u200c\u200d")
"""Joiners that shape Persian, Hindi and other letters, and emoji; between other characters they are only invisible."""


def visible(text: str) -> str:
    """Return ``text`` on one line, with invisible characters dropped or, if they could act, spelled out."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Return ``text`` as ``visible`` does, but with all its spaces."""
    return text if text.isprintable() else "".join(_shown(text, at, c) for at, c in enumerate(text))


def _shown(text: str, at: int, character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    if character in _DROPPED:
        return ""
    if character in _JOINERS:
        around = text[at - 1 : at] + text[at + 1 : at + 2]
        return character if len(around) == 2 and around.isprintable() and min(around) > "\u0300" else ""
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def direction(text: str) -> str:
    """Return "rtl" if most letters of ``text`` are written from right to left, else "ltr"."""
    classes = [bidirectional(c) for c in text]
    return "rtl" if classes.count("R") + classes.count("AL") > classes.count("L") else "ltr"
