"""What waits for what: elbows from the end of one bar to the end of another that it holds, with an arrow head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from itstrat.charts.placing import Placer
from itstrat.charts.roadmap_axis import Axis
from itstrat.charts.roadmap_bars import seen
from itstrat.charts.roadmap_frames import Link
from itstrat.charts.roadmap_rows import Row

_HEADS = {"down": "triangle-down", "up": "triangle-up", "right": "triangle-right", "left": "triangle-left"}

Points = list[tuple[float, float]]


@dataclass
class Links:
    """Draws every link of which both bars are on the sheet; labels placed later keep clear of them."""

    axis: Axis
    rows: Sequence[Row]
    links: Sequence[Link]
    placer: Placer

    def draw(self) -> int:
        """The links; answers how many lead to a bar that is not drawn here."""
        placed = {row.bar.key: row for row in self.rows if seen(row.bar, self.axis)}
        elsewhere = 0
        for link in self.links:
            before, after = placed.get(link.before), placed.get(link.after)
            if before is not None and after is not None:
                self._link(link, before, after)
            else:
                elsewhere += before is not None or after is not None
        return elsewhere

    def _link(self, link: Link, before: Row, after: Row) -> None:
        if link.kind in {"FS", "SF"}:
            points, head = self._drop(link, before, after)
        else:
            points, head = self._around(link, before, after)
        critical = before.bar.critical and after.bar.critical
        drawing = self.axis.drawing
        for halo in (True, False):
            for start, end in pairwise(points):
                stroke, line = ("band", 4.0) if halo else ("ink", 1.6) if critical else ("ink2", 1.1)
                drawing.rule(start, end, stroke, line=line, dash="solid" if halo or critical else "dash")
        drawing.symbol(points[-1], _HEADS[head], fill="ink", across=drawing.look.px(6), line=0)
        self.placer.line(points)

    def _span(self, row: Row) -> tuple[float, float]:
        first, after = seen(row.bar, self.axis) or (self.axis.first, self.axis.first)
        return self.axis.x(first), self.axis.x(after)

    def _drop(self, link: Link, before: Row, after: Row) -> tuple[Points, str]:
        """Along the row to where the other bar begins (or ends), then straight to it."""
        (start, finish), (first, last) = self._span(before), self._span(after)
        inset = min(self.axis.drawing.look.px(5), (last - first) / 2)
        x = first + inset if link.kind == "FS" else last - inset
        below = after.middle > before.middle
        edge = after.middle + after.thick / 2 * (-1 if below else 1)
        landing = (x, edge + self.axis.drawing.look.px(-2.5 if below else 2.5))
        if start < x < finish:
            leaving = (x, before.middle + before.thick / 2 * (1 if below else -1))
            points = [leaving, landing]
        else:
            leaving = (finish if x >= finish else start, before.middle)
            points = [leaving, (x, before.middle), landing]
        return points, "down" if below else "up"

    def _around(self, link: Link, before: Row, after: Row) -> tuple[Points, str]:
        """Out of both starts to the left, or out of both finishes to the right."""
        away = self.axis.drawing.look.px(6)
        starts = link.kind == "SS"
        one, other = (self._span(row)[0 if starts else 1] for row in (before, after))
        x = min(one, other) - away if starts else max(one, other) + away
        x = min(max(x, self.axis.drawing.left - away), self.axis.drawing.plot_right + away)
        points = [(one, before.middle), (x, before.middle), (x, after.middle), (other, after.middle)]
        return points, "right" if starts else "left"
