"""Any OpenAI-compatible endpoint: the request, the answer, and every fault as one of our errors."""

import asyncio
import json
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer import errors
from summarizer.kinds.fields import Cited
from summarizer.llm.base import Ability, Completion, Endpoint, Request, answer_schema
from summarizer.llm.middleware.retry import Retrying
from summarizer.llm.openai import OpenAIModel, is_loopback
from summarizer.schemas.news import News
from tests.sampling import one_in
from tests.server import Answer, Asked, completion, serving, stream

KEY = "sk-secret-4711"
ARTICLE = "A very private article about {{7*7}} and $article and \x00system."


class Node(Cited):
    text: str


class Reply(BaseModel):
    """The schema of a reply."""

    node: Node


GOOD = '{"node":{"text":"x","cites":["s1"]}}'
REQUEST = Request("You are careful.", f"Article:\n{ARTICLE}", Reply, (("SentenceId", ("s1", "s2")),), 99)


def ask(
    answer: Answer, *, progress: bool = False, timeout: float = 20, retries: bool = False
) -> tuple[Completion, Asked]:
    async def go(url: str) -> Completion:
        model: Any = OpenAIModel(Endpoint("m", "here", "here m"), url, key=KEY, timeout=timeout)
        async with Retrying(model, attempts=3) if retries else model as opened:
            completed: Completion = await opened.complete(REQUEST, progress=(lambda *_: None) if progress else None)
            return completed

    with serving(answer) as asked:
        try:
            return asyncio.run(go(asked.url)), asked
        except errors.BriefError as error:
            error.asked = asked  # type: ignore[attr-defined]
            raise


def answering(status: int, body: bytes, **headers: str) -> Answer:
    return lambda _n, _body: (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)


def test_what_is_sent_is_the_article_untouched_and_the_schema_with_its_ids() -> None:
    done, asked = ask(answering(200, completion(GOOD)))
    ((path, headers, body),) = asked.requests
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert body["messages"][-1] == {"role": "user", "content": REQUEST.user}
    assert body["messages"][0] == {"role": "system", "content": "You are careful."}
    assert (body["temperature"], body["max_tokens"], body.get("stream")) == (0, 99, None)
    sent = body["response_format"]["json_schema"]["schema"]
    assert sent["$defs"]["SentenceId"] == {"type": "string", "enum": ["s1", "s2"]}
    assert sent["properties"] == answer_schema(Reply)["properties"]
    assert json.loads(done.text) == json.loads(GOOD)
    assert (done.usage.requests, done.usage.prompt_tokens, done.usage.completion_tokens) == (1, 100, 10)


def test_the_form_of_a_request_is_instructors() -> None:
    from instructor.v2 import Mode, Provider, mode_registry
    from instructor.v2.core.response_model import prepare_response_model

    from summarizer.llm.openai import _Body, _filled

    for request in (REQUEST, REQUEST._replace(answer=News)):
        messages = [{"role": "system", "content": request.system}, {"role": "user", "content": request.user}]
        _, theirs = mode_registry.get_handlers(Provider.OPENAI, Mode.JSON_SCHEMA).request_handler(
            response_model=prepare_response_model(request.answer), kwargs={"messages": messages}
        )
        ours = _Body(Ability("JSON_SCHEMA", enumerates=False))._handlers_output(request)
        assert {**ours, "messages": _filled(ours["messages"], request)} == theirs


def test_content_in_typed_parts_is_read() -> None:
    parts = [
        {"type": "thinking", "thinking": "hm"},
        {"type": "text", "text": GOOD[:9]},
        {"type": "text", "text": GOOD[9:]},
    ]
    body = json.loads(completion("x"))
    body["choices"][0]["message"]["content"] = parts
    done, _ = ask(answering(200, json.dumps(body).encode()))
    assert done.text == GOOD


def test_a_stream_is_joined() -> None:
    done, asked = ask(answering(200, stream(GOOD[:9], GOOD[9:]), Content_Type="text/event-stream"), progress=True)
    assert asked.requests[0][2]["stream"] is True
    assert done.text == GOOD
    assert (done.usage.prompt_tokens, done.usage.completion_tokens) == (7, 3)


def test_a_server_that_ignores_streaming_is_understood() -> None:
    assert ask(answering(200, completion(GOOD)), progress=True)[0].text == GOOD


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        f"\ufeff{GOOD}",
        f"```json\n{GOOD}\n```",
        f"<think>{{'no': 1}} {{}}</think>\n{GOOD}",
        f"Here it is:\n{GOOD}\nDone.",
    ],
)
def test_the_json_is_found_in_what_models_put_around_it(content: str) -> None:
    assert json.loads(ask(answering(200, completion(content)))[0].text) == json.loads(GOOD)


