"""Detection of news: the sentences of a story that say more than articles of earlier editions about the same event.

A sentence is new if an exact check finds a number, name, quotation or day in it that no earlier article has, or if no
earlier sentence has more than a few of its words. A question is never new, nor is a sentence that a recent edition has
told in any story. ``python -m tests.bench repeats`` prints the accuracy on three made-up months of stories.
"""

from ..documents.source_index import Index
from ..facts.quantities import same
from ..proof.checking import check_statement

__all__ = ["new_sentences", "told_sentences"]

SAID = 0.15
"""Share, by weight, of a sentence's words that an earlier sentence must contain to be about the same thing."""
TOLD = 0.6
"""Least share, by weight, of a sentence's words that a reported sentence must have to say the same."""
_MARKS = "\"”’»' "
"""Characters that may follow a question mark at the end of a sentence."""


def new_sentences(index: Index, earlier: Index) -> frozenset[str]:
    """Return the ids of body sentences that say something not in ``earlier``, the articles about the same event."""
    return frozenset(i for i in index.body if _is_new(i, index, earlier))


def _is_new(i: str, index: Index, earlier: Index) -> bool:
    text = index.texts[i]
    if text.rstrip(_MARKS).endswith("?"):
        return False
    best = earlier.best(text)
    if best is None or earlier.support(text, (best,)) < SAID:
        return True
    return bool(check_statement(text, earlier, index.places[i][0].language))


def told_sentences(index: Index, told: Index) -> frozenset[str]:
    """Return the ids of body sentences that repeat, with the same numbers, a sentence of ``told``, from any story."""
    return frozenset(i for i in index.body if _is_told(i, index, told))


def _is_told(i: str, index: Index, told: Index) -> bool:
    best = told.best(index.texts[i])
    if best is None or told.support(index.texts[i], (best,)) < TOLD:
        return False
    numbers = [q for q in index.quantities[i] if not q.small and not q.named]
    return all(any(same(q, other) for other in told.quantities[best]) for q in numbers)
