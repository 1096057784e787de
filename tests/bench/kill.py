"""A run killed at each system call that changes something, and one in which each such call fails; then run again.

``strace`` ends the process (SIGKILL) as it enters the call, or makes the call fail with ENOSPC or EIO. Counted: second
runs that do not finish with all briefings, requests repeated, and failures that end in anything but a typed error.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.bench.many import REPLY, article
from tests.bench.start import environment
from tests.server import Asked, serving

ARTICLES = 2
CHANGING = (
    "open,openat,creat,write,pwrite64,writev,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,"
    "symlink,symlinkat,truncate,ftruncate,fallocate,fsync,fdatasync,chmod,fchmod,fchmodat,flock"
)
_CALL = re.compile(r"^(\d+)\s+(\w+)\((.*)")
FAULTS = ("signal=KILL", "error=ENOSPC", "error=EIO")


class Place(NamedTuple):
    """The ``nth`` call of ``name`` in a thread of the process, which is how strace counts."""

    name: str
    nth: int


def main() -> None:
    """Print the figures."""
    with serving(lambda _n, _body: (200, {}, REPLY)) as server:
        _every_place(server)


def _every_place(server: Asked) -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = _places(Path(folder), server.url)
    broken, untyped, repeated = Counter[str](), Counter[str](), Counter[int]()
    for fault in FAULTS:
        for place in places:
            with tempfile.TemporaryDirectory() as folder:
                here = Path(folder)
                before = len(server.requests)
                first = _run(here, server.url, ["-e", f"inject={place.name}:{fault}:when={place.nth}"])
                if fault != FAULTS[0] and ("a fault in brief" in first.stderr or "Traceback" in first.stderr):
                    untyped[f"{fault} at {place.name} {place.nth}: {first.stderr.strip()[-160:]}"] += 1
                second = _run(here, server.url)
                if second.returncode or not _whole(here):
                    broken[f"{fault} at {place.name} {place.nth}: {second.stderr.strip()[-160:]}"] += 1
                repeated[len(server.requests) - before - ARTICLES] += 1
    runs = len(FAULTS) * len(places)
    print(f"{'killed, or out of space':34} {len(places)} calls that change something, {runs} runs and second runs")
    print(f"{'second runs broken':34} {sum(broken.values()):6}")
    print(f"{'failures that are not typed':34} {sum(untyped.values()):6}")
    print(f"{'requests repeated, at most':34} {max(repeated):6}  {dict(sorted(repeated.items()))}")
    for found in (*broken, *untyped):
        print(f"  {found}")


def _run(here: Path, url: str, inject: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run brief on ARTICLES articles, under strace if a fault is to be injected."""
    source = here / "in"
    if not source.is_dir():
        source.mkdir()
        for n in range(ARTICLES):
            (source / f"{n}.txt").write_text(article(n), encoding="utf-8")
    command = [
        sys.executable, "-m", "summarizer", "in", "--format", "json", "--output", "out", "--quiet",
        "--model", "m", "--base-url", url, "--jobs", "1", "--judge", "off",
    ]  # fmt: skip
    if inject is not None:
        calls = inject[1].split(":")[0].removeprefix("inject=") if inject else CHANGING
        command = ["strace", "-f", "--seccomp-bpf", "-o", "trace", "-y", "-e", f"trace={calls}", *inject, *command]
    env = environment(str(here / "home")) | {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=here, env=env, capture_output=True, text=True, timeout=120, check=False)


def _places(here: Path, url: str) -> list[Place]:
    """Return the calls of an undisturbed run that change one of brief's files."""
    done = _run(here, url, [])
    if done.returncode or not _whole(here):
        raise SystemExit(f"an undisturbed run fails: {done.stderr}")
    seen: Counter[tuple[str, str]] = Counter()
    places = []
    for line in (here / "trace").read_text(encoding="utf-8", errors="replace").splitlines():
        found = _CALL.match(line)
        if found is None or "resumed" in line[:60]:
            continue
        thread, name, rest = found.groups()
        seen[thread, name] += 1
        ours = str(here) in rest or '"home' in rest or '"out' in rest
        opens = name in {"open", "openat"}
        if ours and (not opens or "O_CREAT" in rest):
            places.append(Place(name, seen[thread, name]))
    return list(dict.fromkeys(places))


def _whole(here: Path) -> bool:
    """True if each article has its whole briefing."""
    files = sorted((here / "out").glob("*.json"))
    if len(files) != ARTICLES:
        return False
    return all(json.loads(f.read_text(encoding="utf-8"))["content"]["headline"]["text"] for f in files)


if __name__ == "__main__":
    main()
