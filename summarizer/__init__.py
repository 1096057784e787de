"""brief: a briefing you can check.

>>> from summarizer import brief
>>> briefing = brief("seeds/north-korea-shells.txt", model="local")  # doctest: +SKIP
>>> briefing.proof(briefing.content.headline).citations[0].text  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import abrief, brief, brief_many
    from .briefing import Briefing
    from .config.settings import Settings
    from .documents.document import Document
    from .errors import BriefError
    from .llm.base import Completion, Endpoint, Model, Progress, Request, Usage

__all__ = [
    "BriefError",
    "Briefing",
    "Completion",
    "Document",
    "Endpoint",
    "Model",
    "Progress",
    "Request",
    "Settings",
    "Usage",
    "__version__",
    "abrief",
    "brief",
    "brief_many",
]

__version__ = "0.1.0"

_HOMES = {
    "BriefError": "errors",
    "Briefing": "briefing",
    "Completion": "llm.base",
    "Document": "documents.document",
    "Endpoint": "llm.base",
    "Model": "llm.base",
    "Progress": "llm.base",
    "Request": "llm.base",
    "Settings": "config.settings",
    "Usage": "llm.base",
    "abrief": "api",
    "brief": "api",
    "brief_many": "api",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type, given above
    """Import each name on first use, so that ``import summarizer`` is cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value
