"""Dates of statements against their source: names in any form and language, and what follows from the source."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.proof.checks.dates import check_dates


def flagged(source: str, statement: str, language: str, native: str = "", published: date | None = None) -> list[str]:
    document = replace(from_text(source), language=native or language, published=published)
    flaws = check_dates(statement, Index((document,)), language=language)
    return [statement[flaw.start : flaw.end] for flaw in flaws]


BRIDGE = "The bridge will close on Sept. 5, the council said Tuesday. It opened in March 2019 and may close again."
UNDATED = [
    ("It closes on September 5.", []),
    ("It closes on 5 September.", []),
    ("It closes on the 5th of September.", []),
    ("It closes on Sept 5.", []),
    ("On Tues. the council spoke.", []),
    ("Tuesday's council spoke.", []),
    ("It opened in Mar. 2019.", []),
    ("It may close; they march on.", []),
    ("May God help us.", []),
    ("The Sun said so.", []),
    ("It closes on Sept. 6.", ["Sept. 6"]),
    ("It closes on 15 September.", ["15 September"]),
    ("It closes in October.", ["October"]),
    ("The council spoke on Monday.", ["Monday"]),
    ("Monday's council spoke.", ["Monday's"]),
    ("It opened in March 2020.", ["March 2020"]),
    ("It opened in May 2019.", ["May 2019"]),
    ("It closes on 5 September 2021.", ["5 September 2021"]),
]


@pytest.mark.parametrize(("statement", "expected"), UNDATED)
def test_a_source_without_a_date_of_its_own(statement: str, expected: list[str]) -> None:
    assert flagged(BRIDGE, statement, "en") == expected


MEETING = "The council met on Monday and will meet again tomorrow."
DATED = [
    ("It met on Aug. 31.", []),
    ("It met on August 31, 2026.", []),
    ("It met on Monday, Aug. 31.", []),
    ("It meets on Friday, September 4.", []),
    ("On Thursday, Sept. 3, nothing was known.", []),
    ("It met on Tuesday, Aug. 31.", ["Tuesday, Aug. 31"]),
    ("It meets on Sept. 5.", ["Sept. 5"]),
    ("It met on Wednesday.", ["Wednesday"]),
    ("It meets in October.", ["October"]),
]


@pytest.mark.parametrize(("statement", "expected"), DATED)
def test_days_follow_from_the_day_of_publication(statement: str, expected: list[str]) -> None:
    assert flagged(MEETING, statement, "en", published=date(2026, 9, 3)) == expected


DIGITS = "Published 2026-09-05. The ferry stopped; 12/05/2024 was the day, and 7.9.2023 another one."
IN_DIGITS = [
    ("It stopped on September 5, 2026.", []),
    ("It stopped on Saturday.", []),
    ("It stopped on 5 Sept. 2026.", []),
    ("On Dec. 5, 2024, or on May 12, 2024.", []),
    ("On Sept. 7, 2023.", []),
    ("On 8 September.", ["8 September"]),
]


@pytest.mark.parametrize(("statement", "expected"), IN_DIGITS)
def test_dates_in_digits(statement: str, expected: list[str]) -> None:
    assert flagged(DIGITS, statement, "en") == expected


@pytest.mark.parametrize("statement", ["It runs from May 3 to 5.", "It ends on 5 May.", "On June 9.", "Until Aug. 7."])
def test_days_of_a_range_stand(statement: str) -> None:
    source = "The fair runs from 3 to 5 May and on June 7, 9 and 11. It ran between Aug. 3 and 7."
    assert flagged(source, statement, "en") == []


def test_a_weekday_and_a_day_that_the_source_joins_stand() -> None:
    source = "The vote is on Tuesday, 9 May, the club said."
    assert flagged(source, "The vote is on Tuesday, 9 May.", "en", published=date(2024, 3, 6)) == []


GERMAN = "Die Brücke wird am 8. Mai gesperrt, teilte die Stadt am Dienstag mit. Im September 2025 soll sie öffnen."
FRENCH = "Le pont sera fermé le 1er mars 2026, a annoncé la mairie lundi dans un communiqué."
POLISH = "Most zostanie zamknięty 5 września, poinformował w poniedziałek burmistrz miasta."
PORTUGUESE = "A ponte será fechada na segunda, disse o prefeito em 3 de março de 2024 na cidade."
RUSSIAN = "Мост закроют в сентябре, сообщил мэр в понедельник. Это решение приняли на заседании."
JAPANESE = "橋は2026年3月5日に閉鎖されると市長が月曜日に発表した。"
LANGUAGES = [
    ("de", "de", GERMAN, "Sie wird am 8. Mai gesperrt.", []),
    ("de", "de", GERMAN, "Im Sept. 2025 soll sie öffnen, sagte sie am Dienstag.", []),
    ("de", "de", GERMAN, "Sie wird am 9. Mai gesperrt.", ["9. Mai"]),
    ("de", "de", GERMAN, "Das war am Freitag.", ["Freitag"]),
    ("de", "de", GERMAN, "Im Oktober soll sie öffnen.", ["Oktober"]),
    ("de", "de", GERMAN, "Im September 2024 soll sie öffnen.", ["September 2024"]),
    ("fr", "fr", FRENCH, "Il sera fermé le 1er mars 2026.", []),
    ("fr", "fr", FRENCH, "Il sera fermé le 2 mars.", ["2 mars"]),
    ("fr", "fr", FRENCH, "La mairie a parlé mardi.", ["mardi"]),
    ("fr", "fr", FRENCH, "Sept personnes parlent.", []),
    ("en", "fr", FRENCH, "It closes on March 1, 2026, the town said on Monday.", []),
    ("en", "fr", FRENCH, "It closes on March 2, the town said on Tuesday.", ["March 2", "Tuesday"]),
    ("pl", "pl", POLISH, "Most będzie zamknięty 5 września.", []),
    ("pl", "pl", POLISH, "Burmistrz mówił we wtorek.", ["wtorek"]),
    ("pt", "pt", PORTUGUESE, "A ponte fecha na segunda-feira, disse em 3 de março.", []),
    ("pt", "pt", PORTUGUESE, "A ponte fecha na terça-feira.", ["terça-feira"]),
    ("pt", "pt", PORTUGUESE, "Em 4 de março de 2024.", ["4 de março de 2024"]),
    ("ru", "ru", RUSSIAN, "Мост закроют в сентябре, сказал он в понедельник.", []),
    ("ru", "ru", RUSSIAN, "Это было 5 октября.", ["5 октября"]),
    ("en", "ja", JAPANESE, "It closes on March 5, 2026.", []),
    ("en", "ja", JAPANESE, "It closes on March 6, 2026.", ["March 6, 2026"]),
]


@pytest.mark.parametrize(("language", "native", "source", "statement", "expected"), LANGUAGES)
def test_languages(language: str, native: str, source: str, statement: str, expected: list[str]) -> None:
    assert flagged(source, statement, language, native) == expected


def test_a_source_without_capitals_has_its_months() -> None:
    assert flagged("she will play in may for the club.", "She will play in May.", "en") == []


def test_the_message_names_the_date() -> None:
    document = from_text(BRIDGE)
    (flaw,) = check_dates("It closes on Sept. 6.", Index((document,)), language="en")
    assert (flaw.check, flaw.message) == ("dates", "the article has no 'Sept. 6'")


@given(st.text(max_size=200), st.sampled_from(["en", "de", "pt", "ja", "und"]))
def test_any_text_can_be_checked(statement: str, language: str) -> None:
    for flaw in check_dates(statement, Index((from_text(BRIDGE),)), language=language):
        assert 0 <= flaw.start < flaw.end <= len(statement)
