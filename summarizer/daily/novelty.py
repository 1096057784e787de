"""Which sentences of a story tell something new: what articles of earlier editions about the same event did not.

A sentence is new if it has a number or a name of its own, or half of its words, and no earlier sentence says nearly the
same. The rule was chosen on a made month of six stories: ``python -m tests.bench repeats``.
"""

from ..facts.index import Index
from ..facts.names import names
from ..facts.quantities import same
from ..facts.tokens import content, vocabulary

__all__ = ["new_sentences"]

SAID = 0.45
"""Share, by weight, of a sentence's words from which one earlier sentence, with the one before it, says the same."""
OWN = 0.5
"""Share of a sentence's words that no earlier sentence has, from which it tells something without number or name."""
_NOUNS_ARE_CAPITALS = frozenset({"de"})


def new_sentences(index: Index, earlier: Index) -> frozenset[str]:
    """The ids of the body's sentences that tell what ``earlier`` does not."""
    words = frozenset().union(*map(vocabulary, earlier.texts.values()))
    stems = frozenset().union(*earlier.stems.values())
    return frozenset(i for i in index.body if _is_new(i, index, earlier, words, stems))


def _is_new(i: str, index: Index, earlier: Index, words: frozenset[str], stems: frozenset[str]) -> bool:
    text = index.texts[i]
    best, _ = earlier.best(text)
    if best is None:
        return True
    if earlier.support(text, (best,)) >= SAID:
        return False
    own = content(text, index.places[i][0].language)
    return (
        any(not q.small and not any(same(q, o) for _, o in earlier.valued(q.values)) for q in index.quantities[i])
        or (_names_known(i, index) and any(s and not vocabulary(text[a:b]) <= words for a, b, s in names(text)))
        or len(own - stems) >= OWN * len(own)
    )


def _names_known(i: str, index: Index) -> bool:
    return index.places[i][0].language not in _NOUNS_ARE_CAPITALS
