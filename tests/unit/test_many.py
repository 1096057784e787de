"""Many articles: sources, their order, one failure among them, two runs at once, a run that is killed."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch.ordered import AHEAD, in_order
from summarizer.documents.loaders.sources import items
from summarizer.errors import SourceError
from summarizer.llm.base import Completion, Endpoint, Request, Usage
from summarizer.llm.middleware.cache import Recorded, Recordings
from summarizer.schemas.news import News
from tests.conftest import ROOT
from tests.fakes import HandWritten, news
from tests.server import completion, serving

REQUEST = Request("You are careful.", "An article.", News, (), 99)


def test_folders_lists_and_json_lines_are_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.md", "c.pdf", ".hidden"):
        (tmp_path / "in" / name).write_text(f"The council met in {name}. It will meet again.", encoding="utf-8")
    (tmp_path / "list").write_text("# mine\nin/b.txt\n\nin/none.txt\n@list\n", encoding="utf-8")
    rows = [{"text": "One. Two.", "title": "T", "published": "2026-01-31"}, {"txt": 1}, 7, {"text": "Three. Four."}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n{", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    found = list(items([str(tmp_path / "in"), f"@{tmp_path}/list", str(tmp_path / "x.jsonl"), str(tmp_path / "empty")]))
    names = [Path(i.name).name for i in found]
    assert names == ["a.md", "b.txt", "b.txt", "none.txt", *(f"x.jsonl:{n}" for n in (1, 2, 3, 4, 6)), "empty"]
    good = [names[n] for n, item in enumerate(found) if readable(item)]
    assert good == ["a.md", "b.txt", "b.txt", "x.jsonl:1", "x.jsonl:4"]
    document = found[4].read()
    assert (document.title, str(document.published), document.text) == ("T", "2026-01-31", "One. Two.")


def readable(item: Any) -> bool:
    try:
        return bool(item.read().text)
    except SourceError:
        return False


def test_results_keep_their_order_and_few_are_in_memory() -> None:
    begun: list[int] = []
    seen: list[int] = []

    async def work(n: int) -> int:
        begun.append(n)
        await asyncio.sleep(0.002 if n % 7 == 0 else 0)
        return n

    async def go() -> None:
        async for n in in_order(range(100), work, 3):
            seen.append(n)
            assert len(begun) - len(seen) <= AHEAD * 3

    asyncio.run(go())
    assert seen == list(range(100))


def test_two_runs_over_one_store_ask_once(tmp_path: Path) -> None:
    class Slow(HandWritten):
        async def complete(self, request: Request, *, progress: Any = None) -> Completion:
            await asyncio.sleep(0.05)
            self.asked.append(request)
            return Completion(json.dumps(news()), Usage(1, 10, 5), 0.0)

    inner = Slow()
    endpoint = Endpoint("m", "here", "here m")

    async def go() -> list[Completion]:
        models = [Recorded(Recordings(tmp_path), endpoint, inner) for _ in range(4)]
        return await asyncio.gather(*(m.complete(REQUEST) for m in models))

    assert {c.text for c in asyncio.run(go())} == {json.dumps(news())}
    assert len(inner.asked) == 1
    assert not list(tmp_path.rglob("*.lock"))


def write_articles(folder: Path, count: int) -> None:
    folder.mkdir()
    for n in range(count):
        text = f"The council of Skelm met {n + 2} times in March. It will meet again on Friday, the mayor said."
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")


def command(home: Path, url: str, *more: str) -> subprocess.Popen[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "BRIEF_"))}
    environment |= {"BRIEF_HOME": str(home), "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-P", "-m", "summarizer", "--model", "m", "--base-url", url, "--judge", "off", *more]
    return subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - it only sets a signal
    )


def heed_interrupts() -> None:
    """Let an interrupt end this process, even if the tests run in the background of a shell, which ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


REPLY = completion(json.dumps(news(actors=[], headline={"text": "The council of Skelm met in March", "cites": ["s1"]})))


