"""Any OpenAI-compatible endpoint, and the only place that imports openai and instructor.

instructor says how a request is put in each mode and takes the JSON out of the reply; openai's client carries it.
Their retries, templates and logging stay unused. Foreign errors are translated here and nowhere else; what a server
says in an error is never repeated, because it may hold the key or the article.
"""

import asyncio
import json
import logging
import re
import time
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from ..errors import (
    ContextError,
    DeadlineError,
    DeclinedError,
    KeyRefusedError,
    ModelError,
    OverloadedError,
    QuotaError,
    RefusedRequestError,
    ReplyError,
    TruncatedError,
    UnreachableError,
)
from .model import Completion, Endpoint, Progress, Request, Usage, answer_schema, limited
from .replies import Reply, receive

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

__all__ = ["OpenAIModel", "is_loopback"]

_TRANSIENT = frozenset({408, 409, 425, 429})
_WORD = re.compile(r"[a-z_]{1,40}")
_THINKING = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


def is_loopback(url: str) -> bool:
    """Whether ``url`` names this computer."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


class OpenAIModel:
    """One model behind one base URL. Its client is made on entering and shared by all requests."""

    def __init__(self, endpoint: Endpoint, base_url: str, *, key: str | None, timeout: float, at_once: int = 1) -> None:
        """``timeout``: seconds for one whole request, connection and reading included.

        ``at_once``: requests at once. Above one, aiohttp carries them: httpx asks each open connection before each
        request whether it is still there. Below, it is not worth the third of a start that loading it takes.
        """
        self._endpoint = endpoint
        self._base_url = base_url
        self._key = key
        self._timeout = timeout
        self._at_once = at_once
        self._client: AsyncOpenAI | None = None
        self._body = _Body(loopback=is_loopback(base_url))

    @property
    def endpoint(self) -> Endpoint:
        """Who answers."""
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
            timeout=self._timeout,
            http_client=HttpClient(
                trust_env=not is_loopback(self._base_url), follow_redirects=False, timeout=self._timeout
            ),
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
        """Ask once; where the endpoint refuses a parameter by name, ask again without it (it has charged nothing)."""
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
            except _ParameterRefusedError as error:
                refused += 1
                if not self._body.adapt(error.text) or refused > 3:
                    raise error.error from None
        usage = reply.usage
        try:
            text = self._body.take(reply, self._endpoint.host)
        except ReplyError as error:
            error.tokens = usage
            raise
        return Completion(text, Usage(1 + refused, *usage), time.monotonic() - begun)

    def _headers(self) -> dict[str, Any]:
        """Those of one request; without a key of ours no other is sent, also not the environment's."""
        from openai import Omit

        left_out = ["OpenAI-Organization", "OpenAI-Project", *([] if self._key else ["Authorization"])]
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
                "/chat/completions",
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
            raise _translated(error, self._endpoint) from None
        except (openai.APITimeoutError, httpx2.TimeoutException) as error:
            raise DeadlineError(
                f"{host} did not answer within {self._timeout:.0f} s", hint="Allow more with BRIEF_TIMEOUT=seconds."
            ) from error
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            raise UnreachableError(
                f"cannot reach {host}, or the connection broke",
                hint="Check that the server runs and that --base-url is right.",
            ) from error
        except openai.OpenAIError as error:
            raise ModelError(f"the request to {host} could not be made") from error


