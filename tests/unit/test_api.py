"""The Python interface."""

import asyncio
import shutil
import subprocess
import sys
import traceback
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

import summarizer
from summarizer import (
    BriefError,
    Briefing,
    Document,
    Settings,
    abrief,
    brief,
)
from summarizer import errors as tree
from summarizer.documents.loaders.text import from_text
from summarizer.errors import RecordingError, SourceError, UsageError
from summarizer.llm.choice import Choice, models_of
from summarizer.llm.embedded.weights import DEFAULT
from summarizer.render.markdown import to_markdown
from summarizer.render.text import to_text
from tests.fakes import Own

TEXT = "The ferry to Skelm stops for six weeks. The council will pay for a boat."
LONG = "The ferry stops and nobody knows the secret word Zanzibar. " * 12
EXTRACT = Settings(plan="extract")


def test_what_is_public() -> None:
    assert summarizer.__all__ == sorted(summarizer.__all__)
    assert {"abrief", "brief", "brief_many", "Briefing", "BriefError", "Document", "Model"} < set(summarizer.__all__)
    assert all(hasattr(summarizer, name) for name in summarizer.__all__)
    with pytest.raises(AttributeError):
        _ = summarizer.nothing


def test_from_a_plain_script_and_from_a_running_loop(seed: Path, own_home: Path, recordings: Path) -> None:
    shutil.copytree(recordings, own_home / "recordings")
    settings = Settings(offline=True, recordings=own_home / "recordings")

    async def inside() -> Briefing[object]:
        return brief(seed, settings=settings)  # type: ignore[return-value]

    plain, nested = brief(seed, settings=settings), asyncio.run(inside())
    assert plain.content == nested.content
    assert plain.proof(plain.content.headline).citations[0].text in plain.documents[0].text


def test_errors_come_through(seed: Path) -> None:
    with pytest.raises(RecordingError):
        brief(seed, settings=Settings(offline=True, recordings=Path("nowhere")))
    assert brief(from_text("The council met. It will meet again."), settings=Settings(plan="extract")).content.claims


def test_every_error_has_its_own_code_and_says_whether_a_retry_helps() -> None:
    classes = [getattr(tree, name) for name in tree.__all__]
    assert all(issubclass(c, BriefError) for c in classes)
    direct = [c for c in classes if c.__base__ is BriefError]
    assert len({c.exit_code for c in direct}) == len(direct)
    assert {c.__name__ for c in classes if c.retryable} == {"FetchError", "UnreachableError", "OverloadedError"}
    assert all(c.__name__ in (tree.__doc__ or "") for c in classes)


def test_a_text_and_a_document_are_briefed_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a text.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = Document.from_text(TEXT)
    contents = [
        brief(path, plan="extract").content,
        brief(str(path), plan="extract").content,
        brief(document, plan="extract").content,
        brief(text=TEXT, plan="extract").content,
        brief(document=document, plan="extract").content,
        asyncio.run(abrief(text=TEXT, plan="extract")).content,
    ]
    assert all(content == contents[0] for content in contents)


def test_a_document_of_a_text_has_its_title_and_day() -> None:
    document = Document.from_text(TEXT, title="Skelm", published=datetime(2026, 3, 30, 9, tzinfo=UTC))
    assert (document.title, document.published, document.text) == ("Skelm", date(2026, 3, 30), TEXT)
    assert type(document.published) is date
    assert len(document.sentences) == 2
    assert Document.from_text(TEXT) == from_text(TEXT)
    for wrong in ({"text": b"x"}, {"text": TEXT, "title": 1}, {"text": TEXT, "published": "2026-03-30"}):
        with pytest.raises(UsageError):
            Document.from_text(**wrong)  # type: ignore[arg-type]
    with pytest.raises(SourceError):
        Document.from_text(" \n")


@pytest.mark.parametrize("source", [LONG, "Zanzibar stops.\nNobody knows.", "Zanzibar stops.\u2028Why?", "Zanzibar\n"])
def test_a_text_as_the_source_is_refused_without_quoting_it(source: str) -> None:
    with pytest.raises(UsageError, match="use text=") as caught:
        brief(source, settings=EXTRACT)
    assert "Zanzibar" not in "".join(traceback.format_exception(caught.value))
    assert "Zanzibar" not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize("source", ["Zanzibar will stop.", "https://zanzibar.example says so.", "汽船停航。"])
