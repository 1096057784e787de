"""Caveats that code can prove. Rare by design: each rule names what must coincide."""

from typing import NamedTuple

from .document import Document
from .facts.dates import calendar_words, last_weekday

__all__ = ["Proven", "doubtful_date"]

MAX_GAP = 2
"""Days between the lead's weekday and the date; news tells what happened today, yesterday or the day before."""


class Proven(NamedTuple):
    """A caveat: its text, its kind (of evidence.Caveat) and the sentences that prove it."""

    text: str
    kind: str
    cites: tuple[str, ...]


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
