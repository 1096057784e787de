"""The pieces of a daily edition: clusters, copies, the second run of a day, runs that are killed."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from summarizer.daily.clusters import _weighed, cluster
from summarizer.daily.copies import copies
from tests.bench.start import environment
from tests.conftest import ROOT, SHARED
from tests.fakes import news
from tests.server import completion, serving
from tests.site import site
from tests.unit.test_clusters import b_cubed, data

SETS = ROOT / "tests" / "daily"
REPLY = completion(json.dumps(news(actors=[], headline={"text": "The council votes for a bridge", "cites": ["a1.s1"]})))
SUPPORTED = completion('{"unsupported": []}')


def replies(_n: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """A briefing, or a judgement that finds nothing wrong with it."""
    judged = "Find the items that the article does not support" in body["messages"][1]["content"]
    return 200, {}, SUPPORTED if judged else REPLY


def clusters() -> None:
    """B-cubed F1 on ECB+ and the UCI titles, documents a second, and the memory of 20,000."""
    if not SHARED.is_dir():
        print("clusters: needs ../shared")
        return
    for name in ("ecb", "uci"):
        texts, gold = data(SHARED, name)
        times = []
        for _ in range(5):
            _weighed.cache_clear()
            begun = time.process_time()
            found = cluster(texts)
            times.append(time.process_time() - begun)
        print(f"{name}: B-cubed F1 {b_cubed(gold, found):.3f}, {len(texts) / min(times):,.0f} documents/s")
        if name == "uci":  # collected story by story, so their times reveal more than those of feeds do
            print(
                f"{name} without times: B-cubed F1 {b_cubed(gold, cluster([t._replace(hours=None) for t in texts])):.3f}"
            )
    many = [
        t._replace(title=f"{t.title} {day}", hours=(t.hours or 0) + 48 * day)
        for day in range(7)
        for t in data(SHARED, "uci")[0]
    ][:20_000]
    code = (
        "import json,resource,sys,time\nfrom summarizer.daily.clusters import Text,cluster\n"
        "texts=[Text(*t) for t in json.load(sys.stdin)]\nbegun=time.process_time()\ncluster(texts)\n"
        "print(len(texts)/(time.process_time()-begun), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1000)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(many), env=env, capture_output=True, text=True, check=True
    )
    speed, peak = map(float, done.stdout.split())
    print(f"20,000 documents of six days and more: {speed:,.0f} documents/s, {peak:.0f} MB")


def duplicates(*names: str) -> None:
    """Precision and recall of copies, pair by pair."""
    for name in names or ("open",):
        rows = [json.loads(line) for line in (SETS / f"wire_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        found = copies([r["text"] for r in rows])
        counts: Counter[str] = Counter()
        for a, b in combinations(range(len(rows)), 2):
            true = rows[a]["story"] == rows[b]["story"] and {rows[a]["kind"], rows[b]["kind"]} <= {"original", "copy"}
            counts["true"] += true
            counts["told"] += found[a] == found[b]
            counts["right"] += true and found[a] == found[b]
        precision, recall = counts["right"] / counts["told"], counts["right"] / counts["true"]
        print(f"wire_{name}: precision {precision:.3f}, recall {recall:.3f} of {counts['true']} pairs of copies")


def second() -> None:
    """The second run of a day with 500 articles: requests to the site and the model, and CPU time."""
    pages = {f"/{n}.html": _page(n) for n in range(500)}
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>Council of town {n} meets</title><link>BASE/{n}.html</link><guid>{n}</guid>"
        f"<pubDate>{(now - timedelta(minutes=n)).strftime('%a, %d %b %Y %H:%M:%S GMT')}</pubDate></item>"
        for n in range(500)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Towns</title><link>BASE/</link>{items}</channel></rss>'

    def answer(path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed.xml":
            return (
                200,
                {"Content-Type": "application/rss+xml"},
                feed.replace("BASE", f"http://{headers['host']}").encode(),
            )
        body = pages.get(path)
        return (404, {}, b"") if body is None else (200, {"Content-Type": "text/html; charset=utf-8"}, body)

    with tempfile.TemporaryDirectory() as folder, site(answer) as web, serving(replies) as model:
        base = Path(folder)
        source = f'[[source]]\nname="Towns"\nurl="{web.url}/feed.xml"\nlimit=500\n'
        (base / "brief.toml").write_text(f'formats=["json","html"]\n{source}', encoding="utf-8")
        command = [sys.executable, "-m", "summarizer", "daily", "--config", str(base / "brief.toml"), "--allow-private"]
        command += ["--base-url", model.url, "--model", "m", "--quiet"]
        for which in ("first", "second"):
            asked, read = len(model.requests), len(web.asked)
            spent = _cpu(command, environment(base / "home"))
            print(
                f"{which} run: {len(model.requests) - asked} requests to the model, "
                f"{sum(p != '/feed.xml' for p, _ in web.asked[read:])} to articles, {spent:.2f} s CPU"
            )


def _cpu(command: list[str], env: dict[str, str]) -> float:
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


_TOWNS = "Arden Belmont Carrow Dunmore Eskford Farrow Greywick Harlow Ismere Jarrow Kelso Lorne Marle Nairn Orrin Perrin".split()


def _page(n: int) -> bytes:
    town = f"{_TOWNS[n % 16]} {_TOWNS[n // 16 % 16]}"
    told = (
        f"The council of {town} on Monday voted to spend {n + 2} million pounds on a bridge over the river there. "
        f"Mayor {_TOWNS[n // 7 % 16]} Stone said work in {town} would begin in {3 + n % 9} weeks and take two years. "
        f"Some {200 + n} residents had signed a petition against the plan, which the council of {town} rejected by "
        f"{10 + n % 9} votes to {n % 9}. The old bridge was closed to lorries after an inspection found rust."
    )
    return f"<html><head><title>Council of {town} votes for bridge</title></head><body><main><article><p>{told}</p></article></main></body></html>".encode()


def killed(times: int = 30) -> None:
    """Editions that are killed at random moments and run again: those that finish, and requests sent twice."""
    pages = {f"/{n}.html": _page(37 * n) for n in range(12)}
    rng = random.Random(7)  # noqa: S311 - moments to kill at
    finished = repeated = 0
    worst = 0
    for attempt in range(times):
        now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        items = "".join(
            f"<item><title>{n}</title><link>BASE/{n}.html</link><guid>{n}</guid><pubDate>{now}</pubDate></item>"
            for n in range(12)
        )

        def answer(path: str, headers: dict[str, str], items: str = items) -> tuple[int, dict[str, str], bytes]:
            if path == "/feed.xml":
                told = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
                return (
                    200,
                    {"Content-Type": "application/rss+xml"},
                    told.replace("BASE", f"http://{headers['host']}").encode(),
                )
            return (200, {"Content-Type": "text/html"}, pages[path]) if path in pages else (404, {}, b"")

        def reply(n: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
            time.sleep(0.05)
            return replies(n, body)

        with tempfile.TemporaryDirectory() as folder, site(answer) as web, serving(reply) as model:
            base = Path(folder)
            (base / "brief.toml").write_text(
                f'formats=["json"]\n[[source]]\nurl="{web.url}/feed.xml"\n', encoding="utf-8"
            )
            command = [
                sys.executable,
                "-m",
                "summarizer",
                "daily",
                "--config",
                str(base / "brief.toml"),
                "--allow-private",
            ]
            command += ["--base-url", model.url, "--model", "m", "--quiet", "--jobs", "2"]
            env = environment(base / "home")
            process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0.3, 3.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, check=False)
            bodies = Counter(json.dumps(body["messages"]) for _, _, body in model.requests)
            twice = sum(n - 1 for n in bodies.values())
            good = done.returncode in {0, 1} and len(list((base / "editions").glob("*.json"))) == 1
            finished += good
            repeated += twice
            worst = max(worst, twice)
        if not good:
            print(f"run {attempt} did not finish: {done.stderr.decode()[-300:]}")
    print(
        f"killed {times} times: {finished} finished on the next run; {repeated} requests repeated, {worst} at most in one (2 workers)"
    )
