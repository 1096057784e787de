"""The contract between a kind's schema and the engine: cited nodes, and field types that say what a value is.

A schema is any pydantic model made of :class:`Cited` nodes. Its fields declare by their type what they mean; the
verifier, the plans and the renderers know these types and never a field's name::

    class Claim(Cited):
        text: Statement          # said in the model's own words; an unmarked ``str`` is a Statement too
        attributed_to: Speaker | None
        certainty: Annotated[Literal["stated", "denied"], Certainty]

What the model is asked and what readers get are two views of one class: ``id``, ``status``, ``origin``, ``quotes`` and
``relinked`` stand only in the second, where code puts them; a model cannot set them.
"""

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, PrivateAttr, computed_field
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

from .errors import KindError
from .facts.quantities import Bound

__all__ = [
    "Caveat",
    "Certainty",
    "Cited",
    "Figure",
    "Name",
    "Origin",
    "Proof",
    "Quantity",
    "Quote",
    "Role",
    "SentenceId",
    "Slot",
    "Speaker",
    "Statement",
    "Status",
    "When",
    "between",
    "check_schema",
    "rebuild",
    "slots",
    "walk",
    "walk_types",
]

MAX_STRING = 2_000
"""Code points of one value in a reply; a longer one is no briefing."""

Status = Literal["verified", "soft", "replaced"]
Origin = Literal["model", "code", "source"]


class Role(Enum):
    """What a string or number in a cited node means."""

    STATEMENT = "statement"
    NAME = "name"
    QUANTITY = "quantity"
    SPEAKER = "speaker"
    WHEN = "when"
    CERTAINTY = "certainty"
    VALUE = "value"
    LABEL = "label"


def _clean(text: str) -> str:
    """One line without control characters or surrounding white space. Raises ValueError if it is too long."""
    if len(text) > MAX_STRING:
        raise ValueError(f"longer than {MAX_STRING} characters")
    kept = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(kept.split())


_Line = Annotated[str, AfterValidator(_clean)]
Statement = Annotated[_Line, Role.STATEMENT]
"""A sentence or phrase in the model's own words; its numbers, names, dates and quotations are checked."""
Name = Annotated[_Line, Role.NAME]
"""A person, organisation, place or thing as the source spells it."""
Quantity = TypeAliasType("Quantity", Annotated[_Line, Role.QUANTITY])
"""A number as the source writes it, with its bound ("at least 25")."""
Speaker = Annotated[_Line, Role.SPEAKER]
"""Who says it, as the source names them."""
When = Annotated[_Line, Role.WHEN]
"""A date or time as the source puts it."""
Certainty = Role.CERTAINTY
"""Marks a ``Literal`` that says how sure the source is."""

SentenceId = TypeAliasType("SentenceId", _Line)
"""The id of a sentence of the source. One named type, so that its enumeration stands once in a sent schema."""

_M = TypeVar("_M", bound=BaseModel)


def between(low: int, high: int) -> Any:  # noqa: ANN401 - pydantic's Field is declared so
    """The bounds of a list: asked of the model, and no reason to throw away a paid reply that breaks them."""
    return Field(json_schema_extra={"minItems": low, "maxItems": high})


class Quote(BaseModel):
    """A verbatim slice: ``text == document.text[start:end]``, in code points."""

    model_config = ConfigDict(frozen=True)

    document: str
    sentence: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What code knows of a node: who wrote it, whether it passed the checks, and the sentences that carry it."""

    id: str = ""
    status: Status = "verified"
    origin: Origin = "model"
    quotes: tuple[Quote, ...] = ()
    relinked: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


class Cited(BaseModel):
    """A node that stands on sentences of the source. ``cites``: their ids, first a model's hint, then checked."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    cites: Annotated[list[SentenceId], between(1, 2)]
    _proof: Proof = PrivateAttr(default_factory=Proof)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """``cites`` last: a weak model that has to cite first counts s1, s2, s3 and then finds something to say."""
        schema = handler(core)
        real = handler.resolve_ref_schema(schema)
        if "cites" in real.get("properties", {}):
            real["properties"]["cites"] = real["properties"].pop("cites")
            real["required"] = [*(n for n in real["required"] if n != "cites"), "cites"]
        return schema

    @computed_field(description="unique in a briefing")  # type: ignore[prop-decorator]
    @property
    def id(self) -> str:
        """Unique in a briefing."""
        return self._proof.id

    @computed_field  # type: ignore[prop-decorator]
    @property
    def status(self) -> Status:
        """``verified``: all checks passed; ``soft``: with doubts; ``replaced``: the sentence stands instead."""
        return self._proof.status

    @computed_field  # type: ignore[prop-decorator]
    @property
    def origin(self) -> Origin:
        """Who wrote it: the ``model``, ``code``, or the ``source`` itself."""
        return self._proof.origin

    @computed_field  # type: ignore[prop-decorator]
    @property
    def quotes(self) -> list[Quote]:
        """The cited sentences, verbatim."""
        return list(self._proof.quotes)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def relinked(self) -> list[str]:
        """The ids that the model gave, where code found other sentences that carry the item; else empty."""
        return list(self._proof.relinked)

    @property
    def proof(self) -> Proof:
        """All that code knows of this node."""
        return self._proof

    def proven(self, proof: Proof, **changes: Any) -> "Self":  # noqa: ANN401 - any field of a subclass
        """A copy with ``proof`` and with ``changes`` to its fields."""
        copy = self.model_copy(update=changes)
        copy._proof = proof  # noqa: SLF001 - its own copy
        return copy


