"""Numbers: each number of a statement must occur in the source with its value, unit, sign and scale, or be derived.

A number may use another notation or unit, be rounded to its own precision, be the sum or ratio of two numbers with the
same unit, or be computed from years. A number inside a name or a date does not support a count. The sign is compared
only for temperatures and where both texts have the same word before the number: elsewhere a verb may carry the sign
("fell 3 percent").
"""

import re
from collections.abc import Iterator
from itertools import chain

from ...documents.source_index import Index
from ...facts.measures import Measured, fits, measured
from ...facts.multiples import Multiple, multiples, vague
from ...facts.quantities import Quantity, quantities
from ...facts.tokens import folded_line
from . import Flaw
from .derived import follows
from .source import Number, Numbers, close, numbers_of, plural, rounds, scores
from .unread import may_be_unread

__all__ = ["check_numbers", "check_value", "signs_differ", "supporting"]

_TEMPERATURES = frozenset({"°C", "°F", "degree"})
_OPPOSITE = {"at_least": "at_most", "at_most": "at_least"}
_ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*$")
_NAME_WORD = re.compile(r"([^\W\d_][\w’'.&-]*)[\s#]*$")


def check_numbers(text: str, index: Index, language: str) -> list[Flaw]:
    """Check the numbers of ``text``, which is in ``language``."""
    source = numbers_of(index)
    flaws = [
        flaw
        for q in quantities(text, language)
        if not q.small and (flaw := _flaw(text, q, index, source, language)) is not None
    ]
    flaws += _vague_flaws(text, index, source)
    if not flaws:
        flaws += _score_flaws(text, source, language)
    return sorted(flaws, key=lambda flaw: flaw.start)


def _score_flaws(text: str, source: Numbers, language: str) -> Iterator[Flaw]:
    """Yield scores that the source does not have, if it has others."""
    for one, other in scores(text, quantities(text, language)):
        if source.scores and frozenset({one.values[0], other.values[0]}) not in source.scores:
            told = text[one.start : other.end]
            yield Flaw("number", f"the article has no {told!r}", one.start, other.end)


def check_value(value: float, index: Index) -> list[Flaw]:
    """Check a bare value: the source must have it as a count or measure in some unit."""
    for number in numbers_of(index).all:
        read = (*number.quantity.values, *number.measured.values)
        if not number.quantity.named and any(close(value, v) or close(value, -v) for v in read):
            return []
    return [Flaw("number", f"the article has no '{value:g}'", 0, 0)]


def _flaw(text: str, q: Quantity, index: Index, source: Numbers, language: str) -> Flaw | None:
    """Return the flaw of one number, or None."""
    if (q.kind == "ordinal" and q.named) or "/" in q.text or _in_a_date(text, q) or _named_in(text, q, index):
        return None
    if q.named and (other := _other_in_name(text, q, index)) is not None:
        return _absent(text, q, source) if other else None
    supports = supporting(text, q, source, index, language)
    if supports:
        return _sign_or_bound(text, q, supports, index)
    known = follows(text, q, source, index) or may_be_unread(q, index)
    return None if known else _absent(text, q, source)


def _in_a_date(text: str, q: Quantity) -> bool:
    """True for a part of an ISO date, which the check of dates reads."""
    dates = _ISO_DATE.finditer(text, max(0, q.start - 10), q.end + 10)
    return any(date.start() <= q.start and q.end <= date.end() for date in dates)


def _sign_or_bound(text: str, q: Quantity, supports: list[Number], index: Index) -> Flaw | None:
    """Return the flaw of a number with the right value: a wrong sign or an opposite bound."""
    if all(signs_differ(text, q, number, index) for number in supports):
        other = supports[0]
        return Flaw(
            "number", f"the article has {_told(index.texts[other.sentence], other.quantity)!r}", q.start, q.told
        )
    against = _OPPOSITE.get(q.bound)
    if against and all(number.quantity.bound == against for number in supports):
        word = "at most" if against == "at_most" else "at least"
        return Flaw("bound", f"the article says {word} {supports[0].quantity.text!r}", q.start, q.told)
    return None


