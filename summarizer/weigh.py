"""Which claims of a small model are worth their words: those about what matters that tell what their sentence does.

A model of 1.5 billion parameters writes of what it happens to look at, and in scraps ("52 workers rescued"). On the
open evaluation set, weighed so and with the article's own sentences in the words that become free, its briefings tell
45 % of the key facts, where those sentences alone tell 43 % (``python -m tests.bench plans``). MATTERS and ENOUGH were
chosen on that set.
"""

from collections.abc import Sequence

from pydantic import BaseModel

from .briefing import Rejected
from .evidence import Cited, Figure, Role
from .extract import salient, tells
from .facts.index import Index
from .own import claim_list
from .settle import counted_in
from .verify import Checked
from .walk import rebuild, strings, walk

__all__ = ["weighed"]

MATTERS = 10
"""Sentences that matter, the most salient ones."""
ENOUGH = 0.35
"""Words of a claim by those of the sentence that it cites first, below which it tells too little of it."""


def weighed(
    content: BaseModel, outcome: list[Checked], index: Index, read: Sequence[str]
) -> tuple[BaseModel, list[Rejected]]:
    """``content`` without the claims that are not worth their words, and these as rejected items.

    ``read``: the ids of the sentences that the model read. A figure of which it is doubted what it counts gets the
    words of its sentence for that.
    """
    doubted = {f.item for c in outcome for f in c.findings if f.field == "counts"}
    changed: dict[str, Cited | None] = {}
    place = claim_list(type(content))
    matters = {*[i for i in salient(index, read) if tells(index.texts[i])][:MATTERS]}
    gone: list[Rejected] = []
    for path, node in walk(content):
        if isinstance(node, Figure) and node.id in doubted and node.origin == "model":
            if told := counted_in(node, index, node.cites[0]):
                proof = node.proof._replace(status="replaced", origin="source", original=node.counts)
                changed[path] = node.proven(proof, counts=told)
            continue
        if place is None or node.origin != "model" or path.rpartition(".")[0] != place[0]:
            continue
        words = sum(len(text.split()) for _, role, text in strings(node) if role is Role.STATEMENT)
        if not matters & set(node.cites):
            reason = "choice: other sentences of the article matter more"
        elif words < ENOUGH * len(index.texts[node.cites[0]].split()):
            reason = "choice: the article's own sentence tells more"
        else:
            continue
        changed[path] = None
        gone.append(Rejected(item=node.id, reason=reason, original=node.model_dump(mode="json")))
    return rebuild(content, changed), gone
