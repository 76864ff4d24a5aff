"""The Chromium that tests, measurements and the screenshot use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def launched(playwright: Playwright) -> Browser | None:
    """PLAYWRIGHT_CHROMIUM, else Playwright's own, else an installed one, running; None without any."""
    named = os.environ.get("PLAYWRIGHT_CHROMIUM")
    installed = (shutil.which(name) for name in _INSTALLED)
    for path in (named, playwright.chromium.executable_path, *installed):
        if path and Path(path).is_file():
            return playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
    return None


_EVERY_CHART = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
  .every(chart => chart.querySelector('svg, canvas'))"""


def drawn(page: Page) -> None:
    """Wait until the script has run, its title stands and every chart is there: a box that opens earlier is pushed away."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector("h1")
    page.wait_for_function(_EVERY_CHART)
