"""The kind ``news``: headline, key claims, actors, numbers and caveats of one article."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from summarizer.evidence import Caveat, Certainty, Cited, Figure, Name, Speaker, Statement, between

__all__ = ["Actor", "Claim", "Headline", "News"]


class Headline(Cited):
    """One line: who did what."""

    text: Statement


class Claim(Cited):
    """One fact, in the model's own words."""

    text: Statement
    attributed_to: Speaker | None
    certainty: Annotated[Literal["stated", "alleged", "denied", "expected"], Certainty]


class Actor(Cited):
    """Who acts in the story."""

    name: Name
    kind: Literal["person", "organisation", "country", "group", "other"]
    role: Statement


class News(BaseModel):
    """A briefing of one news article."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    headline: Headline
    claims: Annotated[list[Claim], between(3, 8)]
    actors: Annotated[list[Actor], between(1, 8)]
    numbers: Annotated[list[Figure], between(0, 10)]
    caveats: Annotated[list[Caveat], between(0, 6)]
