"""Times of day: "5:30 p.m.", "5.30pm", "17h30", "17.30 Uhr", "14:00"."""

import re

__all__ = ["clock"]

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<joint>[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?!\d))?(?::[0-5]\d(?!\d))?"
    r"(?P<mark>\s?(?:(?P<half>[ap])\.?\s?m\b\.?|o[’']clock\b|GMT\b|UTC\b|Uhr\b|hrs\b|hours\sGMT))?",
    re.IGNORECASE,
)


def clock(text: str, start: int, language: str) -> tuple[tuple[float, ...], int] | None:
    """The possible hours of the time at ``start``, the likeliest first, and where it ends; None if it is not a time."""
    found = _TIME.match(text, start)
    if found is None or int(found["hour"]) > 24:
        return None
    joint = (found["joint"] or "").strip().lower()
    if not found["mark"] and (not found["minute"] or joint == "."):
        return None
    if found["half"] and language != "en" and "." not in found["mark"] and (language == "de" or not found["minute"]):
        return None  # "am" is a word
    if text[found.end() : found.end() + 1].isdigit() or (joint == ":" and text[found.end() : found.end() + 1] == ":"):
        return None
    hour = int(found["hour"]) + int(found["minute"] or 0) / 60
    if found["half"]:
        return ((hour % 12 + (12 if found["half"].lower() == "p" else 0)),), found.end()
    return (hour, (hour + 12) % 24) if hour < 13 else (hour % 24,), found.end()
