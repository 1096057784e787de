"""The strong model's briefings of tests/quality/strong, through the real stages, with recorded answers of a judge."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from summarizer.batch.loop import in_own_loop
from summarizer.documents.loaders.text import from_plain
from summarizer.documents.source_index import Index
from summarizer.llm.base import Completion, Usage
from summarizer.llm.parsing import read_reply
from summarizer.proof.judge import Judged, ask
from summarizer.proof.resolution import CheckedItem, Resolved, items_of, resolve
from summarizer.schemas.news import News
from tests.conftest import ROOT
from tests.fakes import HandWritten

HERE = Path(__file__).with_name("strong")
NAMES = tuple(f"{series}{number:02}" for series in "nm" for number in range(1, 9))
OPEN = tuple(name for name in NAMES if int(name[1:]) % 2)
SEALED = tuple(name for name in NAMES if not int(name[1:]) % 2)
NOBODY = Judged({}, frozenset(), "the judge is off")


class Variant(NamedTuple):
    """One briefing. ``planted``: path of an item -> the kind of the error in it; ``unclear``: neither right nor wrong."""

    article: str
    number: int
    index: Index
    content: BaseModel
    items: list[CheckedItem]
    planted: dict[str, str]
    unclear: frozenset[str]


class Counts(NamedTuple):
    """Planted items, those caught; right items, those touched, and those not shown."""

    planted: int
    caught: int
    right: int
    touched: int
    rejected: int


def read(name: str) -> Any:
    """The JSON of a file of the set."""
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def answers() -> dict[tuple[str, int], str]:
    """The judge's answer to each variant."""
    lines = (HERE / "judged.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {(row["article"], row["variant"]): json.dumps(row["answer"]) for row in rows}


def variants(names: tuple[str, ...]) -> Iterator[Variant]:
    """The right briefing of each article (number 0), then its variants with errors."""
    unclear = {(row["article"], row["path"]) for row in read("wrong.json")}
    for name in names:
        index = Index((from_plain((HERE / "articles" / f"{name}.txt").read_bytes(), name),))
        reply = read(f"replies/{name}.json")
        for number, edits in enumerate([[], *read(f"planted/{name}.json")["variants"]]):
            fields = read_reply(json.dumps(_edited(reply, edits)), News).fields
            content = News.model_validate(fields)
            items = items_of(content, index, language=index.language, quoted=frozenset(), edits={})
            planted = {edit["path"]: edit["kind"] for edit in edits}
            doubtful = frozenset(path for article, path in unclear if article == name)
            yield Variant(name, number, index, content, items, planted, doubtful)


def _edited(reply: dict[str, Any], edits: list[dict[str, Any]]) -> dict[str, Any]:
    changed = copy.deepcopy(reply)
    for edit in edits:
        node: Any = changed
        for step in edit["path"].split("."):
            node = node[int(step)] if step.isdigit() else node[step]
        assert node[edit["field"]] == edit["before"]
        node[edit["field"]] = edit["after"]
    return changed


class _Recorded(HandWritten):
    """The judge, played from its recorded answers."""

    async def complete(self, request: Any, *, progress: Any = None) -> Completion:
        return Completion(str(self.replies[0]), Usage(1, 10, 5), 0.0)


def judged(variant: Variant) -> Judged:
    """Return the judge's verdicts on a variant, through the code that checks its answers."""
    model = _Recorded(answers()[variant.article, variant.number])
    asked = [(item.path, item.node) for item in variant.items]
    return in_own_loop(ask(asked, variant.index, model, 4_096, {}, lambda reply: reply.text))


def resolved(variant: Variant, verdicts: Judged) -> Resolved:
    """Return a variant as resolved with ``verdicts``."""
    return resolve(variant.content, variant.items, verdicts, variant.index, language=variant.index.language)


class Outcome(NamedTuple):
    """The outcome of one item. ``planted``: the kind of the error in it; ``hit``: touched by a check, edit or objection.

    ``judged``: True if the judge gave a verdict that counts, or none was asked.
    """

    article: str
    path: str
    planted: str | None
    unclear: bool
    hit: bool
    rejected: bool
    judged: bool


def outcomes(names: tuple[str, ...], *, with_judge: bool) -> Iterator[Outcome]:
    """Yield the outcome of each item in all variants of ``names``, by code alone or with the judge's answers."""
    for variant in variants(names):
        verdicts = judged(variant) if with_judge else NOBODY
        gone = {r.item for r in resolved(variant, verdicts).rejected}
        for item in variant.items:
            path = item.path
            has_verdict = not with_judge or path in verdicts.seen
            hit = bool(item.findings or item.edits) or path in verdicts.verdicts or not has_verdict
            unclear = path in variant.unclear
            yield Outcome(variant.article, path, variant.planted.get(path), unclear, hit, path in gone, has_verdict)


def counted(names: tuple[str, ...], *, with_judge: bool) -> Counts:
    """Return the counts over the variants of ``names``, by code alone or with the judge's answers."""
    every = list(outcomes(names, with_judge=with_judge))
    planted = [o for o in every if o.planted]
    right = [o for o in every if not (o.planted or o.unclear)]
    return Counts(
        len(planted),
        sum(o.hit for o in planted),
        len(right),
        sum(o.hit for o in right),
        sum(o.rejected for o in right),
    )


def frontier(shared: Path) -> tuple[int, list[str], int]:
    """Return the items of the shared briefings, all right: their number, those touched by code, the number rejected."""
    folder = shared / "data" / "frontier"
    total = rejected = 0
    touched: list[str] = []
    for name, reply in json.loads((folder / "replies.json").read_text(encoding="utf-8")).items():
        article = folder / f"{name}.txt"
        source = article if article.is_file() else ROOT / "seeds" / "north-korea-shells.txt"
        index = Index((from_plain(source.read_bytes(), name),))
        content = News.model_validate(reply)
        items = items_of(content, index, language=index.language, quoted=frozenset(), edits={})
        total += len(items)
        touched += [f"{name} {item.path}" for item in items if item.findings or item.edits]
        rejected += len(resolve(content, items, NOBODY, index, language=index.language).rejected)
    return total, touched, rejected
