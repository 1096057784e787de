"""What a model says beside a statement: who says it, how sure it is. Code puts right what the words tell otherwise."""

import re
from collections.abc import Callable, Collection, Sequence

from ..citations import Citations
from ..facts.attribution import attributes, points_back, same_speaker
from ..facts.cues import denies, hedges, may_hedge
from ..facts.index import Index
from ..facts.tokens import vocabulary

__all__ = ["certainty", "speaker"]

_ALLEGED = re.compile(
    r"\b(?:alleged(?:ly)?|accus(?:ed|es|ing)|suspected|apparently|reportedly|purported(?:ly)?|mutmaßlich\w*|angeblich\w*|"
    r"presunt[oa]s?|présumée?s?)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:(?<!the )(?<!his )(?<!her )(?<!free )will|won['’]t|shall|plans? to|soll(?:en)?|devra(?:it|ient)?|deberán?|"
    r"(?:is|are|was|were|be|being)\s(?:\w+ly\s)?(?:expected|scheduled|due|set|planned|likely|poised|slated)\sto)\b"
)
_MAY_BE_AHEAD = frozenset(
    "will won't shall plan plans soll sollen devra devrait devraient debera deberan expected scheduled due set planned "
    "likely poised slated".split()
)
"""Tokens as they are folded: a text with none of them looks at nothing ahead."""
_SIGNS: dict[str, Callable[[str], object]] = {"denied": denies, "expected": _AHEAD.search, "alleged": hedges}
"""A label -> whether a text has what it needs."""


def certainty(told: str, options: Collection[str], text: str, cited: Sequence[str]) -> str:
    """``told``, or the one of ``options`` that the words of a statement and its cited sentences tell instead.

    ``options``: the labels of the field, of which ``stated``, ``alleged``, ``denied`` and ``expected`` are known here.
    """
    found = told
    if may_hedge(text) and _ALLEGED.search(text):
        found = "alleged"
    elif told == "stated" and not _MAY_BE_AHEAD.isdisjoint(vocabulary(text)) and _AHEAD.search(text):
        found = "expected"
    elif told in _SIGNS and not any(map(_SIGNS[told], (text, *cited))):
        found = "stated"
    return found if found in options else told


def speaker(told: str, index: Index, cites: Citations) -> tuple[str | None, str] | None:
    """``(speaker, what was wrong)`` where the cited sentences attribute it to another than ``told``, or to nobody.

    None where they bear ``told`` out. The speaker is None where they name nobody.
    """
    meant = [index.speakers[i].speaker for i in cites.ids if i in index.speakers]
    named = any(same_speaker(told, t) for t in cites.texts)
    known = [m for m in meant if not points_back(m)]
    if not meant and not (named and any(map(attributes, cites.texts))):
        return None, f"the article itself says it; the model named {told!r}"
    if known and not named and not any(same_speaker(told, m) for m in meant):
        return known[0], f"the article attributes it to {known[0]}; the model named {told!r}"
    return None
