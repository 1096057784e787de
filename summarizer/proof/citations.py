"""Link each item to sentences of the source, before anything is checked.

The ids that a model gives are kept where they exist. A sentence is only ever added: where the cited ones have few of
an item's words and another one has clearly more.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..briefing import Citation, Edit
from ..documents.source_index import Index
from ..kinds.fields import Cited, Role
from ..kinds.traversal import strings

__all__ = ["MAX_CITES", "Linked", "citation", "known_ids", "link", "wording"]

MAX_CITES = 8
WEAK = 0.45
"""Share of an item's words, by weight, below which another sentence is searched for."""
GAIN = 0.2
"""Smallest gain, as a share of the item's words by weight, for which another sentence is added."""
_ID = re.compile(r"[^\W\d_]*\d+")


class Linked(NamedTuple):
    """The sentence ids of an item, and the edit of its citations if they changed."""

    ids: tuple[str, ...]
    edits: tuple[Edit, ...]


def citation(index: Index, sentence_id: str) -> Citation:
    """Return the verbatim sentence with its place in its document. Raises KeyError for an unknown id."""
    document, s = index.places[sentence_id]
    return Citation(document=document.id, sentence=s.id, text=document.quote(s), start=s.start, end=s.end)


def known_ids(given: Iterable[str], index: Index) -> tuple[str, ...]:
    """Return the ids in ``given`` that exist, once each, in order: "S1", "[s1]", "1" and "s1, s2" are understood."""
    found: dict[str, None] = {}
    for cite in given:
        for written in [cite] if cite in index.places else _ID.findall(cite.casefold()):
            known = written if written in index.places else f"s{written}"
            if known in index.places and len(found) < MAX_CITES:
                found[known] = None
    return tuple(found)


def wording(node: Cited) -> str:
    """Return all text of an item except its speaker and labels."""
    return " ".join(text for _, role, text in strings(node) if role in {Role.STATEMENT, Role.NAME, Role.QUANTITY})


def link(node: Cited, index: Index, *, translated: bool) -> Linked:
    """Find the sentences that support ``node``.

    ``translated``: item and article are in different languages, so shared words say nothing and no sentence is added.
    """
    ids = list(known_ids(node.cites, index))
    reason = "an id that does not exist was removed" if len(ids) < len(set(node.cites)) else "the ids were normalized"
    if not translated:
        text = wording(node)
        best = index.best(text)
        now = index.support(text, tuple(ids)) if ids else 0.0
        if best is not None and best not in ids and len(ids) < MAX_CITES:
            gain = index.support(text, (best,)) - now
            if now < WEAK and gain >= GAIN:
                ids.append(best)
                reason = "this sentence has more of the item's words"
    if ids == list(node.cites):
        return Linked(tuple(ids), ())
    edit = Edit(field="cites", before=list(node.cites), after=ids, by="code", reason=reason)
    return Linked(tuple(ids), (edit,))
