"""The Python API: brief one article or many, with any model.

Every function here can also be imported from ``summarizer``. All errors are BriefErrors; only cancellation and Ctrl-C
pass through unchanged.
"""

from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar, Unpack, overload

from .batch.loop import in_own_loop
from .batch.ordered import apart, in_order
from .briefing import Briefing
from .config.settings import Settings
from .documents.document import Document
from .documents.loaders.given import Given, document_of, one_of
from .drafting import registry as strategies
from .errors import BriefError, UsageError
from .kinds import registry as kinds
from .kinds.registry import Kind
from .llm.base import Model
from .llm.choice import Choice, Models, models_of, opened
from .pipeline import Judge, brief_document

if TYPE_CHECKING:
    from .schemas.news import News

__all__ = ["abrief", "brief", "brief_many"]

_S = TypeVar("_S", bound=Given)


class Options(TypedDict, total=False):
    """The keyword arguments of ``brief``, for type checkers; ``brief`` documents them."""

    model: str | Model | None
    base_url: str | None
    plan: str | None
    judge: str | Model | None
    language: str | None
    settings: Settings | None


class ManyOptions(Options, total=False):
    """The keyword arguments of ``brief_many``."""

    at_once: int | None


@overload
def brief(
    source: Given | None = None,
    *,
    text: str | None = None,
    document: Document | None = None,
    kind: Literal["news"] = "news",
    **options: Unpack[Options],
) -> "Briefing[News]": ...
@overload
def brief(
    source: Given | None = None,
    *,
    text: str | None = None,
    document: Document | None = None,
    kind: str,
    **options: Unpack[Options],
) -> "Briefing[Any]": ...
def brief(  # noqa: PLR0913 - what a caller may choose
    source: Given | None = None,
    *,
    text: str | None = None,
    document: Document | None = None,
    kind: str = "news",
    model: str | Model | None = None,
    base_url: str | None = None,
    plan: str | None = None,
    judge: str | Model | None = None,
    language: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[Any]":
    """Brief one article and check every item against it.

    Works in plain scripts, and in notebooks and running event loops, where it blocks until the briefing is ready.

    The article is one of:

    - ``source``: a path, a web address, ``-`` for stdin, or a Document. A string with a line break or of more
      than 500 characters is refused, because it looks like article text.
    - ``text``: the article itself, as plain text.
    - ``document``: a Document, for example from ``Document.from_text``, which takes a title and a date.

    How to brief it:

    - ``kind``: what to write, ``news`` or a kind of your own.
    - ``model``: ``local``, ``local:NAME``, ``local:/path.gguf``, the name of a model on the endpoint, or an object of
      your own with the methods of ``Model``. Without it, the model of your settings, or else the embedded one.
    - ``base_url``: the address of an OpenAI-compatible endpoint.
    - ``plan``: ``single``, ``steps``, ``pick``, or ``extract``, which needs no model. By default, the plan that suits
      the model.
    - ``judge``: who decides whether the article supports each item: ``auto``, ``off``, ``same``, the name of another
      model of the endpoint, or an object of your own.
    - ``language``: the language to write in, a code such as ``de``; by default the article's.
    - ``settings``: instead of your environment and config file. Other arguments override it, but set the base URL in
      the settings, together with its key.

    Raises a BriefError: UsageError for invalid arguments, SourceError if the article cannot be read,
    KindError, ModelError, ReplyError, or RecordingError if offline and the reply was never recorded. No error
    quotes the article.
    """
    choice = Choice(model, base_url, plan, judge, language, settings)
    return in_own_loop(_brief(source, text, document, kind, choice))


@overload
async def abrief(
    source: Given | None = None,
    *,
    text: str | None = None,
    document: Document | None = None,
    kind: Literal["news"] = "news",
    **options: Unpack[Options],
) -> "Briefing[News]": ...
@overload
async def abrief(
    source: Given | None = None,
    *,
    text: str | None = None,
    document: Document | None = None,
    kind: str,
    **options: Unpack[Options],
) -> "Briefing[Any]": ...
async def abrief(  # noqa: PLR0913 - what a caller may choose
    source: Given | None = None,
    *,
    text: str | None = None,
    document: Document | None = None,
    kind: str = "news",
    model: str | Model | None = None,
    base_url: str | None = None,
    plan: str | None = None,
    judge: str | Model | None = None,
    language: str | None = None,
    settings: Settings | None = None,
) -> "Briefing[Any]":
    """Brief one article like ``brief``, without blocking the event loop.

    Arguments and errors are those of ``brief``. Cancelling the task ends the request.
    """
    return await _brief(source, text, document, kind, Choice(model, base_url, plan, judge, language, settings))


@overload
def brief_many(
    sources: Iterable[_S],
    *,
    kind: Literal["news"] = "news",
    **options: Unpack[ManyOptions],
) -> "AsyncGenerator[tuple[_S, Briefing[News] | BriefError]]": ...
@overload
def brief_many(
    sources: Iterable[_S],
    *,
    kind: str,
    **options: Unpack[ManyOptions],
) -> "AsyncGenerator[tuple[_S, Briefing[Any] | BriefError]]": ...
def brief_many(  # noqa: PLR0913 - what a caller may choose
    sources: Iterable[_S],
    *,
    kind: str = "news",
    model: str | Model | None = None,
    base_url: str | None = None,
    plan: str | None = None,
    judge: str | Model | None = None,
    language: str | None = None,
    settings: Settings | None = None,
    at_once: int | None = None,
) -> "AsyncGenerator[tuple[_S, Briefing[Any] | BriefError]]":
    """Brief many articles at once, and yield each with its outcome, in the order of ``sources``.

    ``sources``: paths, addresses and Documents, each one article; an iterator is consumed as needed. ``at_once``: the
    number of articles to brief at a time; by default 8, or 1 for an embedded model. Finished briefings may wait for an
    earlier one, never more than twice this number. The other arguments are those of ``brief``.

    Yields ``(source, Briefing)``, or ``(source, BriefError)`` if this article failed; the others go on. Invalid
    arguments raise a UsageError immediately, before anything is read. Models are opened once for all articles. To stop
    early, leave the loop; ``contextlib.aclosing`` cancels the work in progress.
    """
    if isinstance(sources, str | bytes | Document) or not isinstance(sources, Iterable):
        raise UsageError(
            "sources must be a list of sources or another iterable", hint="To brief one article, use brief()."
        )
    with _only_brief_errors():
        models = _models(Choice(model, base_url, plan, judge, language, settings), at_once)
        found = _kind(kind, models.settings)
    return _each(sources, found, models)


async def _brief(
    source: Given | None, text: str | None, document: Document | None, kind: str, choice: Choice
) -> "Briefing[Any]":
    with _only_brief_errors():
        given = one_of(source, text, document)
        models = _models(choice)
        found = _kind(kind, models.settings)
        article = await apart(lambda: document_of(given))
        async with opened(models):
            return await _one(article, found, models)


async def _each(
    sources: Iterable[_S], kind: Kind, models: Models
) -> "AsyncGenerator[tuple[_S, Briefing[Any] | BriefError]]":
    async def outcome(source: _S) -> "tuple[_S, Briefing[Any] | BriefError]":
        try:
            with _only_brief_errors():
                return source, await _one(await apart(lambda: document_of(source)), kind, models)
        except BriefError as error:
            return source, error

    async with opened(models), aclosing(in_order(sources, outcome, models.at_once)) as outcomes:
        async for each in outcomes:
            yield each


async def _one(article: Document, kind: Kind, models: Models) -> "Briefing[Any]":
    judge = Judge(models.judge, models.reason)
    return await brief_document(kind, article, models.writer, models.settings, models.max_tokens, judge=judge)


def _models(choice: Choice, at_once: int | None = 1) -> Models:
    """Return the models that ``choice`` names, not yet opened. Raises UsageError, LocalModelError."""
    models = models_of(choice, at_once)
    strategies.find(models.settings.plan)
    return models


def _kind(name: str, settings: Settings) -> Kind:
    """Return the kind called ``name``. Raises KindError, UsageError."""
    if not isinstance(name, str):
        raise UsageError(f"kind must be a string, not a value of type {type(name).__name__}")
    return kinds.find(name, settings.kinds)


@contextmanager
def _only_brief_errors() -> Iterator[None]:
    """Turn an internal error into a BriefError, with the original error as its cause."""
    try:
        yield
    except BriefError:
        raise
    except Exception as error:
        raise BriefError(
            f"an internal error in brief: {type(error).__name__}", hint="Please report it with its traceback."
        ) from error
