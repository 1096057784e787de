"""brief: a briefing you can check.

>>> from summarizer import brief
>>> briefing = brief("seeds/north-korea-shells.txt", model="local")  # doctest: +SKIP
>>> briefing.proof(briefing.content.headline).citations[0].text  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .briefing import Briefing
    from .config.settings import Settings
    from .documents.document import Document
    from .errors import BriefError
    from .pipeline import brief

__all__ = ["BriefError", "Briefing", "Document", "Settings", "__version__", "brief"]

__version__ = "0.1.0"

_HOMES = {
    "BriefError": "errors",
    "Briefing": "briefing",
    "Document": "documents.document",
    "Settings": "config.settings",
    "brief": "pipeline",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type, given above
    """Import what is asked for, so that ``import summarizer`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value
