"""What the command line names -> articles to read: files, stdin, a folder, a list of files, JSON Lines."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ..document import Document
from ..errors import SourceError
from .text import MAX_BYTES, from_text, read

__all__ = ["ENDINGS", "Item", "is_many", "items"]

ENDINGS = frozenset({".txt", ".md", ".markdown", ".text"})
"""The files of a folder that are articles."""
MAX_LIST = 10_000_000
"""Bytes of a list of files."""


class Item(NamedTuple):
    """One article to come: its name, and what reads it. ``read`` raises SourceError."""

    name: str
    read: Callable[[], Document]


def is_many(source: str) -> bool:
    """Whether ``source`` stands for a number of articles."""
    return (source.startswith("@") and len(source) > 1) or source.endswith(".jsonl") or Path(source).is_dir()


def items(sources: Iterable[str]) -> Iterator[Item]:
    """The articles that ``sources`` name, in order; each is read when its turn comes.

    ``-`` is stdin; a folder stands for its text files, by name; ``@FILE`` for the files that its lines name, relative
    to it; ``NAME.jsonl`` for the article in each of its lines: ``{"text", "title", "published"}``, of which only the
    text is needed. What cannot be read is an item too, whose ``read`` says so.
    """
    for source in sources:
        try:
            if not is_many(source):
                yield Item(source, lambda name=source: read(name))  # type: ignore[misc]
            elif source.endswith(".jsonl"):
                yield from _lines(source)
            else:
                yield from items(_listed(Path(source[1:])) if source.startswith("@") else _inside(source))
        except SourceError as error:
            yield Item(source, lambda failed=error: _raise(failed))  # type: ignore[misc]


def _raise(error: SourceError) -> Document:
    raise error


def _inside(folder: str) -> list[str]:
    try:
        found = sorted(str(p) for p in Path(folder).iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
    except OSError as error:
        raise SourceError(f"cannot read the folder {folder}: {error.strerror}") from error
    if not found:
        raise SourceError(f"there is no article in {folder}", hint=f"Looked for {', '.join(sorted(ENDINGS))}.")
    return found


def _listed(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MAX_LIST)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read the list {path}", hint="A list names one file in each line.") from error
    names = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [name if name == "-" else str(path.parent / name) for name in names if not name.startswith("@")]


def _lines(source: str) -> Iterator[Item]:
    """The articles of a file of JSON Lines, read as they are used: no more than a line is in memory."""
    try:
        with Path(source).open("rb") as file:
            number = 0
            while line := file.readline(2 * MAX_BYTES):
                number += 1
                if line.strip():
                    name = f"{source}:{number}"
                    yield Item(name, lambda name=name, line=line: _article(name, line))  # type: ignore[misc]
    except OSError as error:
        raise SourceError(f"cannot read {source}: {error.strerror}") from error


def _article(name: str, line: bytes) -> Document:
    from dataclasses import replace

    hint = 'A line looks like {"text": "…", "title": "…", "published": "2026-01-31"}.'
    try:
        row: Any = json.loads(line)
        text, title, published = row["text"], row.get("title"), row.get("published")
        day = date.fromisoformat(published[:10]) if published else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"{name} is no article", hint=hint) from error
    if not isinstance(text, str) or not isinstance(title, str | None):
        raise SourceError(f"{name} is no article", hint=hint)
    document = from_text(text, name)
    return replace(document, title=title or document.title, published=day or document.published)
