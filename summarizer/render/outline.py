"""A briefing as an outline that every format renders: a headline, its origins, and headed groups of lines.

It uses only the roles of kinds/fields.py and the shape of a content, so that a user's own kind reads well too:

* the first field that is one item is the headline, every other one a paragraph under its field's name;
* topics are headings if they average two claims each, else each claim begins with its topic;
* a list of figures is a table after the bullets, and names with a role come last; every other list is one of bullets;
* next to other groups, a short view omits figures that no model described: "24 votes" does not say for what.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel

from ..briefing import Briefing, Proof
from ..facts.quantities import quantities, same
from ..facts.tokens import content as stems
from ..facts.tokens import folded_line, tokens
from ..kinds.fields import Cited, Role
from ..kinds.traversal import is_model, nested, slots
from .about import Masthead, checked, cost, origin, proven
from .cleaning import cleaned
from .labels import heading as heading_of
from .lines import ItemLine, line_of

__all__ = ["Group", "ItemLine", "Layout", "Outline", "outline"]

MOST_NAMES = 5
"""Greatest number of names with a role that a short view shows beside claims."""
_CAST = frozenset({Role.NAME, Role.STATEMENT, Role.LABEL})
"""The roles of an item that only identifies somebody."""


class Layout(StrEnum):
    """The layout of a group, in the order of the groups: prose, bullets, then rows that begin with their lead."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    FIGURES = "figures"
    NAMES = "names"


class Group(NamedTuple):
    """A heading in plain case, its lines in order, and their layout."""

    heading: str
    lines: tuple[ItemLine, ...]
    layout: Layout = Layout.BULLETS


class Outline(NamedTuple):
    """A whole briefing.

    ``headline``: its first line, without citations if the kind has no headline. ``origins``: the outlet and date of
    each document. ``proven``: a clause on the proof; ``sound``: True if that can go at the end. ``notes``: remarks by
    the program, never from the article. ``cost``: the model and its cost, may be empty.
    """

    headline: ItemLine
    origins: tuple[Masthead, ...]
    proven: str
    sound: bool
    notes: tuple[ItemLine, ...]
    groups: tuple[Group, ...]
    cost: str


class _OutlineItem(NamedTuple):
    """An item of the content; ``depth``: the number of items that enclose it."""

    node: Cited
    proof: Proof
    depth: int

    @property
    def is_bare_figure(self) -> bool:
        """True for a figure in the article's own words: its noun does not say what happened to it."""
        return self.proof.status == "quoted" and any(slot.role is Role.QUANTITY for slot in slots(type(self.node)))

    def line(self, language: str) -> ItemLine:
        return line_of(self.node, self.proof, self.depth, language)


def outline(briefing: "Briefing[Any]", *, full: bool = False) -> Outline:
    """Return the outline of ``briefing``. ``full``: with the names and figures that a short view leaves out."""
    briefing = cleaned(briefing)
    headline: ItemLine | None = None
    found: list[Group] = []
    notes = [ItemLine(0, "", note, (), (), ()) for note in briefing.notes]
    content: BaseModel = briefing.content
    for name in nested(type(content)):
        value = getattr(content, name)
        items = _items(value, name, 0, briefing.proofs)
        notes += [i.line(briefing.language) for i in items if i.proof.origin == "code"]
        items = [i for i in items if i.proof.origin != "code" and (full or not found or not i.is_bare_figure)]
        if isinstance(value, Cited) and headline is None:
            headline, items = items[0].line(briefing.language), items[1:]
        found += _groups(name, items, briefing.language, single=isinstance(value, Cited))
    groups = _once(found, headline)
    if not full:
        groups = _short(groups, briefing.language)
    return Outline(
        headline or ItemLine(0, "", _title(briefing), (), (), ()),
        tuple(origin(document, briefing.language) for document in briefing.documents),
        proven(briefing, evidence=full),
        checked(briefing),
        tuple(notes),
        tuple(map(_led, sorted(groups, key=_order))),
        cost(briefing),
    )


def _title(briefing: "Briefing[Any]") -> str:
    """Return a first line for a kind without a headline."""
    return briefing.documents[0].title or briefing.kind.replace("_", " ").capitalize()


def _order(group: Group) -> int:
    return list(Layout).index(group.layout)


def _items(value: Any, path: str, depth: int, proofs: dict[str, Proof]) -> list[_OutlineItem]:  # noqa: ANN401 - any model of a kind
    """Return the items in ``value``, each followed by those inside it."""
    if isinstance(value, (list, tuple)):
        return [item for n, inner in enumerate(value) for item in _items(inner, f"{path}.{n}", depth, proofs)]
    if not is_model(value):
        return []
    found = []
    model: type[BaseModel] = type(value)
    if isinstance(value, Cited):
        found.append(_OutlineItem(value, proofs[path], depth))
        depth += 1
    for name in nested(model):
        found += _items(getattr(value, name), f"{path}.{name}", depth, proofs)
    return found


