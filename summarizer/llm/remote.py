"""The provider of models behind an OpenAI-compatible endpoint."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..config.settings import Settings, abilities_file
from ..errors import UsageError
from .base import Endpoint, Model
from .capabilities import ability_of
from .middleware.budget import Budget, Metered, Prices
from .registry import DEFAULT_MAX_TOKENS, Identity, Report

if TYPE_CHECKING:
    from .probe import Report as Findings

__all__ = ["examine", "identify", "open_model", "recognizes"]

TIMEOUT = 180.0
"""Seconds for one request, if the user sets no other time."""


def recognizes(settings: Settings) -> bool:
    """True if ``settings`` name an address."""
    return settings.base_url is not None


def identify(settings: Settings) -> Identity:
    """Return the model and endpoint of ``settings``."""
    return Identity(_remote(settings.model, _address(settings)))


def open_model(settings: Settings, _report: Report | None, budget: Budget, at_once: int) -> tuple[Model | None, int]:
    """Return the model (None if offline) and the token limit of its answers."""
    base_url = _address(settings)
    endpoint = _remote(settings.model, base_url)
    model = None if settings.offline else _online(endpoint, settings, base_url, budget, at_once)
    return model, settings.answer_tokens or DEFAULT_MAX_TOKENS


async def examine(settings: Settings, _report: Report | None) -> "Findings":
    """Ask the endpoint what it and its model can do."""
    from .openai import OpenAIModel
    from .probe import probe

    base_url = _address(settings)
    endpoint = _remote(settings.model, base_url)
    prices = Prices(*settings.prices) if settings.prices else None
    timeout = settings.timeout or TIMEOUT
    async with OpenAIModel(endpoint, base_url, key=settings.key, timeout=timeout) as model:
        return await probe(model, endpoint, prices)


def _address(settings: Settings) -> str:
    if settings.base_url is None:
        raise UsageError("no endpoint address is set", hint="Give one with --base-url.")
    return settings.base_url


def _remote(model: str, base_url: str) -> Endpoint:
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return Endpoint(model, parts.netloc, f"{origin}{parts.path} {model}")


def _online(endpoint: Endpoint, settings: Settings, base_url: str, budget: Budget, at_once: int) -> Model:
    from .middleware.concurrency import Gated
    from .middleware.retry import Retrying
    from .openai import OpenAIModel

    timeout = settings.timeout or TIMEOUT
    prices = Prices(*settings.prices) if settings.prices else None
    ability = ability_of(abilities_file(), endpoint)
    model = OpenAIModel(endpoint, base_url, key=settings.key, timeout=timeout, at_once=at_once, ability=ability)
    return Retrying(Gated(Metered(model, budget, prices), at_once))