@pytest.mark.slow
def test_a_killed_run_is_finished_by_the_next_and_asks_only_again_what_was_on_its_way(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 40)
    out = tmp_path / "out"

    def answer(_n: int, _body: object) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.05)
        return 200, {}, REPLY

    with serving(answer) as asked:
        first = command(tmp_path / "home", asked.url, str(tmp_path / "in"), "--output", f"{out}/", "--jobs", "4")
        while len(asked.requests) < 15:
            time.sleep(0.01)
        first.kill()
        first.communicate()
        done_before = {p.name for p in out.glob("*.txt")}
        sent = len(asked.requests)
        second = command(tmp_path / "home", asked.url, str(tmp_path / "in"), "--output", f"{out}/", "--jobs", "4")
        _, told = second.communicate()
        assert second.returncode == 0, told.decode()
        assert len(asked.requests) <= 40 + 4
        assert len(asked.requests) - sent < 40
    written = {p.name for p in out.glob("*.txt")}
    assert len(written) == 40
    assert len(done_before) >= 8
    assert done_before <= written


@pytest.mark.slow
def test_one_failure_costs_no_other_article_and_order_is_kept(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 12)
    (tmp_path / "in" / "005.txt").write_bytes(b"")

    def answer(n: int, _body: object) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.02 * (n % 3))
        return (503, {"Retry-After": "0"}, b"{}") if n % 5 == 0 else (200, {}, REPLY)

    with serving(answer) as asked:
        done = command(tmp_path / "home", asked.url, str(tmp_path / "in"), "--format", "json", "--jobs", "4")
        printed, told = done.communicate()
        fast = command(tmp_path / "home2", asked.url, str(tmp_path / "in"), "--fail-fast", "--jobs", "1")
        fast_told = fast.communicate()[1].decode()
    assert done.returncode == 1
    names = [Path(json.loads(line)["documents"][0]["source"]).name for line in printed.splitlines()]
    assert names == [f"{n:03}.txt" for n in range(12) if n != 5]
    assert "005.txt is empty" in told.decode()
    assert "11 briefed, 1 failed" in told.decode()
    assert "5 briefed, 1 failed" in fast_told


@pytest.mark.slow
def test_the_budget_of_a_run_ends_it_and_says_so(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 6)
    with serving(lambda *_: (200, {}, REPLY)) as asked:
        done = command(tmp_path / "home", asked.url, str(tmp_path / "in"), "--max-requests", "2", "--jobs", "1")
        told = done.communicate()[1].decode()
        assert (done.returncode, len(asked.requests)) == (1, 2)
        assert "--max-requests 2 is reached" in told
        assert "2 briefed, 1 failed, 3 not started" in told
        for judge, most in (("off", 4), ("auto", 10)):
            dry = command(tmp_path / "home", asked.url, str(tmp_path / "in"), "--dry-run", "--judge", judge)
            printed = dry.communicate()[0].decode()
            assert len(asked.requests) == 2
            assert printed.count("recorded") == 2
            assert printed.count("plus one to the judge of at most") == (6 if judge == "auto" else 0)
            assert f"in total at most {most} requests" in printed


@pytest.mark.parametrize("when", [signal.SIGINT])
def test_an_interrupt_ends_a_run_at_once_and_keeps_what_is_done(tmp_path: Path, when: signal.Signals) -> None:
    write_articles(tmp_path / "in", 30)

    def answer(n: int, _body: object) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0 if n <= 6 else 60)
        return 200, {}, REPLY

    with serving(answer) as asked:
        run = command(tmp_path / "home", asked.url, str(tmp_path / "in"), "--output", f"{tmp_path}/out/", "--jobs", "3")
        while len(asked.requests) < 9 or len(list((tmp_path / "out").glob("*.txt"))) < 6:
            assert run.poll() is None
            time.sleep(0.01)
        run.send_signal(when)
        _, told = run.communicate(timeout=30)  # the answers take longer
    assert run.returncode == 130, told.decode()
    assert b"Traceback" not in told
    assert len(list((tmp_path / "out").glob("*.txt"))) == 6
