"""Adding the speaker to a sentence once: only if the sentence does not name the speaker itself."""

import re

from ..facts.tokens import content, tokens

__all__ = ["names_speaker", "with_speaker"]

_ENGLISH = frozenset({"en", "und"})
_AND = re.compile(r"\s(?:and|und|et|y|e|en|och|og)\s")


def names_speaker(text: str, speaker: str, language: str) -> bool:
    """True if ``text`` names each speaker in ``speaker``, by the last word of the name or by all its content words.

    A name that is a common word too ("WHO", "May") needs its capital; a bare pronoun ("he") always passes.
    """
    return all(_names_one(text, one, language) for one in _AND.split(speaker.partition(",")[0]))


def _names_one(text: str, speaker: str, language: str) -> bool:
    words = [(speaker[start:end], folded) for start, end, folded in tokens(speaker)]
    if words and all(word[:1].isupper() for word, _ in words) and _has_name(text, words[-1][1]):
        return True
    wanted = content(speaker, language)
    return wanted <= content(text, language) if wanted else not any(word[:1].isupper() for word, _ in words)


def _has_name(text: str, folded: str) -> bool:
    """True if ``folded`` is a capitalized word of ``text``, or part of one with a hyphen: "News", not "news"."""
    return any(text[start].isupper() and folded in {word, *word.split("-")} for start, _, word in tokens(text))


def with_speaker(text: str, speaker: str, language: str, *, verbatim: bool) -> str:
    """Return ``text`` with its speaker; a source's own sentence (``verbatim``) only gets a dash and the name."""
    plain = text.removesuffix(".")
    if verbatim or language not in _ENGLISH or not plain[-1:].isalnum():
        return f"{text} — {speaker}"
    lower = speaker[0].lower() + speaker[1:] if speaker.partition(" ")[0] in {"The", "A", "An"} else speaker
    return f"{plain}, according to {lower}{text[len(plain) :]}"
