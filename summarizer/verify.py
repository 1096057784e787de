"""Checks: content -> content whose citations hold, and what was found. Knows the types of evidence.py, no field names.

A model's id is a hint. An item is linked to the sentences that say it, then every number, name, date and quotation of
it is looked for there, and in the article. Hard findings are never shown as verified; soft ones stand beside the item.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from .briefing import Finding
from .checks.numbers import check_numbers
from .citations import Citations
from .evidence import Caveat, Cited, Figure, Role
from .facts.align import swapped_names
from .facts.cues import attributes, denial, denies, negates
from .facts.dates import calendar_words
from .facts.index import Index
from .facts.names import is_title_case, names
from .facts.quantities import Quantity, quantities, same, verbatim
from .facts.tokens import content, fold
from .walk import Slot, is_optional, rebuild, slots, walk

__all__ = ["Checked", "check_content", "limits", "strings"]

UNFOUNDED = 0.2
"""Support below which an item is not shown, names left in or out. On the replies of a strong model, read and found
supported by a person, the least was 0.21: ``tests/quality``."""
FEW_WORDS = 3
"""Fewer words of content than this say nothing about support."""
_CAPITALS_ARE_NAMES = frozenset("en fr es it pt nl sv da no fi pl cs ro hu tr ru uk bg el".split())
_NEVER_LAST = frozenset("the a an its their my our your and or than".split())
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,400})[\"”“»]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Checked:
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
    outcome = [before.get(path) or _Check(path, node, index, translated).run() for path, node in walk(content)]
    return rebuild(content, {c.path: c.node for c in outcome}), outcome


def strings(node: Cited) -> list[tuple[str, Role, str]]:
    """``(field, role, text)`` of each string of ``node``; items of a list one by one."""
    found: list[tuple[str, Role, str]] = []
    for slot in slots(type(node)):
        value = getattr(node, slot.name)
        for item in value if slot.many and value is not None else [value]:
            if isinstance(item, str) and item:
                found.append((slot.name, slot.role, item))
    return found


class _Check:
    """The checks of one node. Citations only grow better; findings are collected."""

    def __init__(self, path: str, node: Cited, index: Index, translated: bool) -> None:  # noqa: FBT001
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
        for name, role, text in self.strings:
            if role is Role.NAME:
                self._named(name, text)
            if role is Role.STATEMENT:
                self._whole(name, text)
                self._numbers(name, text)
                self._calendar(name, text)
                self._quotations(name, text)
                self._denial(name, text)
                self._swapped(name, text)
            if role in {Role.STATEMENT, Role.SPEAKER}:
                self._names(name, text, whole=role is Role.SPEAKER)
        for slot in slots(type(self.node)):
            if slot.role is Role.SPEAKER:
                self._attribution(slot)
        self._values()
        self._supported()
        relinked = tuple(dict.fromkeys(self.node.cites)) if self.cites.changed else ()
        proof = replace(
            self.node.proof,
            id=self.path,
            status="soft" if any(f.severity == "soft" for f in self.findings) else "verified",
            quotes=self.cites.quotes(),
            relinked=relinked or self.node.proof.relinked,
            facts=self.facts,
        )
        node = self.node.proven(proof, cites=self.cites.ids, **self.changes)
        return Checked(self.path, node, tuple(self.findings))

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
            self._find("citation", self._first_field(), "no sentence of the article says this", (0, 0))
        elif self.lexical and self.rest and (self.cites.support() < UNFOUNDED or self._deeds_are_foreign()):
            field, text = self.strings[0][0], self.strings[0][2]
            self._find("support", field, "the cited sentences say little of this", (0, len(text)))

    def _deeds_are_foreign(self) -> bool:
        """Whether the item shares only names with its sentences: who, but not what."""
        said = " ".join(_without_names(t) for _, role, t in self.strings if role is Role.STATEMENT)
        words = content(said, self.index.language)
        return len(words) >= FEW_WORDS and self.cites.support(said) < UNFOUNDED

    def _first_field(self) -> str:
        return self.strings[0][0] if self.strings else ""

    def _figure(self, field: str, text: str) -> None:
        """A Quantity stands in a sentence that is about the rest of the item; its wording becomes the source's own."""
        told = quantities(text, self.index.language)
        if not told:  # "an hour", "scores": no figure, but the source's own words
            words = _folded(text)
            if not any(words in _folded(s) for s in self.cites.texts):
                self._find("number", field, "there is no number in it", (0, len(text)))
            return
        wanted = told[0]
        held = self._holding(wanted)
        if not held:
            self._find("number", field, f"{wanted.text!r} does not stand in the article", (wanted.start, wanted.end))
            return
        chosen = self.cites.lead(held)
        source = next(q for q in self.index.quantities[chosen] if same(q, wanted))
        self.changes[field] = verbatim(self.index.texts[chosen], source)
        if isinstance(self.node, Figure):
            self._told = None if self.node.origin == "source" else source  # a whole sentence may tell more numbers
            value = next(v for v in source.values if v in wanted.values or len(source.values) == 1)
            self.facts = {"value": value, "unit": source.unit, "bound": source.bound}

    def _holding(self, wanted: Quantity) -> list[str]:
        """The ids of the sentences that hold this number."""
        return [i for i, found in self.index.quantities.items() if any(same(q, wanted) for q in found)]

    def _whole(self, field: str, text: str) -> None:
        """A statement does not break off: at a word that wants another, or where the source begins a quotation."""
        last = text.rstrip(" .,;:-").rpartition(" ")[2]
        ending = _folded(" ".join(text.rstrip(" .,;:-").split()[-3:]))
        ended = text.endswith((".", "!", "?", "…", "。"))
        quoted = not ended and any(f'{ending} "' in _folded(s) for s in self.cites.texts)
        if quoted or last.lower() in _NEVER_LAST:
            message = f"it breaks off after {last!r}"
            self._find("incomplete", field, message, (len(text.rstrip(" .,;:-")) - len(last), len(text)))

    def _numbers(self, field: str, text: str) -> None:
        """Every number of a statement is the article's, said of the same thing."""
        if self._told is not None:
            for q in quantities(text, self.index.language):
                if not q.small and q.kind in {"number", "percent", "money"} and not same(q, self._told):
                    message = f"{q.text!r} is another number than {self._told.text!r}"
                    self._find("number", field, message, (q.start, q.end))
            return
        for flaw in check_numbers(text, self.index, self.cites):
            self._find(flaw.check, field, flaw.message, (flaw.start, flaw.end), hard=flaw.hard)

    def _calendar(self, field: str, text: str) -> None:
        if self.index.language != "en":
            return
        for start, end, word in calendar_words(text):
            held = [i for i, days in self.index.calendar.items() if word in days]
            if not held:
                self._find("date", field, f"{text[start:end]!r} does not stand in the article", (start, end))
            elif not self.cites.any_of(held) and not self.cites.add(held):
                message = f"{text[start:end]!r} stands in the article, but not in the cited sentences"
                self._find("date", field, message, (start, end), hard=False)

    def _quotations(self, field: str, text: str) -> None:
        """Three or more words between quotation marks are the source's own."""
        for match in _QUOTED.finditer(text):
            words = _folded(match[1]).strip(" .,;:!?…")
            if words.count(" ") < 2:
                continue
            held = [i for i, s in self.index.texts.items() if words in _folded(s)]
            if not held and not any(words in _folded(d.text) for d in self.index.documents):
                self._find("quotation", field, "these are not the article's words", match.span(1))
            elif held and not self.cites.any_of(held):
                self.cites.ids = [*self.cites.ids, held[0]]

    def _denial(self, field: str, text: str) -> None:
        """Somebody denies something only where a cited sentence says so; a denial without that word negates.

        A negation that no cited sentence has is a doubt.
        """
        cited = self.cites.texts
        span = denial(text)
        if span is not None:
            held = [i for i, s in self.index.texts.items() if denies(s)]
            if not any(map(denies, cited)) and not (held and self.cites.add(held)):
                self._find("denial", field, "the cited sentences do not say that anybody denies it", span)
            return
        missing = negates(text) and not any(negates(s) or denies(s) for s in cited)
        if isinstance(self.node, Caveat) and self.node.kind == "denial":
            if missing or not negates(text):
                self._find("denial", field, "the cited sentences deny nothing of the kind", (0, len(text)))
        elif missing:
            self._find("negation", field, "the cited sentences have no negation", (0, len(text)), hard=False)

    def _attribution(self, slot: Slot) -> None:
        """Where no cited sentence quotes or reports anybody, the article itself says it: the speaker is taken away."""
        speaker = getattr(self.node, slot.name)
        if self.index.language != "en" or not isinstance(speaker, str) or not is_optional(type(self.node), slot.name):
            return
        if self.cites.ids and not any(map(attributes, self.cites.texts)):
            self.changes[slot.name] = None
            message = f"the article itself says it; the model named {speaker!r}"
            self._find("speaker", slot.name, message, (0, len(speaker)), hard=False)

    def _swapped(self, field: str, text: str) -> None:
        """In a near copy of a cited sentence, no name stands where the sentence has another."""
        if not self.lexical:
            return
        for start, end, other in swapped_names(text, self.cites.texts):
            message = f"{text[start:end]!r} stands where the sentence has {other!r}"
            self._find("swapped", field, message, (start, end), hard=False)

    def _names(self, field: str, text: str, *, whole: bool) -> None:
        """Every name stands in the article; of a lower-case speaker, every word does."""
        if self.index.language not in _CAPITALS_ARE_NAMES or not self.lexical or (not whole and is_title_case(text)):
            return
        lexicon = self.index.lexicon
        spans = [(a, b) for a, b, sure in names(text) if sure or whole]
        for start, end in spans:
            for a, b, nearest in lexicon.missing(text[start:end]):
                self._find_name(field, text, start + a, start + b, nearest)

    def _named(self, field: str, text: str) -> None:
        """A Name stands in the article, and in a cited sentence."""
        missing = self.index.lexicon.missing(text)
        for start, end, nearest in missing:
            self._find_name(field, text, start, end, nearest)
        if missing:
            return
        words = [fold(w) for w in re.findall(r"[^\W_]+", text) if w[:1].isupper()] or [fold(text)]
        last = words[-1]
        if not any(last in fold(s) for s in self.cites.texts):
            held = [
                i for i, s in self.index.texts.items() if last in fold(s) and self.index.places[i][1].role == "body"
            ]
            if held:
                self.cites.also(held)

    def _find_name(self, field: str, text: str, start: int, end: int, nearest: str) -> None:
        message = f"{text[start:end]!r} does not stand in the article"
        if nearest:
            message += f"; it has {nearest!r}"
        self._find("misspelt" if nearest else "name", field, message, (start, end))

    def _values(self) -> None:
        """A bare number of a schema stands in a cited sentence, or in one that supports the item."""
        for slot in slots(type(self.node)):
            value = getattr(self.node, slot.name)
            if slot.role is not Role.VALUE or value is None:
                continue
            for number in value if slot.many else [value]:
                wanted = Quantity(0, 0, str(number), (float(number),), "number", None, "exact")
                held = [
                    i
                    for i, found in self.index.quantities.items()
                    if any(abs(v - number) <= 1e-9 * max(abs(v), abs(number)) for q in found for v in q.values)
                ]
                if not held:
                    self._find("number", slot.name, f"{wanted.text} does not stand in the article", (0, 0))
                elif not self.cites.any_of(held) and not self.cites.add(held):
                    message = f"{wanted.text} stands in the article, but about something else"
                    self._find("number", slot.name, message, (0, 0))


def _without_names(text: str) -> str:
    kept, at = [], 0
    for start, end, sure in names(text):
        if sure:
            kept.append(text[at:start])
            at = end
    return " ".join([*kept, text[at:]])


def _folded(text: str) -> str:
    """Lower case, one kind of quotation mark and dash, single spaces: typography aside."""
    table = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "\u00a0": " "})
    return _SPACE.sub(" ", text.translate(table)).casefold()
