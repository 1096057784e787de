"""Decide the outcome of each item: shown, corrected, doubted, or rejected with the reason. Nothing disappears.

========================  ==================  =========================================================
exact checks              judge               outcome
========================  ==================  =========================================================
passed                    no objection        ``supported``
passed                    not asked, failed   ``unjudged``
found something           no objection        ``doubted``, with what was found
found something           not asked, failed   rejected
any                       objection           corrected by the judge (an edit); if that correction does
                                              not pass the exact checks itself, rejected
========================  ==================  =========================================================

An item that the kind requires (a headline) is replaced by a source sentence instead of rejected.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from ..briefing import DUPLICATE, Edit, Finding, Proof, Reading, Rejected, Status, Verdict
from ..documents.source_index import Index
from ..facts.tokens import tokens
from ..kinds.fields import Cited, Role
from ..kinds.traversal import is_optional, rebuild, slots, strings, walk
from .checking import check_item
from .citations import MAX_CITES, citation, link, wording
from .judge import Judged

__all__ = ["CheckedItem", "Resolved", "items_of", "resolve"]

_DROPPABLE = frozenset({Role.SPEAKER, Role.TOPIC})
"""Fields that an item does not need: a failing value is removed, and the item stays."""


class CheckedItem(NamedTuple):
    """An item between the stages, with its current text, citations, edits and findings."""

    path: str
    node: Cited
    original: Cited
    quoted: bool
    ids: tuple[str, ...]
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    reading: Reading | None


class Resolved(NamedTuple):
    """The content to show, a proof for each of its items, and the rejected items.

    ``corrected``: the number of items that the judge corrected.
    """

    content: BaseModel
    proofs: dict[str, Proof]
    rejected: list[Rejected]
    corrected: int


def items_of(
    content: BaseModel,
    index: Index,
    *,
    language: str,
    quoted: frozenset[str],
    edits: Mapping[str, Sequence[Edit]],
) -> list[CheckedItem]:
    """Return each item of ``content``, linked to its sentences and checked.

    ``quoted``: the paths of the items in the source's own words, which need no check. ``edits``: those made before.
    """
    translated = index.language not in {language, "und"}
    found = []
    for path, node in walk(content):
        before = tuple(edits.get(path, ()))
        if path in quoted:
            checked = check_item(node, tuple(node.cites), index, language=language)
            ids = tuple(node.cites)
            found.append(
                CheckedItem(path, node, node, quoted=True, ids=ids, edits=before, findings=(), reading=checked.reading)
            )
            continue
        linked = link(node, index, translated=translated)
        edits_so_far = (*before, *linked.edits)
        item = CheckedItem(
            path, node, node, quoted=False, ids=linked.ids, edits=edits_so_far, findings=(), reading=None
        )
        found.append(_without_failing_extras(_checked(item, index, language), index, language))
    return found


def _checked(item: CheckedItem, index: Index, language: str) -> CheckedItem:
    checked = check_item(item.node, item.ids, index, language=language)
    return item._replace(findings=checked.findings, reading=checked.reading)


def _without_failing_extras(item: CheckedItem, index: Index, language: str) -> CheckedItem:
    """Return ``item`` without a speaker or topic that failed a check, if the field is optional."""
    roles = {s.name: s.role for s in slots(type(item.node))}
    failing = {f.field: f.message for f in item.findings if roles.get(f.field) in _DROPPABLE}
    gone = {name: why for name, why in failing.items() if is_optional(type(item.node), name)}
    if not gone:
        return item
    edits = [
        Edit(field=name, before=getattr(item.node, name), after=None, by="code", reason=why)
        for name, why in gone.items()
    ]
    node = item.node.model_copy(update=dict.fromkeys(gone))
    return _checked(item._replace(node=node, edits=(*item.edits, *edits)), index, language)


def resolve(
    content: BaseModel, items: Sequence[CheckedItem], judged: Judged, index: Index, *, language: str
) -> Resolved:
    """Return the outcome for each of ``items``, which are those of ``content`` in order."""
    changed: dict[str, Cited | None] = {}
    proofs: dict[str, Proof] = {}
    rejected: list[Rejected] = []
    corrected = 0
    for item in items:
        verdict = judged.verdicts.get(item.path)
        seen = item.path in judged.seen
        fixed = _corrected(item, verdict, index, language) if verdict else None
        if (verdict and fixed is None) or (item.findings and not seen and not item.quoted):
            rejected.append(_rejected(item, _reason(item, verdict), verdict))
            changed[item.path], proof = _stand_in(item, content, index, rejected[-1].reason)
            proofs |= {item.path: proof} if proof else {}
            continue
        corrected += fixed is not None
        outcome = fixed or item
        node = outcome.node.model_copy(update={"cites": list(outcome.ids)})
        if node != item.original:
            changed[item.path] = node
        proofs[item.path] = _proof(outcome, _status(outcome, seen=seen), verdict, index)
    nodes = [(i, changed.get(i.path) or i.node) for i in items if i.path in proofs]
    for item, reason in _duplicates(nodes):
        rejected.append(_rejected(item, reason, None))
        changed[item.path] = None
        proofs.pop(item.path)
    shown = rebuild(content, changed)
    gone = tuple(f"{path}." for path, node in changed.items() if node is None)
    kept = [item.path for item in items if item.path in proofs and not item.path.startswith(gone or ("\0",))]
    final = dict(zip((path for path, _ in walk(shown)), (proofs[path] for path in kept), strict=True))
    return Resolved(shown, final, rejected, corrected)


def _status(item: CheckedItem, *, seen: bool) -> Status:
    if item.quoted:
        return "quoted"
    if item.findings:
        return "doubted"
    return "supported" if seen else "unjudged"


def _proof(item: CheckedItem, status: Status, verdict: Verdict | None, index: Index) -> Proof:
    return Proof(
        status=status,
        origin="source" if item.quoted else "model",
        citations=[citation(index, i) for i in item.ids],
        edits=list(item.edits),
        findings=list(item.findings),
        verdict=verdict,
        reading=item.reading,
    )


def _corrected(item: CheckedItem, verdict: Verdict, index: Index, language: str) -> CheckedItem | None:
    """Return ``item`` with the judge's correction; None if there is none, or if it fails the exact checks."""
    field, after = verdict.field, verdict.correction
    before = getattr(item.node, field)
    if after is None or not (before is None or isinstance(before, str)):
        return None
    try:
        node = type(item.node).model_validate({**item.node.model_dump(), field: after})
    except ValidationError:
        return None
    ids = tuple(dict.fromkeys((*item.ids, *verdict.cites)))[:MAX_CITES]
    edits = [Edit(field=field, before=before, after=after, by="judge", reason=verdict.category.replace("_", " "))]
    if ids != item.ids:
        proof = "the sentences that prove the correction"
        edits.append(Edit(field="cites", before=list(item.ids), after=list(ids), by="judge", reason=proof))
    fixed = _checked(item._replace(node=node, ids=ids, edits=(*item.edits, *edits)), index, language)
    return None if fixed.findings else fixed


