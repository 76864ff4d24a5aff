"""The page Renewals as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from itstrat.ui import plan, records

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open


def contracts(page: AppTest) -> Any:
    """The table of contracts, as an editor or a viewer sees it."""
    return next(table.value for table in page.dataframe if "If nothing is done" in table.value.columns)


def test_the_page_answers_by_when_and_how_much(demo_page: Open) -> None:
    """Title with its number, every contract by its day to cancel, steps, seats and missing terms."""
    page = demo_page("renewals")
    assert not page.error
    assert "a year renews by itself within twelve months" in page.title[0].value
    assert len(contracts(page)) == 32
    titles = [part.value for part in page.subheader]
    assert any(title.startswith("Steps due now") for title in titles)
    assert any(title.startswith("Seats paid for") for title in titles)
    assert any(title.startswith("Terms to add") for title in titles)


@pytest.mark.parametrize(("choice", "count"), [("▲", 13), ("■", 1), ("○", 13), ("✓", 3), ("missing", 12)])
def test_contracts_are_chosen_by_what_they_ask(demo_page: Open, choice: str, count: int) -> None:
    """Each choice shows as many rows as it says."""
    assert len(contracts(demo_page("renewals", renewals_shown=choice))) == count


def test_contracts_are_found_by_words(demo_page: Open) -> None:
    """Every word, in contract, vendor, department or owner."""
    page = demo_page("renewals", renewals_words="felix microsoft")
    assert list(contracts(page)["Contract"]) == ["Microsoft 365 Business"]
    page.text_input(key="renewals_words").set_value("zeppelin").run()
    assert any("No contract fits" in text.value for text in page.markdown)


def test_a_decision_is_saved_with_its_reason(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second contract of the table was to be decided first; now it is, and the page says so."""
    monkeypatch.setattr(records, "_edits", lambda _widget: {1: {"Decision": "keep"}})
    page = demo_page("renewals", renewals_reason="works well")
    name = contracts(page)["Contract"].iloc[1]
    page.button(key="renewals_save").click().run()
    assert page.success
    rows = contracts(page).set_index("Contract")
    assert rows.loc[name, "State"] == "✓ Decided"
    with plan.store().snapshot() as reader:
        trail = reader.row("select * from audit where \"column\" = 'decision' order by id desc limit 1") or {}
    assert (trail["after"], trail["reason"]) == ("keep", "works well")


def test_a_forged_column_is_refused(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's browser cannot change an amount here either."""
    monkeypatch.setattr(records, "_edits", lambda _widget: {1: {"A year now (USD)": 1}})
    page = demo_page("renewals", renewals_reason="why")
    page.button(key="renewals_save").click().run()
    assert "this cell cannot be edited" in page.error[0].value


def test_an_empty_plan_says_how_to_add_contracts(dashboard: AppTest) -> None:
    """No figure of nothing, no chart."""
    page = dashboard.switch_page("pages/renewals.py").run()
    assert not page.error
    assert not page.metric
    assert any("There is no contract yet" in text.value for text in page.markdown)
