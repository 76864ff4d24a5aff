"""A real browser on a real server. Without Chromium these tests say that they did not run; on CI they fail."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from itstrat.settings import Settings
from itstrat.store.database import Store
from tests.serving import NO_BROWSER, Server, serving
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import BrowserType

    # (path, width, height, scheme) -> the page, drawn
    Visit = Callable[..., Page]

_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests: PLAYWRIGHT_CHROMIUM, else Playwright's own, else an installed one."""
    with sync_playwright() as playwright:
        program = _program(playwright.chromium)
        if program is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
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


def drawn(page: Page) -> None:
    """Wait until the script has run and its title stands."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector("h1")


def _program(kind: BrowserType) -> str | None:
    named = os.environ.get("PLAYWRIGHT_CHROMIUM")
    own = kind.executable_path
    installed = (shutil.which(name) for name in _INSTALLED)
    return next((path for path in (named, own, *installed) if path and Path(path).is_file()), None)
