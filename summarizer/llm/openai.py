"""Any OpenAI-compatible endpoint, and the only place that imports openai and instructor.

instructor defines the form of a request in each mode and extracts the JSON from the reply; openai's client sends it.
Their retries, templates and logging are not used. Their errors are translated only here and in openai_errors.py; the
server's error text is never repeated, because it may contain the key or the article.
"""

import asyncio
import json
import logging
import re
import time
from functools import cache
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from ..errors import (
    DeadlineError,
    DeclinedError,
    ModelError,
    ReplyError,
    TruncatedError,
    UnreachableError,
)
from .base import Ability, Completion, Endpoint, Progress, Request, Usage, answer_schema, limited
from .openai_errors import ParameterRefusedError, translated
from .replies import MAX_REPLY, Reply, receive

if TYPE_CHECKING:
    from openai import AsyncOpenAI

__all__ = ["OpenAIModel", "is_loopback"]

_TELLTALE = (
    "OpenAI-Organization", "OpenAI-Project", "X-Stainless-OS", "X-Stainless-Arch", "X-Stainless-Lang",
    "X-Stainless-Runtime", "X-Stainless-Runtime-Version", "X-Stainless-Package-Version",
)  # fmt: skip
"""Headers of the SDK that no other server needs: they describe this computer."""
_THINKING = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


