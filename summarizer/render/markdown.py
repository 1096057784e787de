"""Briefing -> Markdown. What came from the article or the model is escaped: it can open no link, heading or tag."""

import re
from typing import Any

from ..briefing import Briefing
from .outline import Line, outline

__all__ = ["to_markdown"]

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&$-]|(?<=\d)\.|(?<=http)(?=s?:)|(?<=www)(?=\.)|@)")


def to_markdown(briefing: "Briefing[Any]") -> str:
    """The briefing with its citations, then every cited sentence as a quotation."""
    drawn = outline(briefing)
    out = [f"> **Note:** {_plain(note)}\n" for note in drawn.notes]
    for group in drawn.groups:
        if group.heading:
            out += [f"\n## {_plain(group.heading)}\n", *(_item(line) for line in group.lines)]
        else:
            out += [f"# {_plain(line.text or line.lead)} {_cites(line)}" for line in group.lines]
    if drawn.rejected:
        out += ["\n## Rejected\n", *(f"- {_plain(said)} — *{_plain(why)}*" for said, why in drawn.rejected)]
    if drawn.sources:
        out.append("\n## Source\n")
        out += [f"- **{_plain(i)}** {_plain(text)} *(characters {a}–{b})*" for i, text, a, b in drawn.sources]
    return "\n".join([*out, "", f"*{_plain(drawn.footer)}*", ""])


def _item(line: Line) -> str:
    lead = f"**{_plain(line.lead)}**" if line.lead else ""
    said = f"{lead}: {_plain(line.text)}" if lead and line.text else lead or _plain(line.text)
    remarks = f" *({_plain(', '.join(line.remarks))})*" if line.remarks else ""
    doubts = "".join(f"\n{'  ' * (line.depth + 1)}- doubt: {_plain(d)}" for d in line.doubts)
    return f"{'  ' * line.depth}- {said}{remarks} {_cites(line)}{doubts}"


def _cites(line: Line) -> str:
    return f"\\[{_plain(' '.join(line.cites))}\\]"


def _plain(text: str) -> str:
    return _ACTIVE.sub(lambda found: "\\" + found[1] if found[1] else "\u200b", text)
