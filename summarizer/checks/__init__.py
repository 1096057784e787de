"""What a statement says against what its source says: one pure module for each sort of fact.

Each check is a function of a text, the index of its source and the citations of its item; it yields Flaws. None of
them knows of schemas; ``verify`` puts them together.
"""

from typing import NamedTuple

__all__ = ["Flaw"]


class Flaw(NamedTuple):
    """Something wrong at ``[start, end)`` of the checked text. ``hard``: it must not be shown as verified."""

    check: str
    message: str
    start: int
    end: int
    hard: bool = True
