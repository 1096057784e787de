"""What somebody is, in the words of a text."""

import re

from .names import names

__all__ = ["described"]

_APPOSED = re.compile(
    r",\s(?P<what>(?:the|a|an|his|her|its|their|der|die|das|le|la|el)\s[^,.;:()\"“”]{3,80})(?=[,.;)]|$)"
)
_OPENING = re.compile(r"(?:In|At|On|From|Near|Outside|Around|After|Before)\s(?:\w+\s)?")
_CLAUSE = re.compile(
    r"\s(?:said|says|told|is|are|was|were|has|have|had|will|would)\b|^\w+\s\w+\s(?:\w+\s)*\w+ed\b", re.IGNORECASE
)
"""What makes a clause of the words behind a comma: "In Westrum, the court ruled"."""


def described(name: str, text: str) -> str | None:
    """The words beside ``name`` that say what it is, verbatim; None if there are none.

    A title before it ("Council Coordinator John Kirby"), or an apposition behind it ("Judith Marlowe, the leader").
    """
    at = text.find(name)
    if at < 0 or text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum():
        return None
    apposed = _APPOSED.match(text, at + len(name))
    if apposed and not _OPENING.fullmatch(text, 0, at) and not _CLAUSE.search(apposed["what"]):
        return apposed["what"].strip()
    if " " not in name:  # before a surname stands a first name as often
        return None
    start = next((a for a, b, _ in names(text) if a < at < b), at)
    title = text[start:at].strip()
    return title if len(title) > 2 and not title.endswith(("and", "&", ".")) else None
