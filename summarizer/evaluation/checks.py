"""The checks alone, against people's labels and against planted errors; no model is asked."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from ..documents.sentences import spans
from ..documents.source_index import Index
from ..proof.checking import check_statement
from ..proof.checks import Flaw
from .mutate import mutations
from .sets import LabelledArticle, Response

__all__ = ["check_article", "check_text", "write_predictions"]


class Flag(NamedTuple):
    """A flaw at ``[start, end)`` of a whole response."""

    start: int
    end: int
    flaw: Flaw


def check_text(text: str, index: Index) -> Iterator[Flag]:
    """Yield the flaws of each sentence of ``text``.

    A sentence that ends in a colon asserts nothing and is not checked.
    """
    for start, end in spans(text, index.language):
        said = text[start:end]
        if said.endswith(":"):
            continue
        for flaw in check_statement(said, index):
            yield Flag(start + flaw.start, start + flaw.end, flaw)


def check_article(article: LabelledArticle) -> tuple[Counter[str], dict[str, list[Flag]]]:
    """Run the checks on the responses, key facts and planted errors; return ``(counts, response id -> its flags)``."""
    index = Index((article.document,))
    counts: Counter[str] = Counter()
    flags: dict[str, list[Flag]] = {}
    for response in article.responses:
        flags[response.id] = list(check_text(response.text, index))
        _count(response, flags[response.id], counts)
        _plant(response, index, counts)
    for fact in article.key_facts:
        counts["facts checked"] += 1
        counts["facts flagged"] += bool(check_statement(fact, index))
    return counts, flags


def _count(response: Response, flags: list[Flag], counts: Counter[str]) -> None:
    kind = {"clean": "clean", "hallucinated": "bad"}.get(response.label)
    if kind:
        counts[f"responses {kind}"] += 1
        counts[f"responses {kind} flagged"] += bool(flags)
    if response.error:
        counts[f"error {response.error}"] += 1
        counts[f"error {response.error} caught"] += bool(flags)
    unwanted = [s for s in response.spans if s[2]]
    for flag in flags:
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
            counts["clean flagged"] += any(_overlap(f, (start, end)) for f in flags)


def _overlap(flag: Flag, span: tuple[int, ...]) -> bool:
    return flag.start < span[1] and span[0] < max(flag.end, flag.start + 1)


def _plant(response: Response, index: Index, counts: Counter[str]) -> None:
    """Plant errors in those sentences of a clean response that pass the checks, and count those found."""
    if response.label != "clean":
        return
    for start, end in spans(response.text, index.language):
        said = response.text[start:end]
        if check_statement(said, index):
            continue
        for mutation in mutations(said, index):
            counts[f"planted {mutation.kind}"] += 1
            counts[f"planted {mutation.kind} caught"] += bool(check_statement(mutation.text, index))


def write_predictions(file: TextIO, flags: dict[str, list[Flag]]) -> None:
    """Write one JSON line per response: ``{"id", "flags": [{"check", "start", "end"}]}``, offsets into the response."""
    for name, found in flags.items():
        kept = [{"check": f.flaw.check, "start": f.start, "end": f.end} for f in found]
        print(json.dumps({"id": name, "flags": kept}), file=file)
