"""A typed client, as mypy sees it: ``mypy --strict tests/packaging/client.py``. It is never run."""

from typing import Any, assert_type

from summarizer import BriefError, Briefing, Document, Model, abrief, brief, brief_many
from summarizer.schemas.news import Claim, News


def use() -> str:
    """Use brief as a client program would."""
    briefing = brief("article.txt", model="local")
    assert_type(briefing, Briefing[News])
    assert_type(briefing.content.claims, list[Claim])
    assert_type(brief("report.txt", kind="incident_log"), Briefing[Any])
    return briefing.proof(briefing.content.claims[0]).citations[0].text


async def use_async(model: Model) -> None:
    """Use the async functions, with a model object."""
    assert_type(await abrief(text="The ferry stops.", model=model, judge=model), Briefing[News])
    assert_type(await abrief(document=Document.from_text("The ferry stops."), kind="incident_log"), Briefing[Any])
    async for source, outcome in brief_many(["a.txt", "b.txt"], model=model, at_once=4):
        assert_type(source, str)
        assert_type(outcome, Briefing[News] | BriefError)
