"""The store of replies: the contents of a digest, offline use, sharing, privacy."""

import asyncio
import errno
import json
import stat
from pathlib import Path

import pytest

from summarizer.errors import OutputError, RecordingError
from summarizer.llm.base import Completion, Endpoint, Usage
from summarizer.llm.middleware.cache import Recorded, Recordings
from tests.fakes import HandWritten
from tests.unit.test_openai import ARTICLE, GOOD, REQUEST

HERE = Endpoint("hand-written", "nowhere", "hand-written")
DONE = Completion(GOOD, Usage(1, 10, 5), 1.5)


def test_a_digest_covers_all_that_is_asked_and_who_is_asked() -> None:
    base = REQUEST.digest(HERE)
    assert base == REQUEST.digest(HERE._replace(host="another name for it"))
    others = [
        REQUEST._replace(system="x").digest(HERE),
        REQUEST._replace(user="x").digest(HERE),
        REQUEST._replace(choices=()).digest(HERE),
        REQUEST._replace(max_tokens=1).digest(HERE),
        REQUEST.digest(HERE._replace(identity="x")),
    ]
    assert len({base, *others}) == 1 + len(others)


def test_what_was_recorded_is_found_again_without_asking(tmp_path: Path) -> None:
    model = HandWritten(GOOD)

    async def go() -> list[Completion]:
        async with Recorded(Recordings(tmp_path), HERE, model) as recorded:
            return [await recorded.complete(REQUEST) for _ in range(2)]

    first, second = asyncio.run(go())
    assert (first.recorded, second.recorded, first.text, second.usage.requests) == (False, True, second.text, 0)
    assert len(model.asked) == 1


def test_refresh_asks_again(tmp_path: Path) -> None:
    model = HandWritten(GOOD, GOOD.replace('"x"', '"y"'))

    async def go(*, refresh: bool) -> str:
        async with Recorded(Recordings(tmp_path), HERE, model, refresh=refresh) as recorded:
            return (await recorded.complete(REQUEST)).text

    assert [asyncio.run(go(refresh=r)) for r in (False, True, False)] == [GOOD, *[GOOD.replace('"x"', '"y"')] * 2]


def test_offline_a_miss_says_how_to_record(tmp_path: Path) -> None:
    with pytest.raises(RecordingError) as error:
        asyncio.run(Recorded(Recordings(tmp_path), HERE, None).complete(REQUEST))
    assert "without --offline" in error.value.hint
    assert not list(tmp_path.iterdir())


def test_a_recording_is_private_and_holds_no_article(tmp_path: Path) -> None:
    store = Recordings(tmp_path / "store")
    store.write(REQUEST.digest(HERE), HERE, DONE)
    (path,) = (tmp_path / "store").rglob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert ARTICLE not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 2}', '{"format": 1, "digest": "other"}'])
def test_a_damaged_recording_is_none(tmp_path: Path, damage: str) -> None:
    store = Recordings(tmp_path)
    digest = REQUEST.digest(HERE)
    store.write(digest, HERE, DONE)
    store.path(digest).write_text(damage, encoding="utf-8")
    assert store.read(digest) is None
    store.write(digest, HERE, DONE)
    assert store.read(digest) is not None


def test_clear_deletes_recordings_and_nothing_else(tmp_path: Path) -> None:
    store = Recordings(tmp_path)
    store.write(REQUEST.digest(HERE), HERE, DONE)
    (tmp_path / "mine.json").write_text("{}", encoding="utf-8")
    assert store.clear() == 1
    assert [p.name for p in tmp_path.iterdir()] == ["mine.json"]


def test_the_fixtures_are_recordings_of_the_embedded_model_and_say_so(recordings: Path) -> None:
    found = list(recordings.rglob("*.json"))
    assert found
    for path in found:
        data = json.loads(path.read_text(encoding="utf-8"))
        assert data["model"] == "local:qwen2.5-coder-1.5b"
        assert data["origin"] == "a reply of this model, recorded by brief"
        assert path == Recordings(recordings).path(data["digest"])


@pytest.mark.parametrize(("reply", "kept"), [("I would rather not.", False), (f"Here it is: [{GOOD}]", True)])
def test_a_reply_is_kept_if_anything_in_it_can_be_read(tmp_path: Path, reply: str, kept: bool) -> None:
    model = HandWritten(reply, reply)

    async def go() -> list[str]:
        async with Recorded(Recordings(tmp_path), HERE, model) as recorded:
            return [(await recorded.complete(REQUEST)).text for _ in range(2)]

    assert asyncio.run(go()) == [reply, reply]
    assert len(model.asked) == (1 if kept else 2)


@pytest.mark.parametrize(("code", "fails"), [(errno.ENOLCK, False), (errno.EOPNOTSUPP, False), (errno.EIO, True)])
def test_a_file_system_without_locks_is_used_without_and_a_broken_one_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, *, fails: bool
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuses(*_: object) -> None:
        raise OSError(code, "no lock")

    monkeypatch.setattr(fcntl, "flock", refuses)
    model = HandWritten(GOOD)
    recorded = Recorded(Recordings(tmp_path), HERE, model)
    if fails:
        with pytest.raises(OutputError):
            asyncio.run(recorded.complete(REQUEST))
        assert model.asked == []
    else:
        assert asyncio.run(recorded.complete(REQUEST)).text == GOOD
