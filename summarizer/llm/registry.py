"""Settings -> Model."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from ..config.settings import Settings, abilities_file, data_folder
from ..errors import UsageError
from .base import Endpoint, Model
from .capabilities import ability_of
from .embedded.weights import CATALOG, DEFAULT, Weights, fetch, file_digest
from .middleware.budget import Budget, Metered, Prices
from .middleware.cache import Recorded, Recordings

if TYPE_CHECKING:
    from .embedded.model import EmbeddedModel
    from .probe import Report as Found

__all__ = [
    "DEFAULT_MAX_TOKENS",
    "PROVIDERS",
    "Identity",
    "Provider",
    "Tried",
    "compares",
    "connect",
    "judge_for",
    "look_at",
    "with_plan",
]

DEFAULT_MAX_TOKENS = 4_096
REMOTE_TIMEOUT = 180.0
LOCAL_TIMEOUT = 1_800.0

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
    inner, tokens = provider.open(settings, report, spending, at_once)
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
    """A way to models.

    ``recognises``: True for the settings that it serves. ``identify``: the model that they name; opens nothing, and may
    raise UsageError. ``open``: the model, None offline, and the most tokens to ask it for. ``examine``: the questions
    of ``brief check``; None if it has none for these models.
    """

    recognises: Callable[[Settings], bool]
    identify: Callable[[Settings], Identity]
    open: Callable[[Settings, Report | None, Budget, int], tuple[Model | None, int]]
    examine: "Callable[[Settings, Report | None], Awaitable[Found]] | None" = None


def _provider(settings: Settings) -> Provider:
    """Return the provider that serves ``settings``. Raises UsageError if there is none."""
    for provider in PROVIDERS:
        if provider.recognises(settings):
            return provider
    raise UsageError(
        f"model {settings.model!r} needs an endpoint",
        hint="Name its address with --base-url, or use --model local for the embedded model.",
    )


def with_plan(settings: Settings) -> Settings:
    """Return ``settings`` with a writing plan: the user's choice, else the one known to suit the model, or "single"."""
    if settings.plan is not None:
        return settings
    model = _provider(settings).identify(settings)
    known = None if model.plan else ability_of(abilities_file(), model.endpoint)
    return replace(settings, plan=model.plan or (known.plan if known else "single"))


def compares(settings: Settings) -> bool:
    """True if the model may decide which figures measure the same thing, by the findings of ``brief check``.

    Without findings, a remote model may, and an embedded one, which is small, may not. Raises UsageError if the
    embedded model is not known.
    """
    endpoint = _provider(settings).identify(settings).endpoint
    known = ability_of(abilities_file(), endpoint)
    if endpoint.embedded:
        return known is not None and known.compares is True
    return known is None or known.compares is not False


