"""The cost of starting, in CPU time of a separate process, bytecode compiled, the median of several runs."""

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from tests.conftest import ROOT
from tests.server import completion, serving

RUNS = 9
SEED = "seeds/north-korea-shells.txt"


def cost(arguments: list[str], environment: dict[str, str]) -> float:
    """CPU milliseconds of one process."""
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return 1000 * (used.ru_utime + used.ru_stime)


PEAK = """import atexit, sys
def tell():
    status = open("/proc/self/status").read()
    print(next(l.split()[1] for l in status.splitlines() if l.startswith("VmHWM")), file=sys.stderr)
atexit.register(tell)
from summarizer.cli.app import main
main()"""


def peak(arguments: list[str], environment: dict[str, str]) -> float:
    """Peak memory of one run of brief in MB, as the process itself sees it: a child's maximum would hold its parent's."""
    command = [sys.executable, "-c", PEAK, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=True)
    return int(done.stderr.split()[-1]) / 1024


def until_first_byte(home: str) -> float:
    """CPU milliseconds of a live run until its request arrives."""
    spent: list[float] = []
    ready = threading.Event()
    started: list[int] = []

    def answer(_number: int, _body: object) -> tuple[int, dict[str, str], bytes]:
        ready.wait()
        fields = Path(f"/proc/{started[0]}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        spent.append(1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))
        return 200, {}, completion("{}")

    with serving(answer) as asked:
        command = [sys.executable, "-m", "summarizer", SEED, "--model", "m", "--base-url", asked.url, "--no-cache"]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment(home)
        )
        started.append(process.pid)
        ready.set()
        process.wait()
    return spent[0]


def environment(home: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "BRIEF_", "PYTHONDONTWRITE"))}
    return kept | {"BRIEF_HOME": home, "PYTHONPATH": str(ROOT)}


def main(*, short: bool = False) -> None:
    """Print the figures."""
    import summarizer

    site = Path(sys.modules["pytest"].__file__ or "").parents[1] if "pytest" in sys.modules else None
    for place in (Path(summarizer.__file__).parent, site):
        if place is not None:
            compileall.compile_dir(place, quiet=2, workers=0)
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(ROOT / "tests" / "recordings", Path(home) / "recordings")
        brief = [sys.executable, "-m", "summarizer"]
        rows = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "brief --help": [*brief, "--help"],
            "recorded run": [*brief, SEED, "--model", "local"],
            "--offline run": [*brief, SEED, "--offline"],
        }
        for arguments in rows.values():
            cost(arguments, environment(home))
        measured: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(2 if short else RUNS):
            for name, arguments in rows.items():
                measured[name].append(cost(arguments, environment(home)))
        bare = statistics.median(measured["python -c pass"])
        for name, runs in measured.items():
            cpu = statistics.median(runs)
            print(f"{name:24} {cpu:6.0f} ms CPU  {cpu / bare:5.1f} x bare Python")
        print(f"{'recorded run':24} {peak([SEED, '--offline'], environment(home)):6.0f} MB peak")
        live = statistics.median(until_first_byte(home) for _ in range(1 if short else 5))
        print(f"{'live run to first byte':24} {live:6.0f} ms CPU  {live / bare:5.1f} x bare Python")


if __name__ == "__main__":
    main(short="--short" in sys.argv)
