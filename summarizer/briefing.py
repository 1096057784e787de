"""What readers get: the typed result, and its JSON, a documented contract (``brief schema KIND`` prints it)."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from .document import Document

__all__ = ["Briefing", "Coverage", "Finding", "Provenance", "Rejected", "Source", "Tokens", "published_schema"]

Content = TypeVar("Content", bound=BaseModel)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, validate_by_name=True, serialize_by_alias=True, defer_build=True)


class SentenceSpan(_Frozen):
    """A sentence: code points ``[start, end)`` of its document's text."""

    id: str
    start: int
    end: int
    role: Literal["body", "header", "aside", "known"]


class Source(_Frozen):
    """A document as it was read."""

    id: str
    title: str | None
    published: date | None
    published_from: str | None
    byline: str | None
    site: str | None
    url: str | None
    canonical: str | None
    source: str
    language: str
    sha256: str
    text: str
    sentences: list[SentenceSpan]
    notes: list[str]

    @classmethod
    def of(cls, document: Document) -> "Source":
        """The reader's view of ``document``."""
        return cls.model_validate(document, from_attributes=True)


class Finding(_Frozen):
    """What a check found in an item: ``start`` and ``end`` count code points of its field ``field``."""

    item: str
    check: str
    severity: Literal["hard", "soft"]
    message: str
    field: str
    start: int
    end: int


class Rejected(_Frozen):
    """An item that is not shown, and why; ``original`` is what the model wrote."""

    item: str
    reason: str
    original: dict[str, Any]

    @property
    def minor(self) -> bool:
        """Whether nothing was found wrong with it: it repeats another item, or tells less than a sentence would."""
        return self.reason.startswith(("duplicate:", "choice:"))


class Coverage(_Frozen):
    """The ids of the sentences that the model read, and of those that it did not."""

    read: list[str]
    unread: list[str]


class Tokens(_Frozen):
    """As counted by the endpoint; null where it did not say. ``cached``: those of the prompts that it knew already."""

    prompt: int | None
    completion: int | None
    cached: int | None


class Provenance(_Frozen):
    """Who wrote it, and at what cost. ``endpoint`` is the host that read the article.

    ``plan``: which calls made it; ``mode``: how an endpoint was asked for its JSON, null where nobody was asked.
    """

    model: str
    endpoint: str
    plan: str
    mode: str | None
    prompt_digest: str
    requests: int
    tokens: Tokens
    seconds: float
    recorded: bool
    version: str


class Briefing(_Frozen, Generic[Content]):
    """A checked briefing. ``notes`` are what a reader should know first."""

    schema_: Annotated[str, Field(alias="schema")]
    kind: str
    language: str
    created: datetime
    notes: list[str]
    documents: list[Source]
    content: Content
    findings: list[Finding]
    rejected: list[Rejected]
    coverage: Coverage
    provenance: Provenance

    def to_json(self, *, text: bool = True, indent: int | None = None) -> str:
        """The JSON contract ``brief/KIND/1``; without the documents' texts if ``text`` is false."""
        exclude = None if text else {"documents": {"__all__": {"text"}}}
        return self.model_dump_json(exclude=exclude, indent=indent)


def published_schema(kind: str, content: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of the output ``brief/KIND/1``. A document's text may be left out."""
    schema = Briefing[content].model_json_schema(mode="serialization")  # type: ignore[valid-type]
    schema["title"] = f"brief/{kind}/1"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    source = schema["$defs"]["Source"]
    source["required"] = [name for name in source["required"] if name != "text"]
    return schema
