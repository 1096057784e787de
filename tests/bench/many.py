"""Many articles: the model's path against an ideal client, a true run, recorded runs and their memory."""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from summarizer.llm.base import Endpoint, Request
from summarizer.llm.middleware.budget import Budget, Metered
from summarizer.llm.middleware.concurrency import Gated
from summarizer.llm.middleware.retry import Retrying
from summarizer.llm.openai import OpenAIModel
from tests.fakes import news
from tests.server import completion

BATCHES = 10
SERVER = """
import asyncio, sys
reply, pause = sys.stdin.buffer.readline().rstrip(b"\\n"), float(sys.argv[1])
head = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(reply)
async def serve(reader, writer):
    try:
        while True:
            asked = await reader.readuntil(b"\\r\\n\\r\\n")
            length = next(int(l.split(b":")[1]) for l in asked.lower().split(b"\\r\\n") if l.startswith(b"content-length"))
            await reader.readexactly(length)
            await asyncio.sleep(pause)
            writer.write(head + reply)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""
REPLY = completion(json.dumps(news(actors=[], headline={"text": "The council of Skelm met in March", "cites": ["s1"]})))


class Server:
    """A server of canned replies in a process of its own."""

    def __init__(self, pause: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(pause)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(REPLY.replace(b"\n", b" ") + b"\n")
        self._process.stdin.flush()
        self.port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


def article(n: int) -> str:
    """Return a made-up article of some 2,000 characters; the server's reply is true of each."""
    draw = random.Random(n)  # noqa: S311 - no secret
    places = ["Skelm", "Port Arden", "Ashcombe", "Lindley", "Gdynia", "Harlan Falls", "Brno", "Dijon"]
    lead = "The council of Skelm met in March and will meet again, the mayor said."
    rest = [
        f"{draw.choice(['Residents', 'Officials', 'Engineers', 'Parents'])} in {draw.choice(places)} said that "
        f"{draw.randint(20, 900)} {draw.choice(['homes', 'jobs', 'pupils', 'trees'])} would be "
        f"{draw.choice(['lost', 'saved', 'moved', 'counted'])} by {draw.randint(2026, 2040)}."
        for _ in range(16)
    ]
    return "\n\n".join([lead, *rest])


def main(*, short: bool = False) -> None:
    """Print the figures."""
    _path(1 if short else BATCHES)
    _true_run((128,) if short else (512, 2_048))
    _recorded(100, 300 if short else 10_000)


def _path(batches: int) -> None:
    server = Server(0.05)
    request = Request("You are careful.", article(1), _news(), (), 900)
    ideal = 200 / 32 * 0.05
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": request.user}]}).encode()

    async def ours() -> None:
        async with Retrying(
            Gated(
                Metered(
                    OpenAIModel(Endpoint("m", "here", "m"), server.url, key=None, timeout=60, at_once=32),
                    Budget(),
                    None,
                ),
                32,
            )
        ) as model:
            await asyncio.gather(*(model.complete(request) for _ in range(32)))
            spent[:] = [time.monotonic(), time.process_time()]
            await asyncio.gather(*(model.complete(request) for _ in range(200)))
            spent[:] = [time.monotonic() - spent[0], time.process_time() - spent[1]]

    async def raw() -> None:
        queue = list(range(200))

        async def one() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
            while queue:
                queue.pop()
                writer.write(head + body)
                answered = await reader.readuntil(b"\r\n\r\n")
                length = next(int(x.split(b":")[1]) for x in answered.split(b"\r\n") if x.startswith(b"Content-Length"))
                await reader.readexactly(length)
            writer.close()

        begun = time.monotonic()
        await asyncio.gather(*(one() for _ in range(32)))
        spent[:] = [time.monotonic() - begun, 0.0]

    spent: list[float] = []
    walls: dict[str, list[float]] = {"ours": [], "raw": []}
    cpu = []
    for _ in range(batches):
        asyncio.run(ours())
        walls["ours"].append(spent[0] / ideal)
        cpu.append(1000 * spent[1] / 200)
        asyncio.run(raw())
        walls["raw"].append(spent[0] / ideal)
    server.stop()
    print(
        f"{'model path, 32 at once':34} {statistics.median(walls['ours']):6.2f} x ideal (raw sockets "
        f"{statistics.median(walls['raw']):.2f} x), {statistics.median(cpu):.1f} ms CPU a request"
    )


def _news() -> Any:
    from summarizer.schemas.news import News

    return News


def _run(folder: str, *arguments: str) -> tuple[float, float, float]:
    """``(wall seconds, CPU seconds, peak MB)`` of one command."""
    from tests.bench.start import PEAK, environment

    begun, before = time.monotonic(), os.times()
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *arguments, "--quiet"],
        capture_output=True, text=True, cwd=folder, env=environment(f"{folder}/home"), check=False,
    )  # fmt: skip
    wall, after = time.monotonic() - begun, os.times()
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, int(done.stderr.split()[-1]) / 1024


def _true_run(counts: tuple[int, ...]) -> None:
    server = Server(2.0)
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            _write(folder, count)
            wall, cpu, peak = _run(folder, "in.jsonl", "--format", "json", "--model", "m", "--base-url", server.url,
                                   "--jobs", "128")  # fmt: skip
        print(
            f"{f'{count:,} articles, 2 s server, 128':34} {wall / (count / 128 * 2.0):6.2f} x ideal, its start included, "
            f"{1000 * cpu / count:.1f} ms CPU an article, {peak:.0f} MB"
        )
    server.stop()


def _write(folder: str, count: int) -> None:
    with Path(folder, "in.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": article(n)}) + "\n" for n in range(count))


def _recorded(few: int, most: int) -> None:
    server = Server(0.0)
    figures = {}
    for count in (few, most):
        with tempfile.TemporaryDirectory() as folder:
            _write(folder, count)
            arguments = ("in.jsonl", "--format", "json", "--model", "m", "--base-url", server.url)
            _run(folder, *arguments, "--jobs", "32")
            wall, cpu, peak = _run(folder, *arguments, "--offline")
            figures[count] = (wall, cpu, peak)
    server.stop()
    _, cpu, peak = figures[most]
    print(
        f"{f'{most:,} recorded articles':34} {most / cpu:6.0f} a second of CPU time, {peak:.0f} MB, {peak / figures[few][2]:.2f} x "
        f"that of {few}"
    )


if __name__ == "__main__":
    main(short="--short" in sys.argv)
