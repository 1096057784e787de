"""Which sentences of a story tell something new: what articles of earlier editions about the same event did not.

A sentence is new where an exact check finds something in it that no earlier article has, a number, a name, a quotation
or a day, or where no earlier sentence has more than a few of its words. A question tells nothing. Nor is new what any
recent edition has told, of whatever story. ``python -m tests.bench repeats`` prints what this reaches on three made
months of stories.
"""

from ..facts.index import Index
from ..facts.quantities import same
from ..proof.checking import check_statement

__all__ = ["new_sentences", "told_sentences"]

SAID = 0.15
"""Share, by weight, of a sentence's words that an earlier sentence must have to be about the same."""
TOLD = 0.6
"""Share of them from which a sentence told of whatever story says the same."""
_MARKS = "\"”’»' "
"""What may stand behind a question mark."""


def new_sentences(index: Index, earlier: Index) -> frozenset[str]:
    """The ids of the body's sentences that tell what ``earlier``, articles about the same event, do not."""
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
    """The ids of the body's sentences that one of ``told``, whatever it is about, tells with the same numbers."""
    return frozenset(i for i in index.body if _is_told(i, index, told))


def _is_told(i: str, index: Index, told: Index) -> bool:
    best = told.best(index.texts[i])
    if best is None or told.support(index.texts[i], (best,)) < TOLD:
        return False
    numbers = [q for q in index.quantities[i] if not q.small and not q.named]
    return all(any(same(q, other) for other in told.quantities[best]) for q in numbers)
