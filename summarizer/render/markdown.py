"""Briefing -> Markdown. What came from the article or the model is escaped: it can open no link, heading or tag."""

import re
from typing import Any

from ..briefing import Briefing
from .outline import Line, outline

__all__ = ["escaped", "item", "to_markdown"]

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$-]|(?<=\d)\.|(?<=http)(?=s?:)|(?<=www)(?=\.)|@)")


def to_markdown(briefing: "Briefing[Any]") -> str:
    """The briefing with its citations, then every cited sentence as a quotation."""
    drawn = outline(briefing)
    out = [f"> **Note:** {escaped(note)}\n" for note in drawn.notes]
    for group in drawn.groups:
        if group.heading:
            out += [f"\n## {escaped(group.heading)}\n", *(item(line) for line in group.lines)]
        else:
            out += [f"# {escaped(line.text or line.lead)}{_cites(line)}" for line in group.lines]
    if drawn.rejected:
        out += ["\n## Rejected\n", *(f"- {escaped(said)} — *{escaped(why)}*" for said, why in drawn.rejected)]
    if drawn.sources:
        out.append("\n## Source\n")
        out += [f"- **{escaped(i)}** {escaped(text)} *(characters {a}–{b})*" for i, text, a, b in drawn.sources]
    return "\n".join([*out, "", f"*{escaped(drawn.footer)}*", ""])


def item(line: Line) -> str:
    """One line as an item of a list."""
    lead = f"**{escaped(line.lead)}**" if line.lead else ""
    said = f"{lead}: {escaped(line.text)}" if lead and line.text else lead or escaped(line.text)
    remarks = f" *({escaped(', '.join(line.remarks))})*" if line.remarks else ""
    doubts = "".join(f"\n{'  ' * (line.depth + 1)}- doubt: {escaped(d)}" for d in line.doubts)
    return f"{'  ' * line.depth}- {said}{remarks}{_cites(line)}{doubts}"


def _cites(line: Line) -> str:
    return f" \\[{escaped(' '.join(line.cites))}\\]" if line.cites else ""


def escaped(text: str) -> str:
    """``text`` with everything escaped that Markdown could take for markup or a link."""
    return _ACTIVE.sub(lambda found: "\\" + found[1] if found[1] else "\u200b", text)
