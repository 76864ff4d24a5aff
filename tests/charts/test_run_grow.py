"""What IT spend is for: shares of each fiscal year, the unknown among them."""

from __future__ import annotations

import pytest

from itstrat.charts.theme import Look
from tests.charts.drawn import words
from tests.charts.roadmap_cases import PURPOSES, purposes


def test_parts_are_as_long_as_their_share() -> None:
    """A quarter of the year's money is a quarter of the bar, and all bars are as long."""
    frame = purposes([(2027, "run", 300), (2027, "grow", 100), (2028, "run", 7)])().frame
    bars = frame[frame["part"] == "bar"]
    run, grow, all_of_it = (bars["x2"] - bars["x"] + 1).tolist()
    assert run == pytest.approx(3 * grow, rel=0.01)
    assert all_of_it == pytest.approx(run + grow, rel=0.01)


def test_share_and_money_stand_together() -> None:
    """A part says both where it has room, and the year's total stands at its end."""
    assert {"78% · $1.95M", "10% · $260k", "$2.51M"} <= words(purposes(PURPOSES)())


def test_what_is_unknown_has_its_own_part() -> None:
    """Spend nobody has classified is dashed and last, and the sentence says its share."""
    chart = purposes(PURPOSES[:4])()
    dashed = chart.frame[(chart.frame["part"] == "bar") & (chart.frame["dash"] == "dash")]
    assert len(dashed) == 1
    assert dashed["x2"].iloc[0] == chart.frame[chart.frame["part"] == "bar"]["x2"].max()
    assert chart.alt.endswith("8% is of unknown purpose.")


def test_a_phone_says_the_shares_below_the_bar() -> None:
    """Where parts are too narrow for words the shares stand in a line below."""
    phone = purposes(PURPOSES)(Look("light", 358, 1.3, 400))
    assert "Run 78%, grow 10%, transform 4%, unknown 8%" in words(phone)
