"""The text of a briefing as a reader sees it, rule by rule."""

from datetime import date
from typing import Any, Literal

import pytest
from inline_snapshot import snapshot
from pydantic import BaseModel

from summarizer import brief
from summarizer.config.settings import Settings
from summarizer.documents.loaders.text import from_text
from summarizer.kinds.fields import Cited, Name, Statement, When
from summarizer.render.outline import outline
from summarizer.render.text import to_text
from tests.briefings import built, document, ferry, news_of
from tests.kinds.incident_log import Incident, IncidentLog, Measure

HEADLINE = "Ferry to Skelm stops for six weeks while its engines are replaced"


def shown(*claims: Any, known: dict[str, Any] | None = None, **parts: Any) -> str:
    return to_text(built(news_of(*claims, **parts), **(known or {})))


def bullets(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("  - ")]


def test_a_briefing_of_an_article_of_900_words_fits_a_screen() -> None:
    text = to_text(ferry())
    assert len(text.splitlines()) <= 30
    assert max(map(len, text.splitlines())) <= 100
    assert text == snapshot("""\
Ferry to Skelm stops for six weeks while its engines are replaced [1 2]
Harbour Gazette · 14 March 2026

BOTTOM LINE
  The only ferry to Skelm will not run for six weeks from 2 April; the council has hired a free boat
  that sails twice a day, which islanders call too little for 900 people. [1 4 6]

THE STOP
  - Norlink, which runs the ferry, says both engines have run for 40,000 hours and must be replaced
    before the summer. [2]
  - The council pays 310,000 euros, about two thirds of the cost. [3]
THE REPLACEMENT
  - A free boat for 24 passengers sails at 7.00 and 17.30 and takes no cars. [4 5]
  - Eva Roth, the island's doctor, says three of her patients need dialysis in Harlow every other
    day. [7]
THE PROTEST
  - More than 200 islanders have signed a petition for a bigger boat. [6]
  - Inspectors found cracks in the hull in January, according to Lars Holm, a former engineer. [8]
CAREFUL
  - Norlink denies that inspectors found cracks; their report has not been published. [8 9]

14 items checked against the article: 12 supported, 1 corrected, 1 quoted, 1 left out
(see --evidence) · qwen3 · 2 requests · 1,234 + 560 tokens · 3 s
""")


def test_the_evidence_stands_below() -> None:
    text = to_text(ferry(), evidence=True)
    assert text.partition("\nEVIDENCE\n")[2] == snapshot("""\
  1  The only ferry to Skelm will stop for six weeks from 2 April, its operator Norlink said on
     Friday.
  2  Norlink said that both engines had run for 40,000 hours and had to be replaced before the
     summer.
  3  The council pays 310,000 euros, about two thirds of the cost.
  4  A free boat for 24 passengers will sail at 7.00 and 17.30.
  5  It takes no cars.
  6  Ole Brandt, a teacher, handed 212 signatures against the plan to the council; 900 people live
     on Skelm.
  7  Eva Roth, the island's doctor, said three of her patients needed dialysis in Harlow every other
     day.
  8  A former engineer, Lars Holm, said inspectors had found cracks in the hull in January.
  9  Norlink denied that; the inspectors' report has not been published.

EDITS
  - claims.2, text, by the judge: wrong number
    - written: A free boat for 42 passengers sails at 7.00 and 17.30 and takes no cars.
    - now: A free boat for 24 passengers sails at 7.00 and 17.30 and takes no cars.

REJECTED
  - The mayor signed the petition.
    - the judge says: wrong person ('the mayor')
  - 212 · signatures
    - duplicate: numbers.0 says the same

FIGURES AS BRIEF READ THEM
  212            212, exact
  310,000 euros  310,000 EUR, exact

SOURCE
  outlet     Harbour Gazette
  published  14 March 2026
  read from  articles/ferry.txt
  language   en
  sentences  9
  sha256     0000000000000000000000000000000000000000000000000000000000000000

PROVENANCE
  model     qwen3 at models.example
  judge     qwen3: 14 items, 1 corrected, 2 rejected
  plan      single, TOOLS
  prompt    1a2b
  requests  2, 1 of them to the judge
  read      9 sentences, 0 not read
  created   2026-03-14 18:05 UTC
  brief     0.2

14 items checked against the article: 12 supported, 1 corrected, 1 quoted, 1 left out · qwen3 · 2
requests · 1,234 + 560 tokens · 3 s
""")


