"""Text -> numbered sentences, in time linear in the text and in any script.

A sentence ends at a terminator of its script, but never inside an abbreviation, an initial or a number, nor before a
word in lower case; a line break ends it too, unless the paragraph is hard-wrapped. The rules were checked against the
golden rules of pySBD (MIT) and against news text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from .document import Document, Sentence

__all__ = ["MAX_SENTENCE", "numbered", "paragraphs", "segment", "spans"]

MAX_SENTENCE = 1_500
"""Longest sentence, in code points; a longer one is cut, at a space if there is one, so that citations stay useful."""

_WIDE = "。！？｡"  # scripts that put no space after the end of a sentence
_CANDIDATE = re.compile(r"[.!?…。！？｡؟۔।॥։።፧။៕᙮‼⁇⁈⁉\u037e]+(?: ?\. ?\.(?: ?\.)*)?")
_CLOSERS = "\"'”’»)]}›」』）】〉》›"
_OPENERS = "\"'“‘«([{‹「『（【〈《„‚¿¡*_-–—•"
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029\x85]+")
_TOKEN_BEFORE = re.compile(r"[\w.&°'’-]{1,24}$")
_ITEM = re.compile(r"\s*(?:[•⁃▪*-]\s*)?(?:\d{1,3}|[A-Za-z])[.)]{1,2}\s")

_TITLES = frozenset(
    "mr mrs ms mx dr prof gen sen rep gov lt col sgt maj capt cmdr adm cpl pvt rev hon pres supt insp det messrs mme "
    "mlle st mt ft vs cf viz fig figs al e.g i.e dept univ assn bros ex sra srta dña sig ing avv arch dipl hr fr nr "
    "bzw ca ggf inkl usw str abs art bd ausg jh mio mrd vgl bzgl etw evtl sog z.b d.h u.a o.ä m.e".split(),
)  # the next word belongs to them, whatever its case
_MAY_END = frozenset(
    "inc co corp ltd llc plc jr sr etc ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed "
    "thu thur thurs fri sat sun approx est min max vol ed eds tel ext ala ariz ark calif colo conn del fla ga ill ind "
    "kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo".split(),
)  # names and months: these end a sentence only before a word that starts one
_BEFORE_DIGIT = frozenset("no nos p pp n° vol art sec ch para nr num".split())
_STARTERS = frozenset(
    "the a an he she it they we you this that these those there here his her its their our my in on at for from with "
    "by but and or so yet if when while after before since as although though because how what who where why which "
    "is was are were did do does has have had will would can could not no yes also however meanwhile then some many "
    "most all both each every one two another".split(),
)
_ORDINAL_DOT = frozenset({"de", "da", "no", "fi", "cs", "hu", "pl", "tr"})  # "am 3. Oktober"


def segment(document: Document, prefix: str = "s") -> Document:
    """Return ``document`` with its sentences, numbered from 1: ``s1``, ``s2``, … All of them have the role ``body``."""
    found = spans(document.text, document.language)
    sentences = tuple(Sentence(f"{prefix}{n}", start, end) for n, (start, end) in enumerate(found, 1))
    return replace(document, sentences=sentences)


def numbered(document: Document) -> Document:
    """Return ``document`` with its asides numbered separately, as ``x1``, ``x2`` and so on.

    An advertisement or an attack in the text then does not change what a model is asked about the rest.
    """
    if all(s.role != "aside" for s in document.sentences):
        return document
    told = 0
    found = []
    for n, s in enumerate(document.sentences):
        told += s.role != "aside"
        found.append(s._replace(id=f"x{n + 1 - told}" if s.role == "aside" else f"s{told}"))
    return replace(document, sentences=tuple(found))


def spans(text: str, language: str = "und") -> Iterator[tuple[int, int]]:
    """Yield half-open spans of the sentences of ``text`` in order; only white space lies between them."""
    for start, end in paragraphs(text):
        at = start
        for cut in _cuts(text, start, end, language):
            yield from _trimmed(text, at, cut)
            at = cut
        yield from _trimmed(text, at, end)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield half-open spans of the paragraphs: one line each, or the several lines of a hard-wrapped block."""
    block: list[tuple[int, int]] = []
    last_end = 0
    for match in _LINE.finditer(text):
        if block and (_breaks(text[last_end : match.start()]) > 1 or not match.group().strip()):
            yield from _unwrapped(text, block)
            block = []
        if match.group().strip():
            block.append(match.span())
        last_end = match.end()
    yield from _unwrapped(text, block)


def _breaks(gap: str) -> int:
    return len(gap) - gap.count("\r\n")


