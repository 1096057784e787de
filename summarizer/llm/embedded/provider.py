"""The provider of models that run inside brief: ``local``, ``local:NAME`` and ``local:/path.gguf``."""

from pathlib import Path
from typing import TYPE_CHECKING

from ...config.settings import Settings, data_folder
from ...errors import UsageError
from ..base import Endpoint, Model
from ..middleware.budget import Budget, Metered, Prices
from ..registry import Identity, Report
from .weights import CATALOG, DEFAULT, Weights, fetch, file_digest

if TYPE_CHECKING:
    from ..probe import Report as Findings
    from .model import EmbeddedModel

__all__ = ["examine", "identify", "open_model", "recognizes"]

TIMEOUT = 1_800.0
"""Seconds for one request, if the user sets no other time."""


def recognizes(settings: Settings) -> bool:
    """True if ``settings`` name an embedded model."""
    return settings.model.partition(":")[0] == "local"


def identify(settings: Settings) -> Identity:
    """Return the model of ``settings`` and the plan that suits it."""
    endpoint, weights, _ = _embedded(settings.model)
    return Identity(endpoint, weights.plan if isinstance(weights, Weights) else None)


def open_model(settings: Settings, report: Report | None, budget: Budget, _at_once: int) -> tuple[Model | None, int]:
    """Return the model (None if offline) and the token limit of its answers."""
    endpoint, weights, tokens = _embedded(settings.model)
    own = None if settings.offline else _local(endpoint, weights, settings, report)
    return own and Metered(own, budget, Prices(0.0, 0.0)), settings.answer_tokens or tokens


async def examine(settings: Settings, report: Report | None) -> "Findings":
    """Ask the model what it can do."""
    from ..probe import probe

    endpoint, weights, _ = _embedded(settings.model)
    async with _local(endpoint, weights, settings, report) as embedded:
        return await probe(await embedded.client(), endpoint, Prices(0.0, 0.0))


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
    from .model import EmbeddedModel

    def locate() -> Path:
        if isinstance(weights, Path):
            return weights
        name = weights.name
        return fetch(weights, data_folder(), None if report is None else lambda n, of: report(name, n, of))

    return EmbeddedModel(endpoint, locate, timeout=settings.timeout or TIMEOUT)
