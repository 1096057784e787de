"""One item of a briefing as a line to read: its lead, its sentence with the speaker, and its citations."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..briefing import Proof
from ..kinds.fields import Cited, Role
from ..kinds.traversal import slots
from .about import outcome
from .attribution import names_speaker, with_speaker

__all__ = ["ItemLine", "Node", "citing", "doubting", "line_of", "pointers", "tree", "worded"]

_SORTING = "kind"
"""A label of this name sorts items for machines: "person", "single_source"."""


class ItemLine(NamedTuple):
    """One item, ready to be read.

    ``depth``: 0, or more for an item inside another one. ``lead``: the name or number at its beginning, else empty.
    ``text``: the sentence, which names its speaker; empty if there is only a lead. ``remarks``: short additions, for
    brackets. ``cites``: ids of the sentences behind it; ``pointers`` writes them shorter. ``doubts``: findings of the
    exact checks, each a clause: "the article has no 'Brazil'; it has 'Brasil'". ``topic``: what an outer item is about,
    until an outline makes it the heading or the lead. ``outcome``: what the proof came to, in a word: "supported",
    "corrected"; empty for a line that is no item.
    """

    depth: int
    lead: str
    text: str
    remarks: tuple[str, ...]
    cites: tuple[str, ...]
    doubts: tuple[str, ...]
    topic: str = ""
    outcome: str = ""


class Node(NamedTuple):
    """A line, and the lines of the items inside it."""

    line: ItemLine
    inner: "tuple[Node, ...]"


def line_of(node: Cited, proof: Proof, depth: int, language: str) -> ItemLine:
    """Return the line of ``node``, with the citations and doubts of ``proof``, in ``language``."""
    parts = _parts(node)
    text = "; ".join(parts[Role.STATEMENT])
    speakers = parts[Role.SPEAKER]
    remarks = [*parts[Role.WHEN], *parts[Role.LABEL], *parts[Role.VALUE]]
    unnamed = [speaker for speaker in speakers if not names_speaker(text, speaker, language)]
    if not text:
        remarks += unnamed
    elif unnamed:
        text = with_speaker(text, " and ".join(unnamed), language, verbatim=proof.status == "quoted")
    topic = ", ".join(parts[Role.TOPIC])
    leads = [*parts[Role.NAME], *parts[Role.QUANTITY]]
    if not text and not leads:
        text, remarks = ", ".join(remarks), []
    if topic and (depth or not (text or leads)):
        leads, topic = [topic, *leads], ""
    doubts = tuple(dict.fromkeys(finding.message for finding in proof.findings))
    if proof.status == "doubted" and not doubts:
        remarks.append("doubtful")
    return ItemLine(
        depth,
        ", ".join(leads),
        text,
        tuple(remarks),
        tuple(sorted((c.sentence for c in proof.citations), key=_place)),
        doubts,
        topic,
        outcome(proof),
    )


def _place(sentence: str) -> list[tuple[int, str]]:
    """Return a sort key for sentence ids in article order: s4 before s12, a2.s1 before a10.s1."""
    return [(int(bare) if bare.isdecimal() else 0, bare) for bare in map(_bare, sentence.split("."))]


def _parts(node: Cited) -> dict[Role, list[str]]:
    """Return the texts of ``node`` by role. Labels and numbers are preceded by their field's name."""
    parts: dict[Role, list[str]] = {role: [] for role in Role}
    for slot in slots(type(node)):
        value = getattr(node, slot.name)
        for one in (value or ()) if slot.many else (value,):
            said = "yes" if one is True else "no" if one is False else str(one).strip()
            if one is None or not said or (slot.role is Role.LABEL and slot.name == _SORTING):
                continue
            if slot.role in {Role.LABEL, Role.VALUE}:
                said = f"{slot.name}: {said}".replace("_", " ")
            if slot.role is not Role.CERTAINTY or said != "stated":
                parts[slot.role].append(said)
    return parts


def pointers(cites: Iterable[str]) -> str:
    """Return the bare numbers of sentences: ``1 4`` for s1 and s4, ``1.3`` for sentence s3 of document a1."""
    return " ".join(".".join(_bare(part) for part in cite.split(".")) for cite in dict.fromkeys(cites))


def _bare(part: str) -> str:
    return part[1:] if part[:1] in {"s", "a"} and part[1:].isdecimal() else part


def citing(line: ItemLine) -> str:
    """Return the pointers of a line in brackets, after a space; empty if it has none."""
    return f" [{pointers(line.cites)}]" if line.cites else ""


def worded(line: ItemLine) -> str:
    """Return the text of a line, or its lead if it has no text, with its remarks in brackets before the full stop."""
    said = line.text or line.lead
    if not line.remarks:
        return said
    plain = said.removesuffix(".")
    return f"{plain} ({'; '.join(line.remarks)}){said[len(plain) :]}"


def doubting(line: ItemLine) -> tuple[str, tuple[str, ...]]:
    """Return the doubts of a line: text in brackets to follow it, or else separate lines to go under it.

    A doubt of two clauses says what the article has instead, and deserves a line.
    """
    if any(";" in doubt for doubt in line.doubts):
        return "", line.doubts
    return f" (doubtful: {', '.join(line.doubts)})" if line.doubts else "", ()


def tree(lines: Sequence[ItemLine]) -> tuple[Node, ...]:
    """Return ``lines`` as nested lists: each line with the deeper ones that follow it."""
    nodes: list[Node] = []
    begin = 0
    while begin < len(lines):
        end = begin + 1
        while end < len(lines) and lines[end].depth > lines[begin].depth:
            end += 1
        nodes.append(Node(lines[begin], tree(lines[begin + 1 : end])))
        begin = end
    return tuple(nodes)
