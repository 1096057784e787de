"""Quotations, calendar words, negations and denials of a statement against its source."""

import re
from collections.abc import Iterator

from ..citations import Citations
from ..facts.attribution import QUOTATION_MARKS
from ..facts.context import profile
from ..facts.cues import Polarity, denial, denies, hedged, hedges, may_negate, polarity
from ..facts.dates import WEEKDAYS, calendar_words, contradicted, dates
from ..facts.index import Index
from ..facts.tokens import folded_line
from . import Flaw

__all__ = [
    "check_calendar",
    "check_date_bound",
    "check_hedge",
    "check_negation",
    "check_quotations",
    "check_silence",
    "check_whole",
    "quotations",
]

WHOLE = 0.9
"""Quotation marks around more of a text than this do not quote: they hold it."""
_DENY = ("den", "refut", "dement", "bestr", "nieg", "neg", "desm", "dém", "nega", "sment", "ontk")
"""How the words begin that say no; one may also dismiss or reject what nobody here denies."""
_NOT_ONLY = re.compile(
    r"\b(?:not|nicht|no|pas|non)\s(?:only|just|merely|solely|nur|allein|solo|sólo|seulement|solamente|soltanto)\b",
    re.IGNORECASE,
)
_NEVER_LAST = frozenset("the a an its their my our your and or than".split())
_YEAR = re.compile(r"\d{4}|['’]\d\d\b(?!['’])|/\d\d\b")
_QUOTED = re.compile(r"[\"“„«](?P<double>[^\"“”„«»]{3,400})[\"”“»]|(?<!\w)‘(?P<single>[^‘“”]{3,400}?)’(?!\w)")


def check_whole(text: str, cited: list[str]) -> Iterator[Flaw]:
    """A statement does not break off: at a word that wants another, or where the source begins a quotation."""
    bare = text.rstrip(" .,;:-")
    last = bare.rpartition(" ")[2]
    ended = text.endswith((".", "!", "?", "…", "。"))
    quoting = [] if ended else [line for line in map(folded_line, cited) if '"' in line]
    quoted = bool(quoting) and any(f'{folded_line(" ".join(bare.split()[-3:]))} "' in line for line in quoting)
    if quoted or last.lower() in _NEVER_LAST:
        yield Flaw("incomplete", f"it breaks off after {last!r}", len(bare) - len(last), len(text))


_LETTERED = re.compile(r"\d(?<=[asx]\d)")
"""What each of them has; a search that begins with a digit passes over all else at once."""
_ID = re.compile(r"\b(?:articles?\s(?:and\s)?a\d{1,3}|(?:a\d{1,3}\.)?[sx]\d{1,4})\b")


def check_ids(text: str, cited: list[str]) -> Iterator[Flaw]:
    """A statement speaks of the news, not of the numbers that the prompt gave to sentences and articles."""
    for match in _ID.finditer(text) if _LETTERED.search(text) else ():
        if not any(match[0] in sentence for sentence in cited):
            yield Flaw("wording", f"{match[0]!r} is a number of the prompt", *match.span())


_SILENT = re.compile(
    r"\b(?:articles?|texts?|passages?)\s(?:(?:do|does|did)(?:\snot|n['’]t)|fails?\sto)\s"
    r"(?:\w+ly\s)?(?:mention|say|specif|state|provid|explain|name|give|tell|includ|clarif|address|discuss|indicat|disclos"
    r"|elaborat|contain)",
    re.IGNORECASE,
)


def check_silence(text: str, cited: list[str]) -> Iterator[Flaw]:
    """That the article does not say something is proven by no sentence of it, unless one tells of another's silence."""
    if may_negate(text) and (found := _SILENT.search(text)) and not any(map(_SILENT.search, cited)):
        yield Flaw("support", "no sentence proves what an article does not say", *found.span())


