"""A second look: a model is asked of one claim whether its sentences say it. It adds findings and lifts none."""

from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .briefing import Finding
from .errors import BudgetError, RecordingError, ReplyError
from .evidence import Cited, Role
from .facts.index import Index
from .models.model import Completion, Model, Request, parse
from .walk import rebuild, strings, walk

__all__ = ["Verdict", "look", "second_look"]

MAX_TOKENS = 160
MAX_SENTENCES = 12
"""The cited sentences and their neighbours that are shown."""
_SYSTEM = "You check whether a claim says exactly what its sources say. You trust nothing but the sources."
_TASK = """Claim: {claim}

Does the text above say this? Answer as JSON: {{"verdict": "...", "span": "..."}}
verdict is "supported" if every part of the claim is said; "overstated" if the text says it weaker, or as somebody's
allegation; "contradicted" if the text says otherwise; "absent" if the text does not say it.
span: the words of the claim that are wrong, copied from the claim; empty if it is supported."""


class Verdict(BaseModel):
    """What the second model said of a claim; ``span`` is a part of the claim, or empty."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    verdict: Literal["supported", "overstated", "contradicted", "absent"]
    span: str


async def look(
    model: Model, claim: str, cites: list[str], index: Index, *, cost: Callable[[Completion], object] | None = None
) -> Verdict | None:
    """The verdict on ``claim``, given its cited sentences and their neighbours; ``cost`` is told of what came.

    None if the reply was none, was never recorded, or is beyond the budget. Raises ModelError. A span that is no part
    of the claim is dropped.
    """
    request = Request(
        system=_SYSTEM,
        user=f"{_sources(cites, index)}\n\n{_TASK.format(claim=claim)}",
        answer=Verdict,
        choices=(),
        max_tokens=MAX_TOKENS,
        purpose="second look",
    )
    try:
        reply = await model.complete(request)
        if cost is not None:
            cost(reply)
        verdict = parse(reply.text, Verdict)
    except (BudgetError, RecordingError, ReplyError):
        return None
    assert isinstance(verdict, Verdict)  # noqa: S101 - parse returns what it was asked for
    return verdict if verdict.span in claim else verdict.model_copy(update={"span": ""})


def _sources(cites: list[str], index: Index) -> str:
    """The cited sentences and the ones beside them, in reading order, one a line."""
    return "\n".join(" ".join(index.texts[i].split()) for i in index.around(cites)[:MAX_SENTENCES])


async def second_look(
    content: BaseModel, model: Model, index: Index, cost: Callable[[Completion], object]
) -> tuple[BaseModel, list[Finding]]:
    """``content`` with the status ``soft`` on each item of a model's that ``model`` doubts, and what it said."""
    found: list[Finding] = []
    changed: dict[str, Cited | None] = {}
    for path, node in walk(content):
        if node.origin != "model":
            continue
        if more := await _doubts(model, path, node, index, cost):
            found += more
            changed[path] = node.proven(node.proof._replace(status="soft"))
    return rebuild(content, changed), found


async def _doubts(
    model: Model, path: str, node: Cited, index: Index, cost: Callable[[Completion], object]
) -> list[Finding]:
    """The findings of a second look at the statements of one node: soft, with the wrong words where they are told."""
    found = []
    for field, role, text in strings(node):
        if role is not Role.STATEMENT:
            continue
        verdict = await look(model, text, list(node.cites), index, cost=cost)
        if verdict is None or verdict.verdict == "supported":
            continue
        start = text.find(verdict.span) if verdict.span else 0
        end = start + len(verdict.span) if verdict.span else len(text)
        found.append(
            Finding(
                item=path,
                check="second look",
                severity="soft",
                message=f"a second look says: {verdict.verdict}",
                field=field,
                start=start,
                end=end,
            )
        )
    return found
