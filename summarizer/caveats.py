"""Caveats that code can prove. Rare by design: each rule names what must coincide."""

from typing import NamedTuple

from .document import Document
from .facts.dates import calendar_words, last_weekday

__all__ = ["Proven", "conflicting_dates", "doubtful_date"]

MAX_GAP = 2
"""Days between the lead's weekday and the date; news tells what happened today, yesterday or the day before."""


class Proven(NamedTuple):
    """A caveat: its text, its kind (of evidence.Caveat) and the sentences that prove it."""

    text: str
    kind: str
    cites: tuple[str, ...]


def conflicting_dates(document: Document) -> Proven | None:
    """The source gives dates of its publication that lie more than a day apart; zones make a day's difference."""
    told = [s for s in document.dates if s.where != "a time tag"]  # those may belong to other articles of the page
    days = sorted({s.day for s in told})
    cites = tuple(
        s.id for s in document.sentences if s.role == "header" and any(d.isoformat() in document.quote(s) for d in days)
    )
    if not days or (days[-1] - days[0]).days <= 1 or not cites:
        return None
    places = {day: ", ".join(dict.fromkeys(s.where for s in told if s.day == day)) for day in days[:4]}
    said = "; ".join(f"{day.isoformat()} ({where})" for day, where in places.items())
    return Proven(f"The source gives different dates for itself: {said}.", "conflict", cites[:2])


def doubtful_date(document: Document) -> Proven | None:
    """The header's date is a common default, 1 January, and the lead's weekday does not fit it."""
    published = document.published
    if published is None or (published.month, published.day) != (1, 1):
        return None
    header = [s for s in document.sentences if s.role == "header"]
    body = [s for s in document.sentences if s.role == "body"]
    if not header or not body:
        return None
    from .facts.dates import WEEKDAYS

    lead = [w for _, _, w in calendar_words(document.quote(body[0])) if w in WEEKDAYS]
    if not lead:
        return None
    day = last_weekday(lead[0], published)
    gap = (published - day).days
    if gap <= MAX_GAP:
        return None
    stated = next((s for s in header if str(published.year) in document.quote(s)), header[0])
    text = (
        f"The date {published.isoformat()} is unconfirmed: the {lead[0].title()} of the lead would lie {gap} days "
        f"before it, and 1 January is a common default."
    )
    return Proven(text, "conflict", (stated.id, body[0].id))
