"""The arguments of the Python API as settings and models. A model is a name or the caller's own object."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any, NamedTuple

from ..config.settings import Settings, load
from ..errors import UsageError
from .base import Model
from .middleware.own import Own, is_model
from .registry import DEFAULT_MAX_TOKENS, connect, judge_for, with_plan

__all__ = ["AT_ONCE", "Choice", "Models", "models_of", "opened"]

AT_ONCE = 8
"""Articles briefed at a time if the caller gives no number and the model is not embedded."""


class Choice(NamedTuple):
    """The caller's arguments; None for those not given."""

    model: str | Model | None = None
    base_url: str | None = None
    plan: str | None = None
    judge: str | Model | None = None
    language: str | None = None
    settings: Settings | None = None


class Models(NamedTuple):
    """The model that writes, None for the plan ``extract``, and the one that judges, or None with the reason."""

    settings: Settings
    writer: Model | None
    max_tokens: int
    judge: Model | None
    reason: str
    at_once: int


def models_of(choice: Choice, at_once: int | None = 1) -> Models:
    """Return the models that ``choice`` names, not yet opened, for ``at_once`` articles; None: the default number.

    Raises UsageError for an invalid choice, LocalModelError.
    """
    _check(choice)
    if at_once is not None and (not isinstance(at_once, int) or isinstance(at_once, bool) or at_once < 1):
        raise UsageError("at_once must be a whole number greater than zero")
    own = choice.model if is_model(choice.model) else None
    settings = _settings(choice, own)
    _check_settings(settings)
    suits = settings.jobs or (AT_ONCE if own or settings.base_url else 1)
    jobs = suits if at_once is None else at_once
    if settings.plan == "extract":
        return Models(settings, None, 0, None, judge_for(settings)[1], jobs)
    writer, tokens = _own(own, settings, jobs) if own is not None else connect(settings, at_once=jobs)
    if jobs > 1:
        from .middleware.concurrency import InTurn

        writer = InTurn(writer)
    judge, reason = _judge(choice, settings, writer, own, jobs)
    return Models(settings, writer, tokens, judge, reason, jobs)


@asynccontextmanager
async def opened(models: Models) -> AsyncIterator[None]:
    """Open both models; if one model does both, open it once. Raises a BriefError."""
    async with AsyncExitStack() as stack:
        for each in {id(m): m for m in (models.writer, models.judge) if m is not None}.values():
            await stack.enter_async_context(each)
        yield


def _check(choice: Choice) -> None:
    """Raise UsageError for a value of a wrong type. No error shows the value."""
    for name, value in choice._asdict().items():
        if value is None or (name == "settings" and isinstance(value, Settings)):
            continue
        if name in {"model", "judge"} and is_model(value):
            continue
        if name == "settings" or not isinstance(value, str):
            wanted = {"settings": "a Settings", "model": "a name or a Model", "judge": "a name or a Model"}
            raise UsageError(
                f"{name} takes {wanted.get(name, 'a string')}, not a value of type {type(value).__name__}",
                hint="A Model is an object like summarizer.Model, with an Endpoint." if name in wanted else "",
            )
        if not value.strip():
            raise UsageError(f"{name} is empty", hint="Omit it to use the default.")


def _check_settings(settings: Settings) -> None:
    if settings.offline and settings.recordings is None:
        raise UsageError("offline needs recordings", hint="Give their folder: Settings(offline=True, recordings=…).")


def _settings(choice: Choice, own: Model | None) -> Settings:
    """Return the settings given, or the user's own; single arguments override them."""
    name = choice.model if isinstance(choice.model, str) else None
    judge = choice.judge if isinstance(choice.judge, str) else None
    if choice.settings is not None:
        chosen = _with(choice.settings, choice, name, judge)
    else:
        quiet = own is not None or (choice.plan == "extract" and name is None)
        chosen = load(
            model="local" if quiet else name,
            base_url=None if quiet else choice.base_url,
            plan=choice.plan,
            judge=judge,
            language=choice.language,
        )
    return replace(chosen, plan=chosen.plan or "single") if own is not None else with_plan(chosen)


def _with(settings: Settings, choice: Choice, name: str | None, judge: str | None) -> Settings:
    if choice.base_url is not None and not is_model(choice.model):
        raise UsageError(
            "base_url= and settings= cannot be combined",
            hint="Put the address into the settings, together with its key.",
        )
    changes: dict[str, Any] = {"plan": choice.plan, "judge": judge, "language": choice.language}
    changed = {key: value for key, value in changes.items() if value is not None}
    if name is not None and name != settings.model:
        changed |= {"model": name, "prices": None}
    if name is not None and name.partition(":")[0] == "local":
        changed |= {"base_url": None, "key": None}
    return replace(settings, **changed)


def _own(model: Model, settings: Settings, at_once: int) -> tuple[Model, int]:
    """Return the user's model object, limited to ``at_once`` requests at a time, and its token limit."""
    from .middleware.concurrency import Gated

    return Gated(Own(model), at_once), settings.answer_tokens or DEFAULT_MAX_TOKENS


def _judge(
    choice: Choice, settings: Settings, writer: Model, own: Model | None, at_once: int
) -> tuple[Model | None, str]:
    """Return the model that judges, or None and the reason, for the reader."""
    if is_model(choice.judge):
        return (writer if choice.judge is own else _own(choice.judge, settings, at_once)[0]), ""
    if own is None or settings.judge == "off":
        found, reason = judge_for(settings)
        if found is None or found is settings:
            return (writer if found is not None else None), reason
        return connect(found, at_once=at_once)[0], reason
    if settings.judge == "same" or (settings.judge == "auto" and not own.endpoint.embedded):
        return writer, ""
    if settings.judge == "auto":
        return None, "the embedded model is too small to judge"
    if choice.settings is not None:
        named = replace(settings, model=settings.judge, judge="off", prices=None)
    else:
        named = load(model=settings.judge, base_url=choice.base_url, judge="off")
    return connect(named, at_once=at_once)[0], ""