def supporting(text: str, q: Quantity, source: Numbers, index: Index, language: str) -> list[Number]:
    """Return the numbers of the source that equal ``q``, else those that it rounds."""
    unit = measured(q)
    strict = language == "en" and _counts_clearly(text, q)
    able = [n for n in source.equal(unit.values) if _may_be(q, unit, n, index, strict=strict)]
    if able:
        return able
    able = [n for n in source.all if _may_be(q, unit, n, index, strict=strict)]
    value = unit.values[0]
    return [
        n for n in able if any(rounds(q, value, v) or _next_to(q, value, n, v) for v in n.measured.values)
    ] or _other_notation(q, unit, source)


def _next_to(q: Quantity, value: float, number: Number, other: float) -> bool:
    """True of "at least 25" for "more than 24"."""
    return q.bound in _OPPOSITE and q.bound == number.quantity.bound and abs(value - other) == 1


def _other_notation(q: Quantity, unit: Measured, source: Numbers) -> list[Number]:
    """Return equal numbers in the notation of another dimension: a third and 33 percent."""
    value = abs(q.values[0])
    if q.kind == "number" and 0 < value < 1:
        return [
            n for n in source.all if n.quantity.kind == "percent" and abs(n.quantity.values[0] - 100 * value) <= 1.5
        ]
    if q.kind == "percent":
        shares = [n for n in source.all if n.quantity.kind == "number" and 0 < n.quantity.values[0] < 1]
        return [n for n in shares if abs(100 * n.quantity.values[0] - value) <= 1.5]
    if q.kind == "time":
        return [n for n in source.all if n.quantity.unit == "hour" and n.quantity.values[0] in q.values]  # "14 h"
    if not unit.dimension:
        return [n for n in source.all if not n.quantity.named and any(close(value, abs(v)) for v in n.quantity.values)]
    bare = [n for n in source.all if not n.measured.dimension and not n.quantity.named]
    return [n for n in bare if any(close(value, abs(v)) for v in n.quantity.values)]


def _may_be(q: Quantity, unit: Measured, number: Number, index: Index, *, strict: bool) -> bool:
    """True if ``q`` and ``number`` are comparable by kind and unit, whatever their values."""
    other, its = number.quantity, number.measured
    if q.kind == "ordinal" or other.named:
        return q.kind == "ordinal"
    if other.kind == "ordinal":
        return q.kind == "number"
    if q.kind == "time" != other.kind:
        return not its.dimension
    if {q.kind, other.kind} & {"year", "time"} and q.kind != other.kind:
        return not strict or other.kind == "time" or _followed(index.texts[number.sentence], other)
    if unit.dimension == "count" and not fits(unit.dimension, its.dimension):
        return not strict
    unclear = its.dimension == "count" and not _counts_clearly(index.texts[number.sentence], other)
    return unclear or fits(unit.dimension, its.dimension)


def _counts_clearly(text: str, q: Quantity) -> bool:
    """True if a plural noun directly follows the number."""
    unit = q.unit if q.kind == "number" else None
    if not plural(unit) or unit is None:
        return False
    return text[q.end : q.end + 1] in {" ", "\u00a0", "-"} and text.startswith(unit, q.end + 1)


def _followed(text: str, q: Quantity) -> bool:
    """True if a plural word follows what looks like a year: "2000 people"."""
    behind = re.match(r"\s([a-z]+)", text[q.end : q.end + 30])
    return behind is not None and plural(behind[1]) is not None


def signs_differ(text: str, q: Quantity, number: Number, index: Index) -> bool:
    """True if only one has a minus sign and no verb can carry it."""
    other = number.quantity
    if q.minus == other.minus:
        return False
    if measured(q).dimension in _TEMPERATURES or number.measured.dimension in _TEMPERATURES:
        return True
    own = _LAST_WORD.search(text, max(0, q.start - 40), q.start)
    its = _LAST_WORD.search(index.texts[number.sentence], max(0, other.start - 40), other.start)
    return own is not None and its is not None and own[1].lower() == its[1].lower()


