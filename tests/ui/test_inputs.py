"""The CIO's inputs in the sidebar: anybody moves them, the plan stays as it is, and nothing moved is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.store import assumptions
from itstrat.ui import access, plan
from tests.pages.conftest import dashboard, demo_page, direct

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

    from itstrat.planning.assumptions import Inputs
    from tests.pages.conftest import Open

__all__ = ["dashboard", "demo_page", "direct"]

IN_SIGHT = {
    "hires_per_month",
    "leavers_per_month",
    "price_inflation",
    "uplift_likely",
    "reserve_contribution",
}


def shown(page: AppTest) -> set[str]:
    """The numbers among the inputs that the sidebar holds."""
    return {str(one.key) for one in (*page.sidebar.number_input, *page.sidebar.slider)}


def chosen(page: AppTest) -> Inputs:
    """What is in force for this person."""
    inputs: Inputs = page.session_state["_inputs_chosen"]
    return inputs


def saved(name: str, value: str) -> None:
    """Somebody else saves an input to the plan."""
    store = plan.store()
    with store.snapshot() as reader:
        seen = {key: one.version for key, one in assumptions.saved(reader).items()}
    assumptions.save_inputs(store, "somebody", "agreed", assumptions.PLAN, {name: value}, seen)


def test_every_declared_input_is_there_on_budget(demo_page: Open) -> None:
    """Made from the declaration: none is missing, each once; the telling ones stand outside the box."""
    numbers = {name for name, one in ASSUMPTIONS.items() if not one.choices}
    assert shown(demo_page("budget", all_inputs=True)) == numbers


def test_the_closed_box_holds_only_what_was_changed(demo_page: Open) -> None:
    """The few that move the page are in sight; another one stays when it was moved, and after the box is closed."""
    page = demo_page("budget", all_inputs=True)
    page.sidebar.slider(key="contingency").set_value(0.1).run()
    page.session_state["all_inputs"] = False
    page.run().run()
    assert shown(page) == IN_SIGHT | {"contingency"}
    assert chosen(page).value("contingency") == Decimal("0.1")


def test_each_input_says_its_unit_default_and_source(demo_page: Open) -> None:
    """Behind the question mark; money in the plan's currency, shares as percent."""
    page = demo_page("budget", all_inputs=True)
    uplift: Any = page.sidebar.slider(key="uplift_likely")
    assert "7% (advisers call" in uplift.help
    assert uplift.proto.format == "percent"
    assert page.sidebar.number_input(key="starter_kit").label == "Equipment for an added person (USD)"


def test_a_moved_input_is_in_force_for_this_person_alone(demo_page: Open) -> None:
    """As the exact value it means; the plan's own stay."""
    page = demo_page("budget")
    page.sidebar.slider(key="price_inflation").set_value(0.055).run()
    assert chosen(page).value("price_inflation") == Decimal("0.055")
    with plan.store().snapshot() as reader:
        assert not assumptions.saved(reader)


def test_a_moved_input_stays_on_a_page_that_does_not_answer(demo_page: Open) -> None:
    """Only what was moved is drawn there; back on Budget it is as it was left."""
    page = demo_page("budget")
    page.sidebar.number_input(key="hires_per_month").set_value(1.5).run()
    page.switch_page("pages/data.py").run()
    assert shown(page) == {"hires_per_month"}
    page.switch_page("pages/budget.py").run()
    assert chosen(page).value("hires_per_month") == Decimal("1.5")


def test_an_objective_sets_its_inputs_and_the_next_one_replaces_them(demo_page: Open) -> None:
    """“20 people become 40” is one choice; nothing of it is left when another is chosen, and the view stays."""
    page = demo_page("budget", view="cash")
    page.sidebar.selectbox(key="objective").set_value("headcount_growth").run()
    grown = chosen(page)
    assert round(grown.number("hires_per_month") * grown.number("hiring_months")) == 20
    page.sidebar.selectbox(key="objective").set_value("succession").run()
    assert chosen(page).number("hires_per_month") == 0
    assert chosen(page).number("spare_seats") == Decimal("0.1")
    assert chosen(page).choice("view") == "cash"


def test_inputs_follow_the_plan_unless_they_were_moved(demo_page: Open) -> None:
    """Somebody saves two inputs: the one this person left alone follows, the one moved stays."""
    page = demo_page("budget")
    page.sidebar.number_input(key="hires_per_month").set_value(1.5).run()
    saved("price_inflation", "0.06")
    saved("hires_per_month", "3")
    page.run()
    assert chosen(page).value("price_inflation") == Decimal("0.06")
    assert chosen(page).value("hires_per_month") == Decimal("1.5")


def test_a_board_view_takes_its_inputs_from_the_address(
    dashboard: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sidebar is drawn; the address says the same."""
    monkeypatch.setattr("itstrat.ui.layout.board_view", lambda: True)
    dashboard.query_params["price_inflation"] = "0.05"
    page = dashboard.run()
    assert not page.sidebar.slider
    assert chosen(page).value("price_inflation") == Decimal("0.05")


def test_a_viewer_may_play(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The inputs are there for everybody."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page = demo_page("budget")
    page.sidebar.number_input(key="hires_per_month").set_value(2.0).run()
    assert any("What-if, not the approved plan" in text.value for text in page.markdown)


def test_an_infinite_number_in_the_address_is_forgotten(demo_page: Open, dashboard: AppTest) -> None:
    """Streamlit would fail to make a whole number of it: the page opens as without it."""
    dashboard.query_params["horizon_years"] = "1e400"
    page = demo_page("budget")
    assert not page.exception
    assert not page.error
    assert "horizon_years" not in page.query_params
