"""Facts that code finds: numbers, names, dates, the language."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.facts.dates import first_date, last_weekday
from summarizer.facts.language import detect
from summarizer.facts.names import is_title_case, names
from summarizer.facts.quantities import quantities, same
from summarizer.facts.tokens import tokens
from tests.conftest import ROOT

CASES = [json.loads(line) for line in (ROOT / "tests" / "data" / "quantities.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("text", "value", "kind", "bound"),
    [
        ("at least 25 missiles", 25, "number", "at_least"),
        ("six additional missiles", 6, "number", "exact"),
        ("$1.2bn", 1.2e9, "money", "exact"),
        ("1,234,567 people", 1_234_567, "number", "exact"),
        ("up to 3.5%", 3.5, "percent", "at_most"),
        ("two hundred and six", 206, "number", "exact"),
        ("twenty-five thousand", 25_000, "number", "exact"),
        ("in 2021", 2021, "year", "exact"),
        ("about 9:30 p.m.", 21.5, "time", "about"),
        ("٢٥ صاروخ", 25, "number", "exact"),
        ("25发导弹", 25, "number", "exact"),
        ("a 16-year-old", 16, "age", "exact"),
        ("the 5th day", 5, "ordinal", "exact"),
        ("a $2.7 million gap", 2.7e6, "money", "exact"),
        ("half a mile away", 0.5, "measure", "exact"),
        ("one third-party app", 1, "number", "exact"),
    ],
)
def test_a_number_is_read(text: str, value: float, kind: str, bound: str) -> None:
    (found,) = quantities(text)
    assert (found.values[0], found.kind, found.bound) == (value, kind, bound)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("language", "text", "value", "kind"),
    [
        ("de", "fünf Prozentpunkte", 5, "points"), ("de", "eine halbe Million", 5e5, "number"),
        ("de", "zweieinhalb Jahre", 2.5, "measure"), ("de", "dreitausendfünfhundert Menschen", 3500, "number"),
        ("fr", "soixante et onze personnes", 71, "number"), ("fr", "deux cent mille euros", 2e5, "money"),
        ("fr", "vingt et une écoles", 21, "number"), ("fr", "deux tiers", 2 / 3, "number"),
        ("es", "casi dos tercios", 2 / 3, "number"), ("es", "dos mil quinientos millones", 2.5e9, "number"),
        ("es", "mil doscientas personas", 1200, "number"), ("it", "duecentocinquanta persone", 250, "number"),
        ("pt", "um milhão e meio", 1.5e6, "number"), ("pt", "dezesseis anos", 16, "measure"),
        ("nl", "anderhalf miljoen", 1.5e6, "number"), ("sv", "två och en halv miljoner kronor", 2.5e6, "money"),
        ("da", "to hundrede og halvtreds", 250, "number"), ("no", "fem tusen", 5000, "number"),
        ("fi", "puoli miljoonaa euroa", 5e5, "money"), ("pl", "pięć tysięcy", 5000, "number"),
        ("cs", "půl milionu", 5e5, "number"), ("ro", "douăzeci de mii", 20_000, "number"),
        ("tr", "iki yüz elli", 250, "number"), ("ru", "полтора миллиона рублей", 1.5e6, "money"),
        ("uk", "п'ять тисяч", 5000, "number"), ("zh", "三百人", 300, "number"), ("ja", "3億5000万円", 3.5e8, "money"),
        ("ko", "1조 2000억 원", 1.2e12, "money"),
    ],
)  # fmt: skip
def test_number_words_of_other_languages(language: str, text: str, value: float, kind: str) -> None:
    found = [q for q in quantities(text, language) if q.values[0] != 1]
    assert [(q.values[0], q.kind) for q in found] == [(pytest.approx(value), kind)]


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "at Pier 9 on Monday", True), ("en", "In Ohio 25 people died", False), ("en", "In Texas 25 were hurt", False),
        ("en", "Falcon 9 flew", True), ("en", "On Tuesday 25 were killed", False), ("en", "At 75, he retired", False),
        ("en", "Section 230 of the act", True), ("en", "on 8 May", True), ("de", "am 8. Mai", True),
        ("de", "im 19. Jahrhundert", True), ("en", "Arden beat Marlowe 3-0", False), ("en", "No. 4 is closed", True),
        ("en", "on 2026-03-14", True), ("zh", "3月", True),
    ],
)  # fmt: skip
def test_a_number_of_a_name_or_a_date_counts_nothing(language: str, text: str, named: bool) -> None:
    assert {q.named for q in quantities(text, language)} == {named}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_each_number_of_a_phrase_is_read_and_nothing_else(case: dict[str, Any]) -> None:
    assert [q.values[0] for q in quantities(case["text"])] == pytest.approx(case["values"])


def test_german_separators() -> None:
    texts = ["rund 12,5 Millionen Euro", "30.000 Haushalte", "60 Prozent", "2,8 Meter"]
    assert [quantities(t, "de")[0].values[0] for t in texts] == [12.5e6, 30_000, 60, 2.8]


@pytest.mark.parametrize("text", ["COVID-19", "the F-16", "the G7", "version 1.2.3.4"])
def test_what_only_looks_like_a_number(text: str) -> None:
    assert quantities(text) == ()


def test_the_same_number_in_other_clothes() -> None:
    def one(text: str) -> object:
        return quantities(text)[0]

    assert same(one("1.2 billion"), one("1,200,000,000"))
    assert same(one("twenty-five"), one("25"))
    assert not same(one("25"), one("25%"))
    assert not same(one("$5"), one("£5"))
    assert not same(one("25"), one("52"))


@given(st.text(alphabet="0123456789.,:'% $€aandontwo -\u00a0٣mbn", max_size=200))
def test_quantities_are_ordered_slices(text: str) -> None:
    at = 0
    for q in quantities(text):
        assert at <= q.start < q.end
        assert text[q.start : q.end] == q.text
        assert q.values
        at = q.end


@given(st.text(max_size=200))
def test_tokens_and_names_are_slices(text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b, _ in tokens(text))
    assert all(0 <= a < b <= len(text) for a, b, _ in names(text))


def test_names_are_runs_of_capitals() -> None:
    text = "The White House said Kim of North Korea left on Monday."
    assert [text[a:b] for a, b, sure in names(text) if sure] == ["White House", "Kim of North Korea"]


def test_title_case_says_nothing_about_names() -> None:
    assert is_title_case("North Korea Secretly Sends Shells to Russia")
    assert not is_title_case("North Korea secretly sends shells to Russia")


def test_dates() -> None:
    assert first_date("date 2022-01-01 US") == date(2022, 1, 1)
    assert first_date("Updated: March 5, 2024") == date(2024, 3, 5)
    assert first_date("5 March 2024 and 2023-99-99") == date(2024, 3, 5)
    assert first_date("no date, 12.5.1") is None
    assert last_weekday("wednesday", date(2022, 1, 1)) == date(2021, 12, 29)
    assert last_weekday("saturday", date(2022, 1, 1)) == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ship was said to be on its way to the port when it sank.", "en"),
        ("Die Stadt will den Damm bis Ende Oktober leeren, weil sich Risse in der Mauer zeigen.", "de"),
        ("Le gouvernement a annoncé que les prix ne seront pas augmentés dans les villes.", "fr"),
        ("El gobierno dijo que los precios no se van a subir en las ciudades.", "es"),
        ("他说他们明天会来。", "zh"),
        ("彼は明日来ると言いました。", "ja"),
        ("Он сказал, что они не приедут в город на этой неделе.", "ru"),
        ("12345 --- 999", "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert detect(text) == code


LANGUAGE_OF = {"Euro": "de", "Quadrat": "de", "carrés": "fr", "butin": "fr", "dólares": "es"}


@pytest.mark.parametrize(
    ("text", "values", "kind", "unit"),
    [
        ("$1.2bn", (1.2e9,), "money", "$"),
        ("half a million people", (5e5,), "number", "people"),
        ("a dozen eggs", (12,), "number", "eggs"),
        ("two-thirds of voters", (2 / 3,), "number", None),
        ("2 percentage points", (2,), "points", "%"),
        ("35 lakh rupees", (3.5e6,), "money", "INR"),
        ("3 dollars and 50 cents", (3.5,), "money", "$"),
        ("four thousand three hundred and twenty-one", (4321,), "number", None),
        ("Hardy, 89, said", (89,), "age", None),
        ("33 Kong films", (33,), "number", "films"),
        ("12,5 Millionen Euro", (12.5e6,), "money", "EUR"),
        ("six kilometres", (6,), "measure", "km"),
        ("3,500 cubic metres of water", (3500,), "measure", "m³"),
        ("a 40-square-mile fire", (40,), "measure", "mile²"),
        ("about 3 sq km", (3,), "measure", "km²"),
        ("12 m² of floor", (12,), "measure", "m²"),
        ("40 Quadratkilometern", (40,), "measure", "km²"),
        ("sur 40 kilomètres carrés", (40,), "measure", "km²"),
        ("winds of 90 kilometers per hour", (90,), "measure", "km/h"),
        ("30 miles an hour", (30,), "measure", "mph"),
        ("4 square meals", (4,), "number", "meals"),
        ("since the early ‘90s", (1990, 2090), "year", None),
        ("a man in his late 60s", (60,), "age", None),
        ("un butin de 2,3 millions d’euros", (2_300_000.0,), "money", "EUR"),
        ("50 millones de dólares", (50_000_000.0,), "money", "$"),
    ],
)
def test_a_quantity_has_value_kind_and_unit(text: str, values: tuple[float, ...], kind: str, unit: str | None) -> None:
    language = next((code for word, code in LANGUAGE_OF.items() if word in text), "en")
    (found,) = quantities(text, language)
    assert found.values[0] == pytest.approx(values[0])
    assert (found.kind, found.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("15 to 20 million", [15e6, 20e6]),
        ("$5-10bn", [5e9, 10e9]),
        ("between 3 and 4%", [3, 4]),
        ("the 2013-14 season", [2013, 2014]),
    ],
)
def test_a_range_shares_its_scale_and_unit(text: str, values: list[float]) -> None:
    found = quantities(text)
    assert [q.values[0] for q in found] == values
    assert len({(q.kind, q.unit) for q in found if q.kind != "year"}) <= 1
