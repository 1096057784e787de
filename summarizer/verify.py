"""Checks: content -> content whose citations hold, and what was found. Knows the types of evidence.py, no field names.

A model's id is a hint. An item is linked to the sentences that say it, then every number, name, date and quotation of
it is looked for there, and in the article. Hard findings are never shown as verified; soft ones stand beside the item.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from .briefing import Finding
from .checks import Flaw
from .checks.labels import certainty, speaker
from .checks.names import check_name, check_names, check_role, check_speaker, check_swaps, respelt
from .checks.numbers import check_counted, check_numbers, label, tells_when
from .checks.wording import (
    check_calendar,
    check_date_bound,
    check_hedge,
    check_ids,
    check_negation,
    check_quotations,
    check_silence,
    check_whole,
)
from .citations import Citations
from .evidence import Caveat, Cited, Figure, Proof, Role, Statement, Status
from .facts.index import Index
from .facts.quantities import Quantity, quantities, same, verbatim
from .facts.tokens import content, fold, folded_line
from .walk import Slot, is_optional, rebuild, slots, strings, walk

__all__ = ["Checked", "check_content", "check_statement", "limits"]

UNFOUNDED = 0.2
"""Support below which an item stands with a doubt."""
FEW_WORDS = 3
UNSAID = 0.1
"""Support below which nothing of an item is in its sentences: it is not shown."""
_CAPITALS_ARE_NAMES = frozenset("en fr es it pt nl sv da no fi pl cs ro hu tr ru uk bg el".split())


_SPEAKERS_KNOWN = frozenset({"en", "de", "fr", "es"})
"""Languages whose verbs of saying are known."""


class Checked(NamedTuple):
    """One node after its checks, with the findings on it."""

    path: str
    node: Cited
    findings: tuple[Finding, ...]

    @property
    def hard(self) -> tuple[Finding, ...]:
        """The findings that keep it from being shown."""
        return tuple(f for f in self.findings if f.severity == "hard")


def limits(index: Index, language: str) -> list[str]:
    """For the reader: the checks that do not apply to this language, or to a translation."""
    notes = []
    if language not in {index.language, "und"}:
        notes.append(
            "The briefing is in another language than the article: of its statements only the numbers were checked."
        )
    elif index.language not in _CAPITALS_ARE_NAMES:
        notes.append("Names inside sentences were not checked: in this language they cannot be told by their capitals.")
    if index.language != "en":
        notes.append("Weekdays and months were not checked: that check knows English only.")
    return notes


def check_content(
    content: BaseModel,
    index: Index,
    *,
    translated: bool = False,
    known: Sequence[Checked] = (),
    again: AbstractSet[str] = frozenset(),
) -> tuple[BaseModel, list[Checked]]:
    """``content`` with citations that hold, and the outcome for each node in reading order.

    ``known``: the outcomes of an earlier check of the same paths, which stand but for the paths ``again``.
    """
    before = {c.path: c for c in known if c.path not in again}
    outcome = [
        before.get(path) or _Check(path, node, index, translated=translated).run() for path, node in walk(content)
    ]
    outcome = list(_agreed(outcome, index))
    return rebuild(content, {c.path: c.node for c in outcome}), outcome


def _agreed(outcome: list[Checked], index: Index) -> Iterator[Checked]:
    """``outcome`` with a doubt on each figure that counts what another figure counts, but tells another number."""
    figures = [(c, content(c.node.counts, index.language), quantities(c.node.text, index.language)) for c in outcome
               if isinstance(c.node, Figure)]  # fmt: skip
    clashes: dict[str, str] = {}
    for n, (one, counts, told) in enumerate(figures):
        for other, also, said in figures[n + 1 :]:
            apart = not set(one.node.cites) & set(other.node.cites)  # one sentence may well tell two numbers of a thing
            if counts and counts == also and told and said and apart and not same(told[0], said[0]):
                clashes[one.path], clashes[other.path] = said[0].text, told[0].text
    for checked in outcome:
        clash = clashes.get(checked.path)
        if clash is None or any(f.check == "agreement" for f in checked.findings):
            yield checked
            continue
        message = f"another item says {clash} of the same"
        finding = Finding(
            item=checked.path, check="agreement", severity="soft", message=message, field="counts", start=0, end=0
        )
        node = checked.node.proven(checked.node.proof._replace(status="soft"))
        yield Checked(checked.path, node, (*checked.findings, finding))


class _Said(Cited):
    """One statement by itself."""

    text: Statement


def check_statement(text: str, index: Index, cites: Sequence[str] = ()) -> tuple[list[Finding], tuple[str, ...]]:
    """The findings on one statement, with offsets into it, and the ids of the sentences that it stands on.

    ``cites``: where to begin; without, the sentence that says most of it. That there is none says nothing of a
    statement of fewer than FEW_WORDS words of content.
    """
    checked = _Check("statement", _Said(text=text, cites=list(cites)), index, translated=False).run()
    brief = len(content(text, index.language)) < FEW_WORDS
    return [f for f in checked.findings if not (brief and f.check == "citation")], tuple(checked.node.cites)


class _Check:
    """The checks of one node. Citations only grow better; findings are collected."""

    def __init__(self, path: str, node: Cited, index: Index, *, translated: bool) -> None:
        self.path = path
        self.node = node
        self.index = index
        self.lexical = not translated
        self.findings: list[Finding] = []
        self.strings = strings(node)
        self.rest = " ".join(t for _, role, t in self.strings if role in {Role.STATEMENT, Role.NAME, Role.QUANTITY})
        self.cites = Citations(index, node.cites, self.rest, lexical=self.lexical)
        self.changes: dict[str, Any] = {}
        self.facts: dict[str, Any] = {}
        self._told: Quantity | None = None  # the number that a Figure is about

    def run(self) -> Checked:
        """All checks in order."""
        self.cites.link()
        for name, role, text in self.strings:
            if role is Role.QUANTITY:
                self._figure(name, text)
        for name, role, written in self.strings:
            text = self._spelt(name, role, written)
            if role is Role.NAME:
                self._named(name, text)
            if role is Role.STATEMENT:
                self._statement(name, text)
            if role is Role.SPEAKER and self._checks_names():
                self._flaws(name, check_names(text, self.index, whole=True))
        for slot in slots(type(self.node)):
            if slot.role is Role.SPEAKER:
                self._attribution(slot)
            if slot.role is Role.CERTAINTY:
                self._sureness(slot)
        self._values()
        self._supported()
        before = self.node.proof
        relinked = (tuple(dict.fromkeys(self.node.cites)) if self.cites.changed else ()) or before.relinked
        soft = any(f.severity == "soft" for f in self.findings)
        status: Status = "soft" if soft else "verified"
        proof = Proof(self.path, status, before.origin, self.cites.quotes(), relinked, before.original, self.facts)
        node = self.node.proven(proof, cites=self.cites.ids, **self.changes)
        return Checked(self.path, node, tuple(self.findings))

    def _spelt(self, field: str, role: Role, text: str) -> str:
        """``text`` with the source's spelling of its names; the item gets it too."""
        if role not in {Role.NAME, Role.STATEMENT, Role.SPEAKER} or not self._checks_names():
            return text
        spelt, flaws = respelt(text, self.index, whole=role is not Role.STATEMENT)
        self._flaws(field, flaws)
        if flaws:
            self._change(field, text, spelt)
        return spelt

    def _change(self, field: str, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old`` in a field, or in the list that the field is."""
        value = self.changes.get(field, getattr(self.node, field))
        self.changes[field] = [new if v == old else v for v in value] if isinstance(value, list) else new

    def _statement(self, field: str, text: str) -> None:
        """All checks of one statement."""
        index, cites = self.index, self.cites
        cited = cites.texts
        self._flaws(field, check_whole(text, cited))
        self._flaws(field, check_ids(text, cited))
        self._flaws(field, check_silence(text, cited))
        self._numbers(field, text)
        if index.language == "en":
            self._flaws(field, check_calendar(text, index, cites))
        self._flaws(field, check_date_bound(text, cites.texts))
        self._flaws(field, check_quotations(text, index, cites))
        told_denied = isinstance(self.node, Caveat) and self.node.kind == "denial"
        self._flaws(field, check_negation(text, index, cites, told_denied=told_denied))
        if self.lexical:
            self._flaws(field, check_hedge(text, index, cites))
            self._flaws(field, check_speaker(text, index, cites))
            self._flaws(field, check_swaps(text, index, cites))
            for _, role, name in self.strings:
                if role is Role.NAME:
                    self._flaws(field, check_role(text, name, index))
        if self._checks_names():
            self._flaws(field, check_names(text, index))

    def _checks_names(self) -> bool:
        return self.lexical and self.index.language in _CAPITALS_ARE_NAMES

    def _flaws(self, field: str, flaws: Iterable[Flaw]) -> None:
        for flaw in flaws:
            self._find(flaw.check, field, flaw.message, (flaw.start, flaw.end), hard=flaw.hard)

    def _find(self, check: str, field: str, message: str, span: tuple[int, int], *, hard: bool = True) -> None:
        self.findings.append(
            Finding(
                item=self.path,
                check=check,
                severity="hard" if hard else "soft",
                message=message,
                field=field,
                start=span[0],
                end=span[1],
            )
        )

    def _supported(self) -> None:
        if not self.lexical and any(role is Role.STATEMENT for _, role, _ in self.strings):
            message = "written in another language than the article: only its numbers were checked"
            self._find("translation", self._first_field(), message, (0, 0), hard=False)
        if not self.cites.ids:
            self._find(
                "citation", self._first_field(), "no sentence of the article says this", (0, len(self._first_text()))
            )
        elif self.lexical and self.rest and (support := self.cites.support()) < UNFOUNDED:
            field, text = self.strings[0][0], self.strings[0][2]
            message = "the cited sentences say little of this"
            self._find("support", field, message, (0, len(text)), hard=support < UNSAID)

    def _first_text(self) -> str:
        return self.strings[0][2] if self.strings else ""

    def _first_field(self) -> str:
        return self.strings[0][0] if self.strings else ""

    def _figure(self, field: str, text: str) -> None:
        """A Quantity stands in a sentence that is about the rest of the item; its wording becomes the source's own."""
        told = quantities(text, self.index.language)
        if not told:  # "an hour", "scores": no figure, but the source's own words
            words = folded_line(text)
            if not any(words in folded_line(s) for s in self.cites.texts):
                self._find("number", field, "there is no number in it", (0, len(text)))
            return
        wanted = told[0]
        held = self._holding(wanted)
        if not held:
            self._find("number", field, f"{wanted.text!r} does not stand in the article", (wanted.start, wanted.end))
            return
        chosen = self.cites.lead(held)
        source = next(q for q in self.index.quantities[chosen] if same(q, wanted))
        self._change(field, text, verbatim(self.index.texts[chosen], source))
        if isinstance(self.node, Figure):
            if source.kind == "year" and not tells_when(self.node.counts):
                self._find("number", field, "a year counts nothing", (0, len(text)))
                return
            self._change("counts", self.node.counts, label(self.node.counts, source, self.index.texts[chosen]))
            self._told = None if self.node.origin == "source" else source  # a whole sentence may tell more numbers
            value = next(v for v in source.values if v in wanted.values or len(source.values) == 1)
            self.facts = {"value": value, "unit": source.unit, "bound": source.bound}
            if self.lexical and (flaw := check_counted(self.changes["counts"], source, chosen, self.index)):
                self._flaws("counts", [flaw])

    def _holding(self, wanted: Quantity) -> list[str]:
        """The ids of the sentences that hold this number, each once, in reading order."""
        return list(dict.fromkeys(i for i, q in self.index.valued(wanted.values) if same(q, wanted)))

    def _numbers(self, field: str, text: str) -> None:
        """Every number of a statement is the article's, said of the same thing."""
        if self._told is not None:
            for q in quantities(text, self.index.language):
                if q.start == 0 and q.kind == "number" and not same(q, self._told):  # "2011": "two men"
                    message = f"{q.text!r} counts them, not {self._told.text!r}"
                    self._find("number", field, message, (q.start, q.end))
                elif not q.small and q.kind in {"number", "percent", "money"} and not same(q, self._told):
                    message = f"{q.text!r} is another number than {self._told.text!r}"
                    self._find("number", field, message, (q.start, q.end))
            return
        self._flaws(field, check_numbers(text, self.index, self.cites))

    def _attribution(self, slot: Slot) -> None:
        """The speaker is the one to whom the cited sentences attribute it; nobody, where they name nobody."""
        told = self.changes.get(slot.name, getattr(self.node, slot.name))
        known = self.index.language in _SPEAKERS_KNOWN and is_optional(type(self.node), slot.name)
        if not known or not isinstance(told, str) or not self.cites.ids:
            return
        if right := speaker(told, self.index, self.cites):
            self.changes[slot.name], message = right
            self._find("speaker", slot.name, message, (0, len(told)), hard=False)

    def _sureness(self, slot: Slot) -> None:
        """The label of how sure it is becomes what the words tell."""
        told, options = getattr(self.node, slot.name), get_args(type(self.node).model_fields[slot.name].annotation)
        text = " ".join(t for _, role, t in self.strings if role is Role.STATEMENT)
        if isinstance(told, str) and (found := certainty(told, options, text, self.cites.texts)) != told:
            self.changes[slot.name] = found

    def _named(self, field: str, text: str) -> None:
        """A Name stands in the article, and in a cited sentence."""
        missing = list(check_name(text, 0, len(text), self.index))
        self._flaws(field, missing)
        if missing:
            return
        words = [fold(w) for w in re.findall(r"[^\W_]+", text) if w[:1].isupper()] or [fold(text)]
        last = words[-1]
        if not any(last in fold(s) for s in self.cites.texts):
            held = [i for i in self.index.body if last in fold(self.index.texts[i])]
            if held:
                self.cites.also(held)

    def _values(self) -> None:
        """A bare number of a schema stands in a cited sentence, or in one that supports the item."""
        for slot in slots(type(self.node)):
            value = getattr(self.node, slot.name)
            if slot.role is not Role.VALUE or value is None:
                continue
            for number in value if slot.many else [value]:
                wanted = Quantity(0, 0, str(number), (float(number),), "number", None, "exact")
                held = [i for i, _ in self.index.valued((float(number),))]
                if not held:
                    self._find("number", slot.name, f"{wanted.text} does not stand in the article", (0, 0))
                elif not self.cites.any_of(held) and not self.cites.add(held):
                    message = f"{wanted.text} stands in the article, but about something else"
                    self._find("number", slot.name, message, (0, 0))
