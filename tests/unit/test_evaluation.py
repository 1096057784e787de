"""brief eval: sets, planted errors, scores with their intervals, and the scoreboard."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.errors import SourceError
from summarizer.evaluation import board, checks, matcher, mutate, scores, sets

TEXT = (
    "Brightwater stops its ferry to Skelm on Monday. Director Hanna Berg said 25 people were hurt and 52 were rescued. "
    "The company did not find a new engine. At least 300 residents signed a letter to Anna Rudd."
)


@pytest.fixture
def index() -> Index:
    return Index((from_text(TEXT),))


def test_each_error_is_planted_once_and_where_it_says(index: Index) -> None:
    said = 'Director Hanna Berg said "we will not stop here" and at least 300 residents signed a letter to Anna Rudd.'
    made = {m.kind: m for m in mutate.mutations(said, index)}
    assert {"foreign number", "foreign name", "quotation altered"} <= made.keys()
    for mutation in made.values():
        assert mutation.text != said
        assert 0 <= mutation.start <= mutation.end <= len(mutation.text)


def test_a_foreign_number_is_no_number_of_the_article(index: Index) -> None:
    (made,) = [m for m in mutate.mutations("25 people were hurt.", index) if m.kind == "foreign number"]
    assert made.text == "28 people were hurt."


def test_the_sets_that_come_with_brief() -> None:
    articles = sets.load("open")
    assert len(articles) == 13
    assert "seed" in {a.id for a in articles}
    assert all(len(a.key_facts) >= 6 and a.document.published for a in articles)
    assert {a.document.language for a in articles} == {"en", "de", "fr"}


def test_labelled_responses_are_read_from_json_lines(tmp_path: Path) -> None:
    row = {"id": "r1", "article": TEXT, "response": "52 were rescued.", "label": "clean", "spans": []}
    wrong = row | {"id": "r2", "response": "53 were rescued.", "label": "hallucinated"}
    wrong["spans"] = [{"start": 0, "end": 2, "severity": "U"}]
    file = tmp_path / "set.jsonl"
    file.write_text(f"{json.dumps(row)}\n{json.dumps(wrong)}\n", encoding="utf-8")
    (article,) = sets.load(str(file))
    counts, flags = checks.check_article(article)
    assert (counts["responses clean flagged"], counts["responses bad flagged"], counts["flags right"]) == (0, 1, 1)
    assert [f.flaw.check for f in flags["r2"]] == ["number"]


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', "no json"])
def test_what_is_no_set_is_an_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "set.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError):
        sets.load(str(file))


def test_a_ratio_has_an_interval_over_articles() -> None:
    counts = [Counter({"right": n, "all": 10}) for n in (2, 4, 6, 8)]
    figure = scores.ratio(counts, "right", "all")
    assert figure.value == 0.5
    assert figure.low is not None
    assert figure.high is not None
    assert 0.2 <= figure.low < 0.5 < figure.high <= 0.8
    assert scores.ratio([], "right", "all").value is None


def test_a_claim_tells_a_fact_in_other_words_but_not_with_other_numbers(index: Index) -> None:
    fact = "Hanna Berg said that 25 people had been hurt."
    assert matcher.tells("The director, Hanna Berg, said 25 were hurt.", fact, index)
    assert not matcher.tells("The director, Hanna Berg, said 52 were rescued.", fact, index)


def test_only_whole_claims_within_the_words_count() -> None:
    assert matcher.first_words(["one two three", "four five", "six"], limit=5) == ["one two three", "four five"]


def test_a_run_is_written_read_and_compared(tmp_path: Path) -> None:
    about = {"what": "briefings", "set": "open", "model": "m", "plan": "single"}
    ours = board.Board(about, {"a": Counter({"articles": 1, "valid": 1, "facts": 8, "facts recalled": 6})})
    theirs = board.Board(
        about | {"model": "n"}, {"a": Counter({"articles": 1, "valid": 1, "facts": 8, "facts recalled": 2})}
    )
    file = tmp_path / "run.json"
    file.write_text(board.to_json(theirs), encoding="utf-8")
    assert board.loaded(str(file)).articles == theirs.articles
    assert re.search(r"key facts told in 120 words of claims +75 % +\[75, 75\]", board.to_text(ours))
    assert "+50.00" in board.compared(ours, board.loaded(str(file)))
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError, match="not a run of 'brief eval'"):
        board.loaded(str(file))
