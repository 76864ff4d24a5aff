"""The page Security as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store import initiative, upgrade
from itstrat.ui import access, plan, records
from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open


def table(page: AppTest, column: str) -> Any:
    """The table with that column."""
    return next(one.value for one in page.dataframe if column in one.value.columns)


def said(page: AppTest) -> str:
    """All its text."""
    return " ".join(text.value for text in page.markdown)


def test_the_page_answers_in_two_answers(demo_page: Open) -> None:
    """Title, figures and the chart's title speak of controls met and of money lost, apart."""
    page = demo_page("security")
    assert not page.error
    assert "of controls are met; a 1-in-20 year costs" in page.title[0].value
    assert [one.label for one in page.metric] == [
        "At target level", "Compliance", "Loss in a 1-in-20 year", "Expected loss", "Obligations overdue",
        "Past end of support",
    ]  # fmt: skip
    assert page.subheader[0].value.startswith("Recover meets 88% of its controls")


@pytest.mark.parametrize(
    ("tab", "column", "rows"),
    [
        ("Loss", "Odds above it", 7),
        ("Loss", "Needs", 14),
        ("What to buy", "Waits for it", 12),
        ("Gaps", "Required by", 50),
        ("Gaps", "Days too old", 6),
        ("Obligations", "Days left", 5),
        ("Obligations", "Answer", 15),
        ("End of support", "Product and cycle", 11),
    ],
)
def test_each_tab_shows_its_rows(demo_page: Open, tab: str, column: str, rows: int) -> None:
    """As many as the demo company has of each."""
    page = demo_page("security", security_tab=tab)
    assert not page.error
    assert len(table(page, column)) == rows


@pytest.mark.parametrize("tab", ["Required and risk", "Trend", "Saved changes"])
def test_the_other_tabs_stand(demo_page: Open, tab: str) -> None:
    """Nothing is wrong on them."""
    page = demo_page("security", security_tab=tab)
    assert not page.error
    assert not page.exception


@pytest.mark.parametrize(
    ("kind", "column"),
    [("Risks", "Events a year"), ("Obligations", "Asked by"), ("Appetite", "Approved by"), ("Upgrades", "Layer"),
     ("What upgrades do", "Fewer events, likely"), ("Product cycles", "Support ends")],
)  # fmt: skip
def test_each_table_can_be_edited(demo_page: Open, kind: str, column: str) -> None:
    """By hand, with ways to add and to take out."""
    page = demo_page("security", security_tab="Edit", security_table=kind)
    assert not page.error
    assert len(table(page, column))
    assert {"Add", "Take out"} <= {button.label for button in page.button}


def test_the_best_set_goes_on_the_roadmap_in_one_step(demo_page: Open) -> None:
    """What is chosen to begin with is the best set; afterwards its initiatives exist and the page says so."""
    page = demo_page("security", security_tab="What to buy", promote_reason="the board agreed")
    chosen = list(page.multiselect[0].value)
    page.button(key="promote").click().run()
    assert page.success
    assert not page.error
    with plan.store().snapshot() as reader:
        named = {row["name"] for row in initiative.initiatives(reader) if row["component"] == "Security"}
        bought = {row["name"] for row in upgrade.upgrades(reader) if row["initiative"]}
    assert len(bought) == len(chosen) == 8
    assert bought <= named
    assert set(table(page, "Waits for it")["On the roadmap"].dropna()) == bought


def test_without_a_reason_nothing_goes_on_the_roadmap(demo_page: Open) -> None:
    """A sentence says what is missing."""
    page = demo_page("security", security_tab="What to buy")
    page.button(key="promote").click().run()
    assert "say in a few words why" in page.error[0].value
    with plan.store().snapshot() as reader:
        assert not any(row["initiative"] for row in upgrade.upgrades(reader))


def test_a_budget_moves_what_is_bought(demo_page: Open) -> None:
    """The input stands in the sidebar; the page says that this is not the plan."""
    page = demo_page("security", security_tab="What to buy", upgrade_budget=8000.0)
    assert "What-if, not the approved plan" in said(page)
    assert "The best set within \\$8k a year" in said(page)
    assert list(table(page, "Waits for it")["In the best set"]).count("yes") < 8