@pytest.mark.parametrize("width", [30, 50, 80, 132])
def test_a_briefing_is_as_wide_as_is_asked_for(width: int) -> None:
    text = to_text(ferry(), width=width)
    assert all(len(line) <= width for line in text.splitlines())
    assert " ".join(text.split()).replace(" · ", " ") == " ".join(to_text(ferry()).split()).replace(" · ", " ")


def test_a_pointer_is_not_torn_from_its_word() -> None:
    for width in range(40, 100):
        lines = to_text(ferry(), width=width).splitlines()
        assert not any(line.strip().startswith(("[", "--")) for line in lines)


def test_of_several_documents_the_pointers_tell_which() -> None:
    first = document(name="a1", site="Harbour Gazette", published=date(2026, 3, 14))
    second = document(name="a2", site="Port Arden Echo")
    head = {"text": HEADLINE, "cites": ["a1.s1", "a2.s2"]}
    told = {"text": "The council pays two thirds.", "cites": ["a1.s3"]}
    text = to_text(built(news_of(told, headline=head), first, second))
    assert text.splitlines()[0] == f"{HEADLINE} [1.1 2.2]"
    assert text.splitlines()[1] == "1 Harbour Gazette, 14 March 2026 · 2 Port Arden Echo, date not given"
    assert "- The council pays two thirds. [1.3]" in text


def test_pointers_follow_the_article() -> None:
    many = document([f"This is sentence {n}." for n in range(1, 13)])
    assert bullets(to_text(built(news_of({"text": "It stops.", "cites": ["s12", "s1", "s4"]}), many))) == [
        "- It stops. [1 4 12]"
    ]
    documents = [document(name=f"a{n}") for n in (1, 2, 10)]
    head = {"text": HEADLINE, "cites": ["a10.s1", "a2.s3", "a1.s9", "a2.s1"]}
    assert outline(built(news_of(headline=head), *documents)).headline.cites == ("a1.s9", "a2.s1", "a2.s3", "a10.s1")


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ({"site": "Harbour Gazette", "published": date(2026, 3, 4)}, "Harbour Gazette · 4 March 2026"),
        ({"source": "/home/me/articles/ferry.txt"}, "ferry.txt · date not given"),
        ({"source": "C:\\articles\\ferry.txt"}, "ferry.txt · date not given"),
        ({"source": "-"}, "outlet not given · date not given"),
        ({"source": "https://x", "url": "https://www.gazette.example/a?b"}, "gazette.example · date not given"),
    ],
)
def test_source_and_date_are_always_told(known: dict[str, Any], line: str) -> None:
    assert to_text(built(news_of(), document(**known))).splitlines()[1] == line


@pytest.mark.parametrize(
    ("language", "day", "points", "figures"),
    [
        ("en", "14 March 2026", "KEY POINTS", "FIGURES"),
        ("de", "14. März 2026", "KERNPUNKTE", "ZAHLEN"),
        ("fr", "14 mars 2026", "POINTS CLÉS", "CHIFFRES"),
        ("pt", "14 de março de 2026", "PONTOS PRINCIPAIS", "NÚMEROS"),
        ("ru", "14 марта 2026 г.", "KEY POINTS", "FIGURES"),
        ("sv", "14 mars 2026", "KEY POINTS", "FIGURES"),
        ("und", "14 March 2026", "KEY POINTS", "FIGURES"),
    ],
)
def test_headings_and_the_date_are_in_the_language(language: str, day: str, points: str, figures: str) -> None:
    numbers = [number("12", "x"), number("34", "y")]
    text = shown("Abc.", numbers=numbers, known={"language": language})
    assert text.splitlines()[1] == f"Harbour Gazette · {day}"
    assert [line for line in text.splitlines() if line.isupper() and not line.startswith(" ")] == [points, figures]
    assert f"  published  {day}\n" in to_text(built(news_of("Abc."), language=language), evidence=True)


