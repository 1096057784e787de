"""An edition as plain views that every format renders: the words and their order, without markup."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ..edition import Difference, Dropped, Edition, Entry, Intake, Said
from .appendix import cited, rejected
from .cleaning import cleaned
from .labels import in_words
from .lines import ItemLine, pointers
from .outline import Group, Layout, outline

__all__ = ["CitedSentence", "EditionView", "StoryView", "view"]

NAMED = 3
"""Number of articles named for each reason to leave articles out."""
PAST = 5
"""Greatest number of earlier editions in a timeline."""
_PROSE = frozenset({Layout.PARAGRAPH, Layout.BULLETS})


class CitedSentence(NamedTuple):
    """A cited sentence, its outlet, and the link to its article if it has one."""

    id: str
    text: str
    outlet: str
    url: str | None


class StoryView(NamedTuple):
    """One story.

    ``about``: its outlets, and the reasons for its place; ``proven``: a clause on the proof of its items; ``notes``:
    remarks to read first; ``rejected``: items that are not shown, with the reasons.
    """

    id: str
    section: str
    headline: ItemLine
    about: str
    proven: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    rejected: tuple[tuple[str, str], ...]
    proofs: tuple[CitedSentence, ...]

    @property
    def title(self) -> str:
        """The headline alone."""
        return self.headline.text or self.headline.lead


class EditionView(NamedTuple):
    """A whole edition. ``bottom``: ids and headlines of the lead stories; ``coverage``: headed lines of the footer."""

    title: str
    date: str
    notes: tuple[str, ...]
    bottom: tuple[tuple[str, str], ...]
    stories: tuple[StoryView, ...]
    coverage: tuple[tuple[str, tuple[str, ...]], ...]


def view(edition: Edition, *, full: bool = True) -> EditionView:
    """Return the view of ``edition``: stories grouped by section, sections in the order of their first stories.

    ``full``: include the names and figures that a short view leaves out.
    """
    edition = cleaned(edition)
    by_id = {e.id: e for e in edition.stories}
    sections = list(dict.fromkeys(e.section for e in edition.stories))
    ordered = sorted(edition.stories, key=lambda e: sections.index(e.section))
    return EditionView(
        edition.title,
        edition.date.isoformat(),
        tuple(edition.notes),
        tuple((i, by_id[i].headline) for i in edition.bottom_line),
        tuple(_story(e, full=full) for e in ordered),
        tuple(_coverage(edition.coverage)),
    )


def _story(entry: Entry, *, full: bool) -> StoryView:
    drawn = outline(entry.briefing, full=full)
    note = [entry.note] if entry.note else []
    return StoryView(
        entry.id,
        entry.section,
        drawn.headline,
        _about(entry),
        drawn.proven,
        (*note, *(line.text for line in drawn.notes)),
        tuple(_groups(drawn.groups, entry)),
        tuple(rejected(entry.briefing)),
        tuple(_proofs(entry)),
    )


def _about(entry: Entry) -> str:
    """Return one line with the status of a story, the reasons for its place, and its outlets with article numbers."""
    told = {"new": "New", "developing": "Continues"}[entry.status]
    if entry.earlier:
        told += f" from the edition of {in_words(entry.earlier[-1].edition)}"
    reasons = [r for r in entry.reasons if r != "goes on from an earlier edition"]
    numbered = [f"{pointers([name])} {outlet}" for name, outlet in entry.published_by.items()]
    others = [outlet for outlet in entry.outlets if outlet not in entry.published_by.values()]
    return " · ".join([told, *reasons, ", ".join([*numbered, *others])])


def _groups(drawn: tuple[Group, ...], entry: Entry) -> Iterator[Group]:
    """Yield the groups of the briefing, with the differing figures before its tables and the timeline after them."""
    carried = [_carried(group, entry) for group in drawn]
    yield from (group for group in carried if group.layout in _PROSE)
    for heading, relation in (("Figures that differ", "conflict"), ("Figures updated", "updated")):
        lines = [line for d in entry.differences if d.relation == relation for line in _difference(d)]
        if lines:
            yield Group(heading, tuple(lines))
    yield from (group for group in carried if group.layout not in _PROSE)
    timeline = tuple(_timeline(entry))
    if timeline:
        yield Group("Timeline", timeline, Layout.FIGURES)


def _carried(group: Group, entry: Entry) -> Group:
    """Return ``group`` with the number of outlets added to each line that more than one outlet carries."""
    if group.layout not in _PROSE:
        return group
    lines = []
    for line in group.lines:
        outlets = {entry.published_by.get(i.rpartition(".")[0]) for i in line.cites}
        remark = (f"{len(outlets)} sources",) if len(outlets) > 1 else ()
        lines.append(line._replace(remarks=(*line.remarks, *remark)))
    return group._replace(lines=tuple(lines))


def _difference(difference: Difference) -> Iterator[ItemLine]:
    """Yield a figure that differs: all its values, then each side's sentence with its outlet and time."""
    values = list(dict.fromkeys(said.text for said in difference.sides))
    yield ItemLine(0, "", (", then " if difference.relation == "updated" else " or ").join(values), (), (), ())
    for said in difference.sides:
        yield ItemLine(1, _who(said), said.quote.text, (), (said.quote.sentence,), ())


