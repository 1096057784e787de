"""What becomes of an item that failed: asked about again, then replaced by the sentence it cites, or rejected.

Nothing disappears: a replaced item says so, a rejected one is listed with the reason and what the model wrote.
"""

from typing import Any

from pydantic import BaseModel

from .briefing import Rejected
from .citations import quote
from .evidence import Cited, Figure, Role
from .facts.counted import counted
from .facts.described import described
from .facts.index import Index
from .facts.quantities import quantities, same
from .facts.tokens import vocabulary
from .prompt import MAX_FAULTS, Fault, Fix
from .verify import Checked
from .walk import is_optional, rebuild, slots, strings, walk

__all__ = [
    "apply_fixes",
    "counted_in",
    "duplicates",
    "faults",
    "original",
    "replaced_share",
    "settle",
    "with_first_wording",
]

UNFOUNDED = frozenset({"support", "citation", "denial"})
"""Checks that found no sentence that says anything of the kind: there is nothing to put right."""
_KNOWN_TO_CODE = frozenset({"role"})
"""Checks after which code puts the article's own words there, without asking."""
_REPAIRABLE = frozenset({Role.STATEMENT})


def faults(outcome: list[Checked], index: Index) -> list[Fault]:
    """What a model can put right by rewriting: one fault for each failed statement, with the sentences around it."""
    found = []
    for checked in outcome:
        roles = {s.name: s.role for s in slots(type(checked.node))}
        many = {s.name for s in slots(type(checked.node)) if s.many}
        hopeless = UNFOUNDED | _KNOWN_TO_CODE
        if any(roles.get(f.field) not in _REPAIRABLE or f.field in many or f.check in hopeless for f in checked.hard):
            continue
        for field in dict.fromkeys(f.field for f in checked.hard):
            ids = list(checked.node.cites)
            text = getattr(checked.node, field)
            best = index.best(text)
            if best is not None and best not in ids:
                ids.append(best)
            wrong = "; ".join(f.message for f in checked.hard if f.field == field)
            found.append(Fault(checked.path, field, text, wrong, tuple((i, index.texts[i]) for i in ids)))
    return found[:MAX_FAULTS]


def with_first_wording(content: BaseModel, asked: list[Fault]) -> BaseModel:
    """``content`` after a repair, with what each rewritten item said before."""
    nodes = dict(walk(content))
    changed: dict[str, Cited | None] = {}
    for fault in asked:
        node = nodes.get(fault.path)
        if node is not None and getattr(node, fault.field) != fault.text:
            changed[fault.path] = node.proven(node.proof._replace(original=fault.text))
    return rebuild(content, changed)


def apply_fixes(content: BaseModel, asked: list[Fault], fixes: list[Fix]) -> BaseModel:
    """``content`` with the corrected texts and citations.

    A fix is void that is empty, is for no fault of ``asked``, or repeats what was said to be wrong.
    """
    nodes = dict(walk(content))
    changed: dict[str, Cited | None] = {}
    for fix in fixes:
        if not 1 <= fix.fault <= len(asked):
            continue
        fault = asked[fix.fault - 1]
        text = fix.text.partition(f"Fault {fix.fault}:")[0].strip()  # a small model may go on with its own question
        if not text or fault.wrong in text:
            continue
        node = changed.get(fault.path) or nodes[fault.path]
        changed[fault.path] = node.model_copy(update={fault.field: text, "cites": fix.cites or node.cites})
    return rebuild(content, changed)


def settle(
    outcome: list[Checked], index: Index, originals: dict[str, Cited]
) -> tuple[dict[str, Cited | None], list[Rejected]]:
    """For each path that still fails: its replacement, or None and the reason why it is rejected."""
    changed: dict[str, Cited | None] = {}
    rejected: list[Rejected] = []
    used: set[tuple[str, str]] = set()
    for checked in outcome:
        if not checked.hard:
            continue
        reason = "; ".join(dict.fromkeys(f"{f.check}: {f.message}" for f in checked.hard))
        node = _replacement(checked, index)
        listed = checked.path.rpartition(".")[2].isdigit()
        if node is not None:
            place = (checked.path.rpartition(".")[0], node.cites[0])
            if listed and place in used:
                node, reason = None, f"{reason}; the sentence it cites already stands in place of another item"
            used.add(place)
        if node is None and not listed:
            node = _replacement(checked, index, anything=True)
        changed[checked.path] = node
        if node is None:
            rejected.append(Rejected(item=checked.path, reason=reason, original=original(originals[checked.path])))
    return changed, rejected


