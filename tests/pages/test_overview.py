"""The page Overview as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.ui import access, plan
from tests.reports import made

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open


def test_the_demo_company_is_told_at_a_glance(demo_page: Open) -> None:
    """Figures, decisions, findings and the plan by its steps, without an error."""
    page = demo_page("overview")
    assert not page.error
    assert page.title[0].value == "IT is 5.0% over budget after four months of FY27; 3 decisions wait"
    assert len(page.metric) == 8
    assert len(page.get("vega_lite_chart")) == 1


def test_an_empty_plan_shows_three_steps_to_begin(dashboard: AppTest) -> None:
    """Whose plan, what to import, which rules; no figure of nothing."""
    page = dashboard.run()
    assert [part.value[:2] for part in page.subheader[:3]] == ["1 ", "2 ", "3 "]
    assert not page.metric
    assert not page.error


def test_an_editor_names_the_company_and_its_fiscal_year(dashboard: AppTest) -> None:
    """Saved once, the subtitle and the sidebar's fiscal years follow."""
    page = dashboard.run()
    page.text_input(key="company_name").set_value("Lane & Co")
    page.selectbox(key="company_start").set_value(7)
    page.button[0].click().run()
    assert page.success[0].value == "Saved."
    assert any("Lane & Co, IT strategic plan" in text.value for text in page.markdown)
    outline = plan.plan_outline()
    assert (outline.company, outline.fiscal_year_start) == ("Lane & Co", 7)


def test_the_company_is_asked_for_until_it_has_a_name(dashboard: AppTest) -> None:
    """With something in the plan, but no company yet, the form below stands open; named, it is closed."""
    made.add(plan.store(), "initiative", name="First of all")
    page = dashboard.run()
    assert page.expander[-1].label == "Company, currency and fiscal year"
    assert page.expander[-1].proto.expanded
    page.text_input(key="company_name").set_value("Lane & Co")
    page.button[-1].click().run()
    assert page.success[0].value == "Saved."
    assert not page.expander[-1].proto.expanded


def test_a_company_without_a_name_is_refused(dashboard: AppTest) -> None:
    """In a sentence; nothing is saved."""
    page = dashboard.run()
    page.button[0].click().run()
    assert page.error[0].value == "Give the company a name."
    assert plan.plan_outline().company == ""


def test_a_viewer_cannot_name_the_company(dashboard: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form is not there, and the page says why."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page = dashboard.run()
    assert not page.text_input
    assert any("You may look, not change" in text.value for text in page.markdown)
