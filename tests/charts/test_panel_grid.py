"""Panels stand apart, inside the picture, in rows as full as they can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.charts.panel_grid import PanelGrid
from itstrat.charts.theme import Look


@given(st.integers(1, 40), st.integers(280, 2000), st.integers(200, 1200))
def test_panels_fill_the_width_and_never_meet(count: int, width: int, height: int) -> None:
    """The last column ends at the edge, no row is empty, and only the lowest height makes the picture grow."""
    grid = PanelGrid(Look(width=width, height=height), count, 60.0, 20.0, 150.0, 90.0, 240.0)
    lefts, tops = zip(*(grid.corner(at) for at in range(count)), strict=True)
    assert max(lefts) + grid.wide == pytest.approx(width)
    assert len(set(zip(lefts, tops, strict=True))) == count
    assert len(set(tops)) == grid.rows
    assert max(tops) + grid.tall == pytest.approx(grid.bottom)
    assert 90.0 <= grid.tall <= 240.0
    assert grid.tall == 90.0 or grid.bottom <= height + 1e-6


def test_panels_share_the_rows_evenly() -> None:
    """Four panels where three have room are two and two; with room for one they stand below each other."""
    wide, narrow = (
        PanelGrid(Look(width=width, height=600), 4, 0.0, 20.0, 150.0, 90.0, 240.0) for width in (500, 300)
    )
    assert (wide.columns, wide.rows) == (2, 2)
    assert (narrow.columns, narrow.rows) == (1, 4)
