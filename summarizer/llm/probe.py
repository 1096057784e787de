"""Tests of an endpoint's abilities: a few small questions whose answers show what it really does."""

import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import BriefError, RefusedRequestError, ReplyError
from .base import Ability, Endpoint
from .capabilities import keep
from .middleware.budget import Prices
from .openai import OpenAIModel

__all__ = ["QUESTIONS", "Report", "kept", "probe"]

ARTICLE = (900, 550)
"""Tokens read and written for an article of 400 words."""
QUESTIONS = 4
"""Requests of ``probe``, besides those for the server's own metadata."""
_WORD = "zebra7"
_SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string", "enum": [_WORD]}},
    "required": ["word"],
    "additionalProperties": False,
}
_ASK_OTHER = 'Answer with the JSON object {"word": "apple"} and nothing else.'
_ASK_PROSE = "Answer with the three words: good morning everybody. No JSON, no quotation marks."
_CONTEXTS = (
    "max_model_len",
    "context_length",
    "loaded_context_length",
    "max_context_length",
    "context_window",
    "n_ctx",
)


class Report(NamedTuple):
    """The findings. ``rows``: pairs of a subject and its result; ``ability``: the basis for later requests."""

    rows: tuple[tuple[str, str], ...]
    ability: Ability


async def probe(model: OpenAIModel, endpoint: Endpoint, prices: Prices | None) -> Report:
    """Ask four small questions. Raises ModelError if one gets no answer; a refusal of the last three is a finding."""
    rows = [("model", f"{endpoint.model} at {endpoint.host}")]
    listed = await model.about("/models")
    begun = time.monotonic()
    reply = await model.ask({"messages": _said("Count from 1 to 40 in words, separated by spaces."), "max_tokens": 96})
    seconds = time.monotonic() - begun
    rows.append(("reachable, key accepted", f"yes: the first answer took {seconds:.1f} s"))
    rows.append(("model known", _known(listed, endpoint.model)))
    context = _context(listed, endpoint.model) or _context_of_props(await model.about("../props"))
    rows.append(("context", f"{context:,} tokens, according to the server" if context else "the server does not say"))
    schema = await _schema(model)
    rows.append(("JSON schema", schema))
    rows.append(("JSON object", await _object(model)))
    rows.append(("tools", await _tools(model)))
    written = reply.usage[1]
    rows.append(("usage", "reported" if None not in reply.usage else "not reported: budgets assume the maximum"))
    speed = written / seconds if written and seconds else None
    rows.append(("speed", f"{speed:.0f} tokens per second" if speed else "unknown"))
    rows.append(("an article of 400 words", _article(speed, prices)))
    ability = Ability("MD_JSON" if schema.startswith("refused") else "JSON_SCHEMA", schema.startswith("enforced"))
    how = "schemas, with the article's sentence ids and numbers as the only choices" if ability.enumerates else (
        "schemas, and checks the answers itself" if ability.mode == "JSON_SCHEMA" else "for JSON in the prompt"
    )  # fmt: skip
    rows.append(("brief will send" if ability.mode == "JSON_SCHEMA" else "brief will ask", how))
    return Report(tuple(rows), ability)


def _said(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def _models(listed: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - foreign JSON
    found = listed.get("data") if isinstance(listed, dict) else None
    return [m for m in found if isinstance(m, dict)] if isinstance(found, list) else []


def _known(listed: Any, name: str) -> str:  # noqa: ANN401
    models = _models(listed)
    if not models:
        return "it answers; the server lists no models"
    if len(models) == 1:
        return "it answers; the server has one model"
    there = any(m.get("id") == name for m in models)
    return (
        "yes, the server lists it"
        if there
        else f"it answers, but is not one of the {len(models)} models that the server lists"
    )


def _context(listed: Any, name: str) -> int | None:  # noqa: ANN401
    models = _models(listed)
    own = next((m for m in models if m.get("id") == name), models[0] if len(models) == 1 else {})
    meta = own.get("meta")
    for place in (own, meta if isinstance(meta, dict) else {}):
        for key in _CONTEXTS:
            if isinstance(place.get(key), int) and place[key] > 0:
                return int(place[key])
    return None


def _context_of_props(props: Any) -> int | None:  # noqa: ANN401
    """Return the context of one slot from ``/props`` of llama.cpp's server; None if it is missing."""
    settings = props.get("default_generation_settings") if isinstance(props, dict) else None
    size = settings.get("n_ctx") if isinstance(settings, dict) else None
    return size if isinstance(size, int) and size > 0 else None


async def _schema(model: OpenAIModel) -> str:
    form = {"type": "json_schema", "json_schema": {"name": "Word", "schema": _SCHEMA}}
    try:
        reply = await model.ask({"messages": _said(_ASK_OTHER), "max_tokens": 40, "response_format": form})
    except (RefusedRequestError, ReplyError):
        return "refused"
    return "enforced" if _parsed(reply.content) == {"word": _WORD} else "accepted and ignored"


async def _object(model: OpenAIModel) -> str:
    body = {"messages": _said(_ASK_PROSE), "max_tokens": 40, "response_format": {"type": "json_object"}}
    try:
        reply = await model.ask(body)
    except (RefusedRequestError, ReplyError):
        return "refused"
    began = reply.content.lstrip().startswith("{")  # it may be cut off: forty tokens are not many
    return "enforced" if began else "accepted and ignored"


async def _tools(model: OpenAIModel) -> str:
    tool = {"type": "function", "function": {"name": "say", "description": "Say a word.", "parameters": _SCHEMA}}
    choice = {"type": "function", "function": {"name": "say"}}
    body = {"messages": _said(_ASK_PROSE), "max_tokens": 60, "tools": [tool], "tool_choice": choice}
    try:
        reply = await model.ask(body)
    except (RefusedRequestError, ReplyError):
        return "refused"
    return "work" if _parsed(reply.content) == {"word": _WORD} else "accepted and ignored"


def _parsed(text: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _article(speed: float | None, prices: Prices | None) -> str:
    read, written = ARTICLE
    said = f"about {read} tokens read and {written} written"
    if speed:
        said += f", {written / speed:.0f} s to write them"
    cost = prices.of(read, written) if prices else None
    return said + (", price unknown" if cost is None else f", ${cost:.5f}" if cost else ", no charge")


def kept(report: Report, endpoint: Endpoint, path: Path) -> Report:
    """Store the ability in ``report`` for later runs, and return the report, with an added row if storing fails."""
    try:
        keep(path, endpoint, report.ability)
    except (OSError, BriefError) as error:
        return report._replace(rows=(*report.rows, ("not saved", type(error).__name__)))
    return report
