"""Loss exceedance: odds by their logarithm, the bad year's amounts, and what the appetite says."""

from __future__ import annotations

import math

import pytest

from itstrat.charts.drawing import label_boxes
from itstrat.charts.exceedance import Curve, odds_text
from itstrat.charts.theme import Look
from tests.charts.drawn import words
from tests.charts.security_cases import CURVES, losses

TWO = Curve("Today", [(0.0, 0.5), (100.0, 0.1), (200.0, 0.01)])


def test_between_points_odds_follow_their_logarithm() -> None:
    """At the points the curve is exact; between two it runs by the logarithm of the odds; both ways agree."""
    assert TWO.loss_at(0.1) == pytest.approx(100)
    assert TWO.odds_above(200) == pytest.approx(0.01)
    assert TWO.odds_above(TWO.loss_at(0.03)) == pytest.approx(0.03)


def test_odds_higher_than_any_loss_has_are_no_loss() -> None:
    """Where most years lose nothing, the loss of an ordinary year is zero; beyond the rarest point it is unknown."""
    assert TWO.loss_at(0.9) == 0
    assert math.isnan(TWO.loss_at(0.001))
    assert math.isnan(TWO.odds_above(900))


@pytest.mark.parametrize(
    ("odds", "text"),
    [(1.0, "every year"), (0.5, "1 in 2"), (0.8, "8 in 10"), (0.05, "1 in 20"), (math.nan, "unknown")],
)
def test_odds_are_written_as_people_say_them(odds: float, text: str) -> None:
    """Rare odds are one in so many years, frequent ones so many in ten."""
    assert odds_text(odds) == text


def test_each_curve_is_named_beside_itself() -> None:
    """Every curve has its name and the amount of a 1-in-20 year in words; on a phone a key names them."""
    chart = losses(CURVES)()
    assert {*CURVES, "Appetite $2M", "$3.66M", "$2.18M", "$1.32M"} <= words(chart)
    assert set(CURVES) <= words(losses(CURVES)(Look("light", 358, 1.3, 400)))


def test_a_greater_loss_lies_further_right_and_rarer_lower() -> None:
    """Along every line the loss grows to the right as the odds fall."""
    frame = losses(CURVES)().frame
    for _, line in frame[frame["part"] == "path"].groupby("text"):
        assert line["x"].is_monotonic_increasing
        assert line["y"].is_monotonic_increasing


def test_names_stand_apart_from_other_lines() -> None:
    """No name of a curve lies on the line of another."""
    frame = losses(CURVES)().frame
    named = [box for box in label_boxes(frame) if box.text in CURVES]
    points = frame[frame["part"] == "path"][["x", "y"]].itertuples(index=False)
    assert not [
        box.text for x, y in points for box in named if box.left < x < box.right and box.top < y < box.bottom
    ]


def test_without_appetite_no_rule_is_drawn() -> None:
    """No appetite is no appetite of zero: neither rule nor words."""
    chart = losses(CURVES, None)()
    assert not [text for text in words(chart) if "Appetite" in text]
    assert chart.alt.endswith("no appetite is set.")
