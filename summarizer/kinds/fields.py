"""The contract between a kind's schema and the engine: cited nodes, and field types that say what a value is.

A schema is any pydantic model made of :class:`Cited` nodes. Its fields declare by their type what they mean; the
verifier, the plans and the renderers know these types and never a field's name::

    class Claim(Cited):
        text: Statement          # said in the model's own words; an unmarked ``str`` is a Statement too
        attributed_to: Speaker | None
        certainty: Annotated[Literal["stated", "denied"], Certainty]

A node holds what the model wrote and nothing else. What code and judge know of it stands in its Proof (briefing.py).
"""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

__all__ = [
    "Caveat",
    "Certainty",
    "Cited",
    "Figure",
    "Name",
    "Quantity",
    "Role",
    "SentenceId",
    "Speaker",
    "Statement",
    "Topic",
    "When",
    "between",
]

MAX_STRING = 2_000
"""Code points of one value in a reply; a longer one is no briefing."""


class Role(StrEnum):
    """The meaning of a string or number in a cited node."""

    STATEMENT = "statement"
    NAME = "name"
    QUANTITY = "quantity"
    SPEAKER = "speaker"
    WHEN = "when"
    TOPIC = "topic"
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
"""The person or body that says it, named as in the source."""
When = Annotated[_Line, Role.WHEN]
"""A date or time as the source puts it."""
Topic = Annotated[_Line, Role.TOPIC]
"""A short heading over items that belong together."""
Certainty = Role.CERTAINTY
"""Marks a ``Literal`` that says how sure the source is."""

SentenceId = TypeAliasType("SentenceId", _Line)
"""The id of a sentence of the source. One named type, so that its enumeration stands once in a sent schema."""


def between(low: int, high: int) -> Any:  # noqa: ANN401 - pydantic's Field is declared so
    """The bounds of a list. The model is asked to keep them; a paid reply that breaks them is not thrown away."""
    return Field(json_schema_extra={"minItems": low, "maxItems": high})


class Cited(BaseModel):
    """A node that stands on sentences of the source; ``cites``: their ids."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    cites: Annotated[list[SentenceId], between(1, 4)]

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """``cites`` last: a weak model, made to cite first, counts s1, s2, s3 and then finds something to say."""
        schema = handler(core)
        real = handler.resolve_ref_schema(schema)
        if "cites" in real.get("properties", {}):
            real["properties"]["cites"] = real["properties"].pop("cites")
            real["required"] = [*(n for n in real["required"] if n != "cites"), "cites"]
        return schema


class Figure(Cited):
    """A number of the article, as it writes it, and what it counts. Code reads value, unit and bound."""

    text: Quantity
    counts: Statement


class Caveat(Cited):
    """A reason for doubt. Code adds those that it can prove to the first list of a subclass of this."""

    text: Statement
    kind: Literal["denial", "hedge", "single_source", "conflict", "unknown"]
