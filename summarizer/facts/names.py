"""Names in a text: runs of capitalised words."""

from collections.abc import Iterator
from functools import cache, lru_cache

from .calendar_names import calendar_names
from .dictionary import is_name
from .language import FUNCTION_WORDS
from .tokens import tokens
from .words import PARTICLES, Word, adjacent, opens_sentence, words

__all__ = ["calendar", "is_title_case", "names", "runs_of_names"]


@lru_cache(maxsize=1024)
def names(text: str, language: str = "en") -> tuple[tuple[int, int, bool], ...]:
    """``(start, end, sure)`` of each run of capitalised words; ``sure`` is false for one word that opens a sentence."""
    return tuple(_named(text, run, language) for run in runs_of_names(text, list(words(text)), language))


def _named(text: str, run: list[Word], language: str) -> tuple[int, int, bool]:
    first, end = run[0], run[-1].end
    if not opens_sentence(text, first.start) or first.acronym or is_name(first.raw, language):
        return first.start, end, True
    if len(run) == 1:
        return first.start, end, False
    function = first.folded in FUNCTION_WORDS.get(language, ())
    return (run[1].start if function else first.start), end, True


def runs_of_names(text: str, found: list[Word], language: str) -> Iterator[list[Word]]:
    """Runs of capitalised words, with particles between; no days and months."""
    run: list[Word] = []
    pending: list[Word] = []
    days = calendar(language)
    for word in found:
        capital = word.raw[:1].isupper() and word.folded not in days and word.folded != "i"
        last = (pending or run)[-1] if run else None
        joined = last is not None and adjacent(text, last, word)
        if joined and capital:
            run += [*pending, word]
            pending = []
        elif joined and word.folded in PARTICLES and len(pending) < 2:
            pending.append(word)
        else:
            if run:
                yield run
            run, pending = ([word] if capital else []), []
    if run:
        yield run


@cache
def calendar(language: str) -> frozenset[str]:
    """The folded names of weekdays and months in full, in English and ``language``."""
    known = [calendar_names(code) for code in ("en", language)]
    return frozenset(name for k in known for name in (*k.months, *k.weekdays) if name not in k.short)


@lru_cache(maxsize=1024)
def is_title_case(text: str, language: str = "en") -> bool:
    """True if ``text`` has four or more longer words, all with a capital, which then says nothing about names."""
    common = FUNCTION_WORDS.get(language, frozenset())
    long = [text[a] for a, _, t in tokens(text) if len(t) > 3 and t not in common and text[a].isalpha()]
    return len(long) >= 4 and all(c.isupper() for c in long)
