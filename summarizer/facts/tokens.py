"""Folded tokens of a text, for comparing two wordings of one fact."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain

from .language import FUNCTION_WORDS

__all__ = ["content", "fold", "folded_line", "stem", "tokens", "vocabulary"]

_TOKEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+(?:[.'’-](?:[^\W_][\u0300-\u036f]*)+)*")  # accents may follow
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:[.'-][a-z0-9]+)*")
"""A faster pattern for plain English in lower case."""
_WIDE = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"),
         ("\uac00", "\ud7af"))  # fmt: skip
"""The scripts without spaces. A character class of them would take 4 ms to compile at each start."""
_SUFFIXES = ("ations", "ation", "ingly", "edly", "ings", "ing", "ies", "ied", "ely", "ed", "es", "ly", "e", "s", "y")
_BY_END = {
    end: tuple(s for s in _SUFFIXES if s == end[-1] or (len(end) == 2 and s.endswith(end)))
    for end in ("ns", "gs", "es", "ly", "ed", "ng", "on", "s", "y", "e")
}
"""The last two letters of a word, or its last letter -> the suffixes that it may have."""


@lru_cache(maxsize=16_384)
def fold(token: str) -> str:
    """Return ``token`` without case, accents, possessive and inner periods."""
    plain = token.casefold().replace("’", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").rstrip("'")
    return plain.replace(".", "")


_IRREGULAR = {
    form: base
    for row in (
        "pay paid,sell sold,tell told,say said,buy bought,bring brought,think thought,catch caught,teach taught,"
        "fight fought,seek sought,find found,hold held,lead led,lose lost,win won,make made,meet met,keep kept,"
        "leave left,feel felt,deal dealt,send sent,spend spent,build built,lend lent,steal stole stolen,break broke "
        "broken,speak spoke spoken,choose chose chosen,take took taken,give gave given,write wrote written,rise rose "
        "risen,drive drove driven,fall fell fallen,know knew known,grow grew grown,throw threw thrown,hide hid hidden,"
        "shoot shot,sit sat,begin began begun,run ran,come came,become became,go went gone,see saw seen,get got,"
        "stand stood,understand understood,strike struck,swear swore sworn,wear wore worn,bear bore born borne,"
        "freeze froze frozen,fly flew flown,draw drew drawn,withdraw withdrew withdrawn,forbid forbade forbidden,"
        "beat beaten,bite bit bitten,eat ate eaten,flee fled,feed fed,bleed bled,hear heard,mean meant,sink sank sunk"
    ).split(",")
    for base, *forms in [row.split()]
    for form in forms
}
"""English past form -> the base form of its verb."""


@lru_cache(maxsize=16_384)
def stem(folded: str) -> str:
    """Return a crude stem: "supplying" matches "supplies", and "paid" matches "pays". It is never used for names."""
    folded = _IRREGULAR.get(folded, folded)
    for suffix in _BY_END.get(folded[-2:]) or _BY_END.get(folded[-1:], ()):
        if folded.endswith(suffix) and len(folded) - len(suffix) >= 4:
            folded = folded[: -len(suffix)]
            break
    return folded[:-1] if len(folded) > 3 and folded[-1] == folded[-2] else folded


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    """``(start, end, folded)`` of each token; a run in a script without spaces gives its pairs of characters."""
    plain = text.replace("’", "'")
    if plain.isascii():
        return tuple(
            [
                (m.start(), m.end(), word if (word := m[0]).isalnum() else fold(word))
                for m in _ASCII_TOKEN.finditer(plain.lower())
            ]
        )
    if not _is_wide(text):
        return tuple([(m.start(), m.end(), fold(m[0])) for m in _TOKEN.finditer(text)])
    found: list[tuple[int, int, str]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if _is_wide(match[0]):
            last = max(start + 1, end - 1)
            found += [(i, min(i + 2, end), fold(text[i : i + 2])) for i in range(start, last)]
        else:
            found.append((start, end, fold(match.group())))
    return tuple(found)


def _is_wide(text: str) -> bool:
    """True if ``text`` has a character of a script without spaces."""
    return not text.isascii() and any(low <= c <= high for c in set(text) if c >= "\u0e00" for low, high in _WIDE)


@lru_cache(maxsize=512)
def _folded(text: str) -> list[str]:
    """Return the folded tokens of ``text`` without their positions; faster than ``tokens``."""
    plain = text.replace("’", "'")
    if plain.isascii():
        return [word if word.isalnum() else fold(word) for word in _ASCII_TOKEN.findall(plain.lower())]
    return [t for *_, t in tokens(text)]


@lru_cache(maxsize=1024)
def vocabulary(text: str) -> frozenset[str]:
    """Return the folded tokens of ``text``, hyphenated ones also in parts."""
    whole = frozenset(_folded(text))
    return whole.union(*(t.split("-") for t in whole if "-" in t)) if "-" in text else whole


@lru_cache(maxsize=1024)
def content(text: str, language: str = "en") -> frozenset[str]:
    """The stems of ``text`` that carry meaning: no function words of ``language``, hyphenated words also in parts."""
    return frozenset(chain.from_iterable(map(_stems_in(language), _folded(text))))


@cache
def _stems_in(language: str) -> Callable[[str], tuple[str, ...]]:
    """Return a cached function: a folded token -> those of its stems that carry meaning in ``language``."""
    common = FUNCTION_WORDS.get(language, frozenset())

    @lru_cache(maxsize=16_384)
    def stems(folded: str) -> tuple[str, ...]:
        if folded.isalnum():
            return (stem(folded),) if len(folded) > 1 and folded not in common else ()
        parts = {folded, *folded.replace("'", "-").split("-")}
        return tuple(stem(part) for part in parts if len(part) > 1 and part not in common)

    return stems


_TYPOGRAPHY = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"}
_CONTRACTED = {"cannot": "can not", "can't": "can not", "won't": "will not", "n't": " not"}


@lru_cache(maxsize=1024)
def folded_line(text: str) -> str:
    """Lower case, one kind of quotation mark and dash, single spaces, "did not" for "didn't": typography aside."""
    plain = " ".join(text.split())
    if not plain.isascii():  # str.translate takes ten times as long
        for mark, simple in _TYPOGRAPHY.items():
            plain = plain.replace(mark, simple)
    plain = plain.casefold()
    for short, long in _CONTRACTED.items():
        plain = plain.replace(short, long)
    return plain
