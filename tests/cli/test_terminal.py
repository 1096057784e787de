"""The command on a terminal: colours, its width, moving lines, and foreign text that cannot command it."""

import json
import os
import pty
import re
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest

from tests.cli.test_cli import FERRY, SEED, brief, ok
from tests.conftest import ROOT
from tests.fakes import news
from tests.server import completion, serving

ESCAPES = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")


def on_terminal(stream: str, *arguments: str, columns: int = 100, **environment: str) -> str:
    """Run brief with a terminal as its ``stream``, "stdout" or "stderr"; return what the terminal got."""
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (40, columns))
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: inner}
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "OPENAI_API_KEY"}}
    command = [sys.executable, "-P", "-m", "summarizer", *arguments]
    known = {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(command, env=known, cwd=ROOT, **streams)  # type: ignore[call-overload]
    os.close(inner)
    seen: list[bytes] = []

    def collect() -> None:
        try:
            while block := os.read(outer, 65_536):
                seen.append(block)
        except OSError:  # Linux reports the end so
            return

    reader = threading.Thread(target=collect)
    reader.start()
    assert process.wait() == 0
    reader.join()
    os.close(outer)
    return b"".join(seen).decode().replace("\r\n", "\n")


def test_a_terminal_shows_the_same_words_in_colour() -> None:
    plain = ok(brief(SEED, "--plan", "extract", "-q"))
    shown = on_terminal("stdout", SEED, "--plan", "extract", "-q", columns=200)
    assert shown.startswith("\x1b[1m")
    assert ESCAPES.sub("", shown) == plain


def test_without_colour_a_terminal_gets_plain_text() -> None:
    shown = on_terminal("stdout", SEED, "--plan", "extract", "-q", NO_COLOR="1", TERM="dumb")
    assert "\x1b" not in shown


@pytest.mark.parametrize("columns", [60, 80])
def test_lines_fit_the_terminal(columns: int) -> None:
    shown = ESCAPES.sub("", on_terminal("stdout", FERRY, "--plan", "extract", "-q", columns=columns))
    assert max(map(len, shown.splitlines())) <= columns


def test_a_briefing_cannot_command_the_terminal(tmp_path: Path) -> None:
    article = tmp_path / "\x1b]0;owned\x07.txt"
    article.write_text(
        "The mayor\x1b[2J of \u202eHarlow opened a bridge. It cost 310,000 euros.\n" * 3, encoding="utf-8"
    )
    shown = on_terminal("stdout", str(article), "--plan", "extract", "-q")
    rest = ESCAPES.sub("", shown)
    assert "\x1b[2J" not in shown
    assert all(c.isprintable() or c == "\n" for c in rest)
    said = brief(str(tmp_path / "\x1b]0;gone\x07.txt"), "--plan", "extract").stderr.decode()
    assert "there is no file" in said
    assert said.rstrip("\n").isprintable()


def test_a_line_shows_that_the_model_works_and_vanishes() -> None:
    def answer(_number: int, _body: object) -> tuple[int, dict[str, str], bytes]:
        return 200, {}, completion(json.dumps(news()))

    with serving(answer) as asked:
        seen = on_terminal("stderr", FERRY, "-m", "m", "--base-url", asked.url, "--no-cache", "--judge", "off")
    assert "asking" in seen
    left = ESCAPES.sub("", seen).replace("\r", "\n").split("\n")[-2]
    assert left.startswith("brief: 1 request")
