"""The checks alone, against people's labels and against planted errors; no model is asked."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from ..briefing import Finding
from ..facts.index import Index
from ..segment import spans
from ..verify import check_statement
from .mutate import mutations
from .sets import Article, Response

__all__ = ["check_article", "check_text", "write_predictions"]


class Flag(NamedTuple):
    """A finding at ``[start, end)`` of a whole response."""

    start: int
    end: int
    finding: Finding


def check_text(text: str, index: Index) -> Iterator[Flag]:
    """The findings on each sentence of ``text``. What ends in a colon asserts nothing itself and is not checked."""
    for start, end in spans(text, index.language):
        said = text[start:end]
        if said.endswith(":"):
            continue
        for finding in check_statement(said, index)[0]:
            yield Flag(start + finding.start, start + finding.end, finding)


def check_article(article: Article) -> tuple[Counter[str], dict[str, list[Flag]]]:
    """``(counts, response id -> its flags)``: what the checks say of the responses, key facts and planted errors."""
    index = Index((article.document,))
    counts: Counter[str] = Counter()
    flags: dict[str, list[Flag]] = {}
    for response in article.responses:
        flags[response.id] = list(check_text(response.text, index))
        _count(response, flags[response.id], counts)
        _plant(response, index, counts)
    for fact in article.key_facts:
        findings, _ = check_statement(fact, index)
        counts["facts checked"] += 1
        counts["facts flagged"] += any(f.severity == "hard" for f in findings)
        counts["facts doubted"] += any(f.severity == "soft" for f in findings)
    return counts, flags


def _count(response: Response, flags: list[Flag], counts: Counter[str]) -> None:
    hard = [f for f in flags if f.finding.severity == "hard"]
    soft = [f for f in flags if f.finding.severity == "soft"]
    kind = {"clean": "clean", "hallucinated": "bad"}.get(response.label)
    if kind:
        counts[f"responses {kind}"] += 1
        counts[f"responses {kind} flagged"] += bool(hard)
    if response.error:
        counts[f"error {response.error}"] += 1
        counts[f"error {response.error} caught"] += bool(flags)
        counts[f"error {response.error} hard"] += bool(hard)
    unwanted = [s for s in response.spans if s[2]]
    for flag in hard:
        if any(_overlap(flag, s) for s in unwanted):
            counts["flags right"] += 1
            counts["flags"] += 1
        elif not any(_overlap(flag, s) for s in response.spans):
            counts["flags"] += 1
    for start, end in spans(response.text, "en"):
        here = Flag(start, end, None)  # type: ignore[arg-type] # only its span is looked at
        if response.label == "clean" or (
            unwanted and not response.partial and not any(_overlap(here, s) for s in response.spans)
        ):
            counts["clean sentences"] += 1
            counts["clean flagged"] += any(_overlap(f, (start, end)) for f in hard)
            counts["clean doubted"] += any(_overlap(f, (start, end)) for f in soft)


def _overlap(flag: Flag, span: tuple[int, ...]) -> bool:
    return flag.start < span[1] and span[0] < max(flag.end, flag.start + 1)


def _plant(response: Response, index: Index, counts: Counter[str]) -> None:
    """Errors put into the sentences of a clean response that pass; citations are fixed before."""
    if response.label != "clean":
        return
    for start, end in spans(response.text, index.language):
        said = response.text[start:end]
        before, cites = check_statement(said, index)
        if any(f.severity == "hard" for f in before):
            continue
        known = {(f.check, f.message) for f in before}
        for mutation in mutations(said, index):
            after, _ = check_statement(mutation.text, index, cites)
            fresh = [f for f in after if (f.check, f.message) not in known]
            counts[f"planted {mutation.kind}"] += 1
            counts[f"planted {mutation.kind} caught"] += bool(fresh)
            counts[f"planted {mutation.kind} hard"] += any(f.severity == "hard" for f in fresh)


def write_predictions(file: TextIO, flags: dict[str, list[Flag]], severity: str = "hard") -> None:
    """One JSON line a response: ``{"id", "flags": [{"check", "start", "end"}]}``, offsets into the response."""
    for name, found in flags.items():
        kept = [
            {"check": f.finding.check, "start": f.start, "end": f.end} for f in found if f.finding.severity == severity
        ]
        print(json.dumps({"id": name, "flags": kept}), file=file)
