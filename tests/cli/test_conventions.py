"""The command as its neighbours behave: short options, pipes, hints, one style of error, and streams of any state."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import FERRY, SEED, brief, ok
from tests.cli.test_eval import OPEN
from tests.conftest import ROOT
from tests.fakes import news
from tests.server import completion, serving

BRIEF = f"{sys.executable} -P -m summarizer"
EXTRACT = ("--plan", "extract", "-q")
FOREIGN = (
    "Error:",
    "Usage:",
    "Try '",
    "Invalid value",
    "Missing",
    "No such",
    "valid integer",
    "Input should",
    "pydantic",
)
"""Words of typer and pydantic."""


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run ``line`` in a shell, in which $BRIEF is the command, $SEED an article."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "BRIEF_"))}
    environment = kept | {"PYTHONPATH": str(ROOT), "BRIEF_HOME": os.environ["BRIEF_HOME"], "BRIEF": BRIEF, "SEED": SEED}
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip


def on_a_terminal(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run brief with a terminal as its stdin."""
    outer, inner = pty.openpty()
    try:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-P", "-m", "summarizer", *arguments]
        return subprocess.run(command, stdin=inner, capture_output=True, env=environment, check=False)
    finally:
        os.close(outer)
        os.close(inner)


def test_short_options_do_what_the_long_ones_do(tmp_path: Path) -> None:
    long = brief(FERRY, "--plan", "extract", "--kind", "news", "--format", "markdown", "--quiet")
    short = brief(FERRY, "--plan", "extract", "-k", "news", "-f", "markdown", "-q")
    assert (short.returncode, short.stdout, short.stderr) == (0, long.stdout, b"")
    ok(brief(FERRY, *EXTRACT, "-f", "markdown", "-o", str(tmp_path / "x")))
    assert (tmp_path / "x").read_bytes() == long.stdout
    assert b"'nope'" in brief(FERRY, "-m", "local:nope").stderr
    assert ok(brief("-V")) == ok(brief("--version"))


@pytest.mark.parametrize(
    "command", ["", "eval", "check", "config", "kinds", "schema", "models", "models pull", "cache", "cache path",
                "daily", "daily init", "daily show"],
)  # fmt: skip
def test_h_is_help_everywhere(command: str) -> None:
    assert ok(brief(*command.split(), "-h")) == ok(brief(*command.split(), "--help"))


def test_json_is_short_for_its_format(tmp_path: Path) -> None:
    assert json.loads(ok(brief(FERRY, *EXTRACT, "--json")))["kind"] == "news"
    assert json.loads(ok(brief(FERRY, *EXTRACT, "--json", "--format", "json")))["kind"] == "news"
    seed = ("--plan", "extract", "--set", str(OPEN / "seed.json"))
    assert json.loads(ok(brief("eval", *seed, "--json")))["schema"] == "brief/eval/1"
    for clash in (
        (FERRY, "--json", "-f", "text"),
        ("eval", "--json", "-f", "text"),
        ("daily", "show", "--json", "-f", "html"),
    ):
        done = brief(*clash, cwd=tmp_path)
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert b"contradict" in done.stderr


def test_the_format_follows_the_ending_of_the_output(tmp_path: Path) -> None:
    def written(name: str, *more: str) -> str:
        ok(brief(str(ROOT / FERRY), *EXTRACT, "-o", name, *more, cwd=tmp_path))
        return (tmp_path / name).read_text(encoding="utf-8")

    (tmp_path / "pyproject.toml").write_text("[tool.brief]\nformat = 'markdown'", encoding="utf-8")
    assert written("a.md").startswith("# ")
    assert json.loads(written("a.json"))["kind"] == "news"
    assert written("a.html").startswith("<!doctype html>")
    assert "\nKEY POINTS\n" in written("a.txt")
    assert written("a.out").startswith("# ")  # the project's
    assert "\nKEY POINTS\n" in written("b.md", "--format", "text")
    (tmp_path / "folder.json").mkdir()
    ok(brief(str(ROOT / FERRY), *EXTRACT, "-o", "folder.json", cwd=tmp_path))
    assert [p.suffix for p in (tmp_path / "folder.json").iterdir()] == [".md"]


def test_what_is_piped_is_read() -> None:
    there = ok(brief("-", *EXTRACT, stdin=(ROOT / SEED).read_bytes()))
    assert shell("cat $SEED | $BRIEF --plan extract -q").stdout == there
    assert shell("$BRIEF --plan extract -q < $SEED").stdout == there


def test_without_a_source_a_terminal_gets_help_and_nothing_else_waits() -> None:
    bare = on_a_terminal()
    assert (bare.returncode, bare.stdout, bare.stderr) == (0, ok(brief("--help")).encode(), b"")
    for done in (on_a_terminal("--json"), shell("$BRIEF < /dev/null"), shell("$BRIEF <&-")):
        assert done.returncode == 2
        assert "no source was given" in str(done.stderr)


