"""A typed client, as mypy sees it: ``mypy --strict tests/packaging/client.py``. It is never run."""

from typing import Any, assert_type

from summarizer import Briefing, brief
from summarizer.schemas.news import Claim, News


def use() -> str:
    """Use brief as a client program would."""
    briefing = brief("article.txt", model="local")
    assert_type(briefing, Briefing[News])
    assert_type(briefing.content.claims, list[Claim])
    assert_type(brief("report.txt", kind="incident_log"), Briefing[Any])
    return briefing.proof(briefing.content.claims[0]).citations[0].text
