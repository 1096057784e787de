"""The figures of an article as they can be compared with another's: in one unit, with the values that their words allow.

What a figure counts is told by topics (the dead, the injured, the price of a share: what news counts, in four
languages), by the words around it, and by marks that make it another thing (a forecast, last year's). It stands for the
values that its words allow: "more than 2,300", "1.3 billion", "nearly 700".
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..facts.context import around, profile
from ..facts.dates import dates
from ..facts.index import Index
from ..facts.quantities import Bound, Quantity

__all__ = ["Figure", "agree", "allows", "figures", "likeness"]


REACH = 1.67
"""How far above "at least" or below "at most" another figure may be and still be meant by it."""
ABOUT = 0.06
"""How far "about" reaches."""


class Figure(NamedTuple):
    """A figure of the sentence ``sentence`` at ``[start, end)`` of its text. ``low`` and ``high``: what it allows.

    ``near``: the topics beside it; ``topics``: also those of its sentence that are nearer to no other such figure.
    """

    sentence: str
    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    dimension: str
    bound: Bound
    near: frozenset[str]
    topics: frozenset[str]
    marks: frozenset[str]
    words: dict[str, float]


_TOPICS = {
    "dead": r"kill\w*|dead|died|dies|deaths?|fatalit\w+|bod(?:y|ies)|toll|perish\w*|lost their lives|victims?|getötet|tot[en]*|tödlich|ums Leben|Todesopfer|mort[se]?|tué\w*|décès|muert\w+|fallecid\w+",
    "injured": r"injur\w+|wound\w+|hurt|hospitali[sz]ed|verletzt\w*|bless\w+|herid\w+",
    "missing": r"missing|unaccounted|vermisst\w*|disparu\w*|desaparecid\w+",
    "rescued": r"rescued|freed|brought to (?:the surface|safety)|pulled (?:out|from)|saved|survivors?|gerettet\w*|in Sicherheit|ins Freie|sauvé\w*|rescatad\w+",
    "arrested": r"arrest\w*|detain\w*|custody|festgenommen\w*|interpell\w+|detenid\w+",
    "charged": r"charged|indict\w+|angeklagt\w*|inculp\w+|imputad\w+",
    "evacuated": r"evacuat\w+|evacuees|shelters?|displaced|homeless|flee\w*|fled|évacu\w+|evacuad\w+|evakuiert\w*|Häuser verlassen",
    "sick": r"infect\w+|cases?|fallen ill|sicken\w*|patients?|outbreak|tested positive|erkrankt\w*|Infektionen|malades?|contagi\w+|enferm\w+",
    "doses": r"vaccin\w+|doses?|shots?|jabs?|injections?|immuni[sz]ed|geimpft\w*|vacun\w+",
    "jobs": r"jobs?|posts|positions|layoffs?|lay off|redundanc\w+|workforce|Stellen|Arbeitsplätze|emplois|empleos|puestos",
    "crowd": r"turnout|march\w*|protest\w*|rall(?:y|ied)|demonstrat\w+|crowds?|Demonstrant\w+|manifest\w+|took to the streets",
    "visitors": r"visitors?|attendance|attract\w*|drew|spectators?|Besucher\w*|visiteurs|visitantes",
    "homes": r"homes?|houses?|buildings?|dwellings?|Häuser|Gebäude|maisons|viviendas|casas",
    "households": r"without power|without electricity|ohne Strom|households|Haushalte|sans électricité|sin luz|sin agua|sin suministro|outage|customers",
    "vehicles": r"recall\w*|vehicles|cars|vans",
    "flights": r"flights?|departures|planes",
    "aboard": r"passengers?|aboard|on board|crew",
    "firefighters": r"firefighters?|pompiers|soldats du feu|Feuerwehrleute|bomberos|brigade",
    "inhabitants": r"inhabitants|residents|population|people (?:now )?live|census|Einwohner|habitants|habitantes",
    "children": r"children|minors|under 18|under-18s|Kinder|enfants|niños|menores",
    "burned": r"burn\w*|blacken\w*|scorch\w*|charred|verbrannt\w*|brûlé\w*|parcouru|dévoré|quemad\w+|arrasad\w+",
    "magnitude": r"magnitude|earthquake|quake|tremor|Richter|Stärke|séisme|terremoto|sismo",
    "price": r"a share|per share|offer|bid|share price|je Aktie|par action|por acción",
    "worth": r"market (?:value|capitali[sz]ation)|valu(?:es|ed|ing|ation)|market cap|prices? online|capitali[sz]ation|worth",
    "profit": r"profits?|earnings|earned|Gewinn\w*|bénéfice\w*|beneficio\w*|ganancia\w*",
    "loss": r"loss(?:es)?|lost|Verlust\w*|perte\w*|pérdida\w*",
    "revenue": r"revenues?|sales|turnover|took in|Umsatz\w*|chiffre d'affaires|ventas|ingresos",
    "damage": r"damages?|Schaden|Schäden|dégâts|daños",
    "settlement": r"settle\w*|settlement|fine[ds]?|compensation|penalt(?:y|ies)|Strafe|amende|multa",
    "funding": r"funding|federal money|budget|grants?|invest\w*|fund|kostet|cost[s]?|Sanierung|financ\w+|coût\w*|coste",
    "vote": r"ballots?|votes?|poll(?:ed|ing)?|Stimmen|voix|votos",
    "growth": r"growth|grew|expand\w*|economy|GDP|Wachstum|croissance|crecimiento",
    "inflation": r"inflation|consumer prices|Inflation|inflación",
    "risk": r"risk|less likely|more likely|reduction",
    "sentence": r"sentenced|prison|jail\w*|behind bars|Haft|Gefängnis|prisión|cárcel",
    "custody": r"held for|in custody|remand\w*|Untersuchungshaft",
    "deliberation": r"deliberat\w+|jur(?:y|ors)",
    "depth": r"depth|deep|seabed|below|metres down|Tiefe|profondeur|profundidad",
    "start": r"launch\w*|lift off|lift-off|blast off|take off|take effect|starts?|startet|begins?|opens?|reopens?|resumes?|due|deadline|scheduled|down for|held on|eröffnet|beginnt|début|comienza|empieza",
}  # fmt: skip
_ONLY = {"deliberation": "time", "custody": "time", "sentence": "time", "depth": "length", "magnitude": "number"}
"""Topics that tell what figures of one dimension count, and no others."""
_MARKS = {
    "past": r"last year|year ago|year earlier|months ago|weeks? (?:ago|after|earlier|before)|previous(?:ly)?|outgoing|"
    r"the year before|before that|had (?:held|attracted|won|been)|vor einem Jahr|Vorjahr\w*|bisherig\w*|"
    r"l'an dernier|el año pasado|hace un año|twelve months|in 20\d\d",
    "forecast": r"pencil\w+ in|forecast\w*|economists|analysts|polled|consensus|project(?:ed|ion)|predict\w*|target|"
    r"prognos\w+|prévu\w*|previst\w*",
    "asked": r"ask(?:ed|s|ing)|sought|seek(?:s|ing)?|demand\w*|claim(?:ed|s|ing) for|request\w*|appl(?:y|ied|icants)|"
    r"faces? up to|maximum|could face|forder\w+|Forderung|réclame\w*|demandent|piden?|exige\w*",
    "offered": r"offer\w*|propos\w+|bereit|willing|ofrece\w*",
    "first": r"first (?:\w+ ){0,2}(?:dose|shot|jab|injection)|one (?:dose|shot)|erste Dosis|première dose|primera dosis",
    "full": r"fully|both doses|two doses|two injections|second dose|vollständig|completamente",
    "women": r"women|female|girls|Frauen|femmes|mujeres",
    "men": r"men|male|boys|Männer|hommes|hombres",
    "mean": r"average|mean|Durchschnitt\w*|moyenne|promedio",
    "median": r"median|half of all",
    "all": r"in all|including|included|altogether|combined|insgesamt|au total|en total|suman|all competitions",
    "kept": r"in hospital|kept in|overnight|intensive care|being treated|remain\w*|stationär|hospitalisé\w*",
    "new": r"another|further|additional|new (?:cases|infections|deaths)|were added|one more|weitere|nouveaux|nuevos",
    "national": r"nationwide|across the country|national(?:ly)?|provinces|countrywide|landesweit|bundesweit|"
    r"dans le pays|en todo el país",
    "local": r"the capital|in the city|citywide|in der Stadt|dans la ville|en la ciudad",
}
"""Words that make a figure one of another thing than a figure without them."""
_LENGTHS = {
    "km": 1000.0,
    "m": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "mile": 1609.34,
    "foot": 0.3048,
    "inch": 0.0254,
    "yard": 0.9144,
}
_TIMES = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
_MASSES = {"kg": 1.0, "tonne": 1000.0, "gram": 0.001, "mg": 1e-6, "pound": 0.4536, "ounce": 0.02835}
_AREAS = {"hectare": 1.0, "acre": 0.4047}
_SPEEDS = {"km/h": 1.0, "mph": 1.609, "knot": 1.852}
_BASES = {
    unit: (name, factor)
    for name, table in (("length", _LENGTHS), ("time", _TIMES), ("mass", _MASSES), ("area", _AREAS), ("speed", _SPEEDS))
    for unit, factor in table.items()
}
_CLAUSE = re.compile(r"[,;:()–—]|\s(?:and|while|but|with|of which|after|und|während|et|y|mientras)\s")


@lru_cache(maxsize=1)
def _topics() -> "re.Pattern[str]":
    return re.compile("|".join(rf"(?P<{name}>\b(?:{cues})\b)" for name, cues in _TOPICS.items()), re.IGNORECASE)


@lru_cache(maxsize=1)
def _marks() -> "re.Pattern[str]":
    return re.compile("|".join(rf"(?P<{name}>\b(?:{cues})\b)" for name, cues in _MARKS.items()), re.IGNORECASE)


def figures(index: Index, document: str) -> Iterator[Figure]:
    """The figures of one document's news that can be compared: counts, shares, money, measures, days."""
    for i in index.body:
        place, _ = index.places[i]
        if place.id != document:
            continue
        yield from _with_topics(index, i, list(_told(index.texts[i], index.quantities[i], place.published)))


