"""Numbers that count nothing: part of a name ("Pier 9"), a date ("8. Mai") or a code ("555-123-4567")."""

import re
from functools import cache

from .bounds import bound_begins
from .calendar_names import calendar_names
from .language import FUNCTION_WORDS
from .numerals import SPELLED
from .tokens import fold

__all__ = ["in_date", "is_address", "names_something"]

_NAME = re.compile(r"(?:^|[\s(\"“„'‘’-])(?P<name>[A-ZÀ-ÖØ-ÞА-Я][\w’'.&-]*)\s$")
_NUMBER_SIGN = re.compile(r"(?:#|(?<!\w)(?:No|Nr|N°|nº|№)\.?\s?)$", re.IGNORECASE)
_BEFORE = re.compile(r"(\w+)\s(?:[A-ZÀ-ÖØ-ÞА-Я][\w’'.&-]*\s){1,3}$")
_PAIR = re.compile(r"\s?[-–:]\s?\d")
_AFTER = re.compile(r"(?P<gap>\s?[-–]?\s?)(?P<word>[^\W\d_]+)?")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.,]?\s?(?:den\s|de\s|the\s)?$")
_WORD_AFTER = re.compile(r"(?:st|nd|rd|th|er|[ºª.])?,?\s?(?:of\s|de\s)?([^\W\d_]+)")
_CODE = re.compile(r"\d{1,10}(?P<joint>[-/.])\d{1,10}(?P=joint)\d{1,10}")
_CODE_CHARACTERS = frozenset("0123456789-/.")
_JOINTS = frozenset("-/.")
_LINKS = frozenset(
    "on and in to of for at from by or with as but is was the und auf von im am der die das et sur en y e ou la le"
    "".split()
)
"""Words that never name what a number counts."""
_PLACING = frozenset("in near from outside across around on".split())
"""Words before a place, after which a number counts: "In Texas 25 were killed"."""
_WIDE_DATE = ("月", "日", "年", "號", "号", "월", "일", "년")


def in_date(text: str, start: int, end: int, language: str) -> bool:
    """True if the day at ``[start, end)`` is next to its month."""
    months = _months(language)
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if before and fold(before[1]) in months and before[1][0].isupper():
        return True
    after = _WORD_AFTER.match(text, end)
    if after is None or fold(after[1]) not in months:
        return False
    return after[1] not in {"may", "march", "mar", "set", "out", "sep", "dec"} or text[end : end + 1] == "."


@cache
def _months(language: str) -> frozenset[str]:
    """The folded names of the months, short ones too, in ``language`` and in English."""
    return frozenset(calendar_names(language).months) | frozenset(calendar_names("en").months)


def is_address(text: str, start: int, end: int) -> bool:
    """True if a token with a digit belongs to a web address, a mail address or a tag."""
    if text[start - 1 : start] in {"@", "#", "/", "_", "="} and text[start - 2 : start - 1] not in {"", " "}:
        return text[start - 2 : start - 1] in {"/", ":"} or text[start - 1 : start] in {"@", "_", "="}
    return text[start - 1 : start] in {"@", "#"} or text[end : end + 3] == "://" or text[end : end + 1] == "@"


def names_something(  # noqa: PLR0913, PLR0917 - what stands beside a number
    text: str, start: int, end: int, kind: str, unit: str | None, language: str, *, digits: bool
) -> bool:
    """True if the number at ``[start, end)`` belongs to a name, a date or a code."""
    if not digits:
        return False
    if _in_code(text, start, end) or (kind == "ordinal" and in_date(text, start, end, language)):
        return True
    if kind not in {"number", "year", "age"} or text[start:end].count(","):
        return False
    if language in {"zh", "ja", "ko"}:
        return text.startswith(_WIDE_DATE, end)
    ordinal = (
        language in _PERIOD_ORDINALS
        and text[start:end].isdigit()
        and text[end : end + 2] == ". "
        and text[end + 2 : end + 3].isalpha()
    )
    if ordinal or _NUMBER_SIGN.search(text, max(0, start - 5), start):
        return True
    return kind == "number" and _ends_name(text, start, end, unit, language)


_PERIOD_ORDINALS = frozenset("de da no nb nn fi cs hu tr".split())


def _ends_name(text: str, start: int, end: int, unit: str | None, language: str) -> bool:
    """True if a name precedes the number, and nothing that the number could count follows it.

    "At Pier 9 on Monday", but "in Ohio 25 people", "On Tuesday 25 were killed", "Nearly 300 school districts".
    """
    name = _NAME.search(text, max(0, start - 40), start)
    if name is None or _PAIR.match(text, end) or bound_begins(text, start) <= name.start("name"):
        return False
    word = fold(name["name"])
    if word in _months(language) or word in calendar_names(language).weekdays:
        return False
    if word in FUNCTION_WORDS.get(language, ()) or word in FUNCTION_WORDS["en"]:
        return False
    after = _AFTER.match(text, end)
    following = fold(after["word"]) if after and after["word"] else ""
    if not following or following in _LINKS or following in SPELLED:
        return following in SPELLED or not unit or bool(text[: name.start("name")].strip(" \"“„'‘("))
    if language != "en" or (after and after["word"].endswith("s")) or following == "people":
        return False
    before = _BEFORE.search(text, max(0, start - 80), start)
    return before is None or before[1].lower() not in _PLACING


def _in_code(text: str, start: int, end: int) -> bool:
    """True if the digits at ``[start, end)`` belong to a telephone number, a date or a version of three runs."""
    if text[start] == "0" and text[start:end].isdigit() and end - start > 2:
        return True
    if text[end : end + 1] not in _JOINTS and text[start - 1 : start] not in _JOINTS:
        return False
    first = start
    while first > max(0, start - 24) and text[first - 1] in _CODE_CHARACTERS:
        first -= 1
    return any(m.start() <= start and end <= m.end() for m in _CODE.finditer(text, first, end + 24))
