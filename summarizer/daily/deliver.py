"""A finished edition -> files, an index of all editions, and mail. Files are replaced atomically."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from ..config.files import replace_file
from ..edition import Edition, known_edition
from ..errors import OutputError
from ..render.edition_feed import edition_feed
from ..render.edition_html import edition_html, index_html
from ..render.edition_mail import edition_mail
from ..render.edition_text import edition_markdown
from ..render.markdown import escaped
from .paper import Paper
from .state import State
from .times import missed

__all__ = ["identity", "tell_failure", "write_files"]

ENDINGS = {"markdown": "md", "html": "html", "json": "json", "mail": "eml"}
FEED_DAYS = timedelta(days=14)
"""Age of the oldest edition in the feed."""
INDEX = 400
"""Greatest number of editions in the index."""


def identity(paper: Paper) -> str:
    """Return a name for this briefing, from its title and a digest of its folder, for the ids of its feed and mails."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", paper.title).strip("-").lower()[:40] or "briefing"
    return f"{stem}-{hashlib.sha256(str(paper.folder).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def write_files(  # noqa: PLR0913, PLR0917 - what files are made of
    paper: Paper, state: State, edition: Edition, folder: Path, sender: str, today: date
) -> list[Path]:
    """Write ``edition`` in each format of the paper and rewrite the index and the feed. Raises OutputError."""
    drawn: dict[str, Callable[[], str]] = {
        "markdown": lambda: edition_markdown(edition),
        "html": lambda: edition_html(edition),
        "json": lambda: edition.to_json() + "\n",
        "mail": lambda: edition_mail(edition, identity(paper), sender, paper.mail_to).as_string(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot write to {folder}: {error.strerror}", hint="Choose another folder with 'output' in brief.toml."
        ) from error
    written = []
    for name, ending in ENDINGS.items():
        if name in paper.formats:
            target = folder / f"{edition.date.isoformat()}.{ending}"
            replace_file(target, drawn[name]())
            written.append(target)
    _write_lists(paper, state, folder, today, "")
    return written


def tell_failure(paper: Paper, state: State, day: date, folder: Path, why: str) -> None:
    """Write a notice in place of the missing edition. A good edition of that day is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    notice = f"The last run for {day.isoformat()} failed: {why}"
    if state.edition(day) is None:
        pages = {
            "md": f"# {escaped(paper.title)}, {day.isoformat()}\n\n{escaped(notice)}\n",
            "html": index_html(f"{paper.title}, {day.isoformat()}", [], [], notice),
            "json": json.dumps(
                {"schema": "brief/edition/2", "date": day.isoformat(), "status": "failed", "notes": [notice]}
            )
            + "\n",
        }
        for name, ending in ENDINGS.items():
            if name in paper.formats and ending in pages:
                replace_file(folder / f"{day.isoformat()}.{ending}", pages[ending])
    _write_lists(paper, state, folder, day, notice)


def _write_lists(paper: Paper, state: State, folder: Path, today: date, notice: str) -> None:
    listed = state.editions()[:INDEX]
    recent = [day for day, _, _ in listed if today - day <= FEED_DAYS]
    bodies = {day: kept for day in recent if (kept := state.edition(day))}
    editions = {day: edition for day, kept in bodies.items() if (edition := known_edition(kept.body))}
    if "html" in paper.formats:
        rows = [(day, _leads(editions.get(day), status)) for day, status, _ in listed]
        gone = missed([day for day, _, _ in listed], today)
        replace_file(folder / "index.html", index_html(paper.title, rows, gone, notice))
    if "feed" in paper.formats and editions:
        replace_file(folder / "feed.xml", edition_feed(identity(paper), list(editions.values())))


def _leads(edition: Edition | None, status: str) -> str:
    if edition is None:
        return "" if status == "complete" else status
    told = edition.stories[0].headline if edition.stories else "nothing new"
    return told if status == "complete" else f"{told} ({status})"
