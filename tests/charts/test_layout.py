"""What lays a chart out: stripes of a hatch, marks of an axis, labels moved apart or beside lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.charts.drawing import Box
from itstrat.charts.hatching import stripes
from itstrat.charts.layout import spread, ticks
from itstrat.charts.placing import Segment

amounts = st.floats(-1e6, 1e6)


@given(amounts, st.floats(1, 2000), amounts, st.floats(1, 2000))
def test_stripes_stay_in_their_bar(left: float, wide: float, top: float, tall: float) -> None:
    """Every stripe of a hatch begins and ends inside its bar and rises at 45 degrees; a bar never has hundreds."""
    drawn = list(stripes((left, left + wide), (top, top + tall), 8.0))
    assert len(drawn) <= 151
    for (x, y), (x2, y2) in drawn:
        assert left - 1e-3 <= x < x2 <= left + wide + 1e-3
        assert top - 1e-3 <= y2 < y <= top + tall + 1e-3
        assert x2 - x == pytest.approx(y - y2, abs=1e-3)


@given(amounts, st.floats(1e-3, 1e6), st.integers(1, 8))
def test_ticks_are_round_few_and_inside(low: float, span: float, most: int) -> None:
    """Marks of an axis lie between its ends, evenly, and are no more than asked for and one."""
    found = ticks(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in found)


@given(st.lists(st.floats(0, 400), min_size=1, max_size=6))
def test_spread_labels_keep_their_order_and_distance(wanted: list[float]) -> None:
    """Labels moved apart stand in the same order, far enough from each other, between the limits."""
    placed = spread(wanted, 14, 0, 400)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    inside = [placed[at] for at in order]
    assert all(b - a >= 14 - 1e-6 for a, b in pairwise(inside))
    assert min(inside) >= -1e-6
    assert max(inside) <= 400 + 1e-6


def test_a_line_crosses_a_box_only_where_it_runs_through() -> None:
    """Through the middle crosses, beside and before do not."""
    box = Box("", 10, 10, 20, 20)
    assert Segment(0, 0, 30, 30).crosses(box)
    assert Segment(15, 0, 15, 40).crosses(box)
    assert not Segment(0, 0, 9, 9).crosses(box)
    assert not Segment(0, 30, 30, 25).crosses(box)
    assert not Segment(5, 0, 5, 40).crosses(box)
