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


class _Incoming:
    """The part of a reply that has arrived."""

    def __init__(self, host: str, *, streamed: bool) -> None:
        self.reply = Reply()
        self.pending = b""
        self.events = 0
        self._host = host
        self._streamed = streamed
        self._size = 0
        self._done = False

    def add(self, part: bytes) -> None:
        """Take in ``part``. Raises ReplyError if the reply is too large, ValueError and its like if it is malformed."""
        self._size += len(part)
        if self._size > MAX_REPLY:
            raise ReplyError(f"the answer of {self._host} is larger than {MAX_REPLY // 1_000_000} MB")
        self.pending += part
        if self._streamed:
            *lines, self.pending = self.pending.split(b"\n")
            for line in lines:
                self._add_event(line)

    def _add_event(self, line: bytes) -> None:
        data = line.removeprefix(b"data:").strip()
        if not line.startswith(b"data:"):
            return
        if data == b"[DONE]":
            self._done = True
            return
        self.reply.add(json.loads(data), "delta")
        self.events += 1

    def end(self) -> None:
        """Read a reply that was not streamed, as a whole. Raises as ``add``."""
        if not self._streamed:
            self.reply.add(json.loads(self.pending), "message")

    @property
    def broke(self) -> bool:
        """True if a stream ended before its reply did."""
        return self._streamed and not self._done and not self.reply.finish

    def report(self, progress: Progress) -> None:
        """Report what the model is doing."""
        doing = "writing" if self.reply.content else "thinking" if self.reply.thought else "reading"
        progress(doing, self.events if doing != "reading" else 0)


async def receive(
    parts: AsyncIterator[bytes], host: str, *, streamed: bool, framed: bool, progress: Progress | None
) -> Reply:
    """Read a reply of at most MAX_REPLY bytes. Raises ReplyError if it is not a chat completion.

    ``framed``: the reply states its length or is chunked; otherwise incomplete JSON means that it was cut off.
    """
    incoming = _Incoming(host, streamed=streamed)
    try:
        async for part in parts:
            incoming.add(part)
            if streamed and progress is not None:
                incoming.report(progress)
        incoming.end()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        cut = isinstance(error, json.JSONDecodeError) and incoming.pending.lstrip().startswith(b"{")
        if cut and not (streamed or framed):
            raise UnreachableError(f"the connection to {host} broke before the answer was complete") from error
        raise ReplyError(
            f"{host} did not answer with a chat completion",
            hint="Check that --base-url is the address of an OpenAI-compatible server; it usually ends in /v1.",
        ) from error
    if incoming.broke:
        raise UnreachableError(f"the connection to {host} broke before the answer was complete")
    return incoming.reply
