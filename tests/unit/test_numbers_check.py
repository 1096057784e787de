"""Numbers of statements against their source: what is right in another notation, and what the source does not have."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.facts.index import Index
from summarizer.proof.checks.numbers import check_numbers, check_value
from summarizer.read.text import from_text


def messages(language: str, source: str, statement: str, published: date | None = None) -> list[str]:
    document = replace(from_text(source), language=language, published=published)
    return [flaw.message for flaw in check_numbers(statement, Index((document,)), language=language)]


RIGHT = [
    ("en", "The Fed cut rates by 25 basis points.", "The Fed cut rates by 0.25 percentage points."),
    ("en", "It costs 75 cents.", "It costs $0.75."),
    ("en", "It costs 50p a day.", "It costs £0.50 a day."),
    ("en", "It left at 5.30pm.", "It left at 5:30 p.m."),
    ("en", "It left at 17:30.", "It left at 5:30 p.m."),
    ("en", "It left at 14:00.", "It left at 2 pm."),
    ("fr", "Il est parti à 17h30.", "Il est parti à 17:30."),
    ("de", "Er ging um 17.30 Uhr.", "Er ging um 17:30."),
    ("de", "Er ging um 17.30 Uhr.", "Er ging um 17h30."),
    ("en", "It rose 5 per cent.", "It rose 5 percent."),
    ("en", "It rose 5 pct.", "It rose 5%."),
    ("en", "It was -12C outside.", "It was -12 degrees Celsius outside."),
    ("en", "It was 30C.", "It reached 30 °C."),
    ("en", "It reached 30 degrees Celsius.", "It reached 30 degrees."),
    ("en", "the 21st victim", "the twenty-first victim"),
    ("en", "the twenty-first century", "the 21st century"),
    ("en", "It lies 500 m away.", "It lies 500 metres away."),
    ("en", "It lies 0.5 km away.", "It lies 500 metres away."),
    ("en", "It took 18 months.", "It took 1.5 years."),
    ("en", "for 2 weeks", "for 14 days"),
    ("en", "World War II ended.", "World War Two ended."),
    ("fr", "quatre-vingt-dix-sept personnes sont mortes", "97 personnes sont mortes"),
    ("fr", "deux cents écoles", "200 écoles"),
    ("de", "Zweihundertfünfzig Menschen starben.", "250 Menschen starben."),
    ("es", "medio millón de personas", "500.000 personas"),
    ("it", "un milione e mezzo di euro", "1,5 milioni di euro"),
    ("nl", "anderhalf miljoen euro", "1,5 miljoen euro"),
    ("pt", "R$ 1,5 bilhão", "R$ 1.500.000.000"),
    ("zh", "花费5亿元", "花费500000000元"),
    ("ru", "1,5 млрд рублей", "1500 млн рублей"),
    ("sv", "5 miljarder kronor", "5 000 miljoner kronor"),
    ("da", "5 mia. kr.", "5 milliarder kr."),
    ("pl", "5 mld zł", "5 miliardów zł"),
    ("en", "Profits doubled.", "Profits rose 100%."),
    ("en", "Profits rose 100 percent.", "Profits doubled."),
    ("en", "a two-fold rise", "It doubled."),
    ("en", "from 10 to 40 million", "It quadrupled."),
    ("en", "There were 1,187,000 people.", "There were 1.2 million people."),
    ("en", "39,870 people died.", "About 40,000 people died."),
    ("en", "It rose 7.8%.", "It rose nearly 8 %."),
    ("en", "He sold 12 cars and 5 cars.", "He sold 17 cars."),
    ("en", "In 1998 the mill opened. In 2026 it closed.", "It ran 28 years."),
    ("en", "In Ohio 25 people died.", "25 people died."),
    ("en", "A crane fell at Pier 9 on Monday.", "It fell at Pier 9."),
    ("en", "at least 25 people", "25 people"),
    ("en", "more than 24 people", "at least 25 people"),
    ("en", "growth of -3%", "The economy fell 3 percent."),
    ("en", "fell 3 percent", "growth of -3%"),
    ("en", "over the past 10 months", "10 months of war"),
    ("en", "Two men, Bob Hall and Tim Lee, left.", "Two men left."),
    ("en", "a 16-year-old boy", "a boy aged 16"),
    ("en", "Hardy, 89, said", "Hardy is 89."),
    ("en", "A third of voters", "33 percent of voters"),
    ("en", "Of 200 people 50 died.", "A quarter of people died; 25 percent."),
    ("en", "3.2 x 10^7 cells", "3.2 × 10⁷ cells"),
    ("en", "2-0 win", "a 2-0 win"),
    ("en", "It cost $1.5bn.", "It cost $1.5 billion."),
    ("en", "Call 555-123-4567.", "Call 555-123-4567."),
    ("en", "It grew 5 to 6 per cent.", "It grew 5 percent."),
    ("en", "15 to 20 million people", "15 million people"),
    ("en", "5-year plan", "a plan of five years"),
    ("en", "12 degrees below zero", "-12 degrees"),
    ("es", "45 años", "45 años de edad"),
    ("uk", "п'ять тисяч людей", "5000 людей"),
    ("ko", "5억 원", "500,000,000원"),
    ("ja", "3億5000万円", "3.5億円"),
    ("en", "twelve o'clock", "12:00"),
    ("de", "rund 12,5 Millionen Euro", "12,5 Mio. Euro"),
    ("en", "the company employs 2000 people", "It employs 2,000 people."),
    ("fr", "5 millions d’euros", "5 M€"),
    ("en", "The temperature fell to -12C.", "It fell to minus 12 degrees Celsius."),
    ("en", "five and a half years", "5.5 years"),
    ("en", "Section 230 of the act", "Section 230 protects sites."),
    ("en", "90 minutes", "an hour and a half; 1.5 hours"),
    ("en", "the 1990s", "in the 1990s"),
    ("en", "36 hours", "1.5 days"),
    ("es", "dos mil millones de dólares", "2.000 millones de dólares"),
    ("tr", "iki milyon lira", "2 milyon lira"),
    ("fi", "kaksi miljoonaa euroa", "2 miljoonaa euroa"),
    ("cs", "dvě stě lidí", "200 lidí"),
    ("ro", "douăzeci de mii", "20.000"),
    ("no", "to hundre og femti", "250"),
    ("en", "The storm killed 14 people, and 9 died later.", "23 people died."),
    ("en", "1,500 jobs", "1500 jobs"),
    ("en", "$5m", "$5 million"),
    ("en", "5 tonnes of gold", "5,000 kg of gold"),
    ("en", "Boeing 737 Max jets", "Boeing 737 Max"),
    ("en", "Half of the 40 workers", "20 workers"),
]
"""(language, source, a statement that is right)"""
WRONG = [
    ("en", "A crane fell at Pier 9 on Monday and hurt 4 workers.", "Crane hurts 9 workers"),
    ("en", "A crane fell at Pier 9 on Monday and hurt 4 workers.", "Crane hurts nine workers"),
    ("en", "A crane fell at Pier 8 on Monday.", "It fell at Pier 9 on Monday."),
    ("en", "It sold 5,000 cars in 40 countries", "It sold 4,960 cars in 40 countries"),
    ("en", "about 55 percent", "About 58 percent"),
    ("en", "870 people", "Around 873 people"),
    ("en", "1,187 people", "1,300 people"),
    ("en", "Growth was minus 3 percent", "Growth was 3 percent"),
    ("en", "It was -12C outside.", "It was 12C outside."),
    ("en", "Profits doubled.", "Profits quadrupled."),
    ("en", "Dozens were hurt.", "Thousands were hurt."),
    ("en", "at least 25 people", "at most 25 people"),
    ("en", "at least 25 people", "fewer than 25 people"),
    ("en", "It rose 5 percent.", "It rose 5 percentage points."),
    ("en", "10 months", "10 years"),
    ("en", "It is 10 km long.", "It is 10 miles long."),
    ("en", "It cost €5m.", "It cost $5m."),
    ("en", "5 kg of gold", "5 tonnes of gold"),
    ("pt", "R$ 1,5 bilhão", "R$ 1,5 milhão"),
    ("zh", "花费5亿元", "花费5万元"),
    ("ru", "1,5 млрд рублей", "1,5 млн рублей"),
    ("sv", "5 miljarder kronor", "5 miljoner kronor"),
    ("it", "5 mld di euro", "5 mln di euro"),
    ("da", "5 mia. kr.", "5 mio. kr."),
    ("pl", "5 mld zł", "5 mln zł"),
    ("en", "It cost $1.5 billion.", "It cost $1.5 million."),
    ("en", "It left at 5.30pm.", "It left at 5:45 p.m."),
    ("en", "It left at 5 pm.", "It left at 5 am."),
    ("en", "25 percent of people", "25 people"),
    ("de", "am 8. Mai starben Menschen", "8 Menschen starben"),
    ("en", "It was founded in 1998.", "It was founded in 1989."),
    ("fr", "quatre-vingt-dix-sept personnes", "87 personnes"),
    ("de", "Zweihundertfünfzig Menschen", "350 Menschen"),
    ("en", "Falcon 9 flew on Monday with 4 people.", "It flew with 9 people."),
    ("en", "Update 2: The train hit 14 cars.", "It hit 22 cars."),
    ("en", "It has 3.2 x 10^7 cells.", "It has 3.2 x 10^8 cells."),
    ("es", "10 meses", "10 años"),
    ("de", "10 Monate", "10 Jahre"),
    ("ja", "5億円", "5万円"),
    ("ko", "5억 원", "5만 원"),
    ("uk", "1,5 млрд", "1,5 млн"),
    ("tr", "2 milyon lira", "2 milyar lira"),
    ("fi", "2 miljoonaa euroa", "2 miljardia euroa"),
    ("ro", "2 milioane de lei", "2 miliarde de lei"),
    ("cs", "2 miliony korun", "2 miliardy korun"),
    ("no", "2 millioner kroner", "2 milliarder kroner"),
    ("nl", "2 miljoen euro", "2 miljard euro"),
    ("fr", "2 millions d'euros", "2 milliards d'euros"),
    ("es", "2 millones", "2 mil millones"),
    ("hu", "2 millió forint", "2 milliárd forint"),
]
"""(language, source, a statement with a number that the source does not have)"""


@pytest.mark.parametrize(("language", "source", "statement"), RIGHT)
def test_a_right_number_is_not_flagged(language: str, source: str, statement: str) -> None:
    assert messages(language, source, statement) == []


@pytest.mark.parametrize(("language", "source", "statement"), WRONG)
def test_a_wrong_number_is_flagged(language: str, source: str, statement: str) -> None:
    assert messages(language, source, statement)


@pytest.mark.parametrize(("language", "source", "_"), [*RIGHT, *WRONG])
def test_a_source_never_contradicts_itself(language: str, source: str, _: str) -> None:
    assert messages(language, source, source) == []


def test_a_score_is_one_number() -> None:
    source = "Arden beat Marlowe 3-0 after a goal by Lund in minute 1. Brightwater lost 1-2."
    assert messages("en", source, "Marlowe lost 0:3 to Arden.") == []
    assert messages("en", source, "Arden beat Marlowe 3-1.") == ["the article has no '3-1'"]


def test_a_flaw_tells_what_is_wrong_and_where() -> None:
    source = "A crane fell at Pier 9 on Monday and hurt 4 workers. It cost $1.5 billion."
    index = Index((from_text(source),))
    (flaw,) = check_numbers("Crane hurts 9 workers", index, language="en")
    assert flaw.message == "the article has no '9 workers'"
    (flaw,) = check_numbers("It cost $1.5 million.", index, language="en")
    assert flaw.message == "the article has no '$1.5 million'; it has '$1.5 billion'"
    assert "It cost $1.5 million."[flaw.start : flaw.end] == "$1.5 million"


@pytest.mark.parametrize(
    ("statement", "flagged"),
    [
        ("It began in 2024.", False),
        ("It began in 2026.", False),
        ("It began in 2019.", True),
        ("In 2025 it closed.", False),
    ],
)
def test_years_follow_from_the_day_of_publication(statement: str, flagged: bool) -> None:
    source = "The mill began to burn two years ago. It closed last year."
    assert bool(messages("en", source, statement, date(2026, 3, 14))) is flagged


def test_a_header_licenses_numbers_too() -> None:
    assert messages("en", "14 March 2026\n\nThe mill burned down.", "The mill burned down in 2026.") == []


def test_a_value_stands_in_the_source() -> None:
    index = Index((from_text("At Pier 8 some 1,500 people waited for 10 months."),))
    assert check_value(1500.0, index) == []
    assert check_value(10.0, index) == []
    assert check_value(8.0, index)


@given(
    st.text(alphabet="0123456789.,:'% $€C°aandontwohf -–^x\u00a0٣mbn五万", max_size=120),
    st.sampled_from(["en", "de", "fr", "zh", "ru"]),
)
def test_any_text_stands_in_itself(text: str, language: str) -> None:
    document = replace(from_text(f"The mill burned. {text} end."), language=language)
    index = Index((document,))
    for sentence in index.texts.values():
        check_numbers(sentence, index, language=language)
