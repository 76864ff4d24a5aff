"""The CIO's inputs and the objectives that set them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import ASSUMPTIONS, Assumption, Inputs, inputs, inputs_from_settings
from itstrat.planning.objectives import OBJECTIVES, Objective, objective_values

ALL = list(ASSUMPTIONS.values())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_declaration_is_whole(one: Assumption) -> None:
    """A default within its bounds, that reads back as it is written; a label, a source, something it moves."""
    assert one.read(one.write(one.default)) == one.default
    assert one.label and one.source and one.moves and one.group
    if not one.choices:
        assert one.least is not None and one.most is not None and one.step is not None
        assert one.least < one.most and one.step > 0


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("price_inflation", "5%", "0.05"),
        ("price_inflation", "0.05", "0.05"),
        ("price_inflation", " -1.5 % ", "-0.015"),
        ("project_one_off", "1,200.50", "1200.50"),
        ("book_life", "48", "48"),
    ],
)
def test_values_as_people_write_them(name: str, text: str, value: str) -> None:
    """Percent or fraction, grouped thousands, whole months."""
    assert inputs({name: text}).number(name) == Decimal(value)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("price_inflation", "5", "Write 5% or 0.05"),
        ("price_inflation", "much", 'not "much"'),
        ("price_inflation", "nan", 'not "nan"'),
        ("hires_per_month", "5%", "not in percent"),
        ("book_life", "12.5", "whole months"),
        ("horizon_years", "7", "between 3 and 5"),
        ("view", "gaap", "one of pnl, cash, capex"),
        ("hire", "1", 'no input "hire"'),
        ("uplift_low", "20%", "must rise"),
    ],
)
def test_what_cannot_be_used_is_said(name: str, text: str, said: str) -> None:
    """The message names the input and what it takes."""
    with pytest.raises(ItstratError, match=said):
        inputs({name: text})


def test_all_mistakes_are_named_at_once() -> None:
    """Two wrong values, one message."""
    with pytest.raises(ItstratError, match="view is one of.*book_life lies between"):
        inputs({"view": "x", "book_life": "0"})


def test_settings_of_the_command_line() -> None:
    """name=value; the last one holds; without "=" it is refused."""
    assert inputs_from_settings(["view=cash", "view=capex"]).choice("view") == "capex"
    with pytest.raises(ItstratError, match="name=value"):
        inputs_from_settings(["view"])


def test_inputs_compare_by_what_differs_from_the_default() -> None:
    """Setting a default is no change; order does not matter."""
    assert inputs({"price_inflation": "3%"}) == Inputs()
    one = inputs({"view": "cash", "spare_seats": "10%"})
    assert hash(one) == hash(inputs({"spare_seats": "0.1", "view": "cash"}))


def test_a_part_sees_only_the_inputs_that_move_it() -> None:
    """Uplift does not move replacements; inflation does."""
    changed = inputs({"uplift_likely": "9%", "price_inflation": "4%"})
    assert changed.moving("replacements") == inputs({"price_inflation": "4%"})
    assert changed.moving("contracts") == inputs({"uplift_likely": "9%"})
    assert changed.moving("contracts", "replacements") == changed


def test_inputs_that_contradict_each_other_cannot_be_made() -> None:
    """A likely uplift above the highest is refused however it was entered."""
    with pytest.raises(ItstratError, match="must rise"):
        Inputs().with_values({"uplift_likely": Decimal("0.4")})


def test_none_is_a_value_of_its_own() -> None:
    """A cap that is not set is none, not zero."""
    assert Inputs().value("initiative_cap") is None
    assert inputs({"initiative_cap": "none"}) == Inputs()
    assert inputs({"initiative_cap": "0"}).number("initiative_cap") == 0
    with pytest.raises(TypeError, match="initiative_cap"):
        Inputs().number("initiative_cap")


@pytest.mark.parametrize("objective", OBJECTIVES.values(), ids=lambda one: one.name)
def test_an_objective_sets_inputs_that_exist(objective: Objective) -> None:
    """Every value lies within its input's bounds, for a company of 5 as of 5,000, and moves something."""
    for people in (5, 20, 5_000):
        values = objective_values(objective, Decimal(people))
        texts = {name: ASSUMPTIONS[name].write(value) for name, value in values.items()}
        assert inputs(texts).changed


def test_twenty_people_become_forty() -> None:
    """Growth doubles the company in two years: 0.8333 hires a month for 24 months."""
    values = objective_values(OBJECTIVES["headcount_growth"], Decimal(20))
    assert values == {"hires_per_month": Decimal("0.8333"), "hiring_months": Decimal(24)}
