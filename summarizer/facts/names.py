"""Names in a text, and whether a text holds a given name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..language import FUNCTION_WORDS
from .tokens import fold, tokens, vocabulary

__all__ = ["GENERIC", "Lexicon", "is_title_case", "names"]

_CONNECTORS = frozenset("of the de del da di van von der den la le al bin ibn and & for".split())
_SENTENCE_START = re.compile(r"(?:^|^\s*[-*•]\s*|\n\s*[-*•]\s*|[.!?:…。]['\"”’)\]]*\s+|[\n\"“‘(\[—–]\s*)$")
_CAPITALISED = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u0178\u0386-\u03ab\u0400-\u042f](?:[\w.'’-]*\w)?")
_ACRONYM = re.compile(r"[A-Z](?:\.?[A-Z])+(?!\w)")
_IN_WORD = re.compile(r"\w")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_DEMONYM_ENDS = frozenset({"n", "an", "ian", "ean", "ese", "i", "s", "ns", "ans", "ians", "is", "ish", "ic", "an's"})
_SAME = (
    "us usa america american americans united_states washington",
    "uk britain british britons briton united_kingdom",
    "eu european_union european europe",
    "un united_nations",
    "uae united_arab_emirates emirati",
    "lib_dems liberal_democrats",
    "dprk north_korea north_korean pyongyang",
    "rok south_korea south_korean republic_of_korea seoul",
    "france french", "germany german germans", "spain spanish spaniards", "netherlands dutch", "greece greek greeks",
    "switzerland swiss", "denmark danish danes", "sweden swedish swedes", "finland finnish finns",
    "poland polish poles", "turkey turkish turks turkiye", "ireland irish", "wales welsh", "england english",
    "scotland scottish scots", "china chinese beijing", "russia russian moscow kremlin", "iraq iraqi iraqis",
    "israel israeli israelis", "afghanistan afghan afghans", "philippines filipino philippine", "thailand thai",
    "cyprus cypriot", "norway norwegian", "peru peruvian", "argentina argentine", "kazakhstan kazakh",
    "pakistan pakistani", "bangladesh bangladeshi", "ukraine ukrainian kyiv",
)  # fmt: skip
_ALIASES: dict[str, frozenset[str]] = {}
for _row in _SAME:
    _group = frozenset(_row.split())
    for _word in _group:
        _ALIASES[_word] = _group


_OPENERS = frozenset(
    "despite however meanwhile another former also although though while during after before since when where if "
    "as at in on by for from with without under over among both each every some many most several all no not "
    "only even still yet now then thus therefore moreover furthermore additionally overall similarly finally "
    "instead later earlier recently currently today yesterday tomorrow there here this that these those what who "
    "why how its their his her our your my new old young local police officials authorities critics experts "
    "researchers scientists residents player players striker midfielder defender goalkeeper coach manager boss "
    "actor actress singer author writer director prosecutors lawyers doctors workers children women men people "
    "shares last next first second third one two three four five six seven eight nine ten more less about around "
    "nearly almost following according including because until unlike like other others such same few half "
    "speaking asked born married aged based founded known named called led given once notable key main top great "
    "good bad big small high low long short full early late due formerly originally "
    "judge president minister governor mayor king queen prince princess lady lord sir dr mr mrs ms".split()
)
"""English words that open a sentence without being a name, beside the function words."""
GENERIC = frozenset(
    "uk football club fc afc cf sc united city town park stadium street road avenue square county state states "
    "province district president vice prime minister secretary senator governor mayor mr mrs ms miss dr sir lord "
    "lady dame judge justice police officer sergeant chief executive ceo cfo coo cto director chairman "
    "chairwoman chair manager coach company inc ltd llc plc corp corporation group holdings university college "
    "school hospital department ministry agency committee council commission court association federation union "
    "party league cup championship premier tv pm am gmt jr sr ii iii iv news airport station bank river lake "
    "mount mountain island north south east west northern southern eastern western central the of and general "
    "international national dna ai it pdf faq ok gps suv "
    "us usa eu phd mba vip nhs gp mp mps bst edt est pst cet dj diy abc".split()
)
"""Words that a name may gain or lose without naming another: kinds of bodies, places and titles, common initials."""


@lru_cache(maxsize=1024)
def names(text: str) -> tuple[tuple[int, int, bool], ...]:
    """``(start, end, sure)`` of each run of capitalised words; ``sure`` is false for one word that opens a sentence."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    run: list[tuple[int, int]] = []
    pending: list[tuple[int, int]] = []
    for start, end, token in tokens(text):
        capital = text[start].isupper() and token not in _CALENDAR and token != "i"  # noqa: S105 - a word
        if not run:
            if capital:
                run = [(start, end)]
            continue
        last = (pending or run)[-1][1]
        joined = start - last == 1 and text[last] in " \u00a0"
        if capital and joined:
            run += [*pending, (start, end)]
            pending = []
        elif joined and token in _CONNECTORS and len(pending) < 2:
            pending.append((start, end))
        else:
            yield _name(text, run)
            run, pending = ([(start, end)] if capital else []), []
    if run:
        yield _name(text, run)


def _name(text: str, run: list[tuple[int, int]]) -> tuple[int, int, bool]:
    start, end = run[0][0], run[-1][1]
    inside = start > 1 and text[start - 1] == " " and text[start - 2].isalnum()  # nearly always
    if inside or _SENTENCE_START.search(text[max(0, start - 12) : start]) is None:
        return start, end, True
    first = fold(text[run[0][0] : run[0][1]])
    if first in FUNCTION_WORDS["en"] or first in _OPENERS:
        if len(run) == 1:
            return start, end, False
        return run[1][0], end, True
    return start, end, len(run) > 1 or sum(map(str.isupper, text[run[0][0] : run[0][1]])) > 1


