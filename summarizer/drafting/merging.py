"""The contents of the parts of a long text -> one content: deduplicated, ranked over the whole text, by types only."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from ..documents.source_index import Index
from ..facts.names import names
from ..facts.quantities import quantities
from ..facts.tokens import content as stems_of
from ..facts.tokens import fold
from ..kinds.fields import Cited, Role
from ..kinds.traversal import strings

__all__ = ["merged"]

ALIKE = 0.8
"""Share of the shorter item's stems that the other must have for the two to say the same."""
_C = TypeVar("_C", bound=BaseModel)


def merged(contents: Sequence[_C], index: Index) -> _C:
    """Return one content made of the contents of consecutive parts.

    A field that is not a list comes from the first part: news leads with what matters. A list takes the best items of
    each part in turn, up to the maximum of its schema, so that all parts are represented; they are then put in text
    order.
    """
    first = contents[0]
    if len(contents) == 1:
        return first
    update: dict[str, Any] = {}
    for name, info in type(first).model_fields.items():
        lists = [getattr(c, name) for c in contents]
        if not all(isinstance(items, list | tuple) for items in lists):
            continue
        extra = info.json_schema_extra
        most = extra.get("maxItems") if isinstance(extra, dict) else None
        update[name] = _chosen(lists, index, most if isinstance(most, int) else None)
    return first.model_copy(update=update)


def _chosen(lists: Sequence[Sequence[Any]], index: Index, most: int | None) -> list[Any]:
    ranked = [sorted(items, key=lambda i: -_weight(i, index)) for items in lists]
    kept: list[Any] = []
    for turn in range(max(map(len, ranked), default=0)):
        for items in ranked:
            if turn < len(items) and (most is None or len(kept) < most) and not _said(items[turn], kept, index):
                kept.append(items[turn])
    place = {i: n for n, i in enumerate(index.body)}
    return sorted(kept, key=lambda item: min((place.get(i, len(place)) for i in _cites(item)), default=len(place)))


def _cites(item: Any) -> Iterable[str]:  # noqa: ANN401 - an item of any list
    return item.cites if isinstance(item, Cited) else ()


def _weight(item: Any, index: Index) -> float:  # noqa: ANN401
    """Return how central the cited sentences are to the whole text."""
    cited = [index.stems[i] for i in _cites(item) if i in index.stems]
    return max((sum(index.shared(word) - 1 for word in stems) / (len(stems) + 5) for stems in cited), default=0.0)


def _said(item: Any, kept: Iterable[Any], index: Index) -> bool:  # noqa: ANN401
    """True if an item of ``kept`` has the same name, or nearly the same words, numbers and names."""
    if not isinstance(item, Cited):
        return item in kept
    name, words, told = _wording(item, index.language)
    for other in kept:
        its_name, its_words, its_told = _wording(other, index.language)
        if name and its_name:
            if name <= its_name or its_name <= name:
                return True
        elif told == its_told and len(words & its_words) >= ALIKE * max(1, min(len(words), len(its_words))):
            return True
    return False


def _wording(item: Cited, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[object]]:
    """The stems of the name that an item is about, empty for none; those of all that it says; its numbers and names."""
    said = strings(item)
    name = " ".join(text for _, role, text in said if role is Role.NAME)
    text = " ".join(text for _, role, text in said if role is not Role.SPEAKER)
    numbers = {q.values[0] for q in quantities(text, language)}
    named = {fold(text[a:b]) for a, b, sure in names(text) if sure}
    return stems_of(name, language), stems_of(text, language), frozenset({*numbers, *named})
