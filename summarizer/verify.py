"""Checks: content -> content whose citations hold, and what was found. Knows the types of evidence.py, no field names.

A model's id is a hint. An item is linked to the sentences that say it, then every number, name, date and quotation of
it is looked for there, and in the article. Hard findings are never shown as verified; soft ones stand beside the item.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from .briefing import Finding
from .evidence import Caveat, Cited, Figure, Quote, Role, rebuild, slots, walk
from .facts.align import swapped_names
from .facts.dates import calendar_words
from .facts.index import Index
from .facts.names import is_title_case, names
from .facts.quantities import Quantity, quantities, same, verbatim
from .facts.tokens import content, fold

__all__ = ["Checked", "check_content", "limits", "quote", "strings"]

WEAK = 0.45
"""Support below which another sentence is looked for."""
UNFOUNDED = 0.2
"""Support below which an item is not shown, names left in or out. On the replies of a strong model, read and found
supported by a person, the least was 0.21: ``tests/quality``."""
FEW_WORDS = 3
"""Fewer words of content than this say nothing about support."""
GAIN = 0.2
"""How much better another sentence must be."""
MAX_CITES = 8
_CAPITALS_ARE_NAMES = frozenset("en fr es it pt nl sv da no fi pl cs ro hu tr ru uk bg el".split())
_NEVER_LAST = frozenset("the a an its their my our your and or than".split())
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,400})[\"”“»]")
_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|"
                     r"dismiss(?:es|ed|ing)?|contradict(?:s|ed|ing)?)\b", re.IGNORECASE)  # fmt: skip
_NEGATES = re.compile(
    r"\b(?:not|no|none|never|nothing|nobody|neither|nor|without|cannot|false|untrue)\b|n['’]t\b", re.IGNORECASE
)
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
        notes.append("The briefing is a translation: whether a sentence supports an item was checked by numbers only.")
    elif index.language not in _CAPITALS_ARE_NAMES:
        notes.append("Names inside sentences were not checked: in this language they cannot be told by their capitals.")
    if index.language != "en":
        notes.append("Weekdays and months were not checked: that check knows English only.")
    return notes


def check_content(content: BaseModel, index: Index, *, translated: bool = False) -> tuple[BaseModel, list[Checked]]:
    """``content`` with citations that hold, and the outcome for each node in reading order."""
    outcome = [_Check(path, node, index, translated).run() for path, node in walk(content)]
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


def quote(index: Index, sentence_id: str) -> Quote:
    """The verbatim sentence."""
    document, s = index.places[sentence_id]
    return Quote(document=document.id, sentence=s.id, text=document.quote(s), start=s.start, end=s.end)


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
        self.cites = self._resolved(node.cites)
        self.changes: dict[str, Any] = {}
        self.facts: dict[str, Any] = {}

    def run(self) -> Checked:
        """All checks in order."""
        asked = list(self.cites)
        self._link()
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
        self._values()
        self._supported()
        relinked = () if asked == self.cites else tuple(dict.fromkeys(self.node.cites))
        proof = replace(
            self.node.proof,
            id=self.path,
            status="soft" if any(f.severity == "soft" for f in self.findings) else "verified",
            quotes=tuple(quote(self.index, i) for i in self.cites),
            relinked=relinked or self.node.proof.relinked,
            facts=self.facts,
        )
        node = self.node.proven(proof, cites=self.cites, **self.changes)
        return Checked(self.path, node, tuple(self.findings))

    def _resolved(self, cites: list[str]) -> list[str]:
        """The ids that exist, once each."""
        found = []
        for cite in cites:
            plain = cite.strip("[]() ")
            known = plain if plain in self.index.places else plain.lower()
            if known in self.index.places and known not in found:
                found.append(known)
        return found[:MAX_CITES]

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

    def _support(self) -> float:
        return self.index.support(self.rest, tuple(self.cites))

    def _link(self) -> None:
        """Where the cited sentences say too little of the item, cite the sentence that says most of it."""
        if not self.lexical or not self.rest:
            return
        now = self._support() if self.cites else 0.0
        best, score = self.index.best(self.rest)
        if best is None or best in self.cites:
            return
        if not self.cites or (now < WEAK and score >= now + GAIN):
            self.cites = [best]

    def _supported(self) -> None:
        if not self.cites:
            self._find("citation", self._first_field(), "no sentence of the article says this", (0, 0))
        elif self.lexical and self.rest and (self._support() < UNFOUNDED or self._deeds_are_foreign()):
            field, text = self.strings[0][0], self.strings[0][2]
            self._find("support", field, "the cited sentences say little of this", (0, len(text)))

    def _deeds_are_foreign(self) -> bool:
        """Whether the item shares only names with its sentences: who, but not what."""
        said = " ".join(_without_names(t) for _, role, t in self.strings if role is Role.STATEMENT)
        words = content(said, self.index.language)
        return len(words) >= FEW_WORDS and self.index.support(said, tuple(self.cites)) < UNFOUNDED

    def _first_field(self) -> str:
        return self.strings[0][0] if self.strings else ""

    def _figure(self, field: str, text: str) -> None:
        """A Quantity stands in a sentence that is about the rest of the item; its wording becomes the source's own."""
        told = quantities(text, self.index.language)
        if not told:  # "an hour", "scores": no figure, but the source's own words
            words = _folded(text)
            held = [i for i in self.cites if words in _folded(self.index.texts[i])]
            if not held:
                self._find("number", field, "there is no number in it", (0, len(text)))
            return
        wanted = told[0]
        held = self._holding(wanted)
        here = [i for i in held if i in self.cites]
        chosen = here[0] if here else None
        if chosen is None and held:
            chosen = self.index.best(self.rest, frozenset(held))[0] or held[0]
            self.cites = [chosen]
        if chosen is None:
            self._find("number", field, f"{wanted.text!r} does not stand in the article", (wanted.start, wanted.end))
            return
        source = next(q for q in self.index.quantities[chosen] if same(q, wanted))
        if chosen != self.cites[0]:
            self.cites = [chosen, *(i for i in self.cites if i != chosen)]
        self.changes[field] = verbatim(self.index.texts[chosen], source)
        if isinstance(self.node, Figure):
            value = next(v for v in source.values if v in wanted.values or len(source.values) == 1)
            self.facts = {"value": value, "unit": source.unit, "bound": source.bound}

    def _holding(self, wanted: Quantity) -> list[str]:
        """The ids of the sentences that hold this number."""
        return [i for i, found in self.index.quantities.items() if any(same(q, wanted) for q in found)]

    def _whole(self, field: str, text: str) -> None:
        """A statement does not break off, as one does whose quotation mark ended the string."""
        last = text.rstrip(" .,;:-").rpartition(" ")[2]
        if last.lower() in _NEVER_LAST:
            message = f"it breaks off after {last!r}"
            self._find("incomplete", field, message, (len(text.rstrip(" .,;:-")) - len(last), len(text)))

    def _numbers(self, field: str, text: str) -> None:
        """Every number of a statement stands in a cited sentence, or in one that supports the statement as well."""
        for quantity in quantities(text, self.index.language):
            if quantity.small:
                continue
            held = self._holding(quantity)
            if not held:
                message = f"{quantity.text!r} does not stand in the article"
                self._find("number", field, message, (quantity.start, quantity.end))
            elif not any(i in self.cites for i in held) and not self._add(held):
                message = f"{quantity.text!r} stands in the article, but about something else"
                self._find("number", field, message, (quantity.start, quantity.end))

    def _add(self, held: list[str]) -> bool:
        """Cite one more of the sentences ``held`` if it supports the rest of the item; whether it did."""
        best, _ = self.index.best(self.rest, frozenset(held))
        if best is None or len(self.cites) >= MAX_CITES:
            return False
        alone = self.index.support(self.rest, (best,))
        if self.lexical and alone < WEAK:
            return False
        self.cites = [*self.cites, best]
        return True

    def _calendar(self, field: str, text: str) -> None:
        if self.index.language != "en":
            return
        for start, end, word in calendar_words(text):
            held = [i for i, s in self.index.texts.items() if any(w == word for _, _, w in calendar_words(s))]
            if not held:
                self._find("date", field, f"{text[start:end]!r} does not stand in the article", (start, end))
            elif not any(i in self.cites for i in held) and not self._add(held):
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
            elif held and not any(i in self.cites for i in held):
                self.cites = [*self.cites, held[0]][:MAX_CITES]

    def _denial(self, field: str, text: str) -> None:
        """Somebody denies something only where a cited sentence says so."""
        found = _DENIES.search(text)
        if found is None and isinstance(self.node, Caveat) and self.node.kind == "denial":
            found = re.match(".*", text)
        if self.index.language != "en" or found is None or any(_denies(self.index.texts[i]) for i in self.cites):
            return
        held = [i for i, s in self.index.texts.items() if _DENIES.search(s)]
        if not held or not self._add(held):
            self._find("denial", field, "the cited sentences deny nothing", found.span())

    def _swapped(self, field: str, text: str) -> None:
        """In a near copy of a cited sentence, no name stands where the sentence has another."""
        if not self.lexical:
            return
        for start, end, other in swapped_names(text, [self.index.texts[i] for i in self.cites]):
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
        if not any(last in fold(self.index.texts[i]) for i in self.cites):
            held = [
                i for i, s in self.index.texts.items() if last in fold(s) and self.index.places[i][1].role == "body"
            ]
            if held:
                best, _ = self.index.best(self.rest, frozenset(held))
                self.cites = [best or held[0], *self.cites][:MAX_CITES]

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
                elif not any(i in self.cites for i in held) and not self._add(held):
                    message = f"{wanted.text} stands in the article, but about something else"
                    self._find("number", slot.name, message, (0, 0))


def _denies(sentence: str) -> bool:
    return bool(_DENIES.search(sentence) or _NEGATES.search(sentence))


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
