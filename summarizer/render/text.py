"""Briefing -> plain text for a terminal, about one screen, with the evidence below it on request."""

from enum import StrEnum
from typing import Any, NamedTuple

from ..briefing import Briefing
from .appendix import appendix
from .lines import ItemLine, citing, doubting, worded
from .outline import Group, Layout, Outline, outline

__all__ = ["WIDTH", "Look", "Passage", "blocks", "fill", "group", "item", "to_text"]

WIDTH = 100
"""Default number of columns of a line."""
COLUMN = 24
"""Greatest width of the first column of a table; longer text runs into the second one."""
_GLUE = "\u00a0"
"""Joins words that must stay on one line. Untrusted text has none: cleaning.py removed it."""


class Look(StrEnum):
    """The part that a passage plays, for a terminal that has colours."""

    HEADLINE = "headline"
    SOURCE = "source"
    NOTE = "note"
    HEADING = "heading"
    BODY = "body"
    FOOT = "foot"


class Passage(NamedTuple):
    """One or more whole lines that look the same."""

    look: Look
    text: str


def to_text(briefing: "Briefing[Any]", *, evidence: bool = False, width: int = WIDTH) -> str:
    """Return the briefing. ``evidence``: also each cited sentence, edit and rejected item, and the provenance."""
    told = blocks(briefing, evidence=evidence, width=width)
    return "\n\n".join("\n".join(passage.text for passage in block) for block in told) + "\n"


def blocks(briefing: "Briefing[Any]", *, evidence: bool = False, width: int = WIDTH) -> list[list[Passage]]:
    """Return the briefing as ``to_text`` does, in blocks of passages; an empty line belongs between two blocks."""
    drawn = outline(briefing, full=evidence)
    prose = [_grouped(g, width) for g in drawn.groups if g.layout is Layout.PARAGRAPH]
    lists = [line for g in drawn.groups if g.layout is not Layout.PARAGRAPH for line in _grouped(g, width)]
    behind = [_grouped(g, width) for g in appendix(briefing)] if evidence else []
    foot = f"{_GLUE}· ".join(
        filter(None, (_proven(drawn) if drawn.sound else "", drawn.cost.replace(" ·", f"{_GLUE}·")))
    )
    last = [Passage(Look.FOOT, fill(foot, width).replace(_GLUE, " "))] if foot else []
    return [block for block in (_opening(drawn, width), *prose, lists, *behind, last) if block]


def _grouped(found: Group, width: int) -> list[Passage]:
    heading, *lines = group(found, width)
    return [Passage(Look.HEADING, heading), *(Passage(Look.BODY, line) for line in lines)]


def _opening(drawn: Outline, width: int) -> list[Passage]:
    """Return the headline, its origin, its proof, and the remarks to read first."""
    proven = "" if drawn.sound else _proven(drawn)
    if len(drawn.origins) == 1:
        source = f"{drawn.origins[0].outlet} · {drawn.origins[0].date}"
        whole = f"{source} · {proven}"
        under = [whole] if proven and len(whole) <= width else [fill(source, width), *_lines(proven, width)]
    else:
        sources = (f"{n}{_GLUE}{o.outlet}, {o.date}" for n, o in enumerate(drawn.origins, 1))
        under = [fill(" · ".join(sources), width), *_lines(proven, width)]
    notes = (_glued(f"Note: {note.text}{citing(note)}") for note in drawn.notes)
    out = [
        Passage(Look.HEADLINE, item(drawn.headline, bare=True, width=width)),
        *(Passage(Look.SOURCE, line) for line in under),
        *(Passage(Look.NOTE, fill(note, width, subsequent_indent="  ")) for note in notes),
    ]
    return [passage._replace(text=passage.text.replace(_GLUE, " ")) for passage in out]


def _proven(drawn: Outline) -> str:
    """Return the clause on the proof, with the name of the flag kept on one line."""
    return drawn.proven.replace("(see --", f"(see{_GLUE}--")


def _lines(text: str, width: int) -> list[str]:
    return [fill(text, width)] if text else []


def group(found: Group, width: int = WIDTH) -> list[str]:
    """Return a group with its heading."""
    out = [fill(found.heading.upper(), width)]
    if found.layout in {Layout.BULLETS, Layout.NAMES}:
        out += [item(line, indent="  ", width=width) for line in found.lines]
    elif found.layout is Layout.PARAGRAPH:
        out += [item(line, bare=True, indent="  ", width=width) for line in found.lines]
    else:
        column = max((len(line.lead) for line in found.lines if len(line.lead) <= COLUMN), default=0)
        out += [_row(line, column, width) for line in found.lines]
    return out


def item(line: ItemLine, *, bare: bool = False, indent: str = "", width: int = WIDTH) -> str:
    """Return one line as a bullet, or ``bare``, after ``indent``."""
    begin = indent + "  " * line.depth + ("" if bare else "- ")
    return _filled(begin + (f"{line.lead}: " if line.lead and line.text else ""), line, " " * len(begin), width)


def _row(line: ItemLine, column: int, width: int) -> str:
    """Return one line of a table: its lead in a column, then its text."""
    if not line.lead:
        return _filled("  ", line, "  ", width)
    hanging = " " * min(column + 4, width // 2)
    return _filled(f"  {line.lead:{column}}  " if line.text else "  ", line, hanging, width)


def _filled(begin: str, line: ItemLine, hanging: str, width: int) -> str:
    """Return ``begin``, then the line's text, pointers and doubts; ``hanging`` indents all but the first line."""
    behind, below = doubting(line)
    out = [fill(begin + _glued(worded(line) + citing(line)) + behind, width, subsequent_indent=hanging)]
    out += [fill(f"{hanging}? {doubt}", width, subsequent_indent=f"{hanging}  ") for doubt in below]
    return "\n".join(out).replace(_GLUE, " ")


def _glued(text: str) -> str:
    """Return ``text`` with its pointers kept whole and tied to the word before them."""
    said, bracket, numbers = text.rpartition(" [")
    return f"{said}{_GLUE}[{numbers.replace(' ', _GLUE)}" if bracket and text.endswith("]") else text


def fill(text: str, width: int, *, subsequent_indent: str = "") -> str:
    """Return ``text`` wrapped at spaces into lines of at most ``width``; a longer word gets a line of its own."""
    lines: list[str] = []
    word = len(text) - len(text.lstrip(" "))  # never break inside an indent
    begin, indent, room = 0, "", width
    while len(text) - begin > room:
        end = text.rfind(" ", word, begin + room + 1)
        end = end if end >= 0 else text.find(" ", max(word, begin + room))
        if end < 0:
            break
        lines.append(indent + text[begin:end])
        begin = word = end + 1
        indent, room = subsequent_indent, width - len(subsequent_indent)
    return "\n".join([*lines, indent + text[begin:]])
