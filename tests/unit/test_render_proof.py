"""The proof line of a briefing: at the foot if nothing is amiss, else under the headline."""

from typing import Any

import pytest

from summarizer.briefing import Finding, Rejected
from summarizer.render.markdown import to_markdown
from summarizer.render.text import to_text
from tests.briefings import PARTS, built, news_of


def shown(*claims: Any, known: dict[str, Any] | None = None, **parts: Any) -> str:
    return to_text(built(news_of(*claims, **parts), **(known or {})))


def bullets(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("  - ")]


def finding(message: str) -> Finding:
    return Finding(check="names", field="text", start=0, end=1, message=message)


COST = "qwen3 · 2 requests · 1,234 + 560 tokens · 3 s"
QUOTED = {"status": "quoted"}


@pytest.mark.parametrize(
    ("proofs", "told"),
    [
        ({}, "3 items checked against the article: all supported"),
        ({"claims.0": QUOTED}, "3 items checked against the article: 2 supported, 1 quoted"),
        (dict.fromkeys(("headline", "claims.0", "claims.1"), QUOTED), "3 items, all in the article's own words"),
    ],
)
def test_where_nothing_is_amiss_the_proof_waits_for_the_foot(proofs: dict[str, Any], told: str) -> None:
    drawn = built(news_of("The stop is long.", "The boat is small."), proofs=proofs)
    for lines in (to_text(drawn, width=200).splitlines(), to_markdown(drawn).replace("*", "").splitlines()):
        assert lines[-1] == f"{told} · {COST}"
        assert not any("items" in line for line in lines[:-1])


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"reason": "the judge is off"}, "3 items, not judged for meaning: the judge is off"),
        (
            {"proofs": {"claims.0": {"status": "doubted"}}},
            "3 items checked against the article: 2 supported, 1 doubtful",
        ),
        (
            {"proofs": {"claims.0": {"status": "unjudged"}}},
            "3 items checked against the article: 2 supported, 1 not judged",
        ),
        (
            {"reason": "no answer", "proofs": {"claims.0": QUOTED}},
            "3 items checked against the article: 1 quoted, 2 not judged (no answer)",
        ),
        (
            {"reason": "off", "proofs": dict.fromkeys(("headline", "claims.0", "claims.1"), QUOTED)},
            "3 items, all in the article's own words",
        ),
    ],
)
def test_what_a_reader_must_know_first_stands_at_the_top(known: dict[str, Any], told: str) -> None:
    drawn = built(news_of("The stop is long.", "The boat is small."), **known)
    for lines in (to_text(drawn, width=200).splitlines(), to_markdown(drawn).replace("*", "").splitlines()):
        assert sum(line == f"Harbour Gazette · 14 March 2026 · {told}" for line in lines[:3]) == 1
        assert lines[-1] == COST
    narrow = to_text(drawn, width=60).splitlines()
    assert narrow[2] == "Harbour Gazette · 14 March 2026"
    assert " ".join(narrow[3 : narrow.index("")]) == told


def test_an_extract_says_at_the_top_that_no_model_wrote_it() -> None:
    text = shown("The stop is long.", known={"made": {"model": "none"}, "proofs": {"claims.0": QUOTED}})
    told = "Harbour Gazette · 14 March 2026 · no model: the article's own sentences"
    assert text.splitlines()[1] == told
    assert text.endswith("\n  - The stop is long. [2]\n")


def test_what_was_left_out_is_counted_but_not_what_was_only_repeated() -> None:
    gone = [
        Rejected(item="claims.1", reason=why, findings=[], verdict=None, original={"text": "x"})
        for why in ("the article has no 'Brazil'", "duplicate: claims.0 says the same")
    ]
    text = shown(known={"rejected": gone})
    assert "1 item checked against the article: supported, 1 left out (see --evidence)" in text
    assert "Brazil" not in text
    assert "Brazil" in to_text(built(news_of(), rejected=gone), evidence=True)


def test_notes_of_the_program_stand_apart_from_the_facts() -> None:
    caveats = [
        {"text": "The source gives two dates.", "kind": "conflict", "cites": ["s1"]},
        {"text": "Norlink denies it.", "kind": "denial", "cites": ["s9"]},
    ]
    text = shown(caveats=caveats, known={"notes": ["The page was cut."], "proofs": {"caveats.0": {"origin": "code"}}})
    assert text.splitlines()[2:4] == ["Note: The page was cut.", "Note: The source gives two dates. [1]"]
    assert bullets(text) == ["- Norlink denies it. [9]"]
    assert "2 items checked against the article: all supported" in text


def test_what_a_check_found_is_told_behind_the_item_or_under_it() -> None:
    def doubted(message: str) -> str:
        proofs = {"claims.0": {"status": "doubted", "findings": [finding(message)]}}
        return shown("Ola Brant signed.", known={"proofs": proofs})

    assert "  - Ola Brant signed. [2] (doubtful: the article has no 'Brant')\n" in doubted("the article has no 'Brant'")
    more = "the article has no 'Brant'; it has 'Brandt'"
    assert f"  - Ola Brant signed. [2]\n    ? {more}\n" in doubted(more)


def test_a_doubt_of_the_headline_stands_at_the_headline() -> None:
    proofs = {"headline": {"status": "doubted", "findings": [finding("the article has no 'six'")]}}
    text = to_text(built(news_of(), proofs=proofs), width=120)
    assert text.splitlines()[0] == f"{PARTS['headline']['text']} [1 2] (doubtful: the article has no 'six')"


@pytest.mark.parametrize(
    ("made", "line"),
    [
        ({}, COST),
        ({"requests": 1, "seconds": 0.2}, "qwen3 · 1 request · 1,234 + 560 tokens · 0 s"),
        ({"tokens": {"prompt": None, "completion": None, "cached": None}}, "qwen3 · 2 requests · tokens not counted · 3 s"),
        ({"recorded": True}, "qwen3 · from recordings"),
        ({"model": "small"}, "small, judged by qwen3 · 2 requests · 1,234 + 560 tokens · 3 s"),
    ],
)  # fmt: skip
def test_the_last_line_says_who_wrote_it_and_what_it_cost(made: dict[str, Any], line: str) -> None:
    told = "1 item checked against the article: supported"
    assert to_text(built(news_of(), made=made), width=200).splitlines()[-1] == f"{told} · {line}"
