"""A user's own kind: no field is called like one of the kind news, nodes are nested, and a bare number is checked."""

from pydantic import BaseModel

from summarizer.evidence import Cited, Name, Statement, When


class Measure(Cited):
    """What was done."""

    action: Statement
    responsible: Name


class Incident(Cited):
    """What happened."""

    event: str
    site: Name
    hurt: int | None
    day: When | None
    measures: list[Measure]


class IncidentLog(BaseModel):
    """All incidents of a report."""

    incidents: list[Incident]
