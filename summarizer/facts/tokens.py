"""Folded tokens of a text: what two wordings of one fact have in common."""

import re
import unicodedata
from functools import lru_cache

from ..language import FUNCTION_WORDS

__all__ = ["content", "fold", "folded_line", "stem", "tokens"]

_TOKEN = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SUFFIXES = ("ations", "ation", "ingly", "edly", "ings", "ing", "ies", "ied", "ely", "ed", "es", "ly", "e", "s", "y")


@lru_cache(maxsize=16_384)
def fold(token: str) -> str:
    """``token`` without case, accents, possessive and inner periods."""
    plain = token.casefold().replace("’", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").rstrip("'")
    return plain.replace(".", "")


@lru_cache(maxsize=16_384)
def stem(folded: str) -> str:
    """A crude stem: enough to join "supplying" with "supplies", never used to judge a name."""
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= 4:
            return folded[: -len(suffix)]
    return folded


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    """``(start, end, folded)`` of each token; a run in a script without spaces gives its pairs of characters."""
    if text.isascii():
        return tuple((m.start(), m.end(), fold(m[0])) for m in _TOKEN.finditer(text))
    found: list[tuple[int, int, str]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if _WIDE.search(text, start, end):
            last = max(start + 1, end - 1)
            found += [(i, min(i + 2, end), fold(text[i : i + 2])) for i in range(start, last)]
        else:
            found.append((start, end, fold(match.group())))
    return tuple(found)


@lru_cache(maxsize=4096)
def content(text: str, language: str = "en") -> frozenset[str]:
    """The stems of ``text`` that carry meaning: no function words of ``language``, hyphenated words also in parts."""
    common = FUNCTION_WORDS.get(language, frozenset())
    stems: set[str] = set()
    for _, _, token in tokens(text):
        if token.isalnum():
            if len(token) > 1 and token not in common:
                stems.add(stem(token))
            continue
        parts = {token, *token.replace("'", "-").split("-")}
        stems.update(stem(part) for part in parts if len(part) > 1 and part not in common)
    return frozenset(stems)


_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "\u00a0": " "})
_SPACE = re.compile(r"\s+")
_CONTRACTED = re.compile(r"\b(?:(can)(?:'t|not)|(wo)n't|(\w+)n't)\b")


@lru_cache(maxsize=4096)
def folded_line(text: str) -> str:
    """Lower case, one kind of quotation mark and dash, single spaces, "did not" for "didn't": typography aside."""
    plain = _SPACE.sub(" ", text.translate(_TYPOGRAPHY)).casefold()
    return _CONTRACTED.sub(_expanded, plain) if "n't" in plain or "cannot" in plain else plain


def _expanded(match: re.Match[str]) -> str:
    return f"{match[1] or ('will' if match[2] else match[3])} not"
