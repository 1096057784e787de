"""The exact checks for each kind of field."""

from collections.abc import Callable, Mapping

from ...documents.source_index import Index
from ...kinds.fields import Role
from . import Flaw
from .dates import check_dates
from .names import check_names
from .numbers import check_numbers
from .quotations import check_quotations

__all__ = ["CHECKS", "Check"]

Check = Callable[[str, Index, str], list[Flaw]]
"""``(text, index of the source, language of the text) -> flaws``."""


def _numbers(text: str, index: Index, language: str) -> list[Flaw]:
    return check_numbers(text, index, language=language)


def _names(text: str, index: Index, language: str) -> list[Flaw]:
    return check_names(text, index, language=language)


def _whole_name(text: str, index: Index, language: str) -> list[Flaw]:
    return check_names(text, index, language=language, whole=True)


def _quotations(text: str, index: Index, _language: str) -> list[Flaw]:
    return check_quotations(text, index)


def _dates(text: str, index: Index, language: str) -> list[Flaw]:
    return check_dates(text, index, language=language)


_STATEMENT: tuple[Check, ...] = (_numbers, _names, _quotations, _dates)
CHECKS: Mapping[Role, tuple[Check, ...]] = {
    Role.STATEMENT: _STATEMENT,
    Role.TOPIC: (_numbers, _names, _dates),
    Role.NAME: (_whole_name,),
    Role.SPEAKER: (_whole_name,),
    Role.WHEN: (_dates, _numbers),
}
