"""Sentences: the right ones, lossless offsets, linear time."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents.document import Document
from summarizer.documents.loaders.registry import read
from summarizer.documents.sentences import MAX_SENTENCE, segment, spans
from tests.conftest import ROOT

ALPHABET = "ab AB1.!?…。！？\"'”)( \n\r\t\u2028é中文،؟।\u200b😀-–Mr"


def split(text: str, language: str = "en") -> list[str]:
    return [text[a:b] for a, b in spans(text, language)]


@given(st.text(alphabet=ALPHABET, max_size=400))
def test_spans_are_ordered_disjoint_and_lose_only_white_space(text: str) -> None:
    at = 0
    for start, end in spans(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end]
        assert end - start <= MAX_SENTENCE
        at = end
    assert not text[at:].strip()


@given(st.text(max_size=300))
def test_ids_are_unique_and_quotes_are_slices(text: str) -> None:
    document = segment(Document("a1", text, "x", "0"))
    assert len({s.id for s in document.sentences}) == len(document.sentences)
    for s in document.sentences:
        assert document.quote(s) == text[s.start : s.end]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Smith met Gov. Lee. They spoke.", ["Dr. Smith met Gov. Lee.", "They spoke."]),
        ("He paid $1.2bn. It was 3.5% more.", ["He paid $1.2bn.", "It was 3.5% more."]),
        ('"We will go." He left. "Why?" she said.', ['"We will go."', "He left.", '"Why?" she said.']),
        ("It fooled an L. A. court. Then it sat.", ["It fooled an L. A. court.", "Then it sat."]),
        ("The U.S. Army left. In the U.S. They stayed.", ["The U.S. Army left.", "In the U.S.", "They stayed."]),
        ("Am 3. Oktober kam Dr. Lind. Er blieb.", ["Am 3. Oktober kam Dr. Lind.", "Er blieb."]),
        ("他来了。她走了！为什么？", ["他来了。", "她走了！", "为什么？"]),
        ("「行く。」と彼は言った。次の文。", ["「行く。」と彼は言った。", "次の文。"]),
        ("वह आया। वह गया।", ["वह आया।", "वह गया।"]),
        ("هل جاء؟ نعم جاء.", ["هل جاء؟", "نعم جاء."]),
        ("Title without end\nFirst line. Second.", ["Title without end", "First line.", "Second."]),
    ],
)
def test_each_script_and_style(text: str, sentences: list[str]) -> None:
    language = "de" if "Oktober" in text else "en"
    assert split(text, language) == sentences


def test_a_hard_wrapped_paragraph_is_one_text() -> None:
    wrapped = (
        "The council met on Monday to speak about the bridge, which was\n"
        "closed in May after an inspection had found cracks in three of\n"
        "its pillars. It will stay closed until autumn, the mayor said\n"
        "after the meeting.\n\nNobody objected.\n"
    )
    assert [s.replace("\n", " ") for s in split(wrapped)] == [
        "The council met on Monday to speak about the bridge, which was closed in May after an inspection had found cracks in three of its pillars.",
        "It will stay closed until autumn, the mayor said after the meeting.",
        "Nobody objected.",
    ]


def test_the_seed_has_its_sixteen_sentences_and_a_header(seed: Path) -> None:
    document = read(str(seed))
    assert len(document.sentences) == 16
    assert [s.id for s in document.sentences if s.role == "header"] == ["s1"]
    assert document.quote(document.sentences[0]).startswith("date 2022-01-01")
    assert str(document.published) == "2022-01-01"


CASES = [json.loads(line) for line in (ROOT / "tests" / "data" / "sentences.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["sentences"][0] for case in CASES])
def test_a_text_is_split_as_a_reader_would(case: dict[str, Any]) -> None:
    assert split(case["text"]) == case["sentences"]


def test_golden_rules(volume: Path) -> None:
    rules = json.loads((volume / "data" / "language" / "sentence_rules_en.json").read_text(encoding="utf-8"))
    right = sum(split(rule["text"]) == rule["sentences"] for rule in rules)
    assert right >= 38, (
        "the others are lists inside one line, spaced ellipses, and a title after a time (6 P.M. Mr. Smith)"
    )


@pytest.mark.parametrize("unit", ["Mr. A. B. ", "a. ", ". . ", "?!)) ", "word ", "中", "1.", "\n", '"'])
def test_work_grows_with_the_text_only(unit: str) -> None:
    """Work is counted, not timed: no rule looks at more than a bounded stretch around a terminator."""
    import sys

    def lines_run(text: str) -> int:
        count = 0

        def trace(*_: object) -> object:
            nonlocal count
            count += 1
            return trace

        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            list(spans(text))
        finally:
            sys.settrace(None)
        return count

    small, large = (lines_run((unit * n)[:n]) for n in (2_000, 8_000))
    assert large <= 5 * small + 2_000
