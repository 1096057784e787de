"""Sentences of an article addressed to a machine: "ignore all previous instructions", chat tokens, forged roles.

They get the role ``aside``, so that no model sees them and no item can cite them, and a note informs the reader. Rules
find the obvious cases; the checks after the model catch the others.
"""

import re
from dataclasses import replace
from functools import cache

from ..document import Document

__all__ = ["is_order", "with_addressed"]

_TOKENS = (
    r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<<?/?SYS>?>|</?(?:start|end)_of_turn>|</?think>|</?tool_(?:call|response)>"
    r"|^#{2,4} ?(?i:instructions?|response|system|assistant|user)\b"
    r"|</?(?:article|source|document|context|instructions)\b[^<>]{0,80}>"
    r"|\"role\" ?: ?\"(?:system|assistant|user)\"|^(?:SYSTEM|ASSISTANT|USER|DEVELOPER)(?: PROMPT| MESSAGE)? ?:"
)
_IGNORE = (
    r"\b(?:ignor(?:e|iere|ieren sie|ez|a|ad|en)|disregard|forget|override|vergiss|oubliez|olvida)\b.{0,40}"
    r"\b(?:instructions?|prompts?|anweisungen|instrucciones|consignes|rules|guidelines|istruzioni"
    r"|anything (?:above|before))\b|忽略.{0,10}(?:指示|指令|说明)|無視して|指示を無視"
)
_MACHINE = (
    r"\b(?:note|message|instructions?|attention|notice|reminder) (?:to|for)(?: (?:all|any|the))? "
    r"(?:ai|llm|language model|chatbot|automated|summari[sz]er|assistant|machine)s?\b"
    r"|\bas an? (?:ai|large language model|assistant)\b.{0,40}\b(?:must|should|will)\b"
    r"|\bif you are an? (?:ai|llm|language model|bot|assistant)\b|^(?:when|while|before|after) summari[sz]ing\b"
    r"|^in your (?:response|reply|answer|output|summary)\b|\b(?:ai|llm) summari[sz]ers?\b.{0,20}:"
    r"|\bdecode and obey\b|\btask update\b"
)
_ORDER = (
    r"(?:^|[:.!?。([\"“]\s{0,3})(?:please |now |instead |also |then |always |only )?"
    r"(?:add|append|attribute|begin|start|end|conclude|describe|include|insert|integrate|introduce|mention|modify"
    r"|misspell|output|print|put|rearrange|remove|repeat|replace|reply|respond|answer|return|say|summari[sz]e"
    r"|translate|write|use|call|group|encode|provide|produce|generate|state|convert|substitute|render|scramble|jumble"
    r"|combine|augment|enhance)\b(?=.{0,120}\b(?:"
    r"(?:your|the|its) (?:title|headline|response|answer|reply|output|message|summary|briefing|first caveat)"
    r"|(?:your|the|its) (?:caveats?|claims?)|(?:this|the) (?:article|text|document|prompt)\b.{0,40}\bto\b"
    r"|an? (?:actor|claim|caveat) named|as the first (?:caveat|claim|actor)|in your|when summari[sz]ing"
    r"|every (?:statement|sentence|claim|fact) (?:in|of) (?:this|the)))"
)
_HINTS: tuple[tuple[str, ...], ...] = (
    ("<", "[inst", "[/inst", "##", '"role"', "system", "assistant", "user", "developer"),
    ("ignor", "disregard", "forget", "override", "vergiss", "oubliez", "olvida", "忽略", "無視"),
    ("to ai", "for ai", "all ai", "any ai", "the ai", "a ai", "an ai", "you are a", "llm", "language model", "chatbot",
     "automated", "summari", "assistant", "machine", "in your", "decode and obey", "task update"),
    ("title", "headline", "response", "answer", "reply", "output", "message", "summar", "briefing", "caveat", "claim",
     "article", "text", "document", "prompt", "actor named", "as the first", "in your", "every statement",
     "every sentence", "every fact"),
)  # fmt: skip
"""For each rule, lower-case strings; every match contains one. Most lines have none and need no search."""
MAX_LOOK = 2_000
"""Code points of a line that are searched."""


def with_addressed(document: Document) -> Document:
    """Return ``document`` with the role ``aside`` on the lines that address a machine, and a note with their number.

    The whole line is left out: the text around an instruction belongs to it. Nothing is left out if no body would
    remain.
    """
    text, sentences = document.text, document.sentences
    rules = _hinted(text)
    if not rules:
        return document
    lines: dict[int, list[int]] = {}
    line, at = 0, 0
    for n, s in enumerate(sentences):
        line += any(c in "\r\n\u2028\u2029" for c in text[at : s.start])
        at = s.end
        lines.setdefault(line, []).append(n)
    marked = []
    for some in lines.values():
        whole = text[sentences[some[0]].start : sentences[some[-1]].end][:MAX_LOOK]
        unlabelled = whole.partition(":")[2].strip() if sentences[some[0]].role == "header" else ""
        if _speaks_to_a_machine(whole, rules) or _speaks_to_a_machine(unlabelled, rules):
            marked += [n for n in some if sentences[n].role in {"body", "header"}]
    if not marked or all(n in marked for n, s in enumerate(sentences) if s.role == "body"):
        return document
    gone = set(marked)
    kept = tuple(s._replace(role="aside") if n in gone else s for n, s in enumerate(sentences))
    note = f"Left out {len(gone)} sentences that address a machine, not a reader."
    return replace(
        document,
        sentences=kept,
        notes=(*document.notes, note.replace("out 1 sentences that address", "out 1 sentence that addresses")),
    )


def is_order(line: str) -> bool:
    """True if ``line``, such as a title, addresses a machine."""
    return _speaks_to_a_machine(line[:MAX_LOOK], _hinted(line))


def _folded(text: str) -> str:
    """Return ``text`` in lower case, with dotted capital and dotless small i as plain i, as IGNORECASE matches them."""
    return text.casefold().replace("ı", "i").replace("\u0307", "")


def _hinted(text: str) -> list[tuple[int, list[str]]]:
    """Return the rules that may match in ``text``, each with the hints that ``text`` contains."""
    lower = _folded(text)
    found = ((n, [hint for hint in hints if hint in lower]) for n, hints in enumerate(_HINTS))
    return [(n, hints) for n, hints in found if hints]


def _speaks_to_a_machine(line: str, rules: list[tuple[int, list[str]]]) -> bool:
    lower = _folded(line)
    return any(_rule(n).search(line) is not None for n, hints in rules if any(hint in lower for hint in hints))


@cache
def _rule(n: int) -> re.Pattern[str]:
    """Return the rule with the hints ``_HINTS[n]``, compiled on first use: most articles need none."""
    return re.compile((_TOKENS, _IGNORE, _MACHINE, _ORDER)[n], re.IGNORECASE if n else re.MULTILINE)
