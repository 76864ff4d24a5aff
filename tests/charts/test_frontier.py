"""What each budget buys: steps down, and the chosen budget among them."""

from __future__ import annotations

import pytest

from itstrat.charts.frontier import Step, bought
from tests.charts.drawn import words
from tests.charts.security_cases import STEPS, budgets


def test_a_budget_buys_the_last_step_it_reaches() -> None:
    """At a step exactly its residual, below it the one before, below the first nothing."""
    steps = [Step(10.0, 5.0, ""), Step(20.0, 3.0, "")]
    found = [bought(steps, budget) for budget in (5, 10, 19.9, 20, 99)]
    assert [step and step.residual for step in found] == [None, 5, 5, 3, 3]


def test_steps_are_level_until_the_next_and_fall() -> None:
    """Every level piece begins where the one before ends and lies lower; the last reaches the right edge."""
    chart = budgets(STEPS, None)()
    frame = chart.frame
    level = frame[(frame["part"] == "line") & (frame["stroke"] == "actual")]
    assert level["x"].tolist()[1:] == level["x2"].tolist()[:-1]
    assert level["y"].is_monotonic_increasing
    assert level["x2"].iloc[-1] == pytest.approx(912 - 6, abs=0.1)


def test_the_chosen_budget_says_what_is_left() -> None:
    """The chosen budget and its residual stand in words; without one, neither."""
    assert {"Chosen $70k", "$92.6k left"} <= words(budgets(STEPS)())
    chart = budgets(STEPS, None)()
    assert not any("left" in text or "Chosen" in text for text in words(chart) if "Expected" not in text)
    assert chart.alt.endswith("no budget is chosen.")


def test_each_step_says_what_it_adds() -> None:
    """The set's new members stand at their step with what is then left."""
    assert {"$141k with second factor", "$70.4k with recovery rehearsed"} <= words(budgets(STEPS)())
