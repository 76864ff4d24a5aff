"""The page Spend as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itstrat.errors import NotAllowedError
from itstrat.store import decisions, rules
from itstrat.store.database import Store
from itstrat.ui import access, plan

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from itstrat.settings import Settings
    from tests.pages.conftest import Open


TABS = ("Breakdown", "CapEx and OpEx", "Unexplained", "Second look", "Ledger lines", "Rules and decisions")


def figures(page: AppTest) -> dict[str, str]:
    """The headline figures as they are read."""
    return {metric.label: metric.value for metric in page.metric}


def store() -> Store:
    """The plan the dashboard holds."""
    return plan.store()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_draws(demo_page: Open, tab: str) -> None:
    """Each tab draws on the demo company, without an error."""
    page = demo_page("spend", spend_tab=tab)
    assert not page.error
    assert not page.exception
    assert "over budget after four months of FY27" in page.title[0].value


def test_an_empty_plan_says_what_is_missing(dashboard: AppTest) -> None:
    """Without ledger and budget the page says so and how to add them; nothing is drawn as zero."""
    page = dashboard.switch_page("pages/spend.py").run()
    assert not page.error
    assert not page.metric
    assert any("neither ledger lines nor a budget" in text.value for text in page.markdown)


@pytest.mark.parametrize("tab", TABS)
def test_rules_can_be_set_before_there_is_a_ledger(dashboard: AppTest, tab: str) -> None:
    """An empty plan has the tabs too, without an error, so that a rule can be added before the first import."""
    dashboard.session_state["spend_tab"] = tab
    page = dashboard.run().switch_page("pages/spend.py").run()
    assert not page.error
    assert ("Which lines are IT" in [title.value for title in page.subheader]) == (tab == TABS[-1])


def test_a_year_without_money_names_the_years_that_have_some(demo_page: Open) -> None:
    """A ledger of other years is not taken for a missing one: the page says which months the plan spans."""
    page = demo_page("spend", fiscal_year="FY28")
    said = " ".join(text.value for text in page.markdown)
    assert not page.error
    assert "span Jul 2023 to Jun 2027" in said
    assert "Import the company ledger" not in said


def test_a_decision_is_saved_and_answered(demo_page: Open) -> None:
    """Deciding the largest vendor text takes it off the list and raises the known share."""
    page = demo_page("spend", spend_tab="Unexplained")
    waiting = page.selectbox(key="text_about").options
    with store().snapshot() as before:
        known = before.value("select sum(amount) from ledger_month where explained_by = 'decision'")
    page.segmented_control(key="text_kind").set_value("one_off").run()
    page.button(key="text_save").click().run()
    assert not page.error
    assert "Decided" in page.success[0].value
    assert waiting[0] not in page.selectbox(key="text_about").options
    with store().snapshot() as after:
        assert known is None
        assert after.value("select sum(amount) from ledger_month where explained_by = 'decision'") > 0


def test_ignoring_needs_a_reason(demo_page: Open) -> None:
    """What is missing is said, and nothing is decided."""
    page = demo_page("spend", spend_tab="Unexplained")
    page.segmented_control(key="text_kind").set_value("ignore").run()
    page.button(key="text_save").click().run()
    assert "Nothing was decided" in page.error[0].value
    with store().snapshot() as reader:
        assert decisions.decided(reader) == []


def test_a_decision_can_be_taken_back(demo_plan: Settings, demo_page: Open) -> None:
    """A decision that holds is listed, and gone once it is taken back."""
    opened = Store(demo_plan)
    about, one_off = decisions.Subject(vendor_key="figboard"), decisions.Decision("one_off")
    decisions.decide(opened, about, one_off, "cio")
    opened.close()
    page = demo_page("spend", spend_tab="Rules and decisions")
    which = page.selectbox(key="undecide_which")
    which.set_value("figboard: One-off").run()
    page.button(key="undecide_save").click().run()
    assert not page.error
    with store().snapshot() as reader:
        assert decisions.decided(reader) == []


def test_a_rule_is_added_and_taken_out(demo_page: Open) -> None:
    """A new rule judges the ledger at once; taking it out undoes that."""
    page = demo_page("spend", spend_tab="Rules and decisions")
    with store().snapshot() as reader:
        before = len(rules.rules(reader))
    page.number_input(key="rule_rank").set_value(1)
    page.text_input(key="rule_pattern").set_value("figboard")
    page.selectbox(key="rule_verdict").set_value("not_it")
    page.button(key="rule_add").click().run()
    assert not page.error
    with store().snapshot() as reader:
        assert len(rules.rules(reader)) == before + 1
        assert (
            reader.value(
                "select count(*) from ledger_judged where vendor_key = 'figboard' and verdict <> 'not_it'"
            )
            == 0
        )
    which = page.selectbox(key="rule_which")
    which.set_value(which.options[0]).run()
    page.button(key="rule_retire").click().run()
    with store().snapshot() as reader:
        assert len(rules.rules(reader)) == before


def test_a_viewer_cannot_decide(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lost the editor's role finds the button without effect, though it was drawn for an editor."""
    page = demo_page("spend", spend_tab="Unexplained")
    page.segmented_control(key="text_kind").set_value("one_off").run()

    def refused() -> access.Visitor:
        raise NotAllowedError("Nothing was changed: only an editor may do this.")

    monkeypatch.setattr(access, "require_editor", refused)
    page.button(key="text_save").click().run()
    assert "only an editor" in page.error[0].value
    with store().snapshot() as reader:
        assert decisions.decided(reader) == []


def test_a_viewer_sees_the_form_switched_off(
    demo_page: Open, demo_plan: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A viewer is told why, and every control of the form is off."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page = demo_page("spend", spend_tab="Unexplained")
    assert page.button(key="text_save").disabled
    assert page.selectbox(key="text_about").disabled
    assert any("You may look, not change" in text.value for text in page.markdown)


def test_lines_are_narrowed(demo_page: Open) -> None:
    """The filters leave only lines that fit, and their number and sum are told."""
    page = demo_page("spend", spend_tab="Ledger lines", verdict="all", vendor="Figboard.io")
    assert not page.error
    told = next(text.value for text in page.markdown if "lines, " in text.value)
    with store().snapshot() as reader:
        lines = reader.value(
            "select count(*) from ledger_line where vendor_key = 'figboard' and posted_on >= date '2026-07-01'"
        )
    assert f"{lines} lines" in told


def test_a_department_has_its_own_figures(demo_page: Open) -> None:
    """The page answers the sidebar: a department's spend is a part of the company's."""
    everything = figures(demo_page("spend"))
    page = demo_page("spend", department="Advisory")
    assert "IT for Advisory" in page.title[0].value
    assert figures(page)["IT spend to date"] != everything["IT spend to date"]
