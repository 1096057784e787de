"""The exact checks, and the fields that each of them reads."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...config.lazy import lazily
from ...documents.source_index import Index
from ...kinds.fields import Role
from . import Flaw

__all__ = ["CHECKS", "Check", "flaws_in"]

_PROSE = frozenset({Role.STATEMENT, Role.TOPIC})
_NAMES = frozenset({Role.NAME, Role.SPEAKER})


class Check(NamedTuple):
    """An exact check.

    ``roles``: the fields whose texts it reads; ``find``: ``(text, index, language of the text) -> flaws``.
    """

    roles: frozenset[Role]
    find: Callable[[str, Index, str], list[Flaw]]


CHECKS: list[Check] = [
    Check(_PROSE | {Role.WHEN}, lazily("summarizer.proof.checks.numbers", "check_numbers")),
    Check(_PROSE, lazily("summarizer.proof.checks.names", "check_names")),
    Check(_NAMES, lazily("summarizer.proof.checks.names", "check_whole_name")),
    Check(frozenset({Role.STATEMENT}), lazily("summarizer.proof.checks.quotations", "check_quotations")),
    Check(_PROSE | {Role.WHEN}, lazily("summarizer.proof.checks.dates", "check_dates")),
]
"""All checks, in the order of their findings. Figures have their own, which also reads what they count."""


def flaws_in(text: str, role: Role, index: Index, language: str) -> Iterator[Flaw]:
    """Yield the flaws that the checks for ``role`` find in ``text``."""
    for check in CHECKS:
        if role in check.roles:
            yield from check.find(text, index, language)
