"""``python -m tests.readme``: put the help and the recorded outputs into README and docs, at their markers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import typer

from summarizer.cli.tools import tools
from summarizer.documents.loaders.text import from_plain
from summarizer.llm.base import Completion, Endpoint, Progress, Request, Usage
from summarizer.render.text import to_text
from tests.fakes import HandWritten, brief_with

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(ROOT / name for name in ("README.md", "docs/getting-started.md", "docs/models.md", "docs/cli.md"))
"""The pages that have generated blocks."""
EXAMPLE = ROOT / "tests" / "quality" / "strong" / "example"
"""Claude's reply to today's prompt about an article of the set, and its answer as the judge."""
POINTS = 3
"""Key points that the README shows."""


class Relayed(HandWritten):
    """A model whose answers were relayed by hand, so that its tokens are unknown."""

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("claude", "relayed by hand", "claude")

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        completion = await super().complete(request, progress=progress)
        return completion._replace(usage=Usage(1, None, None), seconds=0.0)


def commands() -> list[str]:
    """Return each command and subcommand of brief: "check", "models pull"."""

    def below(command: Any, path: str) -> Iterator[str]:  # typer does not name its class
        for name, found in getattr(command, "commands", {}).items():
            yield f"{path} {name}".strip()
            yield from below(found, f"{path} {name}".strip())

    return list(below(typer.main.get_command(tools), ""))


def blocks() -> dict[str, str]:
    """Return the text that follows each marker."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "dumb"}

    def printed(command: str) -> str:
        words = [sys.executable, "-P", "-m", "summarizer", *command.split(), "--help"]
        return subprocess.run(words, capture_output=True, text=True, env=environment, check=True).stdout.strip()

    def large() -> str:
        article = ROOT / "tests" / "quality" / "strong" / "articles" / "n03.txt"
        writer, judge = (Relayed((EXAMPLE / f"{name}.json").read_text(encoding="utf-8")) for name in ("reply", "judge"))
        document = from_plain(article.read_bytes(), "n03.txt")
        told = to_text(brief_with(writer, document, judge=judge)).strip()
        return told.rpartition(" · ")[0]  # without the seconds, which are those of this machine

    names = ["", *commands()]
    with ThreadPoolExecutor() as pool:
        helps = {f"help {name}".strip(): text for name, text in zip(names, pool.map(printed, names), strict=True)}
    output = (ROOT / "tests/cli/snapshots/north-korea-shells.text.txt").read_text(encoding="utf-8")
    whole = large()
    return {**helps, "output": output.strip(), "large": shortened(whole), "large, whole": whole}


def shortened(briefing: str) -> str:
    """The head of ``briefing``, its first key points and its last line, with [...] for what is left out."""
    lines = briefing.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("  - ")]
    return "\n".join([*lines[: starts[POINTS]], "  [...]", "", lines[-1]])


def filled(page: str) -> str:
    """``page`` with its generated blocks as they are now."""
    for name, text in blocks().items():
        pattern = re.compile(rf"(<!-- {name} -->\n```text\n).*?(^```\n)", re.DOTALL | re.MULTILINE)
        page = pattern.sub(lambda found, text=text: f"{found[1]}{text}\n{found[2]}", page)
    return page


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
