"""The CIO moves a bar: the roadmap answers, and so does the budget."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from itstrat.settings import Settings
from tests.browser.chromium import drawn
from tests.conftest import DEMO_DAY
from tests.serving import serving
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.serving import Server

pytestmark = pytest.mark.browser
PATIENCE = 20_000
DRIVER = f"/budget?as_of={DEMO_DAY}&view=Cash&budget_tab=Years%20ahead"


@pytest.fixture
def server(demo_company: Path, tmp_path: Path) -> Iterator[Server]:
    """A warmed-up dashboard on a demo company of its own."""
    settings = Settings(database=tmp_path / "plan" / "itstrat.duckdb")
    settings.database.parent.mkdir()
    shutil.copyfile(demo_company, settings.database)
    with serving(settings) as started:
        with talking(started) as warm:
            warm.open()
        yield started


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in a fresh profile."""
    context = chromium.new_context(
        viewport={"width": 1366, "height": 900}, locale="en-US", timezone_id="UTC", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def driver(page: Page, server: Server) -> str:
    """What the budget says of the driver Initiatives, by fiscal year."""
    page.goto(server.url + DRIVER)
    drawn(page)
    box = page.locator(".st-key-by_driver_numbers")
    box.locator("summary").click()
    row = box.get_by_role("row").filter(has_text="Initiatives")
    expect(row.first).to_be_visible(timeout=PATIENCE)
    return " ".join(row.all_inner_texts())


def test_a_moved_bar_moves_the_budget(page: Page, server: Server) -> None:
    """By the dialog, with a reason; the driver Initiatives has other amounts afterwards."""
    before = driver(page, server)
    page.goto(f"{server.url}/roadmap?as_of={DEMO_DAY}&roadmap_tab=Move%20a%20bar")
    drawn(page)
    page.get_by_role("button", name="Move an initiative").click()
    dialog = page.get_by_role("dialog")
    choice = dialog.get_by_role("combobox", name="Initiative")
    choice.click()
    choice.fill("CRM")
    page.get_by_role("option", name="CRM and billing as one flow").click()
    days = dialog.get_by_label("Length (days)")
    expect(days.first).to_have_value("303", timeout=PATIENCE)
    expect(days).to_have_count(1, timeout=PATIENCE)  # that of the initiative shown before goes later
    days.fill("400")
    days.press("Enter")
    expect(dialog).to_contain_text("It pushes 3 initiatives", timeout=PATIENCE)
    dialog.get_by_label("Reason").fill("vendor is late")
    dialog.get_by_label("Reason").press("Enter")
    dialog.get_by_role("button", name="Save 4 moves").click()
    expect(page.get_by_text("Moved: CRM and billing as one flow, and 3 initiatives with it.")).to_be_visible(
        timeout=PATIENCE
    )
    expect(dialog).to_have_count(0)
    assert driver(page, server) != before
