"""What a number counts, in the words of its text."""

from .quantities import Quantity

__all__ = ["counted"]

REACH = 40
"""Characters behind a number in which the word stands that it counts."""


def counted(text: str, q: Quantity) -> str | None:
    """The words behind the number ``q`` of the sentence ``text`` up to what it counts: "rescued workers".

    None if it counts nothing there: an amount of money, a share, a score. A plural or a German noun can be counted.
    """
    if q.kind != "number" or q.unit is None or not (q.unit.endswith("s") or q.unit == "people" or q.unit[0].isupper()):
        return None
    at = text.find(q.unit, q.end, q.end + REACH)
    return " ".join(text[q.end : at + len(q.unit)].strip(" -\u00a0\n").split()) if at >= 0 else None
