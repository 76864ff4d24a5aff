"""The one Vega-Lite template behind every chart: marks by `part`, drawn where Python placed them.

Python decides where everything stands, in pixels of a planned width; Vega-Lite draws it, and stretches the middle when the
place is wider: the margins `left` and `right` keep their width. The specification holds no data and names its source
`source`. All colours are tokens, looked up in the parameter `tokens`: a theme is the value of that one parameter.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import altair as alt

from itstrat.charts.theme import FONT, TOKENS, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

# From the back to the front; a mark belongs to exactly one part.
PARTS = ("said", "band", "grid", "area", "bar", "line", "path", "patch", "point", "label", "fact")

_DASHES = {"solid": [1, 0], "dash": [4, 3], "long": [7, 4], "dot": [1.5, 3]}
_CAP = "datum.dash === 'solid' ? 'round' : 'butt'"  # round ends would close the gaps of a dashed line
_Y = alt.Y("y:Q", scale=None, axis=None)
_Y2 = alt.Y2("y2:Q")
_X2 = alt.X2("x2:Q")
_SERIES = alt.Detail("text:N")


@lru_cache(maxsize=256)
def template(theme: Theme, width: int, height: int, left: float, right: float) -> dict[str, Any]:
    """The specification for a chart planned at this size; the same object each time, so never change it."""
    stops: dict[float, Any] = {
        0.0: 0,
        left: left,
        width - right: {"expr": f"width - {right}"},
        float(width): {"expr": "width"},
    }
    scale = {"domain": list(stops), "nice": False, "range": list(stops.values()), "zero": False}
    layers = [
        {**layer, "encoding": {**layer["encoding"], "x": {**layer["encoding"]["x"], "scale": scale}}}
        for layer in _built()["layer"]
    ]
    return dressed({**_built(), "layer": layers, "width": width, "height": height}, theme)


@lru_cache(maxsize=1)
def _built() -> dict[str, Any]:
    """What all charts share, built by Altair once: a size of its own costs each only a copy."""
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], range=[0, 1], nice=False, zero=False), axis=None)
    spec: dict[str, Any] = (
        alt.layer(*(_layer(part, x) for part in PARTS), data=alt.NamedData("source"))
        .properties(
            width=1,
            height=1,
            padding={"left": 0, "right": 0, "top": 0, "bottom": 0},
            autosize="none",
        )
        .configure(font=FONT, view=alt.ViewConfig(stroke=None))
        .to_dict()
    )
    return {**spec, "params": [{"name": "dashes", "value": _DASHES}]}


def dressed(spec: Mapping[str, Any], theme: Theme) -> dict[str, Any]:
    """A copy of the specification in the colours of this theme; geometry and data do not change."""
    tokens = dict(TOKENS[theme])
    others = [param for param in spec["params"] if param["name"] != "tokens"]
    return {**spec, "background": tokens["page"], "params": [*others, {"name": "tokens", "value": tokens}]}


def _layer(part: str, x: alt.X) -> Any:
    chart = alt.Chart().transform_filter(alt.datum.part == part)
    if part in {"grid", "line"}:
        return _rule(chart).encode(x=x, x2=_X2, y=_Y, y2=_Y2)
    if part in {"area", "path"}:
        series = _area(chart).encode(y2=_Y2) if part == "area" else _path(chart)
        return series.encode(x=x, y=_Y, detail=_SERIES)
    if part == "label":
        return _text(chart).encode(x=x, y=_Y, text=alt.Text("text:N"))
    if part == "point":
        return _symbol(chart).encode(x=x, y=_Y)
    if part in {"said", "fact"}:
        said = chart.mark_rect(fill="transparent").encode(x=x, x2=_X2, y=_Y, y2=_Y2, description="text:N")
        return said if part == "said" else said.encode(tooltip=alt.Tooltip("text:N", title=" "))
    return _rect(chart).encode(x=x, x2=_X2, y=_Y, y2=_Y2)


def _of(field: str) -> Any:
    return alt.expr(f"datum.{field}")


def _stroke() -> dict[str, Any]:
    return {
        "stroke": alt.expr("tokens[datum.stroke]"),
        "strokeWidth": _of("line"),
        "strokeDash": alt.expr("dashes[datum.dash]"),
        "aria": False,
        "opacity": 1,
    }


def _rect(chart: alt.Chart) -> Any:
    # A patch starts and ends so many pixels beside its place; bars have neither, and stretch.
    ends = {"xOffset": _of("dx"), "x2Offset": alt.expr("datum.dx + datum.size")}
    return chart.mark_rect(fill=alt.expr("tokens[datum.fill]"), **ends, **_stroke())


def _rule(chart: alt.Chart) -> Any:
    return chart.mark_rule(**_stroke())


def _area(chart: alt.Chart) -> Any:
    return chart.mark_area(fill=alt.expr("tokens[datum.fill]"), **_stroke())


def _path(chart: alt.Chart) -> Any:
    return chart.mark_line(strokeCap=alt.expr(_CAP), strokeJoin="round", **_stroke())


def _symbol(chart: alt.Chart) -> Any:
    fill = alt.expr("tokens[datum.fill]")
    return chart.mark_point(fill=fill, shape=_of("shape"), size=_of("size"), xOffset=_of("dx"), **_stroke())


def _text(chart: alt.Chart) -> Any:
    return chart.mark_text(
        fill=alt.expr("tokens[datum.fill]"),
        align=_of("align"),
        baseline="middle",
        fontSize=_of("size"),
        fontWeight=_of("weight"),
        dx=_of("dx"),
        aria=False,
    )
