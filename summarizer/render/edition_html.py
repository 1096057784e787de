"""Edition -> one HTML page without scripts or anything loaded from elsewhere."""

from datetime import date

from ..edition import Edition
from .characters import direction
from .edition import view
from .templating import page

__all__ = ["edition_html", "index_html"]

_STYLES = ("base", "edition")


def edition_html(edition: Edition) -> str:
    """Return the edition as a page."""
    drawn = view(edition)
    return page(
        "edition",
        *_STYLES,
        title=f"{drawn.title}, {drawn.date}",
        language=edition.language,
        direction=direction(" ".join(story.title for story in drawn.stories)),
        edition=drawn,
    )


def index_html(title: str, editions: list[tuple[date, str]], missed: list[date], notice: str) -> str:
    """Return the page of all editions. ``editions``: dates and headlines; ``notice``: a failure of the last run."""
    return page(
        "index",
        *_STYLES,
        title=title,
        language="und",
        direction=direction(title),
        editions=editions,
        missed=missed,
        notice=notice,
    )
