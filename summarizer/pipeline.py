"""The stages in order: documents -> draft -> link and check -> judge -> resolve -> Briefing.

The only module that knows their order.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, overload

from . import __version__
from .briefing import Briefing, Coverage, Judgement, Provenance, Source, Tokens
from .config.settings import Settings, load
from .documents.document import Document
from .documents.source_index import Index
from .drafting.draft import Draft, extractive, written
from .drafting.strategies import VERBATIM
from .errors import DeadlineError
from .facts.language import NAMES, detect
from .kinds import registry as kinds
from .kinds.fields import Role
from .kinds.registry import Kind
from .kinds.traversal import strings, walk
from .llm.base import Completion, Model, Progress, Usage
from .proof.additions import with_conflicts
from .proof.judge import Judged, ask
from .proof.resolution import CheckedItem, Resolved, items_of, resolve

if TYPE_CHECKING:
    from .schemas.news import News

__all__ = ["Judge", "brief", "brief_document", "brief_documents", "in_own_loop", "in_time", "run"]


ARTICLE_TIMEOUT = 3_600.0
"""Seconds for one article, where the user names no other: two requests of an embedded model on a slow machine."""

_R = TypeVar("_R")


class Judge(NamedTuple):
    """The model that judges, already entered; or None with the reason, for the reader."""

    model: Model | None
    reason: str


NO_JUDGE = Judge(None, "the judge is off")


@overload
def brief(
    source: str | os.PathLike[str] | Document,
    *,
    kind: Literal["news"] = "news",
    model: str | None = None,
    base_url: str | None = None,
    judge: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[News]": ...
@overload
def brief(
    source: str | os.PathLike[str] | Document,
    *,
    kind: str,
    model: str | None = None,
    base_url: str | None = None,
    judge: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[Any]": ...
def brief(  # noqa: PLR0913 - what a caller may choose
    source: str | os.PathLike[str] | Document,
    *,
    kind: str = "news",
    model: str | None = None,
    base_url: str | None = None,
    judge: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[Any]":
    """A checked briefing of one article.

    ``source``: a path, ``-`` for stdin, or a Document (see ``from_text`` of ``summarizer.documents.loaders.text``).
    ``model``, ``base_url`` and ``judge`` as on the command line; ``settings`` instead of them, for full control. Works
    in plain scripts, in a running event loop and in notebooks. Raises a BriefError.
    """
    from .documents.loaders.registry import read
    from .llm.registry import connect, judge_for, with_plan

    chosen = with_plan(settings or load(model=model, base_url=base_url, judge=judge))
    found = kinds.find(kind, chosen.kinds)
    document = source if isinstance(source, Document) else read(os.fspath(source))
    writer, max_tokens = (None, 0) if chosen.plan == "extract" else connect(chosen)
    judging, reason = judge_for(chosen)
    other = connect(judging)[0] if judging is not None and judging is not chosen and writer is not None else None
    return in_own_loop(
        run(found, document, writer, chosen, max_tokens, Judge(other or (writer if judging else None), reason))
    )


def in_own_loop(work: Coroutine[Any, Any, _R]) -> _R:
    """Run ``work`` to its end, in a thread of its own where an event loop is running already."""
    outcome: list[_R] = []
    failure: list[BaseException] = []

    async def keep() -> None:  # asyncio.run writes out what a coroutine returns, a whole briefing
        outcome.append(await work)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(keep())
        return outcome[0]

    def target() -> None:
        try:
            asyncio.run(keep())
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
            failure.append(error)

    thread = Thread(target=target, name="brief")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


async def run(  # noqa: PLR0913, PLR0917 - as brief_document
    kind: Kind, document: Document, model: Model | None, settings: Settings, max_tokens: int, judge: Judge = NO_JUDGE
) -> "Briefing[Any]":
    """``brief_document`` with models that are opened for it alone."""
    async with AsyncExitStack() as stack:
        for each in {id(m): m for m in (model, judge.model) if m is not None}.values():
            await stack.enter_async_context(each)
        return await brief_document(kind, document, model, settings, max_tokens, judge=judge)


async def brief_document(  # noqa: PLR0913, PLR0917 - the pipeline's own entrance
    kind: Kind,
    document: Document,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None = None,
    judge: Judge = NO_JUDGE,
) -> "Briefing[Any]":
    """One briefing. ``model`` is entered already, or None for the plan ``extract``. Raises a BriefError."""
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
    """One briefing of the documents of ``index``, whose sentences have ids of their own. Raises a BriefError.

    ``among``: the ids of the sentences to read, all if None; the others may still prove what is said.
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
            f"the article was not done within {allowed:.0f} s, retries and pauses included",
            hint="Allow more with BRIEF_ARTICLE_TIMEOUT=seconds. What was answered is recorded and not asked again.",
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
    cost = _Cost()
    if model is None:
        draft = extractive(kind, index, among)
    else:
        draft = await written(kind, index, model, settings, max_tokens, among, cost.of, progress)
    language, notes = _language(draft, index, settings, model)
    items = items_of(draft.content, index, language=language, quoted=draft.quoted, edits=draft.edits)
    judged = await _judged(items, index, judge, max_tokens, cost)
    resolved = resolve(draft.content, items, judged, index, language=language)
    content, proofs = with_conflicts(resolved.content, resolved.proofs, index)
    return Briefing(
        schema_=f"brief/{kind.name}/2",
        kind=kind.name,
        language=language,
        created=datetime.now(UTC).replace(microsecond=0),
        notes=[*_coverage_notes(draft, index, model, among), *notes, *_document_notes(index), *draft.notes],
        documents=[Source.of(d) for d in index.documents],
        content=content,
        proofs=proofs,
        rejected=[*resolved.rejected, *draft.lost],
        judgement=_judgement(judge, judged, resolved, items),
        coverage=Coverage(read=draft.read, unread=_unread(draft, index)),
        provenance=cost.provenance(kind, model, settings, time.monotonic() - begun),
    )


