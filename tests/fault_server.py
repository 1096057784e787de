"""A chat-completions server on loopback that goes wrong in the ways that its address names.

Each address stands for a sequence of steps: the first request gets the first, and the last one is repeated. A step is
a name, or a name and an argument behind a colon, as in ``429_ra_s:1``. An unknown name is refused when the address is
made, so no test passes because of a typing error.
"""

import gzip
import io
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit

JSON = "application/json"
RESET = struct.pack("ii", 1, 0)
"""The option of a socket that makes its closing a reset."""
Fault = Callable[["Connection", str], None]
FAULTS: dict[str, Fault] = {}
"""The faults by name: each takes a connection whose request was read, and an argument."""


def fault(*names: str) -> Callable[[Fault], Fault]:
    """Enter a function under ``names``."""

    def entered(function: Fault) -> Fault:
        FAULTS.update(dict.fromkeys(names, function))
        return function

    return entered


def answer(content: str | None, finish: str = "stop", **message: Any) -> dict[str, Any]:
    """Return the body of an answer that has one choice."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    return {
        "id": "chatcmpl-fault",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "m",
        "choices": [choice],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    }


def problem(message: str, kind: str = "server_error", code: str | None = None) -> dict[str, Any]:
    """Return the body of an error as OpenAI's servers word it."""
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


class Connection(BaseHTTPRequestHandler):
    """One connection; a fault writes to it what it likes."""

    protocol_version = "HTTP/1.1"
    server: "FaultServer"

    def do_POST(self) -> None:
        self.received = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        hit, step = self.server.received(self)
        name, _, argument = step.partition(":")
        try:
            if name.isdigit() and name not in FAULTS:
                self.reply(int(name), problem(f"a fault of the sort {name}", code=argument or None))
            else:
                FAULTS[name](self, argument)
            hit["sent"] = not self.server.ending.is_set()
        except OSError:  # the client went away, as it may
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        return

    @property
    def good(self) -> str:
        """The reply of a model that works."""
        return json.dumps(self.server.good)

    def reply(self, status: int, body: Any, kind: str = JSON, **headers: str) -> None:
        """Send a whole answer; underscores in names of headers stand for hyphens."""
        raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.raw(self.head(status, len(raw), kind, **headers) + raw)

    def says(self, content: str | None, finish: str = "stop", **message: Any) -> None:
        """Send an answer in which the model says ``content``."""
        self.reply(200, answer(content, finish, **message))

    def head(self, status: int, length: int | None, kind: str = JSON, **headers: str) -> bytes:
        """Return the head of an answer; without a length the connection ends it."""
        reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unheard Of"
        fields = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if length is None:
            self.close_connection = True
            fields.setdefault("Connection", "close")
        else:
            fields["Content-Length"] = str(length)
        lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in fields.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()

    def slowly(self, data: bytes, pause: float) -> None:
        """Send one byte at a time."""
        for at in range(len(data)):
            self.raw(data[at : at + 1])
            if self.pause(pause):
                return

    def pause(self, seconds: float) -> bool:
        """Wait; true if the server ended meanwhile."""
        return self.server.ending.wait(seconds)

    def reset(self) -> None:
        """Have the connection end with a reset instead of a farewell."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.close_connection = True


class FaultServer(ThreadingHTTPServer):
    """The server; ``good`` is the reply of a model that does its work."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, good: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.good = good
        self.ending = threading.Event()
        self.lock = threading.Lock()
        self.steps: list[tuple[str, ...]] = []
        self.asked: list[list[dict[str, Any]]] = []
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> Self:
        self.thread.start()
        return self

    def stop(self) -> None:
        self.ending.set()
        self.shutdown()
        self.server_close()
        self.thread.join()

    def url(self, *steps: str) -> str:
        """Return the address of a model that takes these steps."""
        for step in steps:
            name = step.partition(":")[0]
            if name not in FAULTS and not re.fullmatch(r"[2-5]\d\d", name):
                raise ValueError(f"there is no fault {step!r}")
        with self.lock:
            self.steps.append(steps)
            self.asked.append([])
            return f"http://127.0.0.1:{self.server_address[1]}/line{len(self.steps) - 1}/v1"

    def hits(self, url: str) -> list[dict[str, Any]]:
        """Return the requests to an address: when (``t``), ``headers``, ``body``, and whether the answer was sent."""
        with self.lock:
            return list(self.asked[self.line(urlsplit(url).path)])

    def received(self, request: Connection) -> tuple[dict[str, Any], str]:
        """Note a request; return the note and the step that is its answer."""
        hit = {"t": time.monotonic(), "headers": dict(request.headers), "body": request.received, "sent": False}
        with self.lock:
            line = self.line(request.path)
            self.asked[line].append(hit)
            return hit, self.steps[line][min(len(self.asked[line]), len(self.steps[line])) - 1]

    @staticmethod
    def line(path: str) -> int:
        return int(path.split("/")[1].removeprefix("line"))

    def shutdown_request(self, request: Any) -> None:
        self.close_request(request)  # without the farewell that would come before a reset

    def handle_error(self, *_: object) -> None:
        return