@pytest.mark.parametrize(
    ("arguments", "code", "meant"),
    [
        ("chekc", 2, "brief check"), ("dialy init", 2, "brief daily"), ("evla --set open", 2, "brief eval"),
        ("model", 2, "brief models"), ("help", 2, "brief --help"), ("models pul", 2, "brief models pull"), ("daily lst", 2, "brief daily list"),
        ("--modle x", 2, "--model"), ("daily --ouput x", 2, "--output"), ("www.example.com", 3, "https://www.example.com"),
    ],
)  # fmt: skip
def test_what_was_perhaps_meant(arguments: str, code: int, meant: str) -> None:
    done = brief(*arguments.split())
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b"")
    assert told.startswith("brief: ")
    assert told.count("\n") == 1
    assert f"Did you mean {meant}?" in told.replace("'", "") or f"Did you mean '{meant}'?" in told


@pytest.mark.slow
def test_a_file_called_almost_like_a_command_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "chekc").write_text("The council met on Monday. It will meet again.", encoding="utf-8")
    assert "council" in ok(brief("chekc", *EXTRACT, cwd=tmp_path))
    assert brief("nothing", cwd=tmp_path).returncode == 3
    assert brief("", cwd=tmp_path).returncode == 2  # an unset variable is not this folder


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("--nonsense", "'brief' has no option --nonsense"), ("-z", "has no option -z"), ("x -m", "-m needs a value"),
        ("eval --set", "'brief eval --help'"), ("--quiet=3 x", "--quiet takes no value"),
        ("x --format xml", "--format must be one of text, markdown, html, json, not 'xml'"),
        ("x --plan none", "--plan must be one of single, steps, pick, extract, not 'none'"),
        ("x --limit 0", "--limit must be a whole number from 1 to 2000, not '0'"),
        ("x --limit many", "--limit must be a whole number from 1 to 2000, not 'many'"),
        ("x --max-cost -1", "--max-cost must be a number of at least 0, not '-1'"),
        ("daily gc --days 3", "--days must be a whole number of at least 15, not '3'"),
        ("daily search", "WORDS is missing. See 'brief daily search --help'."),
        ("kinds a", "'brief kinds' has an unexpected argument: a"), ("models zzz", "'brief models' has no command zzz"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_one_line_of_our_own(arguments: str, says: str) -> None:
    done = brief(*arguments.split())
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert told.startswith("brief: ")
    assert told.count("\n") == 1
    assert says in told
    assert not [word for word in FOREIGN if word in told]


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("$BRIEF --plan extract -q $SEED >&-", 8, "stdout: it is closed"),
        ("$BRIEF --plan extract -q $SEED >/dev/full", 8, "No space left"),
        ("$BRIEF --plan extract -q $SEED 1</dev/null", 8, "stdout: it is closed"),
        ("$BRIEF --plan extract -q --json $SEED $SEED >/dev/full", 8, "No space left"),
        ("$BRIEF --plan extract -q $SEED -o /dev/full", 8, "No space left"),
        ("$BRIEF --help >/dev/full", 8, "No space left"),
        ("$BRIEF --help >&-", 8, "it is closed"),
        ("$BRIEF --version >/dev/full", 8, "No space left"),
        ("$BRIEF schema >/dev/full", 8, "No space left"),
        ("$BRIEF kinds >&-", 8, "it is closed"),
        ("$BRIEF - --plan extract -q <&-", 3, "stdin: it is closed"),
        ("$BRIEF - --plan extract -q </dev/null", 3, "stdin is empty"),
        ("$BRIEF --nonsense >&-", 2, "--nonsense"),
        ("$BRIEF nothing 2>&-", 3, ""),
        ("$BRIEF nothing 2>/dev/full", 3, ""),
        ("$BRIEF cache 2>/dev/full", 2, ""),
        ("$BRIEF --nonsense 2>&-", 2, ""),
    ],
)
def test_streams_that_are_closed_or_full(line: str, code: int, says: str) -> None:
    done = shell(line)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == (1 if says else 0)


