"""``brief daily`` as its user runs it: feeds and pages on loopback, hand-written replies, one folder for all state."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from summarizer.daily.state import State
from summarizer.edition import Edition
from tests.conftest import ROOT
from tests.fakes import news
from tests.server import Asked, completion, serving
from tests.site import Reply, Site, site

pytest.importorskip("scipy", reason="needs the extra 'daily'")

FERRY = (
    "The only ferry between Arden and the island of Skelm was taken out of service on Monday after divers found a crack in "
    "its shaft, operator Skelm Lines said. The Northwind will stay in the yard at Greywick for {days} days. About 1,400 "
    "people live on Skelm. {more}"
)
TRIAL = (
    "A former director of the Calloway harbour authority went on trial on Monday, accused of taking bribes worth 340,000 "
    "dollars. Leonard Vashti, 58, denies the charges. The court has set aside four weeks for 23 witnesses."
)


ISLANDERS = (
    "Skelm Lines has withdrawn the Northwind, the ferry from Arden to the island of Skelm, because of a crack in its "
    "shaft. Islanders were told on Monday to expect no ferry for 12 days. Shops on Skelm sold out of bread."
)
SECOND_CRACK = (
    "The ferry Northwind will stay in the yard at Greywick for 24 days, operator Skelm Lines said, after a second crack "
    "was found. The only ferry between Arden and the island of Skelm was taken out of service on Monday. Skelm Lines "
    "denied a report that the ship is to be scrapped."
)


class Paper:
    """A feed of articles on loopback and the briefing that reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.articles: dict[str, dict[str, tuple[str, str]]] = {"north": {}, "post": {}}
        """feed -> path -> title and text."""
        self.broken: set[str] = set()
        self.web: Site | None = None

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        name = path.strip("/").removesuffix(".xml")
        if name in self.broken:
            return 503, {}, b""
        if name in self.articles:
            items = "".join(
                f"<item><title>{title}</title><link>http://{headers['host']}{p}</link><guid>{p}</guid></item>"
                for p, (title, _) in self.articles[name].items()
            )
            feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
            return 200, {"Content-Type": "application/rss+xml"}, feed.encode()
        for who, pages in self.articles.items():
            if path in pages:
                title, text = pages[path]
                page = (
                    f'<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="The {who}"></head>'
                    f"<body><main><article><h1>{title}</h1><p>{text}</p></article></main></body></html>"
                )
                return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()
        return 404, {}, b""

    def write(self, more: str = "") -> None:
        assert self.web is not None
        sources = "".join(f'[[source]]\nname = "{n}"\nurl = "{self.web.url}/{n}.xml"\n' for n in self.articles)
        text = f'title = "Test"\ntimezone = "UTC"\nformats = ["markdown", "html", "json", "feed", "mail"]\n{more}\n{sources}'
        (self.folder / "brief.toml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-P", "-m", "summarizer", "daily", *arguments]
        env = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
        return subprocess.run(command, capture_output=True, text=True, cwd=self.folder, env=env, check=False)

    def make(self, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        return self.run("--allow-private", *arguments, **environ)

    def edition(self) -> Edition:
        (path,) = sorted((self.folder / "editions").glob("2*.json"))
        return Edition.from_json(path.read_text(encoding="utf-8"))


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    made = Paper(tmp_path)
    with site(made.answer) as web:
        made.web = web
        made.articles["north"]["/n1.html"] = (
            "Crack stops Skelm ferry",
            FERRY.format(days="ten", more="Two boats help out."),
        )
        made.articles["north"]["/n2.html"] = ("Harbour chief on trial", TRIAL)
        made.articles["post"]["/p1.html"] = (
            "Islanders wait for the Northwind",
            ISLANDERS,
        )
        made.write('plan = "extract"')
        yield made


def read(web: Site | None) -> list[str]:
    assert web is not None
    return [path for path, _ in web.asked if path.endswith(".html")]


def test_an_edition_tells_stories_with_the_sources_of_each(paper: Paper) -> None:
    done = paper.make()
    assert done.returncode == 0, done.stderr
    edition = paper.edition()
    assert len(edition.stories) == 2
    ferry = edition.stories[0]
    assert ferry.outlets == ["The north", "The post"]
    assert ferry.independent == 2
    assert ferry.status == "new"
    texts = {d.id: d.text for e in edition.stories for d in e.briefing.documents if e is ferry}
    for proof in ferry.briefing.proofs.values():
        assert proof.status == "quoted"
        assert proof.citations
        assert all(c.text == texts[c.document][c.start : c.end] for c in proof.citations)
    assert any(s.independent == 2 for s in ferry.support)
    assert edition.bottom_line == [e.id for e in edition.stories]
    assert [r.state for r in edition.coverage.sources] == ["ok", "ok"]
    assert ferry.headline in done.stdout.replace("\n", " ")


@pytest.mark.slow
def test_a_second_run_reads_nothing_again_and_tells_the_same(paper: Paper) -> None:
    first = paper.make()
    before = (paper.folder / "editions" / f"{paper.edition().date}.json").read_bytes()
    again = read(paper.web)
    second = paper.make()
    assert (second.returncode, second.stdout) == (0, first.stdout)
    assert read(paper.web) == again
    assert (paper.folder / "editions" / f"{paper.edition().date}.json").read_bytes() == before


def test_the_next_day_tells_only_what_is_new_and_what_it_was_before(paper: Paper) -> None:
    assert paper.make().returncode == 0
    story = paper.edition().stories[0].id
    paper.articles["north"] = {
        "/n3.html": (
            "Second crack keeps Skelm ferry in the yard",
            SECOND_CRACK,
        )
    }
    paper.articles["post"] = {"/p2.html": ("Harbour chief on trial", TRIAL.replace("23 witnesses", "witnesses"))}
    tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86_400))
    done = paper.make("--date", tomorrow)
    assert done.returncode == 0, done.stderr
    edition = Edition.from_json((paper.folder / "editions" / f"{tomorrow}.json").read_text(encoding="utf-8"))
    (entry,) = edition.stories
    assert (entry.id, entry.status) == (story, "developing")
    told = " ".join(c.text for c in entry.briefing.content.claims)
    assert "24 days" in told
    assert "taken out of service" not in told
    assert len(edition.coverage.unchanged) == 1
    assert "continues" in done.stdout.lower()
    listed = paper.run("list").stdout
    assert listed.count("complete") == 2