def _who(said: Said) -> str:
    return f"{said.outlet}{_at(said.published)}"


def _at(moment: datetime | None) -> str:
    return f", {moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _timeline(entry: Entry) -> Iterator[ItemLine]:
    for told in entry.earlier[-PAST:]:
        yield ItemLine(0, told.edition.isoformat(), told.headline, ("earlier headline",), (), ())
    for event in entry.events:
        yield ItemLine(0, event.day.isoformat(), event.text, (), (event.quote.sentence,), ())


def _proofs(entry: Entry) -> Iterator[CitedSentence]:
    """Yield each sentence cited anywhere in the entry, in reading order."""
    documents = {d.id: d for d in entry.briefing.documents}
    quotes = [*(said.quote for d in entry.differences for said in d.sides), *(event.quote for event in entry.events)]
    texts = {**{q.sentence: q.text for q in quotes}, **dict(cited(entry.briefing))}
    for document in documents.values():
        outlet, url = entry.published_by.get(document.id, ""), document.canonical or document.url
        for sentence in document.sentences:
            if sentence.id in texts:
                yield CitedSentence(sentence.id, texts[sentence.id], outlet, url)


def _coverage(c: Intake) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the rows of the footer: sources, articles read, and everything left out; empty rows are skipped."""
    price = ", price unknown" if c.dollars is None else f", ${c.dollars:.4f}" if c.dollars else ""
    spent = f"{c.requests} requests, {c.tokens.prompt or 0:,} tokens read, {c.tokens.completion or 0:,} written{price}"
    rows = {
        "Sources": [
            f"{r.name}: {r.state}, {r.listed} listed, {r.new} new" + (f" ({r.why})" if r.why else "") for r in c.sources
        ],
        "Read": [
            f"{c.articles} articles read, {c.copies} of them copies of others; {spent if c.requests else 'no request'}"
        ],
        "Left out": list(_dropped(c.dropped)),
        "Stories without news": c.unchanged,
        "Stories left out for lack of space": c.untold,
    }
    yield from ((heading, tuple(lines)) for heading, lines in rows.items() if lines)


def _dropped(dropped: list[Dropped]) -> Iterator[str]:
    """Yield a line for each reason: the number of articles, the reason, and the first few. The JSON has all."""
    by_reason: dict[str, list[Dropped]] = {}
    for one in dropped:
        by_reason.setdefault("".join(c for c in one.why if not c.isdecimal()), []).append(one)
    for same in by_reason.values():
        names = ", ".join(d.name for d in same[:NAMED])
        more = f" and {len(same) - NAMED} more" if len(same) > NAMED else ""
        yield f"{len(same)}: {same[0].why}: {names}{more}"