def _groups(field: str, items: Sequence[_OutlineItem], language: str, *, single: bool) -> list[Group]:
    """Return the groups of one field: one, or one for each topic."""
    if not items:
        return []
    heading = heading_of(field, language)
    lines = [item.line(language) for item in items]
    if single and len(items) == 1:
        return [Group(heading, tuple(lines), Layout.PARAGRAPH)]
    topics = _topics(lines, heading, heading_of("also", language))
    if len(topics) > 1 or heading not in topics:
        if sum(line.depth == 0 for line in lines) < 2 * len(topics):
            return [Group(heading, tuple(lines))]
        bare = [line._replace(topic="") for line in lines]
        return [Group(topic, tuple(bare[n] for n in members)) for topic, members in topics.items()]
    roles = {slot.role for slot in slots(type(items[0].node))}
    if any(item.depth for item in items):
        layout = Layout.BULLETS
    elif Role.QUANTITY in roles:
        layout = Layout.FIGURES
        lines = [line._replace(text=_what_is_counted(line)) for line in lines]
    else:
        layout = Layout.NAMES if {Role.NAME, Role.STATEMENT} <= roles <= _CAST else Layout.BULLETS
    return [Group(heading, tuple(lines), layout)]


def _what_is_counted(line: ItemLine) -> str:
    """Return what is counted, without a first word that repeats the figure's last word: "10 months | months of war"."""
    first, _, rest = line.text.partition(" ")
    return rest if line.lead.casefold().endswith(f" {first.casefold()}") else line.text


def _topics(lines: Sequence[ItemLine], heading: str, also: str) -> dict[str, list[int]]:
    """Return topic -> the numbers of its lines. Those without a topic go under ``heading``, or later ``also``."""
    found: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    current = heading
    for number, line in enumerate(lines):
        if line.depth == 0:
            plain = line.topic or (heading if not found or list(found) == [heading] else also)
            current = spelled.setdefault(plain.casefold(), _begun(plain))
        found.setdefault(current, []).append(number)
    return found


def _begun(topic: str) -> str:
    return topic[:1].upper() + topic[1:]


def _led(group: Group) -> Group:
    """Return ``group`` with each line led by its topic, except where it repeats the heading or the topic before."""
    lines = []
    before = ""
    for line in group.lines:
        new = line.topic.casefold() not in {before, group.heading.casefold()}
        led = ", ".join(filter(None, (_begun(line.topic) if new else "", line.lead)))
        lines.append(line._replace(lead=led, topic=""))
        before = before if line.depth else line.topic.casefold()
    return group._replace(lines=tuple(lines))


def _once(groups: Iterable[Group], headline: ItemLine | None) -> list[Group]:
    """Return ``groups`` without lines that repeat the headline or an earlier line word for word; keep paragraphs."""
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
    """Return ``groups`` with only those names and figures that add something to the bullets and paragraphs."""
    prose = {Layout.PARAGRAPH, Layout.BULLETS}
    texts = [f"{line.lead} {line.text}" for group in groups if group.layout in prose for line in group.lines]
    told = [stems(text, language) for text in texts]
    kept = []
    for group in groups:
        lines = list(group.lines)
        if group.layout is Layout.NAMES and told:
            lines = [line for line in lines if line.text and not _is_told(line, told, language)][:MOST_NAMES]
        elif group.layout is Layout.FIGURES:
            lines = [line for line in lines if not _has_figure(texts, line.lead, language)]
        alone = len(lines) == 1 and group.layout in {Layout.NAMES, Layout.FIGURES} and bool(told)
        if lines and not alone:  # a heading for one name or figure is more noise than news
            kept.append(group._replace(lines=tuple(lines)))
    return kept


def _has_figure(texts: Iterable[str], figure: str, language: str) -> bool:
    """True if ``texts`` have every number of ``figure`` in any notation, or its words if it has no number."""
    wanted = quantities(figure, language)
    if wanted:
        said = [q for text in texts for q in quantities(text, language) if not q.named]
        return all(any(same(one, other) for other in said) for one in wanted)
    words = f" {' '.join(word for *_, word in tokens(figure))} "
    return any(words in f" {' '.join(word for *_, word in tokens(text))} " for text in texts)


def _is_told(line: ItemLine, told: Sequence[frozenset[str]], language: str) -> bool:
    """True if one of the texts in ``told`` has the last word of the name and most words of the role."""
    name = [folded for _, _, folded in tokens(line.lead)][-1:]
    role = stems(line.text, language)
    return any(stems(" ".join(name), language) <= text and 2 * len(role & text) > len(role) for text in told)