def actor(name: str, role: str) -> dict[str, Any]:
    return {"name": name, "kind": "person", "role": role, "cites": ["s6"]}


def test_names_are_listed_only_where_they_add_something() -> None:
    actors = [
        actor("Ole Brandt", "teacher and organiser of the petition"),
        actor("Eva Roth", "doctor on the island"),
        actor("Lars Holm", ""),
        actor("Ida Lund", "mayor"),
    ]
    claims = ("Dr Roth, the island's doctor, warns.", "Brandt was there.")
    text = shown(*claims, actors=actors)
    assert text.partition("WHO\n")[2].splitlines()[:3] == [
        "  - Ole Brandt: teacher and organiser of the petition [6]",
        "  - Ida Lund: mayor [6]",
        "",
    ]
    assert "Holm" not in text
    assert "WHO" not in shown(*claims, actors=actors[1:3])
    full = to_text(built(news_of(*claims, actors=actors)), evidence=True).partition("WHO\n")[2]
    assert [line.partition(":")[0] for line in full.splitlines()[:4]] == [
        "  - Ole Brandt", "  - Eva Roth", "  - Lars Holm [6]", "  - Ida Lund",
    ]  # fmt: skip


def test_at_most_five_names_and_no_word_of_more() -> None:
    actors = [actor(f"Person {letter}", f"role number {n}") for n, letter in enumerate("ABCDEFG")]
    text = shown("It stops.", actors=actors)
    assert "Person E" in text
    assert "Person F" not in text
    assert "see --evidence" not in text
    assert "Person G" in to_text(built(news_of("It stops.", actors=actors)), evidence=True)


def number(text: str, counts: str) -> dict[str, Any]:
    return {"text": text, "counts": counts, "cites": ["s6"]}


@pytest.mark.parametrize(
    "parts", [{"numbers": [number("212", "signatures")]}, {"actors": [actor("Ida Lund", "mayor")]}]
)
def test_a_single_line_is_no_table_beside_claims(parts: dict[str, Any]) -> None:
    assert "Ida Lund" not in shown("It stops.", **parts)
    assert "212" not in shown("It stops.", **parts)
    alone = shown(**parts)
    assert "212" in alone or "Ida Lund" in alone
    full = to_text(built(news_of("It stops.", **parts)), evidence=True).partition("\nEVIDENCE\n")[0]
    assert "212" in full or "Ida Lund" in full


def test_figures_that_the_sentences_tell_are_left_out() -> None:
    rows = [number("24", "passengers"), number("310,000 euros", "costs"), number("6", "weeks"), number("900", "people"),
            number("2", "engines"), number("dozens", "cars")]  # fmt: skip
    content = news_of(
        "Dozens of cars wait.",
        "A boat of 24 seats sails on 2 April for six weeks.",
        bottom_line={"text": "The council pays €310,000.", "cites": ["s3"]},
        numbers=rows,
    )
    table = to_text(built(content)).partition("FIGURES\n")[2].splitlines()
    assert table[:3] == ["  900  people [6]", "  2    engines [6]", ""]
    full = to_text(built(content), evidence=True).partition("FIGURES\n")[2].splitlines()
    assert [line.split()[0] for line in full[:6]] == ["24", "310,000", "6", "900", "2", "dozens"]


