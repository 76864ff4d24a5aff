"""An editor types terms of contracts and lines of the budget into the page, and approves a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import drawn
from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
# Of the table of terms: the columns Contract and Missing have fixed widths, then comes the uplift.
UPLIFT, FIRST_ROW = 190 + 150 + 40, 35 + 17


def told(page: Page, words: str) -> None:
    """The page says so on its next run."""
    expect(page.get_by_test_id("stAlert").first).to_contain_text(words)
    drawn(page)


def filled(page: Page, key: str, words: str) -> None:
    """Type into the field and let the server know."""
    field = page.locator(f".st-key-{key} input")
    expect(field).to_be_enabled()
    field.fill(words)
    field.press("Tab")
    drawn(page)


def test_a_missing_term_is_typed_and_saved(demo_page: Visit) -> None:
    """Into the grid itself, by keyboard; one contract fewer lacks something."""
    page = demo_page(f"/renewals?as_of={DEMO_DAY}&renewals_tab=Terms")
    choice = page.locator(".st-key-terms_choice")
    expect(choice).to_contain_text("Terms missing (12)")
    grid = page.locator('[class*="st-key-terms_editor"] [data-testid="stDataFrameResizable"]')
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": UPLIFT, "y": FIRST_ROW})
    expect(grid.locator(":focus")).to_have_count(1)
    page.keyboard.type("4")
    # A cell takes Enter once its editor is open.
    expect(page.locator("#portal input")).to_have_value("4")
    page.keyboard.press("Enter")
    filled(page, "terms_reason", "from the signed paper")
    page.get_by_role("button", name="Save 1 changed row").click()
    told(page, "Saved: 1 changed")
    expect(choice).to_contain_text("Terms missing (11)")


def test_a_revision_is_made_typed_into_and_approved(demo_page: Visit) -> None:
    """What changes is told before; the old budget is kept by its date, and the new one is frozen."""
    # Buttons in a box are pressed by keyboard: a box may stand beyond the window's edge, where no mouse of Playwright goes.
    page = demo_page(f"/budget?as_of={DEMO_DAY}&budget_tab=Budget+lines")
    page.locator(".st-key-revise_box button").first.click()
    filled(page, "revise_name", "Mid-year")
    filled(page, "revise_reason", "new office")
    page.get_by_role("button", name="Make the revision").press("Enter")
    told(page, "Mid-year is made from approved")
    page.keyboard.press("Escape")
    page.locator(".st-key-budget_lines_add_box button").first.click()
    filled(page, "budget_line_amount", "12000")
    filled(page, "budget_lines_new_reason", "agreed")
    page.locator(".st-key-budget_lines_add").get_by_role("button", name="Add", exact=True).press("Enter")
    told(page, "The budget line is added")
    page.keyboard.press("Escape")
    page.locator(".st-key-approve_box summary").click()
    expect(page.get_by_text("(+$12k)")).to_be_visible()
    filled(page, "approve_reason", "board meeting")
    page.get_by_role("button", name="Approve this edition").press("Enter")
    told(page, "kept as approved until")
    expect(page.get_by_text("To change it, make a revision")).to_be_visible()