def test_copies_of_one_text_are_one_source_and_all_outlets_are_named(paper: Paper) -> None:
    paper.articles["post"] = {
        "/p1.html": ("Ferry out of service", FERRY.format(days="ten", more="The Post's own reporter adds nothing."))
    }
    paper.make()
    entry = next(e for e in paper.edition().stories if len(e.outlets) == 2)
    assert (entry.independent, sorted(entry.outlets)) == (1, ["The north", "The post"])
    assert paper.edition().coverage.copies == 1


@pytest.mark.slow
def test_teasers_dead_links_and_broken_feeds_are_told_and_never_summarised(paper: Paper) -> None:
    paper.articles["north"]["/gone.html"] = ("Gone", "")
    paper.articles["north"]["/short.html"] = ("Short", "Subscribe to continue reading.")
    paper.broken.add("post")
    done = paper.make()
    assert done.returncode == 0
    edition = paper.edition()
    assert [r.state for r in edition.coverage.sources] == ["ok", "failed"]
    assert "1 of 2 sources could not be read: post" in done.stdout
    assert len(edition.coverage.dropped) == 2
    assert "LEFT OUT" not in done.stdout
    assert "teaser" in done.stdout


@pytest.mark.slow
def test_an_edition_that_is_to_begin_earlier_is_made_anew_with_what_was_too_old(paper: Paper) -> None:
    day = (datetime.now(UTC) - timedelta(days=4)).strftime("%d %B %Y")
    text = "The library of Belden reopened after a flood, and 4,200 books were dried. Readers brought cakes, the mayor said."
    (paper.folder / "past.txt").write_text(f"Library reopens\n{day}\n\n{text}\n", encoding="utf-8")
    toml = (paper.folder / "brief.toml").read_text(encoding="utf-8")
    (paper.folder / "brief.toml").write_text(f'{toml}\n[[source]]\npath = "past.txt"\n', encoding="utf-8")
    assert "older than this edition" in paper.make().stdout
    again = paper.make("--since", "7d").stdout
    assert "older than this edition" not in again
    assert "past.txt" in again


