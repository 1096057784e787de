"""The draft of a briefing, from a model or from the source's own words, before any check."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from ..briefing import Edit, Rejected
from ..config.settings import Settings
from ..documents.source_index import Index
from ..errors import ReplyError
from ..kinds.fields import Cited
from ..kinds.registry import Kind
from ..kinds.traversal import is_optional, nested, walk
from ..llm.base import Completion, Model, Progress
from ..llm.parsing import Changed, ParsedReply
from .chunking import ask_parts, calls_for, parts_of
from .extractive import WORDS, extract, fill_claims, first_sentence
from .merging import merged
from .registry import VERBATIM

__all__ = ["Draft", "extractive", "written"]


class Draft(NamedTuple):
    """``quoted``: paths of the items in the source's own words; ``edits``: what reading changed, by path.

    ``lost``: what could not be read; ``read``: ids of the sentences that were read; ``notes``: for the reader.
    """

    content: BaseModel
    quoted: frozenset[str]
    edits: dict[str, list[Edit]]
    lost: tuple[Rejected, ...]
    read: list[str]
    notes: tuple[str, ...]


def extractive(kind: Kind, index: Index, among: Collection[str] | None) -> Draft:
    """Return a draft of the source's own sentences, names and numbers. Raises KindError for a kind that needs more."""
    read = [i for i in index.body if among is None or i in among]
    content = extract(kind.content, index, among=read)
    return Draft(content, frozenset(path for path, _ in walk(content)), {}, (), read, ())


async def written(  # noqa: PLR0913, PLR0917 - all that a draft hangs on
    kind: Kind,
    index: Index,
    model: Model,
    settings: Settings,
    max_tokens: int,
    among: Collection[str] | None,
    cost: Callable[[Completion], str],
    progress: Progress | None,
) -> Draft:
    """Let ``model`` write about ``index``. ``cost`` records a completion and returns its text. Raises a BriefError."""
    parts = parts_of(index, model.endpoint, among)
    calls_of = partial(calls_for, kind, index, endpoint=model.endpoint, settings=settings, max_tokens=max_tokens)
    read = [s.id for part in parts for s in part]
    readings = await ask_parts(parts, calls_of, model, cost, progress)
    contents, quoted_nodes, edited = [], [], []
    for reading in readings:
        content, stand_ins = _content(kind.content, reading, index)
        contents.append(content)
        quoted_nodes += stand_ins
        edited += _edits(content, reading)
    content = merged(contents, index)
    if model.endpoint.embedded and settings.plan not in VERBATIM:
        content, added = fill_claims(content, index, read, WORDS)
        quoted_nodes += added
    items = walk(content)
    if all(any(node is other for other in quoted_nodes) for _, node in items):
        raise ReplyError("the model's answer contains no briefing items", hint="Try again, or use a stronger model.")
    verbatim = settings.plan in VERBATIM
    quoted = frozenset(path for path, node in items if verbatim or any(node is other for other in quoted_nodes))
    edits = {path: [e for n, e in edited if n is node] for path, node in items}
    lost = tuple(_lost(reading) for reading in readings)
    return Draft(content, quoted, edits, tuple(r for rows in lost for r in rows), read, _notes(readings))


def _notes(readings: Sequence[ParsedReply]) -> tuple[str, ...]:
    notes = []
    if len(readings) > 1:
        notes.append(f"The article was read in {len(readings)} parts, and the items were merged by code.")
    if lost := sum(len(reading.lost) for reading in readings):
        notes.append(f"{lost} item{'s' * (lost > 1)} of the model's reply could not be read; see --evidence.")
    return tuple(notes)


def _content(kind: type[BaseModel], reading: ParsedReply, index: Index) -> tuple[BaseModel, list[Cited]]:
    """A ``kind`` made of what was read, and the sentences that stand in for what is missing. Raises ReplyError."""
    values: dict[str, Any] = dict(reading.fields)
    stand_ins: list[Cited] = []
    for name in nested(kind):
        node = kind.model_fields[name].annotation
        if name in values or is_optional(kind, name) or not (isinstance(node, type) and issubclass(node, Cited)):
            continue
        values[name] = first_sentence(node, index)
        stand_ins.append(values[name])
    try:
        return kind.model_validate(values), stand_ins
    except ValidationError as error:
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors()[:3])
        raise ReplyError(f"the model's answer does not fit the schema at {places}", hint="Try again.") from None


def _edits(content: BaseModel, reading: ParsedReply) -> list[tuple[Cited, Edit]]:
    """Return the edits made while parsing, each with its item."""
    items = dict(walk(content))
    found = []
    for change in reading.changed:
        node = items.get(_path(change, reading))
        if node is not None:
            edit = Edit(field=change.field, before=change.before, after=change.after, by="code", reason=change.reason)
            found.append((node, edit))
    return found


def _path(change: Changed, reading: ParsedReply) -> str:
    """Return the path in the content of an item of the reply: items before it may have been lost."""
    field, _, number = change.path.partition(".")
    kept = reading.order.get(field, ())
    return f"{field}.{kept.index(int(number))}" if number.isdigit() and int(number) in kept else change.path


def _lost(reading: ParsedReply) -> list[Rejected]:
    return [
        Rejected(
            item=lost.path,
            reason=f"unreadable: {lost.reason}",
            findings=[],
            verdict=None,
            original=lost.original if isinstance(lost.original, dict) else {"value": lost.original},
        )
        for lost in reading.lost
    ]