def _replacement(checked: Checked, index: Index, *, anything: bool = False) -> Cited | None:
    """The node with the verbatim sentence in place of what failed.

    None if no sentence says anything of the kind, or if the name or number that the node is about itself failed.

    ``anything``: put the sentence there all the same, for a node that the content cannot do without.
    """
    node = checked.node
    by_name = {s.name: s for s in slots(type(node))}
    failed = [by_name[f.field] for f in checked.hard if f.field in by_name]
    statements = [s for s in by_name.values() if s.role is Role.STATEMENT]
    allowed = {Role.STATEMENT, Role.SPEAKER}
    unfounded = any(f.check in UNFOUNDED for f in checked.hard)
    if not anything and (unfounded or not statements or any(s.role not in allowed or s.many for s in failed)):
        return None
    wording = " ".join(t for _, role, t in strings(node) if role is Role.STATEMENT)
    name = next((t for _, role, t in strings(node) if role is Role.NAME), None)
    what, chosen = _described(name, node, index) if name else (None, None)
    chosen = chosen or index.best(wording, frozenset(node.cites) or None)
    chosen = chosen or (
        node.cites[0] if node.cites else next((i for i, (_, s) in index.places.items() if s.role == "body"), None)
    )
    if chosen is None:
        return None
    quotes = tuple(q for q in node.quotes if q.sentence == chosen) or (quote(index, chosen),)
    fields = {s.name for s in failed if s.role is Role.STATEMENT or anything} or {statements[0].name}
    told = what or counted_in(node, index, chosen) or " ".join(index.texts[chosen].split())
    update: dict[str, Any] = dict.fromkeys(fields, told)
    update |= {s.name: None for s in by_name.values() if s.role is Role.SPEAKER and is_optional(type(node), s.name)}
    proof = node.proof._replace(status="replaced", origin="source", quotes=quotes, original=node.original or wording)
    return node.proven(proof, cites=[chosen], **update)


def _described(name: str, node: Cited, index: Index) -> tuple[str | None, str | None]:
    """What the article says beside ``name``, and where; else nothing, and the first sentence that names it."""
    ids = [*node.cites, *(i for i in index.body if i not in node.cites)]
    held = [i for i in ids if name in index.texts[i]]
    for i in held:
        if what := described(name, index.texts[i]):
            return what, i
    return None, held[0] if held else None


def counted_in(node: Cited, index: Index, sentence: str) -> str | None:
    """What the number of a Figure counts, in the words of its sentence; else None."""
    told = quantities(node.text, index.language)[:1] if isinstance(node, Figure) else ()
    found = next((q for q in index.quantities[sentence] for t in told if same(q, t)), None)
    return counted(index.texts[sentence], found) if found else None


def duplicates(content: BaseModel, originals: dict[str, Cited]) -> tuple[dict[str, Cited | None], list[Rejected]]:
    """Items of one list that say what an earlier one says: the same name, or the same words."""
    seen: dict[tuple[str, tuple[frozenset[str], ...]], str] = {}
    changed: dict[str, Cited | None] = {}
    rejected = []
    for path, node in walk(content):
        parent, _, last = path.rpartition(".")
        if not last.isdigit():
            continue
        said = strings(node)
        key = next((t for _, role, t in said if role is Role.NAME), None)
        told = [key] if key else [t for _, role, t in said if role is not Role.SPEAKER]
        same = (parent, tuple(map(vocabulary, told)))
        if same in seen:
            changed[path] = None
            reason = f"duplicate: {seen[same]} says the same"
            rejected.append(Rejected(item=path, reason=reason, original=original(originals.get(path, node))))
        else:
            seen[same] = path
    return changed, rejected


def original(node: Cited) -> dict[str, Any]:
    """What the model wrote in its own fields."""
    return node.model_dump(mode="json", include=set(type(node).model_fields))


def replaced_share(content: BaseModel) -> float:
    """The share of the items with a statement of the model's that were replaced by their sentence."""
    nodes = [n for _, n in walk(content) if n.origin != "code" and any(r is Role.STATEMENT for _, r, _ in strings(n))]
    return sum(n.status == "replaced" for n in nodes) / len(nodes) if nodes else 0.0
