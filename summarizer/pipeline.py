"""The order of things: read -> segment -> prompt -> model -> parse -> cite -> check -> repair -> Briefing.

The only file that knows it.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from pydantic import BaseModel

from . import kinds, prompt, settle, verify
from .briefing import Briefing, Coverage, Finding, Provenance, Rejected, Source, Tokens
from .document import Document
from .errors import BudgetError, DeadlineError, RecordingError, ReplyError
from .evidence import Cited, Role
from .extract import WORDS, extract
from .facts.index import Index
from .kinds import Kind
from .language import NAMES, detect
from .merge import merged
from .models.model import Completion, Model, Progress, Usage, parse
from .own import with_own
from .parts import ask_parts, calls_for, parts_of
from .plans import VERBATIM
from .settings import Settings, load
from .version import VERSION
from .walk import rebuild, strings, walk
from .weigh import weighed

if TYPE_CHECKING:
    from .schemas.news import News

__all__ = ["brief", "brief_document", "brief_documents", "in_own_loop", "in_time", "run"]


ARTICLE_TIMEOUT = 3_600.0
"""Seconds for one article, where the user names no other: two requests of an embedded model on a slow machine."""

STATEMENT = Role.STATEMENT
_R = TypeVar("_R")


@overload
def brief(
    source: str | os.PathLike[str] | Document,
    *,
    kind: Literal["news"] = "news",
    model: str | None = None,
    base_url: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[News]": ...
@overload
def brief(
    source: str | os.PathLike[str] | Document,
    *,
    kind: str,
    model: str | None = None,
    base_url: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[Any]": ...
def brief(
    source: str | os.PathLike[str] | Document,
    *,
    kind: str = "news",
    model: str | None = None,
    base_url: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[Any]":
    """A checked briefing of one article.

    ``source``: a path, ``-`` for stdin, or a Document (``summarizer.read.text.from_text`` makes one of a string).
    ``model`` and ``base_url`` as on the command line; ``settings`` instead of both, for full control. Works in plain
    scripts, in a running event loop and in notebooks. Raises a BriefError.
    """
    from .models.connect import connect, with_plan
    from .read.documents import read

    chosen = with_plan(settings or load(model=model, base_url=base_url))
    found = kinds.find(kind, chosen.kinds)
    document = source if isinstance(source, Document) else read(os.fspath(source))
    writer, max_tokens = (None, 0) if chosen.plan == "extract" else connect(chosen)
    return in_own_loop(run(found, document, writer, chosen, max_tokens))


def in_own_loop(work: Coroutine[Any, Any, _R]) -> _R:
    """Run ``work`` to its end, in a thread of its own where an event loop is running already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    outcome: list[_R] = []
    failure: list[BaseException] = []

    def target() -> None:
        try:
            outcome.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
            failure.append(error)

    thread = Thread(target=target, name="brief")
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


async def run(
    kind: Kind, document: Document, model: Model | None, settings: Settings, max_tokens: int
) -> "Briefing[Any]":
    """``brief_document`` with a model that is opened for it alone."""
    if model is None:
        return await brief_document(kind, document, None, settings, max_tokens)
    async with model:
        return await brief_document(kind, document, model, settings, max_tokens)


async def brief_document(  # noqa: PLR0913, PLR0917 - the pipeline's own entrance
    kind: Kind,
    document: Document,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None = None,
    second: Model | None = None,
) -> "Briefing[Any]":
    """One briefing. ``model`` is entered already, or None for the plan ``extract``. Raises a BriefError.

    ``second``: a model, entered too, that looks at each item again; what it doubts is marked.
    """
    return await brief_documents(kind, Index((document,)), model, settings, max_tokens, progress, second)


