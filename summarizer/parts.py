"""A text asked of a model in one part, or in several where it is longer than the model reads at once."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from .document import Document, Sentence
from .errors import ContextError
from .kinds import Kind
from .models.model import Completion, Endpoint, Model, Progress, Request, parse
from .prompt import briefing_request, chunks
from .settings import Settings

__all__ = ["ask_parts", "parts_of", "request_for"]

EMBEDDED_BUDGET = 5_500
"""Tokens of one part for an embedded model: its context of 8,192 holds the task and the answer too."""
REMOTE_BUDGET = 60_000
"""Tokens of one part for other models."""
LEAST_TO_SPLIT = 6_000
"""Code points of a question that may still be halved where the server counts too many tokens: some 1,500 tokens."""

Part = tuple[Sentence, ...]
_R = TypeVar("_R")


def parts_of(document: Document, endpoint: Endpoint) -> list[Part]:
    """The parts in which a model reads ``document``: one, where it fits. Raises ContextError if there is none."""
    embedded = endpoint.identity.startswith("sha256:")
    parts = chunks(document, EMBEDDED_BUDGET if embedded else REMOTE_BUDGET)
    if not parts:
        raise ContextError("there is no sentence to read")
    return parts


def request_for(kind: Kind, document: Document, part: Part, *, settings: Settings, max_tokens: int) -> Request:
    """The question about one part. One for each part, and at most one repair, is all that an article asks."""
    return briefing_request(kind, document, part, settings.language or document.language, max_tokens)


async def ask_parts(
    parts: Sequence[Part],
    request: Callable[[Part], Request],
    model: Model,
    cost: Callable[[Completion], str],
    progress: Progress | None,
) -> list[BaseModel]:
    """The content that the model wrote of each part, in order, asked at once; the first error ends the others.

    A part that the server refuses as too long is asked in halves: the server's own count decides, and it has charged
    nothing. ``cost`` is told of what came, and gives its text. Raises a BriefError.
    """

    async def ask(part: Part) -> list[BaseModel]:
        asked = request(part)
        try:
            return [parse(cost(await model.complete(asked, progress=progress)), asked.answer)]
        except ContextError:
            if len(asked.user) < LEAST_TO_SPLIT or len(part) < 2:
                raise
            half = len(part) // 2
            return [*await ask(part[:half]), *await ask(part[half:])]

    return [content for contents in await _together([ask(part) for part in parts]) for content in contents]


async def _together(work: Sequence[Coroutine[Any, Any, _R]]) -> list[_R]:
    tasks = [asyncio.create_task(one) for one in work]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
