"""The Python interface."""

import asyncio
import shutil
from pathlib import Path

import pytest

import summarizer
from summarizer import BriefError, Briefing, Settings, brief
from summarizer import errors as tree
from summarizer.documents.loaders.text import from_text
from summarizer.errors import RecordingError


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
