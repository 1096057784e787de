"""Numbers of statements against their source: correct ones in another notation, and ones that the source lacks."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents.loaders.text import from_text
from summarizer.documents.source_index import Index
from summarizer.proof.checks.figures import check_figure, read_figure
from summarizer.proof.checks.numbers import check_numbers, check_value
from tests.texts import own_texts


def messages(language: str, source: str, statement: str, published: date | None = None) -> list[str]:
    document = replace(from_text(source), language=language, published=published)
    return [flaw.message for flaw in check_numbers(statement, Index((document,)), language=language)]


RIGHT = [
    ("en", "Nearly 300 school districts closed.", "The unions said nearly 300 districts closed."),
    ("en", "Around 40 fire engines came.", "It took 40 engines."),
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
    (
        "en",
        "The Bank raised its rate by 50 basis points to 4.25%.",
        "The Bank raised its rate by half a percentage point to 4.25 percent.",
    ),
    ("en", "The ferry leaves at 7.45pm.", "The ferry leaves at 19:45."),
    ("en", "at noon", "at 12 p.m."),
    ("en", "Doors open at 8 o'clock.", "Doors open at 8:00."),
    ("de", "Der Zug fährt um 14 Uhr.", "Der Zug fährt um 14:00 Uhr."),
    ("fr", "à 8 h 30", "à 8h30"),
    ("es", "a las 20:15 horas", "a las 20:15"),
    ("fr", "Le prix a augmenté de quinze pour cent.", "Le prix a augmenté de 15 %."),
    ("es", "un alza del veinte por ciento", "un alza del 20%"),
    ("de", "Das sind achtzig Prozent.", "Das sind 80 %."),
    ("fr", "soixante-dix blessés", "70 blessés"),
    ("fr", "quatre-vingts maisons", "80 maisons"),
    ("fr", "trois mille huit cents euros", "3 800 euros"),
    ("de", "neunzehn Tote", "19 Tote"),
    ("de", "drei Viertel der Wähler", "75 Prozent der Wähler"),
    ("de", "1,2 Mrd. Euro", "1,2 Milliarden Euro"),
    ("de", "350.000 Euro", "350 000 Euro"),
    ("es", "3.500 millones de euros", "3,5 mil millones de euros"),
    ("it", "12 mila euro", "12.000 euro"),
    ("pt", "45 mil pessoas", "45.000 pessoas"),
    ("pt", "R$ 2,3 bi", "R$ 2,3 bilhões"),
    ("ru", "двадцать пять человек", "25 человек"),
    ("ru", "300 тыс. человек", "300 тысяч человек"),
    ("pl", "trzydzieści osób", "30 osób"),
    ("pl", "1,5 mln osób", "1,5 miliona osób"),
    ("sv", "tjugofem personer", "25 personer"),
    ("sv", "2,5 mdr kronor", "2,5 miljarder kronor"),
    ("nl", "vijfentwintig mensen", "25 mensen"),
    ("tr", "yirmi beş kişi", "25 kişi"),
    ("fi", "kaksikymmentäviisi ihmistä", "25 ihmistä"),
    ("zh", "三百二十人死亡", "320人死亡"),
    ("zh", "1.2万人", "12000人"),
    ("ja", "25万人", "250,000人"),
    ("ko", "2만 5천 명", "25,000명"),
    ("uk", "двадцять п'ять", "25"),
    ("en", "In 2026 profit was $4.2bn, up from $3.5bn.", "Profit rose 20 percent."),
    ("en", "In 2026 profit was $4.2bn, up from $3.5bn.", "Profit rose by $700 million."),
    ("en", "Turnout was 62 per cent, against 58 per cent in 2022.", "Turnout rose 4 percentage points."),
    ("en", "Of the 30 members, 18 voted yes.", "60 percent voted yes."),
    ("en", "Of the 30 members, 18 voted yes.", "Twelve of the 30 members did not."),
    ("en", "Nearly 1,950 homes were lost.", "Almost 2,000 homes were lost."),
    ("en", "It weighs 2.48 tonnes.", "It weighs about 2.5 tonnes."),
    ("en", "some 38,600 people", "more than 38,000 people"),
    ("en", "exactly 9.7 percent", "nearly 10 percent"),
    ("en", "The hotel has seven floors and 212 rooms.", "The 7-floor hotel has 212 rooms."),
    ("en", "Born in 1960, he died in 2020.", "He died at 60."),
    ("en", "He fled 30 years ago.", "He fled three decades ago."),
    ("en", "It rose threefold.", "It tripled."),
    ("en", "Sales halved.", "Sales fell 50 percent."),
    ("en", "from 120 to 245 cases", "Cases doubled."),
    ("en", "Interstate 95 was closed after 14 cars crashed.", "Interstate 95 was closed."),
    ("en", "Apollo 13 launched in 1970.", "Apollo 13 was launched in 1970."),
    ("en", "Chapter 11 protection", "It filed for Chapter 11."),
    ("en", "the iPhone 15 costs $799", "An iPhone 15 is $799."),
    ("en", "COVID-19 killed 40 people", "COVID-19 killed 40."),
    ("en", "Real won 4-1 on aggregate.", "Real won 4–1."),
    ("en", "The vote was 52 to 48.", "The vote was 52-48."),
    ("en", "The Senate voted 52-48.", "The Senate voted 52 to 48."),
    ("en", "a 500-metre fall", "a fall of 500 metres"),
    ("en", "-40°F", "minus 40 degrees Fahrenheit"),
    ("en", "12 °C", "12C"),
    ("en", "Temperatures fell to minus 15C.", "It was minus 15 degrees."),
    ("en", "10,000 sq km", "10,000 square kilometres"),
    ("en", "2,000 sq m", "0.2 hectares"),
    ("en", "a six-month ban", "a ban of half a year"),
    ("en", "48 hours", "two days; 2 days"),
    ("en", "72-hour truce", "3-day truce"),
    ("en", "90 days", "90-day"),
    ("en", "¥5 billion", "5 billion yen"),
    ("en", "£1.2m", "1.2 million pounds"),
    ("en", "C$30", "30 Canadian dollars"),
    ("en", "5,000 rupees", "Rs 5,000"),
    ("en", "$1,500", "1,500 dollars"),
    ("en", "20 cents", "$0.20"),
    ("en", "two thirds of voters", "67% of voters"),
    ("en", "one in five adults", "20 percent of adults"),
    ("en", "9 out of 10 dentists", "90% of dentists"),
    ("en", "more than half, 54 percent", "54%"),
    ("en", "hundreds of people", "hundreds"),
    ("en", "some 3,400 people", "thousands of people"),
    ("en", "the 3rd and 4th of May", "on May 3 and 4"),
    ("en", "May 3", "3 May"),
    ("en", "on 3 May 2024", "on May 3, 2024"),
    ("en", "11 September 2001", "9/11 attacks; 2001"),
    ("en", "Boeing 737-800", "a Boeing 737-800"),
    ("en", "the 50-year-old mayor", "The mayor, 50, resigned."),
    ("en", "a two-year-old girl", "a girl aged two"),
    ("en", "up to 30 people", "30 people"),
    ("en", "between 20 and 30 people", "20 to 30 people"),
    ("en", "$3 to $4 million", "$3 million"),
    ("en", "Growth slowed to 0.3%.", "Growth slowed to 0.3 percent from a year ago."),
    ("en", "10m people", "10 million people"),
    ("en", "a 1,000-bed hospital", "a hospital with 1,000 beds"),
    ("en", "ten million euros", "€10m"),
    ("en", "the 1960s and 70s", "the 1970s"),
    ("en", "he scored twice", "he scored two goals"),
    ("en", "a dozen boats", "12 boats"),
    ("en", "two dozen boats", "24 boats"),
    ("en", "1.5 litres", "1,500 ml"),
    ("en", "nineteen eighty-four people", "84 people"),
    ("fr", "quatre-vingt-onze morts", "91 morts"),
    ("fr", "mille deux cents élèves", "1 200 élèves"),
    ("fr", "un demi-million de personnes", "500 000 personnes"),
    ("fr", "deux millions et demi d'euros", "2,5 millions d'euros"),
    ("fr", "Septante personnes", "70 personnes"),
    ("de", "Hundertzwanzig Menschen", "120 Menschen"),
    ("de", "eine Viertelmillion Euro", "250.000 Euro"),
    ("de", "anderthalb Stunden", "1,5 Stunden"),
    ("de", "rund zwei Dutzend Menschen", "24 Menschen"),
    ("de", "ein Dutzend Boote", "12 Boote"),
    ("de", "36-stündiger Streik", "ein Streik von 36 Stunden"),
    ("de", "20-jährige Frau", "eine Frau, 20 Jahre alt"),
    ("de", "-3 Grad", "minus 3 Grad"),
    ("de", "2,5 Mio. Euro", "2.500.000 Euro"),
    ("es", "ciento veinte personas", "120 personas"),
    ("es", "dos docenas", "24"),
    ("es", "tres cuartos", "75%"),
    ("it", "centoventi persone", "120 persone"),
    ("it", "trecentomila euro", "300.000 euro"),
    ("it", "mezzo milione", "500.000"),
    ("it", "due milioni e mezzo", "2,5 milioni"),
    ("nl", "een kwart van de mensen", "25 procent van de mensen"),
    ("nl", "tweeënhalf miljoen", "2,5 miljoen"),
    ("nl", "honderdtwintig", "120"),
    ("pt", "meio milhão", "500 mil"),
    ("pt", "cento e vinte", "120"),
    ("sv", "hundratjugo", "120"),
    ("sv", "en halv miljon", "500 000"),
    ("da", "en halv million", "500.000"),
    ("en", "the two-hundred-year-old oak", "the 200-year-old oak"),
    ("en", "twenty-five hundred people", "2,500 people"),
    ("en", "a hundred and fifty", "150"),
    ("en", "one hundred fifty", "150"),
    ("en", "half a dozen", "six boats; 6"),
    ("en", "a quarter of a million", "250,000"),
    ("en", "three and a half million", "3.5 million"),
    ("en", "zero deaths", "0 deaths"),
    ("en", "a couple of boats", "two boats"),
    ("en", "5 p.m. EDT", "5pm EDT"),
    ("en", "at 5:00 p.m.", "at 5 pm"),
    ("fr", "14 h", "14h00"),
    ("de", "8 Uhr", "8.00 Uhr"),
    ("fr", "8h", "8 h"),
    ("en", "twenty-second birthday", "22nd birthday"),
    ("en", "the 100th day", "the hundredth day"),
    ("en", "a 3.5-magnitude quake", "magnitude 3.5"),
    ("en", "MH370 had 239", "Flight MH370"),
    ("en", "40-42 Main Street", "at 40-42 Main Street"),
    ("en", "1.5 °C", "1.5 degrees"),
    ("en", "ISO 9001", "ISO 9001"),
    ("en", "Windows 11 costs $99", "Windows 11"),
    ("en", "pp. 12-15", "pages 12 to 15"),
    ("en", "Rs 50 crore", "500 million rupees"),
    ("en", "$1.2 trillion", "$1,200 billion"),
    ("en", "£2,300-a-month", "£2,300 a month"),
    ("en", "27%-29%", "27 to 29 percent"),
    ("en", "60mph", "60 miles per hour"),
    ("en", "100km/h", "100 kilometres an hour"),
    ("en", "3,000ft", "3,000 feet"),
    ("en", "12 MW", "12 megawatts"),
    ("en", "5GW", "5,000 MW"),
    ("en", "24/7 service", "24/7"),
    ("en", "two-to-one majority", "2-1 majority"),
    ("en", "one in ten", "10 percent"),
    ("en", "first-quarter profit", "first quarter"),
    ("en", "a 10-point plan", "10 points"),
    ("en", "nil", "0"),
    ("en", "He was jailed for 15 years and three months.", "15 years and 3 months"),
    ("en", "three-quarters", "75 per cent"),
    ("en", "a 4x increase", "fourfold"),
    ("en", "four times as many", "quadrupled"),
    ("en", "twice as many", "doubled"),
    ("en", "rose by a factor of three", "tripled"),
    ("zh", "百分之三十", "30%"),
    ("zh", "两千人", "2000人"),
    ("ja", "30パーセント", "30%"),
    ("ja", "午後5時", "17:00"),
    ("ko", "30퍼센트", "30%"),
    ("ru", "на 15 процентов", "на 15%"),
    ("ru", "тысяча человек", "1000 человек"),
    ("ru", "полторы тысячи", "1500"),
    ("tr", "yüzde 15", "%15"),
    ("pl", "półtora miliona", "1,5 mln"),
    ("fi", "puolitoista miljoonaa", "1,5 miljoonaa"),
    ("hu", "2 millió forint", "2000000 forint"),
    ("uk", "півмільйона", "500 тис."),
    ("no", "halvannen million", "1,5 millioner"),
    ("no", "2 mrd. kroner", "2 milliarder kroner"),
    ("cs", "1,5 mld. korun", "1,5 miliardy korun"),
    ("ro", "1,5 mld. lei", "1,5 miliarde de lei"),
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
    ("en", "Flight 370 vanished with 239 people.", "Flight 370 vanished with 370 people."),
    ("en", "On Route 66 nine cars crashed.", "On Route 66 sixty-six cars crashed."),
    ("en", "Gate 12 closed; 300 people waited.", "12 people waited."),
    ("en", "Section 230 was cited by 5 judges.", "Section 320 was cited."),
    ("en", "He paid $40 for 3 tickets.", "He paid $37."),
    ("en", "It rose 12 percent in 4 months.", "It rose 16 percent."),
    ("en", "about 3,200 people", "about 3,300 people"),
    ("en", "Around 55 boats", "Around 56 boats"),
    ("en", "Sales tripled.", "Sales doubled."),
    ("en", "Hundreds fled.", "Millions fled."),
    ("en", "no more than 30 days", "at least 30 days"),
    ("en", "over 100 people", "fewer than 100 people"),
    ("en", "minus 12 degrees", "12 degrees"),
    ("en", "inflation of -0.5%", "inflation of 0.5%"),
    ("en", "a 30-mile road", "a 30-kilometre road"),
    ("en", "12 weeks", "12 months"),
    ("en", "£300", "$300"),
    ("en", "3 million tonnes", "3 billion tonnes"),
    ("en", "It began at 7.15 a.m.", "It began at 7.15 p.m."),
    ("en", "It began at 19:15.", "It began at 19:45."),
    ("es", "3 millones de euros", "3 mil millones de euros"),
    ("fr", "3 milliards de dollars", "3 millions de dollars"),
    ("de", "3 Mrd. Euro", "3 Mio. Euro"),
    ("fr", "soixante-dix blessés", "soixante blessés"),
    ("de", "neunzehn Tote", "neunzig Tote"),
    ("it", "venti persone", "trenta persone"),
    ("pl", "trzydzieści osób", "40 osób"),
    ("ru", "двадцать пять человек", "35 человек"),
    ("zh", "三百人", "五百人"),
    ("zh", "1.2万人", "1.2亿人"),
    ("ja", "25万人", "25億人"),
    ("ko", "2만 명", "2억 명"),
    ("nl", "25 miljoen", "25 miljard"),
    ("pt", "R$ 3 milhões", "R$ 3 bilhões"),
    ("en", "Real won 4-1.", "Real won 4-2."),
    ("en", "a 50-year-old man", "a 52-year-old man"),
    ("en", "in March 2019", "in March 2018"),
    ("en", "Profit rose 5%.", "Profit rose 15%."),
    ("de", "Am 12. März kamen die Gäste", "12 Gäste kamen"),
    ("fr", "le 8 mai, trois hommes", "8 hommes"),
    ("es", "el 14 de mayo hubo 3 heridos", "14 heridos"),
    ("en", "On May 14 three were hurt", "14 people were hurt"),
    ("en", "Profit rose 5% to $3m.", "Profit rose $5m."),
    ("en", "quarterly growth quadrupled", "growth doubled"),
    ("de", "Der Umsatz hat sich verdoppelt.", "Der Umsatz hat sich verdreifacht."),
    ("fr", "Le chiffre a triplé.", "Le chiffre a doublé."),
    ("es", "Las ventas se duplicaron.", "Las ventas se triplicaron."),
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


@pytest.mark.parametrize(
    ("language", "source", "statement", "flagged"),
    [
        ("pl", "Zginęło pięciu żołnierzy.", "Zginęło 5 żołnierzy.", False),
        ("pl", "Zginęło pięciu żołnierzy.", "Zginęło 9 żołnierzy.", True),
        ("ru", "Погибли около двадцати человек.", "Погибли 20 человек.", False),
        ("ru", "Погибли около двадцати человек.", "Погибли 40 человек.", True),
        ("fi", "Viiden ihmisen ryhmä.", "5 ihmistä.", False),
        ("el", "Πέντε άνθρωποι πέθαναν.", "5 άνθρωποι πέθαναν.", False),
        ("el", "Πέντε άνθρωποι πέθαναν.", "512 άνθρωποι πέθαναν.", True),
        ("und", "Fünf tot.", "5 tot.", False),
    ],
)
def test_what_may_be_told_in_an_unread_word_is_not_flagged(
    language: str, source: str, statement: str, flagged: bool
) -> None:
    assert bool(messages(language, source, statement)) is flagged


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
    assert [flaw for text in index.texts.values() for flaw in check_numbers(text, index, language=language)] == []


def test_no_sentence_contradicts_its_own_article() -> None:
    assert contradicted(own_texts()) == []


@pytest.mark.slow
def test_no_sentence_contradicts_its_own_article_among_many(volume: Path) -> None:
    rows = (volume / "data" / "faithfulness" / "responses.jsonl").read_text(encoding="utf-8").splitlines()
    pages = json.loads((volume / "data" / "pages" / "aeb_ground_truth.json").read_text(encoding="utf-8"))
    texts = {json.loads(row)["article"] for row in rows} | {page["articleBody"] for page in pages.values()}
    assert contradicted(texts) == []


def contradicted(texts: Iterable[str]) -> list[str]:
    """The sentences of ``texts`` in which the check finds a number that their own article does not have."""
    indices = (Index((from_text(text),)) for text in texts)
    return [
        sentence
        for index in indices
        for sentence in index.texts.values()
        if check_numbers(sentence, index, language=index.language)
    ]


def test_a_strong_models_numbers_stand(volume: Path) -> None:
    replies = json.loads((volume / "data" / "frontier" / "replies.json").read_text(encoding="utf-8"))
    checked = 0
    for name, reply in replies.items():
        article = volume / "data" / "frontier" / f"{name}.txt"
        if not article.exists():
            continue
        index = Index((from_text(article.read_text(encoding="utf-8")),))
        for item in [reply["headline"], *reply["claims"], *reply["actors"]]:
            for text in (item.get("text"), item.get("role")):
                checked += 1
                assert text is None or check_numbers(text, index, language=index.language) == []
        for figure in reply["numbers"]:
            checked += 1
            assert check_figure(figure["text"], figure["counts"], index, language=index.language) == []
            assert read_figure(figure["text"], figure["counts"], index, figure["cites"]) is not None
    assert checked > 100
