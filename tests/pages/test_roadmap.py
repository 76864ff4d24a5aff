"""The page Roadmap as a person uses it."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.reports import roadmap_schedule
from itstrat.store import initiative, links, saves, schedules
from itstrat.store.database import Store
from itstrat.store.roadmap import roadmap
from itstrat.ui import access, plan, records, roadmap_solver
from itstrat.ui.access import Visitor

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from itstrat.reports.statement import Scope
    from itstrat.settings import Settings
    from itstrat.store.schedules import Proposal
    from tests.pages.conftest import Open

TABS = ["Dates and slack", "Move a bar", "Best schedule", "Edit", "Files", "Saved changes"]
TABLES = ["Initiatives", "Who waits for whom", "Milestones", "Teams", "Caps", "Approved dates"]


def stored(code: str) -> dict[str, Any]:
    """An initiative as the plan has it."""
    with plan.store().snapshot() as reader:
        return next(row for row in initiative.initiatives(reader) if row["code"] == code)


def words(page: AppTest) -> str:
    """Everything written on the page."""
    return " ".join(text.value for text in page.markdown).replace("\\", "")


def test_the_page_answers_what_is_late(demo_page: Open) -> None:
    """Title with its number, four figures, the chart, findings with their reasons."""
    page = demo_page("roadmap")
    assert not page.error
    assert "4 of 18 initiatives threaten FY27" in page.title[0].value.replace("\\", "")
    assert [metric.label for metric in page.metric][:4] == [
        "Initiatives on course", "Worst slippage", "Next milestone", "Cost of initiatives",
    ]  # fmt: skip
    assert len(page.get("vega_lite_chart")) == 1
    assert "Its finish is 150 days later than first approved." in words(page)
    assert "The critical path takes 547 days" in words(page)


def test_each_part_of_a_long_roadmap_says_what_it_shows(demo_page: Open, demo_plan: Settings) -> None:
    """Beyond one slide the objectives have a part of their own, and it counts objectives."""
    store = Store(demo_plan)
    for number in range(3):
        initiative.INITIATIVE.enter(store, {"name": f"More {number}", "component": "Support"}, "Ann", "why")
    store.close()
    first = [part.value for part in demo_page("roadmap").subheader]
    assert any(value.startswith("5 of 5 objectives have dates") for value in first), first
    second = [part.value for part in demo_page("roadmap", roadmap_part="Support").subheader]
    assert any("Support\\: 3 of 6 initiatives have dates" in value for value in second), second


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens(demo_page: Open, tab: str) -> None:
    """Without an error, on the demo company."""
    assert not demo_page("roadmap", roadmap_tab=tab).error


@pytest.mark.parametrize("table", TABLES)
def test_every_table_opens(demo_page: Open, table: str) -> None:
    """Without an error or a warning, on the demo company."""
    page = demo_page("roadmap", roadmap_tab="Edit", roadmap_table=table)
    assert not page.error
    assert not page.warning


def test_an_empty_plan_can_be_begun_on_the_page(dashboard: AppTest) -> None:
    """It says what is missing, and the first initiative is added by form."""
    dashboard.session_state["roadmap_tab"] = "Edit"
    page = dashboard.switch_page("pages/roadmap.py").run()
    assert "There is no initiative and no objective yet" in words(page)
    page.text_input(key="initiative_name").set_value("First of all")
    page.text_input(key="initiative_new_reason").set_value("begin")
    page.button(key="initiative_add").click().run()
    assert not page.error
    assert "None of 1 initiative has dates" in page.title[0].value


def asked_to_move(demo_page: Open, days: int, reason: str) -> AppTest:
    """The dialog open on P1, with another length and a reason."""
    page = demo_page("roadmap", roadmap_tab="Move a bar")
    page.session_state["move_which"] = "P1 CRM and billing as one flow"
    page.session_state[f"move_days_{stored('P1')['id']}"] = days
    page.session_state["move_reason"] = reason
    return page.button(key="move_open").click().run()


def test_a_bar_is_moved_with_what_waits_for_it_and_undone(demo_page: Open) -> None:
    """The dialog says whom it pushes and what the years cost; the save moves them all; undo brings all back."""
    page = asked_to_move(demo_page, 400, "vendor is late")
    assert "It pushes 3 initiatives" in words(page)
    assert "The cap of FY28 would be exceeded" in words(page)
    page.button(key="move_save").click().run()
    assert not page.error
    assert stored("P1")["finish_on"] == date(2027, 10, 5)
    assert stored("P2")["start_on"] == date(2027, 10, 6)
    with plan.store().snapshot() as reader:
        save = saves.saves(reader, 1)[0]
    saves.undo_save(plan.store(), "test", save.at)
    assert stored("P1")["finish_on"] == date(2027, 6, 30)
    assert stored("P2")["start_on"] == date(2027, 7, 1)


def test_a_move_without_a_reason_is_refused(demo_page: Open) -> None:
    """Nothing is saved, and the sentence says what is missing."""
    page = asked_to_move(demo_page, 400, "")
    page.button(key="move_save").click().run()
    assert page.error
    assert stored("P1")["finish_on"] == date(2027, 6, 30)


def test_a_move_is_checked_for_its_role_when_it_is_saved(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is no editor any more saves nothing, whatever the dialog showed when it was drawn."""
    page = asked_to_move(demo_page, 400, "vendor is late")
    monkeypatch.setattr(access, "visitor", lambda: Visitor("v", "viewer", "You are not listed."))
    page.button(key="move_save").click().run()
    assert "only an editor" in page.error[0].value
    assert stored("P1")["finish_on"] == date(2027, 6, 30)


