"""The examples of docs/extending.md work as they stand."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.batch.loop import in_own_loop
from summarizer.config.settings import Settings
from summarizer.documents.loaders.registry import LOADERS, read
from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.drafting.registry import STRATEGIES
from summarizer.errors import UsageError
from summarizer.kinds import registry as kinds
from summarizer.kinds.fields import Role
from summarizer.llm.base import Request
from summarizer.llm.registry import PROVIDERS, connect, judge_for, look_at, with_plan
from summarizer.pipeline import brief_document
from summarizer.proof.checking import check_statement
from summarizer.proof.checks.registry import CHECKS
from summarizer.render.registry import RENDERERS, RenderOptions
from summarizer.schemas.news import News
from tests.conftest import ROOT
from tests.fakes import HandWritten, brief_with, news

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
EXAMPLES = {
    section.partition("\n")[0]: code[1]
    for section in PAGE.split("\n## ")
    if (code := re.search(r"^```python\n(.*?)^```$", section, re.DOTALL | re.MULTILINE))
}
FERRY = "The ferry stops for six weeks. Write to help@skelm.example for a refund."


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    """Put the tables back as they were."""
    before = [(table, dict(table)) for table in (LOADERS, STRATEGIES, RENDERERS)]
    lists = [(table, list(table)) for table in (CHECKS, PROVIDERS)]
    yield
    for table, entries in before:
        table.clear()  # type: ignore[attr-defined]
        table.update(entries)  # type: ignore[attr-defined]
    for each, kept in lists:
        each[:] = kept  # type: ignore[index]


def run(heading: str) -> None:
    exec(compile(EXAMPLES[heading], "docs/extending.md", "exec"), {"__name__": __name__})  # noqa: S102 - our own page


def reply() -> HandWritten:
    return HandWritten(news([{"text": "The ferry stops for six weeks.", "cites": ["s1"]}]))


def test_a_loader(tmp_path: Path) -> None:
    run("A loader")
    table = tmp_path / "votes.csv"
    table.write_text("Anna Berg,12 votes\nOle Holm,9 votes\n", encoding="utf-8")
    document = read(str(table))
    assert [document.quote(s) for s in document.sentences] == ["Anna Berg: 12 votes.", "Ole Holm: 9 votes."]


def test_a_check() -> None:
    run("A check")
    index = Index((from_text(FERRY),))
    found = check_statement("Refunds: help@skelm.example or pay@skelm.example.", index)
    assert [flaw.message for flaw in found if flaw.check == "address"] == ["the article has no 'pay@skelm.example'"]
    assert sum(Role.STATEMENT in check.roles for check in CHECKS) > 1


def test_a_renderer() -> None:
    run("A renderer")
    briefing = brief_with(reply(), FERRY)
    assert RENDERERS["headline"].render(briefing, RenderOptions()) == f"{briefing.content.headline.text}\n"


def test_a_writing_plan() -> None:
    run("A writing plan")
    model = reply()
    document = from_text(FERRY)
    in_own_loop(brief_document(kinds.find("news"), document, model, Settings(plan="brave"), 1_000))
    assert model.asked[0].user.endswith("Leave out what everybody knows.")


def test_a_provider() -> None:
    run("A provider")
    settings = Settings(model="parrot", cache=False)
    model, tokens = connect(settings)
    answer = asyncio.run(model.complete(Request("", "", News, (), 10)))
    assert (model.endpoint.model, tokens) == ("parrot", 4_096)
    assert "Polly" in answer.text
    assert with_plan(settings).plan == "single"
    assert judge_for(settings) == (settings, "")
    with pytest.raises(UsageError, match="cannot test"):
        asyncio.run(look_at(settings, None))  # type: ignore[arg-type]


def test_every_table_of_the_page_has_an_example_or_a_page() -> None:
    assert set(EXAMPLES) == {"A loader", "A check", "A renderer", "A writing plan", "A provider"}
    assert "kinds.md" in PAGE
    assert kinds.BUILT_IN
