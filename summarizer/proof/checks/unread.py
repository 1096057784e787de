"""Numbers that a source may spell in words that code cannot read, such as inflected forms."""

from ...documents.source_index import Index
from ...facts.number_words import words_of
from ...facts.quantities import Quantity
from ...facts.tokens import vocabulary

__all__ = ["may_be_unread"]

_INFLECTED = frozenset("pl cs ru uk fi ro tr hu".split())
_READ = frozenset("en de fr es it pt nl sv da no nb nn zh ja".split())
"""Languages whose number words are read in every form that news has."""
MOST_SPELLED = 100
STEM = 3
LONGEST_ENDING = 4


def may_be_unread(q: Quantity, index: Index) -> bool:
    """True if a document may spell the whole number ``q`` in a word that code does not know."""
    value = abs(q.values[0])
    if q.kind not in {"number", "measure", "age"} or not float(value).is_integer() or value > MOST_SPELLED:
        return False
    unread = {d.language for d in index.documents} - _READ
    return any(language not in _INFLECTED or _inflected(value, language, index) for language in unread)


def _inflected(value: float, language: str, index: Index) -> bool:
    """True if the source has a word that starts like the number's word but ends differently."""
    words = words_of(language)
    if words is None or value <= STEM:
        return True
    said = frozenset().union(*map(vocabulary, index.texts.values()))
    phrases = [phrase for phrase, number in words.groups.items() if number == value]
    return any(all(_stands(word, said) for word in phrase) for phrase in phrases)


def _stands(word: str, said: frozenset[str]) -> bool:
    stem = word[: max(STEM, len(word) - STEM)]
    return any(other.startswith(stem) and len(other) <= len(word) + LONGEST_ENDING for other in said)