class Figure(Cited):
    """A number of the article. The model points at it and says what it counts; code reads value, unit and bound."""

    text: Quantity
    counts: Statement

    @computed_field  # type: ignore[prop-decorator]
    @property
    def value(self) -> float | None:
        """The number itself."""
        return self._proof.facts.get("value")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unit(self) -> str | None:
        """``%``, a currency sign, or the word that the number counts."""
        return self._proof.facts.get("unit")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def bound(self) -> Bound:
        """Whether the source gives it exactly or as a bound."""
        bound: Bound = self._proof.facts.get("bound", "exact")
        return bound


class Caveat(Cited):
    """A reason for doubt. Code adds those that it can prove to the first list of a subclass of this."""

    text: Statement
    kind: Literal["denial", "hedge", "single_source", "conflict", "unknown"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a node: its name, what it means, and whether it is a list."""

    name: str
    role: Role
    many: bool


@cache
def slots(node: type[Cited]) -> tuple[Slot, ...]:
    """The fields of ``node`` that hold strings or numbers, in order, without ``cites``. Nested nodes are no slots."""
    found = []
    for name, info in node.model_fields.items():
        if name == "cites":
            continue
        role, many = _role(info.annotation, tuple(info.metadata))
        if role is not None:
            found.append(Slot(name, role, many))
    return tuple(found)


def _role(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Role | None, bool]:  # noqa: ANN401, C901, PLR0911 - one case a kind of type
    """The role of an annotation, and whether it stands in a list; None for nested models."""
    marked = next((m for m in metadata if isinstance(m, Role)), None)
    origin = get_origin(annotation)
    if isinstance(annotation, TypeAliasType):
        return _role(annotation.__value__, metadata)
    if origin is Annotated:
        inner, *extra = get_args(annotation)
        return _role(inner, (*metadata, *extra))
    if origin in {Union, types.UnionType}:
        for member in get_args(annotation):
            if member is not type(None):
                role, many = _role(member, metadata)
                if role is not None:
                    return role, many
        return None, False
    if origin in {list, tuple}:
        role, _ = _role(get_args(annotation)[0], metadata)
        return role, True
    if origin is Literal or annotation is bool or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return marked or Role.LABEL, False
    if annotation in {int, float}:
        return marked or Role.VALUE, False
    if annotation is str:
        return marked or Role.STATEMENT, False
    return None, False


def walk(content: BaseModel, path: str = "") -> Iterator[tuple[str, Cited]]:
    """``(path, node)`` of every cited node in reading order; paths are like ``claims.2`` and count from 1."""
    if isinstance(content, Cited):
        yield path, content
    for name in type(content).model_fields:
        value = getattr(content, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, BaseModel):
            yield from walk(value, here)
        elif isinstance(value, (list, tuple)):
            for n, item in enumerate(value, 1):
                if isinstance(item, BaseModel):
                    yield from walk(item, f"{here}.{n}")


def walk_types(content: type[BaseModel]) -> Iterator[type[Cited]]:
    """The classes of the cited nodes that ``content`` may hold; a class may come more than once."""
    if issubclass(content, Cited):
        yield content
    for info in content.model_fields.values():
        for nested in _models(info.annotation):
            if nested is not content:
                yield from walk_types(nested)


def rebuild(content: _M, changed: dict[str, Cited | None], path: str = "") -> _M:
    """A copy of ``content`` in which each node at a path of ``changed`` is replaced, or taken out of its list if None.

    A node that is no item of a list cannot be taken out: naming it with None raises KeyError. Replacements are given
    without regard to their own nested nodes, which are rebuilt from the originals' paths.
    """
    node = changed.get(path, content) if path else content
    if node is None:
        raise KeyError(path)
    update: dict[str, Any] = {}
    for name in type(content).model_fields:
        value = getattr(content, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, BaseModel):
            update[name] = rebuild(value, changed, here)
        elif isinstance(value, (list, tuple)) and any(isinstance(item, BaseModel) for item in value):
            kept = [(f"{here}.{n}", item) for n, item in enumerate(value, 1)]
            update[name] = [rebuild(i, changed, p) for p, i in kept if changed.get(p, i) is not None]
    copy: Any = node.model_copy(update=update)
    if isinstance(node, Cited):
        copy._proof = node.proof  # noqa: SLF001 - model_copy shares it already; said for clarity
    return copy  # type: ignore[no-any-return]


def check_schema(model: type[BaseModel], kind: str) -> None:
    """Raise KindError if ``model`` has text or numbers outside cited nodes, or a container that cannot be walked."""
    _check(model, kind, frozenset())


def _check(model: type[BaseModel], kind: str, seen: frozenset[type[BaseModel]]) -> None:
    reserved = set(Figure.model_computed_fields) if not issubclass(model, Figure) else set()
    for name, info in model.model_fields.items():
        where = f"the schema of kind {kind!r}: {model.__name__}.{name}"
        if issubclass(model, Cited) and name in reserved & set(Cited.model_computed_fields):
            raise KindError(f"{where} is a name that brief itself fills in", hint="Give the field another name.")
        role, _ = _role(info.annotation, tuple(info.metadata))
        if role in {None, Role.LABEL} or issubclass(model, Cited):
            for nested in _models(info.annotation):
                if nested not in seen:
                    _check(nested, kind, seen | {model})
            if role is None and not list(_models(info.annotation)) and name != "cites":
                raise KindError(
                    f"{where} has a type that cannot be checked",
                    hint="Use str, int, float, bool, Literal, lists of these, and nested models; no dict.",
                )
        else:
            raise KindError(
                f"{where} stands outside a Cited node", hint="Put it into a class that inherits from Cited."
            )


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None and get_origin(annotation) is not dict:
        for inner in get_args(annotation):
            yield from _models(inner)