class _Body:
    """How requests are put for one endpoint: instructor's mode, and the parameters that it takes."""

    def __init__(self, *, loopback: bool) -> None:
        self.mode = "JSON_SCHEMA"
        self.enumerates = loopback  # a provider compiles each new schema anew; a local server does not mind
        self.limit = "max_tokens"
        self.parameters: dict[str, Any] = {"temperature": 0}
        self._prepared: dict[tuple[str, type], dict[str, Any]] = {}

    def of(self, request: Request, model: str, *, stream: bool) -> bytes:
        """The JSON body."""
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
        """What instructor makes of the request, once per schema and mode, with stand-ins for its texts.

        The form of the mode JSON_SCHEMA is written out here, and a test compares it with instructor's: loading
        instructor takes a fifth of a start, and its part in such a request is over before the reply comes.
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
        """Do without what a 400 or 422 names; whether anything changed."""
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
        """The one JSON object of a reply. Raises ReplyError."""
        if reply.refusal or reply.finish == "content_filter":
            raise DeclinedError(f"the model at {host} declined to answer", hint="Try another model.")
        if reply.finish == "length":
            raise TruncatedError(
                f"the answer of the model at {host} was cut off",
                hint="Raise BRIEF_ANSWER_TOKENS, or use a model that thinks less or writes shorter.",
            )
        content = _THINKING.sub("", reply.content.removeprefix("\ufeff")).strip()
        if not content:
            raise ReplyError(f"the model at {host} gave an empty answer", hint="Try again, or try another model.")
        message = SimpleNamespace(content=content, refusal=None, tool_calls=None)
        completion = SimpleNamespace(choices=[SimpleNamespace(finish_reason=reply.finish, message=message)])
        try:
            text: str = _handlers("MD_JSON").response_parser(response=completion, response_model=_Verbatim)
        except (ValueError, RecursionError) as error:
            raise ReplyError(f"the model at {host} did not answer in JSON", hint="Try another model.") from error
        return text


_SYSTEM, _ARTICLE = "\x00system", "\x00article"


def _filled(messages: list[dict[str, Any]], request: Request) -> list[dict[str, Any]]:
    """The prepared messages with the real texts for the stand-ins: nothing ever reads the article as a template."""
    real = {_SYSTEM: request.system, _ARTICLE: request.user}
    pattern = re.compile(f"{_SYSTEM}|{_ARTICLE}")
    return [{**m, "content": pattern.sub(lambda found: real[found.group()], m["content"])} for m in messages]


class _Verbatim:
    """A response model that keeps the JSON text as it is: brief parses live and recorded replies by the same code."""

    @classmethod
    def model_validate_json(cls, text: str, **_: object) -> str:
        return text


def _handlers(mode: str) -> Any:  # noqa: ANN401 - instructor's handlers are untyped
    from instructor.v2 import Mode, Provider, mode_registry

    return mode_registry.get_handlers(Provider.OPENAI, Mode[mode])


class _ParameterRefusedError(Exception):
    """A 400 or 422 and what it said, for ``_Body.adapt`` only."""

    def __init__(self, error: ModelError, text: str) -> None:
        super().__init__()
        self.error = error
        self.text = text


def _translated(error: "APIStatusError", endpoint: Endpoint) -> Exception:  # noqa: PLR0911 - one case a status
    """Our error for an HTTP status. Of the server's words only its code is kept, and only if it is a plain word."""
    status = error.status_code
    body = error.body if isinstance(error.body, dict) else {}
    codes = [w for w in (body.get("code"), body.get("type")) if isinstance(w, str) and _WORD.fullmatch(w)]
    said = f"HTTP {status}" + (f", {codes[0]}" if codes else "")
    who = f"{endpoint.host} ({said})"
    if status in {401, 403}:
        return KeyRefusedError(
            f"the key was refused by {who}",
            hint="A key is sent only to the address configured beside it: see 'Which model' in the README.",
        )
    if status == 402 or "insufficient_quota" in codes:
        return QuotaError(f"the account at {who} has no credit left")
    if {"context_length_exceeded", "exceed_context_size_error"} & set(codes):
        return ContextError(
            f"the article does not fit into the context of {endpoint.model} at {who}",
            hint="Use a model with a larger context, or a shorter article.",
        )
    if status in _TRANSIENT or status >= 500:
        return OverloadedError(f"not now, says {who}", retry_after=_pause(error.response.headers))
    if status == 404:
        return RefusedRequestError(
            f"no model {endpoint.model!r}, or no such address, at {who}",
            hint="Check --model, and that --base-url ends where the server's API begins (usually /v1).",
        )
    refused = RefusedRequestError(f"the request was refused by {who}", hint="Check --model and --base-url.")
    if status in {400, 422}:
        return _ParameterRefusedError(refused, str(error.body)[:2_000])
    return refused


def _pause(headers: Any) -> float | None:  # noqa: ANN401
    """Seconds asked for by Retry-After (seconds, milliseconds or a date); None where there is nothing usable."""
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