def _reason(item: CheckedItem, verdict: Verdict | None) -> str:
    """Return the reason for a rejection, as a clause for a reader."""
    found = "; ".join(dict.fromkeys(f.message for f in item.findings))
    if verdict is None:
        return found
    objection = f"the judge says: {verdict.category.replace('_', ' ')}" + (
        f" ({verdict.span!r})" if verdict.span else ""
    )
    return f"{objection}; {found}" if found else objection


def _rejected(item: CheckedItem, reason: str, verdict: Verdict | None) -> Rejected:
    original = item.original.model_dump(mode="json")
    return Rejected(item=item.path, reason=reason, findings=list(item.findings), verdict=verdict, original=original)


def _stand_in(item: CheckedItem, content: BaseModel, index: Index, reason: str) -> tuple[Cited | None, Proof | None]:
    """Return a sentence of the source in place of a required item; nothing for other items."""
    parent, _, last = item.path.rpartition(".")
    if last.isdigit() or parent or is_optional(type(content), item.path):
        return None, None
    statement = next((s.name for s in slots(type(item.node)) if s.role is Role.STATEMENT and not s.many), None)
    chosen = index.best(wording(item.node), frozenset(item.ids) or None) or next(iter(index.ranked), None)
    if statement is None or chosen is None:
        return item.node, _proof(item, "doubted", None, index)
    sentence = " ".join(index.texts[chosen].split())
    edit = Edit(field=statement, before=getattr(item.node, statement), after=sentence, by="code", reason=reason)
    node = item.node.model_copy(update={statement: sentence, "cites": [chosen]})
    quoted = item._replace(node=node, quoted=True, ids=(chosen,), edits=(*item.edits, edit), findings=())
    return node, _proof(quoted, "quoted", None, index)


def _duplicates(nodes: Sequence[tuple[CheckedItem, Cited]]) -> list[tuple[CheckedItem, str]]:
    """Return the items of a list that repeat an earlier one: the same name, or the same words in the same order."""
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    found = []
    for item, node in nodes:
        parent, _, last = item.path.rpartition(".")
        if not last.isdigit():
            continue
        said = [(role, text) for _, role, text in strings(node) if role not in {Role.SPEAKER, Role.TOPIC}]
        name = next((text for role, text in said if role is Role.NAME), None)
        key = (parent, tuple(_plain(text) for text in ([name] if name else [text for _, text in said])))
        if key in seen:
            found.append((item, f"{DUPLICATE}{seen[key]} says the same"))
        else:
            seen[key] = item.path
    return found


def _plain(text: str) -> str:
    """Return the folded words of ``text`` in order, without punctuation."""
    return " ".join(folded for *_, folded in tokens(text))