@pytest.mark.slow
def test_an_article_without_a_date_or_of_the_future_is_told_with_that_doubt(paper: Paper) -> None:
    paper.articles["post"] = {}
    assert paper.web is not None
    text = TRIAL.replace("on Monday", "on 3 May 2031 at the latest")
    (paper.folder / "later.txt").write_text(f"Trial to come\n3 May 2031\n\n{text}\n", encoding="utf-8")
    toml = (paper.folder / "brief.toml").read_text(encoding="utf-8")
    (paper.folder / "brief.toml").write_text(f'{toml}\n[[source]]\npath = "later.txt"\n', encoding="utf-8")
    done = paper.make().stdout.replace("\n  ", " ")
    assert "Its date, 2031-05-03, is in the future and was ignored." in done
    assert "It has no date" in done


def test_a_failed_run_says_so_and_never_replaces_a_good_edition(paper: Paper) -> None:
    paper.broken |= {"north", "post"}
    failed = paper.make()
    assert failed.returncode == 3
    today = time.strftime("%Y-%m-%d", time.gmtime())
    notice = (paper.folder / "editions" / f"{today}.md").read_text(encoding="utf-8")
    assert "The last run for" in notice
    assert "failed" in paper.run("list").stdout
    paper.broken.clear()
    assert paper.make().returncode == 0
    good = (paper.folder / "editions" / f"{today}.md").read_bytes()
    assert b"no edition" not in good
    paper.broken |= {"north", "post"}
    assert paper.make().returncode == 0  # its old articles are still there and are told
    assert (paper.folder / "editions" / f"{today}.md").read_bytes() == good


CRACK = {"text": "Crack stops the Northwind", "cites": ["a1.s1"]}
"""A headline of the ferry's story, and invented for any other."""


