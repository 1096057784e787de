"""Names of a statement against its source: each stands there, in some form, and two of them in the same order."""

import re
from collections.abc import Iterator

from ..citations import Citations
from ..facts.align import exchanged_names, reversed_pairs
from ..facts.attribution import attributions, points_back, same_speaker
from ..facts.index import Index
from ..facts.names import GENERIC, is_title_case, names
from ..facts.tokens import content, fold, folded_line, tokens, vocabulary
from . import Flaw
from .wording import quotations

__all__ = ["check_name", "check_names", "check_role", "check_speaker", "check_swaps", "respelt"]


_NUMBERED = re.compile(r"\d(?<=[^\W\d_a-z]\d)")
"""What every code has; a search that begins with a digit passes over all else at once."""
_CODE = re.compile(r"\b[^\W\d_a-z]{3,20}\d[^\W_a-z]{0,20}\b|\b[^\W\d_a-z]{3,20}(?=\d)\w{1,20}\b")
"""A word of capitals and digits ("ZQX0002"): a name wherever it stands."""


def check_names(text: str, index: Index, *, whole: bool = False) -> Iterator[Flaw]:
    """Flaws of the names inside ``text``; ``whole``: all of it is a name, so that its first word counts too."""
    found = [] if not whole and is_title_case(text) else [(a, b) for a, b, sure in names(text) if sure or whole]
    for start, end in found:
        yield from check_name(text, start, end, index)
    codes = _CODE.finditer(text) if _NUMBERED.search(text) else ()
    for code in codes:  # also where a sentence begins, and where every word is written large
        if not any(start <= code.start() < end for start, end in found):
            yield from check_name(text, code.start(), code.end(), index)


def check_name(text: str, start: int, end: int, index: Index) -> Iterator[Flaw]:
    """Flaws of the one name at ``[start, end)``: its words that the source does not have in any form.

    A slip of one letter is none of them: ``respelt`` puts it right.
    """
    for a, b, nearest in index.lexicon.missing(text[start:end]):
        word = text[start + a : start + b]
        if fold(word) in GENERIC:
            continue
        message = f"{word!r} does not stand in the article"
        if nearest and not _one_letter(fold(word), fold(nearest)):
            yield Flaw("misspelt", f"{message}; it has {nearest!r}", start + a, start + b)
        elif not nearest:
            yield Flaw("name", message, start + a, start + b)


def respelt(text: str, index: Index, *, whole: bool = False) -> tuple[str, list[Flaw]]:
    """``text`` with each name that is one letter off as the source spells it, and a doubt where one was changed.

    ``whole``: all of ``text`` is a name. Offsets of the flaws count in the returned text.
    """
    spans = [(0, len(text))] if whole else [] if is_title_case(text) else [(a, b) for a, b, sure in names(text) if sure]
    flaws: list[Flaw] = []
    parts, at = [], 0
    for start, end in spans:
        for a, b, nearest in index.lexicon.missing(text[start:end]):
            word = text[start + a : start + b]
            if not nearest or not _one_letter(fold(word), fold(nearest)):
                continue
            owner = word[-2:] if word.endswith(("'s", "’s")) and not nearest.endswith(("'s", "’s")) else ""
            spelt = (nearest if nearest[:1].isupper() else nearest.capitalize()) + owner
            parts += [text[at : start + a], spelt]
            at = start + b
            done = sum(map(len, parts))
            message = f"the model wrote {word!r}; the article has {nearest!r}"
            flaws.append(Flaw("misspelt", message, done - len(spelt), done, hard=False))
    return "".join([*parts, text[at:]]), flaws


def _one_letter(ours: str, theirs: str) -> bool:
    """Whether one letter more, less or other, not the first, tells two spellings of six letters or more apart."""
    if max(len(ours), len(theirs)) < 6 or abs(len(ours) - len(theirs)) > 1 or ours[:1] != theirs[:1]:
        return False
    same = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    rest, other = ours[same:], theirs[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def check_speaker(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Who is said to say it is one to whom a cited sentence attributes words, or at least one it names."""
    told = next(attributions([("", text)]), None)
    if told is None or told.followed or not told.speaker[:1].isupper():
        return
    yield from _misquoted(text, told.speaker, index)
    if index.lexicon.missing(told.speaker) or any(same_speaker(told.speaker, s) for s in cites.texts):
        return
    meant = [index.speakers[i].speaker for i in cites.ids if i in index.speakers]
    if not meant or any(same_speaker(told.speaker, m) or same_speaker(m, told.speaker) for m in meant):
        return
    start = text.find(told.speaker)
    message = f"the article attributes this to {meant[0]!r}"
    yield Flaw("speaker", message, start, start + len(told.speaker), hard=False)


def _misquoted(text: str, told: str, index: Index) -> Iterator[Flaw]:
    """Words between quotation marks are those of the speaker to whom their own sentence attributes them.

    Hard, where that sentence names its speaker and does not name ``told``.
    """
    quoted = [folded_line(text[a:b]).strip(" .,;:!?…") for a, b in quotations(text)]
    for i in index.body if quoted else ():
        said = index.speakers.get(i)
        if said is None or not any(q in index.folded[i] for q in quoted):
            continue
        if same_speaker(told, said.speaker) or same_speaker(said.speaker, told) or points_back(said.speaker):
            return
        start = text.find(told)
        hard = not said.followed and not same_speaker(told, index.texts[i])
        message = f"the article attributes these words to {said.speaker!r}"
        yield Flaw("speaker", message, start, start + len(told), hard=hard)
        return


_HEARING = frozenset("told tell tells asked asks informed assured briefed warned urged reminded".split())
_HEARD = re.compile(
    r"\b(?:told|tells?|asked|asks|informed|assured|briefed|warned|urged|reminded)\s(?:(?:the|a|his|her)\s)?(?P<who>[^\W\d_]+)"
)


def check_role(text: str, name: str, index: Index) -> Iterator[Flaw]:
    """What is said of somebody is not what the article calls those whom he speaks to: "Kirby told reporters".

    English only: there the verb stands before them.
    """
    last = fold(name.rpartition(" ")[2])
    wanted = content(text, index.language)
    if index.language != "en" or not last or not wanted:
        return
    naming = [index.texts[i] for i in index.body if last in vocabulary(index.texts[i])]
    telling = [s for s in naming if not _HEARING.isdisjoint(vocabulary(s))]
    verbs = ((s, a) for s in telling for a, _, token in tokens(s) if token in _HEARING)
    heard = {stem for s, a in verbs if (m := _HEARD.match(s, a)) for stem in content(m["who"])}
    if wanted <= heard and all(wanted.isdisjoint(content(_HEARD.sub(" ", s))) for s in naming):
        yield Flaw("role", f"the article has {text!r} as those who are spoken to", 0, len(text))


def check_swaps(text: str, index: Index, cites: Citations) -> Iterator[Flaw]:
    """Names stand where a cited sentence has others, or two of them the other way round."""
    for start, end, first, second in reversed_pairs(text, cites.texts, index.language):
        yield Flaw("swapped", f"the article has {first!r} before {second!r} here", start, end, hard=False)
    for start, end, other in exchanged_names(text, cites.texts, index.language):
        yield Flaw("swapped", f"the article has {other!r} here", start, end, hard=False)
