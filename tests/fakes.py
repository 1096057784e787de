"""A model that gives hand-written replies: they are not recordings and never called so."""

import asyncio
import json
from types import TracebackType
from typing import Any, Self

from summarizer.batch.loop import in_own_loop
from summarizer.config.settings import Settings
from summarizer.documents.document import Document
from summarizer.documents.loaders.text import from_text
from summarizer.llm.base import Completion, Endpoint, Progress, Request, Usage
from summarizer.pipeline import Judge, brief_document


class HandWritten:
    """A model that answers with one text after the other and remembers its requests."""

    def __init__(self, *replies: str | dict[str, Any] | Exception) -> None:
        self.replies = [r if isinstance(r, (str, Exception)) else json.dumps(r) for r in replies]
        self.asked: list[Request] = []

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("hand-written", "nowhere", "hand-written")

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        self.asked.append(request)
        reply = self.replies[len(self.asked) - 1]
        if isinstance(reply, Exception):
            raise reply
        return Completion(reply, Usage(1, 10, 5), 0.0)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def brief_with(
    model: HandWritten | None,
    document: Document | str,
    kind: Any = None,
    judge: HandWritten | None = None,
    **settings: Any,
) -> Any:
    """A briefing of ``document`` by ``model``, judged by ``judge``, through the real pipeline."""
    from summarizer.kinds import registry as kinds

    source = from_text(document) if isinstance(document, str) else document
    chosen = Settings(plan="single" if model else "extract", **settings)
    judging = Judge(judge, "" if judge else "the judge is off")
    return in_own_loop(brief_document(kind or kinds.find("news"), source, model, chosen, 1_000, judge=judging))


def news(claims: list[dict[str, Any]] | None = None, **parts: Any) -> dict[str, Any]:
    """A hand-written reply of the kind news about ARTICLE."""
    reply: dict[str, Any] = {
        "headline": {"text": "Ferry to Skelm stops for six weeks", "cites": ["s1"]},
        "claims": [],
        "actors": [{"name": "Hanna Osei", "kind": "person", "role": "director of Brightwater", "cites": ["s3"]}],
        "numbers": [],
        "caveats": [],
    }
    for claim in claims or []:
        reply["claims"].append({"attributed_to": None, "certainty": "stated", "cites": ["s1"], **claim})
    return {**reply, **parts}


class Own(HandWritten):
    """A program's own model: it writes one claim of an article's second sentence and, as the judge, objects to nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = self.closed = self.busy = self.most = 0

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        self.asked.append(request)
        self.busy += 1
        self.most = max(self.most, self.busy)
        await asyncio.sleep(0.01)
        self.busy -= 1
        written = news([{"text": "The council will pay for a boat.", "cites": ["s2"]}], actors=[])
        judging = "unsupported" in request.answer.model_fields
        return Completion('{"unsupported": []}' if judging else json.dumps(written), Usage(1, 10, 5), 0.0)

    async def __aenter__(self) -> Self:
        self.opened += 1
        return self

    async def __aexit__(self, *error: object) -> None:
        self.closed += 1