# Good answers in odd dress.


@fault("ok")
def _ok(to: Connection, _: str) -> None:
    to.says(to.good)


@fault("oktool")
def _tool_call(to: Connection, _: str) -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "briefing", "arguments": to.good}}
    to.says(None, "tool_calls", tool_calls=[call])


@fault("nousage")
def _no_usage(to: Connection, _: str) -> None:
    to.reply(200, {name: value for name, value in answer(to.good).items() if name != "usage"})


@fault("think")
def _thoughts(to: Connection, _: str) -> None:
    draft = json.dumps({"headline": {"text": "A draft to be thrown away", "cites": ["s2"]}, "claims": []})
    to.says(f"<think>First I would write {draft}, but that is wrong.</think>\nHere it is:\n```json\n{to.good}\n```\n")


@fault("bom")
def _byte_order_mark(to: Connection, _: str) -> None:
    to.reply(200, b"\xef\xbb\xbf" + json.dumps(answer(to.good)).encode())


@fault("spaces")
def _white_space_first(to: Connection, seconds: str) -> None:
    to.raw(to.head(200, None))
    for _ in range(int(float(seconds) / 0.1)):
        to.raw(b"\n ")
        to.pause(0.1)
    to.raw(json.dumps(answer(to.good)).encode())


# Statuses that say more than their number.


def _told_to_wait(status: int, header: str) -> Fault:
    def told(to: Connection, argument: str) -> None:
        to.reply(status, problem("not so fast", "rate_limit_exceeded"), **{header: argument})

    return told


for _status in (429, 503):
    fault(f"{_status}_ra_s")(_told_to_wait(_status, "Retry_After"))
fault("429_ra_ms")(_told_to_wait(429, "Retry_After_Ms"))


@fault("429_ra_date")
def _wait_until(to: Connection, seconds: str) -> None:
    then = datetime.now(UTC) + timedelta(seconds=float(seconds))
    to.reply(429, problem("not so fast", "rate_limit_exceeded"), Retry_After=format_datetime(then, usegmt=True))


@fault("429_quota")
def _quota(to: Connection, _: str) -> None:
    to.reply(429, problem("The quota of this account is used up.", "insufficient_quota", "insufficient_quota"))


@fault("xsr")
def _should_retry(to: Connection, argument: str) -> None:
    status, _, retry = argument.partition("=")
    to.reply(int(status), problem("see the header"), X_Should_Retry=retry)


@fault("401_echo")
def _key_repeated(to: Connection, _: str) -> None:
    key = to.headers["Authorization"].removeprefix("Bearer ")
    to.reply(401, problem(f"This key is not known here: {key}", "invalid_request_error", "invalid_api_key"))


@fault("400_echo")
def _request_repeated(to: Connection, _: str) -> None:
    to.reply(400, to.received)


@fault("400_context")
def _context(to: Connection, _: str) -> None:
    said = "This model's maximum context length is 2048 tokens; the messages have 5120."
    to.reply(400, problem(said, "invalid_request_error", "context_length_exceeded"))


@fault("404_model")
def _no_such_model(to: Connection, _: str) -> None:
    to.reply(404, problem("There is no model `m` here.", "invalid_request_error", "model_not_found"))


@fault("302", "redir")
def _elsewhere(to: Connection, argument: str) -> None:
    status, _, where = argument.partition("=")
    to.reply(int(status), b"", Location=where)


@fault("html502")
def _gateway_page(to: Connection, length: str) -> None:
    to.reply(502, f"<html><h1>Bad gateway</h1><p>{'.' * int(length or 0)}</p></html>", "text/html; charset=utf-8")


# A good status, and a body that is no answer.

_LOGIN = "<!doctype html><html><title>Welcome to the station's network</title><p>Please sign in.</p></html>"
_WITHOUT_MESSAGE = [{"index": 0, "finish_reason": "stop"}]
BODIES: dict[str, Any] = {
    "html200json": _LOGIN,
    "empty200": b"",
    "null200": b"null",
    "list200": b"[]",
    "err200": problem("the provider behind this one is gone"),
    "badjson": b'{"object": "chat.completion", "choices": [{"index": 0, ',
    "nochoices": answer("") | {"choices": []},
    "nullchoices": answer("") | {"choices": None},
    "nomessage": answer("") | {"choices": _WITHOUT_MESSAGE},
    "deepbody": b'{"choices":' * 100_000,
    "latin1": json.dumps(answer("Zürich liegt näher."), ensure_ascii=False).encode("latin-1"),
}


def _fixed(body: Any) -> Fault:
    return lambda to, _: to.reply(200, body)


for _name, _content in BODIES.items():
    fault(_name)(_fixed(_content))


@fault("html200")
def _login_page(to: Connection, _: str) -> None:
    to.reply(200, _LOGIN, "text/html")


