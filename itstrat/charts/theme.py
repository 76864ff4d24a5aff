"""Colours, status signs and the font, for the light page and the dark one.

A token says what a colour means (`bad`), never how it looks; charts speak in tokens, and the theme of a chart is one
parameter of its specification. `on_<token>` is the ink that reads best on that fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from itstrat.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme = Literal["light", "dark"]

FONT = "Inter, Helvetica, Arial, sans-serif"
FONT_FOLDER = ROOT / "static" / "fonts"
FONT_FILES = {
    400: "Inter-Regular.otf",
    500: "Inter-Medium.otf",
    600: "Inter-SemiBold.otf",
    700: "Inter-Bold.otf",
}

# Parts of a whole, largest first; the last one is "other".
SERIES = ("series1", "series2", "series3", "series4", "series5", "series6")

_LIGHT = {
    "page": "#FFFFFF",
    "ink": "#1B1F24",
    "ink2": "#4A525C",
    "ink3": "#5F6873",
    "actual": "#3A4450",
    "previous": "#A9B2BC",
    "primary": "#1F5A8C",
    "good": "#0B6E99",
    "bad": "#B83A1B",
    "risk": "#C77700",
    "bad_tint": "#F3D9D2",
    "risk_tint": "#F3DFBF",
    "good_tint": "#D2E6EE",
    "primary_tint": "#A9C4DB",
    "band": "#F4F6F8",
    "band2": "#E9EDF1",
    "band3": "#DAE0E6",
    "grid": "#E3E7EB",
    "series1": "#24425F",
    "series2": "#4C7599",
    "series3": "#86A9C4",
    "series4": "#B9CFE0",
    "series5": "#E3ECF4",
    "series6": "#FFFFFF",
}
_DARK = {
    "page": "#14181D",
    "ink": "#F2F4F6",
    "ink2": "#C3CAD2",
    "ink3": "#98A2AD",
    "actual": "#D5DBE1",
    "previous": "#6A747F",
    "primary": "#6FB1E8",
    "good": "#5EB7DC",
    "bad": "#F2795A",
    "risk": "#F0B03F",
    "bad_tint": "#4B2A22",
    "risk_tint": "#4A3818",
    "good_tint": "#1D3F4D",
    "primary_tint": "#2F587A",
    "band": "#1B2027",
    "band2": "#232A32",
    "band3": "#2F3843",
    "grid": "#2C343D",
    "series1": "#C6DCEE",
    "series2": "#8FB6D8",
    "series3": "#5D8AB2",
    "series4": "#3B6184",
    "series5": "#27425C",
    "series6": "#14181D",
}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2 relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _complete(tokens: dict[str, str]) -> Mapping[str, str]:
    inks = (tokens["ink"], tokens["page"])
    on = {f"on_{name}": max(inks, key=lambda ink: contrast(ink, fill)) for name, fill in tokens.items()}
    return MappingProxyType(tokens | on | {"none": "transparent"})


TOKENS: Mapping[Theme, Mapping[str, str]] = MappingProxyType(
    {"light": _complete(_LIGHT), "dark": _complete(_DARK)},
)


@dataclass(frozen=True, slots=True)
class Sign:
    """How a status is shown: always a glyph, a word and a colour token together."""

    glyph: str
    word: str
    token: str


STATUS: Mapping[str, Sign] = MappingProxyType(
    {
        "done": Sign("✓", "Done", "ink2"),
        "on track": Sign("●", "On track", "primary"),
        "at risk": Sign("▲", "At risk", "risk"),
        "off track": Sign("■", "Off track", "bad"),
        "planned": Sign("○", "Planned", "ink2"),
        "unknown": Sign("?", "Unknown", "ink3"),
    },
)


@dataclass(frozen=True, slots=True)
class Look:
    """Where a chart will be seen.

    `width` is the width in pixels the geometry is planned for: a wider place stretches the chart, a narrower one crowds
    it. `scale` enlarges the type: 1.0 for slides of 960 x 540, 1.3 for screens. `height` is the height to fill, where a
    chart can choose: charts made of rows need what they need.
    """

    theme: Theme = "light"
    width: int = 912
    scale: float = 1.0
    height: int = 424

    def __post_init__(self) -> None:
        """A chart needs room for a name and a number."""
        if self.width < 280:
            raise ValueError(f"A chart is planned for at least 280 px, not {self.width}.")

    @property
    def narrow(self) -> bool:
        """True where names stand above their marks instead of beside them (a phone, a third of a page)."""
        return self.width < 460 * self.scale

    def px(self, size: float) -> float:
        """A type-bound length (a font size, a row height) at this scale."""
        return size * self.scale


SLIDE = Look()
