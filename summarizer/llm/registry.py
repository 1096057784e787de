"""Settings -> Model."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..config.lazy import lazily
from ..config.settings import Settings, abilities_file
from ..errors import UsageError
from .base import Endpoint, Model
from .capabilities import ability_of
from .middleware.budget import Budget
from .middleware.cache import Recorded, Recordings

if TYPE_CHECKING:
    from .probe import Report as Findings

__all__ = [
    "DEFAULT_MAX_TOKENS",
    "POOR_WRITER",
    "PROVIDERS",
    "Identity",
    "Provider",
    "Tried",
    "compares",
    "connect",
    "endpoint_of",
    "judge_for",
    "look_at",
    "provided",
    "with_plan",
]

DEFAULT_MAX_TOKENS = 4_096
"""Token limit of an answer, if the user sets no other."""

POOR_WRITER = "'brief check' found that most of its items fail the checks; --plan extract uses no model"
"""Said of a model that the trial of ``brief check`` spoke against."""

Report = Callable[[str, int, int], None]
"""Called while weights are fetched, with the file's name, the bytes so far and the total."""


def connect(
    settings: Settings,
    report: Report | None = None,
    budget: Budget | None = None,
    at_once: int = 1,
) -> tuple[Model, int]:
    """Return the model that ``settings`` name, and the token limit of its answers. Opens no connection.

    Each of its requests is checked against ``budget`` and counted there; at most ``at_once`` are in flight.

    Fetches the embedded model's weights if they are missing, unless offline. Raises UsageError, LocalModelError.
    """
    spending = budget or Budget()
    provider = _provider(settings)
    endpoint = provider.identify(settings).endpoint
    inner, tokens = provider.open_model(settings, report, spending, at_once)
    if settings.recordings is None or not (settings.cache or settings.offline):
        assert inner is not None, "offline needs recordings"  # noqa: S101 - refused by the command line
        return inner, tokens
    store = Recordings(settings.recordings)
    return Recorded(store, endpoint, inner, refresh=settings.refresh, at_once=at_once), tokens


class Identity(NamedTuple):
    """The endpoint of a model, and the plan that is known to suit the model; None if ``brief check`` has to say."""

    endpoint: Endpoint
    plan: str | None = None


class Provider(NamedTuple):
    """A source of models.

    ``recognizes``: True for the settings that it serves. ``identify``: the model that they name; opens nothing, and may
    raise UsageError. ``open_model``: the model, None offline, and the most tokens to ask it for. ``examine``: the
    questions of ``brief check``; None if it has none for these models.
    """

    recognizes: Callable[[Settings], bool]
    identify: Callable[[Settings], Identity]
    open_model: Callable[[Settings, Report | None, Budget, int], tuple[Model | None, int]]
    examine: "Callable[[Settings, Report | None], Awaitable[Findings]] | None" = None


def provided(module: str, *, examines: bool = False) -> Provider:
    """Return the provider whose functions are in ``module``, under the names of the fields of Provider.

    ``examines``: True if it has ``examine``.
    """
    recognizes, identify, open_model = (lazily(module, name) for name in ("recognizes", "identify", "open_model"))
    return Provider(recognizes, identify, open_model, lazily(module, "examine") if examines else None)


PROVIDERS = [
    provided("summarizer.llm.remote", examines=True),
    provided("summarizer.llm.embedded.provider", examines=True),
]
"""The first provider that recognizes the settings serves them."""


def _provider(settings: Settings) -> Provider:
    """Return the provider that serves ``settings``. Raises UsageError if there is none."""
    for provider in PROVIDERS:
        if provider.recognizes(settings):
            return provider
    raise UsageError(
        f"model {settings.model!r} needs an endpoint",
        hint="Name its address with --base-url, or use --model local for the embedded model.",
    )


def endpoint_of(settings: Settings) -> Endpoint:
    """Return the model that ``settings`` name, and its host. Raises UsageError if it is not known."""
    return _provider(settings).identify(settings).endpoint


def with_plan(settings: Settings) -> Settings:
    """Return ``settings`` with a writing plan: the user's choice, else the one known to suit the model, or "single".

    A model that the user names is asked even if ``brief check`` found it bad at writing. The note says what it found.
    """
    if settings.plan is not None:
        return settings
    model = _provider(settings).identify(settings)
    known = None if model.plan else ability_of(abilities_file(), model.endpoint)
    warning = POOR_WRITER if known is not None and known.plan == "extract" else ""
    note = "; ".join(filter(None, (settings.note, warning)))
    return replace(settings, plan=model.plan or "single", note=note)


def compares(settings: Settings) -> bool:
    """True if the model may decide which figures measure the same thing, by the findings of ``brief check``.

    Without findings, a remote model may, and an embedded one, which is small, may not. Raises UsageError if the
    embedded model is not known.
    """
    endpoint = endpoint_of(settings)
    known = ability_of(abilities_file(), endpoint)
    if endpoint.embedded:
        return known is not None and known.compares is True
    return known is None or known.compares is not False


def judge_for(settings: Settings) -> tuple[Settings | None, str]:
    """Return the settings of the model that judges what ``settings`` write, or None and the reason, for the reader.

    ``auto``: the writing model, unless it is embedded (hence small), or ``brief check`` found that it cannot judge.
    If the writing model judges, the same object is returned.
    """
    if settings.judge == "off":
        return None, "the judge is off"
    if settings.judge == "same":
        return settings, ""
    if settings.judge != "auto":
        return replace(settings, model=settings.judge, judge="off", prices=None), ""
    endpoint = _provider(settings).identify(settings).endpoint
    if endpoint.embedded:
        return None, "the embedded model is too small to judge"
    known = ability_of(abilities_file(), endpoint)
    if known is not None and known.judges is False:
        return None, f"'brief check' found that {settings.model} cannot judge"
    return settings, ""


class Tried(NamedTuple):
    """The outcome of a model's trial: rows to show, and the plan and abilities that they suggest, as in an Ability."""

    rows: list[tuple[str, str]]
    plan: str
    compares: bool | None = None
    judges: bool | None = None


Trial = Callable[[Settings], Awaitable[Tried]]
"""A function that tries the model out once."""


async def look_at(settings: Settings, trial: Trial, report: Report | None = None) -> "Findings":
    """Ask the endpoint, or the embedded model, what it can do, let it write, and store the findings.

    The findings of the questions are stored before the trial, so that it asks as later runs will. Raises ModelError,
    UsageError.
    """
    from .probe import kept

    provider = _provider(settings)
    endpoint = provider.identify(settings).endpoint
    if provider.examine is None:
        raise UsageError(f"'brief check' cannot test {settings.model}", hint="Try briefing an article with it instead.")
    found = kept(await provider.examine(settings, report), endpoint, abilities_file())
    rows, plan, able, judges = await trial(settings)
    ability = found.ability._replace(plan=plan, compares=able, judges=judges)
    return kept(found._replace(rows=(*found.rows, *rows), ability=ability), endpoint, abilities_file())
