"""Times as users write them: a date, a moment, or a number of hours, days or weeks ago."""

import re
from datetime import UTC, datetime, timedelta

from ...errors import UsageError

__all__ = ["since_when"]

_AGO = re.compile(r"(\d{1,4})\s?([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 168}


def since_when(told: str | None, now: datetime | None = None) -> datetime | None:
    """Return the moment that ``told`` names, in UTC; None for None. Raises UsageError."""
    if told is None:
        return None
    if ago := _AGO.fullmatch(told.strip()):
        return (now or datetime.now(UTC)) - timedelta(hours=int(ago[1]) * _HOURS[ago[2]])
    try:
        moment = datetime.fromisoformat(told.strip())
    except ValueError:
        raise UsageError(
            "--since is not a valid time", hint="Write it like 2026-01-31, 2026-01-31T06:00, 36h, 7d or 2w."
        ) from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
