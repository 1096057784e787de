"""Notes for the reader of a draft: its language, the part that was not read, doubts about the sources."""

from collections.abc import Collection

from ..config.settings import Settings
from ..documents.source_index import Index
from ..facts.language import NAMES, detect
from ..kinds.fields import Role
from ..kinds.traversal import strings, walk
from ..llm.base import Model
from .draft import Draft
from .registry import VERBATIM

__all__ = ["coverage_notes", "document_notes", "language_of", "unread"]


def language_of(draft: Draft, index: Index, settings: Settings, model: Model | None) -> tuple[str, list[str]]:
    """Return the language of the briefing, and notes about it for the reader."""
    if model is None or settings.plan in VERBATIM:
        return index.language, []
    wanted = settings.language or index.language
    notes = []
    said = (t for p, n in walk(draft.content) if p not in draft.quoted for _, r, t in strings(n) if r is Role.STATEMENT)
    written_in = detect(" ".join(said))
    if written_in not in {wanted, "und"} and index.language != "und":
        asked, got = NAMES.get(wanted, wanted), NAMES.get(written_in, written_in)
        notes.append(f"The model was asked to write in {asked} but wrote in {got}.")
        wanted = written_in
    if wanted not in {index.language, "und"}:
        notes.append("The briefing is in a different language than the article; names were checked less strictly.")
    return wanted, notes


def document_notes(index: Index) -> list[str]:
    """Return the notes of all documents, each with its document's id if there are several."""
    several = len(index.documents) > 1
    return [f"{d.id}: {note}" if several else note for d in index.documents for note in d.notes]


def unread(draft: Draft, index: Index) -> list[str]:
    """Return the ids of the sentences that the model did not read."""
    read = set(draft.read)
    header = [s.id for document in index.documents for s in document.sentences if s.role != "body"]
    return [*header, *(i for i in index.body if i not in read)]


def coverage_notes(draft: Draft, index: Index, model: Model | None, among: Collection[str] | None) -> list[str]:
    """Return a note on the sentences that the model did not read, if any."""
    of = len(index.body)
    if model is None or len(draft.read) == of:
        return []
    if among is not None:
        return [f"The model read {len(draft.read)} of {of} sentences, the most important ones."]
    return [f"The article is too long for this model: it read the first {len(draft.read)} of {of} sentences."]
