"""The CIO moves an input: the page answers, and the address holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import drawn
from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
BUDGET = f"/budget?as_of={DEMO_DAY}"


@pytest.fixture
def budget(demo_page: Visit) -> Page:
    """The page Budget in a fresh profile, drawn."""
    page = demo_page(BUDGET)
    expect(page.locator(".st-key-inputs")).to_be_visible()
    return page


def asked(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(page.url).query).items()}


def inflation_up(page: Page) -> None:
    """One step to the right, by keyboard."""
    slider = page.locator(".st-key-price_inflation input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**price_inflation=**")
    expect(page.locator(".st-key-what_if")).to_contain_text("What-if, not the approved plan")
    drawn(page)


def test_a_moved_input_answers_and_a_reload_keeps_it(budget: Page) -> None:
    """The page says what-if; the address holds the share itself, not percent; F5 shows the same."""
    inflation_up(budget)
    assert asked(budget)["price_inflation"] == "0.035"
    budget.reload()
    drawn(budget)
    expect(budget.locator(".st-key-what_if")).to_contain_text("3% → 3.5%")


def test_a_moved_input_moves_the_marks_of_charts_that_stay(budget: Page) -> None:
    """The browser keeps each chart and changes its marks: building one anew costs more than all else it does."""
    charts = budget.locator("[class*=_by_driver], [class*=_bridge]").locator("svg.marks")
    expect(charts).to_have_count(2)
    years = budget.locator("[class*=_by_driver] svg.marks [aria-label]").first
    before = years.get_attribute("aria-label")
    charts.evaluate_all("each => each.forEach(one => one.setAttribute('data-kept', 'yes'))")
    inflation_up(budget)
    expect(years).not_to_have_attribute("aria-label", before or "")
    assert charts.evaluate_all("each => each.map(one => one.getAttribute('data-kept'))") == ["yes", "yes"]


def test_a_moved_input_survives_other_pages(budget: Page) -> None:
    """By the menu to Spend and back: the address never loses it."""
    inflation_up(budget)
    for name in ("Spend", "Budget"):
        budget.get_by_test_id("stSidebarNavLink").get_by_text(name, exact=True).click()
        budget.wait_for_url(f"**/{name.lower()}?*")
        drawn(budget)
        assert asked(budget)["price_inflation"] == "0.035"
    expect(budget.locator(".st-key-what_if")).to_be_visible()


def test_back_to_the_plan_cleans_the_address(budget: Page) -> None:
    """An address without inputs is the approved plan."""
    inflation_up(budget)
    budget.get_by_role("button", name="Back to the plan").click()
    expect(budget.locator(".st-key-what_if")).to_have_count(0)
    budget.wait_for_url(lambda url: "price_inflation" not in url)


def test_an_objective_is_in_the_address_with_all_it_sets(budget: Page) -> None:
    """Inputs that were not on the page before included: a reload shows the same plan."""
    budget.get_by_role("combobox", name="Objective").click()
    budget.get_by_role("option", name="Acquisition").click()
    banner = budget.locator(".st-key-what_if")
    expect(banner).to_contain_text("Initiatives, one-off cost")
    drawn(budget)
    said = banner.inner_text()
    assert asked(budget).keys() >= {"hires_per_month", "hiring_months", "project_one_off", "project_months"}
    budget.reload()
    drawn(budget)
    expect(banner).to_have_text(said, use_inner_text=True)


def test_a_chart_shows_its_toolbar_and_in_a_narrow_window_moves_sideways(budget: Page) -> None:
    """The toolbar above a chart is seen; a chart too wide for the window keeps its width, the page its own."""
    chart = budget.locator("[class*=st-key-chart_][class*=_landing_months]")
    holder = chart.locator("[data-testid=stElementContainer]:has([data-testid=stVegaLiteChart])")
    expect(holder).to_have_css("overflow-x", "visible")
    budget.set_viewport_size({"width": 390, "height": 844})
    expect(holder).to_have_css("overflow-x", "auto")
    assert holder.evaluate("one => one.scrollWidth > one.clientWidth")
    assert budget.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
