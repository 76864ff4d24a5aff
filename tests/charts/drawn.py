"""What a chart shows, read from its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.charts.drawing import Chart


def words(chart: Chart) -> set[str]:
    """Everything written on a chart."""
    return set(chart.frame[chart.frame["part"] == "label"]["text"])


def rects(chart: Chart, fill: str) -> pd.DataFrame:
    """The bars and columns of this colour, from left to right."""
    frame = chart.frame
    return frame[(frame["part"] == "bar") & (frame["fill"] == fill)].sort_values("x")
