"""Base forms and ordinary words of many languages, from simplemma's dictionaries.

A dictionary is loaded when its language is first used. In a language without one, every word is unknown.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

__all__ = ["has_dictionary", "is_compound", "is_countable", "is_name", "is_ordinary", "is_word", "lemma"]

_SHORTEST = 3
"""Fewest letters of a part of a compound."""


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    """Form -> base form; empty for a language that has no dictionary."""
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

    code = "nb" if language == "no" else language
    try:
        return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(code)
    except ValueError:
        return {}


def has_dictionary(language: str) -> bool:
    """True if there are words of ``language`` to look up."""
    return bool(_dictionary(language))


@lru_cache(maxsize=16_384)
def lemma(word: str, language: str) -> str:
    """Return the base form of ``word``, "city" for "Cities"; names keep their capital, unknown words stay unchanged."""
    words = _dictionary(language)
    found = words.get(word)
    if found is None and not word.isupper():
        found = words.get(word.lower())
    return found or word


@lru_cache(maxsize=16_384)
def is_word(word: str, language: str) -> bool:
    """True if the dictionary has ``word``, as it is or in lower case."""
    words = _dictionary(language)
    return word in words or word.lower() in words


@lru_cache(maxsize=16_384)
def is_ordinary(word: str, language: str) -> bool:
    """True if the dictionary has ``word`` in lower case: "cook", "eleven", not "paris"."""
    found = _dictionary(language).get(word.lower())
    return found is not None and (found[:1].islower() or found[:1].lower() != word[:1].lower())  # "me" is a form of "I"


@lru_cache(maxsize=16_384)
def is_name(word: str, language: str) -> bool:
    """True if the capitalised ``word`` is a name in any position: the dictionary has it only with a capital.

    A word that the dictionary lacks in any form is a name too.
    """
    return not is_ordinary(word, language) and lemma(word, language)[:1].isupper()


@lru_cache(maxsize=4_096)
def is_countable(acronym: str, language: str) -> bool:
    """True for an acronym whose plural is in the dictionary, which makes it a common noun: "CEO", not "BBC"."""
    single = acronym.replace(".", "").removesuffix("s")
    return _dictionary(language).get(single + "s") == single


@lru_cache(maxsize=4_096)
def is_compound(word: str, language: str) -> bool:
    """True if ``word`` is made of words of the dictionary, with or without a linking s, n, en, er or es."""
    words = _dictionary(language)
    lower = word.lower()
    if not words or len(lower) > 60:
        return False
    ends = [True] + [False] * len(lower)  # ends[n]: the first n letters are made of words
    for start in range(len(lower) - _SHORTEST + 1):
        if not ends[start]:
            continue
        for stop in range(start + _SHORTEST, len(lower) + 1):
            part = lower[start:stop]
            if part in words or part.capitalize() in words:
                ends[stop] = True
                for link in ("s", "n", "en", "er", "es"):
                    if lower.startswith(link, stop) and stop + len(link) < len(lower):
                        ends[stop + len(link)] = True
    return ends[-1]