async def brief_documents(  # noqa: PLR0913, PLR0917 - the same for several documents
    kind: Kind,
    index: Index,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None = None,
    second: Model | None = None,
    among: Collection[str] | None = None,
) -> "Briefing[Any]":
    """One briefing of the documents of ``index``, whose sentences have ids of their own. Raises a BriefError.

    ``among``: the ids of the sentences to read, all if None; the others may still prove what is said.
    """
    if model is None:
        return await _brief(kind, index, model, settings, max_tokens, progress, second, among)
    async with in_time(settings):
        return await _brief(kind, index, model, settings, max_tokens, progress, second, among)


@asynccontextmanager
async def in_time(settings: Settings) -> AsyncIterator[None]:
    """What is done within has the time that one article has. Raises DeadlineError where it takes longer."""
    allowed = settings.article_timeout or ARTICLE_TIMEOUT
    try:
        async with asyncio.timeout(allowed):
            yield
    except TimeoutError as error:
        raise DeadlineError(
            f"the article was not done within {allowed:.0f} s, retries and pauses included",
            hint="Allow more with BRIEF_ARTICLE_TIMEOUT=seconds. What was answered is recorded and not asked again.",
        ) from error


async def _brief(  # noqa: C901, PLR0913, PLR0915, PLR0917 - the order of things, in one place
    kind: Kind,
    index: Index,
    model: Model | None,
    settings: Settings,
    max_tokens: int,
    progress: Progress | None,
    second: Model | None,
    among: Collection[str] | None,
) -> "Briefing[Any]":
    begun = time.monotonic()
    documents = index.documents
    language = settings.language or index.language
    translated = index.language not in {language, "und"}
    notes = [n if len(documents) == 1 else f"{d.id}: {n}" for d in documents for n in d.notes]
    cost = _Cost()
    verbatim = settings.plan in VERBATIM
    if model is None or verbatim:
        translated, language = False, index.language
    if model is None:
        read = [i for i in index.body if among is None or i in among]
        content = extract(kind.content, index, among=read)
    else:
        parts = parts_of(index, model.endpoint, among)
        calls_of = partial(calls_for, kind, index, endpoint=model.endpoint, settings=settings, max_tokens=max_tokens)
        read = [s.id for part in parts for s in part]
        contents = await ask_parts(parts, calls_of, model, cost.of, progress)
        content = merged(contents, index)
        if len(contents) > 1:
            notes.append(f"The article was read in {len(contents)} parts, whose items were put together by code.")
    originals = dict(walk(content))
    written = detect(" ".join(t for node in originals.values() for _, role, t in strings(node) if role is STATEMENT))
    if model is not None and not verbatim and written not in {language, "und"} and index.language != "und":
        wanted = NAMES.get(language, language)
        notes.insert(0, f"The model was asked to write in {wanted} and wrote in {NAMES.get(written, written)}.")
        translated, language = written != index.language, written
    content, outcome = verify.check_content(content, index, translated=translated)
    asked = settle.faults(outcome, index) if model is not None and not verbatim else []
    if asked and model is not None:
        fixed = await _repaired(content, asked, model, language, cost, notes, progress)
        if fixed is not None:
            again = {fault.path for fault in asked}
            fixed = settle.with_first_wording(fixed, asked)
            content, outcome = verify.check_content(fixed, index, translated=translated, known=outcome, again=again)
    content, rejected = _settled(content, outcome, index, originals)
    small = model is not None and model.endpoint.embedded and not verbatim
    if small:
        content, slight = weighed(content, outcome, index, read)
        rejected += slight
    doubts: list[Finding] = []
    if second is not None:
        from .second import second_look

        content, doubts = await second_look(content, second, index, cost.of)
    content = with_own(content, index, read, [r.item for r in rejected], words=WORDS if small else 0)
    was_read = set(read)
    unread = [i for i in index.body if i not in was_read]
    header = [i for i, (_, s) in index.places.items() if s.role != "body"]
    if unread and among is not None and model is not None:
        notes.insert(0, f"The model read {len(read)} of {len(read) + len(unread)} sentences, the weightiest.")
    elif unread and model is not None:
        notes.insert(
            0,
            f"The article is too long for this model: it read the first {len(read)} of "
            f"{len(read) + len(unread)} sentences.",
        )
    if settle.replaced_share(content) > 0.5:
        notes.insert(
            0, "More than half of what the model wrote failed the checks and was replaced by the article's sentences."
        )
    return Briefing(
        schema_=f"brief/{kind.name}/1",
        kind=kind.name,
        language=language,
        created=datetime.now(UTC).replace(microsecond=0),
        notes=[*notes, *verify.limits(index, language)],
        documents=[Source.of(d) for d in documents],
        content=content,
        findings=[*_shown(outcome, content), *doubts],
        rejected=rejected,
        coverage=Coverage(read=read, unread=[*header, *unread]),
        provenance=cost.provenance(kind, model, settings, time.monotonic() - begun),
    )


