"""A briefing as an outline that every format draws: a headline, where it is from, and headed groups of lines.

Knows the roles of evidence.py and the shape of a content, so that a kind of the user's own reads well too:

* the first field that is one item is the headline, every other one a paragraph under its field's name;
* topics head their claims if they have two each on average, else each claim begins with its topic;
* a list of figures, or of names with a role, is a table at the end; every other list is one of bullets.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel

from ..briefing import Briefing, Proof
from ..evidence import Cited, Role
from ..facts.tokens import content as stems
from ..facts.tokens import folded_line, tokens
from ..walk import is_model, nested, slots, strings
from .about import Origin, checked, cost, origin, proven
from .characters import visible
from .labels import heading as heading_of
from .lines import Line, line_of

__all__ = ["Group", "Layout", "Line", "Outline", "outline", "visible"]

MOST_NAMES = 5
"""Names with a role that are shown beside claims."""
_CAST = frozenset({Role.NAME, Role.STATEMENT, Role.LABEL})
"""The roles of an item that says no more than who somebody is."""


class Layout(StrEnum):
    """How the lines of a group are set, in the order of the groups: prose, bullets, rows that begin with their lead."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    FIGURES = "figures"
    NAMES = "names"


class Group(NamedTuple):
    """A heading in plain case, its lines in order, and how they are set."""

    heading: str
    lines: tuple[Line, ...]
    layout: Layout = Layout.BULLETS


class Outline(NamedTuple):
    """A whole briefing.

    ``headline``: its first line, without citations where the kind has none. ``origins``: the outlet and date of each
    document. ``proven``: how its items were proven, ``sound``: True if that can wait for the foot. ``notes``: remarks of the program, never of the article. ``cost``:
    the model and what it took, may be empty.
    """

    headline: Line
    origins: tuple[Origin, ...]
    proven: str
    sound: bool
    notes: tuple[Line, ...]
    groups: tuple[Group, ...]
    cost: str


class _Item(NamedTuple):
    """An item of the content; ``depth``: how many items it stands in."""

    node: Cited
    proof: Proof
    depth: int

    def line(self, language: str) -> Line:
        return line_of(self.node, self.proof, self.depth, language)


def outline(briefing: "Briefing[Any]", *, full: bool = False) -> Outline:
    """The outline of ``briefing``. ``full``: with the names and figures that a short view leaves out."""
    headline: Line | None = None
    found: list[Group] = []
    notes = [Line(0, "", visible(note), (), (), ()) for note in briefing.notes]
    content: BaseModel = briefing.content
    for name in nested(type(content)):
        value = getattr(content, name)
        items = _items(value, name, 0, briefing.proofs)
        notes += [i.line(briefing.language) for i in items if i.proof.origin == "code"]
        items = [i for i in items if i.proof.origin != "code"]
        if isinstance(value, Cited) and headline is None:
            headline, items = items[0].line(briefing.language), items[1:]
        found += _groups(name, items, briefing.language, single=isinstance(value, Cited))
    groups = _once(found, headline) if full else _short(_once(found, headline), briefing.language)
    return Outline(
        headline or Line(0, "", _title(briefing), (), (), ()),
        tuple(origin(document, briefing.language) for document in briefing.documents),
        proven(briefing, evidence=full),
        checked(briefing),
        tuple(notes),
        tuple(sorted(groups, key=_order)),
        cost(briefing),
    )


def _title(briefing: "Briefing[Any]") -> str:
    """A first line for a kind without a headline."""
    return visible(briefing.documents[0].title or "") or briefing.kind.replace("_", " ").capitalize()


def _order(group: Group) -> int:
    return list(Layout).index(group.layout)


def _items(value: Any, path: str, depth: int, proofs: dict[str, Proof]) -> list[_Item]:  # noqa: ANN401 - any model of a kind
    """The items in ``value``, each followed by those inside it."""
    if isinstance(value, (list, tuple)):
        return [item for n, inner in enumerate(value) for item in _items(inner, f"{path}.{n}", depth, proofs)]
    if not is_model(value):
        return []
    found = []
    model: type[BaseModel] = type(value)
    if isinstance(value, Cited):
        found.append(_Item(value, proofs[path], depth))
        depth += 1
    for name in nested(model):
        found += _items(getattr(value, name), f"{path}.{name}", depth, proofs)
    return found