def test_another_framework_is_looked_at(demo_page: Open) -> None:
    """Its parts are its own, and no loss is told by part."""
    page = demo_page("security", framework="Keystone Mutual minimum")
    assert not page.error
    assert "Keystone Mutual minimum, whole company" in said(page)
    assert page.metric[1].value == "50%"


def test_a_control_is_assessed_and_its_history_stays(demo_page: Open) -> None:
    """The new answer stands first, the older ones below it."""
    page = demo_page("security", security_tab="Edit")
    box = page.selectbox(key="assess_control")
    name = next(one for one in box.options if one.startswith("RC.RP-01"))
    page = box.set_value(name).run()
    before = len(table(page, "Evidence of"))
    page.number_input(key="assessment_level").set_value(3.0)
    page.selectbox(key="assessment_status").set_value("implemented")
    page.text_input(key="assessment_evidence").set_value("Timed restore")
    page.text_input(key="assessment_new_reason").set_value("audit")
    page.button(key="assessment_add").click().run()
    assert page.success
    history = table(page, "Evidence of")
    assert len(history) == before + 1
    assert history["Evidence"].iloc[0] == "Timed restore"
    assert history["Assessed on"].iloc[0].date() == DEMO_DAY


def test_an_ambiguous_thing_is_decided(demo_page: Open) -> None:
    """Its cycles are offered first; after the decision nothing waits."""
    page = demo_page("security", security_tab="End of support", support_shown="decide")
    box = page.selectbox(key="decide_which")
    page = box.set_value(box.options[0]).run()
    cycles = page.selectbox(key="decide_cycle")
    page = cycles.set_value(cycles.options[0]).run()
    page.text_input(key="decide_reason").set_value("looked at it")
    page.button(key="decide").click().run()
    assert page.success
    assert "0 fit several" in said(page)


def test_controls_of_a_risk_are_chosen(demo_page: Open) -> None:
    """One record at a time, with a reason."""
    page = demo_page("security", security_tab="Edit", security_table="Risks")
    box = page.selectbox(key="risk_linked")
    page = box.set_value(box.options[0]).run()
    (chosen,) = page.multiselect
    kept = chosen.value[:1]
    chosen.set_value(kept)
    page.text_input(key="risk_link_reason").set_value("workshop")
    page.button(key="risk_link").click().run()
    assert page.success
    assert page.multiselect[0].value == kept


def test_a_viewer_looks_and_cannot_write(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """No form is drawn, and a forged click changes nothing."""
    monkeypatch.setattr(access, "local", lambda *_: access.Visitor("viewer", "viewer", "You may only look."))
    for tab in ("What to buy", "End of support", "Edit"):
        page = demo_page("security", security_tab=tab)
        assert not page.error
        assert not {"promote", "decide", "assessment_add"} & {button.key for button in page.button}
        assert "You may look, not change" in said(page)


def test_a_forged_column_is_refused(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """What upgrades do names its upgrade and risk; no edit changes them."""
    monkeypatch.setattr(records, "_edits", lambda _widget: {0: {"Upgrade": "Another"}})
    page = demo_page("security", security_tab="Edit", security_table="What upgrades do", effect_reason="why")
    page.button(key="effect_save").click().run()
    assert "this cell cannot be edited" in page.error[0].value


def test_an_empty_plan_says_how_to_begin(dashboard: AppTest) -> None:
    """No figure of nothing; what to import, and the tables to enter it by hand."""
    page = dashboard.switch_page("pages/security.py").run()
    assert not page.error
    assert not page.metric
    assert "No control is assessed" in said(page)


def test_the_framework_is_chosen_beside_the_scope(demo_page: Open) -> None:
    """Above the inputs and above who is here, not at the foot of the sidebar."""
    keys = [getattr(part, "key", None) for part in demo_page("security").sidebar]
    assert keys.index("as_of") < keys.index("framework") < keys.index("upgrade_budget")
