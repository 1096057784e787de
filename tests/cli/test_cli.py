"""The command as people use it: its output, its streams and its exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fakes import news
from tests.server import completion, serving

SEED = "seeds/north-korea-shells.txt"
FERRY = "tests/articles/ferry.txt"


def brief(
    *arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "BRIEF_"))}
    environment |= {"PYTHONPATH": str(ROOT), "BRIEF_HOME": os.environ["BRIEF_HOME"], **variables}
    command = [sys.executable, "-P", "-m", "summarizer", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=environment, check=False)


@pytest.fixture
def recorded(own_home: Path, recordings: Path) -> Path:
    """A home whose store holds the recorded runs."""
    shutil.copytree(recordings, own_home / "recordings", dirs_exist_ok=True)
    return own_home


def ok(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("style", ["text", "markdown"])
@pytest.mark.parametrize("article", [SEED, FERRY, "tests/articles/talsperre.txt"])
def test_a_recorded_run_prints_what_it_printed(style: str, article: str) -> None:
    """Snapshots of real runs: after a new recording, read them and update with ``BRIEF_SNAPSHOTS=1``."""
    printed = ok(brief(article, "--offline", "--format", style, "--quiet"))
    snapshot = ROOT / "tests" / "cli" / "snapshots" / f"{Path(article).stem}.{style}.txt"
    if os.environ.get("BRIEF_SNAPSHOTS"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(printed, encoding="utf-8")
    assert printed == snapshot.read_text(encoding="utf-8")


@pytest.mark.usefixtures("recorded")
def test_json_keeps_the_contract() -> None:
    done = brief(SEED, "--offline", "--format", "json")
    data = json.loads(ok(done))
    assert list(data) == ["schema", "kind", "language", "created", "notes", "documents", "content", "proofs",
                          "rejected", "judgement", "coverage", "provenance"]  # fmt: skip
    assert data["schema"] == "brief/news/2"
    text = data["documents"][0]["text"]
    content = data["content"]
    lists = ("claims", "actors", "numbers", "caveats")
    assert set(data["proofs"]) == {"headline", *(f"{name}.{n}" for name in lists for n in range(len(content[name])))}
    assert set(content["claims"][0]) == {"topic", "text", "attributed_to", "certainty", "cites"}
    for proof in data["proofs"].values():
        assert set(proof) == {"status", "origin", "citations", "edits", "findings", "verdict", "reading"}
        assert proof["citations"]
        for citation in proof["citations"]:
            assert citation["text"] == text[citation["start"] : citation["end"]]
    assert data["provenance"]["recorded"] is True
    assert data["coverage"]["unread"] == ["s1"]
    assert "text" not in json.loads(ok(brief(SEED, "--offline", "--format", "json", "--no-text")))["documents"][0]
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.usefixtures("recorded")
def test_several_sources_and_stdin() -> None:
    lines = ok(brief(SEED, FERRY, "--offline", "--format", "json")).splitlines()
    assert [json.loads(line)["documents"][0]["source"] for line in lines] == [SEED, FERRY]
    piped = ok(brief("-", "--offline", "--quiet", stdin=(ROOT / SEED).read_bytes()))
    assert piped == ok(brief(SEED, "--offline", "--quiet")).replace(Path(SEED).name, "outlet not given")


@pytest.mark.slow
def test_output_never_puts_two_sources_into_one_file(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(
            f"The {folder} council met on Monday. It will meet again.", encoding="utf-8"
        )
    for _ in range(2):
        ok(brief("a/x.txt", "b/x.txt", "--plan", "extract", "--output", "out", "--format", "markdown", cwd=tmp_path))
    written = sorted((tmp_path / "out").iterdir())
    assert len(written) == 2
    assert "The a council" in written[0].read_text(encoding="utf-8") + written[1].read_text(encoding="utf-8")
    ok(brief("a/x.txt", "--plan", "extract", "--output", "one.md", cwd=tmp_path))
    assert "The a council" in (tmp_path / "one.md").read_text(encoding="utf-8")


def test_hostile_file_names_stay_inside_the_folder(tmp_path: Path) -> None:
    from summarizer.cli.output import file_name

    for name in ("../../etc/passwd", "a/\x1b[2J\n.txt", "x" * 300, "-rf", "ünï", "CON", "..", ""):
        made = file_name(name, name, "md")
        assert made.isascii()
        assert "/" not in made
        assert not made.startswith(".")
        assert len(made) <= 120
        assert (tmp_path / made).resolve().parent == tmp_path.resolve()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([], 3, "stdin is empty"),
        (["no-such-file.txt"], 3, "no-such-file.txt"),
        (["summarizer/facts"], 3, "contains no article"),
        ([SEED, "--kind", "nope"], 4, "nope"),
        ([SEED, "--model", "local:nope"], 2, "nope"),
        ([SEED, "--model", "local:/no/such.gguf"], 2, "/no/such.gguf"),
        ([SEED, "--model", "gpt-x"], 2, "--base-url"),
        ([SEED, "--base-url", "http://127.0.0.1:9/v1"], 2, "--model"),
        ([SEED, "--base-url", "nonsense", "--model", "m"], 2, "base URL"),
        ([SEED, "--offline"], 7, "without --offline"),
        ([SEED, "--offline", "--no-cache"], 2, "--offline"),
        ([SEED, "--plan", "extract", "--output", "/no/such/folder/x"], 8, "/no/such/folder"),
        ([SEED, FERRY, "--plan", "extract", "--output", "README.md"], 2, "README.md"),
        ([SEED, "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--no-cache"], 5, "127.0.0.1:9"),
        (["--nonsense"], 2, "--nonsense"),
        (["schema", "nope"], 4, "nope"),
        (["models", "pull", "nope"], 2, "nope"),
    ],
)
def test_each_failure_is_one_line_with_the_way_out_and_its_code(arguments: list[str], code: int, says: str) -> None:
    done = brief(*arguments, BRIEF_TIMEOUT="5")
    told = done.stderr.decode()
    assert done.returncode == code, told
    assert says in told
    assert done.stdout == b""
    assert "Traceback" not in told
    assert (
        len(
            [
                line
                for line in told.splitlines()
                if line.startswith("brief: ")
                and line.partition("; ")[2] != "nothing is sent"
                and "is reading the article" not in line
                and " requests, " not in line
            ]
        )
        <= 1
    )


def test_debug_shows_the_traceback() -> None:
    assert "Traceback" in brief("no-such-file.txt", "--debug").stderr.decode()


def test_one_failed_source_costs_no_other() -> None:
    done = brief("no-such-file.txt", SEED, "--plan", "extract")
    assert done.returncode == 1
    assert b"KEY POINTS" in done.stdout
    assert b"no-such-file.txt" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("second", "code"), [("The ferry stops for nine weeks.", 9), ("Ferry stops.", 0)])
def test_strict_fails_on_rejected_items_and_not_on_repeated_ones(second: str, code: int) -> None:
    reply = completion(json.dumps(news([{"text": "Ferry stops."}, {"text": second}])))
    with serving(lambda *_: (200, {}, reply)) as asked:
        arguments = (FERRY, "--model", "m", "--base-url", asked.url, "--judge", "off")
        assert brief(*arguments).returncode == 0
        assert brief(*arguments, "--strict").returncode == code
    assert brief(SEED, "--plan", "extract", "--strict").returncode == 0


def test_a_file_called_like_a_subcommand(tmp_path: Path) -> None:
    (tmp_path / "kinds").write_text("The council met on Monday. It will meet again.", encoding="utf-8")
    assert ok(brief("kinds", cwd=tmp_path)) == "news\nstory\n"
    assert "council" in ok(brief("./kinds", "--plan", "extract", cwd=tmp_path))


def test_a_closed_pipe_ends_silently() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -P -m summarizer {SEED} {FERRY} --plan extract --quiet | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, env=environment, check=False)
    assert (done.stdout, done.stderr) == (b"N", b"")


def test_the_small_commands(own_home: Path) -> None:
    assert ok(brief("--version")).startswith("brief 0.")
    assert ok(brief("cache", "path")).strip() == str(own_home / "recordings")
    ok(brief("cache", "clear"))
    assert "local:smollm2-135m" in ok(brief("models"))
    assert json.loads(ok(brief("schema")))["title"] == "brief/news/2"
    assert "Commands" in ok(brief("--help"))
    assert "path" in ok(brief("cache", "--help"))


def test_a_users_kind_is_found_by_his_config_only(own_home: Path, tmp_path: Path) -> None:
    assert ok(brief("kinds", cwd=ROOT / "tests" / "kinds")) == "news\nstory\n"
    (own_home / "config.toml").write_text(f"kinds = '{ROOT / 'tests' / 'kinds'}'", encoding="utf-8")
    assert ok(brief("kinds", cwd=tmp_path)) == "news\nstory\nincident_log\n"
    assert "Incident" in json.loads(ok(brief("schema", "incident_log", cwd=tmp_path)))["$defs"]


@pytest.mark.parametrize("fault", ["import broken", "x = 1", "class Bad: pass"])
def test_a_broken_kind_is_named(own_home: Path, tmp_path: Path, fault: str) -> None:
    (tmp_path / "bad.md").write_text("x\n---\n$article", encoding="utf-8")
    (tmp_path / "bad.py").write_text(fault, encoding="utf-8")
    (own_home / "config.toml").write_text(f"kinds = '{tmp_path}'", encoding="utf-8")
    done = brief(SEED, "--kind", "bad", "--plan", "extract")
    assert done.returncode == 4
    assert b"'bad'" in done.stderr


def test_nothing_in_the_working_directory_runs(tmp_path: Path) -> None:
    for name in ("xllamacpp", "openai", "typer", "schemas", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hijacked')", encoding="utf-8")
    (tmp_path / "x.txt").write_text("The council met on Monday. It will meet again.", encoding="utf-8")
    assert "council" in ok(brief("x.txt", "--plan", "extract", cwd=tmp_path))
