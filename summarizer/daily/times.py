"""The date of an edition in its timezone, and the time from which its articles come."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

__all__ = ["FIRST", "LATE", "Window", "day_of", "missed", "window"]

FIRST = timedelta(hours=36)
"""How far back the first edition of all looks."""
LATE = timedelta(hours=48)
"""How much older than the last edition an article may be that its source showed only now."""
AHEAD = timedelta(hours=24)
"""How far in the future an article may be dated: clocks and zones differ."""


class Window(NamedTuple):
    """The moments between which an edition's articles were published; ``oldest``: late ones, too."""

    since: datetime
    until: datetime
    oldest: datetime


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The date of ``moment`` where the reader is."""
    return moment.astimezone(zone).date()


def window(day: date, zone: ZoneInfo, now: datetime, last: datetime | None, since: datetime | None) -> Window:
    """The window of the edition of ``day``, as seen at ``now``.

    ``last``: the end of the edition before; ``since``: what the user asks for instead. A day ends at midnight where the
    reader is, after 23, 24 or 25 hours.
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
    """The days without an edition between the first of ``days`` and ``today``, the newest first."""
    if not days:
        return []
    first, had = min(days), set(days)
    every = (today - timedelta(days=n) for n in range((today - first).days + 1))
    return [d for d in every if d not in had]
