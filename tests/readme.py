"""``python -m tests.readme``: put the help and the recorded output into the README, where its markers are."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def blocks() -> dict[str, str]:
    """What stands behind each marker."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "dumb"}

    def printed(*arguments: str) -> str:
        command = [sys.executable, "-P", "-m", "summarizer", *arguments, "--help"]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout.strip()

    output = (ROOT / "tests/cli/snapshots/north-korea-shells.text.txt").read_text(encoding="utf-8")
    return {"help": printed(), "daily": printed("daily"), "output": output.strip()}


def filled(readme: str) -> str:
    """``readme`` with its generated blocks as they are now."""
    for name, text in blocks().items():
        pattern = re.compile(rf"(<!-- {name} -->\n```text\n).*?(^```\n)", re.DOTALL | re.MULTILINE)
        readme = pattern.sub(lambda found, text=text: f"{found[1]}{text}\n{found[2]}", readme)
    return readme


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
