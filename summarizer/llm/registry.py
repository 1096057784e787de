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
    """The model that ``settings`` name, and the most tokens to ask it for. Opens no connection.

    Each of its requests is checked against ``budget`` and counted there; at most ``at_once`` are in flight.

    Fetches the embedded model's weights if they are missing, unless offline. Raises UsageError, LocalModelError.
    """
    spending = budget or Budget()
    provider = next(p for p in PROVIDERS if p.recognises(settings))
    endpoint, inner, tokens = provider.open(settings, report, spending, at_once)
    if settings.recordings is None or not (settings.cache or settings.offline):
        assert inner is not None, "offline needs recordings"  # noqa: S101 - refused by the command line
        return inner, tokens
    store = Recordings(settings.recordings)
    return Recorded(store, endpoint, inner, refresh=settings.refresh, at_once=at_once), tokens


class Provider(NamedTuple):
    """A way to a model. ``open``: its endpoint, the model (None offline), and the most tokens to ask it for."""

    recognises: Callable[[Settings], bool]
    open: Callable[[Settings, Report | None, Budget, int], tuple[Endpoint, Model | None, int]]


def _open_remote(
    settings: Settings, _report: Report | None, budget: Budget, at_once: int
) -> tuple[Endpoint, Model | None, int]:
    assert settings.base_url is not None  # noqa: S101 - the provider recognises only these
    endpoint = _remote(settings.model, settings.base_url)
    inner = None if settings.offline else _online(endpoint, settings, settings.base_url, budget, at_once)
    return endpoint, inner, settings.answer_tokens or DEFAULT_MAX_TOKENS


def _open_embedded(
    settings: Settings, report: Report | None, budget: Budget, _at_once: int
) -> tuple[Endpoint, Model | None, int]:
    endpoint, weights, tokens = _embedded(settings.model)
    own = None if settings.offline else _local(endpoint, weights, settings, report)
    inner = own and Metered(own, budget, Prices(0.0, 0.0))
    return endpoint, inner, settings.answer_tokens or tokens


PROVIDERS = [
    Provider(lambda settings: settings.base_url is not None, _open_remote),
    Provider(lambda _settings: True, _open_embedded),
]
"""The first provider that recognises the settings opens the model."""


def with_plan(settings: Settings) -> Settings:
    """``settings`` with a writing plan: the user's choice, or else the plan known to suit the model, or "single"."""
    if settings.plan is not None:
        return settings
    if settings.base_url is not None:
        known = ability_of(abilities_file(), _remote(settings.model, settings.base_url))
        plan = known.plan if known else "single"
    else:
        endpoint, weights, _ = _embedded(settings.model)
        known = None if isinstance(weights, Weights) else ability_of(abilities_file(), endpoint)
        plan = weights.plan if isinstance(weights, Weights) else known.plan if known else "single"
    return replace(settings, plan=plan)


def compares(settings: Settings) -> bool:
    """True if the model may decide which figures state one thing, by the findings of ``brief check``.

    Without findings, a remote model may, and an embedded one, which is small, may not. Raises UsageError if the
    embedded model is not known.
    """
    if settings.base_url is not None:
        known = ability_of(abilities_file(), _remote(settings.model, settings.base_url))
        return known is None or known.compares is not False
    known = ability_of(abilities_file(), _embedded(settings.model)[0])
    return known is not None and known.compares is True


def judge_for(settings: Settings) -> tuple[Settings | None, str]:
    """The settings of the model that judges what ``settings`` write; or None and the reason, for the reader.

    ``auto``: the writing model, unless it is embedded, and so small, or ``brief check`` found that it cannot judge.
    If the writing model judges, the same object is returned.
    """
    if settings.judge == "off":
        return None, "the judge is off"
    if settings.judge == "same":
        return settings, ""
    if settings.judge != "auto":
        return replace(settings, model=settings.judge, judge="off", prices=None), ""
    if settings.base_url is None:
        return None, "the embedded model is too small to judge"
    known = ability_of(abilities_file(), _remote(settings.model, settings.base_url))
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
            f"no embedded model is called {name!r}", hint=f"Known: {', '.join(CATALOG)}; or a path to a .gguf."
        )
    if not path.is_file():
        raise UsageError(f"there is no model file {name}", hint="--model local:/path/to/file.gguf names a GGUF file.")
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
"""A function that lets the model do its work once."""


async def look_at(settings: Settings, trial: Trial, report: Report | None = None) -> "Found":
    """Ask the endpoint, or the embedded model, what it can do, let it write, and keep the findings.

    The findings of the questions are kept before the trial, so that it asks as later runs will. Raises ModelError.
    """
    from .openai import OpenAIModel
    from .probe import kept, probe

    if settings.base_url is None:
        endpoint, weights, _ = _embedded(settings.model)
        async with _local(endpoint, weights, settings, report) as embedded:
            found = await probe(await embedded.client(), endpoint, Prices(0.0, 0.0))
    else:
        endpoint = _remote(settings.model, settings.base_url)
        prices = Prices(*settings.prices) if settings.prices else None
        timeout = settings.timeout or REMOTE_TIMEOUT
        async with OpenAIModel(endpoint, settings.base_url, key=settings.key, timeout=timeout) as model:
            found = await probe(model, endpoint, prices)
    found = kept(found, endpoint, abilities_file())
    rows, plan, able, judges = await trial(settings)
    ability = found.ability._replace(plan=plan, compares=able, judges=judges)
    return kept(found._replace(rows=(*found.rows, *rows), ability=ability), endpoint, abilities_file())