def judge_for(settings: Settings) -> tuple[Settings | None, str]:
    """Return the settings of the model that judges what ``settings`` write, or None and the reason, for the reader.

    ``auto``: the writing model, unless it is embedded, and so small, or ``brief check`` found that it cannot judge.
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


def _remote(model: str, base_url: str) -> Endpoint:
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return Endpoint(model, parts.netloc, f"{origin}{parts.path} {model}")


def _online(endpoint: Endpoint, settings: Settings, base_url: str, budget: Budget, at_once: int) -> Model:
    from .middleware.concurrency import Gated
    from .middleware.retry import Retrying
    from .openai import OpenAIModel

    timeout = settings.timeout or REMOTE_TIMEOUT
    prices = Prices(*settings.prices) if settings.prices else None
    ability = ability_of(abilities_file(), endpoint)
    model = OpenAIModel(endpoint, base_url, key=settings.key, timeout=timeout, at_once=at_once, ability=ability)
    return Retrying(Gated(Metered(model, budget, prices), at_once))


def _embedded(model: str) -> tuple[Endpoint, Weights | Path, int]:
    """The endpoint of ``local``, ``local:NAME`` or ``local:/path``, and where its weights come from."""
    name = model.partition(":")[2] or DEFAULT
    host = "this computer"
    if name in CATALOG:
        known = CATALOG[name]
        return Endpoint(f"local:{name}", host, f"sha256:{known.sha256}"), known, known.max_tokens
    path = Path(name).expanduser()
    if "/" not in name and not name.endswith(".gguf"):
        raise UsageError(
            f"there is no embedded model {name!r}", hint=f"Known: {', '.join(CATALOG)}; or a path to a .gguf."
        )
    if not path.is_file():
        raise UsageError(
            f"the model file {name} does not exist", hint="Give a GGUF file as --model local:/path/to/file.gguf."
        )
    digest = file_digest(path, data_folder() / "digests.json")
    return Endpoint(f"local:{path.name}", host, f"sha256:{digest}"), path, CATALOG[DEFAULT].max_tokens


def _local(endpoint: Endpoint, weights: Weights | Path, settings: Settings, report: Report | None) -> "EmbeddedModel":
    from .embedded.model import EmbeddedModel

    def locate() -> Path:
        if isinstance(weights, Path):
            return weights
        name = weights.name
        return fetch(weights, data_folder(), None if report is None else lambda n, of: report(name, n, of))

    return EmbeddedModel(endpoint, locate, timeout=settings.timeout or LOCAL_TIMEOUT)


class Tried(NamedTuple):
    """The outcome of a model's trial: rows to show, and the plan and abilities that they suggest, as in an Ability."""

    rows: list[tuple[str, str]]
    plan: str
    compares: bool | None = None
    judges: bool | None = None


Trial = Callable[[Settings], Awaitable[Tried]]
"""A function that tries the model out once."""


async def look_at(settings: Settings, trial: Trial, report: Report | None = None) -> "Found":
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


def _address(settings: Settings) -> str:
    if settings.base_url is None:
        raise UsageError("no endpoint address is set", hint="Give one with --base-url.")
    return settings.base_url


def _identify_remote(settings: Settings) -> Identity:
    return Identity(_remote(settings.model, _address(settings)))


def _open_remote(settings: Settings, _report: Report | None, budget: Budget, at_once: int) -> tuple[Model | None, int]:
    base_url = _address(settings)
    endpoint = _remote(settings.model, base_url)
    model = None if settings.offline else _online(endpoint, settings, base_url, budget, at_once)
    return model, settings.answer_tokens or DEFAULT_MAX_TOKENS


async def _examine_remote(settings: Settings, _report: Report | None) -> "Found":
    from .openai import OpenAIModel
    from .probe import probe

    base_url = _address(settings)
    endpoint = _remote(settings.model, base_url)
    prices = Prices(*settings.prices) if settings.prices else None
    timeout = settings.timeout or REMOTE_TIMEOUT
    async with OpenAIModel(endpoint, base_url, key=settings.key, timeout=timeout) as model:
        return await probe(model, endpoint, prices)


def _identify_embedded(settings: Settings) -> Identity:
    endpoint, weights, _ = _embedded(settings.model)
    return Identity(endpoint, weights.plan if isinstance(weights, Weights) else None)


def _open_embedded(
    settings: Settings, report: Report | None, budget: Budget, _at_once: int
) -> tuple[Model | None, int]:
    endpoint, weights, tokens = _embedded(settings.model)
    own = None if settings.offline else _local(endpoint, weights, settings, report)
    return own and Metered(own, budget, Prices(0.0, 0.0)), settings.answer_tokens or tokens


async def _examine_embedded(settings: Settings, report: Report | None) -> "Found":
    from .probe import probe

    endpoint, weights, _ = _embedded(settings.model)
    async with _local(endpoint, weights, settings, report) as embedded:
        return await probe(await embedded.client(), endpoint, Prices(0.0, 0.0))


PROVIDERS = [
    Provider(lambda settings: settings.base_url is not None, _identify_remote, _open_remote, _examine_remote),
    Provider(
        lambda settings: settings.model.partition(":")[0] == "local",
        _identify_embedded,
        _open_embedded,
        _examine_embedded,
    ),
]
"""The providers; the first one that recognizes the settings serves them."""
