"""Which articles of a story carry an item: each is checked against each article by itself."""

from collections.abc import Mapping
from typing import NamedTuple

from ..briefing import Briefing, Edit, Proof
from ..evidence import Cited
from ..facts.index import Index
from ..proof.checking import check_statement
from ..proof.citations import MAX_CITES, citation, wording
from ..schemas.story import Story
from ..walk import rebuild, walk
from .edition import Support

__all__ = ["Corroborated", "corroborated"]

CARRIES = 0.5
"""Share, by weight, of an item's words that a sentence of another article must have."""
_REASON = "these articles carry it too"


class Corroborated(NamedTuple):
    """A briefing whose items cite every article that carries them, and which these are."""

    briefing: Briefing[Story]
    support: list[Support]


def corroborated(briefing: Briefing[Story], index: Index, outlets: Mapping[str, str]) -> Corroborated:
    """``briefing`` whose items cite a sentence of every article that carries them too.

    An article carries an item if one of its sentences has most of its words and the exact checks find nothing in it
    against that article alone. The documents are no copies of each other; those of different ``outlets`` are
    independent.
    """
    alone = {d.id: Index((d,)) for d in index.documents}
    changed: dict[str, Cited | None] = {}
    proofs = dict(briefing.proofs)
    support = []
    for path, node in walk(briefing.content):
        has = {index.places[i][0].id for i in node.cites}
        others = {name: own for name, own in alone.items() if name not in has}
        found = _carriers(wording(node), others, MAX_CITES - len(node.cites), briefing.language)
        if found:
            cites = [*node.cites, *found.values()]
            changed[path] = node.model_copy(update={"cites": cites})
            proofs[path] = _cited(proofs[path], node.cites, cites, index)
        support.append(_support(path, has | found.keys(), outlets))
    content = rebuild(briefing.content, changed)
    return Corroborated(briefing.model_copy(update={"content": content, "proofs": proofs}), support)


def _carriers(said: str, others: Mapping[str, Index], most: int, language: str) -> dict[str, str]:
    """Of the articles ``others`` at most ``most`` that say what is ``said``, each with its sentence that does."""
    found: dict[str, str] = {}
    for name, own in others.items():
        best = own.best(said)
        carries = best is not None and own.support(said, (best,)) >= CARRIES
        if best is not None and carries and len(found) < most and not check_statement(said, own, language):
            found[name] = best
    return found


def _cited(proof: Proof, before: list[str], after: list[str], index: Index) -> Proof:
    """``proof`` with the citations ``after`` in the place of ``before``, and the edit that says so."""
    edit = Edit(field="cites", before=before, after=after, by="code", reason=_REASON)
    citations = [citation(index, i) for i in after]
    return proof.model_copy(update={"citations": citations, "edits": [*proof.edits, edit]})


def _support(path: str, documents: set[str], outlets: Mapping[str, str]) -> Support:
    ordered = sorted(documents, key=lambda name: int(name[1:]))
    return Support(item=path, documents=ordered, independent=len({outlets[name] for name in documents}))