@contextmanager
def model(status: int = 200, **answers: Any) -> Iterator[Asked]:
    """A model on loopback with hand-written replies. ``answers``: to a ``judgement``, to a ``comparison`` of figures."""
    claims = [{"text": "Divers found a crack in the shaft.", "cites": ["a1.s2"]}]
    given = {
        "briefing": news(claims, actors=[], headline=answers.pop("headline", CRACK)),
        "judgement": {"unsupported": []},
        "comparison": {"groups": []},
        **answers,
    }

    def replies(_n: int, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        answer = given[asked_for(body)]
        if status != 200 or isinstance(answer, int):
            return answer if isinstance(answer, int) else status, {}, b'{"error":{"message":"no"}}'
        return 200, {}, completion(json.dumps(answer))

    with serving(replies) as asked:
        yield asked


def asked_for(body: dict[str, Any]) -> str:
    question = body["messages"][1]["content"]
    judged = "Find the items that the article does not support" in question
    return "judgement" if judged else "comparison" if "[f1: " in question else "briefing"


def questions(asked: Asked, what: str) -> list[str]:
    return [body["messages"][1]["content"] for *_, body in asked.requests if asked_for(body) == what]


def test_a_model_writes_each_story_once_and_what_it_invents_is_doubted(paper: Paper) -> None:
    paper.write()
    with model() as asked:
        done = paper.make("--base-url", asked.url, "--model", "m")
        assert done.returncode == 0, done.stderr
        once = len(asked.requests)
        assert [len(questions(asked, what)) for what in ("briefing", "judgement", "comparison")] == [2, 2, 1]
        sent = asked.requests[0][2]["messages"][1]["content"]
        assert "Article a1" in sent
        assert "[a1.s" in sent
        paper.make("--base-url", asked.url, "--model", "m")
        assert len(asked.requests) == once
    ferry, trial = paper.edition().stories
    assert [p.status for p in ferry.briefing.proofs.values()] == ["supported", "supported"]
    doubted = trial.briefing.proofs["headline"]
    assert (doubted.status, [f.message for f in doubted.findings]) == ("doubted", ["the article has no 'Northwind'"])


def test_what_the_judge_objects_to_is_corrected_or_left_out_and_counted(paper: Paper) -> None:
    paper.write()
    wrong = {"item": 2, "field": "text", "category": "wrong_role", "span": "Divers found", "cites": ["a1.s2"]}
    with model(judgement={"unsupported": [{**wrong, "correction": None}]}) as asked:
        done = paper.make("--base-url", asked.url, "--model", "m")
    assert done.returncode == 0, done.stderr
    ferry = paper.edition().stories[0].briefing
    assert (ferry.judgement.model, ferry.judgement.items, ferry.judgement.rejected) == ("m", 2, 1)
    assert [c.text for c in ferry.content.claims] == []
    assert "Divers found" not in done.stdout
    assert "1 left out" in done.stdout.replace("\n ", "")


@pytest.mark.slow
@pytest.mark.parametrize("judging", [pytest.param(("--judge", "off"), marks=pytest.mark.slow), ()])
def test_what_nobody_judged_is_told_first_and_judged_by_the_next_run(paper: Paper, judging: tuple[str, ...]) -> None:
    paper.write()
    with model(judgement=401) as asked:
        connection = ("--base-url", asked.url, "--model", "m")
        done = paper.make(*connection, *judging)
        assert done.returncode == 0, done.stderr
        edition = paper.edition()
        assert "Not all items of 2 of 2 stories were judged" in edition.notes[0]
        assert bool(questions(asked, "judgement")) == (not judging)
        assert len(edition.coverage.unjudged) == (0 if judging else 2)
        assert "Northwind" not in edition.stories[1].headline  # an exact check found it to be invented
    with model() as again:
        assert paper.make("--base-url", again.url, "--model", "m", *judging).returncode == 0
        assert bool(questions(again, "judgement")) == (not judging)


TOLLS = {
    "north": "The storm killed 14 people in Arden on Tuesday, police chief Anna Moor said. It also damaged 300 houses. "
    + "Roads to Arden were closed by fallen trees, and the harbour was shut. " * 2,
    "post": "Nineteen did not survive the storm in Arden on Tuesday, mayor Karl Sund said. In Arden 420 roofs are gone. "
    "Trees fell on houses in Arden, and the power failed in the harbour quarter for many hours.",
}


DEAD = {"text": "Many did not survive", "cites": ["a2.s1"]}
ROOFS = {"groups": [{"figures": ["f2", "f4"], "relation": "conflict"}]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "compare", "asked_for", "sides"),
    [
        (ROOFS, "", 1, [["300", "420"]]),
        ({"groups": []}, "", 1, []),
        pytest.param(500, "", 1, [], marks=pytest.mark.slow),
        (ROOFS, 'compare = "off"', 0, []),
    ],
)
def test_a_model_says_which_figures_tell_one_thing_and_without_it_none_differ(
    paper: Paper, answer: dict[str, object] | int, compare: str, asked_for: int, sides: list[list[str]]
) -> None:
    paper.articles = {name: {f"/{name}.html": (f"Storm in Arden, {name}", text)} for name, text in TOLLS.items()}
    paper.write(compare)
    with model(headline=DEAD, comparison=answer) as asked:
        done = paper.make("--base-url", asked.url, "--model", "m", BRIEF_TIMEOUT="1")
    assert done.returncode == 0, done.stderr
    edition = paper.edition()
    comparisons = questions(asked, "comparison")
    assert min(len(comparisons), 1) == asked_for
    assert all("[f2: 300] houses" in q and "[f3: Nineteen] did not" in q for q in comparisons)
    assert [[s.text for s in d.sides] for e in edition.stories for d in e.differences] == sides
    lost = answer == 500
    assert [e.compared_by for e in edition.stories] == ["m" if asked_for and not lost else ""]
    assert any("were not compared" in note for note in edition.notes) == lost
    assert edition.status == "complete"
    assert ("FIGURES THAT DIFFER\n  - 300 or 420\n    - The north: It also damaged 300 houses." in done.stdout) == bool(
        sides
    )


