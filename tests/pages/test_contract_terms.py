"""The tab Terms of the page Renewals as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store import contract
from itstrat.store.amending import Change
from itstrat.ui import access, plan, records

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open


def terms(page: AppTest) -> Any:
    """The table of terms."""
    return next(table.value for table in page.dataframe if "Uplift cap (%)" in table.value.columns)


def opened(demo_page: Open, **state: object) -> AppTest:
    """Renewals on its tab Terms."""
    return demo_page("renewals", renewals_tab="Terms", **state)


def stored(name: str) -> dict[str, Any]:
    """The live contract of this name."""
    with plan.store().snapshot() as reader:
        return next((row for row in contract.contracts(reader, None) if row["name"] == name), {})


@pytest.fixture
def uplift_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser says that the first contract's uplift is 4% now."""
    cells = {0: {"Uplift (%)": 4}}
    monkeypatch.setattr(records, "_edits", lambda widget: cells if widget.startswith("terms") else {})


def test_what_is_missing_stands_first(demo_page: Open) -> None:
    """Twelve contracts lack something and say what; all are a choice away; words find one."""
    page = opened(demo_page)
    assert not page.error
    shown = terms(page)
    assert len(shown) == 12
    assert all(shown["Missing"])
    assert len(terms(opened(demo_page, terms_shown="all"))) == 32
    assert list(terms(opened(demo_page, terms_words="1password"))["Contract"]) == ["Password manager"]


@pytest.mark.usefixtures("uplift_typed")
def test_a_term_is_saved_and_the_page_answers(demo_page: Open) -> None:
    """The contract lacks nothing any more, and the next one stands first."""
    page = opened(demo_page, terms_reason="from the signed paper")
    name = terms(page)["Contract"].iloc[0]
    page.button(key="terms_save").click().run()
    assert "1 changed" in page.success[0].value
    assert str(stored(name)["uplift"]) == "0.040000"
    assert len(terms(page)) == 11


def test_a_saved_term_is_undone_on_the_same_page(demo_page: Open) -> None:
    """The list of saves stands beside the terms."""
    row = stored("Password manager")
    contract.save_contracts(
        plan.store(), [Change(row["id"], row["version"], {"notice_days": 45})], "Ann", "why"
    )
    page = demo_page("renewals", renewals_tab="Saved changes")
    choice = page.selectbox(key="save_which")
    choice.set_value(choice.options[0]).run()
    page.button(key="save_undo").click().run()
    assert "Undone" in page.success[0].value
    assert stored("Password manager")["notice_days"] is None


@pytest.mark.usefixtures("uplift_typed")
def test_the_later_of_two_editors_sees_both_values(demo_page: Open) -> None:
    """Nothing is overwritten; saved again, having seen the other's value, it stands."""
    page = opened(demo_page, terms_reason="mine")
    name = terms(page)["Contract"].iloc[0]
    row = stored(name)
    with plan.store().tx("somebody else") as edit:
        edit.update("contract", row["id"], row["version"], {"uplift": "0.09"})
    page.button(key="terms_save").click().run()
    assert f"somebody changed {name}" in page.error[0].value
    assert "yours 4, saved 9" in page.error[0].value
    assert str(stored(name)["uplift"]) == "0.090000"


def test_a_contract_is_added_and_taken_out(demo_page: Open) -> None:
    """What is left blank is unknown; a vendor nobody knew comes with it; forms are read on the server."""
    page = opened(demo_page)
    page.text_input(key="terms_new_name").set_value("Door locks")
    page.number_input(key="terms_new_amount").set_value(120.0)
    page.selectbox(key="terms_new_auto").set_value("no")
    page.text_input(key="terms_new_reason").set_value("signed yesterday")
    page.button(key="terms_add").click().run()
    assert page.success
    added = stored("Door locks")
    assert (str(added["amount"]), added["auto_renew"], added["billing"]) == ("120.00", False, None)
    assert "Door locks" in set(terms(page)["Contract"])
    page.selectbox(key="terms_which").set_value("Door locks, vendor unknown")
    page.text_input(key="terms_retire_reason").set_value("a mistake")
    page.button(key="terms_retire").click().run()
    assert not stored("Door locks")


@pytest.mark.usefixtures("uplift_typed")
def test_a_viewer_sees_the_terms_and_saves_nothing(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights that go while the page is open count at once."""
    page = opened(demo_page, terms_reason="mine")
    name = terms(page)["Contract"].iloc[0]
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page.button(key="terms_save").click().run()
    assert "only an editor may do this" in page.error[0].value
    assert stored(name)["uplift"] is None
    assert len(terms(page)) == 12
    assert not [button for button in page.button if button.key in {"terms_save", "terms_add"}]


def test_the_first_contract_is_typed_into_an_empty_plan(dashboard: AppTest) -> None:
    """Nothing need be imported."""
    page = dashboard.switch_page("pages/renewals.py").run()
    page.text_input(key="terms_new_name").set_value("Internet")
    page.text_input(key="terms_new_reason").set_value("first")
    page.button(key="terms_add").click().run()
    assert not page.error
    assert stored("Internet")["amount"] is None
    assert any("There is no contract yet" not in text.value for text in page.markdown)
