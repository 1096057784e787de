"""The words by which news says what a figure counts, in English, German, French and Spanish."""

import re
from functools import lru_cache

__all__ = ["ONLY", "marks", "topics"]

_TOPICS = {
    "dead": r"kill\w*|dead|died|dies|deaths?|fatalit\w+|bod(?:y|ies)|toll|perish\w*|lives|victims?|claimed|"
    r"getötet|tot[en]*|tödlich|ums Leben|Todesopfer|mort[se]?|tué\w*|décès|muert\w+|fallecid\w+",
    "injured": r"injur\w+|wound\w+|hurt|hospitali[sz]ed|verletzt\w*|bless\w+|herid\w+",
    "missing": r"missing|unaccounted|vermisst\w*|disparu\w*|desaparecid\w+",
    "rescued": r"rescued|freed|brought to (?:the surface|safety)|pulled (?:out|from)|saved|survivors?|gerettet\w*|"
    r"in Sicherheit|ins Freie|sauvé\w*|rescatad\w+",
    "arrested": r"arrest\w*|detain\w*|custody|festgenommen\w*|interpell\w+|detenid\w+",
    "charged": r"charged|indict\w+|angeklagt\w*|inculp\w+|imputad\w+",
    "evacuated": r"evacuat\w+|evacuees|shelters?|displaced|homeless|flee\w*|fled|évacu\w+|evacuad\w+|evakuiert\w*|"
    r"Häuser verlassen",
    "sick": r"infect\w+|cases?|fallen ill|sicken\w*|patients?|outbreak|tested positive|erkrankt\w*|Infektionen|"
    r"malades?|contagi\w+|enferm\w+",
    "taken": r"abduct\w*|kidnap\w*|hostages?|seized|captives?|captors|entführt\w*|Geiseln?|otages?|enlev\w+|"
    r"secuestr\w+|rehenes",
    "strikers": r"on strike|strikers?|walked out|downed tools|stoppage|grévistes?|cessé le travail|en grève|"
    r"huelguistas?|streik\w*|Ausstand",
    "unemployed": r"unemploy\w*|jobless\w*|out of work|arbeitslos\w*|chôm\w+|parad[oa]s?|desempl\w+",
    "records": r"accounts|records|files|data|personal details|Datensätze|Konten|comptes|données|datos|cuentas",
    "doses": r"vaccin\w+|doses?|shots?|jabs?|injections?|immuni[sz]ed|geimpft\w*|vacun\w+",
    "jobs": r"jobs?|posts|positions|layoffs?|lay off|redundanc\w+|workforce|Stellen|Arbeitsplätze|emplois|empleos|"
    r"puestos",
    "turnout": r"turnout|participation|taken part in the vote|Wahlbeteiligung|Beteiligung|participación",
    "truce": r"truce|ceasefire|cease-fire|fall silent|silence the guns|Waffenruhe|trêve|cessez-le-feu|tregua",
    "tickets": r"tickets?|Karten|billets|entradas",
    "snow": r"snow\w*|Schnee|neige|nieve",
    "speed": r"speed|travelling at|going at|doing|clocked|Tempo|Geschwindigkeit|vitesse|velocidad",
    "crowd": r"march\w*|protest\w*|rall(?:y|ied)|demonstrat\w+|crowds?|Demonstrant\w+|manifest\w+|"
    r"took to the streets",
    "visitors": r"visitors?|attendance|attract\w*|drew|spectators?|Besucher\w*|visiteurs|visitantes",
    "homes": r"homes?|houses?|buildings?|dwellings?|Häuser|Gebäude|maisons|viviendas|casas",
    "households": r"without power|without electricity|ohne Strom|households|Haushalte|sans électricité|sin luz|"
    r"sin agua|sin suministro|outage|customers",
    "vehicles": r"recall\w*|vehicles|cars|vans",
    "flights": r"flights?|departures|planes",
    "aboard": r"passengers?|aboard|on board|crew",
    "firefighters": r"firefighters?|pompiers|soldats du feu|Feuerwehrleute|bomberos|brigade",
    "inhabitants": r"inhabitants|residents|population|people (?:now )?live|census|Einwohner|habitants|habitantes",
    "children": r"children|minors|under 18|under-18s|Kinder|enfants|niños|menores",
    "burned": r"burn\w*|blacken\w*|scorch\w*|charred|verbrannt\w*|brûlé\w*|parcouru|dévoré|quemad\w+|arrasad\w+",
    "price": r"a share|per share|offer|bid|share price|je Aktie|par action|por acción",
    "worth": r"market (?:value|capitali[sz]ation)|valu(?:es|ed|ing|ation)|market cap|prices? online|"
    r"capitali[sz]ation|worth|loot|haul|butin|Beute|botín|valeur",
    "profit": r"profits?|earnings|earned|Gewinn\w*|bénéfice\w*|beneficio\w*|ganancia\w*",
    "loss": r"loss(?:es)?|lost|Verlust\w*|perte\w*|pérdida\w*",
    "revenue": r"revenues?|sales|turnover|took in|Umsatz\w*|chiffre d'affaires|ventas|ingresos",
    "damage": r"damages?|Schaden|Schäden|dégâts|daños",
    "settlement": r"settle\w*|settlement|fine[ds]?|compensation|penalt(?:y|ies)|Strafe|amende|multa",
    "funding": r"funding|federal money|budget|grants?|invest(?:s|ed|ing|ments?|ors?)?|fund|kostet|costs?|Sanierung|"
    r"financ\w+|coût\w*|coste",
    "vote": r"ballots?|votes?|poll(?:ed|ing)?|Stimmen|voix|votos",
    "growth": r"growth|grew|expand\w*|economy|GDP|Wachstum|croissance|crecimiento",
    "inflation": r"inflation|consumer prices|Inflation|inflación",
    "risk": r"risk|less likely|more likely|reduction",
    "sentence": r"sentenced|prison|jail\w*|behind bars|Haft|Gefängnis|prisión|cárcel",
    "custody": r"held for|in custody|remand\w*|Untersuchungshaft",
    "deliberation": r"deliberat\w+|jur(?:y|ors)",
    "depth": r"depth|deep|seabed|below|metres down|Tiefe|profondeur|profundidad",
    "start": r"launch\w*|lift off|lift-off|blast off|take off|take effect|starts?|startet|begins?|opens?|reopens?|"
    r"resumes?|due|deadline|scheduled|down for|held on|first day|until|again|bis|wieder|eröffnet|"
    r"beginnt|début|comienza|empieza",
}  # fmt: skip
ONLY = {"deliberation": "time", "custody": "time", "sentence": "time", "depth": "length"}
"""Topics that tell what figures of one dimension count, and no others."""
_MARKS = {
    "past": r"last year|year ago|year earlier|months ago|weeks? (?:ago|after|earlier|before)|previous(?:ly)?|outgoing|"
    r"the year before|before that|memories of|in 19\d\d|had (?:held|attracted|won|been)|vor einem Jahr|"
    r"Vorjahr\w*|bisherig\w*|l'an dernier|el año pasado|hace un año|twelve months|in 20\d\d",
    "suspected": r"suspected|probable|symptoms|presumed|Verdacht\w*|suspects?|presunt\w+",
    "capacity": r"room for|capacity|can hold|built for|designed for|beds|seats|Platz für|capacité|plazas",
    "convicted": r"convict\w*|found guilty|verurteilt\w*|condamn\w+|condenad\w+",
    "forecast": r"aims? to|set out to|goal|hopes? to|pencil\w+ in|forecast\w*|economists|analysts|polled|consensus|"
    r"project(?:ed|ion)|predict\w*|target|prognos\w+|prévu\w*|previst\w*",
    "asked": r"ask(?:ed|s|ing)|sought|seek(?:s|ing)?|demand\w*|claim(?:ed|s|ing) for|request\w*|appl(?:y|ied|icants)|"
    r"faces? up to|maximum|could face|forder\w+|Forderung|réclame\w*|demandent|piden?|exige\w*",
    "offered": r"offer\w*|propos\w+|bereit|willing|ofrece\w*",
    "first": r"first (?:\w+ ){0,2}(?:dose|shot|jab|injection)|one (?:dose|shot)|erste Dosis|"
    r"première dose|primera dosis",
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


@lru_cache(maxsize=1)
def topics() -> "re.Pattern[str]":
    """Finds the words of topics; the group that matched is the topic."""
    return re.compile("|".join(rf"(?P<{name}>\b(?:{cues})\b)" for name, cues in _TOPICS.items()), re.IGNORECASE)


@lru_cache(maxsize=1)
def marks() -> "re.Pattern[str]":
    """Finds the words that make a figure one of another thing; the group that matched says which."""
    return re.compile("|".join(rf"(?P<{name}>\b(?:{cues})\b)" for name, cues in _MARKS.items()), re.IGNORECASE)