@pytest.mark.parametrize(
    ("status", "body", "error", "requests"),
    one_in(
        4,
        [
            (
                401,
                b'{"error":{"message":"Incorrect key sk-secret-4711","code":"invalid_api_key"}}',
                errors.KeyRefusedError,
                1,
            ),
            (403, b"{}", errors.KeyRefusedError, 1),
            (404, b"{}", errors.RefusedRequestError, 1),
            (413, b"{}", errors.RefusedRequestError, 1),
            (400, b'{"error":{"message":"no","code":"context_length_exceeded"}}', errors.ContextError, 1),
            (400, b'{"error":{"message":"sk-secret-4711 A very private article"}}', errors.RefusedRequestError, 1),
            (429, b'{"error":{"message":"x","code":"insufficient_quota"}}', errors.QuotaError, 1),
            (402, b"{}", errors.QuotaError, 1),
            (307, b"", errors.RefusedRequestError, 1),
            (200, b"<html>Sign in</html>", errors.ReplyError, 1),
            (200, b"null", errors.ReplyError, 1),
            (200, b"[]", errors.ReplyError, 1),
            (200, b"[" * 200_000, errors.ReplyError, 1),
            (200, b'{"error":{"message":"upstream died"}}', errors.ReplyError, 1),
            (200, b'{"choices":[]}', errors.ReplyError, 1),
            (200, b'{"choices":[{"finish_reason":"stop"}]}', errors.ReplyError, 1),
            (200, completion(""), errors.ReplyError, 1),
            (200, completion(GOOD, "length"), errors.TruncatedError, 1),
            (200, completion(GOOD, "content_filter"), errors.DeclinedError, 1),
            (200, completion("", refusal="I can't."), errors.DeclinedError, 1),
            (429, b"{}", errors.OverloadedError, 3),
            (503, b"<html>busy</html>", errors.OverloadedError, 3),
        ],
    ),
)
def test_each_fault_is_one_of_our_errors_and_is_paid_for_once(
    status: int, body: bytes, error: type[errors.BriefError], requests: int
) -> None:
    headers = {"Location": "http://127.0.0.1:9/v1", "Retry_After": "0"}
    with pytest.raises(error) as caught:
        ask(answering(status, body, **headers), retries=True)
    assert type(caught.value) is error
    assert len(caught.value.asked.requests) == requests  # type: ignore[attr-defined]
    told = f"{caught.value} {caught.value.hint}"
    assert KEY not in told
    assert "private" not in told


def test_a_transient_fault_passes_and_all_attempts_are_counted() -> None:
    def busy_once(number: int, _body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        return (503, {"Retry-After": "0"}, b"{}") if number == 1 else (200, {}, completion(GOOD))

    assert ask(busy_once, retries=True)[0].usage.requests == 2


def test_a_parameter_that_an_endpoint_refuses_is_left_out() -> None:
    def picky(_number: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        for name in ("max_tokens", "temperature", "response_format"):
            if name in body:
                hint = "use max_completion_tokens" if name == "max_tokens" else f"unsupported: {name}"
                return 400, {}, json.dumps({"error": {"message": hint}}).encode()
        return 200, {}, completion(GOOD)

    done, asked = ask(picky)
    assert done.usage.requests == 4
    assert asked.requests[-1][2]["max_completion_tokens"] == 99
    assert ARTICLE in asked.requests[-1][2]["messages"][-1]["content"]


@pytest.mark.parametrize("body", [stream(GOOD, done=False), b"data: {bad\n\n"])
def test_a_broken_stream_is_no_reply(body: bytes) -> None:
    with pytest.raises((errors.UnreachableError, errors.ReplyError)):
        ask(answering(200, body, Content_Type="text/event-stream"), progress=True)


def test_the_deadline_is_for_the_whole_request() -> None:
    import time

    def slow(_number: int, _body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        time.sleep(2)
        return 200, {}, completion(GOOD)

    with pytest.raises(errors.DeadlineError):
        ask(slow, timeout=0.3)


def test_nobody_there() -> None:
    async def go() -> None:
        async with OpenAIModel(Endpoint("m", "here", "x"), "http://127.0.0.1:9/v1", key=None, timeout=5) as model:
            await model.complete(REQUEST)

    with pytest.raises(errors.UnreachableError):
        asyncio.run(go())


def test_loopback_ignores_the_proxy_and_without_a_key_none_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-x")

    async def go(url: str) -> None:
        async with OpenAIModel(Endpoint("m", "here", "x"), url, key=None, timeout=5) as model:
            await model.complete(REQUEST)

    with serving(answering(200, completion(GOOD))) as asked:
        asyncio.run(go(asked.url))
    headers = asked.requests[0][1]
    assert "authorization" not in headers
    assert not [h for h in headers if h.startswith(("openai-", "x-stainless-os", "x-stainless-arch"))]


def test_loopback() -> None:
    assert all(map(is_loopback, ["http://localhost:1/v1", "http://127.0.0.1/v1", "http://[::1]:8/v1"]))
    assert not any(map(is_loopback, ["http://localhost.example/v1", "https://api.openai.com/v1"]))
