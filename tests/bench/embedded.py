"""The seed with the embedded model, against the same requests asked straight from llama.cpp's server."""

import asyncio
import json
import secrets
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import summarizer
from summarizer import pipeline
from summarizer.config.settings import Settings, data_folder
from summarizer.documents.loaders.registry import read
from summarizer.kinds import registry as kinds
from summarizer.llm import openai
from summarizer.llm.embedded.model import CONTEXT, EmbeddedModel
from summarizer.llm.embedded.weights import CATALOG, DEFAULT, fetch
from summarizer.llm.registry import connect, with_plan
from tests.conftest import ROOT

ROUNDS = 2


def ours() -> tuple[float, list[bytes], Any]:
    """Seconds for one briefing, loading apart; the bodies that were sent; the briefing."""
    bodies: list[bytes] = []
    loading: list[float] = []
    post, start = openai.OpenAIModel._post, EmbeddedModel._start

    async def noting(self: Any, body: bytes, progress: Any) -> Any:
        bodies.append(body)
        return await post(self, body, progress)

    async def timed(self: Any, progress: Any) -> Any:
        begun = time.monotonic()
        client = await start(self, progress)
        loading.append(time.monotonic() - begun)
        return client

    openai.OpenAIModel._post, EmbeddedModel._start = noting, timed  # type: ignore[method-assign]
    try:
        settings = with_plan(Settings(cache=False))
        model, most = connect(settings)
        begun = time.monotonic()
        document = read(str(ROOT / "seeds" / "north-korea-shells.txt"))

        async def asked() -> Any:
            async with model:
                return await pipeline.brief_document(kinds.find("news"), document, model, settings, most)

        shown = asyncio.run(asked())
        return time.monotonic() - begun - sum(loading), bodies, shown
    finally:
        openai.OpenAIModel._post, EmbeddedModel._start = post, start  # type: ignore[method-assign]


def straight(bodies: list[bytes]) -> tuple[float, int]:
    """Seconds and output tokens of the same bodies, sent by urllib to a server of its own, loading apart."""
    weights = fetch(CATALOG[DEFAULT], data_folder())
    key = secrets.token_hex(16)
    script = Path(summarizer.__file__).parent / "llm" / "embedded" / "server.py"
    server = subprocess.Popen([sys.executable, "-P", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(
        json.dumps({"model": str(weights), "context": CONTEXT, "threads": 0, "key": key}).encode() + b"\n"
    )
    server.stdin.flush()
    address = json.loads(server.stdout.readline())["address"]
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    tokens = 0
    begun = time.monotonic()
    for body in bodies:
        request = urllib.request.Request(f"{address}/v1/chat/completions", body, headers)  # noqa: S310 - loopback
        with opener.open(request) as response:
            tokens += json.load(response)["usage"]["completion_tokens"]
    seconds = time.monotonic() - begun
    server.kill()
    server.wait()
    return seconds, tokens


def main(*, short: bool = False) -> None:
    """Print the ratio and the seed's cost."""
    ratios = []
    for _ in range(1 if short else ROUNDS):
        mine, bodies, shown = ours()
        theirs, tokens = straight(bodies)
        used = shown.provenance
        ratios.append(mine / theirs)
        print(
            f"the seed: {used.requests} requests, {used.tokens.completion} tokens out, {mine:.0f} s; "
            f"straight from llama.cpp {tokens} tokens, {theirs:.0f} s"
        )
    print(f"{'embedded / straight':24} {statistics.median(ratios):6.2f} x, the same requests and tokens, loading apart")


if __name__ == "__main__":
    main(short="--short" in sys.argv)
