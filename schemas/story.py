"""The kind ``story``: headline, claims, actors, numbers and caveats of one event that several articles tell."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from summarizer.kinds.fields import Caveat, Figure, between
from summarizer.schemas.news import Actor, BottomLine, Claim, Headline

__all__ = ["Story"]


class Story(BaseModel):
    """A briefing of one event."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    headline: Headline
    bottom_line: BottomLine | None = None
    claims: Annotated[list[Claim], between(1, 8)]
    actors: Annotated[list[Actor], between(0, 6)]
    numbers: Annotated[list[Figure], between(0, 8)]
    caveats: Annotated[list[Caveat], between(0, 6)]
