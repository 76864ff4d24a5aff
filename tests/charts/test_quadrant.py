"""Required or not by the risk left: two bands, money upwards, what is unknown apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.charts.security_cases import GAPS, gaps

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.charts.drawing import Chart


def words(chart: Chart) -> list[str]:
    """Everything written on a chart."""
    return list(chart.frame[chart.frame["part"] == "label"]["text"])


def circles(chart: Chart) -> pd.DataFrame:
    """Its circles."""
    return chart.frame[chart.frame["part"] == "point"].reset_index(drop=True)


def axis(chart: Chart) -> float:
    """The height at which no risk is left."""
    rules = chart.frame[(chart.frame["part"] == "line") & (chart.frame["stroke"] == "ink")]
    return float(rules["y"].iloc[0])


def test_required_stand_left_of_chosen() -> None:
    """The same risk required lies left, by choice right, both at the same height."""
    marks = circles(gaps([("A", True, 500, 10), ("B", False, 500, 10)])())
    assert marks["x"].tolist() == sorted(marks["x"])
    assert marks["y"][0] == marks["y"][1]
    assert marks["fill"].tolist() == ["primary_tint", "band2"]


def test_twice_the_risk_stands_twice_as_high() -> None:
    """Height above the axis is proportional to the risk left."""
    chart = gaps([("A", True, 800, 1), ("B", False, 400, 1)])()
    floor = axis(chart)
    high, low = (floor - y for y in circles(chart)["y"])
    assert high == pytest.approx(2 * low, abs=0.1)


def test_the_area_is_the_cost() -> None:
    """Four times the cost is four times the area."""
    marks = circles(gaps([("A", True, 800, 40_000), ("B", False, 400, 10_000)])())
    assert marks["size"][0] == pytest.approx(4 * marks["size"][1], rel=0.01)


def test_what_is_unknown_is_no_zero() -> None:
    """Unknown risk stands below the axis in a strip that counts it; unknown cost is dotted."""
    chart = gaps([("A", True, 800, None), ("B", True, None, 10_000)])()
    floor = axis(chart)
    marks = circles(chart)
    assert (marks["y"] > floor).tolist() == [False, True]
    assert marks["dash"].tolist() == ["dot", "solid"]
    assert "1 of unknown risk" in words(chart)
    assert "2 gaps, $10k to close, 1 of unknown cost" in words(chart)


def test_a_third_band_only_where_it_is_needed() -> None:
    """What nobody has said is required or not has a band of its own, if there is any."""
    assert "Not known whether required" in words(gaps(GAPS)())
    assert "Not known whether required" not in words(gaps(GAPS[:3])())


def test_the_greatest_risks_are_named() -> None:
    """The three greatest risks have their names, and circles of known risk do not lie in each other."""
    chart = gaps(GAPS)()
    for name, *_ in sorted((gap for gap in GAPS if gap[2]), key=lambda gap: -(gap[2] or 0))[:3]:
        assert any(text.startswith(name) for text in words(chart)), name
    marks = circles(chart)[:10]
    for at, one in marks.iterrows():
        for _, two in marks.loc[at + 1 :].iterrows():  # type: ignore[operator]
            apart = ((one["x"] - two["x"]) ** 2 + (one["y"] - two["y"]) ** 2) ** 0.5
            assert apart >= ((one["size"] / 0.785) ** 0.5 + (two["size"] / 0.785) ** 0.5) / 2


def test_beyond_sixty_the_rest_is_counted() -> None:
    """At most sixty known risks are drawn; a line counts the rest and the table holds all."""
    chart = gaps([(f"Gap {at}", True, 1000 + at, 10) for at in range(75)])()
    assert "15 smaller risks in the table." in words(chart)
    assert len(chart.table) == 75
