"""Which sentences of a story tell something new: what articles of earlier editions about the same event did not.

A sentence is new if it has a number of its own; or a name, or most of its words, where no earlier sentence says nearly
the same; one whose numbers are all known is not. Nor is what any recent edition has told, of whatever story. The rule
was chosen on a made month of six stories: ``python -m tests.bench repeats``.
"""

import re

from ..facts.index import Index
from ..facts.names import names
from ..facts.quantities import Quantity, same
from ..facts.tokens import content, vocabulary

__all__ = ["new_sentences", "told_sentences"]

SAID = 0.45
"""Share, by weight, of a sentence's words from which one earlier sentence, with the one before it, says the same."""
TOLD = 0.6
"""The same for what was told of other stories."""
OWN = 0.6
"""Share of a sentence's words that no earlier sentence has, from which it tells something without number or name."""
_VERSION = re.compile(r"^\s*(?:UPDATE|WRAPUP|REFILE|CORRECTED|RPT)[ -]?\d{1,2}\s?-|\s\(\d\)\s*$")
"""How agencies number the versions of a text: "UPDATE 2-", "(3)"."""
_NOUNS_ARE_CAPITALS = frozenset({"de"})


def new_sentences(index: Index, earlier: Index) -> frozenset[str]:
    """The ids of the body's sentences that tell what ``earlier``, articles about the same event, do not."""
    words = frozenset().union(*map(vocabulary, earlier.texts.values()))
    stems = frozenset().union(*earlier.stems.values())
    return frozenset(i for i in index.body if _is_new(i, index, earlier, words, stems))


def told_sentences(index: Index, told: Index) -> frozenset[str]:
    """The ids of the body's sentences that one of ``told``, whatever it is about, tells with the same numbers."""
    return frozenset(i for i in index.body if _is_told(i, index, told))


def _is_told(i: str, index: Index, told: Index) -> bool:
    best, _ = told.best(index.texts[i])
    if best is None or told.support(index.texts[i], (best,)) < TOLD:
        return False
    return all(any(same(q, o) for o in told.quantities[best]) for q in _numbers(i, index))


def _numbers(i: str, index: Index) -> list[Quantity]:
    """The numbers of a sentence that tell something: neither "one" nor the number of the text's version."""
    versions = [m.span() for m in _VERSION.finditer(index.texts[i])]
    return [q for q in index.quantities[i] if not q.small and not any(a <= q.start < b for a, b in versions)]


def _is_new(i: str, index: Index, earlier: Index, words: frozenset[str], stems: frozenset[str]) -> bool:
    text = index.texts[i]
    best, _ = earlier.best(text)
    if best is None:
        return True
    counted = [q for q in _numbers(i, index) if q.kind != "ordinal"]
    if any(not earlier.valued(q.values) for q in counted):  # whatever its unit: "von 39 auf 37 Stunden"
        return True
    if earlier.support(text, (best,)) >= SAID:
        return False
    language = index.places[i][0].language
    if language not in _NOUNS_ARE_CAPITALS and any(s and not vocabulary(text[a:b]) <= words for a, b, s in names(text)):
        return True
    own = content(text, language)
    return not counted and len(own - stems) >= OWN * len(own)
