"""Briefing -> plain text for a terminal, at most 100 columns wide."""

from typing import Any

from ..briefing import Briefing
from .outline import Line, outline

__all__ = ["WIDTH", "fill", "item", "to_text"]

WIDTH = 100


def to_text(briefing: "Briefing[Any]") -> str:
    """The briefing with its citations, then every cited sentence with its place in the article."""
    drawn = outline(briefing)
    out: list[str] = [fill(f"! {note}", WIDTH, subsequent_indent="  ") for note in drawn.notes]
    if out:
        out.append("")
    for group in drawn.groups:
        if group.heading:
            out += ["", group.heading.upper()]
        out += [item(line, bare=not group.heading) for line in group.lines]
    if drawn.rejected:
        out += ["", "REJECTED"]
        out += [fill(f"- {said} ({why})", WIDTH, subsequent_indent="    ") for said, why in drawn.rejected]
    if drawn.sources:
        out += ["", "SOURCE (sentence, characters)"]
        out += [fill(f"[{i}] {text} ({a}-{b})", WIDTH, subsequent_indent="     ") for i, text, a, b in drawn.sources]
    return "\n".join([*out, "", fill(drawn.footer, WIDTH), ""])


def fill(text: str, width: int, *, subsequent_indent: str = "") -> str:
    """``text`` broken at spaces into lines of at most ``width``; a longer word has its line for itself."""
    lines: list[str] = []
    word = len(text) - len(text.lstrip(" "))  # an indent is no place to break at
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


def item(line: Line, *, bare: bool) -> str:
    """One line as an item of a list, or ``bare``."""
    indent = "" if bare else "  " * line.depth + "- "
    said = f"{line.lead}: {line.text}" if line.lead and line.text else line.lead or line.text
    remarks = f" ({', '.join(line.remarks)})" if line.remarks else ""
    cites = f" [{' '.join(line.cites)}]" if line.cites else ""
    first = fill(f"{indent}{said}{remarks}{cites}", WIDTH, subsequent_indent=" " * len(indent))
    doubts = [fill(f"{' ' * len(indent)}? {d}", WIDTH, subsequent_indent=" " * (len(indent) + 2)) for d in line.doubts]
    return "\n".join([first, *doubts])
