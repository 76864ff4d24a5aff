"""The page Objectives as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itstrat.store import objective
from itstrat.ui import plan

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open

TABS = ["Measures and money", "Who supports what", "Forecast", "Edit", "Saved changes"]


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens(demo_page: Open, tab: str) -> None:
    """Without an error, on the demo company; the title says what is threatened."""
    page = demo_page("objectives", objectives_tab=tab)
    assert not page.error
    assert page.title[0].value.startswith("3 of 5 objectives are threatened")


@pytest.mark.parametrize("table", ["Objectives", "Who supports what", "Drivers of the forecast"])
def test_every_table_opens(demo_page: Open, table: str) -> None:
    """Without an error or a warning."""
    page = demo_page("objectives", objectives_tab="Edit", objective_edit=table)
    assert not page.error
    assert not page.warning


def test_an_objective_leads_to_the_budget_with_its_inputs(demo_page: Open) -> None:
    """The budget with each is beside the plan's, and the link carries the inputs in the address."""
    page = demo_page("objectives", objectives_tab="Forecast")
    frame = next(table.value for table in page.dataframe if "With" in table.value.columns)
    assert list(frame["With"])[:2] == ["Approved plan", "1 From 20 people to 40"]
    assert frame["FY28"][1] > frame["FY28"][0]
    asked = [link.proto.query_string for link in page.get("page_link") if "Budget" in link.proto.label]
    assert "hires_per_month" in asked[0]


def test_a_driver_of_its_own_moves_the_forecast(demo_page: Open) -> None:
    """An input set for an objective stands over the preset of its type."""
    page = demo_page("objectives", objectives_tab="Edit", objective_edit="Drivers of the forecast")
    page.selectbox(key="driver_objective_id").set_value("1 From 20 people to 40")
    page.selectbox(key="driver_input").set_value("hires_per_month")
    page.number_input(key="driver_value").set_value(2.5)
    page.text_input(key="driver_new_reason").set_value("faster")
    page.button(key="driver_add").click().run()
    assert not page.error
    with plan.store().snapshot() as reader:
        assert [row["input"] for row in objective.drivers(reader)].count("hires_per_month") == 1


def test_an_empty_plan_can_be_begun_on_the_page(dashboard: AppTest) -> None:
    """It says what is missing, and the first objective is added by form."""
    dashboard.session_state["objectives_tab"] = "Edit"
    page = dashboard.switch_page("pages/objectives.py").run()
    assert not page.error
    page.text_input(key="objective_name").set_value("Grow")
    page.text_input(key="objective_new_reason").set_value("begin")
    page.button(key="objective_add").click().run()
    assert not page.error
    assert page.title[0].value == "Nothing supports Grow"
