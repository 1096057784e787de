"""The interface to models: a Model completes a Request. Wrappers have the same method, so they nest."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import isfinite
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self

from pydantic import BaseModel

from ..errors import ReplyError

__all__ = [
    "Ability",
    "Choices",
    "Completion",
    "Endpoint",
    "Model",
    "Progress",
    "Request",
    "Usage",
    "answer_schema",
    "limited",
    "parse",
]

Choices = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a named type and its values."""

Progress = Callable[[str, int], None]
"""Called with the current activity ("reading", "writing", …) and the tokens so far."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The use of an endpoint: attempts sent, and tokens as the endpoint counted them (None: unknown).

    ``cached_tokens``: prompt tokens served from the endpoint's cache.
    """

    requests: int = 0
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0
    cached_tokens: int | None = 0

    def __add__(self, other: "Usage") -> "Usage":
        def total(a: int | None, b: int | None) -> int | None:
            return None if a is None or b is None else a + b

        return Usage(
            self.requests + other.requests,
            total(self.prompt_tokens, other.prompt_tokens),
            total(self.completion_tokens, other.completion_tokens),
            total(self.cached_tokens, other.cached_tokens),
        )


class Endpoint(NamedTuple):
    """The model that reads the article, and its host. ``identity`` goes into digests and contains no key or time."""

    model: str
    host: str
    identity: str

    @property
    def embedded(self) -> bool:
        """True if it runs inside brief: a small model with a short context."""
        return self.identity.startswith("sha256:")


class Ability(NamedTuple):
    """The abilities of an endpoint and its model: instructor's mode for requests, and the writing plan.

    ``enumerates``: True if it holds the model to the values of a schema; ``compares``: True if the model can tell which
    figures measure the same thing; ``judges``: True if it can judge a briefing. The last two are None if untested.
    """

    mode: str
    enumerates: bool
    plan: str = "single"
    compares: bool | None = None
    judges: bool | None = None


class Request(NamedTuple):
    """One question.

    ``answer`` is the pydantic class that the reply must fit; ``choices`` are the values that its named types
    (``SentenceId``, ``Quantity``) may take: an endpoint that enforces schemas is held to them. ``purpose``: its name in
    errors; it is not sent.
    """

    system: str
    user: str
    answer: type[BaseModel]
    choices: Choices
    max_tokens: int
    purpose: str = "briefing"

    def digest(self, endpoint: Endpoint) -> str:
        """The hex SHA-256 of everything that the request's body is made from, and of the model's identity."""
        parts = {
            "system": self.system,
            "user": self.user,
            "name": self.answer.__name__,
            "schema": limited(answer_schema(self.answer), self.choices),
            "max_tokens": self.max_tokens,
            "temperature": 0,
            "model": endpoint.identity,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Completion(NamedTuple):
    """The reply: ``text`` is one JSON object, not yet checked. ``recorded``: it came from a recording.

    ``mode``: instructor's name for the form of the request; empty if not recorded.
    """

    text: str
    usage: Usage
    seconds: float
    recorded: bool = False
    mode: str = ""


class Model(Protocol):
    """An async context manager with one method. Deadlines and Ctrl-C cancel the task."""

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint that answers."""
        ...

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Ask. Raises a ModelError, ReplyError or RecordingError of errors.py."""
        ...

    async def __aenter__(self) -> Self:
        """Get ready; cheap before the first request."""
        ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release all resources."""
        ...


@cache
def answer_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of ``answer``, cached because building it takes milliseconds; do not modify it."""
    return answer.model_json_schema()


def limited(schema: dict[str, Any], choices: Choices) -> dict[str, Any]:
    """Return ``schema`` with each named type of ``choices`` as an enumeration, defined once, in ``$defs``.

    A list of things that each hold one of N quantities has at most N items. The given schema is not changed.
    """
    named = {name: list(values) for name, values in choices if values and name in schema.get("$defs", {})}
    defs = {**schema.get("$defs", {}), **{n: {"type": "string", "enum": v} for n, v in named.items()}}
    properties = dict(schema.get("properties", {}))
    most = len(named.get("Quantity", ()))
    for name, field in properties.items():
        item = defs.get(str(field.get("items", {}).get("$ref", "")).removeprefix("#/$defs/"), {})
        if most and {"$ref": "#/$defs/Quantity"} in item.get("properties", {}).values():
            properties[name] = {**field, "maxItems": min(most, field.get("maxItems", most))}
    return {**schema, "$defs": defs, "properties": properties}


def parse(text: str, answer: type[BaseModel]) -> BaseModel:
    """Return the reply as ``answer``.

    Raises ReplyError if it is not JSON, repeats a key, has a number that is not finite, or does not fit.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({k for k, _ in pairs}) < len(pairs):
            raise ValueError("a key occurs twice")
        return dict(pairs)

    def finite(written: str) -> float:
        number = float(written)
        if not isfinite(number):  # NaN and Infinity are no JSON; 1e999 is, but overflows
            raise ValueError("not a number")
        return number

    try:
        data = json.loads(text, object_pairs_hook=unique, parse_float=finite, parse_constant=finite)
        return answer.model_validate(data)
    except (ValueError, RecursionError) as error:
        places = ", ".join(".".join(map(str, e["loc"])) for e in error.errors()[:3]) if hasattr(error, "errors") else ""
        raise ReplyError(
            f"the model's answer does not fit the schema{' at ' + places if places else ''}",
            hint="Try again, use a stronger model, or use --plan extract, which needs none.",
        ) from None