def test_figures_stand_in_a_column_and_none_twice() -> None:
    rows = [("212", "signatures"), ("about two thirds of the whole cost", "paid by the council"), ("212", "Signatures"),
            ("at least 25", "shells")]  # fmt: skip
    text = shown(numbers=[number(*row) for row in rows])
    assert text.partition("FIGURES\n")[2].splitlines()[:3] == [
        "  212          signatures [6]",
        "  about two thirds of the whole cost  paid by the council [6]",
        "  at least 25  shells [6]",
    ]


def test_a_figure_that_no_model_described_is_behind_the_evidence() -> None:
    text = (
        "Harbour closes\n\nThe harbour of Skelm closes on Monday for six weeks, the town said. It has 1,380 berths.\n"
    )
    briefing = brief(from_text(text), settings=Settings(plan="extract"))
    assert "FIGURES" not in to_text(briefing)
    assert "1,380  berths" in to_text(briefing, evidence=True)


def test_a_figure_and_what_it_counts_do_not_repeat_a_word() -> None:
    rows = [("10 months", "Months of war"), ("25", "months"), ("9 weeks", "weeks")]
    text = shown(numbers=[number(*row) for row in rows])
    assert [line.split() for line in text.partition("FIGURES\n")[2].splitlines()[:3]] == [
        ["10", "months", "of", "war", "[6]"],
        ["25", "months", "[6]"],
        ["9", "weeks", "[6]"],
    ]


def test_a_sentence_that_is_the_headline_is_not_told_again() -> None:
    assert bullets(shown(HEADLINE, "The boat is small.")) == ["- The boat is small. [2]"]


def test_the_default_view_has_no_machinery() -> None:
    text = to_text(ferry())
    for word in ("models.example", "s1", "person", "denial", "claims", "offset", "written:", "TOOLS", "found by"):
        assert word not in text


def test_a_kind_of_the_users_own_reads_well() -> None:
    measure = Measure(action="stopped the service", responsible="Norlink", cites=["s1"])
    incident = Incident(event="Two breakdowns", site="Skelm", hurt=12, day="Friday", measures=[measure], cites=["s2"])
    text = to_text(built(IncidentLog(incidents=[incident]), kind="incident_log"))
    assert text.splitlines()[0] == "Incident log"
    assert text.partition("\nINCIDENTS\n")[2].startswith(
        "  - Skelm: Two breakdowns (Friday; hurt: 12) [2]\n    - Norlink: stopped the service [1]\n"
    )


class Risk(Cited):
    title: Statement
    severity: Literal["low", "very_high"]
    open: bool
    since: When | None


class Firm(Cited):
    name: Name


class Report(BaseModel):
    title_line: Risk
    next_step: Risk
    firms: list[Firm]
    open_risks: list[Risk]


def test_any_shape_of_content_is_drawn() -> None:
    risk = Risk(title="Cracks in the hull.", severity="very_high", open=True, since=None, cites=["s8"])
    report = Report(title_line=risk, next_step=risk, firms=[Firm(name="Norlink", cites=["s1"])], open_risks=[
        risk.model_copy(update={"title": "No report.", "open": False, "since": "January"})])  # fmt: skip
    text = to_text(built(report, kind="report"))
    assert text.splitlines()[0] == "Cracks in the hull (severity: very high; open: yes). [8]"
    assert text.splitlines()[3:-2] == [
        "NEXT STEP",
        "  Cracks in the hull (severity: very high; open: yes). [8]",
        "",
        "FIRMS",
        "  - Norlink [1]",
        "OPEN RISKS",
        "  - No report (January; severity: very high; open: no). [8]",
    ]


def test_an_outline_is_the_same_for_every_format() -> None:
    drawn = outline(ferry())
    short = ["Bottom line", "The stop", "The replacement", "The protest", "Careful"]
    assert [group.heading for group in drawn.groups] == short
    assert [group.heading for group in outline(ferry(), full=True).groups] == [*short, "Figures", "Who"]
    assert drawn.headline.cites == ("s1", "s2")