class _Plain(NamedTuple):
    """A figure before anybody asks what it counts."""

    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    dimension: str
    bound: Bound


def _told(text: str, found: tuple[Quantity, ...], published: date | None) -> Iterator[_Plain]:
    skip = None
    ages = [m.span() for m in _AGES.finditer(text)]
    for q, after in zip(found, [*found[1:], None], strict=False):
        if q is skip or any(a <= q.start < b for a, b in ages):
            continue
        if after is not None and _IN.fullmatch(text, q.end, after.start) and after.values[0] > q.values[0] > 0:
            share = 100 * q.values[0] / after.values[0]  # one in eight
            skip = after
            yield _Plain(q.start, after.end, text[q.start : after.end], share, share, share, "percent", q.bound)
            continue
        based = _based(q)
        if based is not None:
            dimension, value, unit = based
            yield _Plain(q.start, q.end, q.text, value, *_allowed(q, value, unit), dimension, q.bound)
    for dated in dates(text, published):
        begin, end = dated.readings[0]
        if begin == end and re.search(r"\d", dated.text):
            day = float(begin.toordinal())
            yield _Plain(dated.start, dated.end, dated.text, day, day, day, "day", "exact")


_AGES = re.compile(
    r"\b(?:are|is|were|was|those|all|anyone|aged|people|children)\s(?:under|over|aged)\s\d+", re.IGNORECASE
)
_IN = re.compile(r"\s(?:[^\W\d]+\s)?(?:in|out of)\s(?:every\s)?")
_OF = re.compile(r"\s(?:of|out of|der|des|de los|de las|sur les)\s(?:the\s|its\s|those\s|all\s)?")


