"""What a person meets: the address, the sidebar, the board view, the phone, the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from itstrat.settings import ROOT
from tests.browser.chromium import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit
    from tests.serving import Server

pytestmark = pytest.mark.browser
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def chosen(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def choose_department(page: Page, name: str) -> None:
    """Choose it in the sidebar, as a person does."""
    page.get_by_role("combobox", name="Department").click()
    page.get_by_role("option", name=name).click()
    page.wait_for_url("**department=**")
    drawn(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_machine(
    browser_page: Visit, requests: list[str], dashboard_server: Server, name: str
) -> None:
    """Scripts, fonts, icons and charts all come from the dashboard itself."""
    browser_page(f"/{name}").wait_for_timeout(500)
    hosts = {urlsplit(url).netloc for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {dashboard_server.host}


def test_the_department_is_in_the_address_and_an_address_opens_it(browser_page: Visit) -> None:
    """What is chosen can be shared: the link opens the same choice in another browser."""
    page = browser_page()
    choose_department(page, "Sales & Marketing")
    assert chosen(page) == {"department": ["Sales & Marketing"]}
    other = browser_page(f"/?{urlsplit(page.url).query}")
    expect(other.get_by_role("combobox", name="Department")).to_have_value("Sales & Marketing")


@pytest.mark.skipif(len(PAGES) < 2, reason="there is one page so far")
def test_the_department_survives_a_page_switch_and_the_way_back(browser_page: Visit) -> None:
    """From page to page by the menu, and back by the browser's button, the choice stays."""
    page = browser_page()
    choose_department(page, "Operations")
    start = urlsplit(page.url).path
    page.get_by_test_id("stSidebarNavLink").nth(1).click()
    page.wait_for_url(lambda url: urlsplit(url).path != start)
    drawn(page)
    assert chosen(page)["department"] == ["Operations"]
    page.go_back()
    page.wait_for_url(lambda url: urlsplit(url).path == start)
    drawn(page)
    assert chosen(page)["department"] == ["Operations"]
    expect(page.get_by_role("combobox", name="Department")).to_have_value("Operations")


@pytest.mark.parametrize("name", PAGES)
def test_a_board_view_is_clean(browser_page: Visit, name: str) -> None:
    """`embed=true` shows no sidebar, no menu, no header, and keeps what the address chooses."""
    page = browser_page(f"/{name}?embed=true&department=Operations")
    assert page.get_by_test_id("stSidebar").count() == 0
    assert page.get_by_test_id("stMainMenu").count() == 0
    assert page.get_by_test_id("stToolbar").count() == 0
    assert page.get_by_role("navigation").count() == 0


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_nothing_needs_scrolling_sideways(browser_page: Visit, name: str, width: int) -> None:
    """On a phone, a laptop and a large screen the page fits its width."""
    page = browser_page(f"/{name}", width=width, height=844)
    widths = page.evaluate(
        "[...document.querySelectorAll('html, [data-testid=stMain]')].map(e => e.scrollWidth)"
    )
    assert max(widths) <= width


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 24, 29)")])
def test_the_page_follows_the_viewers_theme(browser_page: Visit, scheme: str, ground: str) -> None:
    """Light and dark come from the viewer's system, in our own colours."""
    page = browser_page(scheme=scheme)
    assert (
        page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
        == ground
    )
    assert "Inter" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
