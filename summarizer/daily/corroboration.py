"""Which articles of a story carry an item: each is checked against each article by itself."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel

from ..citations import MAX_CITES, quote
from ..evidence import Cited, Figure, Role
from ..facts.index import Index
from ..verify import check_statement
from ..walk import rebuild, strings, walk
from .edition import Support

__all__ = ["corroborated"]

CARRIES = 0.5
"""Share, by weight, of an item's words that a sentence of another article must have."""
_DIFFERS = frozenset({"number", "bound", "negation", "denial", "swapped", "date"})
"""Checks whose doubts mean that an article says something else."""
_C = TypeVar("_C", bound=BaseModel)


def corroborated(content: _C, index: Index, outlets: Mapping[str, str]) -> tuple[_C, list[Support]]:
    """``content`` whose items cite a sentence of every article that carries them, and which these are.

    An article carries a statement if one of its sentences has most of its words and no check finds a fault in it
    against that article alone. The documents are no copies of each other; those of different ``outlets`` are
    independent.
    """
    alone = {d.id: Index((d,)) for d in index.documents}
    changed: dict[str, Cited | None] = {}
    found = []
    for path, node in walk(content):
        said = " ".join(t for _, role, t in strings(node) if role in {Role.STATEMENT, Role.QUANTITY})
        cites = list(node.cites)
        has = {index.places[i][0].id for i in cites}
        for name, own in alone.items():
            if name in has or len(cites) >= MAX_CITES or not said:
                continue
            sentence = _carrier(said, own, is_figure=isinstance(node, Figure))
            if sentence is not None:
                cites.append(sentence)
                has.add(name)
        if len(cites) > len(node.cites):
            proof = node.proof._replace(quotes=tuple(quote(index, i) for i in cites))
            changed[path] = node.proven(proof, cites=cites)
        found.append(
            Support(
                item=node.id,
                documents=sorted(has, key=lambda n: int(n[1:])),
                independent=len({outlets[n] for n in has}),
            )
        )
    return rebuild(content, changed), found


def _carrier(said: str, own: Index, *, is_figure: bool) -> str | None:
    """The sentence of one article that says what is ``said``; None if none does."""
    best = own.best(said)
    if best is None or own.support(said, (best,)) < CARRIES:
        return None
    findings, cites = check_statement(said, own, (best,))
    faults = [f for f in findings if f.severity == "hard" or is_figure or f.check in _DIFFERS]
    return None if faults or best not in cites else best