@pytest.mark.parametrize("command", ["--help", "schema", "kinds"])
def test_a_reader_that_leaves_is_no_error(command: str) -> None:
    done = shell(f"$BRIEF {command} | (exec 0<&-; sleep 0.5); exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_stream_that_is_not_needed_may_be_closed(tmp_path: Path) -> None:
    told = shell("$BRIEF --plan extract -q $SEED").stdout
    target = tmp_path / "x.txt"
    done = shell(f"$BRIEF --plan extract $SEED -o {target} <&- >&- 2>&-")
    assert (done.returncode, target.read_text(encoding="utf-8")) == (0, told)
    for full in ("2>&-", "2>/dev/full"):  # what would be said on stderr is lost, and not told on stdout
        done = shell(f"$BRIEF --plan extract $SEED {full}")
        assert (done.returncode, done.stdout) == (0, told)


def test_few_characters_cost_no_briefing() -> None:
    done = brief(SEED, *EXTRACT, PYTHONIOENCODING="ascii")
    assert "north-korea-shells.txt ? 1 January 2022" in ok(done)


def test_check_says_first_what_it_will_do() -> None:
    done = brief("check", "-m", "m", "--base-url", "http://127.0.0.1:9/v1", BRIEF_TIMEOUT="5")
    assert done.returncode == 5
    first = done.stderr.decode().splitlines()[0]
    assert first.startswith("brief: testing m on 127.0.0.1:9: 4 small questions")
    assert first.endswith("; about 14 requests")


@pytest.mark.slow
def test_eval_says_first_what_it_will_do() -> None:
    seed = ("eval", "--set", str(OPEN / "seed.json"))
    checks = brief(*seed, "--checks").stderr.decode()
    assert checks == f"brief: running the checks on 1 article of the set {OPEN / 'seed.json'}; no model is asked\n"
    assert "no model writes" in brief(*seed, "--plan", "extract").stderr.decode()
    reply = completion(json.dumps(news([{"text": "North Korea ships shells."}])))
    with serving(lambda *_: (200, {}, reply)) as asked:
        done = brief(*seed, "-m", "m", "--base-url", asked.url)
        assert len(asked.requests) == 1
    host = asked.url.split("/")[2]
    assert (
        f"1 article of the set {OPEN / 'seed.json'} with m on {host}, plan single; about 1 request\n"
        in done.stderr.decode()
    )
    recorded = brief(*seed, "-m", "m", "--base-url", asked.url, "--offline").stderr.decode()
    assert "nothing is sent" in recorded.splitlines()[0]


def test_the_help_has_groups_and_examples() -> None:
    told = ok(brief("--help"))
    headings = [line.strip().rstrip(":") for line in told.splitlines() if line.endswith(":") and line[0] != " "]
    assert headings[:5] == [
        "Arguments",
        "Output",
        "Models",
        "Input",
        "Requests and limits",
    ]
    examples = told.partition("Examples:\n")[2].strip().splitlines()
    assert 3 <= len(examples) <= 5
    assert "<list[str]>" not in told


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["daily", "--help"], ["chekc"]])
def test_help_and_hints_load_nothing_heavy(arguments: list[str]) -> None:
    probe = (
        "import atexit, sys\n"
        "heavy = ('pydantic', 'openai', 'instructor', 'babel', 'rich', 'asyncio', 'simplemma', 'numpy', 'lxml', 'yaml')\n"
        "atexit.register(lambda: print('loaded', [m for m in heavy if m in sys.modules], file=sys.stderr))\n"
        "from summarizer.cli.app import main\n"
        "main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", probe, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    loaded = "loaded ['pydantic']" if arguments[0] == "daily" else "loaded []"  # typer needs it there
    assert done.stderr.splitlines()[-1] == loaded


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("brief da", ["daily"]), ("brief daily s", ["show", "search"]), ("brief --mo", ["--model"]),
        ("brief --plan ", ["single", "steps", "pick", "extract"]), ("brief x da", []), ("brief models p", ["pull"]),
    ],
)  # fmt: skip
def test_the_shell_completes(line: str, offered: list[str], tmp_path: Path) -> None:
    words = line.split(" ")
    asked = {"_BRIEF_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    assert ok(brief(cwd=tmp_path, **asked)).split() == offered


def test_completion_offers_files_beside_commands(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("x", encoding="utf-8")
    asked = {"_BRIEF_COMPLETE": "complete_bash", "COMP_WORDS": "brief\nda", "COMP_CWORD": "1"}
    assert ok(brief(cwd=tmp_path, **asked)).split() == ["daily", "data.txt"]


def test_completion_can_be_shown_and_installed(tmp_path: Path) -> None:
    for name, says in (
        ("bash", "complete -o default"),
        ("zsh", "#compdef brief"),
        ("fish", "complete --command brief"),
    ):
        assert says in ok(brief("--show-completion", SHELL=f"/bin/{name}"))
    ok(brief("--install-completion", SHELL="/bin/bash", HOME=str(tmp_path)))
    assert "_BRIEF_COMPLETE" in (tmp_path / ".bash_completions" / "brief.sh").read_text(encoding="utf-8")
    assert "brief.sh" in (tmp_path / ".bashrc").read_text(encoding="utf-8")
    unknown = brief("--show-completion", SHELL="/bin/tcsh")
    assert (unknown.returncode, unknown.stderr.count(b"\n")) == (2, 1)
