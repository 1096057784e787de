"""Errors of an endpoint -> errors of brief. Of the server's text, only a code is kept."""

import re
import time
from typing import Any

from ..errors import (
    ContextError,
    KeyRefusedError,
    ModelError,
    OverloadedError,
    QuotaError,
    RefusedRequestError,
)
from .base import Endpoint

__all__ = ["ParameterRefusedError", "translated"]

_TRANSIENT = frozenset({408, 409, 425, 429})
_WORD = re.compile(r"[a-z_]{1,40}")


class ParameterRefusedError(Exception):
    """A 400 or 422 and its text, for ``_Body.adapt`` only."""

    def __init__(self, error: ModelError, text: str) -> None:
        super().__init__()
        self.error = error
        self.text = text


def translated(error: Any, endpoint: Endpoint) -> Exception:  # noqa: ANN401, PLR0911 - foreign; one case a status
    """Return our error for an HTTP status.

    Of the server's text, only its code is kept, and only if it is a plain word.
    """
    status = error.status_code
    body = error.body if isinstance(error.body, dict) else {}
    codes = [w for w in (body.get("code"), body.get("type")) if isinstance(w, str) and _WORD.fullmatch(w)]
    said = f"HTTP {status}" + (f", {codes[0]}" if codes else "")
    who = f"{endpoint.host} ({said})"
    if status in {401, 403}:
        return KeyRefusedError(
            f"the key is missing, or was refused, at {who}",
            hint="Check the key. It is sent only to the address configured with it: see docs/models.md.",
        )
    if status == 402 or "insufficient_quota" in codes:
        return QuotaError(f"the account at {who} has no credit left")
    if {"context_length_exceeded", "exceed_context_size_error"} & set(codes):
        return ContextError(
            f"the article does not fit into the context of {endpoint.model} at {who}",
            hint="Use a model with a larger context, or a shorter article.",
        )
    if status in _TRANSIENT or status >= 500:
        return OverloadedError(
            f"{who} is overloaded, limits requests or has an internal error", retry_after=_pause(error.response.headers)
        )
    if status == 404:
        return RefusedRequestError(
            f"the model {endpoint.model!r} or the address was not found at {who}",
            hint="Check --model, and that --base-url ends where the server's API begins (usually /v1).",
        )
    refused = RefusedRequestError(f"the request was refused by {who}", hint="Check --model and --base-url.")
    if status in {400, 422}:
        return ParameterRefusedError(refused, str(error.body)[:2_000])
    return refused


def _pause(headers: Any) -> float | None:  # noqa: ANN401
    """Return the seconds asked for by Retry-After (seconds, milliseconds or a date); None without a usable value."""
    from email.utils import parsedate_to_datetime

    try:
        if "retry-after-ms" in headers:
            seconds = float(headers["retry-after-ms"]) / 1000
        elif "retry-after" not in headers:
            return None
        elif headers["retry-after"].strip().replace(".", "", 1).isdigit():
            seconds = float(headers["retry-after"])
        else:
            seconds = parsedate_to_datetime(headers["retry-after"]).timestamp() - time.time()
    except (ValueError, TypeError):
        return None
    return max(0.0, seconds) if seconds < float("inf") else None