@fault("gzipbomb")
def _bomb(to: Connection, megabytes: str) -> None:
    begun, end = json.dumps(answer("{}")).rsplit("}", 1)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as out:
        out.write(begun.encode())
        for _ in range(int(megabytes)):
            out.write(b"\t" * 1_000_000)
        out.write(b"}" + end.encode())
    to.reply(200, packed.getvalue(), Content_Encoding="gzip")


# A good answer, and a model that did not do its work.

SAYINGS: dict[str, str | None] = {
    "nullcontent": None,
    "emptycontent": "",
    "prose": "That is not something I am able to do, but I can talk about ferries in general.",
    "wrong": '{"heading": 7, "points": "many", "claims": {"first": true}}',
    "nan": '{"heading": "Ferry", "weight": NaN, "claims": []}',
    "inf": '{"heading": "Ferry", "weight": -1e4000, "claims": []}',
    "dup": '{"heading": "one", "heading": "another", "claims": [], "claims": []}',
    "two": '{"heading": "one"}\n\n{"heading": "another"}',
    "deep": '{"claims": ' + '[{"a": ' * 10_000 + "0" + "}]" * 10_000 + "}",
    "surrogate": '{"heading": "half of a pair: \\udc9f", "claims": []}',
    "rawctl": '{"heading": "bell\x07, line\nand \x1b[31mred", "claims": []}',
    "bignum": '{"heading": "Ferry", "weight": ' + "7" * 6_000 + "}",
}


def _said(content: str | None) -> Fault:
    return lambda to, _: to.says(content)


for _name, _content in SAYINGS.items():
    fault(_name)(_said(_content))


@fault("echo")
def _echo(to: Connection, _: str) -> None:
    to.says(to.received.decode("utf-8", "replace"))


@fault("huge")
def _huge(to: Connection, megabytes: str) -> None:
    to.says(json.dumps({"heading": "long " * (int(megabytes) * 200_000)}))


@fault("length")
def _cut_by_length(to: Connection, _: str) -> None:
    to.says(to.good[: len(to.good) // 2], "length")


@fault("length_ok")
def _whole_but_length(to: Connection, _: str) -> None:
    to.says(to.good, "length")


@fault("cutstop")
def _cut_without_a_word(to: Connection, _: str) -> None:
    to.says(to.good[: to.good.index('"cites"', to.good.index('"claims"'))])


@fault("filter")
def _filtered(to: Connection, _: str) -> None:
    to.says("", "content_filter")


@fault("filter_part")
def _partly_filtered(to: Connection, _: str) -> None:
    to.says(to.good, "content_filter")


@fault("refusal")
def _refusal(to: Connection, _: str) -> None:
    to.says(None, refusal="That I will not do.")


# Connections that break.


@fault("refuse_close")
def _closed_at_once(to: Connection, _: str) -> None:
    to.close_connection = True


@fault("rst_before")
def _reset_at_once(to: Connection, _: str) -> None:
    to.reset()


@fault("rst_mid")
def _reset_midway(to: Connection, _: str) -> None:
    body = json.dumps(answer(to.good)).encode()
    to.raw(to.head(200, len(body)) + body[:50])
    to.pause(0.05)  # so that the client has begun to read
    to.reset()


@fault("short")
def _closed_midway(to: Connection, _: str) -> None:
    body = json.dumps(answer(to.good)).encode()
    to.raw(to.head(200, len(body)) + body[:-20])
    to.close_connection = True


@fault("chunk_cut")
def _last_chunk_missing(to: Connection, _: str) -> None:
    body = json.dumps(answer(to.good)).encode()
    to.raw(to.head(200, None, Transfer_Encoding="chunked") + b"%x\r\n%s\r\n" % (len(body), body))


@fault("nolen_cut")
def _cut_without_length(to: Connection, _: str) -> None:
    body = json.dumps(answer(to.good)).encode()
    to.raw(to.head(200, None) + body[: len(body) // 2])


@fault("garbage")
def _another_protocol(to: Connection, _: str) -> None:
    to.raw(b"220 mail.skelm.example ESMTP ready\r\n")
    to.close_connection = True


@fault("sse_cut")
def _stream_cut(to: Connection, _: str) -> None:
    piece = {"choices": [{"index": 0, "delta": {"role": "assistant", "content": '{"headl'}, "finish_reason": None}]}
    to.raw(to.head(200, None, "text/event-stream") + b"data: " + json.dumps(piece).encode() + b"\n\n")


# Servers that take their time.


@fault("hang")
def _hang(to: Connection, seconds: str) -> None:
    if not to.pause(float(seconds)):
        to.says(to.good)


@fault("drip")
def _drip(to: Connection, pause: str) -> None:
    body = json.dumps(answer(to.good)).encode()
    to.raw(to.head(200, len(body)))
    to.slowly(body, float(pause))


@fault("headdrip")
def _drip_from_the_head_on(to: Connection, pause: str) -> None:
    body = json.dumps(answer(to.good)).encode()
    to.slowly(to.head(200, len(body)), float(pause))
    to.raw(body)
