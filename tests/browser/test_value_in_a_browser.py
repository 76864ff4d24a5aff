"""An owner signs, a month is measured, an address opens one initiative: the page Value in a real browser."""

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
VALUE = f"/value?as_of={DEMO_DAY}"
# So high that nothing scrolls: a list opened at the lower edge of a screen may stand outside it for Playwright.
WHOLE = 5000


def chosen(page: Page, key: str, words: str) -> None:
    """Choose from a list by some of its words."""
    # A click alone may be undone by the page's own scrolling.
    page.locator(f".st-key-{key} input").press("ArrowDown")
    page.get_by_role("option", name=words).first.click()
    drawn(page)


def filled(page: Page, key: str, words: str) -> None:
    """Type into the field and let the server know."""
    field = page.locator(f".st-key-{key} input")
    field.fill(words)
    field.press("Tab")
    drawn(page)


def card(page: Page, label: str) -> str:
    """The value on a card."""
    metric = page.get_by_test_id("stMetric").filter(has_text=label)
    return metric.get_by_test_id("stMetricValue").inner_text().strip()


def test_a_signature_lets_cash_lower_the_budget(demo_page: Visit) -> None:
    """Signed by name with a reason; the card and the decision are settled, and the save can be undone."""
    page = demo_page(VALUE + "&value_tab=Signatures", height=WHOLE)
    assert card(page, "Unsigned cash") == "$6.48k"
    page.locator(".st-key-sign_box button").first.click()
    chosen(page, "sign_which", "A fairer price for help")
    filled(page, "sign_name", "Nadia Okafor-Wren")
    filled(page, "sign_reason", "tender is out")
    page.locator(".st-key-sign button").press("Enter")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("has signed for")
    drawn(page)
    assert card(page, "Unsigned cash") == "$0"
    expect(page.get_by_text("Sign for $6.48k")).to_have_count(0)
    page.get_by_role("tab", name="Saved changes").click()
    drawn(page)
    chosen(page, "save_which", "CIO")
    page.locator(".st-key-save_undo button").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Undone")
    drawn(page)
    assert card(page, "Unsigned cash") == "$6.48k"


def test_a_measured_month_moves_its_kind(demo_page: Visit) -> None:
    """The month nobody measured gets its value, and client experience comes true to more."""
    page = demo_page(VALUE + "&value_tab=Measure", height=WHOLE)
    assert card(page, "Experience realised") == "73%"
    page.locator(".st-key-log_box button").first.click()
    chosen(page, "log_which", "Clients who would recommend us")
    filled(page, "log_month", "2026-08-15")
    filled(page, "log_value", "100")
    filled(page, "log_reason", "the survey is in")
    page.locator(".st-key-log button").press("Enter")
    expect(page.get_by_test_id("stAlert").first).to_contain_text("Logged for Aug 2026")
    drawn(page)
    assert card(page, "Experience realised") == "100%"
    expect(page.get_by_text("Every month that has ended is measured.")).to_be_visible()


@pytest.mark.parametrize("width", [1920, 1366, 390])
def test_the_page_fits_every_screen(demo_page: Visit, width: int) -> None:
    """Both charts are drawn and nothing stands out to the side."""
    page = demo_page(VALUE, width)
    for key in ("value", "run_grow"):
        drawing = (
            page.locator(f"[class*=st-key-chart_][class*=_{key}]")
            .get_by_test_id("stVegaLiteChart")
            .locator("canvas, svg")
        )
        expect(drawing.first).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 1


def test_an_address_opens_an_initiative_under_another_rate(demo_page: Visit) -> None:
    """The initiative and the what-if stand in the address."""
    page = demo_page(VALUE + "&value_initiative=H3+Ready+to+work+on+the+first+day&discount_rate=0.2")
    expect(page.get_by_text("20% a year").first).to_be_visible()
    expect(page.locator(".st-key-value_initiative input")).to_have_value("H3 Ready to work on the first day")
