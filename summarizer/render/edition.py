"""An edition as plain views that every format draws: what stands where, in words, whatever the markup."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ..daily.edition import Change, Coverage, Difference, Dropped, Edition, Entry, Said
from .outline import Group, Line, outline, visible

__all__ = ["EditionView", "Proof", "StoryView", "view"]

NAMED = 3
"""Articles that are named for each reason to leave some out."""
_NUMBER = re.compile(r"\d+")


class Proof(NamedTuple):
    """A cited sentence, where it stands, and the link to its article, if that has one."""

    id: str
    text: str
    outlet: str
    url: str | None


class StoryView(NamedTuple):
    """One story: its headline with citations, a line on where it comes from, its groups and proofs."""

    id: str
    section: str
    headline: str
    cites: tuple[str, ...]
    about: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    rejected: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]


class EditionView(NamedTuple):
    """A whole edition. ``bottom``: ids and headlines of what leads it; ``coverage``: headed lines of the footer."""

    title: str
    date: str
    notes: tuple[str, ...]
    bottom: tuple[tuple[str, str], ...]
    stories: tuple[StoryView, ...]
    coverage: tuple[tuple[str, tuple[str, ...]], ...]


def view(edition: Edition) -> EditionView:
    """The view of ``edition``, stories of one section together, sections in the order of their first stories."""
    by_id = {e.id: e for e in edition.stories}
    sections = list(dict.fromkeys(e.section for e in edition.stories))
    ordered = sorted(edition.stories, key=lambda e: sections.index(e.section))
    return EditionView(
        visible(edition.title),
        edition.date.isoformat(),
        tuple(map(visible, edition.notes)),
        tuple((i, visible(by_id[i].headline)) for i in edition.bottom_line),
        tuple(_story(e) for e in ordered),
        tuple(_coverage(edition.coverage)),
    )


def _story(entry: Entry) -> StoryView:
    drawn = outline(entry.briefing)
    outlets = _outlets(entry)
    groups = [_supported(group, entry, outlets) for group in drawn.groups[1:]]
    extra = [
        Group("Figures that differ", tuple(_difference(d) for d in entry.differences if d.relation == "conflict")),
        Group("Counted anew", tuple(_difference(d) for d in entry.differences if d.relation == "updated")),
        Group("Changed since an earlier edition", tuple(_change(c) for c in entry.changes)),
        Group("Timeline", tuple(_timeline(entry))),
    ]
    urls = {d.id: d.canonical or d.url for d in entry.briefing.documents}
    quotes = {q.sentence: q for d in entry.differences for s in d.sides for q in [s.quote]}
    quotes |= {c.now.quote.sentence: c.now.quote for c in entry.changes}
    quotes |= {e.quote.sentence: e.quote for e in entry.events}
    cited = {i: text for i, text, _, _ in drawn.sources}
    documents = {i: i.rpartition(".")[0] for i in (*cited, *quotes)}
    told = {**{i: visible(q.text) for i, q in quotes.items()}, **cited}
    order = {s.id: n for n, s in enumerate(s for d in entry.briefing.documents for s in d.sentences)}
    proofs = tuple(
        Proof(i, told[i], outlets.get(documents[i], ""), urls.get(documents[i]))
        for i in sorted(told, key=order.__getitem__)
    )
    first = drawn.groups[0].lines[0]
    note = (visible(entry.note),) if entry.note else ()
    return StoryView(
        entry.id,
        visible(entry.section),
        first.text or first.lead,
        first.cites,
        _about(entry),
        (*note, *drawn.notes),
        tuple(g for g in (*groups[:1], *extra[:3], *groups[1:], extra[3]) if g.lines),
        drawn.rejected,
        proofs,
    )


def _outlets(entry: Entry) -> dict[str, str]:
    """The outlet of each document."""
    return {name: visible(outlet) for name, outlet in entry.published_by.items()}


def _about(entry: Entry) -> str:
    told = {"new": "New", "developing": "Goes on"}[entry.status]
    if entry.earlier:
        told += f" since the edition of {entry.earlier[-1].edition.isoformat()}"
    reasons = [r for r in entry.reasons if r != "goes on from an earlier edition"]
    return visible(f"{told}; {'; '.join(reasons)}: {', '.join(entry.outlets)}")


def _supported(group: Group, entry: Entry, outlets: dict[str, str]) -> Group:
    """The lines of a group with how many articles carry each; nothing where the story has only one."""
    if len(entry.briefing.documents) < 2:
        return group
    lines = []
    for line in group.lines:
        documents = list(dict.fromkeys(i.rpartition(".")[0] for i in line.cites))
        carriers = list(dict.fromkeys(outlets.get(d, "") for d in documents))
        remark = f"{len(carriers)} sources" if len(carriers) > 1 else f"only {carriers[0]}" if carriers else ""
        lines.append(line._replace(remarks=(*line.remarks, remark)) if remark else line)
    return Group(group.heading, tuple(lines))


def _difference(difference: Difference) -> Line:
    """One line for a figure that differs: every side with who says it and when."""
    sides: dict[str, list[Said]] = {}
    for said in difference.sides:
        sides.setdefault(said.text, []).append(said)
    told = " — ".join(f"{text} ({'; '.join(map(_who, saids))})" for text, saids in sides.items())
    cites = tuple(dict.fromkeys(s.quote.sentence for s in difference.sides))
    return Line(0, "", visible(f"{told}. Counted: {difference.counts}"), (), cites, ())


def _who(said: Said) -> str:
    speaker = f"{said.speaker}, " if said.speaker else ""
    return f"{speaker}{said.outlet}{_at(said.published)}"


def _at(moment: datetime | None) -> str:
    return f", {moment.strftime('%Y-%m-%d %H:%M UTC')}" if moment else ""


def _change(change: Change) -> Line:
    day = change.before.edition.isoformat()
    told = "denied now" if change.kind == "denial" else f"now {change.now.text}"
    text = f"{told} ({_who(change.now)}); the edition of {day} told: {change.before.text}"
    return Line(0, "", visible(text), (), (change.now.quote.sentence,), ())


def _timeline(entry: Entry) -> list[Line]:
    past = [Line(0, x.edition.isoformat(), visible(x.headline), ("told then",), (), ()) for x in entry.earlier[-5:]]
    return [
        *past,
        *(Line(0, e.day.isoformat(), visible(e.text), (), (e.quote.sentence,), ()) for e in entry.events),
    ]


def _coverage(c: Coverage) -> list[tuple[str, tuple[str, ...]]]:
    sources = tuple(
        visible(f"{r.name}: {r.state}, {r.listed} listed, {r.new} new" + (f" ({r.why})" if r.why else ""))
        for r in c.sources
    )
    cost = (
        "" if not c.requests else ", price unknown" if c.dollars is None else f", ${c.dollars:.4f}" if c.dollars else ""
    )
    spent = f"{c.requests} requests, {c.tokens.prompt or 0:,} tokens read, {c.tokens.completion or 0:,} written{cost}"
    read = f"{c.articles} articles read, {c.copies} of them copies of others; {spent if c.requests else 'no request'}"
    dropped = tuple(_dropped(c.dropped))
    rows = [("Sources", sources), ("Read", (read,)), ("Left out", dropped)]
    rows.append(("Stories without news", tuple(map(visible, c.unchanged))))
    rows.append(("Stories that found no room", tuple(map(visible, c.untold))))
    return [(heading, lines) for heading, lines in rows if lines]


def _dropped(dropped: list[Dropped]) -> Iterator[str]:
    """A line for each reason: how many, the reason, and the first of them. The JSON has all."""
    by_reason: dict[str, list[Dropped]] = {}
    for one in dropped:
        by_reason.setdefault(_NUMBER.sub("0", one.why), []).append(one)
    for same in by_reason.values():
        names = ", ".join(d.name for d in same[:NAMED])
        more = f" and {len(same) - NAMED} more" if len(same) > NAMED else ""
        yield visible(f"{len(same)}: {same[0].why}: {names}{more}")
