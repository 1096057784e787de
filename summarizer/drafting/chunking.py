"""A text sent to a model in one part, or in several if it is longer than the model can read at once."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from typing import Any, TypeVar

from ..config.settings import Settings
from ..documents.document import Sentence
from ..documents.source_index import Index
from ..errors import BudgetError, ContextError, RecordingError, ReplyError
from ..kinds.registry import Kind
from ..llm.base import Completion, Endpoint, Model, Progress, Request
from ..llm.parsing import ParsedReply, read_reply
from .prompts import chunks
from .strategies import Calls, Task, calls

__all__ = ["ask_parts", "calls_for", "parts_of"]

EMBEDDED_BUDGET = 5_500
"""Tokens of one part for an embedded model: its context of 8,192 holds the task and the answer too."""
REMOTE_BUDGET = 60_000
"""Tokens of one part for other models."""
LEAST_TO_SPLIT = 6_000
"""Code points of a question that may still be halved where the server counts too many tokens: some 1,500 tokens."""

_AGAIN = "Answer with one JSON object in exactly this form, and with nothing else."

Part = tuple[Sentence, ...]
_R = TypeVar("_R")


def parts_of(index: Index, endpoint: Endpoint, among: Collection[str] | None = None) -> list[Part]:
    """The parts in which a model reads the documents, or the sentences ``among``: one, where it fits.

    Raises ContextError if there are no sentences.
    """
    parts = chunks(index, EMBEDDED_BUDGET if endpoint.embedded else REMOTE_BUDGET, among)
    if not parts:
        raise ContextError("there are no sentences to read")
    return parts


def calls_for(  # noqa: PLR0913 - what every call is made of
    kind: Kind, index: Index, part: Part, *, endpoint: Endpoint, settings: Settings, max_tokens: int
) -> Calls:
    """The calls for one part: all that it takes to write a briefing from it."""
    language = settings.language or index.language
    plan = settings.plan or "single"
    return calls(plan, Task(kind, part, index, language, max_tokens, weak=endpoint.embedded))


async def ask_parts(
    parts: Sequence[Part],
    calls_of: Callable[[Part], Calls],
    model: Model,
    cost: Callable[[Completion], str],
    progress: Progress | None,
) -> list[ParsedReply]:
    """Ask about all parts at once and return the readings in order. The first error cancels the others.

    The calls about one part run one after the other, so that the server can reuse its prompt cache. If the server
    refuses a part as too long, each half is asked separately: the server's own count decides, and a refusal costs
    nothing. If nothing in a reply can be read, the request is repeated once. ``cost`` records each completion and
    returns its text. Raises a BriefError.
    """

    async def read(request: Request) -> ParsedReply:
        reply = cost(await model.complete(request, progress=progress))
        try:
            return _usable(read_reply(reply, request.answer), request)
        except ReplyError as error:
            again = request._replace(user=f"{request.user}\n\n{_AGAIN}", purpose="briefing, asked again")
            try:
                reply = cost(await model.complete(again, progress=progress))
            except (BudgetError, RecordingError):
                raise error from None
            return _usable(read_reply(reply, request.answer), request)

    async def ask(part: Part) -> list[ParsedReply]:
        requests, content = calls_of(part)
        try:
            return [content([await read(r) for r in requests])]
        except ContextError:
            if len(requests[0].user) < LEAST_TO_SPLIT or len(part) < 2:
                raise
            half = len(part) // 2
            return [*await ask(part[:half]), *await ask(part[half:])]

    return [content for contents in await _together([ask(part) for part in parts]) for content in contents]


def _usable(reading: ParsedReply, request: Request) -> ParsedReply:
    """``reading``. Raises ReplyError if nothing in it could be read, although something was there or was required."""
    required = (name for name, info in request.answer.model_fields.items() if info.is_required())
    wanting = reading.lost or any(name not in reading.fields for name in required)
    if wanting and not any(reading.fields.values()):
        raise ReplyError(
            "the model's answer contains no readable briefing items",
            hint="Try again, use a stronger model, or use --plan extract, which needs none.",
        )
    return reading


async def _together(work: Sequence[Coroutine[Any, Any, _R]]) -> list[_R]:
    if len(work) == 1:
        return [await work[0]]
    tasks = [asyncio.create_task(one) for one in work]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
