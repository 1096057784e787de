"""The language of a text: short ones by py3langid, whole articles without it."""

import subprocess
import sys
import time

import pytest

from summarizer.facts import language
from summarizer.facts.language import NAMES, detect
from tests.conftest import ROOT

ROWS = [line.split("\t") for line in (ROOT / "tests/data/languages.tsv").read_text(encoding="utf-8").splitlines()]
SHORT = [(code, text) for code, text in ROWS if code in NAMES]
UNKNOWN = [(code, text) for code, text in ROWS if code not in NAMES]
"""Headlines and sentences written for this test before any detector read them."""


def test_headlines_and_sentences_of_27_languages() -> None:
    assert {code for code, _ in SHORT} == set(NAMES)
    found = [(code, detect(text)) for code, text in SHORT]
    assert [pair for pair in found if pair[1] not in {pair[0], "und"}] == []
    assert sum(code == got for code, got in found) >= 0.95 * len(found)


def test_a_language_without_word_lists_is_not_taken_for_its_relative() -> None:
    assert {(code, text, detect(text)) for code, text in UNKNOWN} == {(code, text, "und") for code, text in UNKNOWN}


@pytest.mark.parametrize(
    "text",
    [
        "Macron, Merz meet in Berlin", "Real Madrid beat Bayern Munich 2-1", "Obituary: Maria de la Cruz, novelist",
        "Le Pen, Le Maire: who leads?", "El Salvador sells bonds", "De Niro in Cannes", "Van Dijk and De Bruyne out",
        "San Francisco, Los Angeles", "Der Spiegel editor quits", "Mein Kampf banned in La Paz", "Ja Rule tour", "MAYOR QUITS",
    ],
)  # fmt: skip
def test_foreign_names_make_no_short_english_text_foreign(text: str) -> None:
    assert detect(text) in {"en", "und"}


def test_whole_articles_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("the model was asked")

    monkeypatch.setattr(language, "identified", refuse)
    for name, code in (("ferry", "en"), ("talsperre", "de")):
        assert detect((ROOT / f"tests/articles/{name}.txt").read_text(encoding="utf-8")) == code
    with pytest.raises(AssertionError, match="was asked"):
        detect("Mayor quits")


def test_the_library_is_not_loaded_with_the_module() -> None:
    code = (
        "import sys, summarizer.facts.language; raise SystemExit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("text", ["", " \n", "12345 --- 999", "!!!", "\x00\x01", "\ud800", "x" * 100_000])
def test_what_is_in_no_language(text: str) -> None:
    assert detect(text) == "und"


def test_time_does_not_depend_on_the_rest_of_a_long_text() -> None:
    detect("Mayor quits")
    spent = []
    for text in ("價 zażółć đ " * 1_000, "價 zażółć đ " * 1_000_000):
        begun = time.process_time()
        detect(text)
        spent.append(time.process_time() - begun)
    assert spent[1] < 100 * max(spent[0], 0.001)  # the text is 1,000 times as long
