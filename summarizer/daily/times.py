"""The date of an edition in its timezone, and the time window of its articles."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

__all__ = ["FIRST", "LATE", "Window", "day_of", "missed", "window"]

FIRST = timedelta(hours=36)
"""Length of the time window of the first edition."""
LATE = timedelta(hours=48)
"""Greatest age, before the end of the last edition, of an article that its source listed late."""
AHEAD = timedelta(hours=24)
"""Greatest time by which an article may be dated in the future: clocks and zones differ."""


class Window(NamedTuple):
    """The times between which an edition's articles were published; ``oldest``: the limit for articles listed late."""

    since: datetime
    until: datetime
    oldest: datetime


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date of ``moment`` in the reader's timezone."""
    return moment.astimezone(zone).date()


def window(day: date, zone: ZoneInfo, now: datetime, last: datetime | None, since: datetime | None) -> Window:
    """Return the window of the edition of ``day``, as seen at ``now``.

    ``last``: the end of the previous edition; ``since``: the beginning that the user asks for instead. A day ends at
    midnight in the reader's timezone, after 23, 24 or 25 hours.
    """
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    until = min(now.astimezone(UTC), end)
    if since is not None:
        return Window(since, until, since)
    if last is None:
        return Window(until - FIRST, until, until - FIRST)
    begin = min(last, until)
    return Window(begin, until, begin - LATE)


def missed(days: list[date], today: date) -> list[date]:
    """Return the days without an edition from the first of ``days`` to ``today``, newest first."""
    if not days:
        return []
    first, had = min(days), set(days)
    every = (today - timedelta(days=n) for n in range((today - first).days + 1))
    return [d for d in every if d not in had]
