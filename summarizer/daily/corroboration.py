"""Find the articles of a story that report an item: each item is checked against each article separately."""

from collections.abc import Mapping
from typing import NamedTuple

from ..briefing import Briefing, Edit, Proof
from ..documents.source_index import Index
from ..edition import Support
from ..kinds.fields import Cited
from ..kinds.traversal import rebuild, walk
from ..proof.checking import check_statement
from ..proof.citations import MAX_CITES, citation, wording
from ..schemas.story import Story

__all__ = ["Corroborated", "corroborated"]

CARRIES = 0.5
"""Share, by weight, of an item's words that a sentence of another article must contain."""
_REASON = "these articles report it too"


class Corroborated(NamedTuple):
    """A briefing whose items cite the articles that carry them, and a list of those articles for each item."""

    briefing: Briefing[Story]
    support: list[Support]


def corroborated(briefing: Briefing[Story], index: Index, outlets: Mapping[str, str]) -> Corroborated:
    """Return ``briefing`` with items that also cite a sentence of every other article that carries them.

    An article carries an item if one of its sentences contains at least CARRIES of the item's words and the exact
    checks of the item against that article alone find nothing. An item has at most MAX_CITES citations. The documents
    are not copies of each other; those of different ``outlets`` are independent.
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
    """Return at most ``most`` of the articles ``others`` that say what is ``said``, each with its sentence."""
    found: dict[str, str] = {}
    for name, own in others.items():
        best = own.best(said)
        carries = best is not None and own.support(said, (best,)) >= CARRIES
        if best is not None and carries and len(found) < most and not check_statement(said, own, language):
            found[name] = best
    return found


def _cited(proof: Proof, before: list[str], after: list[str], index: Index) -> Proof:
    """Return ``proof`` with the citations ``after`` instead of ``before``, and the edit that records the change."""
    edit = Edit(field="cites", before=before, after=after, by="code", reason=_REASON)
    citations = [citation(index, i) for i in after]
    return proof.model_copy(update={"citations": citations, "edits": [*proof.edits, edit]})


def _support(path: str, documents: set[str], outlets: Mapping[str, str]) -> Support:
    ordered = sorted(documents, key=lambda name: int(name[1:]))
    return Support(item=path, documents=ordered, independent=len({outlets[name] for name in documents}))
