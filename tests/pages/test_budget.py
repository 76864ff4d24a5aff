"""The page Budget as a person uses it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store import assumptions, editions, hiring, saves, scenarios
from itstrat.ui import access, plan, records
from tests.reports import made

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open

WHAT_IF = "What-if, not the approved plan"


def words(page: AppTest) -> str:
    """Everything the page says in plain text."""
    return "\n".join(text.value for text in page.markdown)


def saved() -> dict[str, str]:
    """The plan's saved inputs."""
    with plan.store().snapshot() as reader:
        return {name: one.value for name, one in assumptions.saved(reader).items()}


def made_scenarios() -> list[str]:
    """The names of the live scenarios."""
    with plan.store().snapshot() as reader:
        return [row["name"] for row in scenarios.scenarios(reader)]


def what_if(demo_page: Open, **state: Any) -> AppTest:
    """Budget with two people hired a month, to be saved."""
    page = demo_page("budget", **state)
    return page.sidebar.number_input(key="hires_per_month").set_value(2.0).run()


def becomes_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the visitor comes by another address."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})


def test_the_page_answers_where_the_year_lands(demo_page: Open) -> None:
    """Title with the landing, the headline figures, the year by month, the bridge, and the years ahead."""
    page = demo_page("budget")
    assert not page.error
    assert "FY27" in page.title[0].value
    labels = [metric.label for metric in page.metric]
    assert labels[:4] == ["Landing", "Odds of overspending", "Contingency needed", "Reserve contribution"]
    assert len(page.get("vega_lite_chart")) == 4
    assert WHAT_IF not in words(page)


@pytest.mark.parametrize(
    "tab",
    [
        "Years ahead",
        "Rows behind it",
        "Reserve",
        "Scenarios",
        "How sure",
        "Hiring",
        "Budget lines",
        "Saved changes",
    ],
)
def test_every_tab_opens(demo_page: Open, tab: str) -> None:
    """Without an error, on the demo company."""
    assert not demo_page("budget", budget_tab=tab).error


def test_a_moved_input_is_said_and_compared(demo_page: Open) -> None:
    """What changed, from what to what; the plan's figures beside; and a way back."""
    page = what_if(demo_page)
    said = words(page)
    assert WHAT_IF in said
    assert "Hires 0 a month → **2 a month**" in said
    assert "approved plan" in said
    assert "| Figure | Approved plan | What-if |" in said
    page.button(key="back_to_plan").click().run()
    assert WHAT_IF not in words(page)


def test_an_editor_saves_to_the_plan_with_a_reason(demo_page: Open) -> None:
    """It is the plan from now on, and the history says why."""
    page = what_if(demo_page)
    page.text_input(key="what_if_reason").set_value("board decision")
    page.button(key="save_plan").click().run()
    assert "Saved to the plan" in page.success[0].value
    assert saved() == {"hires_per_month": "2"}
    assert WHAT_IF not in words(page)
    with plan.store().snapshot() as reader:
        (save,) = saves.saves(reader)
    assert save.reason == "board decision"


def test_without_a_reason_nothing_is_saved(demo_page: Open) -> None:
    """The what-if stays as it is."""
    page = what_if(demo_page)
    page.button(key="save_plan").click().run()
    assert page.error
    assert not saved()
    assert WHAT_IF in words(page)


def test_of_two_editors_the_later_is_told_both_values(demo_page: Open) -> None:
    """Nothing is overwritten; saved again, having seen the other's value, it stands."""
    page = what_if(demo_page)
    assumptions.save_inputs(
        plan.store(), "the other", "agreed", assumptions.PLAN, {"hires_per_month": "1"}, {}
    )
    page.text_input(key="what_if_reason").set_value("mine")
    page.button(key="save_plan").click().run()
    assert "2" in page.error[0].value
    assert "1" in page.error[0].value
    assert saved() == {"hires_per_month": "1"}
    assert "Hires 1 a month → **2 a month**" in words(page)
    page.button(key="save_plan").click().run()
    assert saved() == {"hires_per_month": "2"}