def _with_topics(index: Index, i: str, found: list[_Plain]) -> Iterator[Figure]:
    """The figures of one sentence with the topics that belong to each."""
    text, language = index.texts[i], index.places[i][0].language
    marks = frozenset(m.lastgroup or "" for m in _marks().finditer(text))
    near: list[list[tuple[int, str]]] = [[] for _ in found]
    owned: list[set[str]] = [set() for _ in found]
    for match in _topics().finditer(text):
        far = [_distance(text, match, f) for f in found]
        topic = match.lastgroup or ""
        for n, f in enumerate(found):
            if _ONLY.get(topic, f.dimension) != f.dimension:
                continue
            near[n].append((far[n], topic))
            if far[n] <= min(d for d, g in zip(far, found, strict=True) if g.dimension == f.dimension):
                owned[n].add(topic)
    for n, (f, after) in enumerate(zip(found, [*found[1:], None], strict=False)):
        if after is not None and _OF.fullmatch(text, f.end, after.start):
            owned[n] |= owned[n + 1]  # 40 of the 212 rescued
    words = profile(text, language)
    for n, f in enumerate(found):
        nearest = min(near[n], default=(0, ""))[0]
        beside = frozenset(topic for distance, topic in near[n] if distance <= nearest + 12)
        yield Figure(i, *f, beside, beside | owned[n], marks, around(words, f.start, f.end))


