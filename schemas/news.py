"""The kind ``news``: headline, bottom line, key claims, actors, numbers and caveats of one article."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from summarizer.kinds.fields import Caveat, Certainty, Cited, Figure, Name, Speaker, Statement, Topic, between

__all__ = ["Actor", "BottomLine", "Claim", "Headline", "News"]


class Headline(Cited):
    """One line: who did what."""

    text: Statement


class BottomLine(Cited):
    """One or two sentences: what happened, and why it matters."""

    text: Statement


class Claim(Cited):
    """One fact, in the model's own words."""

    topic: Topic | None = None
    text: Statement
    attributed_to: Speaker | None
    certainty: Annotated[Literal["stated", "alleged", "denied", "expected"], Certainty]


class Actor(Cited):
    """Who acts in the story, and what they do in it."""

    name: Name
    kind: Literal["person", "organisation", "country", "group", "other"]
    role: Statement


class News(BaseModel):
    """A briefing of one news article."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    headline: Headline
    bottom_line: BottomLine | None = None
    claims: Annotated[list[Claim], between(3, 8)]
    actors: Annotated[list[Actor], between(0, 6)]
    numbers: Annotated[list[Figure], between(0, 6)]
    caveats: Annotated[list[Caveat], between(0, 4)]