@pytest.mark.slow
def test_a_comparison_that_was_not_paid_for_is_made_up_for_by_the_next_run(paper: Paper) -> None:
    paper.articles = {name: {f"/{name}.html": (f"Storm in Arden, {name}", text)} for name, text in TOLLS.items()}
    paper.write()
    with model(headline=DEAD, comparison=ROOFS) as asked:
        connection = ("--base-url", asked.url, "--model", "m")
        done = paper.make(*connection, "--max-requests", "1")
        assert done.returncode == 0, done.stderr
        assert "--max-requests 1 is reached" in " ".join(paper.edition().notes)
        assert (len(asked.requests), len(questions(asked, "comparison"))) == (1, 0)
        assert paper.make(*connection).returncode == 0
        assert (len(asked.requests), len(questions(asked, "comparison"))) == (3, 1)
        assert paper.edition().notes == []
        assert [e.compared_by for e in paper.edition().stories] == ["m"]
        paper.make(*connection)
        assert len(asked.requests) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "again"), [pytest.param(401, 1, marks=pytest.mark.slow), ({"groups": "none"}, 0)])
def test_after_a_refusal_no_other_story_is_compared_and_what_is_no_answer_is_not_asked_again(
    paper: Paper, answer: dict[str, object] | int, again: int
) -> None:
    for name, text in TOLLS.items():
        paper.articles[name][f"/{name}.html"] = (f"Storm in Arden, {name}", text)
    paper.write()
    with model(comparison=answer) as asked:
        connection = ("--base-url", asked.url, "--model", "m", "--jobs", "1")
        assert paper.make(*connection).returncode == 0
        assert [e.independent for e in paper.edition().stories].count(2) == 2
        first = len(questions(asked, "comparison"))
        assert first == (1 if answer == 401 else 2)
        paper.make(*connection)
        assert len(questions(asked, "comparison")) == first + again


@pytest.mark.slow
def test_without_a_model_it_does_not_matter_which_one_is_configured(paper: Paper) -> None:
    assert paper.make(BRIEF_MODEL="local:/nowhere/weights.gguf").returncode == 0


@pytest.mark.slow
def test_when_the_budget_ends_the_rest_is_told_in_the_articles_own_words(paper: Paper) -> None:
    paper.write()
    with model() as asked:
        done = paper.make("--base-url", asked.url, "--model", "m", "--max-requests", "1")
    assert len(asked.requests) == 1
    assert done.returncode == 10
    edition = paper.edition()
    assert edition.status == "degraded"
    assert len(edition.coverage.unwritten) == 1
    assert "--max-requests 1 is reached" in done.stdout.replace("\n  ", " ")
    assert "were told" not in done.stdout


@pytest.mark.slow
def test_a_model_that_refuses_costs_one_request_and_no_edition(paper: Paper) -> None:
    paper.write()
    with model(401) as asked:
        done = paper.make("--base-url", asked.url, "--model", "m")
        assert len(asked.requests) == 1
    assert done.returncode == 1
    assert paper.edition().status == "degraded"
    assert len(paper.edition().stories) == 2


def test_a_dry_run_says_what_would_be_asked_and_keeps_no_edition(paper: Paper) -> None:
    paper.write()
    with model() as asked:
        done = paper.make("--base-url", asked.url, "--model", "m", "--dry-run")
        assert not asked.requests
    assert done.returncode == 0, done.stderr
    assert "2 stories" in done.stdout
    assert "at most 5 requests" in done.stdout  # two stories, a judgement of each, and one comparison of figures
    assert not (paper.folder / "editions").exists()


@pytest.mark.slow
def test_a_killed_run_is_finished_by_the_next(paper: Paper) -> None:
    paper.write()
    with model() as asked:
        command = [
            sys.executable,
            "-P",
            "-m",
            "summarizer",
            "daily",
            "--allow-private",
            "--base-url",
            asked.url,
            "--model",
            "m",
        ]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, cwd=paper.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not asked.requests:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert paper.make("--base-url", asked.url, "--model", "m", "--jobs", "1").returncode == 0
    assert len({json.dumps(body["messages"]) for _, _, body in asked.requests}) >= len(asked.requests) - 8
    assert len(paper.edition().stories) == 2


@pytest.mark.slow
def test_an_edition_whose_articles_are_forgotten_is_not_made_empty(paper: Paper) -> None:
    assert paper.make().returncode == 0
    today = paper.edition().date.isoformat()
    with State(paper.folder / "brief.sqlite") as state:
        state.collect(paper.edition().date + timedelta(days=1))
    good = (paper.folder / "editions" / f"{today}.json").read_bytes()
    done = paper.make("--refresh")
    assert done.returncode == 3
    assert "have been deleted" in done.stderr
    assert (paper.folder / "editions" / f"{today}.json").read_bytes() == good


