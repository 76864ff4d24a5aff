"""A sheet on which a chart is laid out in Python: marks in pixels, counted from the top left, checked by tests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import pandas as pd
import pyarrow as pa

from itstrat.charts.lettering import LINE, shorten, text_width
from itstrat.charts.template import template
from itstrat.charts.theme import Look

Align = Literal["left", "center", "right"]
Dash = Literal["solid", "dash", "long", "dot"]

_BLANK: Mapping[str, Any] = {
    "part": "",
    "x": 0.0,
    "x2": 0.0,
    "y": 0.0,
    "y2": 0.0,
    "dx": 0.0,
    "text": "",
    "size": 0.0,
    "weight": 400,
    "align": "left",
    "fill": "none",
    "stroke": "none",
    "line": 1.0,
    "dash": "solid",
    "shape": "circle",
}


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart ready to be shown, and everything a page or a slide says about it. It equals only itself.

    `spec` is Vega-Lite without data, shared between charts: never change it. `frame` is what it draws, to be given as its
    data. `alt` is the finding as a sentence. `table` holds the numbers behind the chart, exact, with named columns.
    `height` is the drawn height in pixels.
    """

    spec: Mapping[str, Any]
    frame: pd.DataFrame
    alt: str
    table: pd.DataFrame
    height: int


@lru_cache(maxsize=256)
def marks(chart: Chart) -> pa.Table:
    """What the chart draws as it travels to a browser: turned over once, for all who see the chart."""
    return pa.Table.from_pandas(chart.frame, preserve_index=False)


