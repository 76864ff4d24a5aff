"""The CIO asks what a budget buys and puts it on the roadmap; the framework chosen is in the address."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from itstrat.settings import Settings
from tests.browser.chromium import drawn
from tests.conftest import DEMO_DAY
from tests.serving import serving
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SECURITY = f"/security?as_of={DEMO_DAY}"


@pytest.fixture(scope="module")
def opened(chromium: Browser, demo_plan_file: Path) -> Iterator[Callable[[str], Page]]:
    """Opens page Security of the demo company with more in its address, in one profile."""
    with serving(Settings(database=demo_plan_file)) as server:
        with talking(server) as warm:
            warm.open()
        context = chromium.new_context(
            viewport={"width": 1366, "height": 900},
            locale="en-US",
            timezone_id="UTC",
            reduced_motion="reduce",
        )

        def visit(more: str) -> Page:
            page = context.new_page()
            page.goto(server.url + SECURITY + more)
            drawn(page)
            return page

        yield visit
        context.close()


@pytest.fixture(scope="module")
def demo_plan_file(demo_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company, to be changed."""
    plan = tmp_path_factory.mktemp("security") / "itstrat.duckdb"
    shutil.copyfile(demo_company, plan)
    return plan


def test_a_framework_is_in_the_address(opened: Callable[[str], Page]) -> None:
    """Chosen in the sidebar it stands in the address, and an address opens it."""
    page = opened("&framework=Keystone+Mutual+minimum")
    expect(page.get_by_text("Keystone Mutual minimum, whole company")).to_be_visible()
    page.get_by_role("combobox", name="Framework").click()
    page.get_by_role("option", name="NIST CSF 2.0").click()
    expect(page.get_by_text("NIST CSF 2.0, whole company")).to_be_visible()
    assert "Keystone" not in str(parse_qs(urlsplit(page.url).query))


def test_what_a_budget_buys_goes_on_the_roadmap(opened: Callable[[str], Page]) -> None:
    """The best set of the address's budget is chosen; one click with a reason makes initiatives of it."""
    page = opened("&security_tab=What+to+buy&upgrade_budget=8000")
    expect(page.get_by_text("The best set within $8k a year")).to_be_visible()
    page.locator(".st-key-promote_reason input").fill("the board agreed")
    page.keyboard.press("Tab")
    page.locator(".st-key-promote button").click()
    expect(page.get_by_text("On the roadmap: 3 upgrades.")).to_be_visible()