def test_a_short_text_as_the_source_is_not_quoted_either(source: str) -> None:
    with pytest.raises(SourceError) as caught:
        brief(source, settings=EXTRACT)
    assert "use text=" in caught.value.hint
    assert source not in f"{caught.value} {caught.value.__cause__}"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SourceError, match=r"artcile\.txt"):
        brief("artcile.txt", settings=EXTRACT)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"source": "a.txt", "text": TEXT},
        {"text": TEXT, "document": Document.from_text(TEXT)},
        {"source": b"a.txt"},
        {"source": 7},
        {"source": ""},
        {"source": ["a.txt"]},
        {"text": b"The ferry."},
        {"document": "The ferry."},
        {"text": TEXT, "model": 7},
        {"text": TEXT, "model": object()},
        {"text": TEXT, "model": ""},
        {"text": TEXT, "model": Own},
        {"text": TEXT, "judge": 7},
        {"text": TEXT, "base_url": 7},
        {"text": TEXT, "model": "m", "base_url": "ftp://nowhere"},
        {"text": TEXT, "model": "m"},
        {"text": TEXT, "model": "local:nowhere"},
        {"text": TEXT, "plan": "guess"},
        {"text": TEXT, "language": 7},
        {"text": TEXT, "kind": 7},
        {"text": TEXT, "settings": {"plan": "extract"}},
        {"text": TEXT, "settings": Settings(plan="guess")},
        {"text": TEXT, "settings": Settings(offline=True)},
        {"text": TEXT, "settings": EXTRACT, "base_url": "http://localhost:1/v1"},
    ],
)
def test_arguments_that_make_no_sense_are_a_usage_error(arguments: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as caught:
        brief(**{"plan": "single", **arguments} if "settings" not in arguments else arguments)
    assert "ferry" not in f"{caught.value} {caught.value.hint}"


def test_without_a_model_the_configured_or_the_embedded_one_writes(
    seed: Path, own_home: Path, recordings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(recordings, own_home / "recordings")
    assert brief(seed).provenance.model == "local:" + DEFAULT
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    with pytest.raises(UsageError, match="no model is named"):
        brief(seed)
    assert brief(seed, plan="extract").provenance.model == "none"
    assert brief(text=TEXT, model=Own()).provenance.model == "hand-written"


def test_a_single_argument_wins_over_the_settings() -> None:
    settings = Settings(model="m", base_url="http://localhost:1/v1", key="secret", prices=(1.0, 2.0), judge="same")
    local = models_of(Choice(model="local", plan="steps", language="de", judge="off", settings=settings))
    assert (local.settings.base_url, local.settings.key, local.settings.prices) == (None, None, None)
    assert (local.settings.plan, local.settings.language, local.reason) == ("steps", "de", "the judge is off")
    other = models_of(Choice(model="n", settings=settings))
    assert (other.settings.model, other.settings.key, other.settings.prices) == ("n", "secret", None)
    assert other.judge is other.writer
    assert brief(text=TEXT, settings=settings, plan="extract").content.claims


def test_a_fault_of_brief_is_a_brief_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError(TEXT)

    monkeypatch.setattr("summarizer.pipeline.resolve", broken)
    with pytest.raises(BriefError, match="ZeroDivisionError") as caught:
        brief(text=TEXT, plan="extract")
    assert type(caught.value) is BriefError
    assert "ferry" not in str(caught.value)


def test_a_briefing_writes_itself() -> None:
    shown = brief(text="The ferry <b>stops</b> [here](https://bad.example). It will sail again.", plan="extract")
    assert shown.to_markdown() == to_markdown(shown) == shown._repr_markdown_()
    assert shown.to_markdown(evidence=True) == to_markdown(shown, evidence=True)
    assert shown.to_text(evidence=True, width=60) == to_text(shown, evidence=True, width=60)
    assert "](https://bad" not in shown.to_markdown().replace("\\]", "")
    html = MarkdownIt("commonmark").render(shown._repr_markdown_())
    assert "<b>" not in html
    assert "<a " not in html


def test_to_name_the_package_imports_none_of_its_parts() -> None:
    code = "import sys, summarizer; print(sorted(m for m in sys.modules if m.startswith('summarizer.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