class Box(NamedTuple):
    """The room a label takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """True when both take some of the same room (touching is not meeting)."""
        across = self.left < other.right - 0.5 and other.left < self.right - 0.5
        return across and self.top < other.bottom - 0.5 and other.top < self.bottom - 0.5


@dataclass(slots=True)
class Drawing:
    """Marks collected for one chart. `left` and `right` are the margins that keep their width when a place is wider."""

    look: Look
    left: float = 0.0
    right: float = 0.0
    _marks: list[dict[str, Any]] = field(default_factory=list)

    @property
    def plot_right(self) -> float:
        """Where the stretching part of the chart ends."""
        return self.look.width - self.right

    def rect(
        self,
        across: tuple[float, float],
        down: tuple[float, float],
        fill: str,
        *,
        stroke: str = "none",
        line: float = 1.0,
        dash: Dash = "solid",
        part: str = "bar",
    ) -> None:
        """A rectangle between two x and two y; an outline is drawn inside its edges."""
        inset = line / 2 if stroke != "none" else 0.0
        (x, x2), (y, y2) = sorted(across), sorted(down)
        ends = {
            "x": x + inset,
            "x2": max(x2 - inset, x + inset),
            "y": y + inset,
            "y2": max(y2 - inset, y + inset),
        }
        self._add(part=part, fill=fill, stroke=stroke, line=line, dash=dash, **ends)

    def patch(self, x: float, across: tuple[float, float], down: tuple[float, float], fill: str) -> None:
        """A ground behind words held at `x`: `across` counts from there, and is as wide as the words on any sheet."""
        self.rect((x, x), down, fill, part="patch")
        self._marks[-1] |= {"dx": across[0], "size": across[1] - across[0]}

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        stroke: str,
        *,
        line: float = 1.0,
        dash: Dash = "solid",
        part: str = "line",
    ) -> None:
        """A straight line between two points; `part` "grid" lies behind the bars."""
        points = {"x": start[0], "y": start[1], "x2": end[0], "y2": end[1]}
        self._add(part=part, stroke=stroke, line=line, dash=dash, **points)

    def path(
        self,
        points: Iterable[tuple[float, float]],
        stroke: str,
        *,
        line: float = 2.5,
        dash: Dash = "solid",
    ) -> None:
        """A line through points that come in the order of their x."""
        series = str(len(self._marks))
        for x, y in points:
            self._add(part="path", x=x, x2=x, y=y, y2=y, text=series, stroke=stroke, line=line, dash=dash)

    def area(self, points: Iterable[tuple[float, float, float]], fill: str) -> None:
        """The room between two lines: x and the two heights there, in the order of x."""
        series = str(len(self._marks))
        for x, y, y2 in points:
            self._add(part="area", x=x, x2=x, y=y, y2=y2, text=series, fill=fill)

    def symbol(
        self,
        at: tuple[float, float],
        shape: str,
        *,
        fill: str,
        stroke: str = "none",
        across: float = 9.0,
        line: float = 1.5,
        dash: Dash = "solid",
        dx: float = 0.0,
    ) -> None:
        """A Vega symbol (or an SVG path in −1 to 1) about `across` pixels wide, `dx` pixels beside the point."""
        area = across**2 * (0.785 if shape == "circle" else 1.0)
        place = {"x": at[0], "y": at[1], "dx": dx}
        self._add(
            part="point", shape=shape, fill=fill, stroke=stroke, size=area, line=line, dash=dash, **place
        )

    def label(
        self,
        at: tuple[float, float],
        text: str,
        *,
        size: float = 11.0,
        weight: int = 400,
        fill: str = "ink",
        align: Align = "left",
        dx: float = 0.0,
        limit: float | None = None,
    ) -> None:
        """One line of text with its middle at this height; `size` is before the look's scale; cut at `limit` pixels.

        Centred text that would leave the sheet is moved back onto it.
        """
        size = self.look.px(size)
        text = text if limit is None else shorten(text, limit, size, weight)
        half = text_width(text, size, weight) / 2 if align == "center" else 0.0
        x = at[0] if align != "center" else min(max(at[0], half), self.look.width - half)
        place = {"x": x, "y": at[1], "dx": dx}
        self._add(part="label", text=text, size=size, weight=weight, fill=fill, align=align, **place)

    def fact(self, across: tuple[float, float], down: tuple[float, float], sentence: str) -> None:
        """What this area says when it is pointed at or read aloud."""
        self._add(part="fact", x=across[0], x2=across[1], y=down[0], y2=down[1], text=sentence)

    def margin(self, room: float) -> float:
        """This room in whole steps: while only numbers move, the sheet stays the same and the browser moves marks alone."""
        step = self.look.px(12)
        return math.ceil(max(room, 0.0) / step) * step

    def width_of(self, text: str, size: float = 11.0, weight: int = 400) -> float:
        """Width in pixels of a label at this look's scale."""
        return text_width(text, self.look.px(size), weight)

    def line_height(self, size: float = 11.0) -> float:
        """Height in pixels of one line of labels at this look's scale."""
        return self.look.px(size) * LINE

    def frame(self) -> pd.DataFrame:
        """One row per mark, from the back to the front within its part; lengths rounded to a hundredth of a pixel."""
        return pd.DataFrame(self._marks, columns=list(_BLANK)).round(2)

    def chart(self, height: float, alt: str, table: pd.DataFrame) -> Chart:
        """The chart of everything drawn so far; its finding is read aloud first."""
        rows = round(height)
        # In the data, not in the specification: a new sentence would make the browser build the chart anew.
        self._add(part="said", x2=self.look.width, y2=rows, text=alt)
        spec = template(self.look.theme, self.look.width, rows, round(self.left, 2), round(self.right, 2))
        return Chart(spec, self.frame(), alt, table, rows)

    def _add(self, **mark: Any) -> None:
        self._marks.append({**_BLANK, **mark})


def label_boxes(frame: pd.DataFrame) -> list[Box]:
    """The room each label of a chart's frame takes at the planned width."""
    return [_box(row) for row in frame[frame["part"] == "label"].to_dict("records")]


def _box(row: dict[Any, Any]) -> Box:
    width = text_width(row["text"], row["size"], row["weight"])
    left = row["x"] + row["dx"] - {"left": 0.0, "center": width / 2, "right": width}[row["align"]]
    half = row["size"] * 0.5  # capitals and figures: descenders may hang over
    return Box(row["text"], left, row["y"] - half, left + width, row["y"] + half)
