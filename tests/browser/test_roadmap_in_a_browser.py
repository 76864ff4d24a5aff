"""The CIO moves a bar: the roadmap answers, and so does the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import drawn
from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Profile
    from tests.serving import Server

pytestmark = pytest.mark.browser
DRIVER = f"/budget?as_of={DEMO_DAY}&view=Cash&budget_tab=Years%20ahead"


def driver(page: Page, server: Server) -> str:
    """What the budget says of the driver Initiatives, by fiscal year."""
    page.goto(server.url + DRIVER)
    drawn(page)
    box = page.locator(".st-key-by_driver_numbers")
    box.locator("summary").click()
    row = box.get_by_role("row").filter(has_text="Initiatives")
    expect(row.first).to_be_visible()
    return " ".join(row.all_inner_texts())


def test_a_moved_bar_moves_the_budget(profile: Profile, demo_server: Server) -> None:
    """By the dialog, with a reason; the driver Initiatives has other amounts afterwards."""
    page = profile().new_page()
    before = driver(page, demo_server)
    page.goto(f"{demo_server.url}/roadmap?as_of={DEMO_DAY}&roadmap_tab=Move%20a%20bar")
    drawn(page)
    page.get_by_role("button", name="Move an initiative").click()
    dialog = page.get_by_role("dialog")
    choice = dialog.get_by_role("combobox", name="Initiative")
    choice.click()
    choice.fill("CRM")
    page.get_by_role("option", name="CRM and billing as one flow").click()
    days = dialog.get_by_label("Length (days)")
    expect(days.first).to_have_value("303")
    expect(days).to_have_count(1)  # that of the initiative shown before goes later
    days.fill("400")
    days.press("Enter")
    expect(dialog).to_contain_text("It pushes 3 initiatives")
    dialog.get_by_label("Reason").fill("vendor is late")
    dialog.get_by_label("Reason").press("Enter")
    dialog.get_by_role("button", name="Save 4 moves").click()
    expect(page.get_by_text("Moved: CRM and billing as one flow, and 3 initiatives with it.")).to_be_visible()
    expect(dialog).to_have_count(0)
    assert driver(page, demo_server) != before
