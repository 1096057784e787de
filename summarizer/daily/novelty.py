"""Which sentences of a story tell something new: what articles of earlier editions about the same event did not.

A question is not, and a number that no earlier article has is; the others are judged by a logistic regression: how much
of it one earlier sentence says, which of its words nobody had, whether it names the day of publication, quotes, or says
no where that sentence does not. Nor is new what any recent edition has told, of whatever story. The weights were fitted
to three made months of stories, whose sentences a reader labelled; fitted to two of them, it finds 64 to 77 % of the
news of the third, and 0.5 to 1.9 % of its lines repeat what was told: ``python -m tests.bench repeats``.
"""

import re
from math import exp

from ..facts.cues import may_negate
from ..facts.foreign import weekday_names
from ..facts.index import Index
from ..facts.quantities import Quantity, comparable, same
from ..facts.tokens import content, vocabulary
from .figures import allowed

__all__ = ["new_sentences", "signs", "told_sentences"]

NEWS = 0.8
"""The probability from which a sentence is told as new."""
_WEIGHTS = {
    "said": -3.84,
    "own words": 2.54,
    "known numbers": -0.94,
    "today": 2.77,
    "quotation": 1.88,
    "negation": 0.48,
}
_BIAS = 0.76
_MARKS = frozenset('"“„«')
TOLD = 0.6
"""Share, by weight, of a sentence's words from which a sentence told of whatever story says the same."""
_VERSION = re.compile(r"^\s*(?:UPDATE|WRAPUP|REFILE|CORRECTED|RPT)[ -]?\d{1,2}\s?-|\s\(\d\)\s*$")
"""How agencies number the versions of a text: "UPDATE 2-", "(3)"."""
_AGO = re.compile(
    r"\s(?:[^\W\d]+\s){1,2}"
    r"(?:after|later|ago|on|since|before|earlier|nach|später|danach|zuvor|après|plus tard|después)\b"
)
_SINCE = re.compile(r"\b(?:in|after|within|nach|seit|dans|après|tras|hace|dentro de)\s$", re.IGNORECASE)
"""How far off an event is counts the days of the calendar: "ten days after the theft", "in ten days"."""


def new_sentences(index: Index, earlier: Index) -> frozenset[str]:
    """The ids of the body's sentences that tell what ``earlier``, articles about the same event, do not."""
    return frozenset(i for i in index.body if _is_new(i, index, earlier))


def told_sentences(index: Index, told: Index) -> frozenset[str]:
    """The ids of the body's sentences that one of ``told``, whatever it is about, tells with the same numbers."""
    return frozenset(i for i in index.body if _is_told(i, index, told))


def _is_told(i: str, index: Index, told: Index) -> bool:
    best = told.best(index.texts[i])
    if best is None or told.support(index.texts[i], (best,)) < TOLD:
        return False
    return all(any(same(q, o) for o in told.quantities[best]) for q in _numbers(i, index))


def _is_known(q: Quantity, earlier: Index) -> bool:
    """Whether ``earlier`` has this number, whatever its unit ("von 39 auf 37 Stunden"), or one that it bounds."""
    if earlier.valued(q.values) or q.bound == "exact":
        return bool(earlier.valued(q.values))
    low, high = allowed(q, q.values[0])
    return any(comparable(q, known) and low <= known.values[0] <= high for _, known in earlier.numbers)


def _numbers(i: str, index: Index) -> list[Quantity]:
    """The numbers of a sentence that tell something: no "one", no version of the text, no days since an event."""
    text = index.texts[i]
    versions = [m.span() for m in _VERSION.finditer(text)]
    return [
        q
        for q in index.quantities[i]
        if not q.small
        and not any(a <= q.start < b for a, b in versions)
        and not text.startswith(" ago", q.end)
        and not (q.kind == "measure" and (_AGO.match(text, q.end) or _SINCE.search(text, 0, q.start)))
    ]


def _is_new(i: str, index: Index, earlier: Index) -> bool:
    told = signs(i, index, earlier)
    if isinstance(told, bool):
        return told
    return 1 / (1 + exp(-(_BIAS + sum(_WEIGHTS[name] * value for name, value in told.items())))) >= NEWS


def signs(i: str, index: Index, earlier: Index) -> dict[str, float] | bool:
    """What speaks for a sentence being news, each from 0 to 1; or whether it is, where nothing need be weighed."""
    text, (document, _) = index.texts[i], index.places[i]
    if text.rstrip("\"”’»' ").endswith("?"):  # a question tells nothing
        return False
    best = earlier.best(text)
    if best is None:
        return True
    counted = [q for q in _numbers(i, index) if q.kind != "ordinal"]
    if not all(_is_known(q, earlier) for q in counted):
        return True
    own = content(text, document.language)
    published = document.published
    told = {
        "said": earlier.support(text, (best,)),
        "own words": sum(not earlier.shared(word) for word in own) / max(1, len(own)),
        "known numbers": bool(counted),
        "today": published is not None and not weekday_names(published).isdisjoint(vocabulary(text)),
        "quotation": not _MARKS.isdisjoint(text),
        "negation": may_negate(text) and not may_negate(earlier.texts[best]),
    }
    return {name: float(value) for name, value in told.items()}