def _distance(text: str, match: "re.Match[str]", f: _Plain) -> int:
    """Code points between a topic's word and a figure; one in another clause stands farther off."""
    begin, end = (match.end(), f.start) if match.end() <= f.start else (f.end, match.start())
    if begin >= end:
        return 0
    between = text[begin:end]
    return len(between) + 45 * len(_CLAUSE.findall(between))


def _based(q: Quantity) -> tuple[str, float, float] | None:
    """The dimension of a quantity, its value in that dimension's base unit, and the factor between them."""
    value = q.values[0]
    if q.kind in {"year", "ordinal", "age"} or (q.small and q.kind == "number"):
        return None
    if q.kind == "measure":
        name, factor = _BASES.get(q.unit or "", (q.unit or "", 1.0))
        return name, value * factor, factor
    if q.kind == "money":
        return f"money {q.unit}", value, 1.0
    if q.kind == "number" and 0 < value < 1 and not re.match(r"[\d.,]+$", q.text):
        return "percent", 100 * value, 100.0  # two fifths
    return {"percent": "percent", "points": "points", "time": "clock"}.get(q.kind, "number"), value, 1.0


def _allowed(q: Quantity, value: float, factor: float) -> tuple[float, float]:
    """The values that a figure's words allow."""
    if q.bound == "at_least":
        return value, value * REACH
    if q.bound == "at_most":
        return value / REACH, value
    half = _step(q.text) * factor / 2
    if q.bound == "about":
        half = max(half, ABOUT * value)
    return value - half, value + half


def _step(told: str) -> float:
    """The step in which a figure is told: 0.1 billion of "1.3 billion", 100 of "2,300", 0 of small whole numbers."""
    digits = re.search(r"\d[\d.,  ]*", told)
    scale = next(
        (
            s
            for word, s in (
                ("illi", 1e9),
                ("milliard", 1e9),
                ("billion", 1e9),
                ("trillion", 1e12),
                ("million", 1e6),
                ("thousand", 1e3),
                ("tausend", 1e3),
            )
            if word != "illi" and word in told.lower()
        ),
        1.0,
    )
    if digits is None:
        return scale if scale > 1 else 0.0
    plain = digits[0].strip(" .,")
    decimals = re.search(r"[.,](\d{1,2})$", plain)
    if decimals:
        return scale * 10.0 ** -len(decimals[1])
    if scale > 1:
        return scale
    whole = re.sub(r"\D", "", plain)
    zeros = len(whole) - len(whole.rstrip("0"))
    return 10.0**zeros if len(whole) >= 3 and zeros >= 1 else 0.0


def likeness(a: Figure, b: Figure) -> float:
    """How alike the words around two figures are, 0 to 1, topics counting as words."""
    if not a.words or not b.words:
        return 0.0
    shared = sum(min(weight, b.words[word]) for word, weight in a.words.items() if word in b.words)
    total = min(sum(a.words.values()), sum(b.words.values()))
    return shared / total if total else 0.0


def agree(a: Figure, b: Figure) -> bool:
    """Whether the words of both allow one value."""
    return a.low <= b.high and b.low <= a.high


def allows(a: Figure, b: Figure) -> bool:
    """Whether a bound of one allows the other, however far off: "at least 17" and 40 do not contradict each other."""
    lower, upper = (a, b) if a.value < b.value else (b, a)
    return lower.bound == "at_least" or upper.bound == "at_most"
