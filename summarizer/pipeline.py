"""The stages in order: documents -> draft -> link and check -> judge -> resolve -> Briefing.

The only module that knows their order.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from .briefing import Briefing, Coverage, Judgement, Source
from .config.settings import Settings
from .documents.document import Document
from .documents.source_index import Index
from .drafting.cost import Cost
from .drafting.draft import extractive, written
from .drafting.notes import coverage_notes, document_notes, language_of, unread
from .errors import DeadlineError
from .kinds.registry import Kind
from .llm.base import Model, Progress
from .proof.additions import with_conflicts
from .proof.judge import Judged, ask
from .proof.resolution import CheckedItem, Resolved, items_of, resolve

__all__ = ["Judge", "brief_document", "brief_documents", "in_time"]


ARTICLE_TIMEOUT = 3_600.0
"""Default time limit for one article, in seconds: two requests to an embedded model on a slow machine."""


class Judge(NamedTuple):
    """The model that judges, already entered, or None with the reason for the reader."""

    model: Model | None
    reason: str


NO_JUDGE = Judge(None, "the judge is off")


async def brief_document(  # noqa: PLR0913, PLR0917 - the pipeline's own entrance
    kind: Kind,
    document: Document,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None = None,
    judge: Judge = NO_JUDGE,
) -> "Briefing[Any]":
    """Return one briefing. ``model`` is already entered, or None for the plan ``extract``. Raises a BriefError."""
    return await brief_documents(kind, Index((document,)), model, settings, max_tokens, progress, judge)


async def brief_documents(  # noqa: PLR0913, PLR0917 - the same for several documents
    kind: Kind,
    index: Index,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None = None,
    judge: Judge = NO_JUDGE,
    among: Collection[str] | None = None,
) -> "Briefing[Any]":
    """Return one briefing of the documents of ``index``, whose sentence ids are unique. Raises a BriefError.

    ``among``: the ids of the sentences to read, all if None; the others may still be cited.
    """
    if model is None:
        return await _brief(kind, index, model, settings, max_tokens, progress, judge, among)
    async with in_time(settings):
        return await _brief(kind, index, model, settings, max_tokens, progress, judge, among)


@asynccontextmanager
async def in_time(settings: Settings) -> AsyncIterator[None]:
    """Limit the body to the time for one article. Raises DeadlineError if it takes longer."""
    allowed = settings.article_timeout or ARTICLE_TIMEOUT
    try:
        async with asyncio.timeout(allowed):
            yield
    except TimeoutError as error:
        raise DeadlineError(
            f"the article was not finished within {allowed:.0f} s, including retries and pauses",
            hint="Allow more with BRIEF_ARTICLE_TIMEOUT=seconds. Replies so far are recorded and reused.",
        ) from error


async def _brief(  # noqa: PLR0913, PLR0917 - the stages, in one place
    kind: Kind,
    index: Index,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None,
    judge: Judge,
    among: Collection[str] | None,
) -> "Briefing[Any]":
    begun = time.monotonic()
    cost = Cost()
    if model is None:
        draft = extractive(kind, index, among)
    else:
        draft = await written(kind, index, model, settings, max_tokens, among, cost.of, progress)
    language, notes = language_of(draft, index, settings, model)
    items = items_of(draft.content, index, language=language, quoted=draft.quoted, edits=draft.edits)
    judged = await _judged(items, index, judge, max_tokens, cost)
    resolved = resolve(draft.content, items, judged, index, language=language)
    content, proofs = with_conflicts(resolved.content, resolved.proofs, index)
    return Briefing(
        schema_=f"brief/{kind.name}/2",
        kind=kind.name,
        language=language,
        created=datetime.now(UTC).replace(microsecond=0),
        notes=[*coverage_notes(draft, index, model, among), *notes, *document_notes(index), *draft.notes],
        documents=[Source.of(d) for d in index.documents],
        content=content,
        proofs=proofs,
        rejected=[*resolved.rejected, *draft.lost],
        judgement=_judgement(judge, judged, resolved, items),
        coverage=Coverage(read=draft.read, unread=unread(draft, index)),
        provenance=cost.provenance(kind, model, settings, time.monotonic() - begun),
    )


async def _judged(items: list[CheckedItem], index: Index, chosen: Judge, max_tokens: int, cost: Cost) -> Judged:
    asked = [(item.path, item.node) for item in items if not item.quoted]
    if chosen.model is None or not asked:
        return Judged({}, frozenset(), chosen.reason if asked else "")
    hints = {item.path: [f.message for f in item.findings] for item in items if item.findings}
    return await ask(asked, index, chosen.model, max_tokens, hints, cost.of_judge)


def _judgement(chosen: Judge, judged: Judged, resolved: Resolved, items: list[CheckedItem]) -> Judgement:
    return Judgement(
        model=chosen.model.endpoint.model if chosen.model is not None else None,
        items=len(judged.seen),
        corrected=resolved.corrected,
        rejected=sum(r.verdict is not None for r in resolved.rejected),
        reason=judged.reason if any(not item.quoted for item in items) else "",
    )