async def _judged(items: list[CheckedItem], index: Index, chosen: Judge, max_tokens: int, cost: "_Cost") -> Judged:
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


def _language(draft: Draft, index: Index, settings: Settings, model: Model | None) -> tuple[str, list[str]]:
    """The language that the briefing is in, and what a reader should know of it."""
    if model is None or settings.plan in VERBATIM:
        return index.language, []
    wanted = settings.language or index.language
    notes = []
    said = (t for p, n in walk(draft.content) if p not in draft.quoted for _, r, t in strings(n) if r is Role.STATEMENT)
    written_in = detect(" ".join(said))
    if written_in not in {wanted, "und"} and index.language != "und":
        asked, got = NAMES.get(wanted, wanted), NAMES.get(written_in, written_in)
        notes.append(f"The model was asked to write in {asked} and wrote in {got}.")
        wanted = written_in
    if wanted not in {index.language, "und"}:
        notes.append("The briefing is in another language than the article; names were checked less strictly.")
    return wanted, notes


def _document_notes(index: Index) -> list[str]:
    several = len(index.documents) > 1
    return [f"{d.id}: {note}" if several else note for d in index.documents for note in d.notes]


def _unread(draft: Draft, index: Index) -> list[str]:
    read = set(draft.read)
    header = [s.id for document in index.documents for s in document.sentences if s.role != "body"]
    return [*header, *(i for i in index.body if i not in read)]


def _coverage_notes(draft: Draft, index: Index, model: Model | None, among: Collection[str] | None) -> list[str]:
    """A note on the sentences that the model did not read, if there are any."""
    of = len(index.body)
    if model is None or len(draft.read) == of:
        return []
    if among is not None:
        return [f"The model read {len(draft.read)} of {of} sentences, the weightiest."]
    return [f"The article is too long for this model: it read the first {len(draft.read)} of {of} sentences."]


class _Cost:
    """The cost of all calls for one briefing."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.recorded: list[bool] = []
        self.modes: list[str] = []
        self.judge_requests = 0

    def of(self, completion: Completion) -> str:
        self.usage += completion.usage
        self.recorded.append(completion.recorded)
        self.modes += [completion.mode] if completion.mode else []
        return completion.text

    def of_judge(self, completion: Completion) -> str:
        self.judge_requests += completion.usage.requests
        return self.of(completion)

    def provenance(self, kind: Kind, model: Model | None, settings: Settings, seconds: float) -> Provenance:
        return Provenance(
            model=model.endpoint.model if model else "none",
            endpoint=model.endpoint.host if model else "none",
            plan=settings.plan or "single",
            mode=", ".join(dict.fromkeys(self.modes)) or None,
            prompt_digest=kind.digest,
            requests=self.usage.requests,
            judge_requests=self.judge_requests,
            tokens=Tokens(
                prompt=self.usage.prompt_tokens,
                completion=self.usage.completion_tokens,
                cached=self.usage.cached_tokens,
            ),
            seconds=round(seconds, 2),
            recorded=bool(self.recorded) and all(self.recorded),
            version=__version__,
        )