def _groups(field: str, items: Sequence[_Item], language: str, *, single: bool) -> list[Group]:
    """The groups of one field: one, or one for each topic."""
    if not items:
        return []
    heading = heading_of(field, language)
    lines = [item.line(language) for item in items]
    topics = _topics(items, heading, heading_of("topics", language))
    if len(topics) > 1 or heading not in topics:
        outer = sum(item.depth == 0 for item in items)
        if outer >= 2 * len(topics):
            bare = [
                line._replace(lead="") if item.depth == 0 else line for line, item in zip(lines, items, strict=True)
            ]
            return [Group(topic, tuple(bare[n] for n in members)) for topic, members in topics.items()]
        return [Group(heading, tuple(_led(lines)))]
    if single and len(items) == 1:
        return [Group(heading, tuple(lines), Layout.PARAGRAPH)]
    roles = {slot.role for slot in slots(type(items[0].node))}
    if any(item.depth for item in items):
        layout = Layout.BULLETS
    elif Role.QUANTITY in roles:
        layout = Layout.FIGURES
    else:
        layout = Layout.NAMES if {Role.NAME, Role.STATEMENT} <= roles <= _CAST else Layout.BULLETS
    return [Group(heading, tuple(lines), layout)]


def _topics(items: Sequence[_Item], heading: str, also: str) -> dict[str, list[int]]:
    """Topic -> the numbers of its items. Those without one come under ``heading``, or later on under ``also``."""
    found: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    current = heading
    for number, item in enumerate(items):
        if item.depth == 0:
            own = next((text for _, role, text in strings(item.node) if role is Role.TOPIC), "")
            plain = visible(own) or (heading if not found or list(found) == [heading] else also)
            current = spelled.setdefault(plain.casefold(), plain[:1].upper() + plain[1:])
        found.setdefault(current, []).append(number)
    return found


def _led(lines: Sequence[Line]) -> Iterator[Line]:
    """``lines``, each beginning with its topic, but for one that goes on with the topic of the line before."""
    before = ""
    for line in lines:
        yield line._replace(lead="") if line.lead == before and line.depth == 0 else line
        before = line.lead if line.depth == 0 else before


def _once(groups: Iterable[Group], headline: Line | None) -> list[Group]:
    """``groups`` without bullets that repeat the headline word for word, and without figures told before."""
    kept = []
    seen: set[tuple[str, str, tuple[str, ...]]] = {("", folded_line(headline.text), ())} if headline else set()
    for group in groups:
        lines = []
        for number, line in enumerate(group.lines):
            key = folded_line(line.lead), folded_line(line.text), line.remarks
            alone = group.lines[number + 1 : number + 2] == () or group.lines[number + 1].depth <= line.depth
            if line.depth == 0 and alone and key in seen and group.layout is not Layout.PARAGRAPH:
                continue
            seen.add(key)
            lines.append(line)
        if lines:
            kept.append(group._replace(lines=tuple(lines)))
    return kept


def _short(groups: Sequence[Group], language: str) -> list[Group]:
    """``groups`` with the names and figures of a table only where they add to what the bullets and paragraphs tell."""
    prose = {Layout.PARAGRAPH, Layout.BULLETS}
    told = [stems(line.text, language) for group in groups if group.layout in prose for line in group.lines]
    said = " ".join(folded_line(line.text) for group in groups if group.layout in prose for line in group.lines)
    kept = []
    for group in groups:
        lines = list(group.lines)
        if group.layout is Layout.NAMES and told:
            lines = [line for line in lines if line.text and not _is_told(line, told, language)][:MOST_NAMES]
        elif group.layout is Layout.FIGURES and told:
            lines = [line for line in lines if not _has_figure(said, line.lead)]
        if lines:
            kept.append(group._replace(lines=tuple(lines)))
    return kept


def _has_figure(said: str, figure: str) -> bool:
    """True if the folded text ``said`` has ``figure``, or its digits."""
    wanted = folded_line(figure)
    return wanted in said or any(len(word) > 1 and word in said.split() for word in wanted.split() if word[0].isdigit())


def _is_told(line: Line, told: Sequence[frozenset[str]], language: str) -> bool:
    """True if one of the texts in ``told`` has the last word of the name, and most words of the role."""
    name = [folded for _, _, folded in tokens(line.lead)][-1:]
    role = stems(line.text, language)
    return any(stems(" ".join(name), language) <= text and 2 * len(role & text) > len(role) for text in told)
