"""The one Vega-Lite template behind every chart: marks by `part`, drawn where Python placed them.

Python decides where everything stands, in pixels of a planned width; Vega-Lite draws it, and stretches the middle when the
place is wider: the margins `left` and `right` keep their width. The specification holds no data and names its source
`source`. All colours are tokens, looked up in the parameter `tokens`: a theme is the value of that one parameter.

It is written out, not built by Altair, which takes a third of a second to load when the dashboard starts; a test checks it
against the schema that Altair brings.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from itstrat.charts.theme import FONT, TOKENS, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

Spec = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
_DASHES = {"solid": [1, 0], "dash": [4, 3], "long": [7, 4], "dot": [1.5, 3]}
_CAP = "datum.dash === 'solid' ? 'round' : 'butt'"  # round ends would close the gaps of a dashed line


@lru_cache(maxsize=256)
def template(theme: Theme, width: int, height: int, left: float, right: float) -> Spec:
    """The specification for a chart planned at this size; the same object each time, so never change it."""
    stops: dict[float, Any] = {
        0.0: 0,
        left: left,
        width - right: {"expr": f"width - {right}"},
        float(width): {"expr": "width"},
    }
    scale = {"domain": list(stops), "nice": False, "range": list(stops.values()), "zero": False}
    x = {"field": "x", "type": "quantitative", "scale": scale, "axis": None}
    spec = {
        "$schema": _SCHEMA,
        "data": {"name": "source"},
        "width": width,
        "height": height,
        "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
        "autosize": "none",
        "config": {"font": FONT, "view": {"continuousWidth": 300, "continuousHeight": 300, "stroke": None}},
        "params": [{"name": "dashes", "value": _DASHES}],
        "layer": [_layer(part, x) for part in PARTS],
    }
    return dressed(spec, theme)


def dressed(spec: Mapping[str, Any], theme: Theme) -> Spec:
    """A copy of the specification in the colours of this theme; geometry and data do not change."""
    tokens = dict(TOKENS[theme])
    others = [param for param in spec["params"] if param["name"] != "tokens"]
    return {**spec, "background": tokens["page"], "params": [*others, {"name": "tokens", "value": tokens}]}


def _layer(part: str, x: Spec) -> Spec:
    mark, more = _DRAWN[part]
    only = {"filter": f"(datum.part === '{part}')"}
    return {"mark": mark, "encoding": {"x": x, "y": _Y, **more}, "transform": [only]}


def _of(field: str) -> Spec:
    return {"expr": f"datum.{field}"}


_Y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
_RIGHT, _BOTTOM = {"x2": {"field": "x2"}}, {"y2": {"field": "y2"}}
_TEXT = {"field": "text", "type": "nominal"}
_FILL = {"fill": {"expr": "tokens[datum.fill]"}}
_STROKE = {
    "stroke": {"expr": "tokens[datum.stroke]"},
    "strokeWidth": _of("line"),
    "strokeDash": {"expr": "dashes[datum.dash]"},
    "aria": False,
    "opacity": 1,
}
_RECT = {"type": "rect", **_FILL, **_STROKE}, {**_RIGHT, **_BOTTOM}
_RULE = {"type": "rule", **_STROKE}, {**_RIGHT, **_BOTTOM}
_AREA = {"type": "area", **_FILL, **_STROKE}, {"detail": _TEXT, **_BOTTOM}
_PATH = {"type": "line", "strokeCap": {"expr": _CAP}, "strokeJoin": "round", **_STROKE}, {"detail": _TEXT}
_SYMBOL = {"shape": _of("shape"), "size": _of("size"), "xOffset": _of("dx")}
_LETTERS = {
    "align": _of("align"),
    "baseline": "middle",
    "fontSize": _of("size"),
    "fontWeight": _of("weight"),
    "dx": _of("dx"),
    "aria": False,
}
_TOLD = {"tooltip": {**_TEXT, "title": " "}, "description": _TEXT}

# By part, from the back to the front: how a mark is drawn, and what places it besides x and y.
_DRAWN: dict[str, tuple[Spec, Spec]] = {
    "band": _RECT,
    "grid": _RULE,
    "area": _AREA,
    "bar": _RECT,
    "line": _RULE,
    "path": _PATH,
    "patch": _RECT,
    "point": ({"type": "point", **_SYMBOL, **_FILL, **_STROKE}, {}),
    "label": ({"type": "text", **_LETTERS, **_FILL}, {"text": _TEXT}),
    "fact": ({"type": "rect", "fill": "transparent"}, {**_RIGHT, **_BOTTOM, **_TOLD}),
}
# A mark belongs to exactly one part.
PARTS = tuple(_DRAWN)
