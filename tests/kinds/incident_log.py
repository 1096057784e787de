"""A user's own kind: no field name of the kind news, nested nodes, and a bare number that is checked."""

from pydantic import BaseModel

from summarizer.kinds.fields import Cited, Name, Statement, When


class Measure(Cited):
    """A measure that was taken."""

    action: Statement
    responsible: Name


class Incident(Cited):
    """One incident."""

    event: str
    site: Name
    hurt: int | None
    day: When | None
    measures: list[Measure]


class IncidentLog(BaseModel):
    """All incidents of a report."""

    incidents: list[Incident]