def _named_in(text: str, q: Quantity, index: Index) -> bool:
    """True if the source has the same name with this number: "Route 495"."""
    before = _NAME_WORD.search(text, max(0, q.start - 40), q.start)
    if before is None or not (q.named or before[1][0].isupper()):
        return False
    wanted = folded_line(f"{before[1]} {text[q.start : q.end]}")
    return any(wanted in line and _alone(wanted, line) for line in index.folded_documents)


def _alone(wanted: str, line: str) -> bool:
    """True if ``wanted`` occurs in ``line`` with no letter or digit next to it."""
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", line) is not None


def _other_in_name(text: str, q: Quantity, index: Index) -> bool | None:
    """True if the source has another number after the same name, "Pier 8" for "Pier 9"; False if it has this one.

    None if it has neither.
    """
    before = _NAME_WORD.search(text, max(0, q.start - 40), q.start)
    name = re.compile(rf"(?<!\w){re.escape(folded_line(before[1]))} \d") if before else None
    if name and any(name.search(line) for line in index.folded_documents):
        return True
    token = folded_line(_token(text, q))
    return False if any(_alone(token, line) for line in index.folded_documents) else None


def _token(text: str, q: Quantity) -> str:
    """Return the number with the letters and digits next to it: "a001"."""
    start, end = q.start, q.start + len(q.text)
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _absent(text: str, q: Quantity, source: Numbers) -> Flaw:
    """Return the flaw of an absent number, with the number that has the same digits in the source."""
    told = _told(text, q)
    digits = re.sub(r"\D", "", q.text)
    alike = [n for n in source.all if digits and not n.quantity.named and re.sub(r"\D", "", n.quantity.text) == digits]
    message = f"the article has no {told!r}"
    if alike and alike[0].quantity.unit and alike[0].quantity.text != q.text:
        message += f"; it has {alike[0].quantity.text!r}"
    return Flaw("number", message, q.start, q.told)


def _told(text: str, q: Quantity) -> str:
    """Return the number with its unit, or with the counted word after it."""
    if q.kind == "number" and q.unit and text[q.end : q.end + 1] == " " and text.startswith(q.unit, q.end + 1):
        return text[q.start : q.end + 1 + len(q.unit)]
    return text[q.start : q.told]


def _vague_flaws(text: str, index: Index, source: Numbers) -> Iterator[Flaw]:
    """Yield multiples and magnitudes that differ from those of the source: "quadrupled" for "doubled"."""
    own, many = multiples(text), vague(text)
    if not own and not many:
        return
    theirs = [(m, t) for t in index.texts.values() for m in multiples(t)]
    for multiple in own:
        if theirs and not _multiplied(multiple, [m for m, _ in theirs], source):
            m, t = theirs[0]
            yield Flaw("number", f"the article has {t[m.start : m.end]!r}", multiple.start, multiple.end)
    magnitudes = [(m, t) for t in index.texts.values() for m in vague(t)]
    for told in many:
        least = told.value
        exact = chain((m.value for m, _ in magnitudes), (abs(n.quantity.values[0]) for n in source.all if _counts(n)))
        if magnitudes and not any(least <= v < 1000 * least for v in exact):
            m, t = magnitudes[0]
            yield Flaw("number", f"the article has {t[m.start : m.end]!r}", told.start, told.end)


def _counts(number: Number) -> bool:
    return number.quantity.kind == "number" and not number.quantity.named


def _multiplied(multiple: Multiple, theirs: list[Multiple], source: Numbers) -> bool:
    """True if the source has this multiple, the matching percentage, or two numbers with this ratio."""
    value = multiple.value
    if any(close(m.value, value) for m in theirs):
        return True
    if any(
        n.quantity.kind == "percent" and abs(n.quantity.values[0]) in {100 * value, abs(100 * value - 100)}
        for n in source.all
    ):
        return True
    if any(n.quantity.kind == "number" and close(n.quantity.values[0], value) for n in source.all):
        return True
    return any(
        min(a, b) and 0.9 <= max(a, b) / min(a, b) / max(value, 1 / value) <= 1.1
        for dimension in {n.measured.dimension or "count" for n in source.all}
        for a, b in source.pairs(dimension, None)
    )
