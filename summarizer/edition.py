"""The output of a daily briefing: the typed edition and its JSON, the contract ``brief/edition/2``."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from .briefing import Briefing, Citation, Frozen, Tokens
from .facts.bounds import Bound
from .schemas.story import Story

__all__ = [
    "Difference",
    "Dropped",
    "Edition",
    "Entry",
    "Event",
    "Intake",
    "Said",
    "SourceReport",
    "Support",
    "TimelineLine",
    "known_edition",
    "published",
]


class Support(Frozen):
    """The documents of a story that carry an item of its briefing, and the number of independent outlets among them."""

    item: str
    documents: list[str]
    independent: int


class Said(Frozen):
    """One figure in its context: its text, bound, outlet, time of publication and sentence."""

    text: str
    bound: Bound
    outlet: str
    published: datetime | None
    quote: Citation


class Difference(Frozen):
    """Figures of one thing that do not agree: the later replaces the earlier (``updated``), or they conflict."""

    relation: Literal["conflict", "updated"]
    sides: list[Said]


class Event(Frozen):
    """An event that an article dates, for the timeline."""

    day: date
    text: str
    quote: Citation


class TimelineLine(Frozen):
    """A line of the timeline's past: the headline of the story in an earlier edition."""

    edition: date
    headline: str


class Entry(Frozen):
    """One story of an edition.

    ``id`` stays the same from day to day. ``reasons``: why it has its place in the edition. ``outlets``: all that carry
    it; ``published_by``: the outlet of each document; ``independent``: the number of outlets with a text of their own.
    ``note``: empty if a model wrote it as planned, else the reason why the words are the articles' own.
    ``compared_by``: the model that compared the figures; empty if none was asked, and then ``differences`` is empty.
    """

    id: str
    status: Literal["new", "developing"]
    section: str
    reasons: list[str]
    outlets: list[str]
    published_by: dict[str, str]
    independent: int
    note: str
    briefing: Briefing[Story]
    support: list[Support]
    differences: list[Difference]
    compared_by: str
    events: list[Event]
    earlier: list[TimelineLine]

    @property
    def headline(self) -> str:
        """The story in one line."""
        return self.briefing.content.headline.text


class SourceReport(Frozen):
    """The result of one source. ``listed``: recent articles that it lists; ``new``: those read for the first time."""

    name: str
    state: Literal["ok", "stale", "failed", "empty"]
    why: str
    listed: int
    new: int


class Dropped(Frozen):
    """An article that was found but is not in the edition, and the reason."""

    name: str
    why: str


class Intake(Frozen):
    """The material of an edition, and what was left out. ``copies``: articles that repeat another one's text.

    ``unchanged``: titles of stories with nothing new; ``untold``: titles of stories beyond the paper's limit.
    ``unwritten``: ids of stories that a model should have written but did not; ``uncompared`` and ``unjudged``: ids of
    stories whose figures a model should have compared, or whose items a model should have judged, but did not: the
    next run asks again. Requests, tokens and dollars are those of all runs for this edition.
    """

    sources: list[SourceReport]
    articles: int
    copies: int
    dropped: list[Dropped]
    unchanged: list[str]
    untold: list[str]
    unwritten: list[str]
    uncompared: list[str]
    unjudged: list[str]
    requests: int
    tokens: Tokens
    dollars: float | None


class Edition(Frozen):
    """One day's briefing. ``bottom_line``: the ids of the stories that lead it."""

    schema_: Annotated[Literal["brief/edition/2"], Field(alias="schema")] = "brief/edition/2"
    title: str
    date: date
    timezone: str
    created: datetime
    since: datetime
    language: str
    status: Literal["complete", "degraded", "empty"]
    notes: list[str]
    bottom_line: list[str]
    stories: list[Entry]
    coverage: Intake

    @classmethod
    def from_json(cls, text: str) -> "Edition":
        """Read an edition from the JSON of ``to_json``. Raises ValueError for anything else."""
        return cls.model_validate_json(text)

    def to_json(self, *, indent: int | None = 2) -> str:
        """Return the edition as JSON of the contract ``brief/edition/2``."""
        return self.model_dump_json(indent=indent)


def known_edition(body: str) -> Edition | None:
    """Return the edition in ``body``; None if a version of brief with another contract wrote it."""
    try:
        return Edition.from_json(body)
    except ValueError:
        return None


def published() -> dict[str, Any]:
    """Return the JSON Schema of the output ``brief/edition/2``."""
    schema = Edition.model_json_schema(mode="serialization")
    schema["title"] = "brief/edition/2"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
