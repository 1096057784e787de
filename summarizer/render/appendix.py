"""The evidence for a briefing, for a reader who checks it: sentences, edits, rejected items, provenance."""

from collections.abc import Iterator
from typing import Any

from ..briefing import Briefing, Edit, Source
from ..kinds.fields import Role
from ..kinds.traversal import slots, walk
from .cleaning import cleaned
from .labels import in_words
from .lines import ItemLine, pointers
from .outline import Group, Layout

__all__ = ["appendix", "cited", "rejected"]


def appendix(briefing: "Briefing[Any]", *, sentences: bool = True) -> list[Group]:
    """Return the groups of the evidence view, without empty ones. ``sentences``: begin with those that items cite."""
    briefing = cleaned(briefing)
    several = len(briefing.documents) > 1
    quoted = cited(briefing) if sentences else []
    groups = [
        Group("Evidence", tuple(_row(pointers([i]), text) for i, text in quoted), Layout.FIGURES),
        Group("Edits", tuple(_edits(briefing))),
        Group("Rejected", tuple(line for said, why in rejected(briefing) for line in _nested(said, [why]))),
        Group("Figures as brief read them", tuple(_readings(briefing)), Layout.FIGURES),
        *(
            Group(f"Source {n}" if several else "Source", tuple(_source(source, briefing.language)), Layout.FIGURES)
            for n, source in enumerate(briefing.documents, 1)
        ),
        Group("Provenance", tuple(_provenance(briefing)), Layout.FIGURES),
    ]
    return [group for group in groups if group.lines]


def cited(briefing: "Briefing[Any]") -> list[tuple[str, str]]:
    """Return ``(id, text)`` of each sentence that an item cites, once, in reading order."""
    texts = {c.sentence: c.text for proof in briefing.proofs.values() for c in proof.citations}
    order = {s.id: n for n, s in enumerate(s for d in briefing.documents for s in d.sentences)}
    return sorted(texts.items(), key=lambda told: order.get(told[0], len(order)))


def rejected(briefing: "Briefing[Any]") -> list[tuple[str, str]]:
    """Return the items that are not shown, with the reasons, in the order of the reply."""
    return [(_wording(r.original) or r.item, r.reason) for r in briefing.rejected]


def _wording(original: dict[str, Any]) -> str:
    values = [value for field, value in original.items() if field != "cites"]
    return " · ".join(str(v) for v in values if isinstance(v, (str, int, float)) and v != "")


def _row(lead: str, text: str) -> ItemLine:
    return ItemLine(0, lead, text, (), (), ())


def _nested(text: str, inner: list[str]) -> list[ItemLine]:
    return [_row("", text), *(ItemLine(1, "", told, (), (), ()) for told in inner)]


def _edits(briefing: "Briefing[Any]") -> Iterator[ItemLine]:
    """Yield each edit: its place, author and reason, and the words before and after it."""
    for path, proof in briefing.proofs.items():
        for edit in proof.edits:
            by = "the judge" if edit.by == "judge" else "brief"
            told = [f"written: {_value(edit, edit.before)}", f"now: {_value(edit, edit.after)}"]
            yield from _nested(f"{path}, {edit.field}, by {by}: {edit.reason}", told)


def _value(edit: Edit, value: str | list[str] | None) -> str:
    if not value:
        return "nothing"
    if isinstance(value, str):
        return value
    return f"[{pointers(value)}]" if edit.field == "cites" else "; ".join(value)


def _readings(briefing: "Briefing[Any]") -> Iterator[ItemLine]:
    """Yield each figure as written, with its value as read by code."""
    for path, node in walk(briefing.content):
        reading = briefing.proofs[path].reading
        written = [str(getattr(node, s.name)) for s in slots(type(node)) if s.role is Role.QUANTITY]
        if reading is None or not written:
            continue
        value = "no single value" if reading.value is None else f"{reading.value:,.10g}"
        unit = f" {reading.unit}" if reading.unit else ""
        yield _row(", ".join(written), f"{value}{unit}, {reading.bound.replace('_', ' ')}")


def _source(source: Source, language: str) -> Iterator[ItemLine]:
    """Yield the metadata of a document."""
    where = f" (from {source.published_from})" if source.published and source.published_from else ""
    rows = {
        "title": source.title,
        "byline": source.byline,
        "outlet": source.site,
        "published": in_words(source.published, language) + where,
        "read from": source.url or source.source,
        "canonical address": source.canonical if source.canonical != source.url else None,
        "language": source.language,
        "sentences": str(len(source.sentences)),
        "sha256": source.sha256,
    }
    yield from (_row(name, value) for name, value in rows.items() if value)


def _provenance(briefing: "Briefing[Any]") -> Iterator[ItemLine]:
    """Yield the writer and the judge of the briefing, and the plan, prompt and requests."""
    made, judged = briefing.provenance, briefing.judgement
    rows = {
        "model": f"{made.model} at {made.endpoint}" if made.model != "none" else "none",
        "judge": f"{judged.model}: {judged.items} items, {judged.corrected} corrected, {judged.rejected} rejected"
        if judged.model
        else f"none{f' ({judged.reason})' if judged.reason else ''}",
        "plan": f"{made.plan}, {made.mode}" if made.mode else made.plan,
        "prompt": made.prompt_digest,
        "requests": f"{made.requests}, {made.judge_requests} of them to the judge" + " (recorded)" * made.recorded,
        "read": f"{len(briefing.coverage.read)} sentences, {len(briefing.coverage.unread)} not read",
        "created": f"{briefing.created:%Y-%m-%d %H:%M} UTC",
        "brief": made.version,
    }
    yield from (_row(name, value) for name, value in rows.items() if value)
