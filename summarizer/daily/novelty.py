"""Which sentences of a story tell something new: what articles of earlier editions about the same event did not.

A question is not, and a number that no earlier article has is; the others are judged by a logistic regression: how much
of it one earlier sentence says, which of its words nobody had, whether it names the day of publication, quotes, or says
no where that sentence does not. Nor is new what any recent edition has told, of whatever story. Its weights were fitted
to the 777 sentences of two made months of stories that go on, as a reader labelled them; fitted to one month, it finds
.70 to .77 of the news of the other and takes .03 to .06 of the rest for news: ``python -m tests.bench repeats``.
"""

import re
from math import exp

from ..facts.cues import may_negate
from ..facts.foreign import weekday_names
from ..facts.index import Index
from ..facts.quantities import Quantity, same
from ..facts.tokens import content, vocabulary

__all__ = ["new_sentences", "told_sentences"]

NEWS = 0.8
"""The probability from which a sentence is told as new."""
_WEIGHTS = {
    "said": -3.64,
    "own words": 2.51,
    "known numbers": -1.14,
    "today": 2.45,
    "quotation": 1.63,
    "negation": 0.83,
}
_BIAS = 0.95
_MARKS = frozenset('"“„«')
TOLD = 0.6
"""Share, by weight, of a sentence's words from which a sentence told of whatever story says the same."""
_VERSION = re.compile(r"^\s*(?:UPDATE|WRAPUP|REFILE|CORRECTED|RPT)[ -]?\d{1,2}\s?-|\s\(\d\)\s*$")
"""How agencies number the versions of a text: "UPDATE 2-", "(3)"."""
_AGO = re.compile(
    r"\s[^\W\d]+\s(?:after|later|ago|on|since|before|earlier|nach|später|danach|zuvor|après|plus tard|después)\b"
)
_SINCE = re.compile(r"\b(?:in|after|within|nach|seit|dans|après|tras|hace|dentro de)\s$", re.IGNORECASE)
"""How far off an event is counts the days of the calendar: "ten days after the theft", "in ten days"."""


def new_sentences(index: Index, earlier: Index) -> frozenset[str]:
    """The ids of the body's sentences that tell what ``earlier``, articles about the same event, do not."""
    stems = frozenset().union(*earlier.stems.values())
    return frozenset(i for i in index.body if _is_new(i, index, earlier, stems))


def told_sentences(index: Index, told: Index) -> frozenset[str]:
    """The ids of the body's sentences that one of ``told``, whatever it is about, tells with the same numbers."""
    return frozenset(i for i in index.body if _is_told(i, index, told))


def _is_told(i: str, index: Index, told: Index) -> bool:
    best, _ = told.best(index.texts[i])
    if best is None or told.support(index.texts[i], (best,)) < TOLD:
        return False
    return all(any(same(q, o) for o in told.quantities[best]) for q in _numbers(i, index))


def _numbers(i: str, index: Index) -> list[Quantity]:
    """The numbers of a sentence that tell something: no "one", no version of the text, no days since an event."""
    text = index.texts[i]
    versions = [m.span() for m in _VERSION.finditer(text)]
    return [
        q
        for q in index.quantities[i]
        if not q.small
        and not any(a <= q.start < b for a, b in versions)
        and not (q.kind == "measure" and (_AGO.match(text, q.end) or _SINCE.search(text, 0, q.start)))
    ]


def _is_new(i: str, index: Index, earlier: Index, stems: frozenset[str]) -> bool:
    text, (document, _) = index.texts[i], index.places[i]
    if text.rstrip("\"”’»' ").endswith("?"):  # a question tells nothing
        return False
    best, _ = earlier.best(text)
    if best is None:
        return True
    counted = [q for q in _numbers(i, index) if q.kind != "ordinal"]
    if any(not earlier.valued(q.values) for q in counted):  # whatever its unit: "von 39 auf 37 Stunden"
        return True
    own = content(text, document.language)
    signs = {
        "said": earlier.support(text, (best,)),
        "own words": len(own - stems) / max(1, len(own)),
        "known numbers": float(bool(counted)),
        "today": float(
            document.published is not None and not weekday_names(document.published).isdisjoint(vocabulary(text))
        ),
        "quotation": float(not _MARKS.isdisjoint(text)),
        "negation": float(may_negate(text) and not may_negate(earlier.texts[best])),
    }
    return 1 / (1 + exp(-(_BIAS + sum(_WEIGHTS[name] * value for name, value in signs.items())))) >= NEWS