class _Cost:
    """What the calls of one briefing took."""

    def __init__(self) -> None:
        self.usage = Usage()
        self.recorded: list[bool] = []
        self.modes: list[str] = []

    def of(self, completion: Completion) -> str:
        self.usage += completion.usage
        self.recorded.append(completion.recorded)
        self.modes += [completion.mode] if completion.mode else []
        return completion.text

    def provenance(self, kind: Kind, model: Model | None, settings: Settings, seconds: float) -> Provenance:
        return Provenance(
            model=model.endpoint.model if model else "none",
            endpoint=model.endpoint.host if model else "none",
            plan=settings.plan or "single",
            mode=", ".join(dict.fromkeys(self.modes)) or None,
            prompt_digest=kind.digest,
            requests=self.usage.requests,
            tokens=Tokens(
                prompt=self.usage.prompt_tokens,
                completion=self.usage.completion_tokens,
                cached=self.usage.cached_tokens,
            ),
            seconds=round(seconds, 2),
            recorded=bool(self.recorded) and all(self.recorded),
            version=VERSION,
        )


async def _repaired(  # noqa: PLR0913, PLR0917 - one call in one place
    content: BaseModel,
    asked: list[prompt.Fault],
    model: Model,
    language: str,
    cost: _Cost,
    notes: list[str],
    progress: Progress | None,
) -> BaseModel | None:
    """``content`` after the one repair; None if there was none to be had, which is said."""
    request = prompt.repair_request(asked, language)
    try:
        text = cost.of(await model.complete(request, progress=progress))
        fixes = parse(text, prompt.Fixes)
    except RecordingError:
        notes.append("The repair of failed items was never recorded: they were replaced or rejected without it.")
        return None
    except BudgetError:
        notes.append("The repair was not asked, because of the run's limit: failed items were replaced or rejected.")
        return None
    except ReplyError:
        notes.append("The model gave no usable repair: failed items were replaced or rejected.")
        return None
    assert isinstance(fixes, prompt.Fixes)  # noqa: S101 - parse returns what it was asked for
    return settle.apply_fixes(content, asked, fixes.fixes)


def _settled(
    content: BaseModel, outcome: list[verify.Checked], index: Index, originals: dict[str, Cited]
) -> tuple[BaseModel, list[Rejected]]:
    changed, rejected = settle.settle(outcome, index, originals)
    twice, repeated = settle.duplicates(
        rebuild(content, {p: n for p, n in changed.items() if n is not None}), originals
    )
    gone = {p: None for p in (*changed, *twice) if changed.get(p, ...) is None or p in twice}
    repeated = [r for r in repeated if changed.get(r.item, ...) is not None]
    kept = {p: n for p, n in changed.items() if n is not None}
    return rebuild(content, {**kept, **gone}), sorted([*rejected, *repeated], key=lambda r: r.item)


def _shown(outcome: list[verify.Checked], content: BaseModel) -> list[Finding]:
    """The findings, except soft ones on items that are not shown in the model's own words."""
    nodes = {n.id: n for _, n in walk(content)}
    return [
        f
        for checked in outcome
        for f in checked.findings
        if f.severity == "hard" or (f.item in nodes and nodes[f.item].status != "replaced")
    ]
