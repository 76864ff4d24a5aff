"""docs/overview.png: Overview of the demo company, always as of the same day. `python -m tests.browser.screenshot`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from itstrat.ingest import demo
from itstrat.settings import ROOT, Settings
from itstrat.store.database import Store
from tests.browser.chromium import drawn, launched
from tests.conftest import DEMO_DAY
from tests.serving import NO_BROWSER
from tests.talking import warmed_up

PICTURE = ROOT / "docs" / "overview.png"
_WIDTH, _HEIGHT, _COLOURS = 1920, 1000, 128
_LARGEST = 200 * 1024


def main() -> None:
    """Write the picture anew; without a Chromium say so and fail."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(database=Path(folder) / "demo.duckdb")
        store = Store(settings)
        demo.load(store, DEMO_DAY, "screenshot", lambda _said: None)
        store.close()
        browser = launched(playwright)
        if browser is None:
            sys.exit(NO_BROWSER.replace("tests", "screenshot"))
        with warmed_up(settings) as server:
            taken = _taken(browser, f"{server.url}/?as_of={DEMO_DAY}")
        browser.close()
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(_small(taken))


def _taken(browser: Browser, address: str) -> bytes:
    context = browser.new_context(
        viewport={"width": _WIDTH, "height": _HEIGHT},
        color_scheme="light",
        locale="en-US",
        timezone_id="UTC",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    drawn(page)
    page.wait_for_selector('[data-testid="stVegaLiteChart"] :is(canvas, svg)')
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    return page.screenshot()


def _small(picture: bytes) -> bytes:
    """The picture with few colours, which is a quarter of the size and looks the same."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    assert written.tell() < _LARGEST, f"the picture has {written.tell():,} bytes"
    return written.getvalue()


if __name__ == "__main__":
    main()