@lru_cache(maxsize=1024)
def is_title_case(text: str) -> bool:
    """Whether ``text`` capitalises most of its words, so that a capital says nothing about names."""
    common = FUNCTION_WORDS["en"]
    long = [text[a] for a, _, t in tokens(text) if len(t) > 3 and t not in common and text[a].isalpha()]
    return len(long) >= 4 and all(c.isupper() for c in long)


def _joined(parts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Parts with runs of single letters made one: "U. S." is "US"; a letter alone, an initial, is left out."""
    found: list[tuple[int, int, str]] = []
    letters: list[tuple[int, int, str]] = []
    for part in [*parts, (0, 0, "")]:
        if len(part[2]) == 1:
            letters.append(part)
            continue
        if len(letters) > 1:
            found.append((letters[0][0], letters[-1][1], "".join(t for _, _, t in letters)))
        letters = []
        found.append(part)
    return found[:-1]


def _whole(pattern: re.Pattern[str], text: str) -> list[str]:
    """What ``pattern`` finds where a word begins; to ask so in the pattern itself costs three times as much."""
    return [m[0] for m in pattern.finditer(text) if not (m.start() and _IN_WORD.match(text, m.start() - 1))]


@dataclass(frozen=True)
class Lexicon:
    """The words of one or more texts, for asking whether a name occurs in them."""

    texts: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """All folded tokens, hyphenated ones also in parts."""
        return frozenset().union(*map(vocabulary, self.texts))

    @cached_property
    def capitalised(self) -> dict[str, str]:
        """Folded capitalised token -> the token as the text spells it."""
        return {fold(word): word for word in self._capitals}

    @cached_property
    def _capitals(self) -> list[str]:
        """The capitalised tokens as the texts spell them, each once, by where it stands last."""
        words = [word for text in self.texts for word in _whole(_CAPITALISED, text)]
        return list(dict.fromkeys(reversed(words)))[::-1]

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms that the names of the text would make ("White House" -> "wh"), with and without "of"."""
        made: set[str] = set()
        for text in self.texts:
            for start, end, _ in names(text):
                parts = [fold(p) for p in text[start:end].split() if p]
                made.add("".join(p[:1] for p in parts))
                made.add("".join(p[:1] for p in parts if p not in _CONNECTORS))
        return frozenset(m for m in made if len(m) > 1)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The folded words that the texts write in capitals; of a text in lower case, all of three or four letters."""
        found = {fold(word) for capital in self._capitals for word in _whole(_ACRONYM, capital)}
        if not self.capitalised:
            found.update(w for w in self.words if 3 <= len(w) <= 4 and w not in FUNCTION_WORDS["en"])
        return frozenset(found)

    def missing(self, name: str) -> list[tuple[int, int, str]]:
        """``(start, end, nearest)`` of the words of ``name`` that the text does not hold.

        ``nearest`` is the text's spelling of a word one or two letters away, else empty. Case, accents, possessives,
        nationalities ("Russian" for "Russia") and acronyms, both ways, are the same word.
        """
        found = self._asked.get(name)
        if found is None:
            found = self._asked[name] = self._missing(name)
        return found

    @cached_property
    def _asked(self) -> dict[str, list[tuple[int, int, str]]]:
        return {}

    def _missing(self, name: str) -> list[tuple[int, int, str]]:
        parts = _joined([(a, b, t) for a, b, t in tokens(name) if t not in _CONNECTORS])
        if all(t in self.words for _, _, t in parts):  # nearly always
            return []
        if len(parts) > 1 and "".join(t[:1] for _, _, t in parts) in self.acronyms:
            return []
        phrase = "_".join(t for _, _, t in parts)
        if any(self._holds(alias) for alias in _ALIASES.get(phrase, ())):
            return []
        return [(a, b, self._nearest(t)) for a, b, t in parts if not self._has(t)]

    def holds(self, name: str) -> bool:
        """Whether the texts hold ``name`` in any of its forms."""
        return not self.missing(name)

    def _holds(self, alias: str) -> bool:
        return all(word in self.words for word in alias.split("_"))

    def _has(self, token: str) -> bool:
        if token in self.words:
            return True
        if any(self._holds(alias) for alias in _ALIASES.get(token, ())):
            return True
        if "-" in token and all(part in self.words or self._has(part) for part in token.split("-")):
            return True
        if any(token.endswith(end) and token.removesuffix(end) in self.words for end in _DEMONYM_ENDS):
            return True
        stems = {token.removesuffix(end) for end in _DEMONYM_ENDS if token.endswith(end)} | {token}
        near = any(
            s + tail in self.words
            for s in stems
            if len(s) >= 4
            for tail in ("a", "e", "n", "s", "an", "ia", "um", "y", "o", "os")
        )
        return near or token in self.initials

    def _nearest(self, token: str) -> str:
        if len(token) < 4:
            return ""
        from difflib import get_close_matches

        among = self.capitalised or self._long
        near = get_close_matches(token, among, n=1, cutoff=0.75)
        return among[near[0]] if near else ""

    @cached_property
    def _long(self) -> dict[str, str]:
        """The words of a text without capitals that may be names."""
        return {w: w for w in self.words if len(w) >= 5}