def test_a_viewer_has_no_way_to_save_and_a_forged_press_writes_nothing(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights that go while the page is open count at once."""
    page = what_if(demo_page)
    page.text_input(key="what_if_reason").set_value("mine")
    becomes_viewer(monkeypatch)
    page.button(key="save_plan").click().run()
    assert "only an editor may do this" in page.error[0].value
    assert not saved()
    assert not [button for button in page.button if button.key in {"save_plan", "save_scenario"}]


def test_a_scenario_stands_beside_the_plan(demo_page: Open) -> None:
    """Saved by name, compared by year, looked at again, renamed and taken out."""
    page = what_if(demo_page, budget_tab="Scenarios")
    page.text_input(key="scenario_name").set_value("Grow")
    page.text_input(key="scenario_reason").set_value("to be discussed")
    page.button(key="save_scenario").click().run()
    assert made_scenarios() == ["Grow"]
    page.button(key="back_to_plan").click().run()
    compared = next(table.value for table in page.dataframe if "Scenario" in table.value.columns)
    assert set(compared["Scenario"]) == {"Approved plan", "Grow"}
    page.selectbox(key="scenario_which").set_value("Grow").run()
    page.button(key="scenario_look").click().run()
    assert "Hires 0 a month → **2 a month**" in words(page)
    page.text_input(key="scenario_new_name").set_value("Double")
    page.button(key="scenario_rename").click().run()
    assert made_scenarios() == ["Double"]
    page.selectbox(key="scenario_which").set_value("Double").run()
    page.text_input(key="scenario_retire_reason").set_value("no longer asked")
    page.button(key="scenario_retire").click().run()
    assert not page.error
    assert made_scenarios() == []


def test_a_save_is_undone_from_the_list(demo_page: Open) -> None:
    """The value before it is back; the save and its undoing are both in the list."""
    page = what_if(demo_page, budget_tab="Saved changes")
    page.text_input(key="what_if_reason").set_value("board decision")
    page.button(key="save_plan").click().run()
    choice = page.selectbox(key="save_which")
    choice.set_value(choice.options[0]).run()
    page.button(key="save_undo").click().run()
    assert "Undone" in page.success[0].value
    assert not saved()


def test_hiring_is_added_and_taken_out(demo_page: Open) -> None:
    """By form, with a reason; initiatives stand on the roadmap, and the tab leads there."""
    page = demo_page("budget", budget_tab="Hiring")
    page.number_input(key="hiring_new_hires").set_value(3.0)
    page.text_input(key="hiring_new_reason").set_value("new team")
    page.button(key="hiring_add").click().run()
    assert not page.error
    with plan.store().snapshot() as reader:
        assert [row["hires"] for row in hiring.hiring(reader)][-1] == Decimal(3)
    assert any("Initiatives on Roadmap" in link.proto.label for link in page.get("page_link"))


def test_a_budget_line_is_edited_with_a_reason(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The amount is exact to the cent; a column that is not offered is refused."""
    page = demo_page("budget", budget_tab="Budget lines", budget_lines_reason="agreed")
    monkeypatch.setattr(
        records, "_edits", lambda widget: {0: {"Amount": 123.45}} if "budget_lines" in widget else {}
    )
    page.run()
    page.button(key="budget_lines_save").click().run()
    assert page.success
    monkeypatch.setattr(
        records, "_edits", lambda widget: {0: {"Edition": "Me"}} if "budget_lines" in widget else {}
    )
    page.run()
    page.button(key="budget_lines_save").click().run()
    assert "this cell cannot be edited" in page.error[0].value


def test_rolling_forward_is_looked_at_before_it_is_done(demo_page: Open) -> None:
    """The dry run writes nothing and says what it would add; then it is done, with a reason."""
    page = demo_page("budget", budget_tab="Budget lines")
    page.button(key="roll_try").click().run()
    assert not page.error
    assert "would be added to FY28" in words(page)
    before = lines()
    page.text_input(key="roll_reason").set_value("next year")
    page.button(key="roll").click().run()
    assert "added to FY28" in page.success[0].value
    assert lines() > before


def lines() -> int:
    """How many lines all editions hold."""
    with plan.store().snapshot() as reader:
        return sum(row["lines"] for row in editions.editions(reader))


def test_an_empty_plan_says_what_to_import(dashboard: AppTest) -> None:
    """No figure of nothing."""
    page = dashboard.switch_page("pages/budget.py").run()
    assert not page.error
    assert not page.metric
    assert "There is nothing to forecast yet" in words(page)


@pytest.mark.parametrize("tab", ["Years ahead", "Reserve", "How sure", "Budget lines"])
def test_a_plan_full_of_gaps_still_answers(dashboard: AppTest, tab: str) -> None:
    """A contract without an amount, an asset without an age, no ledger, no budget: said, not guessed, and no error."""
    made.contract(plan.store(), amount=None)
    made.add(plan.store(), "asset", tag="L-1", name="Laptop of nobody", status="in use")
    dashboard.session_state["budget_tab"] = tab
    page = dashboard.switch_page("pages/budget.py").run()
    assert not page.error


def planned_days() -> int:
    """How many assets have a day of replacement that somebody set."""
    with plan.store().snapshot() as reader:
        return int(reader.value("select count(*) from asset where replace_on is not null"))


@pytest.mark.parametrize("editor", [True, False])
def test_an_editor_accepts_a_move_and_a_viewer_does_not(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch, editor: bool
) -> None:
    """An accepted move sets the day of replacement of its assets; pressed by a viewer it writes nothing."""
    page = demo_page("budget", budget_tab="Reserve")
    page.toggle(key="stagger").set_value(True).run()
    before = planned_days()
    accept = page.multiselect(key="accepted_moves")
    accept.set_value([accept.options[0]]).run()
    assert not page.button(key="accept_moves").disabled
    if not editor:
        becomes_viewer(monkeypatch)
    page.button(key="accept_moves").click().run()
    assert not page.exception
    assert (planned_days() > before) is editor
