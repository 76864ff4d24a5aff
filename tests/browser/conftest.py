"""A real browser on a real server. Without Chromium these tests say that they did not run; on CI they fail."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from itstrat.settings import Settings
from itstrat.store.database import Store
from tests.browser.chromium import drawn, launched
from tests.serving import NO_BROWSER, Server, serving
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # (path, width, height, scheme) -> the page, drawn
    Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests: PLAYWRIGHT_CHROMIUM, else Playwright's own, else an installed one."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if browser is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def dashboard_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A warmed-up dashboard on a plan with two departments, kept for all browser tests."""
    settings = Settings(database=tmp_path_factory.mktemp("browser") / "plan" / "itstrat.duckdb")
    store = Store(settings)
    with store.tx("test") as edit:
        edit.insert("company", {"name": "Harbor & Lane Advisory", "fiscal_year_start": 7})
        edit.insert("department", {"name": "Sales & Marketing"})
        edit.insert("department", {"name": "Operations"})
    store.close()
    with serving(settings) as server:
        with talking(server) as warm:
            warm.open()
        yield server


@pytest.fixture
def requests() -> list[str]:
    """Addresses of every request that browser_page's pages made."""
    return []


@pytest.fixture
def browser_page(chromium: Browser, dashboard_server: Server, requests: list[str]) -> Iterator[Visit]:
    """Opens an address of the dashboard in a fresh browser profile and waits until it is drawn."""
    contexts = []

    def visit(path: str = "/", width: int = 1366, height: int = 768, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-US",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.on("request", lambda request: requests.append(request.url))
        page = context.new_page()
        page.goto(dashboard_server.url + path)
        drawn(page)
        return page

    yield visit
    for context in contexts:
        context.close()
