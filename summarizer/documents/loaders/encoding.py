"""Bytes -> text: by a byte order mark, the declared encoding, UTF-8 or detection, with a note if that is a guess.

The only importer of chardet, which was correct on 48 of the 49 decodable files of its predecessors' test data.
"""

import re
from typing import NamedTuple

__all__ = ["Decoded", "decode"]

SURE = 0.9
"""The detector's confidence below which the reader is told that the encoding is a guess."""
DETECTED = 200_000
"""Bytes that the detector examines."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip
_NARROW = {"cp932": "shift_jis", "cp949": "euc_kr", "gb18030": "gb2312"}
"""Detected superset -> the encoding that is tried before it: they differ in a few characters."""
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""", re.IGNORECASE)
_FORBIDDEN = frozenset({"utf-7", "utf7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "hz"})


class Decoded(NamedTuple):
    """``text``, the name of its ``encoding``, and a sentence for the reader if that is doubtful, else empty."""

    text: str
    encoding: str
    doubt: str


def decode(raw: bytes, declared: str | None = None, *, markup: bool = False) -> Decoded | None:
    """Return ``raw`` as text; None if it is binary or in no known encoding.

    ``declared``: the encoding that a server names; ``markup``: if none is declared, the markup may name one.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            text = _strictly(raw[len(bom) :], encoding)
            return None if text is None else Decoded(text, encoding, "")
    if not raw.strip():
        return Decoded("", "utf-8", "")
    named = declared or (_self_named(raw) if markup else None)
    for name in filter(None, (named, "utf-8")):
        text = None if name.lower() in _FORBIDDEN or _is_wide(name) != (b"\0" in raw) else _strictly(raw, name)
        if text is not None and not (name == "utf-8" and _is_escaped(raw)):
            wrong = named is not None and name != named
            return Decoded(
                text, name, f"It declares the encoding {named[:40]}, which is wrong." if wrong and named else ""
            )
    return _detected(raw, named)


def _self_named(raw: bytes) -> str | None:
    found = _XML.search(raw[:300]) or _META.search(raw[:4_000])
    return found[1].decode("ascii", "replace") if found else None


def _is_wide(name: str) -> bool:
    return name.lower().replace("_", "-").startswith(("utf-16", "utf-32"))


def _is_escaped(raw: bytes) -> bool:
    """True if seven-bit text switches character sets, as ISO-2022 does, and so would pass as ASCII."""
    return b"\x1b$" in raw or b"\x1b(" in raw or b"\x0e" in raw[:DETECTED]


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _detected(raw: bytes, named: str | None) -> Decoded | None:
    from chardet import detect

    found = detect(raw[:DETECTED])
    name = str(found["encoding"] or "")
    if not name:
        return None
    tried = [t for t in (_NARROW.get(name.lower(), name), name) if _strictly(raw, t) is not None]
    text = _strictly(raw, tried[0]) if tried else None
    if text is None or not _readable(text):
        return None
    sure = (found["confidence"] or 0) >= SURE and named is None
    said = (
        f"It declares no encoding and was read as {tried[0]}"
        if named is None
        else f"It declares the encoding {named[:40]}, which is wrong"
    )
    return Decoded(text, tried[0], "" if sure else f"{said}: accented letters may be wrong.")


def _readable(text: str) -> bool:
    """True if nearly all of ``text`` prints, and enough of it is letters, digits and white space."""
    printed = sum(c.isspace() or c.isprintable() for c in text)
    words = sum(c.isalnum() or c.isspace() for c in text)
    return printed >= 0.98 * len(text) and words >= 0.4 * len(text)
