"""Read a model's reply tolerantly: what is unambiguous is coerced, and an unreadable item loses only itself.

A reply has been paid for. So case and spelling variants of a label, null for an empty list, one value for a list, a
wrapper object, a code fence or prose around the JSON are all understood. What stays ambiguous (two different values
of one key, say) is not guessed at: that item is reported as lost and the others are kept.
"""

import re
import types
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from typing_extensions import TypeAliasType

from ..errors import ReplyError
from ..kinds.fields import MAX_STRING, Cited, Role
from .json_objects import AMBIGUOUS, finite, objects, plain_key, unwrapped

__all__ = ["Changed", "Lost", "ParsedReply", "read_reply"]

NOTHING = frozenset({"", "none", "null", "nil", "unknown", "n/a", "na", "not given", "not stated", "unspecified", "-"})
"""Words that models write into an optional field instead of null."""
ITSELF = ("article", "artikel", "artículo", "articolo", "artigo")
"""A speaker that ends in one of these means the article itself, not a person."""

_M = TypeVar("_M", bound=BaseModel)


class Lost(NamedTuple):
    """An item that could not be read. ``path``: its place in the reply ("claims.2"); ``original``: what was there."""

    path: str
    reason: str
    original: Any


class Changed(NamedTuple):
    """A value whose meaning changed when it was read: a label outside its list, say."""

    path: str
    field: str
    before: str
    after: str | None
    reason: str


class ParsedReply(NamedTuple):
    """A reply as far as it can be read.

    ``fields``: the readable values of the answer by field name. ``order``: for each list field, the index in the reply
    of each item that was kept.
    """

    fields: Mapping[str, Any]
    order: Mapping[str, tuple[int, ...]]
    lost: tuple[Lost, ...]
    changed: tuple[Changed, ...]


class _UnreadableError(Exception):
    """One value cannot be read; the message says why."""


def read_reply(text: str, answer: type[BaseModel]) -> ParsedReply:
    """Return ``text`` as values for the fields of ``answer``; an unreadable field is left out and listed as lost.

    Raises ReplyError if nothing usable is in it.
    """
    names = set(answer.model_fields)
    data = next((d for value in objects(text) if (d := unwrapped(value, names)) is not None), None)
    if data is None:
        raise ReplyError(
            "the model's answer does not fit the schema",
            hint="Try again, use a stronger model, or use --plan extract, which needs none.",
        )
    reader = _ReplyReader()
    fields, order = reader.fields(answer, data, "")
    return ParsedReply(fields, order, tuple(reader.lost), tuple(reader.changed))


def _short(value: Any) -> Any:  # noqa: ANN401
    """Return ``value`` as JSON of bounded size, for a list of what was lost."""
    if value is AMBIGUOUS:
        return None
    if isinstance(value, dict):
        return {str(k)[:100]: _short(v) for k, v in list(value.items())[:20]}
    if isinstance(value, list):
        return [_short(v) for v in value[:20]]
    return value[:MAX_STRING] if isinstance(value, str) else value


