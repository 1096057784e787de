"""Numerals of Chinese, Japanese and Korean: digits or native numerals, with their scales: "5亿", "3億5000万"."""

import re

__all__ = ["SCALES", "WIDE", "wide"]

WIDE = frozenset("zh ja ko".split())
SCALES = {
    "十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12,
    "천": 1e3, "백": 1e2, "만": 1e4, "억": 1e8, "조": 1e12,
}  # fmt: skip
_DIGITS = {c: float(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0.0, "两": 2.0, "兩": 2.0}
_PART = re.compile(rf"\s?(?P<digits>\d[\d,.]*\d|\d)|(?P<word>[{''.join(_DIGITS)}])|\s?(?P<scale>[{''.join(SCALES)}])")
MAX_PARTS = 16


def wide(text: str, at: int) -> tuple[float, int, bool] | None:
    """``(value, end, scaled)`` of the numeral at ``at``; numerals without digits need a scale: "三十", not "三"."""
    total, section, number, end = 0.0, 0.0, 0.0, at
    scaled = digits = False
    for _ in range(MAX_PARTS):
        part = _PART.match(text, end)
        if part is None or (end == at and part["scale"]):
            break
        if part["scale"]:
            if not number and not section and not total:
                break
            factor = SCALES[part["scale"]]
            if factor < 1e4:
                section, number = section + (number or 1.0) * factor, 0.0
            else:
                total, section, number = _raised(total, section + number, factor), 0.0, 0.0
            scaled = True
        elif number:
            break
        else:
            digits = digits or bool(part["digits"])
            number = float(part["digits"].replace(",", "")) if part["digits"] and _plain(part["digits"]) else number
            if part["word"]:
                number = _DIGITS[part["word"]]
            elif not _plain(part["digits"]):
                break
        end = part.end()
    if end == at or not (scaled or digits):
        return None
    return total + section + number, end, scaled


def _plain(digits: str) -> bool:
    """True if ``digits`` form one number: "1,234.5", not "1.2.3"."""
    return digits.count(".") <= 1


def _raised(total: float, section: float, factor: float) -> float:
    """``total`` plus ``section`` times ``factor``; a scale right behind a scale multiplies the total: 万亿."""
    return total + section * factor if section else total * factor
