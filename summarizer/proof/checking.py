"""Run the exact checks over an item. Nothing is changed here: an item goes in, findings come out."""

from typing import NamedTuple

from ..briefing import Finding, Reading
from ..documents.source_index import Index
from ..kinds.fields import Cited, Figure, Role
from ..kinds.traversal import slots, strings
from .checks import Flaw
from .checks.figures import check_figure, read_figure
from .checks.numbers import check_value
from .checks.registry import flaws_in

__all__ = ["Checked", "check_item", "check_statement"]


class Checked(NamedTuple):
    """The findings of the exact checks on an item, and for a figure its value as read by code."""

    findings: tuple[Finding, ...]
    reading: Reading | None


def check_item(node: Cited, ids: tuple[str, ...], index: Index, *, language: str) -> Checked:
    """Return the findings on ``node``, which cites the sentences ``ids``. ``language``: the one it is written in."""
    found: list[Finding] = []
    reading = None
    for field, role, text in strings(node):
        if role is Role.QUANTITY:
            counts = node.counts if isinstance(node, Figure) else ""
            flaws = check_figure(text, counts, index, language=language)
            if not flaws and (told := read_figure(text, counts, index, ids)):
                reading = Reading(value=told.value, unit=told.unit, bound=told.bound)
        else:
            flaws = list(flaws_in(text, role, index, language))
        found += [_finding(flaw, field) for flaw in flaws]
    for slot in slots(type(node)):
        value = getattr(node, slot.name)
        if slot.role is Role.VALUE and value is not None:
            values = value if slot.many else [value]
            found += [_finding(flaw, slot.name) for v in values for flaw in check_value(float(v), index)]
    if not ids:
        found.append(
            Finding(check="citation", field="cites", start=0, end=0, message="no sentence of the article says this")
        )
    return Checked(tuple(found), reading)


def check_statement(text: str, index: Index, language: str | None = None) -> list[Flaw]:
    """Return the flaws of one statement by itself."""
    return list(flaws_in(text, Role.STATEMENT, index, language or index.language))


def _finding(flaw: Flaw, field: str) -> Finding:
    return Finding(check=flaw.check, field=field, start=flaw.start, end=flaw.end, message=flaw.message)
