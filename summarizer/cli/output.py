"""Write briefings to stdout, to one file, or to a folder with one file per source."""

import hashlib
import os
import re
from pathlib import Path
from typing import Any

from ..briefing import Briefing
from ..config.files import is_device, replace_file
from ..documents.fetch.ssrf import is_link
from ..errors import OutputError, UsageError
from ..render.registry import RENDERERS, RenderOptions
from .streams import is_stdout_open
from .terminal import columns, draw, has_terminal_stdout, write

__all__ = ["Output", "file_name", "style_by_ending"]


class Output:
    """Writes each briefing as soon as it is ready; files are replaced atomically."""

    def __init__(self, style: str, target: str | None, *, several: bool, text: bool, evidence: bool = False) -> None:
        """``target``: a file, a folder, or None for stdout.

        Raises UsageError or OutputError before any work is done.
        """
        self._style = style
        self._text = text
        self._evidence = evidence
        self._several = several
        self._written = 0
        self._file: Path | None = None
        self._folder: Path | None = None
        if target is None and not is_stdout_open():
            raise OutputError("cannot write to stdout: it is closed", hint="Write to a file with --output.")
        if target is not None:
            path = Path(target)
            if path.is_dir() or target.endswith(("/", os.sep)) or (self._several and not path.exists()):
                self._folder = path
            elif self._several:
                raise UsageError(
                    f"{target} is a single file, but there are several sources", hint="Name a folder with --output."
                )
            else:
                self._file = path
            if self._folder or not is_device(path):
                self._prepare(self._folder or path.parent)

    def _prepare(self, folder: Path) -> None:
        try:
            if self._folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError(
                    13, "no permission to write there" if folder.is_dir() else "there is no such folder"
                )
        except OSError as error:
            raise OutputError(
                f"cannot write to {folder}: {error.strerror}", hint="Choose another file or folder with --output."
            ) from error

    @property
    def in_files(self) -> bool:
        """True if each briefing gets its own file, so that their order does not matter."""
        return self._folder is not None

    def write(self, source: str, briefing: "Briefing[Any]") -> None:
        """Print the briefing, or write it to its file. Raises OutputError."""
        target = self._file
        if self._folder is not None:
            identity = briefing.documents[0].sha256 if source == "-" else _identity(source)
            target = self._folder / file_name(source, identity, RENDERERS[self._style].ending)
        if target is None:
            if self._written and self._style != "json":
                write("\n")
            self._print(briefing)
        else:
            replace_file(target, self._drawn(briefing))
        self._written += 1

    def _print(self, briefing: "Briefing[Any]") -> None:
        """Print a text in colour and as wide as the terminal; all else as it is."""
        if self._style == "text" and has_terminal_stdout():
            from ..render.text import WIDTH, blocks

            draw(blocks(briefing, evidence=self._evidence, width=columns(WIDTH)))
        else:
            write(self._drawn(briefing))

    def _drawn(self, briefing: "Briefing[Any]") -> str:
        one_line = self._several and self._folder is None
        return RENDERERS[self._style].render(briefing, RenderOptions(self._evidence, self._text, one_line))


def style_by_ending(target: str | None, *, several: bool) -> str | None:
    """Return the format for the extension of the file ``target``; None for another extension, a folder or stdout."""
    if target is None or several or target.endswith(("/", os.sep)):
        return None
    path = Path(target)
    found = (style for style, renderer in RENDERERS.items() if path.suffix.lower() == f".{renderer.ending}")
    return None if path.is_dir() else next(found, None)


def file_name(source: str, identity: str, ending: str) -> str:
    """Return a safe file name unique to the source: ``article-1a2b3c4d.md``. ``identity``: identifies the source."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(source).stem).strip("-")[:80] or "stdin"
    return f"{stem}-{hashlib.sha256(identity.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}.{ending}"


def _identity(source: str) -> str:
    return source if is_link(source) or "\0" in source else str(Path(source).resolve())
