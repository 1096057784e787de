"""The typed result, and its JSON, a documented contract (``brief schema KIND`` prints it)."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from .documents.document import Document
from .facts.bounds import Bound
from .kinds.fields import Cited
from .kinds.traversal import walk

__all__ = [
    "DUPLICATE",
    "Briefing",
    "Citation",
    "Coverage",
    "Edit",
    "Finding",
    "Judgement",
    "Origin",
    "Proof",
    "Provenance",
    "Reading",
    "Rejected",
    "Source",
    "Status",
    "Tokens",
    "Verdict",
    "published_schema",
]

Content = TypeVar("Content", bound=BaseModel)


class Frozen(BaseModel):
    """A frozen part of the JSON contract, with aliases written out."""

    model_config = ConfigDict(frozen=True, validate_by_name=True, serialize_by_alias=True, defer_build=True)


class SentenceSpan(Frozen):
    """A sentence: code points ``[start, end)`` of its document's text."""

    id: str
    start: int
    end: int
    role: Literal["body", "header", "aside", "known"]


class Source(Frozen):
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
        """Return the reader's view of ``document``."""
        return cls.model_validate(document, from_attributes=True)


DUPLICATE = "duplicate: "
"""Beginning of the reason for rejecting an item that repeats another one."""
Status = Literal["quoted", "supported", "unjudged", "doubted"]
Origin = Literal["model", "source", "code"]


class Citation(Frozen):
    """A verbatim slice: ``text == document.text[start:end]``, in characters of the original text."""

    document: str
    sentence: str
    text: str
    start: int
    end: int


class Edit(Frozen):
    """A change to the model's text: the field, its value before and after, the author of the change, and the reason."""

    field: str
    before: str | list[str] | None
    after: str | list[str] | None
    by: Literal["code", "judge"]
    reason: str


class Finding(Frozen):
    """The result of an exact check. ``start`` and ``end`` count characters of the value of ``field``."""

    check: str
    field: str
    start: int
    end: int
    message: str


class Verdict(Frozen):
    """The judge's objection to an item that the article does not support.

    ``field``: the wrong field; ``span``: the wrong words in it; ``correction``: the corrected field, or null;
    ``cites``: the sentences that prove it.
    """

    category: str
    field: str
    span: str
    correction: str | None
    cites: list[str]


class Reading(Frozen):
    """The value of a figure, as read by code. ``unit``: ``%``, a currency, a measure or null."""

    value: float | None
    unit: str | None
    bound: Bound


class Proof(Frozen):
    """The evidence for one item.

    ``status``: ``quoted`` (the source's own words), ``supported`` (the exact checks passed and a judge found it
    supported), ``unjudged`` (the exact checks passed, nobody judged its meaning) or ``doubted`` (see ``findings``).
    ``origin``: the author of the item. ``edits``: every change to the model's text. ``verdict``: the objection that led
    to an edit by the judge, else null. ``reading``: the value, unit and bound of a figure.
    """

    status: Status
    origin: Origin
    citations: list[Citation]
    edits: list[Edit]
    findings: list[Finding]
    verdict: Verdict | None
    reading: Reading | None


class Rejected(Frozen):
    """An item that is not shown, with the reason.

    ``item``: its path in the model's reply; ``original``: the text that the model wrote.
    """

    item: str
    reason: str
    findings: list[Finding]
    verdict: Verdict | None
    original: dict[str, Any]

    @property
    def minor(self) -> bool:
        """True if the item is not wrong, but only repeats another one."""
        return self.reason.startswith(DUPLICATE)


class Judgement(Frozen):
    """The judge's model and the number of items that it judged. ``reason``: why items were not judged, else empty."""

    model: str | None
    items: int
    corrected: int
    rejected: int
    reason: str


class Coverage(Frozen):
    """The ids of the sentences that the model read, and of those that it did not."""

    read: list[str]
    unread: list[str]


class Tokens(Frozen):
    """Token counts from the endpoint; null if it gave none. ``cached``: prompt tokens served from its cache."""

    prompt: int | None
    completion: int | None
    cached: int | None


class Provenance(Frozen):
    """The model that wrote the briefing, and the cost. ``endpoint`` is the host that read the article.

    ``plan``: the writing plan; ``mode``: the way in which the endpoint was asked for JSON, null if no request was sent;
    ``requests``: the number of requests sent, ``judge_requests`` of them to the judge.
    """

    model: str
    endpoint: str
    plan: str
    mode: str | None
    prompt_digest: str
    requests: int
    judge_requests: int
    tokens: Tokens
    seconds: float
    recorded: bool
    version: str


class Briefing(Frozen, Generic[Content]):
    """A checked briefing. ``notes`` are what a reader should know first; ``proofs`` has one proof for each item.

    The keys of ``proofs`` are the paths of the items in ``content``: ``headline``, ``claims.0``.
    """

    schema_: Annotated[str, Field(alias="schema")]
    kind: str
    language: str
    created: datetime
    notes: list[str]
    documents: list[Source]
    content: Content
    proofs: dict[str, Proof]
    rejected: list[Rejected]
    judgement: Judgement
    coverage: Coverage
    provenance: Provenance

    def proof(self, item: Cited) -> Proof:
        """Return the proof of ``item``, an item of ``content``. Raises KeyError for anything else."""
        items = walk(self.content)
        path = next((p for p, node in items if node is item), None) or next(
            (p for p, node in items if node == item), ""
        )
        return self.proofs[path]

    def to_json(self, *, text: bool = True, indent: int | None = None) -> str:
        """Return JSON of the contract ``brief/KIND/2``, without the documents' texts if ``text`` is false."""
        exclude = None if text else {"documents": {"__all__": {"text"}}}
        return self.model_dump_json(exclude=exclude, indent=indent)

    def to_markdown(self, *, evidence: bool = False) -> str:
        """Return the briefing as Markdown without raw HTML, to paste into a mail, a wiki or a note.

        ``evidence``: also each cited sentence, each edit, what was left out, and how the briefing was made.
        """
        from .render.markdown import to_markdown

        return to_markdown(self, evidence=evidence)

    def to_text(self, *, evidence: bool = False, width: int = 100) -> str:
        """Return the briefing as plain text, about one screen.

        ``evidence`` as for Markdown; ``width``: columns of a line.
        """
        from .render.text import to_text

        return to_text(self, evidence=evidence, width=width)

    def to_html(self) -> str:
        """The briefing as one HTML page, with the article beside it: a pointer is a link to its sentence.

        The page has all the evidence, needs no script, and loads nothing.
        """
        from .render.html import to_html

        return to_html(self)

    def _repr_html_(self) -> str:
        """The page in a frame, as notebooks show it."""
        from .render.html import to_notebook

        return to_notebook(self)

    def _repr_markdown_(self) -> str:
        """Return the briefing as Markdown, where a notebook is shown without HTML."""
        return self.to_markdown()


def published_schema(kind: str, content: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of the output ``brief/KIND/2``. A document's text may be left out."""
    schema = Briefing[content].model_json_schema(mode="serialization")  # type: ignore[valid-type]
    schema["title"] = f"brief/{kind}/2"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    source = schema["$defs"]["Source"]
    source["required"] = [name for name in source["required"] if name != "text"]
    return schema
