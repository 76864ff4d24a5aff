"""The tab Budget lines of the page Budget as a person uses it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store import editions, saves
from itstrat.ui import plan
from tests.reports import made

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open

    Row = dict[str, Any]


def opened(demo_page: Open, **state: object) -> AppTest:
    """Budget on its tab Budget lines."""
    return demo_page("budget", budget_tab="Budget lines", **state)


def kept() -> dict[str, Row]:
    """The editions by name."""
    with plan.store().snapshot() as reader:
        return {row["name"]: row for row in editions.editions(reader)}


def words(page: AppTest) -> str:
    """Everything the page says in plain text."""
    return "\n".join(text.value for text in page.markdown)


def lines(page: AppTest) -> Any:
    """The table of lines."""
    return next(table.value for table in page.dataframe if "Description" in table.value.columns)


def typed(page: AppTest, amount: float) -> AppTest:
    """The page once a year's amount was typed in."""
    page.number_input(key="budget_line_amount").set_value(amount)
    page.text_input(key="budget_line_description").set_value("Typed in")
    page.text_input(key="budget_lines_new_reason").set_value("agreed")
    return page.button(key="budget_lines_add").click().run()


def budget_is(page: AppTest) -> str:
    """What the page says the year's difference from budget is."""
    return str(page.title[0].value)


def test_a_years_amount_is_typed_in_and_the_landing_answers(demo_page: Open) -> None:
    """Twelve lines to the cent; the title compares with the new budget."""
    page = opened(demo_page)
    before, said = kept()["approved"], budget_is(page)
    page = typed(page, 100_000.0)
    after = kept()["approved"]
    assert (after["lines"] - before["lines"], after["amount"] - before["amount"]) == (12, Decimal(100_000))
    assert budget_is(page) != said


def test_lines_are_shown_by_category_and_page(demo_page: Open) -> None:
    """The last page of all is no page of one category."""
    page = opened(demo_page)
    assert len(lines(page)) == 50
    said = re.search(r"in FY27\\: (\d+) lines", words(page))
    assert said
    last, rest = divmod(int(said[1]) - 1, 50)
    assert last > 1
    page = opened(demo_page, budget_line_page=last + 1)
    assert len(lines(page)) == rest + 1
    page.selectbox(key="budget_line_category").set_value("Cybersecurity").run()
    assert not page.error
    assert set(lines(page)["Category"]) == {"Cybersecurity"}


def test_a_line_is_taken_out(demo_page: Open) -> None:
    """The one chosen, of lines that may read the same."""
    page = opened(demo_page)
    before = kept()["approved"]["lines"]
    choice = page.selectbox(key="budget_lines_which")
    choice.set_value(choice.options[0])
    page.text_input(key="budget_lines_retire_reason").set_value("dropped")
    page.button(key="budget_lines_retire").click().run()
    assert page.success
    assert kept()["approved"]["lines"] == before - 1


def test_a_frozen_budget_says_what_to_do(demo_page: Open) -> None:
    """No form, no way to freeze it again, and a press from an old page is refused with the same sentence."""
    page = opened(demo_page)
    editions.freeze(plan.store(), "Ann", "the board approved it", "approved")
    old = typed(page, 1.0)
    assert "make a revision of it and change that" in old.error[0].value
    assert "To change it, make a revision" in words(old)
    assert not [
        button for button in old.button if button.key in {"budget_lines_add", "budget_lines_save", "freeze"}
    ]


def test_a_revision_is_made_changed_seen_and_approved(demo_page: Open) -> None:
    """The page turns to the revision, tells the difference, and the landing compares with it once it is approved."""
    page = opened(demo_page)
    said, before = budget_is(page), kept()["approved"]
    page.text_input(key="revise_name").set_value(" Mid   year ")
    page.text_input(key="revise_reason").set_value("new office")
    page.button(key="revise").click().run()
    assert page.selectbox(key="edition").value == "Mid year"
    page = typed(page, 12_000.0)
    assert budget_is(page) == said
    assert "+$12k" in words(page).replace("\\", "")
    page.button(key="approve").click().run()
    assert "say in a few words why" in page.error[0].value
    page.text_input(key="approve_reason").set_value("board meeting")
    page.button(key="approve").click().run()
    assert "Mid year is the approved budget" in page.success[0].value
    assert budget_is(page) != said
    approved, old = kept().values()
    assert (approved["amount"] - before["amount"], old["amount"]) == (Decimal(12_000), before["amount"])
    assert old["name"].startswith("approved until")


def test_an_edition_that_goes_while_it_is_looked_at_gives_way(demo_page: Open) -> None:
    """Its approval is undone by somebody else: the page shows one that is there."""
    page = opened(demo_page)
    said = kept()
    editions.revise(plan.store(), "Ann", "why", "approved", "Revision 1")
    page = page.run().selectbox(key="edition").set_value("Revision 1").run()
    page.text_input(key="approve_reason").set_value("board meeting")
    page.button(key="approve").click().run()
    page = page.selectbox(key="edition").set_value(list(kept())[1]).run()
    with plan.store().snapshot() as reader:
        last = saves.saves(reader)[0].at
    saves.undo_save(plan.store(), "Bob", last)
    page = page.run()
    assert not page.error
    assert page.selectbox(key="edition").value in kept()
    assert kept()["approved"] == said["approved"]


@pytest.mark.parametrize("key", ["approve", "freeze"])
def test_the_approved_budget_offers_no_approval(demo_page: Open, key: str) -> None:
    """It may be frozen, not approved again."""
    shown = {button.key for button in opened(demo_page).button}
    assert (key in shown) is (key == "freeze")


def test_a_first_budget_is_typed_into_a_plan_without_one(dashboard: AppTest) -> None:
    """The approved edition begins with its first lines."""
    made.contract(plan.store())
    dashboard.session_state["budget_tab"] = "Budget lines"
    page = typed(dashboard.switch_page("pages/budget.py").run(), 1200.0)
    assert page.success
    assert kept()["approved"]["amount"] == Decimal(1200)
