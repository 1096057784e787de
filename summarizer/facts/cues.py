"""Words that deny, negate or attribute, in a few languages at once: a statement may be in another than its source."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ..language import FUNCTION_WORDS
from .tokens import stem, tokens, vocabulary

__all__ = ["NEGATIONS", "Polarity", "attributes", "denial", "denies", "may_negate", "polarity"]

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|"
    r"dismiss(?:es|ed|ing)?|bestreite[nt]|bestritt(?:en)?|dementiert?e?n?|widersprach(?:en)?|"
    r"widerspricht|niega[n]?|neg[óo]|desmiente[n]?|desmintió|dément(?:ent|i)?|conteste(?:nt)?|nega(?:no|to)?|smentisce|"
    r"ontken(?:t|de|den))\b",
    re.IGNORECASE,
)
NEGATIONS = frozenset(
    "not no none never nothing nobody neither nor cannot nicht kein keine keinen keiner keines nie niemals nichts pas jamais "
    "aucun aucune nunca ningún ninguna ninguno non mai nessun niet geen nooit não sem nenhum without ohne sans sin senza "
    "hardly barely scarcely".split()
)
_LEXICAL = re.compile(
    r"(?:fail|refus|lack|avoid|prevent|halt|cancel|scrap|abandon|bann|block|declin|unable|unlikel|impossib|"
    r"false|untrue|except|absen|resist|withdr|oppos|deni|deny|reject|doubt|unknown|unclear|no-one|few$|little$)"
)
"""Words that say no without a particle; they excuse a negation, they do not make one."""
_WITH_INFINITIVE = frozenset("failed fails fail failing refused refuses unable declined declines".split())
"""With "to", these negate the verb that follows: "failed to appear"."""
_BOUNDS = frozenset({"only", "just", "least", "fewer", "less", "later", "surprisingly"})
"""After these a negation is none: "not only", "no fewer than"."""
_PARTICLES = NEGATIONS | _WITH_INFINITIVE
_CLAUSE = re.compile(r"[,;:.!?()—–]|\s-\s")
_REACH = 4
"""Content words after a negation, in the same clause, that it may negate."""
_ATTRIBUTES = re.compile(
    r"[\"“”„«»]|\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|according|announc\w+|claim\w*|add(?:s|ed)|warn\w*|stat(?:es|ed)|"
    r"statement|report(?:s|ed|edly)?|ask(?:s|ed)|wr(?:ote|ites|itten)|tweet\w*|post(?:s|ed)|accus\w+|den(?:y|ies|ied)|"
    r"insist\w*|argu\w+|not(?:es|ed)|call(?:s|ed|ing)|describ\w+|confirm\w*|believ\w+|think\w*|thought|expect\w*|estimat\w+|"
    r"reject\w*|reiterat\w+|stress\w*|explain\w*|alleg\w+|suggest\w*|critici[sz]\w+|promis\w+|vow\w*|pledg\w+|urg\w+|"
    r"admit\w*|acknowledg\w+|maintain\w*|predict\w*|plead\w*|hop(?:e|es|ed)|plans?|want(?:s|ed)|prais\w+|"
    r"indict\w*|charg\w+|reveal\w*|show(?:s|ed)|found|testif\w+|complain\w*|agree\w*|decid\w+|releas\w+|tipp?ed)\b",
    re.IGNORECASE,
)


class Polarity(NamedTuple):
    """What a text affirms and what it negates, by stems of content words.

    ``negated`` and ``plain`` give where the first such word stands ("unclear" negates "clear"); ``verbs`` are the stems
    right behind a negation; ``phrases`` the negations with the word behind them; ``negates``: whether there is a
    negation, or a word that says no in another way.
    """

    negated: Mapping[str, tuple[int, int]]
    plain: Mapping[str, tuple[int, int]]
    verbs: frozenset[str]
    phrases: frozenset[str]
    negates: bool


@lru_cache(maxsize=2048)
def polarity(text: str) -> Polarity:
    """The negated and the affirmed words of ``text``; "not only" and "no mas" negate nothing."""
    negated: dict[str, tuple[int, int]] = {}
    plain: dict[str, tuple[int, int]] = {}
    verbs: set[str] = set()
    phrases: set[str] = set()
    left = 0
    at = 0
    negates = False
    english = FUNCTION_WORDS["en"]
    found = tokens(text)
    for n, (start, end, token) in enumerate(found):
        if left and _CLAUSE.search(text, at, start):
            left = 0
        at = end
        if token in NEGATIONS or token.endswith(("n't", "n’t")):
            following = found[n + 1][2] if n + 1 < len(found) else ""
            beyond = found[n + 2][2] if n + 2 < len(found) else ""
            if following not in _BOUNDS and not (following == "the" and beyond == "only") and not (following == "more" and beyond == "than"):
                left, negates = _REACH, True
                if token == "no" and n and (before := found[n - 1])[2] not in english:  # "found no evidence"
                    negated.setdefault(stem(before[2]), before[:2])
                    plain.pop(stem(before[2]), None)
                    verbs.add(stem(before[2]))
                phrases.add(f"{token} {following}")
            continue
        if len(token) < 2 or token in english:
            continue
        negates = negates or bool(_LEXICAL.match(token))
        if token in _WITH_INFINITIVE and n + 1 < len(found) and found[n + 1][2] == "to":
            left = _REACH
            phrases.add(f"{token} to")
            continue
        word = stem(token)
        if len(token) > 6 and token[:2] in {"un", "in", "im"}:
            negated.setdefault(stem(token[2:]), (start, end))
        if left:
            if left == _REACH:
                verbs.add(word)
            negated.setdefault(word, (start, end))
            left -= 1
        else:
            plain.setdefault(word, (start, end))
    return Polarity(negated, plain, frozenset(verbs), frozenset(phrases), negates)


def may_negate(text: str) -> bool:
    """Whether ``polarity`` could find a negation in ``text``: cheap, and never wrong where it says no."""
    return "n't" in text or "n’t" in text or not _PARTICLES.isdisjoint(vocabulary(text))


def denial(text: str) -> tuple[int, int] | None:
    """Where ``text`` says that somebody denies something, or None."""
    found = _DENIES.search(text)
    return found.span() if found else None


def denies(text: str) -> bool:
    """Whether it says so."""
    return denial(text) is not None


def attributes(sentence: str) -> bool:
    """Whether an English ``sentence`` quotes or reports anybody at all."""
    return _ATTRIBUTES.search(sentence) is not None
