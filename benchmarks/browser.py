"""What a person in front of Chromium waits for."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks import plans
from benchmarks.sample import Sample
from benchmarks.serving import Measured
from benchmarks.session import SCOPE
from itstrat import jobs
from itstrat.settings import ROOT, Settings
from tests.browser.chromium import drawn
from tests.serving import ended, free_port, serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Locator, Page

# From the click or key on an input to the last change of the page before it was still for 300 ms with the script at rest.
_ARM = """
() => { window.settled = new Promise(done => {
  let begun = 0, last = 0, timer = 0;
  const rest = () => { clearTimeout(timer); timer = setTimeout(() => {
    const app = document.querySelector('[data-testid=stApp]');
    if (app.dataset.testScriptState === 'notRunning') { seen.disconnect(); done(last - begun); } else rest();
  }, 300); };
  const seen = new MutationObserver(() => { if (begun) { last = performance.now(); rest(); } });
  seen.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  for (const deed of ['click', 'keydown'])
    document.addEventListener(deed, () => { begun = last = performance.now(); rest(); }, {capture: true, once: true});
}); }
"""
# The inputs in sight, how they are called in the results, and the key that moves them by a step.
_MOVED = {
    "hires_per_month": ("hires", "ArrowUp"),
    "leavers_per_month": ("leavers", "ArrowUp"),
    "price_inflation": ("price inflation", "ArrowRight"),
    "uplift_likely": ("vendor uplift", "ArrowRight"),
    "reserve_contribution": ("reserve contribution", "ArrowUp"),
}
_PAINTED = '[data-testid="stVegaLiteChart"] :is(canvas, svg)'


def choices(browser: Browser, servers: Sequence[Measured], rounds: int) -> list[Sample]:
    """From a choice of department to the settled page, one for each server, asked in turn."""
    pages = [_opened(browser, server) for server in servers]
    times: list[list[float]] = [[] for _ in servers]
    for department in plans.DEPARTMENTS[-rounds - 1 :]:
        for page, each in zip(pages, times, strict=True):
            each.append(_chosen(page, department))
    for page in pages:
        page.context.close()
    return [Sample(server.name, tuple(each[1:])) for server, each in zip(servers, times, strict=True)]


def what_ifs(browser: Browser, moves: int) -> list[Sample]:
    """From a key on each input in sight of page Budget, on the demo plan, to the settled page.

    Every input is moved from the approved plan on; its first move is not counted.
    """
    found = []
    with serving(_demo_plan()) as server:
        for name, (label, key) in _MOVED.items():
            page = _opened(browser, Measured("Budget", server.port, "budget"))
            moved = page.locator(f".st-key-{name} input").first
            if not moved.input_value():  # nothing to count up from yet
                moved.fill("1000")
                moved.press("Enter")
            taken = [_pressed(page, moved, key) for _ in range(moves + 1)]
            page.context.close()
            found.append(Sample(f"Budget, {label} moved", tuple(taken[1:])))
    return found


def cold_starts(browser: Browser, times: int) -> tuple[Sample, Sample]:
    """From the start of `python -m itstrat run` on the demo plan to its word that it is ready, and to Overview painted.

    Each time a new process and a browser without a cache; the system's own file cache is warm.
    """
    plan = _demo_plan()
    found = [_cold_start(browser, plan) for _ in range(times)]
    ready, painted = zip(*found, strict=True)
    return Sample("Ready", ready), Sample("Overview painted", painted)


def _cold_start(browser: Browser, plan: Settings) -> tuple[float, float]:
    port = free_port()
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "itstrat", "run", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"ITSTRAT_DATABASE": str(plan.database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with ended(server):
        assert server.stdout is not None
        assert any(b"itstrat is ready" in line for line in server.stdout)
        ready = time.perf_counter() - begun
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        drawn(page)
        page.wait_for_selector(_PAINTED)
        painted = time.perf_counter() - begun
        page.context.close()
    return ready, painted


def _demo_plan() -> Settings:
    plan = Settings(database=plans.TMP / "demo" / "plan.duckdb")
    if not plan.database.exists():
        jobs.do(plan, "demo", {"as_of": f"{plans.DAY}", "who": "benchmark"}, lambda _said: None)
    return plan


def _opened(browser: Browser, server: Measured) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"http://127.0.0.1:{server.port}/")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.goto(f"http://127.0.0.1:{server.port}/{server.page}?{SCOPE}")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.get_by_role("combobox", name="Department").wait_for()
    return page


def _pressed(page: Page, moved: Locator, key: str) -> float:
    moved.focus()
    page.evaluate(_ARM)
    page.keyboard.press(key)
    taken: float = page.evaluate("window.settled")
    return taken / 1000


def _chosen(page: Page, department: str) -> float:
    box = page.get_by_role("combobox", name="Department")
    box.click()
    box.fill(department)
    option = page.get_by_role("option", name=department)
    option.wait_for()
    page.evaluate(_ARM)
    option.click()
    taken: float = page.evaluate("window.settled")
    return taken / 1000
