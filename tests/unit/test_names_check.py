"""Names of statements against their source: the same name in another form, and names that the source lacks."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.proof.checks.names import check_names, check_whole_name


def index(source: str, language: str = "en") -> Index:
    return Index((replace(from_text(source), language=language),))


def flagged(source: str, statement: str, language: str = "en", native: str = "", *, whole: bool = False) -> list[str]:
    check = check_whole_name if whole else check_names
    flaws = check(statement, index(source, native or language), language)
    return [statement[flaw.start : flaw.end] for flaw in flaws]


NEWS = (
    "Peter Lund, the mayor of Skelm, and John Hall signed the pact in South Korea on Monday. North Carolina sent "
    "Mr. Lund and Rosa Ortiz to talks with the International Monetary Fund. King Charles III met John F. Kennedy Jr. "
    "and Gov. Brian Kemp of Georgia. Queen Elizabeth II was absent. Hall said nothing. The senators and the elections "
    "chief spoke of World War II, of J.K. Rowling and of the F-16 jets of the Justice Department."
)
ABBREVIATED = (
    "The U.S. and the U.K. said that the EU and the UN would help. Sen. Ron Johnson, R-Wis., and a judge from Peoria, "
    "Ill., agreed with the FBI and the Lib Dems in Sept. on a plan of the Environmental Protection Agency."
)
PEOPLES = (
    "Saudi officials met Dutch farmers, Danish judges, Swedish ministers, Filipino nurses, Swiss bankers, Turkish "
    "troops, Polish drivers, Parisian cooks and Ukrainian leaders."
)
RIGHT = [
    (NEWS, "Lund signed the pact with John Hall."),
    (NEWS, "Mayor Lund went to Korea."),
    (NEWS, "South Korea's pact pleased the South Koreans."),
    (NEWS, "Officials, prosecutors and voters spoke."),
    (NEWS, "Prosecutors said nothing."),
    (NEWS, "Meanwhile, Rosa Ortiz met the IMF."),
    (NEWS, "An IMF team met Lund and Ortiz."),
    (NEWS, "Governor Kemp and the Senate spoke."),
    (NEWS, "King Charles met John Kennedy."),
    (NEWS, "Charles III and John F. Kennedy Jr. met."),
    (NEWS, "They spoke of World War Two and of J. K. Rowling."),
    (NEWS, "The Department of Justice has F-16s."),
    (NEWS, "Skelm Mayor Peter Lund spoke to Georgia Gov. Brian Kemp."),
    (NEWS, "Georgians and North Carolinians disagree."),
    (NEWS, "Signed Pact Pleases Mayor of Skelm and Voters"),
    (NEWS, "He told Mr Hall and Ms. Ortiz."),
    (NEWS, "I'm sure that Lund isn't here; I don't know."),
    (NEWS, "Signing in March or May, on Tuesday, is a question of dates alone."),
    (NEWS, "PROSECUTORS AND VOTERS SPEAK OF SKELM"),
    (NEWS, "Unaffordable jets came."),
    (NEWS, "A TV crew and the CEO came."),
    (ABBREVIATED, "America and the United Kingdom agreed."),
    (ABBREVIATED, "UK and US leaders agreed."),
    (ABBREVIATED, "The USA and Britain agreed; Americans and Britons cheered."),
    (ABBREVIATED, "The European Union and the United Nations will help."),
    (ABBREVIATED, "Senator Johnson of Wisconsin and a judge from Illinois agreed."),
    (ABBREVIATED, "The Federal Bureau of Investigation and the EPA agreed in September."),
    (ABBREVIATED, "The Liberal Democrats agreed."),
    (PEOPLES, "Saudi Arabia, the Netherlands, Denmark, Sweden, the Philippines and Switzerland talked."),
    (PEOPLES, "Turkey, Poland, Paris and Ukraine talked."),
    (PEOPLES, "Swedes, Danes, Poles, Turks and Ukrainians talked."),
    ("He came from Malaga to see Zoe.", "He came from Málaga to see Zoë."),
    ("The crews of Côte d'Ivoire won.", "Ivory Coast won."),
    ("Covid-19 spread.", "COVID-19 spread."),
    ("Christopher Lund spoke.", "Chris Lund spoke."),
    ("habib el adly said no to the bbc in cairo.", "Habib el Adly said no to the BBC in Cairo."),
    ("SHELLS FALL ON KYIV AS LUND SPEAKS", "Shells fall on Kyiv as Lund speaks."),
    ("The gross domestic product fell.", "GDP fell."),
    ("North Korea fired shells, the WHO said.", "The DPRK fired shells, the World Health Organization said."),
    ("World War I came before World War II.", "World War I ended."),
    ("Müller agreed.", "MÜLLER agreed with Muller."),
]


@pytest.mark.parametrize(("source", "statement"), RIGHT)
def test_a_name_in_another_form_is_left_alone(source: str, statement: str) -> None:
    assert flagged(source, statement) == []


WRONG = [
    (NEWS, "The UN signed the pact.", ["UN"]),
    (NEWS, "The US signed the pact.", ["US"]),
    (NEWS, "America approved the pact.", ["America"]),
    (NEWS, "Brazil provides shells.", ["Brazil"]),
    (NEWS, "France banned her.", ["France"]),
    (NEWS, "Rowling lives in Brazil's north.", ["Brazil's"]),
    (NEWS, "North Korea signed the pact.", ["North Korea"]),
    (NEWS, "Peter Hall signed the pact.", ["Peter Hall"]),
    (NEWS, "The pact was signed by John Lund.", ["John Lund"]),
    (NEWS, "Mrs Lund signed.", ["Mrs Lund"]),
    (NEWS, "King Charles II met Kemp.", ["Charles II"]),
    (NEWS, "He met John D. Kennedy.", ["John D. Kennedy"]),
    (NEWS, "He met John F. Kennedy Sr.", ["Sr"]),
    (NEWS, "They spoke of World War I.", ["War I"]),
    (NEWS, "The F-35 jets came.", ["F-35"]),
    (NEWS, "Lund met the CIA.", ["CIA"]),
    (NEWS, "The European Union signed.", ["European", "Union"]),
    (NEWS, "Siegfried Okafor signed.", ["Siegfried", "Okafor"]),
    (NEWS, "Smith signed the pact.", ["Smith"]),
    (NEWS, "Brown said nothing.", ["Brown"]),
    (NEWS, "He spoke to Apple and to Cook.", ["Apple", "Cook"]),
    (NEWS, "Brazilian Mayor Signs a Pact in Skelm With Voters", ["Brazilian"]),
    (NEWS, "UN Chief Signs a Pact in Skelm With Voters", ["UN"]),
    (NEWS, "PROSECUTORS AND VOTERS SPEAK OF BRAZIL", ["BRAZIL"]),
    (NEWS, "“Brazil signed,” he said.", ["Brazil"]),
    (NEWS, "(Toyota signed.)", ["Toyota"]),
    (ABBREVIATED, "The UAE agreed.", ["UAE"]),
    (ABBREVIATED, "Senator Johnson of Nebraska agreed.", ["Nebraska"]),
    (PEOPLES, "Norway and Austria talked.", ["Norway", "Austria"]),
    ("The Nigerian army left.", "The army of Niger left.", ["Niger"]),
    ("Austrian farmers left.", "Australian farmers left.", ["Australian"]),
    ("Help us, they told us.", "The US told them.", ["US"]),
    ("Who knows?", "The WHO knows.", ["WHO"]),
    ("habib el adly said no in cairo.", "Hosni Mubarak said no.", ["Hosni", "Mubarak"]),
]


@pytest.mark.parametrize(("source", "statement", "expected"), WRONG)
def test_a_name_that_the_source_does_not_have_is_flagged(source: str, statement: str, expected: list[str]) -> None:
    assert flagged(source, statement) == expected


def test_a_misspelt_name_is_told_with_the_right_one() -> None:
    (flaw,) = check_names("Lund met Rosa Ortis.", index(NEWS), language="en")
    assert flaw.message == "the article has no 'Ortis'; it has 'Ortiz'"


def test_decomposed_accents_are_the_same_word() -> None:
    decomposed = unicodedata.normalize("NFD", "He came from Málaga to see Zoë.")
    assert flagged(decomposed, "He came from Málaga.") == []
    assert flagged("He came from Málaga to see Zoë.", unicodedata.normalize("NFD", "He came from Málaga.")) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Peter Lund, mayor", []),
        ("Lund", []),
        ("Prosecutors", []),
        ("Residents of Skelm", []),
        ("Apple", ["Apple"]),
        ("Norlink", ["Norlink"]),
        ("Rosa Hall", ["Rosa Hall"]),
        ("Brazilian officials", ["Brazilian"]),
        ("White House", ["White", "House"]),
    ],
)
def test_in_a_name_the_first_word_counts(name: str, wrong: list[str]) -> None:
    assert flagged(NEWS, name, whole=True) == wrong


FRENCH = (
    "Un homme a été tué à Lyon, a annoncé la police lundi. Les Allemands et le ministre français, M. Dupont, étaient "
    "dans la ville. Un passant l'a vu à l'Élysée."
)
PORTUGUESE = (
    "Eu não vi nada, disse Maria Silva em Lisboa. O governo brasileiro e eu falamos com a polícia de São Paulo sobre o "
    "caso, mas não há resposta."
)
SPANISH = (
    "El presidente Pedro Sánchez viajó a Málaga y habló con Yolanda Díaz. Los alemanes no fueron a la reunión que se "
    "celebró en la ciudad."
)
GERMAN = (
    "Die Bundesregierung will das Ahrtal wieder aufbauen, sagte Ministerpräsidentin Malu Dreyer in Mainz. Der "
    "Bundesgerichtshof in Karlsruhe hat über die Klage noch nicht entschieden."
)
RUSSIAN = "Премьер Владимир Путин встретился с Ангелой Меркель в Москве. Они обсудили Сирию и Украину на встрече."
OTHERS = [
    ("fr", FRENCH, "Le ministre Dupont était à l'Elysée.", []),
    ("fr", FRENCH, "La France et l'Allemagne parlent.", []),
    ("fr", FRENCH, "Des hommes sont morts à Lyon.", []),
    ("fr", FRENCH, "L'Espagne parle.", ["Espagne"]),
    ("fr", FRENCH, "L'UN a annoncé un mort.", ["UN"]),
    ("fr", FRENCH, "Marseille est en deuil.", ["Marseille"]),
    ("fr", FRENCH, "Le ministre Durand parle.", ["Durand"]),
    ("pt", PORTUGUESE, "O Brasil falou com Silva em Sao Paulo.", []),
    ("pt", PORTUGUESE, "Segundo Maria Silva, policiais falaram.", []),
    ("pt", PORTUGUESE, "A EU falou.", ["EU"]),
    ("pt", PORTUGUESE, "Maria Santos falou.", ["Santos"]),
    ("es", SPANISH, "Sánchez viajó a Malaga.", []),
    ("es", SPANISH, "El Gobierno de Sánchez habló con Díaz.", []),
    ("es", SPANISH, "Pedro Díaz habló.", ["Pedro Díaz"]),
    ("es", SPANISH, "Barcelona ganó a Rajoy.", ["Barcelona", "Rajoy"]),
    ("de", GERMAN, "Die Hochwasserhilfe für das Ahrtal kommt aus Mainz.", []),
    ("de", GERMAN, "Die Regierungschefin Dreyer verspricht Wiederaufbau.", []),
    ("de", GERMAN, "Frankreich und Paris helfen.", ["Frankreich", "Paris"]),
    ("de", GERMAN, "Der Minister Öztürkoglu hilft.", ["Öztürkoglu"]),
    ("ru", RUSSIAN, "Путина встретила Меркель, Украина обсудила это.", []),
    ("ru", RUSSIAN, "Вчера приехал Байден.", ["Байден"]),
]


@pytest.mark.parametrize(("language", "source", "statement", "expected"), OTHERS)
def test_other_languages(language: str, source: str, statement: str, expected: list[str]) -> None:
    assert flagged(source, statement, language) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Germany will rebuild the valley, the Federal Court of Justice and the FCJ in Munich said.", []),
        ("Malu Dreyer spoke in Mainz.", []),
        ("Sinwar spoke.", ["Sinwar"]),
        ("Malu Dreyr spoke.", ["Dreyr"]),
    ],
)
def test_in_a_translation_words_and_countries_are_the_translators(statement: str, expected: list[str]) -> None:
    assert flagged(GERMAN, statement, "en", "de") == expected


def test_names_in_another_script_are_left_alone() -> None:
    assert flagged("习近平在北京会见了法国总统马克龙。", "Xi Jinping met Emmanuel Macron.", "en", "zh") == []


def test_a_name_without_capitals_stands_or_not() -> None:
    source = "习近平在北京会见了法国总统马克龙。"
    assert flagged(source, "法国总统马克龙", "zh", whole=True) == []
    assert flagged(source, "拜登", "zh", whole=True) == ["拜登"]


FOREIGN = ["Brazil", "Toyota", "Okafor", "Nguyen", "NATO", "Kowalski", "Madrid", "Ukraine", "Microsoft", "BBC"]
PLACES = [
    "{} signed the pact in Skelm.",
    "Lund signed, and {} agreed.",
    "The mayor of {} signed.",
    "Lund said: {} will sign.",
    "It was signed in {}",
    "“{} will sign,” Lund said.",
    "{}'s mayor signed.",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_name_is_flagged_wherever_it_stands(name: str, place: str) -> None:
    assert [f.replace("'s", "") for f in flagged(NEWS, place.format(name))] == [name]


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_any_text_can_be_checked(statement: str, source: str) -> None:
    for flaw in check_names(statement, index("a " + source), language="en"):
        assert 0 <= flaw.start < flaw.end <= len(statement)


@given(st.sampled_from(["en", "de", "fr", "und"]), st.text(min_size=1, max_size=200))
def test_a_text_has_its_own_names(language: str, text: str) -> None:
    text = "a " + text
    assert check_names(text, index(text, language), language=language) == []
