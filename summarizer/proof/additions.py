"""Items that code adds to a briefing: conflicts of dates that it can prove. Rare by design."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from ..briefing import Proof
from ..documents.document import Document, Sentence
from ..documents.source_index import Index
from ..facts.dates import WEEKDAYS, calendar_words, dates, last_weekday
from ..kinds.fields import Caveat
from ..kinds.traversal import nested
from .citations import citation

__all__ = ["Conflict", "conflicts", "with_conflicts"]

MAX_GAP = 2
"""Most days between a lead's weekday and the date: news reports today, yesterday or the day before."""
LEAD = 4
"""Number of body sentences in which a date is that of the news."""


class Conflict(NamedTuple):
    """Dates of a source that contradict each other: a sentence for the reader, and the ids that prove it."""

    text: str
    cites: tuple[str, ...]


def with_conflicts(content: BaseModel, proofs: dict[str, Proof], index: Index) -> tuple[BaseModel, dict[str, Proof]]:
    """Return ``content`` and ``proofs`` with a caveat for each conflict of dates, if the kind has a list of caveats."""
    place = next(
        (
            (name, inner)
            for name in nested(type(content))
            for inner in getattr(type(content).model_fields[name].annotation, "__args__", ())
            if isinstance(inner, type) and issubclass(inner, Caveat)
        ),
        None,
    )
    found = [conflict for document in index.documents for conflict in conflicts(document)]
    if place is None or not found:
        return content, proofs
    name, node_type = place
    listed = list(getattr(content, name))
    added = dict(proofs)
    for conflict in found:
        added[f"{name}.{len(listed)}"] = Proof(
            status="supported",
            origin="code",
            citations=[citation(index, i) for i in conflict.cites],
            edits=[],
            findings=[],
            verdict=None,
            reading=None,
        )
        listed.append(node_type(text=conflict.text, kind="conflict", cites=list(conflict.cites)))
    return content.model_copy(update={name: listed}), added


def conflicts(document: Document) -> Iterator[Conflict]:
    """Return the conflicts between the dates that ``document`` gives for itself."""
    yield from _different_dates(document)
    yield from _weekday_of_the_lead(document)
    yield from _dated_weekday(document)


def _different_dates(document: Document) -> Iterator[Conflict]:
    """Yield a conflict if dates of publication are more than a day apart; time zones explain one day."""
    told = [s for s in document.dates if s.where != "a time tag"]  # those may belong to other articles of the page
    days = sorted({s.day for s in told})
    cites = tuple(
        s.id for s in document.sentences if s.role == "header" and any(d.isoformat() in document.quote(s) for d in days)
    )
    if not days or (days[-1] - days[0]).days <= 1 or not cites:
        return
    places = {day: ", ".join(dict.fromkeys(s.where for s in told if s.day == day)) for day in days[:4]}
    listed = "; ".join(f"{day.isoformat()} ({where})" for day, where in places.items())
    yield Conflict(f"The source gives different dates for itself: {listed}.", cites[:2])


def _weekday_of_the_lead(document: Document) -> Iterator[Conflict]:
    """Yield a conflict if the header's date is 1 January, a common default, and the lead's weekday is too far back."""
    published = document.published
    header, body = _sentences(document, "header"), _sentences(document, "body")
    if published is None or (published.month, published.day) != (1, 1) or not header or not body:
        return
    weekdays = {word for _, _, word in calendar_words(document.quote(body[0])) if word in WEEKDAYS}
    if len(weekdays) != 1:
        return
    weekday = next(iter(weekdays))
    try:
        gap = (published - last_weekday(weekday, published)).days
    except OverflowError:  # the year 1
        return
    if gap <= MAX_GAP:
        return
    text = (
        f"The date {published.isoformat()} is in doubt: the {weekday.title()} in the first sentence would be {gap} "
        "days before it, and 1 January is a common default."
    )
    yield Conflict(text, (_stated(document, header), body[0].id))


def _dated_weekday(document: Document) -> Iterator[Conflict]:
    """Yield a conflict if the text has a day and weekday ("Monday, 3 March") that no year near the header date has."""
    published, header = document.published, _sentences(document, "header")
    if published is None or not header:
        return
    for sentence in _sentences(document, "body")[:LEAD]:
        for dated in dates(document.quote(sentence), published):
            named = next((w for w in WEEKDAYS if dated.text.lower().startswith(w)), None)
            days = [first for first, last in dated.readings if first == last]
            if named is None or not days or any(WEEKDAYS[day.weekday()] == named for day in days):
                continue
            text = f"The article mentions {dated.text!r}, which does not match its date, {published.isoformat()}."
            yield Conflict(text, (_stated(document, header), sentence.id))
            return


def _sentences(document: Document, role: str) -> list[Sentence]:
    return [s for s in document.sentences if s.role == role]


def _stated(document: Document, header: list[Sentence]) -> str:
    """Return the id of the header line that seems to give the date."""
    year = str(document.published.year) if document.published else ""
    return next((s for s in header if year in document.quote(s)), header[0]).id
