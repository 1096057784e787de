"""Walking the cited nodes of a content: their fields by meaning, their paths, and copies with some of them changed."""

import types
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from typing_extensions import TypeAliasType

from ..errors import KindError
from .fields import Cited, Role

__all__ = [
    "Slot", "check_schema", "is_model", "is_optional", "nested", "rebuild", "slots", "strings", "walk", "walk_types",
]  # fmt: skip

_M = TypeVar("_M", bound=BaseModel)


class Slot(NamedTuple):
    """One field of a node: its name, what it means, and whether it is a list."""

    name: str
    role: Role
    many: bool


@cache
def slots(node: type[Cited]) -> tuple[Slot, ...]:
    """Return the fields of ``node`` with strings or numbers, in order, without ``cites``.

    Nested nodes are not slots.
    """
    found = []
    for name, info in node.model_fields.items():
        if name == "cites":
            continue
        role, many = _role(info.annotation, tuple(info.metadata))
        if role is not None:
            found.append(Slot(name, role, many))
    return tuple(found)


def _role(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Role | None, bool]:  # noqa: ANN401
    """Return the role of an annotation, and True if it is in a list; None for nested models."""
    if isinstance(annotation, TypeAliasType):
        return _role(annotation.__value__, metadata)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _role(inner[0], (*metadata, *inner[1:]))
    if origin in {Union, types.UnionType}:
        roles = (_role(member, metadata) for member in inner)
        return next((found for found in roles if found[0] is not None), (None, False))
    if origin in {list, tuple}:
        return _role(inner[0], metadata)[0], True
    usual = _usual_role(annotation)
    marked = next((m for m in metadata if isinstance(m, Role)), usual)
    return (marked if usual else None), False


def _usual_role(annotation: Any) -> Role | None:  # noqa: ANN401
    """Return the role that a plain type has without a mark; None for a type that is not plain."""
    if get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return Role.LABEL
    return {bool: Role.LABEL, int: Role.VALUE, float: Role.VALUE, str: Role.STATEMENT}.get(annotation)


def is_model(value: object) -> bool:
    """True if ``value`` is a pydantic model."""
    return isinstance(value, BaseModel)


@cache
def nested(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of the fields that may contain models."""
    return tuple(name for name, info in model.model_fields.items() if any(True for _ in _models(info.annotation)))


def walk(content: BaseModel) -> list[tuple[str, Cited]]:
    """Return ``(path, node)`` for every cited node in reading order; paths are like ``claims.2`` and count from 0."""
    return list(_walk(content, ""))


def _walk(content: BaseModel, path: str) -> Iterator[tuple[str, Cited]]:
    if isinstance(content, Cited):
        yield path, content
    for name in nested(type(content)):
        value = getattr(content, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, (list, tuple)):
            for n, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _walk(item, f"{here}.{n}")
        elif isinstance(value, BaseModel):
            yield from _walk(value, here)


def strings(node: Cited) -> list[tuple[str, Role, str]]:
    """Return ``(field, role, text)`` for each string of ``node``; items of a list one by one."""
    found: list[tuple[str, Role, str]] = []
    for name, role, many in slots(type(node)):
        value = getattr(node, name)
        if isinstance(value, str):
            if value:
                found.append((name, role, value))
        elif many and value:
            found += [(name, role, item) for item in value if isinstance(item, str) and item]
    return found


@cache
def is_optional(node: type[BaseModel], field: str) -> bool:
    """True if ``field`` of ``node`` may be None."""
    return type(None) in get_args(node.model_fields[field].annotation)


def walk_types(content: type[BaseModel]) -> Iterator[type[Cited]]:
    """Yield the classes of the cited nodes that ``content`` may contain, possibly more than once."""
    if issubclass(content, Cited):
        yield content
    for info in content.model_fields.values():
        for nested in _models(info.annotation):
            if nested is not content:
                yield from walk_types(nested)


def rebuild(content: _M, changed: dict[str, Cited | None], path: str = "") -> _M:
    """Return a copy of ``content`` with each node at a path of ``changed`` replaced, or removed from its list if None.

    A node that is neither an item of a list nor optional cannot be removed: None for it raises KeyError. The nested
    nodes of a replacement are ignored and rebuilt from the paths of the originals.
    """
    if not changed:
        return content
    node = changed.get(path, content) if path else content
    if node is None:
        raise KeyError(path)
    if not nested(type(content)):
        return node  # type: ignore[return-value]
    update: dict[str, Any] = {}
    for name in nested(type(content)):
        value = getattr(content, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, BaseModel):
            gone = changed.get(here, value) is None and is_optional(type(content), name)
            update[name] = None if gone else rebuild(value, changed, here)
        elif isinstance(value, (list, tuple)) and any(isinstance(item, BaseModel) for item in value):
            kept = [(f"{here}.{n}", item) for n, item in enumerate(value)]
            update[name] = [rebuild(i, changed, p) for p, i in kept if changed.get(p, i) is not None]
    return node.model_copy(update=update)  # type: ignore[return-value]


def check_schema(model: type[BaseModel], kind: str) -> None:
    """Raise KindError if ``model`` has text or numbers outside cited nodes, or a container that cannot be walked."""
    _check(model, kind, frozenset())


def _check(model: type[BaseModel], kind: str, seen: frozenset[type[BaseModel]]) -> None:
    for name, info in model.model_fields.items():
        where = f"the schema of kind {kind!r}: {model.__name__}.{name}"
        role, _ = _role(info.annotation, tuple(info.metadata))
        if role in {None, Role.LABEL} or issubclass(model, Cited):
            for nested in _models(info.annotation):
                if nested not in seen:
                    _check(nested, kind, seen | {model})
            if role is None and not list(_models(info.annotation)) and name != "cites":
                raise KindError(
                    f"{where} has a type that cannot be checked",
                    hint="Use str, int, float, bool, Literal, lists of these, and nested models; no dict.",
                )
        else:
            raise KindError(f"{where} is outside a Cited node", hint="Move it into a class that inherits from Cited.")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif isinstance(annotation, TypeAliasType):
        yield from _models(annotation.__value__)
    elif get_origin(annotation) is not None and get_origin(annotation) is not dict:
        for inner in get_args(annotation):
            yield from _models(inner)
