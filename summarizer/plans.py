"""Writing plans: which calls make a briefing's content.

``single``: one call for the whole schema. ``extract``: no call, only the source's own words.
"""

from typing import Any

from pydantic import BaseModel

from .document import Document
from .errors import KindError
from .evidence import Caveat, Cited, Figure, Proof, Role
from .facts.index import Index
from .facts.names import names
from .walk import slots

__all__ = ["PLANS", "extract", "salient", "sentence_node"]

PLANS = ("single", "extract")
EXTRACTED = 5
"""Items in a list that the plan ``extract`` fills."""


def extract(content: type[BaseModel], document: Document, index: Index) -> BaseModel:
    """``content`` filled with the source's own sentences, names and numbers, without a model.

    The sentences are the first ones and those that share most words with the rest. Raises KindError for a schema that
    asks for more than sentences, names and numbers.
    """
    body = [s for s in document.sentences if s.role == "body"]
    leading = sorted(salient(index)[:EXTRACTED], key=list(index.places).index)
    data: dict[str, Any] = {}
    for name, info in content.model_fields.items():
        node = _node_type(info.annotation)
        if node is None:
            raise KindError("this kind has fields that the plan 'extract' cannot fill", hint="Use another plan.")
        if isinstance(info.annotation, type):
            data[name] = sentence_node(node, index, body[0].id)
        elif issubclass(node, Caveat):
            data[name] = []
        elif issubclass(node, Figure):
            data[name] = [
                _proven(node, {"text": q.text, "counts": " ".join(index.texts[i].split())}, i)
                for i in (s.id for s in body)
                for q in index.quantities[i]
                if not q.small
            ][: 2 * EXTRACTED]
        elif any(s.role is Role.NAME for s in slots(node)):
            data[name] = _named(node, index, [s.id for s in body])
        else:
            data[name] = [sentence_node(node, index, i) for i in leading]
    return content.model_construct(**data)


def salient(index: Index) -> list[str]:
    """The ids of the body, the first ones and those that share most words with the rest before the others."""
    ranked = sorted((-_salience(index, i, position), position, i) for position, i in enumerate(index.body))
    return [i for *_, i in ranked]


def _salience(index: Index, sentence_id: str, position: int) -> float:
    """How much a sentence shares with the others, and how early it stands."""
    stems = index.stems[sentence_id]
    shared = sum(index.shared(word) - 1 for word in stems)
    return shared / (len(stems) + 5) / max(len(index.stems), 1) + 1.0 / (1 + position)


def _node_type(annotation: Any) -> type[Cited] | None:  # noqa: ANN401 - a type annotation
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Cited) else None
    inner = getattr(annotation, "__args__", ())
    return _node_type(inner[0]) if inner else None


def sentence_node(node: type[Cited], index: Index, sentence_id: str) -> Cited:
    """A node whose first statement is the verbatim sentence. Raises KindError if it wants what no sentence tells."""
    text = " ".join(index.texts[sentence_id].split())
    filled = next((s.name for s in slots(node) if s.role is Role.STATEMENT), None)
    return _proven(node, {filled: text} if filled else {}, sentence_id)


def _named(node: type[Cited], index: Index, ids: list[str]) -> list[Cited]:
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for i in ids:
        for start, end, sure in names(index.texts[i]):
            name = index.texts[i][start:end]
            if sure:
                found.setdefault(name, i)
                counts[name] = counts.get(name, 0) + 1
    top = sorted(found, key=lambda n: -counts[n])[:EXTRACTED]
    name_field = next(s.name for s in slots(node) if s.role is Role.NAME)
    said = [s.name for s in slots(node) if s.role is Role.STATEMENT]
    return [
        _proven(node, {name_field: n} | {f: " ".join(index.texts[found[n]].split()) for f in said}, found[n])
        for n in top
    ]


def _proven(node: type[Cited], values: dict[str, Any], sentence_id: str) -> Cited:
    """A node of the source's own words; labels that only a model could give take their last, least specific value."""
    for slot in slots(node):
        if slot.name in values:
            continue
        info = node.model_fields[slot.name]
        options = getattr(info.annotation, "__args__", ())
        if type(None) in options:
            values[slot.name] = None
        elif slot.role in {Role.LABEL, Role.CERTAINTY} and options:
            values[slot.name] = options[0] if slot.role is Role.CERTAINTY else options[-1]
        else:
            raise KindError("this kind has fields that the plan 'extract' cannot fill", hint="Use another plan.")
    built = node.model_validate({**values, "cites": [sentence_id]})
    return built.proven(Proof(origin="source", status="verified"))