class _ReplyReader:
    """Reads values by their annotations; collects what was lost and what was changed."""

    def __init__(self) -> None:
        self.lost: list[Lost] = []
        self.changed: list[Changed] = []

    def fields(self, model: type[BaseModel], data: dict[str, Any], path: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The readable fields of ``model``, and the indices of the items that were kept of each list."""
        given = self._given(model, data)
        found: dict[str, Any] = {}
        order: dict[str, tuple[int, ...]] = {}
        for name, info in model.model_fields.items():
            here = f"{path}.{name}" if path else name
            if name not in given:
                if _item_model(info.annotation) and _is_list(info.annotation):
                    found[name] = []
                continue
            try:
                if (item := _item_model(info.annotation)) and _is_list(info.annotation):
                    kept = list(self._items(item, given[name], here))
                    found[name], order[name] = [node for _, node in kept], tuple(n for n, _ in kept)
                else:
                    found[name] = self._value(info.annotation, tuple(info.metadata), given[name], here)
            except _UnreadableError as error:
                self.lost.append(Lost(here, str(error), _short(given[name])))
        return found, order

    def _given(self, model: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
        given = {plain_key(key): value for key, value in data.items()}
        if issubclass(model, Cited) and "cites" not in given:  # "citations", "sources": the one key of sentence ids
            other = [k for k, v in given.items() if k not in model.model_fields and _are_ids(v)]
            if len(other) == 1:
                given["cites"] = given[other[0]]
        return given

    def _items(self, model: type[BaseModel], value: Any, path: str) -> Iterator[tuple[int, BaseModel]]:  # noqa: ANN401
        if _is_nothing(value):
            return
        if value is AMBIGUOUS:
            raise _UnreadableError("the key occurs twice with different values")
        if isinstance(value, dict):
            known = {plain_key(k) for k in value} & set(model.model_fields)
            inner = [v for v in value.values() if isinstance(v, list)]
            value = [value] if known else inner[0] if len(inner) == 1 else list(value.values())
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            here = f"{path}.{number}"
            try:
                yield number, self.model(model, item, here)
            except _UnreadableError as error:
                self.lost.append(Lost(here, str(error), _short(item)))

    def model(self, model: type[_M], value: Any, path: str) -> _M:  # noqa: ANN401
        """``value`` as a ``model``. Raises _UnreadableError."""
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, str) and (field := _text_field(model)):
            value = _from_text(value, field)
        if not isinstance(value, dict):
            raise _UnreadableError("it is not an object")
        before = len(self.lost), len(self.changed)
        values, _ = self.fields(model, value, path)
        for name, info in model.model_fields.items():
            if name == "cites":
                values.setdefault("cites", [])
            elif name not in values and info.is_required():
                told = self._missing(info.annotation, tuple(info.metadata))
                if told is AMBIGUOUS:
                    own = next((lost.reason for lost in self.lost[before[0] :]), "it is missing")
                    del self.lost[before[0] :], self.changed[before[1] :]
                    raise _UnreadableError(f"{name}: {own}")
                values[name] = told
        try:
            return model.model_validate(values)
        except ValidationError as error:
            place = ".".join(map(str, error.errors()[0]["loc"]))
            raise _UnreadableError(f"{place}: {error.errors()[0]['type'].replace('_', ' ')}") from None

    @staticmethod
    def _missing(annotation: Any, metadata: tuple[Any, ...]) -> Any:  # noqa: ANN401
        """Return the value of a missing required field: None, the first degree of certainty, or AMBIGUOUS."""
        if _is_optional(annotation):
            return None
        if _is_list(annotation):
            return []
        options = _options(annotation)
        if options and Role.CERTAINTY in metadata:
            return options[0]
        return "other" if "other" in options else AMBIGUOUS

    def _value(self, annotation: Any, metadata: tuple[Any, ...], value: Any, path: str) -> Any:  # noqa: ANN401
        if value is AMBIGUOUS:
            raise _UnreadableError("the key occurs twice with different values")
        if isinstance(value, float) and not isfinite(value):
            raise _UnreadableError("it is not a number")
        inner, metadata = _plain(annotation, metadata)
        if _is_optional(annotation) and (_is_nothing(value) or self._is_article(value, metadata, path)):
            return None
        if _is_list(annotation):
            parts = value if isinstance(value, list) else [] if value is None else [value]
            return [self._value(get_args(inner)[0], metadata, part, path) for part in parts]
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return self.model(inner, value, path)
        if options := _options(inner):
            return self._label(options, metadata, value, path)
        return _scalar(inner, value)

    def _is_article(self, value: Any, metadata: tuple[Any, ...], path: str) -> bool:  # noqa: ANN401
        """True for a speaker that is the article itself, which is noted as a change."""
        if Role.SPEAKER not in metadata or not isinstance(value, str):
            return False
        is_article = value.strip(" .").casefold().endswith(ITSELF)
        if is_article:
            self._change(path, value, None, "the article itself is not a speaker")
        return is_article

    def _label(self, options: tuple[Any, ...], metadata: tuple[Any, ...], value: Any, path: str) -> Any:  # noqa: ANN401
        if value in options:
            return value
        names = {_spelling(str(option)): option for option in options}
        written = _spelling(str(value).strip(" ."))
        if written in names:
            return names[written]
        fallback = options[0] if Role.CERTAINTY in metadata else "other" if "other" in options else None
        if fallback is None:
            raise _UnreadableError(f"{str(value)[:40]!r} is not one of {', '.join(map(str, options))}")
        self._change(path, str(value), fallback, "it is not a label of this field")
        return fallback

    def _change(self, path: str, before: str, after: str | None, reason: str) -> None:
        where, _, field = path.rpartition(".")
        self.changed.append(Changed(where, field, before[:100], after, reason))


def _scalar(wanted: Any, value: Any) -> Any:  # noqa: ANN401
    """``value`` as the text or number that ``wanted`` asks for. Raises _UnreadableError."""
    if wanted is str:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.strip():
            raise _UnreadableError("there is no text")
    elif wanted in {int, float} and isinstance(value, str):
        try:
            return wanted(finite(value.replace(",", "")))
        except ValueError:
            raise _UnreadableError("it is not a number") from None
    return value


def _is_nothing(value: Any) -> bool:  # noqa: ANN401
    """True for null and for a word that means it."""
    return value is None or (isinstance(value, str) and value.strip(" .").casefold() in NOTHING)


def _spelling(label: str) -> str:
    """``label`` without the difference between British and American spelling."""
    return plain_key(label).replace("iz", "is").replace("yz", "ys")


def _are_ids(value: Any) -> bool:  # noqa: ANN401
    parts = value if isinstance(value, list) else [value]
    return bool(parts) and all(
        (isinstance(p, int) and not isinstance(p, bool)) or (isinstance(p, str) and _ID.fullmatch(p)) for p in parts
    )


_ID = re.compile(r"[\[(]?[A-Za-z]{0,3}\d{1,6}[\])]?(?:[,;\s]{1,3}[\[(]?[A-Za-z]{0,3}\d{1,6}[\])]?){0,20}")


def _plain(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401
    """``annotation`` without names, extras and None."""
    while True:
        if isinstance(annotation, TypeAliasType):
            annotation = annotation.__value__
        elif get_origin(annotation) is Annotated:
            annotation, *extra = get_args(annotation)
            metadata = (*metadata, *extra)
        elif get_origin(annotation) in {Union, types.UnionType}:
            members = [m for m in get_args(annotation) if m is not type(None)]
            if len(members) != 1:
                return annotation, metadata
            annotation = members[0]
        else:
            return annotation, metadata


def _is_optional(annotation: Any) -> bool:  # noqa: ANN401
    if isinstance(annotation, TypeAliasType):
        return _is_optional(annotation.__value__)
    if get_origin(annotation) is Annotated:
        return _is_optional(get_args(annotation)[0])
    return get_origin(annotation) in {Union, types.UnionType} and type(None) in get_args(annotation)


def _is_list(annotation: Any) -> bool:  # noqa: ANN401
    return get_origin(_plain(annotation, ())[0]) in {list, tuple}


def _item_model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """The class of the items of a list of models; None for anything else."""
    args = get_args(_plain(annotation, ())[0])
    inner = _plain(args[0], ())[0] if args and _is_list(annotation) else None
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _options(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401
    inner, _ = _plain(annotation, ())
    return get_args(inner) if get_origin(inner) is Literal else ()


def _text_field(model: type[BaseModel]) -> str | None:
    """The one required field of text of ``model`` that cannot be null; None if there are none or several."""
    required = [(n, i.annotation) for n, i in model.model_fields.items() if i.is_required() and n != "cites"]
    texts = [n for n, annotation in required if _plain(annotation, ())[0] is str and not _is_optional(annotation)]
    return texts[0] if len(texts) == 1 else None


def _from_text(text: str, field: str) -> dict[str, Any]:
    """An item that came as its text alone; ids in brackets at its end are its citations."""
    said, bracket, ids = text.strip().rpartition("[")
    if bracket and ids.endswith("]") and _are_ids(ids.removesuffix("]")):
        return {field: said.strip(), "cites": [ids.removesuffix("]")]}
    return {field: text}
