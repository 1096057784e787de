"""The embedded server: starts at the first request, answers in the schema, and never outlives its parent."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Literal

import pytest

from summarizer.errors import LocalModelError
from summarizer.kinds.fields import Cited
from summarizer.llm.base import Request
from tests.conftest import ROOT

pytestmark = pytest.mark.embedded


class Choice(Cited):
    """A reply that the grammar keeps short, however small the model."""

    answer: Literal["yes", "no"]


REQUEST = Request("", "Did it rain?", Choice, (("SentenceId", ("s1", "s2")),), 200)

PARENT = """
import asyncio, json, signal, sys
from pathlib import Path
from summarizer.llm.embedded.model import EmbeddedModel
from summarizer.llm.base import Endpoint
from tests.unit.test_local import REQUEST

async def main():
    model = EmbeddedModel(Endpoint("local:x", "here", "x"), lambda: Path(sys.argv[1]), timeout=300)
    async with model:
        if sys.argv[2] == "loading":
            asked = asyncio.create_task(model.complete(REQUEST))
            while model._process is None:
                await asyncio.sleep(0.01)
            print(model._process.pid, flush=True)
            await asked
        else:
            done = await model.complete(REQUEST)
            print(model._process.pid, flush=True)
            print(json.dumps(json.loads(done.text)), flush=True)
        if sys.argv[2] == "error":
            raise RuntimeError
        if sys.argv[2] != "done":
            await asyncio.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits it ignored
asyncio.run(main())
"""


def start(weights: Path, when: str) -> tuple[subprocess.Popen[str], int]:
    """A process with an embedded server, and the server's process id."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(weights), when],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


def is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_it_answers_in_the_schema_with_the_ids_it_was_given(tiny_weights: Path) -> None:
    parent, server = start(tiny_weights, "done")
    assert parent.stdout is not None
    reply = json.loads(parent.stdout.readline())
    assert set(reply) == {"answer", "cites"}
    assert set(reply["cites"]) <= {"s1", "s2"}
    assert parent.wait(30) == 0
    parent.stdout.close()
    assert is_gone(server)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("when", "how"),
    [
        ("error", None),
        ("idle", signal.SIGKILL),
        ("idle", signal.SIGTERM),
        ("idle", signal.SIGINT),
        ("loading", signal.SIGKILL),
    ],
)
def test_it_ends_with_its_parent(tiny_weights: Path, when: str, how: signal.Signals | None) -> None:
    parent, server = start(tiny_weights, when)
    if how is not None:
        parent.send_signal(how)
    parent.wait(30)
    assert parent.stdout is not None
    parent.stdout.close()
    assert is_gone(server)


@pytest.mark.slow
def test_two_runs_have_two_servers(tiny_weights: Path) -> None:
    first, one = start(tiny_weights, "idle")
    second, two = start(tiny_weights, "idle")
    assert one != two
    first.kill()
    first.wait()
    assert is_gone(one)
    assert Path(f"/proc/{two}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    second.kill()
    second.wait()
    assert is_gone(two)
    for process in (first, second):
        assert process.stdout is not None
        process.stdout.close()


def test_a_file_that_is_no_model(tmp_path: Path, tiny_weights: Path) -> None:
    import asyncio

    from summarizer.llm.base import Endpoint
    from summarizer.llm.embedded.model import EmbeddedModel

    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"no model")

    async def go() -> None:
        async with EmbeddedModel(Endpoint("local:bad", "here", "x"), lambda: bad, timeout=30) as model:
            await model.complete(REQUEST)

    with pytest.raises(LocalModelError, match="could not be loaded"):
        asyncio.run(go())


@pytest.mark.slow
def test_a_server_that_dies_is_told_as_such(tiny_weights: Path) -> None:
    import asyncio

    from summarizer.llm.base import Endpoint
    from summarizer.llm.embedded.model import EmbeddedModel

    async def go() -> None:
        async with EmbeddedModel(Endpoint("local:x", "here", "x"), lambda: tiny_weights, timeout=300) as model:
            await model.complete(REQUEST)
            assert model._process is not None
            model._process.kill()
            model._process.wait()
            await model.complete(REQUEST)

    with pytest.raises(LocalModelError, match="ended unexpectedly"):
        asyncio.run(go())
