"""Briefing -> Markdown to paste into a mail, a wiki or a note.

Text from the article or the model stays text: it cannot open a heading, list, tag or link. Only characters that would
act as markup are escaped, so that the source reads like a mail.
"""

import re
from typing import Any

from ..briefing import Briefing
from .about import Masthead
from .appendix import appendix
from .lines import ItemLine, citing, doubting, worded
from .outline import Group, Layout, Outline, outline

__all__ = ["escaped", "group", "item", "plain_link", "to_markdown"]

_MARKUP = re.compile(
    r"""[\\`*\[\]~] | <(?=[a-z/!?])      # code, emphasis, links, struck text, tags
    | (?<![^\W_])_ | _(?![^\W_])        # emphasis, but not in snake_case
    | &(?=\#?\w+;)                      # an entity
    | (?<=\S)\$(?!\d)                   # the end of a formula, but not a price
    | =(?==) | (?<==)= | %(?=%) | (?<=%)%  # marked and hidden text in Obsidian
    | \#(?=\s|$)                        # the end of a heading""",
    re.VERBOSE | re.IGNORECASE,
)
_BEGINNING = re.compile(r"\d+(?=[.)](?:\s|$))|(?=[#>]|[+-](?:\s|$|-))")
"""A beginning of a line after which Markdown would see a list, a heading, a quotation or a rule."""
_LIVE = re.compile(r"(?<=[@#])(?=\w)|(?<=\w)(?=://)|(?<=www)(?=\.)", re.IGNORECASE)
"""Positions at which a zero-width space breaks a mention, a tag, a mail address or a bare link. Nothing else stops
GitHub from linking them, because it looks for them outside Markdown's own rules."""


def to_markdown(briefing: "Briefing[Any]", *, evidence: bool = False) -> str:
    """Return the briefing. ``evidence``: also each cited sentence, edit and rejected item, and the provenance."""
    drawn = outline(briefing, full=evidence)
    behind = [group(found) for found in appendix(briefing)] if evidence else []
    blocks = [*_opening(drawn), *map(group, drawn.groups), *behind]
    if foot := " · ".join(filter(None, (drawn.proven if drawn.sound else "", drawn.cost))):
        blocks.append(f"*{escaped(foot)}*")
    return "\n\n".join(blocks) + "\n"


def _opening(drawn: Outline) -> list[str]:
    """Return the headline, its origin, its proof, and the remarks to read first."""
    behind, below = doubting(drawn.headline)
    out = [f"# {escaped(drawn.headline.text or drawn.headline.lead)}{citing(drawn.headline)}{escaped(behind)}"]
    out += [f"*{escaped(doubt)}*" for doubt in below]
    if len(drawn.origins) == 1:
        sources = _source(drawn.origins[0])
    else:
        sources = " · ".join(f"{n} {_source(o)}" for n, o in enumerate(drawn.origins, 1))
    out.append(f"*{sources}*" if drawn.sound else f"*{sources} · {escaped(drawn.proven)}*")
    out += [f"> **Note:** {escaped(note.text)}{citing(note)}" for note in drawn.notes]
    return out


def _source(origin: Masthead) -> str:
    outlet = escaped(origin.outlet)
    linked = f"[{outlet}]({origin.url})" if origin.url and plain_link(origin.url) else outlet
    return f"{linked} · {origin.date}"


def plain_link(url: str) -> bool:
    """True if ``url`` can stand in Markdown as it is."""
    plain = url.isascii() and url.isprintable()
    return plain and url.startswith(("https://", "http://")) and not set(url) & set("<>\"'`\\()[] ")


def group(found: Group) -> str:
    """Return a group with its heading."""
    bare = found.layout is Layout.PARAGRAPH
    separator = "\n\n" if bare else "\n"
    return f"## {escaped(found.heading)}\n\n" + separator.join(item(line, bare=bare) for line in found.lines)


def item(line: ItemLine, *, bare: bool = False) -> str:
    """Return one line as an item of a list, or ``bare``."""
    said = escaped(worded(line))
    if line.lead:
        said = f"**{escaped(line.lead)}:** {said}" if line.text else f"**{said}**"
    behind, below = doubting(line)
    indent = "  " * line.depth
    told = f"{said}{citing(line)}{escaped(behind)}"
    inner = "".join(f"\n{indent}  - *doubtful: {escaped(doubt)}*" for doubt in below)
    return f"{'' if bare else indent + '- '}{told}{inner}"


def escaped(text: str) -> str:
    """Return ``text`` escaped so that Markdown, GitHub and Obsidian take none of it for markup or a link."""
    marked = _MARKUP.sub(r"\\\g<0>", text)
    begins = _BEGINNING.match(marked)
    if begins:
        marked = f"{begins[0]}\\{marked[begins.end() :]}"
    return _LIVE.sub("\u200b", marked)
