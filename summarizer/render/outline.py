"""A briefing as an outline that every format draws: headed groups of lines, whatever the kind.

Knows the types of evidence.py and no field names: a group is a field of the content, a line an item of it.
"""

from typing import Any, NamedTuple

from pydantic import BaseModel

from ..briefing import Briefing
from ..evidence import Cited, Role
from ..walk import is_model, nested, slots, walk

__all__ = ["Group", "Line", "Outline", "outline", "visible"]

_LABELS = {
    "stated": "",
    "exact": "",
    "other": "",
    "at_least": "at least",
    "at_most": "at most",
    "single_source": "single source",
}


class Line(NamedTuple):
    """One item: ``lead`` (a name, a number) where it has one, the text, ``remarks`` in brackets, its citations."""

    depth: int
    lead: str
    text: str
    remarks: tuple[str, ...]
    cites: tuple[str, ...]
    doubts: tuple[str, ...]


class Group(NamedTuple):
    """A heading (empty for the first line of all) and its lines."""

    heading: str
    lines: tuple[Line, ...]


class Outline(NamedTuple):
    """``notes`` come first; ``sources``: each cited sentence once, in reading order, ``(id, text, start, end)``."""

    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    rejected: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str, int, int], ...]
    footer: str


def visible(text: str) -> str:
    """``text`` on one line, with control, invisible and direction-changing characters made visible or dropped."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(
        "".join(c if c.isprintable() else f"\\u{ord(c):04x}" if not c.isspace() else " " for c in text).split()
    )


def outline(briefing: "Briefing[Any]") -> Outline:
    """The outline of ``briefing``."""
    doubts: dict[str, list[str]] = {}
    for finding in briefing.findings:
        if finding.severity == "soft" and finding.check != "translation":  # a note says it once for all
            doubts.setdefault(finding.item, []).append(visible(finding.message))
    groups = []
    for name in type(briefing.content).model_fields:
        value = getattr(briefing.content, name)
        single = is_model(value)
        lines = [line for item in ([value] if single else value or ()) for line in _lines(item, 0, doubts)]
        if lines:
            groups.append(Group("" if single else name.replace("_", " ").capitalize(), tuple(lines)))
    return Outline(
        tuple(visible(n) for n in briefing.notes),
        tuple(groups),
        _rejected(briefing),
        _sources(briefing),
        _footer(briefing),
    )


def _lines(item: Any, depth: int, doubts: dict[str, list[str]]) -> list[Line]:  # noqa: ANN401 - any model of a kind
    if not is_model(item):
        return []
    found: list[Line] = []
    if isinstance(item, Cited):
        found.append(_line(item, depth, tuple(doubts.get(item.id, ()))))
        depth += 1
    kind: type[BaseModel] = type(item)
    for name in nested(kind):
        value = getattr(item, name)
        for inner in value if isinstance(value, (list, tuple)) else [value]:
            found += _lines(inner, depth, doubts)
    return found


def _line(node: Cited, depth: int, doubts: tuple[str, ...]) -> Line:  # noqa: C901 - one case a role
    leads, texts, remarks = [], [], []
    for slot in slots(type(node)):
        value = getattr(node, slot.name)
        for part in value if slot.many and value is not None else [value]:
            if part is None or part == "":
                continue
            said = visible(str(part))
            if slot.role in {Role.NAME, Role.QUANTITY}:
                leads.append(said)
            elif slot.role is Role.STATEMENT:
                texts.append(said)
            elif slot.role is Role.VALUE:
                remarks.append(f"{slot.name.replace('_', ' ')}: {said}")
            elif slot.role is Role.SPEAKER:
                remarks.append(f"says {said}")
            elif said := _LABELS.get(said, said.replace("_", " ")):
                remarks.append(said)
    if node.status == "replaced":
        remarks.append("the article's own words")
    if node.origin == "code":
        remarks.append("found by brief")
    return Line(depth, ", ".join(leads), "; ".join(texts), tuple(remarks), tuple(node.cites), doubts)


def _rejected(briefing: "Briefing[Any]") -> tuple[tuple[str, str], ...]:
    """What is not shown, and why; items that repeat another are only counted: the JSON has them one by one."""
    told = [(visible(_wording(r.original)), visible(r.reason)) for r in briefing.rejected if not r.minor]
    repeated = sum(r.reason.startswith("duplicate:") for r in briefing.rejected)
    slight = len(briefing.rejected) - len(told) - repeated
    for count, why in ((repeated, "repeating items shown above"), (slight, "telling less than the sentences shown")):
        if count:
            told.append((f"{count} more item{'s' if count > 1 else ''}", why))
    return tuple(told)


def _wording(original: dict[str, Any]) -> str:
    parts = [str(v) for k, v in original.items() if k != "cites" and isinstance(v, (str, int, float))]
    return " · ".join(parts)


def _sources(briefing: "Briefing[Any]") -> tuple[tuple[str, str, int, int], ...]:
    quotes = {q.sentence: q for _, node in walk(briefing.content) for q in node.quotes}
    found = [(q.sentence, visible(q.text), q.start, q.end) for q in quotes.values()]
    order = {s.id: n for n, s in enumerate(s for d in briefing.documents for s in d.sentences)}
    return tuple(sorted(found, key=lambda s: order[s[0]]))


def _footer(briefing: "Briefing[Any]") -> str:
    p = briefing.provenance
    if p.model == "none":
        return "Without a model: the article's own sentences."
    if p.recorded:
        return f"{visible(p.model)} at {visible(p.endpoint)}, from recordings."
    tokens = "tokens unknown" if p.tokens.completion is None else f"{p.tokens.prompt} + {p.tokens.completion} tokens"
    calls = "1 request" if p.requests == 1 else f"{p.requests} requests"
    return f"{visible(p.model)} at {visible(p.endpoint)}: {calls}, {tokens}, {p.seconds:.0f} s."