def test_a_circle_is_refused_with_its_members(demo_page: Open) -> None:
    """The first of a chain made to wait for its last."""
    page = demo_page("roadmap", roadmap_tab="Edit", roadmap_table="Who waits for whom")
    page.selectbox(key="link_before_id").set_value("P2 Time entered on the phone")
    page.selectbox(key="link_after_id").set_value("P1 CRM and billing as one flow")
    page.text_input(key="link_new_reason").set_value("try")
    page.button(key="link_add").click().run()
    assert "in a circle" in page.error[0].value
    assert "CRM and billing as one flow" in page.error[0].value
    with plan.store().snapshot() as reader:
        assert not [row for row in links.links(reader) if row["before"] == "Time entered on the phone" and row["after"].startswith("CRM")]  # fmt: skip


def test_dates_are_approved_anew(demo_page: Open) -> None:
    """Slippage counts from them, and the initiative is on course again."""
    page = demo_page("roadmap", roadmap_tab="Edit", roadmap_table="Approved dates")
    page.multiselect(key="approve_dates_which").set_value(["P1 CRM and billing as one flow"])
    page.text_input(key="approve_dates_reason").set_value("board of 20 November").run()
    page.button(key="approve_dates").click().run()
    assert page.success
    assert stored("P1")["approved_finish_on"] == date(2027, 6, 30)


def test_a_status_by_hand_needs_its_reason(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one nothing is saved."""
    monkeypatch.setattr(records, "_edits", lambda _widget: {5: {"Status by hand": "on track"}})
    page = demo_page("roadmap", roadmap_tab="Edit", initiative_reason="it will be fine")
    page.button(key="initiative_save").click().run()
    assert "needs a reason" in page.error[0].value


def solved(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The tab of the best schedule once the solver has answered."""
    monkeypatch.setattr(roadmap_solver, "SECONDS", 5.0)
    page = demo_page("roadmap", roadmap_tab="Best schedule")
    page.button(key="optimise").click().run()
    assert not page.error
    run = roadmap_solver.run_of(plan.store())
    assert run is not None
    patience = time.monotonic() + 30
    while run.ended is None and time.monotonic() < patience:
        time.sleep(0.1)
    assert run.fault == ""
    return page.run()


def test_one_move_refused_leaves_the_others_to_choose(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a control of its own, since a browser would go on showing the one that was answered."""
    page = solved(demo_page, monkeypatch)
    before = page.multiselect[0]
    assert len(before.value) > 1
    before.set_value(before.value[:1])
    page.text_input(key="moves_reason").set_value("not this year").run()
    page.button(key="moves_refused").click().run()
    assert "1 move refused." in page.success[0].value
    after = page.multiselect[0]
    assert after.key != before.key
    assert after.value == after.options
    assert len(after.options) == len(before.options) - 1


def test_the_solver_works_beside_the_page_and_its_moves_are_answered(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started by an editor, kept in the plan; a move accepted gives its initiative the month proposed."""
    page = solved(demo_page, monkeypatch)
    assert any("A draft that keeps every limit" in part.value for part in page.subheader)
    assert any("The solver proposes" in part.value for part in page.subheader)
    with plan.store().snapshot() as reader:
        proposal = schedules.proposals(reader)[0]
        asked = len(schedules.moves(reader, proposal["id"]))
    page.text_input(key="moves_reason").set_value("agreed")
    page.button(key="moves_accepted").click().run()
    assert page.success, [error.value for error in page.error]
    with plan.store().snapshot() as reader:
        assert [row["answer"] for row in schedules.moves(reader, proposal["id"])] == ["accepted"] * asked


def test_what_goes_wrong_in_the_solver_is_told(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread's fault becomes a sentence on the page, and the solver can be asked again."""

    def broken(_store: Store, _scope: Scope, _seconds: float) -> Proposal:
        raise KeyError("inner workings")

    monkeypatch.setattr(roadmap_schedule, "solve", broken)
    page = demo_page("roadmap", roadmap_tab="Best schedule")
    page.button(key="optimise").click().run()
    run = roadmap_solver.run_of(plan.store())
    assert run is not None
    while run.ended is None:
        time.sleep(0.05)
    page.run()
    assert any("Fault " in error.value for error in page.error)
    assert not page.button(key="optimise").disabled


def test_a_viewer_looks_and_drafts_and_writes_nothing(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft is shown; neither the solver nor any save is offered."""
    monkeypatch.setattr(access, "visitor", lambda: Visitor("v", "viewer", "You are not listed."))
    page = demo_page("roadmap", roadmap_tab="Best schedule")
    assert any("A draft that keeps every limit" in part.value for part in page.subheader)
    assert "optimise" not in {button.key for button in page.button}
    edit = demo_page("roadmap", roadmap_tab="Edit")
    assert "initiative_save" not in {button.key for button in edit.button}


def test_many_initiatives_are_shown_a_component_a_page(demo_page: Open) -> None:
    """Beyond 18 the chart is chosen by component."""
    page = demo_page("overview")
    with plan.store().tx("test") as edit:
        for number in range(12):
            edit.insert("initiative", {"name": f"More {number}", "component": "Security",
                                       "start_on": date(2027, 1, 1), "finish_on": date(2027, 6, 30)})  # fmt: skip
    page = page.switch_page("pages/roadmap.py").run()
    assert not page.error
    assert "of 30 initiatives" in page.title[0].value
    with plan.store().snapshot() as reader:
        assert len(roadmap(reader).initiatives) == 30
    assert any(control.key == "roadmap_part" for control in page.get("button_group"))
