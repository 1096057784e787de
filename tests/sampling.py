"""Large families of cases of which some run always, and all with the slow tests."""

from collections.abc import Iterable
from typing import Any

import pytest

__all__ = ["one_in"]


def one_in(step: int, cases: Iterable[Any]) -> list[Any]:
    """Return the cases as parameters. The first and then every ``step``-th one runs always, the rest are slow tests."""
    marked = []
    for number, case in enumerate(cases):
        values = case if isinstance(case, tuple) else (case,)
        marked.append(pytest.param(*values, marks=() if number % step == 0 else pytest.mark.slow))
    return marked