def is_loopback(url: str) -> bool:
    """True if ``url`` is on this computer."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


class OpenAIModel:
    """One model behind one base URL. Its client is made on entering and shared by all requests."""

    def __init__(  # noqa: PLR0913 - who, where and how
        self,
        endpoint: Endpoint,
        base_url: str,
        *,
        key: str | None,
        timeout: float,
        at_once: int = 1,
        ability: Ability | None = None,
    ) -> None:
        """``timeout``: seconds for one whole request, connection and reading included.

        ``at_once``: max requests at once. Above one, aiohttp sends them, because httpx checks every open connection
        before each request. For one at a time, aiohttp is not worth its import time, a third of brief's start time.
        ``ability``: the findings of ``brief check``; None if it never ran.
        """
        self._endpoint = endpoint
        self._base_url = base_url
        self._key = key
        self._timeout = timeout
        self._at_once = at_once
        self._client: AsyncOpenAI | None = None
        self._body = _Body(ability or Ability("JSON_SCHEMA", enumerates=is_loopback(base_url)))

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint that answers."""
        return self._endpoint

    async def __aenter__(self) -> Self:
        """Make the client. On loopback, proxy variables are ignored."""
        from openai import AsyncOpenAI

        if self._at_once > 1:
            from openai import DefaultAioHttpClient as HttpClient
        else:
            from openai import DefaultAsyncHttpxClient as HttpClient

        logging.getLogger("instructor").addHandler(logging.NullHandler())
        logging.getLogger("instructor").propagate = False
        self._client = AsyncOpenAI(
            base_url=self._base_url,
            api_key=self._key or "none",
            organization="",
            project="",
            max_retries=0,
            timeout=None,  # asyncio.timeout is the one deadline; what the clients call a timeout is a broken connection
            http_client=HttpClient(trust_env=not is_loopback(self._base_url), follow_redirects=False, timeout=None),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        """Ask once; if the endpoint refuses a parameter by name, ask again without it (it has charged nothing)."""
        begun = time.monotonic()
        refused = 0
        while True:
            body = self._body.of(request, self._endpoint.model, stream=progress is not None)
            try:
                async with asyncio.timeout(self._timeout):
                    reply = await self._post(body, progress)
                break
            except TimeoutError as error:
                raise DeadlineError(
                    f"{self._endpoint.host} gave no complete answer within {self._timeout:.0f} s",
                    hint="Allow more with BRIEF_TIMEOUT=seconds, or use a smaller model or article.",
                ) from error
            except ParameterRefusedError as error:
                refused += 1
                if not self._body.adapt(error.text) or refused > 3:
                    raise error.error from None
        usage = reply.usage
        try:
            text = self._body.take(reply, self._endpoint.host)
        except ReplyError as error:
            error.tokens = usage
            raise
        used = Usage(1 + refused, *usage, reply.cached)
        return Completion(text, used, time.monotonic() - begun, mode=self._body.mode)

    async def ask(self, body: dict[str, Any]) -> Reply:
        """Send ``body`` once, with the model's name added, and return the reply. Raises as ``complete`` does."""
        sent = json.dumps({"model": self._endpoint.model, "temperature": 0, **body}).encode()
        try:
            async with asyncio.timeout(self._timeout):
                return await self._post(sent, None)
        except TimeoutError as error:
            raise DeadlineError(f"{self._endpoint.host} gave no answer within {self._timeout:.0f} s") from error
        except ParameterRefusedError as error:
            raise error.error from None

    async def about(self, path: str) -> Any:  # noqa: ANN401 - foreign JSON
        """Return the JSON at ``path`` below the base URL; None if it is not available."""
        import httpx2
        import openai

        assert self._client is not None, "enter the model first"  # noqa: S101 - a programming error, not a user's
        try:
            async with asyncio.timeout(min(10.0, self._timeout)):
                response = await self._client.get(path, cast_to=httpx2.Response, options={"headers": self._headers()})
                try:
                    raw = b""
                    async for part in response.aiter_raw():
                        raw += part
                        if len(raw) > MAX_REPLY:
                            return None
                finally:
                    await response.aclose()
            return json.loads(raw)
        except (openai.OpenAIError, httpx2.HTTPError, TimeoutError, ValueError, RecursionError):
            return None

    def _headers(self) -> dict[str, Any]:
        """Return the headers of one request; without a configured key none is sent, not even from the environment."""
        from openai import Omit

        left_out = [*_TELLTALE, *([] if self._key else ["Authorization"])]
        return {
            "X-Stainless-Raw-Response": "stream",
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
            **{name: Omit() for name in left_out},
        }

    async def _post(self, body: bytes, progress: Progress | None) -> Reply:
        import httpx2
        import openai

        assert self._client is not None, "enter the model first"  # noqa: S101 - a programming error, not a user's
        host = self._endpoint.host
        try:
            response = await self._client.post(
                f"{self._client.base_url}chat/completions",  # in full: the SDK would build it again each time
                cast_to=httpx2.Response,
                content=body,
                options={"headers": self._headers()},
            )
            try:
                streamed = response.headers.get("content-type", "").startswith("text/event-stream")
                framed = any(name in response.headers for name in ("content-length", "transfer-encoding"))
                return await receive(response.aiter_raw(), host, streamed=streamed, framed=framed, progress=progress)
            finally:
                await response.aclose()
        except openai.APIStatusError as error:
            raise translated(error, self._endpoint) from None
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            raise UnreachableError(
                f"cannot reach {host}, or the connection broke",
                hint="Check that the server is running and that --base-url is right.",
            ) from error
        except openai.OpenAIError as error:
            raise ModelError(f"the request to {host} could not be sent") from error


class _Body:
    """The form of requests to one endpoint: instructor's mode, and the parameters that the endpoint accepts."""

    def __init__(self, ability: Ability) -> None:
        self.mode = ability.mode
        self.enumerates = ability.enumerates  # a provider compiles each new schema anew; a local server does not mind
        self.limit = "max_tokens"
        self.parameters: dict[str, Any] = {"temperature": 0}
        self._prepared: dict[tuple[str, type], dict[str, Any]] = {}

    def of(self, request: Request, model: str, *, stream: bool) -> bytes:
        """Return the JSON body."""
        prepared = self._handlers_output(request)
        body = {"model": model, **prepared, **self.parameters, self.limit: request.max_tokens}
        body["messages"] = _filled(prepared["messages"], request)
        if self.enumerates and "response_format" in body:
            form = body["response_format"]["json_schema"]
            schema = limited(form["schema"], request.choices)
            body["response_format"] = {"type": "json_schema", "json_schema": form | {"schema": schema}}
        if stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def _handlers_output(self, request: Request) -> dict[str, Any]:
        """Instructor's form of the request, made once per schema and mode, with placeholders for its texts.

        The form of the mode JSON_SCHEMA is written out here, and a test compares it with instructor's: loading
        instructor takes a fifth of brief's start, and it is not needed to read a reply in that mode.
        """
        key = (self.mode, request.answer)
        messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": _ARTICLE}]
        if self.mode == "JSON_SCHEMA":
            form = {"name": request.answer.__name__, "schema": answer_schema(request.answer)}
            return {"messages": messages, "response_format": {"type": "json_schema", "json_schema": form}}
        if key not in self._prepared:
            from instructor.v2.core.response_model import prepare_response_model

            _, self._prepared[key] = _handlers(self.mode).request_handler(
                response_model=prepare_response_model(request.answer), kwargs={"messages": messages}
            )
        return self._prepared[key]

    def adapt(self, message: str) -> bool:
        """Drop or replace the parameter that a 400 or 422 names. Return True if anything changed."""
        if "max_completion_tokens" in message and self.limit == "max_tokens":
            self.limit = "max_completion_tokens"
        elif "temperature" in message and "temperature" in self.parameters:
            del self.parameters["temperature"]
        elif re.search("response_format|json_schema|grammar", message) and self.mode == "JSON_SCHEMA":
            self.mode = "MD_JSON"
        else:
            return False
        return True

    def take(self, reply: Reply, host: str) -> str:
        """Return the only JSON object of a reply. Raises ReplyError."""
        if reply.refusal or reply.finish == "content_filter":
            raise DeclinedError(f"the model at {host} declined to answer", hint="Try another model.")
        content = _THINKING.sub("", reply.content.removeprefix("\ufeff")).strip()
        thinking = (reply.thought and not content) or content.startswith("<think>")
        if reply.finish == "length":
            raise TruncatedError(
                f"the model at {host} used up its tokens for reasoning and gave no answer"
                if thinking
                else f"the answer of the model at {host} was cut off",
                hint="Raise BRIEF_ANSWER_TOKENS, or use a model that reasons less or writes shorter answers.",
            )
        if thinking:
            raise ReplyError(
                f"the model at {host} gave only reasoning and no answer", hint="Try again, or try another model."
            )
        if not content:
            raise ReplyError(f"the model at {host} gave an empty answer", hint="Try again, or try another model.")
        if "{" not in content:
            raise ReplyError(f"the model at {host} did not answer in JSON", hint="Try another model.")
        return content if content[0] in "{[" else _extracted(content, reply.finish)


_SYSTEM, _ARTICLE = "\x00system", "\x00article"


def _filled(messages: list[dict[str, Any]], request: Request) -> list[dict[str, Any]]:
    """The prepared messages with the real texts in place of the placeholders; no article is ever read as a template."""
    real = {_SYSTEM: request.system, _ARTICLE: request.user}
    pattern = re.compile(f"{_SYSTEM}|{_ARTICLE}")
    return [{**m, "content": pattern.sub(lambda found: real[found.group()], m["content"])} for m in messages]


class _Verbatim:
    """A response model that keeps the JSON text as it is: brief parses live and recorded replies by the same code."""

    @classmethod
    def model_validate_json(cls, text: str, **_: object) -> str:
        return text


def _extracted(content: str, finish: str) -> str:
    """Return the JSON in prose or in a code fence, as instructor extracts it; ``content`` if it finds no complete JSON.

    Incomplete JSON may still be readable: llm/parsing.py decides.
    """
    message = SimpleNamespace(content=content, refusal=None, tool_calls=None)
    completion = SimpleNamespace(choices=[SimpleNamespace(finish_reason=finish, message=message)])
    try:
        text: str = _handlers("MD_JSON").response_parser(response=completion, response_model=_Verbatim)
        json.loads(text)
    except (ValueError, RecursionError):
        return content
    return text


@cache
def _handlers(mode: str) -> Any:  # noqa: ANN401 - instructor's handlers are untyped
    from instructor.v2 import Mode, Provider, mode_registry

    return mode_registry.get_handlers(Provider.OPENAI, Mode[mode])
