"""The JSON objects of a reply, with any text around them and even if cut off."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from math import isfinite
from typing import Any

from pydantic_core import from_json

__all__ = ["AMBIGUOUS", "finite", "objects", "plain_key", "unwrapped"]

MAX_DEPTH = 3
"""Most nested wrapper objects that are opened."""
MAX_STARTS = 20
"""Most opening braces at which prose is searched for JSON."""

AMBIGUOUS = object()
"""The value of a key that an object has twice with different values."""
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,\s*([}\]])')
"""A JSON string, or a comma before a closing bracket, which JSON does not allow."""


def objects(text: str) -> Iterator[Any]:
    """The JSON values in ``text``: the whole, the first object in it, or the beginning of one that was cut off.

    What stands before ``</think>`` is a model's reasoning, unless it is JSON already: then the mark is part of a text.
    """
    thought, mark, answer = text.partition("</think>")
    if mark and not thought.lstrip().startswith(("{", "[")):
        yield from _values(answer)
    yield from _values(text)


def _values(text: str) -> Iterator[Any]:
    if '"' not in text:  # curly quotation marks as JSON's own: there is no other reading
        text = text.replace("“", '"').replace("”", '"')
    try:
        whole = _DECODER.decode(text)
    except (ValueError, RecursionError):
        yield from _inside(text)
    else:
        yield whole


def _inside(text: str) -> Iterator[Any]:
    """The JSON objects in ``text``, mended where they are broken."""
    at = text.find("{")
    for _ in range(MAX_STARTS):
        if at < 0:
            return
        try:
            yield _DECODER.raw_decode(text, at)[0]
        except (ValueError, RecursionError):
            yield from _mended(text[at:])
        at = text.find("{", at + 1)


def _mended(text: str) -> Iterator[Any]:
    """The object that begins ``text`` without trailing commas, or as much of it as came before it was cut off."""
    text = _STRING_OR_COMMA.sub(lambda found: found[1] or found[0], text)
    try:
        yield json.JSONDecoder(object_pairs_hook=_pairs, parse_float=finite, parse_constant=finite).raw_decode(text)[0]
    except (ValueError, RecursionError):
        with suppress(ValueError):
            yield from_json(text, allow_inf_nan=False, allow_partial=True)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = AMBIGUOUS if key in found and found[key] != value else value
    return found


def finite(written: str) -> float:
    """Return ``written`` as a number. Raises ValueError for infinity and NaN."""
    number = float(written)
    if not isfinite(number):  # 1e999 is JSON, and no number
        raise ValueError("not a finite number")
    return number


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_float=finite, parse_constant=finite)


def unwrapped(data: Any, names: set[str]) -> dict[str, Any] | None:  # noqa: ANN401 - whatever JSON holds
    """Return ``data`` or the object inside its wrappers that has one of ``names`` as a key; None if there is none."""
    for _ in range(MAX_DEPTH + 1):
        if isinstance(data, list) and len(data) == 1:
            data = data[0]
        if not isinstance(data, dict):
            return None
        if names & {plain_key(key) for key in data}:
            return data
        inner = [value for value in data.values() if isinstance(value, (dict, list))]
        if len(inner) != 1:
            return None
        data = inner[0]
    return None


def plain_key(key: str) -> str:
    """Return ``key`` in normalized spelling: "Key Claims" is "key_claims"."""
    return key.strip().casefold().replace(" ", "_").replace("-", "_")
