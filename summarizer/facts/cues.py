"""Words that deny, negate or attribute, in a few languages at once: a statement may be in another than its source."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ..language import FUNCTION_WORDS
from .tokens import fold, stem, tokens, vocabulary

__all__ = ["NEGATIONS", "Polarity", "denial", "denies", "hedged", "hedges", "may_hedge", "may_negate", "polarity"]

_DENIES = frozenset(
    "deny denies denied denying denial reject rejects rejected rejecting refute refutes refuted refuting "
    "dispute disputes disputed disputing dismiss dismisses dismissed dismissing bestreiten bestreitet bestritt "
    "bestritten dementieren dementiert dementierte dementierten widersprach widersprachen widerspricht niega niegan "
    "nego negó desmiente desmienten desmintió dément démentent démenti conteste contestent nega negano negato "
    "smentisce ontkent ontkende ontkenden".split()
)
_DENYING = frozenset(map(fold, _DENIES))
"""Those as tokens fold them: a text with none of them needs no further look."""
NEGATIONS = frozenset(
    "not no none never nothing nobody neither nor cannot nicht kein keine keinen keiner keines nie niemals nichts pas "
    "jamais aucun aucune nunca ningún ninguna ninguno non mai nessun niet geen nooit não sem nenhum without ohne sans "
    "sin senza hardly barely scarcely".split()
)
_LEXICAL = re.compile(
    r"(?:fail|refus|lack|avoid|prevent|halt|cancel|scrap|abandon|bann|block|declin|unable|unlikel|impossib|"
    r"false|untrue|except|absen|resist|withdr|oppos|deni|deny|reject|doubt|unknown|unclear|no-one|few$|little$)"
)
"""Words that say no without a particle; they excuse a negation, they do not make one."""
_WITH_INFINITIVE = frozenset("failed fails fail failing refused refuses unable declined declines".split())
"""With "to", these negate the verb that follows: "failed to appear"."""
_BOUNDS = frozenset(
    "only just least fewer less later surprisingly nur allein solo solamente seulement soltanto".split()
)
"""After these a negation is none: "not only", "no fewer than"."""
_PARTICLES = NEGATIONS | _WITH_INFINITIVE
_CLAUSE = re.compile(r"[,;:.!?()—–]|\s-\s")
_REACH = 4
"""Content words after a negation, in the same clause, that it may negate."""
_HEDGE = re.compile(
    r"\b(?:(?P<hedge>alleged(?:ly)?|suspected|reportedly|purported(?:ly)?|presumed|would-be|mutmaßlich\w*|angeblich\w*|"
    r"presunt[oa]s?|présumée?s?|aura(?:it|ient)|sera(?:it|ient)|habrían?)\s|"
    r"(?P<passive>(?:is|are|was|were|been)\s(?:believed|thought|understood|accused|suspected|alleged|rumou?red))"
    r"\s(?:to\shave|of)\s)(?P<word>[^\W\d_]+)",
    re.IGNORECASE,
)
_HEDGING = re.compile(
    r"\b(?:alleg\w*|suspect\w*|reportedly|purported\w*|presumed|supposed\w*|would-be|accus\w*|believed|thought|understood|"
    r"said|says|say|according|claim\w*|may|might|could|possibl\w*|potential\w*|likely|apparent\w*|rumou?r\w*|charged|mutmaßlich\w*|"
    r"angeblich\w*|presunt\w*|présumée?s?|selon|laut|soll|sollen|habría\w*|aurai\w*|serai\w*)\b",
    re.IGNORECASE,
)
_HEDGE_HINTS = (
    "alleg", "suspect", "report", "purport", "presum", "suppos", "would-be", "accus", "believ", "thought", "underst",
    "said", "say", "accord", "claim", "may", "might", "could", "possib", "potential", "likely", "apparent", "rumo",
    "charged", "mutma", "angeblich", "presunt", "présum", "selon", "laut", "soll", "habría", "aura", "sera",
)  # fmt: skip
"""In lower case: without one of these there is no hedge, and no need of the slower search."""
_FIRM_HINTS = (
    "alleged", "suspected", "reported", "purported", "presum", "presunt", "would-be", "mutma", "angeblich", "présum",
    "aura", "sera", "habría", "believed", "thought", "understood", "accused", "rumo",
)  # fmt: skip
"""The same for those that say of one word that it is only alleged."""


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


@lru_cache(maxsize=1024)
def polarity(text: str) -> Polarity:
    """The negated and the affirmed words of ``text``; "not only" and "no fewer than" negate nothing."""
    negated: dict[str, tuple[int, int]] = {}
    plain: dict[str, tuple[int, int]] = {}
    verbs: set[str] = set()
    phrases: set[str] = set()
    left = at = 0
    negates = False
    found = tokens(text)
    english = FUNCTION_WORDS["en"]
    for n, (start, end, word) in enumerate(found):
        if left and _CLAUSE.search(text, at, start):
            left = 0
        at = end
        following = found[n + 1][2] if n + 1 < len(found) else ""
        if _is_particle(word) or (word in _WITH_INFINITIVE and following == "to"):
            if _negates(following, found[n + 2][2] if n + 2 < len(found) else ""):
                left, negates = _REACH, True
                phrases.add(f"{word} {following}")
                if word == "no" and n and found[n - 1][2] not in english:  # "found no evidence"
                    before = stem(found[n - 1][2])
                    negated.setdefault(before, found[n - 1][:2])
                    plain.pop(before, None)
                    verbs.add(before)
            continue
        if len(word) < 2 or word in english:
            continue
        negates = negates or bool(_LEXICAL.match(word))
        if len(word) > 6 and word[:2] in {"un", "in", "im"}:
            negated.setdefault(stem(word[2:]), (start, end))
        if left == _REACH:
            verbs.add(stem(word))
        (negated if left else plain).setdefault(stem(word), (start, end))
        left = max(0, left - 1)
    return Polarity(negated, plain, frozenset(verbs), frozenset(phrases), negates)


def _is_particle(word: str) -> bool:
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def _negates(following: str, beyond: str) -> bool:
    """Whether a particle negates what follows: not in "not only", "not the only", "no more than"."""
    bound = following in _BOUNDS or (following, beyond) in {("the", "only"), ("more", "than")}
    return not bound


def may_negate(text: str) -> bool:
    """Whether ``polarity`` could find a negation in ``text``: cheap, and never wrong where it says no."""
    return "n't" in text or "n’t" in text or not _PARTICLES.isdisjoint(vocabulary(text))


def denial(text: str) -> tuple[int, int] | None:
    """Where ``text`` says that somebody denies something, or None."""
    if _DENYING.isdisjoint(vocabulary(text)):
        return None
    return next(((a, b) for a, b, _ in tokens(text) if text[a:b].lower() in _DENIES), None)


def denies(text: str) -> bool:
    """Whether it says so."""
    return denial(text) is not None


def hedges(text: str) -> bool:
    """Whether ``text`` marks what it says as somebody's word, or as uncertain."""
    return may_hedge(text) and _HEDGING.search(text) is not None


@lru_cache(maxsize=1024)
def may_hedge(text: str) -> bool:
    """Whether there could be a hedge in ``text``: cheap, and never wrong where it says no."""
    lower = text.lower()
    for hint in _HEDGE_HINTS:  # noqa: SIM110 - any() with its generator takes twice as long
        if hint in lower:
            return True
    return False


@lru_cache(maxsize=1024)
def hedged(text: str) -> tuple[tuple[str, str], ...]:
    """``(hedge, stem)`` of each word of ``text`` that is only alleged, suspected or believed."""
    if not any(map(text.lower().__contains__, _FIRM_HINTS)):
        return ()
    return tuple([((m["hedge"] or m["passive"]).lower(), stem(fold(m["word"]))) for m in _HEDGE.finditer(text)])
