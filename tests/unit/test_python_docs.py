"""The examples of docs/python-api.md run as they stand, on recorded and hand-written replies."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from summarizer.llm import remote
from summarizer.llm.base import Completion, Endpoint, Progress, Request, Usage
from tests.conftest import ROOT
from tests.fakes import HandWritten, news

PAGE = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


class Remote(HandWritten):
    """A model of an endpoint: it writes one claim and, as the judge, objects to nothing."""

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("qwen3-32b", "localhost:8080", "http://localhost:8080/v1 qwen3-32b")

    async def complete(self, request: Request, *, progress: Progress | None = None) -> Completion:
        claim = {"text": "The White House said that North Korea is providing Russia with shells.", "cites": ["s2"]}
        written = news([claim], actors=[], headline={"text": "North Korea is providing Russia with shells", "cites": ["s2"]})  # fmt: skip
        judging = "unsupported" in request.answer.model_fields
        completion = await HandWritten('{"unsupported": []}' if judging else written).complete(request)
        return completion._replace(usage=Usage(1, 10, 5))


@pytest.fixture
def desk(tmp_path: Path, seed: Path, own_home: Path, recordings: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article; no model is loaded and no endpoint asked."""
    shutil.copytree(recordings, own_home / "recordings")
    shutil.copy(seed, tmp_path / "article.txt")
    shutil.copy(ROOT / "tests" / "articles" / "ferry.txt", tmp_path / "ferry.txt")
    monkeypatch.chdir(tmp_path)

    def online(*_: Any) -> Remote:
        return Remote()

    def loaded(*_: Any) -> None:
        raise AssertionError("a model is loaded")

    monkeypatch.setattr(remote, "_online", online)
    monkeypatch.setattr("summarizer.llm.embedded.model.EmbeddedModel.complete", loaded)
    return tmp_path


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_runs(number: int, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(EXAMPLES[number], f"python-api.md, example {number + 1}", "exec"), {"__name__": "__main__"})  # noqa: S102
    printed = capsys.readouterr().out
    assert printed.strip() or "brief_many" in EXAMPLES[number]
    if "brief_many" in EXAMPLES[number]:
        assert {p.name for p in desk.glob("*.md")} == {"article.txt.md", "ferry.txt.md"}


def test_every_part_of_the_interface_has_an_example() -> None:
    whole = "\n".join(EXAMPLES)
    names = ("brief(", "abrief(", "brief_many(", "Document.from_text(", "to_markdown(", "to_text(", "to_html(", "judge=",
             "text=", "document=", "settings=", "base_url=", "plan=", "language=", "BriefError", "Endpoint(")  # fmt: skip
    assert [name for name in names if name not in whole] == []


@pytest.mark.slow
def test_the_examples_are_typed(tmp_path: Path) -> None:
    mypy = pytest.importorskip("mypy.api")
    for number, example in enumerate(EXAMPLES):
        (tmp_path / f"example_{number}.py").write_text(example, encoding="utf-8")
    options = ["--strict", "--config-file=", "--follow-imports=silent", f"--cache-dir={tmp_path / 'cache'}"]
    out, err, code = mypy.run([*options, *map(str, sorted(tmp_path.glob("example_*.py")))])
    assert code == 0, out + err
