"""The CIO asks what a budget buys and puts it on the roadmap; the framework chosen is in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
SECURITY = f"/security?as_of={DEMO_DAY}"


def test_a_framework_is_in_the_address(demo_page: Visit) -> None:
    """Chosen in the sidebar it stands in the address, and an address opens it."""
    page = demo_page(SECURITY + "&framework=Keystone+Mutual+minimum")
    expect(page.get_by_text("Keystone Mutual minimum, whole company")).to_be_visible()
    page.get_by_role("combobox", name="Framework").click()
    page.get_by_role("option", name="NIST CSF 2.0").click()
    expect(page.get_by_text("NIST CSF 2.0, whole company")).to_be_visible()
    assert "Keystone" not in str(parse_qs(urlsplit(page.url).query))


def test_what_a_budget_buys_goes_on_the_roadmap(demo_page: Visit) -> None:
    """The best set of the address's budget is chosen; one click with a reason makes initiatives of it."""
    page = demo_page(SECURITY + "&security_tab=What+to+buy&upgrade_budget=8000")
    expect(page.get_by_text("The best set within $8k a year")).to_be_visible()
    page.locator(".st-key-promote_reason input").fill("the board agreed")
    page.keyboard.press("Tab")
    page.locator(".st-key-promote button").press("Enter")
    expect(page.get_by_text("On the roadmap: 3 upgrades.")).to_be_visible()
