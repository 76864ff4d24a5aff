"""How wide a text is in the shipped font, so that labels are placed, cut and wrapped before anything is drawn."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

from itstrat.charts.theme import FONT_FILES, FONT_FOLDER

_MEASURED_AT = 100  # px; widths scale with the size

# A line of text takes this many times its size, and its middle is where it is placed.
LINE = 1.25


@lru_cache(maxsize=8)
def _font(weight: int) -> ImageFont.FreeTypeFont:
    path = FONT_FOLDER / FONT_FILES[weight]
    return ImageFont.truetype(str(path), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """Width in pixels of one line in Inter at this size (px) and weight (400, 500, 600 or 700)."""
    return _font(weight).getlength(text) * size / _MEASURED_AT


def shorten(text: str, limit: float, size: float, weight: int = 400) -> str:
    """The text, or as much of its beginning as fits in `limit` pixels with an ellipsis; never less than one letter."""
    if text_width(text, size, weight) <= limit:
        return text
    # No letter is narrower than a tenth of its size: what lies beyond need not be measured.
    kept = min(len(text), max(1, int(limit / size * 10)))
    while kept > 1 and text_width(_cut(text, kept), size, weight) > limit:
        kept -= 1
    return _cut(text, kept)


def wrap(text: str, limit: float, size: float, weight: int = 400) -> list[str]:
    """Lines no wider than `limit` pixels, broken at spaces; a single longer word stands on a line of its own."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, weight) <= limit:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _cut(text: str, kept: int) -> str:
    return f"{text[:kept].rstrip(' ,;:-–&(')}…"
