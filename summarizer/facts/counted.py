"""The words for what the numbers of a text count."""

from .quantities import Quantity

__all__ = ["counted"]

REACH = 40
"""Number of characters after a number that are searched for the word it counts."""


def counted(text: str, q: Quantity) -> str | None:
    """Return the words after the number ``q`` in ``text``, up to the noun that it counts: "rescued workers".

    None if it counts nothing: an amount of money, a share, a score. Only plurals and German nouns are counted.
    """
    if q.kind != "number" or q.unit is None or not (q.unit.endswith("s") or q.unit == "people" or q.unit[0].isupper()):
        return None
    at = text.find(q.unit, q.end, q.end + REACH)
    return " ".join(text[q.end : at + len(q.unit)].strip(" -\u00a0\n").split()) if at >= 0 else None
