"""The writing plans, by name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ..config.lazy import lazily
from ..errors import UsageError

if TYPE_CHECKING:
    from .strategies import Calls, Task

__all__ = ["STRATEGIES", "VERBATIM", "Strategy", "find"]


class Strategy(NamedTuple):
    """A writing plan.

    ``calls``: what a model is asked for a task; None for a plan that asks none. ``verbatim``: True if every word of the
    briefing is the article's.
    """

    calls: "Callable[[Task], Calls] | None"
    verbatim: bool = False


STRATEGIES: dict[str, Strategy] = {
    "single": Strategy(lazily("summarizer.drafting.strategies", "single")),
    "steps": Strategy(lazily("summarizer.drafting.strategies", "steps")),
    "pick": Strategy(lazily("summarizer.drafting.strategies", "pick"), verbatim=True),
    "extract": Strategy(None, verbatim=True),
}
"""The plans that ``--plan`` takes."""
VERBATIM = frozenset(name for name, strategy in STRATEGIES.items() if strategy.verbatim)
"""The plans whose every word is the article's."""


def find(plan: str | None) -> Strategy:
    """Return the plan called ``plan``. Raises UsageError if there is none."""
    if plan not in STRATEGIES:
        raise UsageError("there is no such plan", hint=f"Known plans: {', '.join(STRATEGIES)}.")
    return STRATEGIES[plan]
