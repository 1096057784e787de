"""Multiples in words or digits ("doubled", "threefold", "5 times"), and vague numbers ("dozens", "thousands")."""

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Multiple", "multiples", "vague"]

_FACTORS = {
    "halv": 0.5, "halbier": 0.5, "doubl": 2.0, "twofold": 2.0, "twice": 2.0, "verdoppel": 2.0, "duplic": 2.0,
    "tripl": 3.0, "trebl": 3.0, "threefold": 3.0, "verdreifach": 3.0, "quadrupl": 4.0, "fourfold": 4.0,
    "vervierfach": 4.0, "cuadruplic": 4.0, "quintupl": 5.0, "fivefold": 5.0, "verfünffach": 5.0, "tenfold": 10.0,
    "verzehnfach": 10.0,
}  # fmt: skip
_WORDS = re.compile(rf"\b(?P<stem>{'|'.join(sorted(_FACTORS, key=len, reverse=True))})[^\W\d_]*", re.IGNORECASE)
_TIMES = re.compile(r"\b(?P<number>\d{1,4}(?:\.\d)?)[\s-]?(?:fold|times|x|mal|fach)\b", re.IGNORECASE)
_MANY = {"dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_VAGUE = re.compile(r"\b(?P<word>dozen|score|hundred|thousand|million|billion)s\b", re.IGNORECASE)


class Multiple(NamedTuple):
    """A multiple at ``[start, end)``, or a vague number with the magnitude that it names."""

    start: int
    end: int
    value: float


@lru_cache(maxsize=4096)
def multiples(text: str) -> tuple[Multiple, ...]:
    """The multiples of ``text``: "quadrupled" is 4, "halved" 0.5, "5-fold" 5."""
    found = [Multiple(m.start(), m.end(), _FACTORS[m["stem"].lower()]) for m in _WORDS.finditer(text)]
    found += [Multiple(m.start(), m.end(), float(m["number"])) for m in _TIMES.finditer(text)]
    return tuple(found)


def vague(text: str) -> list[Multiple]:
    """The plural number words that name only a magnitude: "dozens", "thousands"."""
    return [Multiple(m.start(), m.end(), _MANY[m["word"].lower()]) for m in _VAGUE.finditer(text)]