def _unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield one span for a hard-wrapped block, else one for each of its lines.

    A block is hard-wrapped if its lines but the last are of similar length, 40 to 120 characters, and most of them stop
    in mid-sentence. Lists, headings and text with one line per paragraph are not.
    """
    body = [text[a:b].rstrip() for a, b in block[:-1]]
    if body:
        lengths = [len(line) for line in body]
        open_ended = sum(not line.endswith((*".!?:;…。", *_CLOSERS)) for line in body)
        similar = 40 <= max(lengths) <= 120 and min(lengths) >= 0.6 * max(lengths)
        last = text[block[-1][0] : block[-1][1]].rstrip()
        if len(body) == 1 and not last.endswith((*".!?:;…。", *_CLOSERS)):
            similar = False  # a title over a date or a name
        if similar and open_ended >= 0.6 * len(body) and sum(bool(_ITEM.match(text, a, b)) for a, b in block) < 2:
            yield block[0][0], block[-1][1]
            return
    yield from block


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span without surrounding white space, in pieces of at most MAX_SENTENCE; nothing if empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = space if space > 0 else start + MAX_SENTENCE
        yield start, cut
        start = cut + (space > 0)
    if start < end:
        yield start, end


def _cuts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Yield the offsets inside the paragraph after which a new sentence begins."""
    sentence_start = start
    for match in _CANDIDATE.finditer(text, start, end):
        after = match.end()
        while after < end and text[after] in _CLOSERS:
            after += 1
        if after >= end:
            return
        wide = text[match.end() - 1] in _WIDE
        if (wide and not (after > match.end() and "\u3040" <= text[after] <= "\u309f")) or (
            not wide and text[after].isspace() and _ends(text, match, sentence_start, after, end, language)
        ):
            yield after
            sentence_start = after


def _ends(  # noqa: PLR0913, PLR0917 - where the scan is
    text: str, match: re.Match[str], sentence_start: int, after: int, end: int, language: str
) -> bool:
    """True if the terminator ``match``, closed at ``after``, ends the sentence that began at ``sentence_start``."""
    following = _next_word(text, after, end)
    first = following[:1]
    if first.islower():
        return False
    run = match.group()
    if len(run) > 1 or run != ".":
        return first.isupper() or not run.startswith((".", "…")) or bool(first and not first.isalpha())
    if after > match.end():  # the period stands inside a quotation or bracket that closes here, or in "1.)"
        return not text[sentence_start : match.start()].strip("•⁃▪*- ").isdigit()
    token = _token_before(text, match.start(), sentence_start)
    return _period_ends(token, following, text[max(sentence_start, match.start() - 40) : match.start()], language)


def _period_ends(  # noqa: PLR0911 - one case a rule
    token: str, following: str, before: str, language: str
) -> bool:
    """True if a single period ends the sentence: ``token`` stands before it, ``following`` is the next word."""
    folded = token.lower().strip("'’&-")
    starter = following.lower() in _STARTERS
    if folded in _BEFORE_DIGIT and following[:1].isdigit():
        return False
    if folded in _TITLES:
        return False
    if len(token) == 1 and token.isalpha():
        words = before.split()
        lone_i = token == "I" and len(words) > 1 and words[-2].islower()  # noqa: S105 - a word
        ends = starter and len(following) > 1  # "an L. A. court"
        return lone_i or (ends and token.isupper() and len(words) > 1 and words[-2].islower())
    number = folded.replace(".", "").isdigit()  # "17.30", in German also "12.3."
    if "." in folded and not number and len(folded) <= 8 and all(len(part) <= 2 for part in folded.split(".")):
        return starter
    if folded in _MAY_END:
        return starter or (folded == "etc" and following[:1].isupper())
    if number and len(token) <= 5:
        if before.strip() == token:  # "1. The first item"
            return False
        ordinal = max(map(len, token.split("."))) <= 2
        return not (language in _ORDINAL_DOT and ordinal and following[:1].isalpha())
    return True


def _token_before(text: str, at: int, sentence_start: int) -> str:
    found = _TOKEN_BEFORE.search(text[max(sentence_start, at - 24) : at].rpartition(" ")[2])
    return found.group().lstrip(".'’-") if found else ""


def _next_word(text: str, at: int, end: int) -> str:
    """Return the word after ``at``, past white space and opening marks; at most 24 characters."""
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    stop = at
    while stop < min(end, at + 24) and (text[stop].isalnum() or text[stop] in "'’"):
        stop += 1
    return text[at:stop] or text[at : at + 1]
