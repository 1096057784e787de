"""The contract between a kind's schema and the engine: cited nodes, and field types that say what a value is.

A schema is any pydantic model made of :class:`Cited` nodes. Its fields declare by their type what they mean; the
verifier, the plans and the renderers know these types and never a field's name::

    class Claim(Cited):
        text: Statement          # said in the model's own words; an unmarked ``str`` is a Statement too
        attributed_to: Speaker | None
        certainty: Annotated[Literal["stated", "denied"], Certainty]

What the model is asked and what readers get are two views of one class: ``id``, ``status``, ``origin``, ``quotes``,
``relinked`` and ``original`` stand only in the second, where code puts them; a model cannot set them.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, PrivateAttr, computed_field
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

from .facts.bounds import Bound

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
    "Speaker",
    "Statement",
    "Status",
    "When",
    "between",
    "proof_of",
]

MAX_STRING = 2_000
"""Code points of one value in a reply; a longer one is no briefing."""

Status = Literal["verified", "soft", "replaced"]
Origin = Literal["model", "code", "source"]


class Role(StrEnum):
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
    if text.isprintable() and "  " not in text:
        return text.strip()
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


def between(low: int, high: int) -> Any:  # noqa: ANN401 - pydantic's Field is declared so
    """The bounds of a list: asked of the model, and no reason to throw away a paid reply that breaks them."""
    return Field(json_schema_extra={"minItems": low, "maxItems": high})


class Quote(BaseModel):
    """A verbatim slice: ``text == document.text[start:end]``, in code points."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    document: str
    sentence: str
    text: str
    start: int
    end: int


class Proof(NamedTuple):
    """What code knows of a node: who wrote it, whether it passed the checks, and the sentences that carry it."""

    id: str = ""
    status: Status = "verified"
    origin: Origin = "model"
    quotes: tuple[Quote, ...] = ()
    relinked: tuple[str, ...] = ()
    original: str = ""
    facts: Mapping[str, Any] = MappingProxyType({})


class Cited(BaseModel):
    """A node that stands on sentences of the source. ``cites``: their ids, first a model's hint, then checked."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, defer_build=True)

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
        return self.proof.id

    @computed_field  # type: ignore[prop-decorator]
    @property
    def status(self) -> Status:
        """``verified``: all checks passed; ``soft``: with doubts; ``replaced``: the sentence stands instead."""
        return self.proof.status

    @computed_field  # type: ignore[prop-decorator]
    @property
    def origin(self) -> Origin:
        """Who wrote it: the ``model``, ``code``, or the ``source`` itself."""
        return self.proof.origin

    @computed_field  # type: ignore[prop-decorator]
    @property
    def quotes(self) -> list[Quote]:
        """The cited sentences, verbatim."""
        return list(self.proof.quotes)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def relinked(self) -> list[str]:
        """The ids that the model gave, where code found other sentences that carry the item; else empty."""
        return list(self.proof.relinked)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def original(self) -> str:
        """What the model wrote first, where a repair or the article's sentence stands in its place; else empty."""
        return self.proof.original

    @property
    def proof(self) -> Proof:
        """All that code knows of this node."""
        kept = self.__pydantic_private__  # pydantic's own way to a private attribute costs twenty times as much
        proof: Proof = kept["_proof"] if kept else Proof()
        return proof

    def proven(self, proof: Proof, **changes: Any) -> "Self":  # noqa: ANN401 - any field of a subclass
        """A copy with ``proof`` and with ``changes`` to its fields."""
        copy = type(self).__new__(type(self))
        parts = {  # model_copy copies each of them twice, and takes four times as long
            "__dict__": {**self.__dict__, **changes},
            "__pydantic_fields_set__": self.__pydantic_fields_set__ | changes.keys(),
            "__pydantic_extra__": self.__pydantic_extra__,
            "__pydantic_private__": {"_proof": proof},
        }
        for name, value in parts.items():
            object.__setattr__(copy, name, value)
        return copy


def proof_of(told: Mapping[str, Any]) -> Proof:
    """The proof of a node that ``told`` is the JSON of, as brief itself wrote it; never of what a model wrote."""
    return Proof(
        id=told["id"],
        status=told["status"],
        origin=told["origin"],
        quotes=tuple(Quote.model_validate(q) for q in told["quotes"]),
        relinked=tuple(told["relinked"]),
        original=told["original"],
        facts={name: told[name] for name in ("value", "unit", "bound") if name in told},
    )


class Figure(Cited):
    """A number of the article. The model points at it and says what it counts; code reads value, unit and bound."""

    text: Quantity
    counts: Statement

    @computed_field  # type: ignore[prop-decorator]
    @property
    def value(self) -> float | None:
        """The number itself."""
        return self.proof.facts.get("value")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unit(self) -> str | None:
        """``%``, a currency sign, or the word that the number counts."""
        return self.proof.facts.get("unit")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def bound(self) -> Bound:
        """Whether the source gives it exactly or as a bound."""
        bound: Bound = self.proof.facts.get("bound", "exact")
        return bound


class Caveat(Cited):
    """A reason for doubt. Code adds those that it can prove to the first list of a subclass of this."""

    text: Statement
    kind: Literal["denial", "hedge", "single_source", "conflict", "unknown"]
