"""What a number counts, in the words of its text."""

import re

from .quantities import Quantity

__all__ = ["counted"]

_COUNTED = re.compile(r"[\s-]?((?:[^\W\d_][\w'’-]*[ -]?){1,7})")
_NOUN = re.compile(r"\s((?:[^\W\d_]+\s){0,1}[^\W\d_][\w'’-]+)(?=\s[^\W\dA-Z]|[.,;:!?)]|$)")
"""Where the words behind the noun are not known: at most two words."""
_COMPARED = frozenset("more fewer less higher lower of per each a an the kosten mehr weniger de des du".split())
_STOP = re.compile(
    r"\s?\b(?:as|while|after|before|when|where|who|which|that|because|but|and|or|were|was|are|is|had|have|has|will|would|"
    r"could|said|(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)|in|on|at|by|to|from|since|between|during|for|with)\b.*$"
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total) of ((?:[^\W\d_][\w'’-]*\s?){1,8}?)\s(?:fired|killed|taken|to|in|at|has|had|rose|fell|by)\b"
)


def counted(text: str, q: Quantity, language: str) -> str | None:
    """What a number counts, in the source's words: those behind it, or those of "the number of … to 25"; else None."""
    behind = (_COUNTED if language == "en" else _NOUN).match(text, q.end)
    phrase = _STOP.sub("", behind[1]).strip(" -") if behind else ""
    if phrase and phrase.split()[0].lower() not in _COMPARED:
        return phrase
    before = list(_NUMBER_OF.finditer(text, 0, q.start))
    if before:
        return before[-1][1].strip()
    return None
