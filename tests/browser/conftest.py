"""A real browser on a real server. Without Chromium these tests say that they did not run; on CI they fail."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from itstrat.settings import Settings
from itstrat.store.database import Store
from tests.browser.chromium import drawn, launched
from tests.serving import NO_BROWSER, Server
from tests.talking import warmed_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    # (width, height, scheme) -> a fresh browser profile
    Profile = Callable[..., BrowserContext]
    # (path, width, height, scheme) -> the page, drawn
    Visit = Callable[..., Page]

# What a busy machine may take, in milliseconds; nobody waits longer than the page needs.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


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
    with warmed_up(settings) as server:
        yield server


@pytest.fixture
def profile(chromium: Browser) -> Iterator[Profile]:
    """Makes fresh browser profiles, all in one language and zone and without movement; they go with the test."""
    contexts = []

    def made(width: int = 1366, height: int = 768, scheme: str = "light") -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-US",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield made
    for context in contexts:
        context.close()


@pytest.fixture
def requests() -> list[str]:
    """Addresses of every request that browser_page's pages made."""
    return []


@pytest.fixture
def browser_page(profile: Profile, dashboard_server: Server, requests: list[str]) -> Visit:
    """Opens an address of the dashboard in a fresh browser profile and waits until it is drawn."""

    def visit(path: str = "/", width: int = 1366, height: int = 768, scheme: str = "light") -> Page:
        context = profile(width, height, scheme)
        context.on("request", lambda request: requests.append(request.url))
        return _opened(context, dashboard_server, path)

    return visit


@pytest.fixture
def demo_page(profile: Profile, demo_server: Server) -> Visit:
    """The same of the demo company, which may be changed."""

    def visit(path: str, width: int = 1366, height: int = 900) -> Page:
        return _opened(profile(width, height), demo_server, path)

    return visit


def _opened(context: BrowserContext, server: Server, path: str) -> Page:
    page = context.new_page()
    page.goto(server.url + path)
    drawn(page)
    return page