def check_calendar(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Weekdays and months stand in the article, or name a day that it names in other words; a full date is possible."""
    words = list(calendar_words(text))
    if not words:
        return
    full = any(word in WEEKDAYS for *_, word in words) and _YEAR.search(text) is not None
    strange = any(not any(word in index.calendar[i] for i in index.body) for *_, word in words)
    said = dates(text, index.published) if full or strange else ()
    for date in said:
        if (wrong := contradicted(date)) and date.text not in index.documents[0].text:
            yield Flaw("date", f"that day was a {wrong}", date.start, date.end)
    for start, end, word in words:
        held = [i for i in index.body if word in index.calendar[i]]
        if not held:
            meant = next((d for d in said if d.start <= start and end <= d.end), None)
            same = meant and index.dated(meant)
            if same:
                cites.cite(same)
            elif word not in index.header_calendar:
                yield Flaw("date", f"{text[start:end]!r} does not stand in the article", start, end)
        elif not cites.any_of(held):
            others = {d for i in cites.ids for d in index.calendar[i]} & set(WEEKDAYS)
            if word in WEEKDAYS and others and not cites.add(held):
                message = f"{text[start:end]!r} stands in the article, but the cited sentences name another day"
                yield Flaw("date", message, start, end, hard=False)
            else:
                cites.add(held)


_EARLIEST = re.compile(r"\b(?:at the earliest|no earlier than|frühestens|au plus tôt|como pronto)\b", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:at the latest|no later than|spätestens|au plus tard|a más tardar)\b", re.IGNORECASE)
_BOUND_HINTS = ("earli", "latest", "later", "früh", "spät", "plus t", "pronto", "tardar")


def check_date_bound(text: str, cited: list[str]) -> Iterator[Flaw]:
    """The latest day is not told of what the source gives the earliest day of, nor the other way round."""
    lower = text.lower()
    if not any(hint in lower for hint in _BOUND_HINTS):
        return
    for ours, theirs in ((_EARLIEST, _LATEST), (_LATEST, _EARLIEST)):
        found = ours.search(text)
        if found and any(map(theirs.search, cited)) and not any(map(ours.search, cited)):
            yield Flaw("bound", f"the article does not say {found[0]!r} but the other bound", *found.span(), hard=False)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The spans of three or more words between quotation marks that do not hold nearly all of ``text``."""
    for match in _QUOTED.finditer(text) if not QUOTATION_MARKS.isdisjoint(text) else ():
        start, end = match.span(match.lastgroup or 0)
        if text[start:end].strip().count(" ") >= 2 and end - start <= WHOLE * len(text):
            yield start, end


def check_quotations(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Three or more words between quotation marks are the source's own.

    Soft, where only the words between its words of content are others: "did not get it right" for "failed to get it
    right".
    """
    for start, end in quotations(text):
        words = folded_line(text[start:end]).strip(" .,;:!?…")
        held = [i for i in index.body if words in index.folded[i]]
        if held:
            if not cites.any_of(held):
                cites.cite(held[0])
        elif not any(words in whole for whole in index.folded_documents):
            loose = _same_content(text[start:end], index)
            message = "the article has these words otherwise" if loose else "these are not the article's words"
            yield Flaw("quotation", message, start, end, hard=not loose)


def _same_content(quoted: str, index: Index) -> bool:
    """Whether a sentence has the words of content of ``quoted`` in their order, and says no where it says no."""
    wanted = [stem for stem in profile(quoted, index.language)[1] if not stem.startswith("fail")]
    said = polarity(quoted)
    for i in index.body:
        if len(wanted) >= 2 and index.stems[i].issuperset(wanted):
            theirs = iter(profile(index.texts[i], index.language)[1])
            source = polarity(index.texts[i])
            if all(word in theirs for word in wanted) and said.negates == source.negates:
                return True
    return False


def check_hedge(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """What the cited sentences only allege, suspect or plan is not told as a fact."""
    if hedges(text):
        return
    for i in cites.ids:
        for hedge, word in hedged(index.texts[i]):
            said = profile(text, index.language)
            if word in said[1] and word not in index.unhedged(cites.ids):
                start = said[0][said[1].index(word)]
                yield Flaw(
                    "hedge", f"the article says {hedge!r} of this", start, min(len(text), start + len(word)), hard=False
                )
                return


def check_negation(text: str, index: Index, cites: Citations, *, told_denied: bool) -> Iterator[Flaw]:
    """Somebody denies something only where a cited sentence says so; what is negated here is negated there.

    ``told_denied``: the item says of itself that it tells a denial.
    """
    cited = cites.texts
    span = denial(text)
    if span is not None:
        if any(map(denies, cited)) or any(_negates(text, i, index, strictly=told_denied) for i in cites.ids):
            return
        held = [i for i in index.body if denies(index.texts[i])]
        if not (held and cites.add(held)):
            firm = told_denied or text[slice(*span)].lower().startswith(_DENY)
            yield Flaw("denial", "the cited sentences do not say that anybody denies it", *span, hard=firm)
        return
    if not told_denied and not may_negate(text) and not any(map(may_negate, cited)):
        return
    ours = polarity(text)
    theirs = [index.polarity(i) for i in cites.ids]
    if told_denied:
        if not ours.negates or not any(_says_no(ours, i, index) for i in cites.ids):
            yield Flaw("denial", "the cited sentences deny nothing of the kind", 0, len(text))
        return
    yield from _added(ours, theirs, index, cites)
    yield from _dropped(ours, theirs)


_SILENCE = re.compile(r"\b(?:refus|declin)\w+ to\b", re.IGNORECASE)
"""Who refuses to say something denies nothing."""


def _negates(text: str, sentence: str, index: Index, *, strictly: bool) -> bool:
    """Whether ``sentence`` negates something; ``strictly``: as somebody's word, and something that ``text`` tells."""
    said = index.polarity(sentence)
    if not said.phrases or _SILENCE.search(index.texts[sentence]):
        return False
    return not strictly or (sentence in index.speakers and any(word in said.negated for word in polarity(text).plain))


def _says_no(ours: Polarity, sentence: str, index: Index) -> bool:
    """Whether somebody denies something in ``sentence``, or says that what ``ours`` negates is not so."""
    if denies(index.texts[sentence]):
        return True
    said = index.polarity(sentence)
    return bool(said.phrases) and sentence in index.speakers and any(word in said.negated for word in ours.negated)


def _added(ours: Polarity, theirs: list[Polarity], index: Index, cites: Citations) -> Iterator[Flaw]:
    """A negation that the source has neither of the same words, nor in the same phrase, nor in other words."""
    if not ours.phrases or not theirs:
        return
    for word in ours.negated:
        plain = any(word in p.plain for p in theirs)
        negated = any(word in p.negated for p in theirs)
        if negated or (not plain and any(p.negates for p in theirs)):
            return
    both = next((m for i in cites.ids if (m := _NOT_ONLY.search(index.texts[i]))), None)
    if any(phrase in whole for phrase in ours.phrases for whole in index.folded_documents) and not both:
        return
    if not ours.negated:
        return
    negating = (i for i in index.body if may_negate(index.texts[i]))
    elsewhere = [i for i in negating if any(w in index.polarity(i).negated for w in ours.negated)]
    if elsewhere and not any(w in p.plain for w in ours.negated for p in theirs):
        cites.cite(elsewhere[0])
        return
    start, end = next(iter(ours.negated.values()))
    yield Flaw("negation", "the cited sentences have no such negation", start, end, hard=False)


def _dropped(ours: Polarity, theirs: list[Polarity]) -> Iterator[Flaw]:
    """What the source only negates is affirmed."""
    for word, (start, end) in ours.plain.items():
        if word in ours.negated:
            continue
        if any(word in p.verbs for p in theirs) and not any(word in p.plain for p in theirs):
            yield Flaw("negation", "the cited sentences negate this", start, end, hard=False)
            return