@pytest.mark.slow
def test_two_runs_at_once_make_one_edition(paper: Paper) -> None:
    paper.write()
    with model() as asked:
        command = [
            sys.executable,
            "-P",
            "-m",
            "summarizer",
            "daily",
            "--allow-private",
            "--base-url",
            asked.url,
            "--model",
            "m",
        ]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        runs = [
            subprocess.Popen(command, cwd=paper.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        done = [p.communicate() for p in runs]
        printed = [out for out, _ in done]
        assert [p.returncode for p in runs] == [0, 0], [err.decode() for _, err in done]
        assert printed[0] == printed[1]
        bodies = [json.dumps(body["messages"]) for _, _, body in asked.requests]
    assert len(bodies) == len(set(bodies))
    assert len(read(paper.web)) == 3


def test_nothing_of_a_page_is_markup_or_a_command_in_any_format(paper: Paper) -> None:
    attack = "&lt;script&gt;alert(1)&lt;/script&gt; \x1b[31m [x](javascript:alert(1)) # heading \u202e"
    paper.articles["north"]["/n1.html"] = (
        attack,
        FERRY.format(days="ten", more=f"Mayor Anna Moor said {attack} on Monday."),
    )
    done = paper.make()
    folder = paper.folder / "editions"
    page = next(folder.glob("2*.html")).read_text(encoding="utf-8")
    assert "<script" not in page
    assert 'href="javascript' not in page
    for text in (done.stdout, next(folder.glob("2*.md")).read_text(encoding="utf-8"), page):
        assert "\x1b" not in text
        assert "\u202e" not in text
    ET.fromstring((folder / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert "](javascript" not in next(folder.glob("2*.md")).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_feed_keeps_its_ids_and_the_mail_is_whole(paper: Paper) -> None:
    paper.make()
    folder = paper.folder / "editions"

    def ids() -> list[str | None]:
        root = ET.fromstring((folder / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
        return [e.findtext("{*}id") for e in root.iter("{http://www.w3.org/2005/Atom}entry")]

    first = ids()
    assert len(set(first)) == 2
    paper.articles["post"]["/p9.html"] = (
        "Skelm bread",
        "Shops on the island of Skelm sold out of bread on Monday. " * 6,
    )
    paper.make()
    assert set(first) <= set(ids())
    message = message_from_bytes(next(folder.glob("*.eml")).read_bytes(), policy=policy.default)
    assert message["Subject"].startswith("Test, ")
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.slow
def test_an_edition_is_mailed_once_as_the_users_own_config_says(paper: Paper, own_home: Path) -> None:
    paper.write('plan = "extract"\nmail_to = ["reader@example.org"]')
    with mailbox() as (port, got):
        (own_home / "config.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsender = "brief@example.org"\nsecurity = "none"\n',
            encoding="utf-8",
        )
        paper.make()
        paper.make()
    assert len(got) == 1
    assert b"reader@example.org" in got[0]
    (own_home / "config.toml").write_text("", encoding="utf-8")
    assert "no mail was sent" in paper.make("--refresh").stderr


@pytest.mark.slow
def test_a_mail_that_could_not_be_sent_goes_with_the_next_run(paper: Paper, own_home: Path) -> None:
    paper.write('plan = "extract"\nmail_to = ["reader@example.org"]')
    told = '[mail]\nhost = "127.0.0.1"\nport = {}\nsecurity = "none"\n'
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()[1]
    (own_home / "config.toml").write_text(told.format(nobody), encoding="utf-8")
    done = paper.make()
    assert done.returncode == 8
    assert "could not be sent" in done.stderr
    with mailbox() as (port, got):
        (own_home / "config.toml").write_text(told.format(port), encoding="utf-8")
        assert paper.make().returncode == 0
        assert paper.make().returncode == 0
    assert len(got) == 1


@pytest.mark.slow
def test_an_unsent_edition_of_another_version_is_told_and_not_tried_again(paper: Paper, own_home: Path) -> None:
    paper.write('plan = "extract"\nmail_to = ["reader@example.org"]')
    assert paper.make().returncode == 0  # without [mail]: the edition stays unsent
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    with closing(sqlite3.connect(paper.folder / "brief.sqlite")) as state, state:
        state.execute("UPDATE editions SET date=?, body=?", (yesterday, zlib.compress(b"{}")))
        state.execute("UPDATE unsent SET edition=?", (yesterday,))
    with mailbox() as (port, _):
        (own_home / "config.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsender = "brief@example.org"\nsecurity = "none"\n',
            encoding="utf-8",
        )
        told = f"the edition of {yesterday} was not mailed: it was written by another version of brief"
        assert told in paper.make().stderr
        assert told not in paper.make().stderr


@pytest.mark.slow
def test_a_password_is_sent_in_the_clear_to_this_computer_only(paper: Paper, own_home: Path) -> None:
    paper.write('plan = "extract"\nmail_to = ["reader@example.org"]')
    (own_home / "config.toml").write_text('[mail]\nhost = "mail.example.org"\nsecurity = "none"\n', encoding="utf-8")
    done = paper.make()
    assert done.returncode == 2
    assert "'security' may be none only for a server on this computer" in done.stderr


@contextmanager
def mailbox() -> Iterator[tuple[int, list[bytes]]]:
    """A mail server that takes everything."""
    got: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                stream.write(b"220 here\r\n")
                stream.flush()
                while line := stream.readline():
                    word = line[:4].upper()
                    if word == b"DATA":
                        stream.write(b"354 go on\r\n")
                        stream.flush()
                        lines = []
                        while (part := stream.readline()) != b".\r\n":
                            lines.append(part)
                        got.append(b"".join(lines))
                    stream.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                    stream.flush()
                    if word == b"QUIT":
                        break

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1], got
    finally:
        listening.close()


@pytest.mark.slow
def test_cron_needs_no_path_and_no_home(paper: Paper) -> None:
    config = paper.folder / "brief.toml"
    command = [sys.executable, "-P", "-m", "summarizer", "daily", "--config", str(config), "--allow-private", "--quiet"]
    done = subprocess.run(
        ["/usr/bin/env", "-i", f"PYTHONPATH={ROOT}", f"BRIEF_HOME={paper.folder / 'home'}", *command],
        capture_output=True, text=True, cwd="/", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(paper.edition().stories) == 2


def test_what_init_writes_is_read_as_it_is(tmp_path: Path) -> None:
    made = Paper(tmp_path)
    assert made.run("init").returncode == 0
    assert made.run("init").returncode == 2  # never over a file that is there
    (tmp_path / "inbox" / "a.txt").write_text("Title\n\n" + TRIAL, encoding="utf-8")
    text = (tmp_path / "brief.toml").read_text(encoding="utf-8")
    (tmp_path / "brief.toml").write_text(re.sub(r'url = "https://[^"]+"', 'path = "nowhere"', text), encoding="utf-8")
    done = made.run("--plan", "extract")
    assert done.returncode == 0, done.stderr
    assert "went on trial" in done.stdout.replace("\n", " ")
    assert "3 of 4 sources could not be read" in done.stdout


def test_show_and_search_find_what_was_told(paper: Paper) -> None:
    assert paper.run("show").returncode == 2
    made = paper.make()
    assert paper.run("show").stdout == made.stdout
    assert "EVIDENCE" not in made.stdout
    assert "EVIDENCE" in paper.run("show", "--evidence").stdout
    assert paper.run("show", "--format", "json").stdout.startswith("{")
    assert paper.run("show", "--format", "html").stdout.startswith("<!doctype html>")
    assert "Vashti" in paper.run("search", "vashti", "bribes").stdout
    assert paper.run("search", "zeppelin").returncode == 1
    assert "articles deleted" in paper.run("gc").stdout
    assert paper.run("show", "2020-01-01").returncode == 2


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[[source]]\nurl = "ftp://x"\n', "must be an http or https address"),
        ('colour = 1\n[[source]]\npath = "a"\n', "unknown setting 'colour'"),
        ('timezone = "Mars/Base"\n[[source]]\npath = "a"\n', "unknown timezone"),
        ('api_key = "x"\n', "unknown setting 'api_key'"),
        ("title = ", "cannot read"),
        ('title = "x"\n', "must have 1 to"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "brief.toml").write_text(toml, encoding="utf-8")
    done = Paper(tmp_path).run()
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
