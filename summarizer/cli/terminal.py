"""All output of the command line: what it shows on stdout, says on stderr, and draws while it works.

Names of files, headlines and server messages are untrusted, so every line is made printable here. rich draws colours
and progress, and is imported only on a terminal.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ..render.characters import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from ..render.text import Passage

__all__ = ["ProgressLines", "columns", "draw", "has_terminal_stdout", "say", "show", "write"]

_STYLES = {"headline": "bold", "source": "dim", "note": "yellow", "heading": "bold cyan", "body": "", "foot": "dim"}
"""Look of a passage -> its style in rich."""
_POINTERS = r" \[[\d. ]+\]"
DESCRIPTION = 40
"""Characters of a progress line that describe it: with its bar and times it fits 80 columns."""


def say(line: str) -> None:
    """Print ``line`` on stderr. If nobody can read it, the exit code must suffice."""
    with suppress(OSError):
        print(printable(line), file=sys.stderr, flush=True)


def show(line: str) -> None:
    """Print ``line`` on stdout. Raises OSError."""
    print(printable(line))


def write(text: str) -> None:
    """Write ``text``, which a renderer made and so is clean, to stdout at once. Raises OSError."""
    sys.stdout.write(text)
    sys.stdout.flush()


def has_terminal_stdout() -> bool:
    """True if a person sees what is written to stdout."""
    with suppress(OSError, ValueError):
        return sys.stdout.isatty()
    return False


def columns(most: int) -> int:
    """Return the width of the terminal on stdout, at most ``most``; ``most`` if it does not say."""
    with suppress(OSError, ValueError):
        return min(most, max(40, os.get_terminal_size(sys.stdout.fileno()).columns or most))
    return most


def draw(blocks: Sequence[Sequence["Passage"]]) -> None:
    """Write the blocks of a briefing to the terminal in colour, or without if it has none. Raises OSError."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for number, block in enumerate(blocks):
        if number:
            console.print()
        for passage in block:
            text = Text(passage.text, style=_STYLES[passage.look])
            text.highlight_regex(_POINTERS, "dim")
            console.print(text)
    sys.stdout.flush()


class ProgressLines:
    """Lines on a terminal that change while brief works; they vanish at the end. Elsewhere, nothing is drawn."""

    def __init__(self, *, quiet: bool) -> None:
        """``quiet``: draw nothing on a terminal either."""
        self.live = not quiet and sys.stderr.isatty()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def update(self, name: str, told: str, done: float = 0, total: float | None = None) -> None:
        """Draw the line ``name``, or redraw it. ``done`` of ``total`` fill its bar. Safe in any thread."""
        if not self.live:
            return
        progress = self._progress = self._progress or _progress()
        if name not in self._tasks:
            self._tasks[name] = progress.add_task(printable(told)[:DESCRIPTION], total=total)
            progress.start()
        progress.update(self._tasks[name], description=printable(told)[:DESCRIPTION], completed=done, total=total)

    def end(self, name: str) -> None:
        """Remove the line ``name``."""
        task = self._tasks.pop(name, None)
        if task is None or self._progress is None:
            return
        self._progress.remove_task(task)
        if not self._tasks:
            self._progress.stop()

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Hide the lines, so that something else can be written to the terminal."""
        if self._progress is None or not self._tasks:
            yield
            return
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(file=sys.stderr, highlight=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
