"""Bytes -> one reply, from one object or from a stream of events. Pure except for reading the bytes."""

import json
from collections.abc import AsyncIterator
from typing import Any

from ..errors import ReplyError, UnreachableError
from .base import Progress

__all__ = ["MAX_REPLY", "Reply", "receive"]

MAX_REPLY = 4_000_000
"""Largest HTTP reply, in bytes."""


class Reply:
    """A model's reply, joined from a stream's events or read from one object.

    ``usage``: tokens read and written; ``cached``: those of the tokens read that the server had read before;
    ``thought``: True if it has reasoning besides its content.
    """

    def __init__(self) -> None:
        self.content = ""
        self.finish = ""
        self.refusal = False
        self.thought = False
        self.usage: tuple[int | None, int | None] = (None, None)
        self.cached: int | None = None

    def add(self, data: Any, key: str) -> None:  # noqa: ANN401 - foreign JSON
        """Add one object; ``key`` is ``message`` or ``delta``. Raises ValueError if it is not a completion."""
        if not isinstance(data, dict) or "error" in data:
            raise ValueError("no completion")
        usage = data.get("usage")
        if isinstance(usage, dict):
            self.usage = (_count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))
            details = usage.get("prompt_tokens_details")
            self.cached = _count(details.get("cached_tokens")) if isinstance(details, dict) else None
        choices = data.get("choices")
        if not choices and key == "delta":
            return
        if not isinstance(choices, list) or not isinstance(choices[0], dict):
            raise ValueError("no choices")  # noqa: TRY004 - foreign data, not a wrong call
        choice = choices[0]
        message = choice.get(key)
        if not isinstance(message, dict):
            raise ValueError("no message")  # noqa: TRY004
        self.finish = choice.get("finish_reason") or self.finish
        self.refusal = self.refusal or bool(message.get("refusal"))
        self.thought = self.thought or any(message.get(name) for name in ("reasoning_content", "reasoning"))
        self.content += _text_of(message.get("content"))
        for call in message.get("tool_calls") or ():
            self.content += str(call["function"].get("arguments") or "")


def _text_of(content: object) -> str:
    """Return the text of a message: a string, or a list of typed parts, of which only text parts count."""
    if isinstance(content, list):
        parts = (part for part in content if isinstance(part, dict) and part.get("type", "text") == "text")
        return "".join(_text_of(part.get("text")) for part in parts)
    return content if isinstance(content, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


async def receive(  # noqa: C901 - one loop for both forms of a reply
    parts: AsyncIterator[bytes], host: str, *, streamed: bool, framed: bool, progress: Progress | None
) -> Reply:
    """Read a reply of at most MAX_REPLY bytes. Raises ReplyError if it is not a chat completion.

    ``framed``: the reply states its length or is chunked; otherwise incomplete JSON means that it was cut off.
    """
    reply = Reply()
    size, events = 0, 0
    pending = b""
    done = False
    try:
        async for part in parts:
            size += len(part)
            if size > MAX_REPLY:
                raise ReplyError(f"the answer of {host} is larger than {MAX_REPLY // 1_000_000} MB")
            pending += part
            if not streamed:
                continue
            *lines, pending = pending.split(b"\n")
            for line in lines:
                if line.startswith(b"data:"):
                    data = line[5:].strip()
                    if data == b"[DONE]":
                        done = True
                        continue
                    reply.add(json.loads(data), "delta")
                    events += 1
            if progress is not None:
                doing = "writing" if reply.content else "thinking" if reply.thought else "reading"
                progress(doing, events if doing != "reading" else 0)
        if not streamed:
            reply.add(json.loads(pending), "message")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        if not (streamed or framed) and isinstance(error, json.JSONDecodeError) and pending.lstrip().startswith(b"{"):
            raise UnreachableError(f"the connection to {host} broke before the answer was complete") from error
        raise ReplyError(
            f"{host} did not answer with a chat completion",
            hint="Check that --base-url is the address of an OpenAI-compatible server; it usually ends in /v1.",
        ) from error
    if streamed and not done and not reply.finish:
        raise UnreachableError(f"the connection to {host} broke before the answer was complete")
    return reply
