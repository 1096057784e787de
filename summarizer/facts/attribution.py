"""Who says what: quoted and reported speech with its speaker, pronouns followed back to the last one who spoke."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from .names import names
from .tokens import fold, tokens, vocabulary

__all__ = ["QUOTATION_MARKS", "Attribution", "attributes", "attributions", "points_back", "same_speaker"]

_SAYS = frozenset(
    "said says say told tells added adds stated states warned warns insisted insists argued argues noted notes "
    "claimed claims alleged alleges denied denies announced announces reported reports reiterated explained "
    "explains confirmed confirms admitted admits acknowledged suggested suggests stressed predicted promised vowed "
    "wrote writes tweeted testified complained conceded concedes declared recalled replied asked urged estimated "
    "described called believes believe think thinks hoped hopes disputed disputes rejected rejects saying expects "
    "expect quoted assured assures pledged cautioned remarked maintained maintains contended contends asserted "
    "asserts commented responded concluded sagte sagt erklärte erklärt teilte betonte warnte kritisierte berichtete "
    "meinte bestätigte bestritt dementierte dijo dice afirmó afirma declaró señaló aseguró explicó negó advirtió "
    "anunció indicó dit déclaré déclare affirmé affirme expliqué explique indiqué indique assuré ajouté estime nié "
    "précisé begründete begründet kündigte räumte forderte fordert verwies betont warnt kritisiert berichtet "
    "schließe schließt nannte hieß äußerte ergänzte fügte bezeichnete wollte annoncé annonce dénonce dénoncé "
    "conteste contesté promis assure assurait assurent affirment rapporté rappelé rappelle reconnu souligné "
    "souligne excluent exclut précise confirmé confirme denunció denuncia prometió reconoció rechazó sostuvo "
    "informó agregó añadió insistió subrayó confirmó criticó calificó".split()
)
_ACCORDING = re.compile(r"\b(?:according to|laut|nach Angaben (?:von|der|des)|selon|d['’]après|según)\s", re.IGNORECASE)
_ACCORDING_WORDS = frozenset({"according", "laut", "angaben", "selon", "apres", "d'apres", "segun"})
"""Those as tokens fold them: a text with none of them needs no further look."""
_PRONOUN = re.compile(r"\b(?:he|she|they|er|sie|ils?|elles?|él|ella|a-t-il|a-t-elle)\b", re.IGNORECASE)
_PERSON = (
    "official|spokesman|spokeswoman|spokesperson|minister|mayor|governor|president|secretary|director|chief|judge|lawyer|"
    "coordinator|officer|researcher|scientist|doctor|leader|chairman|chairwoman|chair|coach|manager|sheriff|analyst|"
    "executive|source|prosecutor|professor|witness|Sprecher|Sprecherin|Minister|Ministerin|portavoz|ministro|porte-parole|ministre"
)
_NOUN = (
    r"(?!(?:also|had|has|have|later|then|but|and|that|which|who|what|was|were|is|are|on|in|of|it|as)\b)[a-zäöüé'’-]+"
)
_ROLE = re.compile(
    rf"\b(?P<article>the|a|an|one|two|three|some|several|der|die|das|ein|eine|el|la|le|un|une)\s(?P<noun>(?:{_NOUN}\s){{0,3}}{_NOUN})"
    rf"(?P<more>(?:,[^,]{{0,90}},)?)\s(?:(?:also|had|has|have|later|then|on|[A-Z][a-z]+day)\s){{0,3}}$",
    re.IGNORECASE,
)
_IS_PERSON = re.compile(rf"(?:{_PERSON})$")
_PLURALS = re.compile(r"\b(?P<noun>[A-Za-z][a-zé-]*(?:\s[a-z][a-zé-]+)?s|[Pp]olice)\s(?:(?:also|had|have)\s)?$")
_QUOTES = re.compile(r"[\"“„«][^\"“”„«»]{0,2000}(?:[\"”“»]|$)|(?<!\w)‘[^‘]{0,1000}?’(?!\w)")
QUOTATION_MARKS = frozenset('"“„«‘')
"""What may open a quotation."""
_WORD = re.compile(r"[\w’'-]+")
_CLAUSE = re.compile(
    r"\s(?:has|have|had|is|are|was|were|will|would|did|does|can|could|may|might|must|should|shall|hat|ist|wird|war)\b"
)
"""What stands behind the subject of a clause, and not behind a speaker."""
_NEAR = 60
"""Code points between a name and the verb of saying that it may be the subject of."""


class Attribution(NamedTuple):
    """``speaker`` says what the sentence ``sentence`` holds, by its name as the text spells it.

    ``how``: quoted, where quotation marks hold words of it. ``followed``: the sentence itself has only a pronoun, a
    role, or nothing, and the speaker is the last one before.
    """

    sentence: str
    speaker: str
    how: Literal["quoted", "reported"]
    followed: bool = False


def attributions(sentences: Iterable[tuple[str, str]]) -> Iterator[Attribution]:
    """The attributions of ``(id, text)`` of consecutive sentences of one text."""
    last: str | None = None
    quoting = False
    for sentence, text in sentences:
        inside = _quoted(text)
        quoted = any(b - a > 20 for a, b in inside)
        how: Literal["quoted", "reported"] = "quoted" if quoted else "reported"
        named, followed = _speaker(text, inside)
        if named:
            last = named
            yield Attribution(sentence, named, how)
        elif followed and last:
            yield Attribution(sentence, last, how, followed=True)
        elif last and (quoting or (quoted and inside[0][1] - inside[0][0] > 0.8 * len(text))):
            yield Attribution(sentence, last, "quoted", followed=True)
        opened = text.count("“") - text.count("”")
        goes_on = quoting and not named and not followed and "”" not in text and '"' not in text
        quoting = opened > 0 or goes_on


def _speaker(text: str, inside: list[tuple[int, int]]) -> tuple[str | None, bool]:
    """``(name or phrase, whether only a pronoun or a person's role stands there)`` of the speaker of one sentence."""
    if not _verbs(text) and not _may_accord(text):
        return None, False
    found = [(a, b) for a, b, _ in names(text) if not _within(a, inside) and fold(text[a:b]) not in _NO_NAMES]
    for match in _ACCORDING.finditer(text) if _may_accord(text) else ():
        at = match.end()
        after = next(((max(a, at), b) for a, b in found if a - at <= 12 and b > at), None)
        phrase = _PHRASE.match(text, match.end())
        apposed = phrase and next(((a, b) for a, b in found if 0 <= a - phrase.end() <= 2), None)
        if after or phrase:
            named = after or apposed  # "according to the prosecutor, Claire Aubertin"
            return (text[slice(*named)] if named else phrase[0] if phrase else None), False
    for start, end in _verbs(text):
        if _within(start, inside):
            continue
        said = _before(text, start, found, inside) or _behind(text, end, found)
        if said is not None:
            return said
    return None, False


def _before(
    text: str, verb: int, found: list[tuple[int, int]], inside: list[tuple[int, int]]
) -> tuple[str | None, bool] | None:
    """The subject in front of a verb of saying: a name with or without an apposition, a pronoun, a role."""
    name = next(
        ((a, b) for a, b in reversed(found) if b <= verb and (verb - b <= _NEAR or text[b : b + 1] == ",")), None
    )
    if name and _subject(text[name[1] : verb]):
        return text[slice(*name)], False
    pronoun = _PRONOUN.search(text, max(0, verb - 24), verb)
    if pronoun and not _within(pronoun.start(), inside) and _subject(text[pronoun.end() : verb]):
        return None, True
    start = max((b for _, b in inside if b <= verb), default=0)
    role = _ROLE.search(text, max(start, verb - 140), verb)
    if role:
        phrase = f"{role['article']} {role['noun']}"
        definite = role["article"].lower() in {"the", "der", "die", "el", "la", "le"}
        return (None, True) if definite and _IS_PERSON.search(role["noun"]) else (phrase, False)
    plural = _PLURALS.search(text, max(start, verb - 50), verb)
    return (plural["noun"], False) if plural else None


def _behind(text: str, verb: int, found: list[tuple[int, int]]) -> tuple[str | None, bool] | None:
    """The subject behind it: "said Kirby", "said the council leader, Judith Marlowe", "said she"."""
    after = next(((a, b) for a, b in found if 0 <= a - verb <= 60), None)
    if after and _CLAUSE.match(text, after[1]):  # "her lawyer says Lohan has checked in"
        return None
    if after and _inverted(text[verb : after[0]]):
        owner, end = after
        if text[owner:end].endswith(("'s", "’s")):  # "said Brightwater's director, Hanna Osei"
            after = next(((a, b) for a, b in found if end < a <= end + _NEAR and text[:a].endswith((", ", " "))), after)
        return text[slice(*after)], False
    return (None, True) if _PRONOUN.match(text, min(len(text), verb + 1)) else None


def _within(at: int, inside: list[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in inside)


def _subject(gap: str) -> bool:
    """Whether what stands between a name and a verb of saying leaves it its subject: adverbs, an apposition."""
    words = _WORD.findall(gap)
    if not words or all(w.lower() in _ADVERBS for w in words):
        return True
    return gap.startswith((",", " (")) and gap.rstrip().endswith((",", ")")) and len(words) <= 14


_NO_NAMES = frozenset(
    "he she it they we i you his her its their this that these those the a an but and dr mr mrs ms prof sir er sie "
    "es wir il elle ils él ella no yes so if as in on at when while after before montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes "
    "sábado domingo mme m".split()
)
_PHRASE = re.compile(r"(?:the|a|an|two|court|police|der|die|la|el|le)\s(?:[a-z'’-]+\s?){1,4}", re.IGNORECASE)
_ADVERBS = frozenset(
    "also later then has had have on in at a an the week monday tuesday wednesday thursday friday saturday sunday "
    "publicly repeatedly yesterday today earlier hat haben ha".split()
)


def _inverted(gap: str) -> bool:
    """Whether a name behind the verb is its subject: "said Kirby", "said the council leader, Cllr Judith Marlowe"."""
    words = _WORD.findall(gap)
    if re.search(
        r"\b(?:that|about|him|her|them|reporters|it|he|she)\b|[;:.]", gap.replace("Dr.", "").replace("Mr.", "")
    ):
        return False
    return len(words) <= 2 or (gap.rstrip().endswith((",", "Dr.", "Cllr")) and len(words) <= 6)


def attributes(sentence: str) -> bool:
    """Whether ``sentence`` quotes or reports anybody at all."""
    if _verbs(sentence) or (_may_accord(sentence) and _ACCORDING.search(sentence)):
        return True
    return bool(_quoted(sentence))


def _may_accord(text: str) -> bool:
    return not _ACCORDING_WORDS.isdisjoint(vocabulary(text))


def _quoted(text: str) -> list[tuple[int, int]]:
    """The spans of ``text`` between quotation marks, these included."""
    return [m.span() for m in _QUOTES.finditer(text)] if not QUOTATION_MARKS.isdisjoint(text) else []


@lru_cache(maxsize=1024)
def _verbs(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the verbs of saying in ``text``; a capital makes a name of one."""
    return tuple([(a, b) for a, b, _ in tokens(text) if text[a:b] in _SAYS])


def points_back(speaker: str) -> bool:
    """Whether ``speaker`` is no name but points to one told before: "the company", "the official"."""
    first, _, rest = speaker.partition(" ")
    return first.lower() in {"the", "der", "die", "das", "el", "la", "le"} and rest.islower()


def same_speaker(told: str, meant: str) -> bool:
    """Whether two names may be one speaker: a word of three letters or more in common, or an acronym."""
    (ours, acronym, _), (theirs, _, initials) = _known_by(told), _known_by(meant)
    return not ours.isdisjoint(theirs) or acronym == initials


@lru_cache(maxsize=1024)
def _known_by(name: str) -> tuple[frozenset[str], str, str]:
    """What a speaker is recognised by: the words of the name, all of it folded, the initials of its capitals."""
    words = _WORD.findall(name)
    return (
        frozenset(fold(w) for w in words if len(w) > 2) - _EMPTY,
        fold(name),
        "".join(w[0].lower() for w in words if w[:1].isupper()),
    )


_EMPTY = frozenset("the and for der die das von del las los office".split())
