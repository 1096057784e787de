"""``python -m tests.readme``: put the help and the recorded outputs into the README, at its markers."""

import os
import re
import subprocess
import sys
from pathlib import Path

from summarizer.documents.loaders.text import from_plain
from summarizer.llm.base import Completion, Endpoint, Progress, Request, Usage
from summarizer.render.text import to_text
from tests.fakes import HandWritten, brief_with

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "tests" / "quality" / "strong" / "example"
"""Claude's reply to today's prompt about an article of the set, and its answer as the judge."""


class Relayed(HandWritten):
    """A model whose answers were relayed by hand, so that its tokens are unknown."""

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("claude", "relayed by hand", "claude")

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        completion = await super().complete(request, progress=progress)
        return completion._replace(usage=Usage(1, None, None), seconds=0.0)


def blocks() -> dict[str, str]:
    """Return the text that follows each marker."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "dumb"}

    def printed(*arguments: str) -> str:
        command = [sys.executable, "-P", "-m", "summarizer", *arguments, "--help"]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout.strip()

    def large() -> str:
        article = ROOT / "tests" / "quality" / "strong" / "articles" / "n03.txt"
        writer, judge = (Relayed((EXAMPLE / f"{name}.json").read_text(encoding="utf-8")) for name in ("reply", "judge"))
        document = from_plain(article.read_bytes(), "n03.txt")
        told = to_text(brief_with(writer, document, judge=judge)).strip()
        return told.rpartition(" · ")[0]  # without the seconds, which are those of this machine

    output = (ROOT / "tests/cli/snapshots/north-korea-shells.text.txt").read_text(encoding="utf-8")
    return {"help": printed(), "daily": printed("daily"), "output": output.strip(), "large": large()}


def filled(readme: str) -> str:
    """``readme`` with its generated blocks as they are now."""
    for name, text in blocks().items():
        pattern = re.compile(rf"(<!-- {name} -->\n```text\n).*?(^```\n)", re.DOTALL | re.MULTILINE)
        readme = pattern.sub(lambda found, text=text: f"{found[1]}{text}\n{found[2]}", readme)
    return readme


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
