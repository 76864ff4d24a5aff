"""Objectives: money, initiatives as cells by status, and what nobody works on."""

from __future__ import annotations

import pytest

from itstrat.charts.theme import Look
from tests.charts.drawn import rects, words
from tests.charts.roadmap_cases import SERVED, served


def test_each_initiative_has_a_cell_of_one_width() -> None:
    """Two initiatives of a status are twice as wide as one, in every row alike."""
    frame = rects(served(SERVED)(), "page").sort_values("y")
    widths = (frame["x2"] - frame["x"]).tolist()
    one, two, *rest = widths
    assert two + 1 == pytest.approx(2 * (one + 1), abs=0.1)
    assert rest == pytest.approx([two] * len(rest), abs=0.1)


def test_status_is_told_by_a_sign_and_a_count() -> None:
    """Cells say glyph and count, so that colour is not needed."""
    assert {"✓ 1", "● 2", "■ 1", "▲ 1", "○ 2"} <= words(served(SERVED)())


def test_a_cell_too_narrow_for_its_count_keeps_its_sign() -> None:
    """Where many initiatives make cells narrow, the count goes first: a cell of one says by its sign what it is."""
    chart = served([(1, "Grow", "100", "all", 4, 1, 1, 1, 6)])(Look("light", 880, 1.3, 420))
    assert {"✓ 4", "○ 6"} <= words(chart)
    assert {"●", "▲", "■"} <= {text[:1] for text in words(chart)}


def test_what_nobody_works_on_says_so() -> None:
    """An objective without initiatives has words in the place of cells, and the sentence names it."""
    chart = served(SERVED)()
    assert "no initiative" in words(chart)
    assert chart.alt.endswith("1 without any initiative, first Hand over to the next generation.")
    assert served(SERVED[:2])().alt.endswith("each is served by an initiative.")


def test_unknown_money_is_no_zero() -> None:
    """Money that is not known reads unknown and has no bar; none at all reads $0."""
    chart = served(SERVED)()
    assert {"unknown", "$0"} <= words(chart)
    assert len(rects(chart, "actual")) == 3
    assert chart.table["Money (USD)"].tolist()[3] is None
