"""Files for briefings: anything that is not a regular file, or only points to one, stays what it is."""

import os
from pathlib import Path
from threading import Thread

import pytest

from summarizer.cli.output import Output
from summarizer.config.files import replace_file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    tmp_path.chmod(0o555)  # no new file can stand in its place
    reader = Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    Output("text", str(pipe), several=False, text=True)
    replace_file(pipe, "a briefing")
    reader.join(10)
    tmp_path.chmod(0o755)
    assert read == ["a briefing"]
    assert pipe.is_fifo()


def test_links_that_go_round_are_an_output_as_any_other(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    replace_file(one, "a briefing")
    assert one.read_text() == "a briefing"


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target, link = tmp_path / "kept" / "today.txt", tmp_path / "latest.txt"
    target.write_text("yesterday")
    link.symlink_to(target)
    replace_file(link, "today")
    assert link.is_symlink()
    assert target.read_text() == "today"
