"""The child process that parses untrusted markup: the other side of sandbox.py, started by ``python -m``.

It reads jobs from stdin and writes answers to stdout, each preceded by its length; it cannot write files, and may use
at most MEMORY bytes. It ends with its parent, because that closes the pipe.
"""

import contextlib
import json
import sys
from typing import Any, BinaryIO

MEMORY = 1_500_000_000


def _limited() -> None:
    """Limit memory, and forbid files and core dumps. Systems without such limits rely on the parent's time limit."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _answer(job: dict[str, Any], raw: bytes) -> dict[str, Any]:
    if job["what"] == "page":
        from ..loaders.html import read_page

        return read_page(raw, job.get("charset"), job.get("url"))
    from ..loaders.feed import read_feed

    return read_feed(raw, job.get("charset"), job.get("url"))


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        sys.exit(0)  # the parent is gone
    return data


def main() -> None:
    """Answer until the pipe is closed."""
    _limited()
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not spoil an answer
    while True:
        head = _exactly(incoming, 12)
        job = json.loads(_exactly(incoming, int.from_bytes(head[:4], "big")))
        raw = _exactly(incoming, int.from_bytes(head[4:], "big"))
        fatal = False
        try:
            answer = _answer(job, raw)
        except ImportError:
            hint = "Install it with: pip install 'citebrief[web]'"
            answer = {"error": "reading pages and feeds needs the extra 'web'", "hint": hint}
        except (MemoryError, RecursionError):
            answer, fatal = {"error": "the page or feed takes too much memory to parse"}, True
        except Exception as error:  # noqa: BLE001 - whatever a parser makes of hostile bytes
            answer = {"error": f"the page or feed cannot be parsed ({type(error).__name__})"}
        told = json.dumps(answer).encode()
        outgoing.write(len(told).to_bytes(8, "big") + told)
        outgoing.flush()
        if fatal:
            sys.exit(1)


if __name__ == "__main__":
    main()
