"""The state file, editions' times, and the config file of a daily briefing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Timer
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.daily.paper import TEMPLATE, read_paper
from summarizer.daily.records import OLD, Article, Kept, Told
from summarizer.daily.state import State
from summarizer.daily.times import LATE, day_of, missed, window
from summarizer.documents.loaders.text import from_text
from summarizer.edition import Edition, known_edition
from summarizer.errors import OutputError, UsageError

NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
DAY = date(2026, 3, 3)
BERLIN = ZoneInfo("Europe/Berlin")


def article(key: str, **changes: object) -> Article:
    document = replace(
        from_text(f"The council of {key} met on Monday. It voted for a bridge."), canonical=f"http://x/{key}"
    )
    return Article(key, "In", f"{key}.txt", NOW - timedelta(hours=2), NOW, document)._replace(**changes)


def kept(day: date = DAY) -> Kept:
    return Kept(day, "complete", "digest", NOW, NOW - timedelta(days=1), NOW, "{}")


def test_a_new_file_that_another_process_is_writing_is_waited_for(tmp_path: Path) -> None:
    """SQLite refuses to switch a file to WAL while another connection writes to it, instead of waiting."""
    path = tmp_path / "new.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = Timer(0.3, other.execute, ["COMMIT"])
    release.start()
    with State(path) as state:
        state.keep(article("a"))
        assert [a.key for a in state.candidates(DAY)] == ["a"]
    release.join()
    other.close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "brief.sqlite") as opened:
        yield opened


def test_an_article_comes_back_as_it_was(state: State) -> None:
    one = article("arden")
    state.keep(one, "digest")
    (back,) = state.candidates(DAY)
    assert back == one
    assert state.candidates(DAY, texts=False)[0].document is None
    assert state.known(["arden", "other"], NOW) == {"arden": False}
    assert state.twin("digest", None, None) == "arden"
    assert state.twin("else", "http://x/arden", one.published) == "arden"
    assert state.twin("else", "http://x/arden", NOW) is None


def test_what_was_dropped_may_be_read_again_only_where_that_may_help(state: State) -> None:
    state.keep(article("gone", document=None, dropped="404", again=False))
    state.keep(article("busy", document=None, dropped="503", again=True))
    state.keep(article("old", document=None, dropped=OLD))
    assert state.known(["gone", "busy", "old"], NOW) == {"gone": False, "busy": True, "old": False}
    assert state.known(["old"], NOW - timedelta(days=1)) == {"old": True}


def test_an_edition_takes_its_articles_and_the_next_day_has_them_as_earlier_ones(state: State) -> None:
    state.keep(article("a"))
    state.keep(article("b"))
    state.finish(kept(), {"a": "story"}, [Told(DAY, "story", "sentence", "It voted.", None)], ["a", "b"], mail=False)
    tomorrow = DAY + timedelta(days=1)
    assert state.candidates(tomorrow) == []
    assert [(a.key, a.story, a.edition) for a in state.recent(DAY, DAY, tomorrow)] == [("a", "story", DAY)]
    assert state.told_of("story", tomorrow)[0].text == "It voted."
    assert state.told_since(DAY, tomorrow) == ["It voted."]
    assert state.last_before(tomorrow) == kept()
    assert state.last_before(DAY) is None
    state.finish(kept(), {}, [], ["a"], mail=False)  # made anew: nothing of the first stays
    assert state.told_of("story", tomorrow) == []
    assert [a.key for a in state.candidates(tomorrow)] == ["b"]


def test_a_change_that_fails_changes_nothing(state: State) -> None:
    state.keep(article("a"))

    def told() -> object:
        yield Told(DAY, "story", "claim", "One.", None)
        raise KeyError

    with pytest.raises(KeyError):
        state.finish(kept(), {"a": "story"}, told(), ["a"], mail=False)  # type: ignore[arg-type]
    assert state.edition(DAY) is None
    assert [a.key for a in state.candidates(DAY)] == ["a"]


@given(st.text(max_size=30))
def test_any_words_can_be_searched(words: str) -> None:
    with State(Path(":memory:")) as state:
        assert state.search(words.split()) == []


def test_search_takes_no_character_for_a_pattern(state: State) -> None:
    told = [Told(DAY, "s", "claim", "It rose by 5 % in a year.", None), Told(DAY, "s", "claim", "It fell.", None)]
    state.finish(kept(), {}, told, [], mail=False)
    assert [t.text for t in state.search(["5", "%"])] == ["It rose by 5 % in a year."]
    assert state.search(["_ose"]) == []


def test_old_texts_are_forgotten_and_that_they_were_seen_is_not(state: State) -> None:
    state.keep(article("a"))
    state.finish(kept(), {"a": "story"}, [], ["a"], mail=False)
    gone, _ = state.collect(DAY + timedelta(days=1))
    assert gone == 1
    assert state.known(["a"], NOW) == {"a": False}
    assert state.recent(DAY, DAY, DAY + timedelta(days=1)) == []


def test_a_file_of_a_newer_version_or_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "brief.sqlite"
    State(path).__exit__()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA user_version=99")
    with pytest.raises(OutputError, match="newer version"):
        State(path)
    other = tmp_path / "other.sqlite"
    other.write_text("no database at all, but long enough to be looked at", encoding="utf-8")
    with pytest.raises(OutputError):
        State(other)
    assert other.read_text(encoding="utf-8").startswith("no database")


def test_failures_are_those_of_the_last_run_of_a_day(state: State) -> None:
    state.used(DAY, (1, 10, 5, 0.5), "no source")
    assert state.failures() == {DAY: "no source"}
    state.used(DAY, (2, 20, 5, 0.25), "")
    assert state.failures() == {}
    assert state.spent(DAY) == (3, 30, 10, 0.75)


def test_the_reader_s_clock_decides_the_day() -> None:
    assert day_of(datetime(2026, 3, 2, 23, 30, tzinfo=UTC), BERLIN) == date(2026, 3, 3)
    assert day_of(datetime(2026, 3, 2, 23, 30, tzinfo=UTC), ZoneInfo("America/New_York")) == date(2026, 3, 2)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 3, 30), 24)])
def test_a_day_has_the_hours_that_the_law_gives_it(day: date, hours: int) -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)
    yesterday = window(day - timedelta(days=1), BERLIN, later, None, None)
    assert window(day, BERLIN, later, None, None).until - yesterday.until == timedelta(hours=hours)


def test_an_edition_begins_where_the_last_one_ended() -> None:
    last = NOW - timedelta(hours=25)
    span = window(DAY, ZoneInfo("UTC"), NOW, last, None)
    assert (span.since, span.until, span.oldest) == (last, NOW, last - LATE)
    asked = NOW - timedelta(days=5)
    assert window(DAY, ZoneInfo("UTC"), NOW, last, asked).oldest == asked


def test_missed_days_are_those_between_the_first_and_today() -> None:
    assert missed([DAY, DAY - timedelta(days=3)], DAY) == [DAY - timedelta(days=1), DAY - timedelta(days=2)]
    assert missed([], DAY) == []


def test_the_template_is_a_paper(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(TEMPLATE.format(timezone="Europe/Berlin"), encoding="utf-8")
    paper = read_paper(path)
    assert [s.name for s in paper.sources] == ["BBC World", "The Guardian", "Deutsche Welle", "Inbox"]
    assert paper.sources[-1].where == str(tmp_path / "inbox")
    assert paper.timezone.key == "Europe/Berlin"


@pytest.mark.parametrize(
    "text",
    [
        '[[source]]\npath = "a"\nweight = -1\n',
        '[[source]]\npath = "a"\nlimit = 0\n',
        '[[source]]\npath = "a"\nurl = "https://x.example"\n',
        '[[source]]\npath = "a"\n[[source]]\npath = "a"\n',
        'stories = true\n[[source]]\npath = "a"\n',
        'formats = ["pdf"]\n[[source]]\npath = "a"\n',
        'output = ""\n[[source]]\npath = "a"\n',
        'source = "x"\n',
        "[mail]\nhost = 'x'\n",
        "x" * 1_100_000,
    ],
)
def test_what_no_paper_may_say_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_paper(path)


def test_only_an_edition_of_brief_is_read_as_one() -> None:
    for text in ("", "{}", "[]", '{"stories": []}'):
        with pytest.raises(ValueError, match=r".*"):
            Edition.from_json(text)


def test_an_edition_of_another_contract_is_none_that_is_known() -> None:
    """State files live longer than contracts."""
    assert known_edition('{"schema": "brief/edition/1", "title": "Daily briefing", "stories": []}') is None
