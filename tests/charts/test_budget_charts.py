"""The charts of the budget, the reserve and the scenarios: what their geometry promises."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from itstrat.charts.drawing import label_boxes
from itstrat.charts.theme import SLIDE, Look
from tests.charts.budget_frames import (
    CAUSES,
    DRIVERS,
    NEEDS,
    RUNNING,
    SCENARIOS,
    bridged,
    changed,
    compared,
    landing,
    reserved,
    risks,
    running,
    years_by_driver,
)
from tests.charts.drawn import rects, words


def test_open_months_are_hatched_and_their_difference_tinted() -> None:
    """Closed months are solid with a solid difference; open ones are striped, outlined and tinted."""
    chart = landing([100] * 4, [110, 90, 120, 80], closed=2)()
    assert len(rects(chart, "actual")) == 2
    assert (len(rects(chart, "bad")), len(rects(chart, "good"))) == (1, 1)
    assert (len(rects(chart, "bad_tint")), len(rects(chart, "good_tint"))) == (1, 1)
    stripe = chart.frame[(chart.frame["part"] == "line") & (chart.frame["stroke"] == "actual")]
    assert stripe["x"].min() > rects(chart, "actual")["x2"].max()


def test_a_month_without_forecast_shows_its_plan() -> None:
    """An open month of which nothing is known stays an outline, and is not a difference of zero."""
    chart = landing([100, 100], [90, None], closed=1)()
    assert chart.table.iloc[1].tolist() == ["Aug 2026", 100, None, None, None, None, None]
    assert len(rects(chart, "page")) == 2


def test_both_tiers_of_the_landing_share_one_scale() -> None:
    """A difference of a fifth of the month is drawn a fifth as high."""
    chart = landing([80], [100], closed=1)()
    actual, over = rects(chart, "actual").iloc[0], rects(chart, "bad").iloc[0]
    assert (over["y2"] - over["y"]) / (actual["y2"] - actual["y"]) == pytest.approx(0.2, abs=0.005)


def test_the_fan_starts_where_the_year_stands() -> None:
    """The likely range opens at the last actual month and ends at the range of the year."""
    area = running(RUNNING, wide=20_500, tolerance=160_000)().frame.query("part == 'area'")
    assert area.iloc[0]["y"] == area.iloc[0]["y2"]
    assert len(area) == 9
    assert {"+433", "+269", "+105", "+35 to date", "tolerance +160 at the end"} <= words(
        running(RUNNING, wide=20_500, tolerance=160_000)()
    )


def test_without_a_range_no_fan_is_drawn() -> None:
    """An unknown range is not drawn as a range of nothing, nor named in the heading."""
    chart = running(RUNNING, wide=None, tolerance=None)()
    assert chart.frame.query("part == 'area'").empty
    assert "Running difference from plan, $k" in words(chart)


def test_totals_are_cut_only_when_steps_would_be_invisible() -> None:
    """Small steps cut the totals, which are marked and said to be; large steps leave them whole, from zero."""
    small, large = (
        bridged(CAUSES)(),
        bridged([("Plan", 100, "total"), ("Growth", 900, "step"), ("Forecast", 1000, "forecast")])(),
    )
    assert "//" in words(small)
    assert "total bars are cut (//); steps are to scale" in words(small)
    assert "//" not in words(large)


def test_steps_of_a_bridge_are_to_scale_and_linked() -> None:
    """A step twice as large is drawn twice as long, and starts where the one above ends."""
    chart = bridged(
        [("Plan", 1000, "total"), ("A", 50, "step"), ("B", 100, "step"), ("Forecast", 1150, "forecast")]
    )()
    first, second = (bar for _, bar in rects(chart, "bad").iterrows())
    assert (second["x2"] - second["x"]) / (first["x2"] - first["x"]) == pytest.approx(2, abs=0.01)
    assert second["x"] == pytest.approx(first["x2"], abs=0.1)


def test_the_range_of_a_forecast_is_said_in_words() -> None:
    """The bracket of the forecast has its ends written below it."""
    assert "8 in 10: $8.11M to $8.43M" in words(bridged(CAUSES, 8_110_000, 8_430_000)())


def test_savings_lie_below_zero_and_totals_are_net() -> None:
    """A driver that only saves is blue and hangs below the line; the total written is what remains."""
    chart = years_by_driver({"Seats": [1000], "Savings": [-200]}, spread=None)()
    seats, saved = rects(chart, "series1").iloc[0], rects(chart, "good").iloc[0]
    assert saved["y"] == pytest.approx(seats["y2"], abs=1.1)
    assert "$800" in words(chart)


def test_the_total_of_a_year_has_its_bracket() -> None:
    """Each year with a range has a bracket whose dot lies at the total; without a range there is none."""
    assert len(years_by_driver(DRIVERS)().frame.query("part == 'point' and fill == 'primary'")) == 5
    assert years_by_driver(DRIVERS, spread=None)().frame.query("part == 'point' and fill == 'primary'").empty


def test_balance_and_spending_share_one_scale() -> None:
    """A dollar is as high in the columns as in the line above them."""
    chart = reserved([300, 600], 300, 900, floor=300)()
    line = chart.frame.query("part == 'path' and stroke == 'primary'")["y"].tolist()
    zero = chart.frame.query("part == 'line' and stroke == 'ink'")["y"].min()
    columns = rects(chart, "page")
    per_dollar = (columns.iloc[1]["y2"] - columns.iloc[1]["y"]) / 600_000
    assert (zero - line[0]) / 900_000 == pytest.approx(per_dollar, rel=0.02)


def test_todays_line_ends_where_the_money_does() -> None:
    """As today the line stops at the dry period, which is named, and what cannot be paid is orange-red and summed."""
    chart = reserved(NEEDS, 475, 900, today=380)()
    today = chart.frame.query("part == 'path' and stroke == 'bad'")
    assert len(today) == 7
    assert {"Empty in FY33", "Lowest $580k, FY37", "Floor $250k"} <= words(chart)
    assert len(rects(chart, "bad")) == 6


def test_long_plans_name_only_what_has_room() -> None:
    """Sixty months keep their labels apart: months are thinned to calendar steps, small payments stay unwritten."""
    chart = reserved([50 + 900 * (at % 11 == 4) for at in range(60)], 130, 900, months=True)()
    months = list(chart.frame[chart.frame["size"] == 10.5]["text"])
    assert months == [f"{month} {year}" for year in range(26, 32) for month in ("Jan", "Jul")][1:-1]
    assert "$50k" not in words(chart)
    assert "Servers, storage" in words(chart)


def test_scenarios_are_placed_by_their_difference_from_the_plan() -> None:
    """The approved plan stands at the same place in each panel, and a dearer scenario right of it."""
    chart = compared(SCENARIOS)()
    dots = chart.frame.query("part == 'point'")
    plan = dots[dots["fill"] == "actual"].sort_values("x")["x"].tolist()
    apart = {round(b - a, 1) for a, b in pairwise(plan)}
    assert max(apart) - min(apart) < 0.2
    chart = compared({"Approved plan": [100], "Dearer": [120]})()
    dots = chart.frame.query("part == 'point'")
    places = dict(zip(dots["fill"], dots["x"], strict=True))
    assert places["primary"] > places["actual"]
    assert "+$20" in words(chart)


def test_an_unknown_scenario_is_said_to_be() -> None:
    """No dot stands for an amount that is not known."""
    chart = compared({"Approved plan": [None]})()
    assert "not known" in words(chart)
    assert chart.frame.query("part == 'point'").empty


def test_a_what_if_says_that_it_is_not_approved() -> None:
    """Picture and sentence both tell a what-if from the plan."""
    chart = changed([(500, 450)])()
    assert "What-if, not approved" in words(chart)
    assert chart.alt == "What-if, not the approved plan: −$50 (−10%) over FY27."
    assert chart.table.iloc[0].tolist() == ["FY27", Decimal(500), Decimal(450), Decimal(-50)]


def test_shares_of_risk_are_sorted_and_the_unknown_is_last() -> None:
    """Largest first, the unknown without a bar and said to be."""
    chart = risks({"A": None, "B": 0.2, "C": 0.8})()
    names = [
        box.text for box in sorted(label_boxes(chart.frame), key=lambda box: box.top) if box.text in "ABC"
    ]
    assert names == ["C", "B", "A"]
    assert "unknown" in words(chart)


def test_other_currencies_have_no_dollar_sign() -> None:
    """Every amount on the charts is written in the currency asked for."""
    for case in (
        bridged(CAUSES, 8_110_000, 8_430_000),
        years_by_driver(DRIVERS),
        reserved(NEEDS, 475, 900, today=380),
        compared(SCENARIOS),
    ):
        chart = case.draw(look=SLIDE, currency="EUR")
        assert not any("$" in text for text in words(chart)), case.name
        assert "$" not in chart.alt


def test_a_phone_says_in_its_key_what_has_no_room_beside_the_marks() -> None:
    """On a narrow sheet the tolerance and the lowest balance are told above the picture."""
    phone = Look("light", 358, 1.3, 400)
    assert any("tolerance" in text for text in words(running(RUNNING, tolerance=160_000)(phone)))
    assert any("lowest $580k" in text for text in words(reserved(NEEDS, 475, 900, today=380)(phone)))
