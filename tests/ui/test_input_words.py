"""The CIO's inputs between plan and screen: nothing is lost on the way, and nothing else is believed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import ASSUMPTIONS, Inputs, inputs
from itstrat.ui import input_words

PLAN = inputs({"price_inflation": "4%", "view": "cash"})


@pytest.mark.parametrize("name", ASSUMPTIONS)
def test_every_bound_and_default_survives_the_widget(name: str) -> None:
    """What a widget is given, it gives back: default, least, most and the steps beside them."""
    one = ASSUMPTIONS[name]
    values = {one.default}
    if one.least is not None and one.most is not None and one.step is not None:
        values |= {one.least, one.most, one.least + one.step, one.most - one.step}
    for value in values:
        assert input_words.value(one, input_words.cell(one, value)) == value


def test_a_slider_s_binary_fraction_is_the_step_it_means() -> None:
    """0.1 + 0.2 is 30%."""
    one = ASSUMPTIONS["uplift_likely"]
    assert input_words.value(one, 0.1 + 0.2) == Decimal("0.3")


@pytest.mark.parametrize(
    ("name", "held"), [("price_inflation", 3.0), ("view", "guess"), ("horizon_years", 9)]
)
def test_a_forged_value_is_refused(name: str, held: float | str) -> None:
    """Beyond the bounds, or a word that is no choice."""
    with pytest.raises(ItstratError, match=name):
        input_words.value(ASSUMPTIONS[name], held)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("price_inflation", Decimal("0.035"), "3.5%"),
        ("reserve_contribution", Decimal(4000), "4,000 EUR"),
        ("reserve_contribution", None, "none"),
        ("hires_per_month", Decimal("0.8333"), "0.83 a month"),
        ("hires_per_month", Decimal("0.004"), "0.004 a month"),
        ("useful_life_change", Decimal(-6), "−6 months"),
        ("project_start", Decimal(1), "1 month"),
        ("view", "pnl", "P&L"),
    ],
)
def test_a_value_is_read_with_its_unit(name: str, value: Decimal | str | None, said: str) -> None:
    """Shares as percent, money with its currency, choices by their label; two decimals, unless nothing would be left."""
    assert input_words.said(ASSUMPTIONS[name], value, "EUR") == said


def test_the_question_mark_tells_unit_plan_default_bounds_and_source() -> None:
    """Everything a person asks before moving an input."""
    about = input_words.about(ASSUMPTIONS["uplift_likely"], Decimal("0.09"), "USD")
    assert about == (
        "In percent. In the plan: 9%. Default: 7% (advisers call 7 to 10% the usual unchallenged rise). "
        "From −20% to 50%."
    )


def test_only_what_differs_from_the_plan_is_a_change() -> None:
    """Against the plan's inputs, not against the defaults."""
    chosen = PLAN.with_values({"price_inflation": Decimal("0.05")})
    (change,) = input_words.differences(PLAN, chosen, "USD")
    assert (change.name, change.before, change.after) == ("price_inflation", "4%", "5%")


@pytest.mark.parametrize(
    ("moved", "uplifts"),
    [
        ({"uplift_likely": "0.2"}, ("0", "0.2", "0.2")),
        ({"uplift_likely": "-0.1"}, ("-0.1", "-0.1", "0.15")),
        ({"uplift_low": "0.1"}, ("0.1", "0.1", "0.15")),
        ({"uplift_low": "0.3"}, ("0.3", "0.3", "0.3")),
        ({"uplift_high": "0.05"}, ("0", "0.05", "0.05")),
        ({"uplift_likely": "0.1", "uplift_high": "0.05"}, ("0", "0.1", "0.1")),
    ],
)
def test_a_moved_uplift_takes_the_others_along(moved: dict[str, str], uplifts: tuple[str, str, str]) -> None:
    """Lowest, likely and highest stay in order, so that no position of a slider is an error."""
    made = input_words.made(PLAN, {name: Decimal(text) for name, text in moved.items()})
    now = tuple(made.number(f"uplift_{which}") for which in ("low", "likely", "high"))
    assert now == tuple(Decimal(text) for text in uplifts)


def test_an_address_is_taken_where_it_can_be_read() -> None:
    """Declared words and labels of choices alike; nonsense and names nobody declared are left out."""
    query = {"price_inflation": "0.05", "view": "CapEx", "horizon_years": "many", "page": "7"}
    made = input_words.from_address(PLAN, query)
    assert made == PLAN.with_values({"price_inflation": Decimal("0.05"), "view": "capex"})


def test_an_address_without_inputs_shows_the_plan() -> None:
    """Not the defaults."""
    assert input_words.from_address(PLAN, {"department": "Sales"}) == PLAN
    assert input_words.from_address(Inputs(), {}) == Inputs()
