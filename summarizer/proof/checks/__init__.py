"""Exact checks of the numbers, names, quotations and dates of a statement against its source.

A check is a pure function of a statement, the index of its source and the statement's language; it yields flaws and
changes nothing. It asks only what can be decided exactly. What a statement *means* is a question for the judge. A new
check is a module here and one entry in ``registry.py``.
"""

from typing import NamedTuple

__all__ = ["Flaw"]


class Flaw(NamedTuple):
    """A part of a statement that the source does not have.

    ``start`` and ``end`` count characters of the checked text. ``message`` is a clause for a reader: "the article has
    no 'Brazil'".
    """

    check: str
    message: str
    start: int
    end: int
