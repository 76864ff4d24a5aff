"""The page Value as a person uses it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store.roadmap import roadmap
from itstrat.ui import access, plan, records

if TYPE_CHECKING:
    from decimal import Decimal

    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open

HELPDESK = "Helpdesk put out to tender: A fairer price for help (cash)"
ASKED = "Clients asked after every engagement: Clients who would recommend us (client experience)"


def opened(demo_page: Open, tab: str, **state: object) -> AppTest:
    """Value on one of its tabs."""
    return demo_page("value", value_tab=tab, **state)


def table(page: AppTest, *columns: str) -> Any:
    """The first table with these columns."""
    return next(one.value for one in page.dataframe if set(columns) <= set(one.value.columns))


def stored(initiative: str, kind: str) -> dict[str, Any]:
    """The benefit of that kind of an initiative as it is recorded."""
    with plan.store().snapshot() as reader:
        rows = roadmap(reader).benefits
    return next(row for row in rows if (row["initiative"], row["kind"]) == (initiative, kind))


def values(benefit_id: int) -> dict[date, Decimal]:
    """What came true of a benefit, by month."""
    with plan.store().snapshot() as reader:
        rows = roadmap(reader).values
    return {row["month"]: row["value"] for row in rows if row["benefit_id"] == benefit_id}


def test_the_page_answers_what_it_gives_back(demo_page: Open) -> None:
    """The title has its number, the four kinds a card each, every initiative a row, one of them its months."""
    page = demo_page("value")
    assert not page.error
    assert page.title[0].value.startswith("1% (")
    labels = [card.label for card in page.metric]
    assert labels[:5] == [
        "Cost centre to value",
        "Cash realised",
        "Avoided cost realised",
        "Released time realised",
        "Experience realised",
    ]
    assert len(table(page, "Initiative", "Payback")) == 18
    assert "Oct 2026" in set(table(page, "Month", "Projected", "Realised")["Month"])


def test_one_initiative_is_opened_down_to_its_months(demo_page: Open) -> None:
    """Chosen by its code and name; hours before and now stand beside the money."""
    page = opened(demo_page, "Initiatives", value_initiative="H3 Ready to work on the first day")
    rows = table(page, "Month", "Hours released").set_index("Month")
    assert float(rows.loc["Oct 2026", "Hours released"]) == 7
    assert rows.loc["Oct 2026", "Kind"] == "Released time"


@pytest.mark.parametrize("tab", ["By period", "Five years", "Signatures", "Measure", "Edit", "Saved changes"])
def test_every_tab_stands(demo_page: Open, tab: str) -> None:
    """Without an error and with something to read."""
    page = opened(demo_page, tab)
    assert not page.error
    assert not page.exception


def test_periods_are_quarters_or_years_of_one_kind(demo_page: Open) -> None:
    """Only the kind asked for, only the fiscal year asked for."""
    page = opened(demo_page, "By period", value_by="Fiscal year", value_kind="avoided", value_year_only=True)
    rows = table(page, "Period", "Kind")
    assert set(rows["Period"]) == {"FY27"}
    assert set(rows["Kind"]) == {"Avoided cost"}


def test_an_owner_signs_and_the_cash_counts(demo_page: Open) -> None:
    """By name and day with a reason; then nothing waits, and the signature can be taken back."""
    page = opened(demo_page, "Signatures")
    assert list(table(page, "Benefit", "A year, once in full")["Initiative"]) == [
        "Helpdesk put out to tender"
    ]
    page.selectbox(key="sign_which").set_value(HELPDESK)
    page.text_input(key="sign_name").set_value("Nadia Okafor-Wren")
    page.text_input(key="sign_reason").set_value("tender is out")
    page.button(key="sign").click().run()
    assert "has signed for" in page.success[0].value
    row = stored("Helpdesk put out to tender", "cash")
    assert (row["confirmed_by"], row["confirmed_on"]) == ("Nadia Okafor-Wren", date(2026, 11, 22))
    assert next(card for card in page.metric if card.label == "Unsigned cash").value == "\\$0"
    page.selectbox(key="unsign_which").set_value(HELPDESK)
    page.text_input(key="unsign_reason").set_value("price went up")
    page.button(key="unsign").click().run()
    assert stored("Helpdesk put out to tender", "cash")["confirmed_by"] is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"sign_name": "Ann", "sign_reason": "why"}, "choose a benefit"),
        ({"sign_which": HELPDESK, "sign_reason": "why"}, "say the name"),
        ({"sign_which": HELPDESK, "sign_name": "Ann"}, "in a few words why"),
    ],
)
def test_half_a_signature_is_none(demo_page: Open, given: dict[str, str], told: str) -> None:
    """Without a benefit, a name or a reason nothing is signed, and the page says what is missing."""
    page = opened(demo_page, "Signatures", **given)
    page.button(key="sign").click().run()
    assert told in page.error[0].value
    assert stored("Helpdesk put out to tender", "cash")["confirmed_by"] is None


def test_a_month_is_logged_and_logged_again(demo_page: Open) -> None:
    """The month nobody measured is listed, then measured; the second value takes the place of the first."""
    page = opened(demo_page, "Measure")
    assert list(table(page, "Months not measured")["First"]) == ["Aug 2026"]
    for amount in (70.0, 80.0):
        page.selectbox(key="log_which").set_value(ASKED)
        page.date_input(key="log_month").set_value(date(2026, 8, 20))
        page.number_input(key="log_value").set_value(amount)
        page.text_input(key="log_reason").set_value("the survey is in")
        page.button(key="log").click().run()
        assert "Logged for Aug 2026" in page.success[0].value
    benefit_id = stored("Clients asked after every engagement", "experience")["id"]
    assert values(benefit_id)[date(2026, 8, 1)] == 80
    assert any("Every month that has ended is measured" in text.value for text in page.markdown)


def test_a_month_without_an_amount_is_not_logged(demo_page: Open) -> None:
    """The page says so; the month stays unmeasured."""
    page = opened(demo_page, "Measure", log_which=ASKED, log_month=date(2026, 8, 1), log_reason="why")
    page.button(key="log").click().run()
    assert page.error
    benefit_id = stored("Clients asked after every engagement", "experience")["id"]
    assert date(2026, 8, 1) not in values(benefit_id)


def test_what_is_promised_is_edited_and_the_signature_goes(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first benefit of the table is worth more now; who signed for less has to sign again."""
    monkeypatch.setattr(
        records, "_edits", lambda widget: {0: {"Value a month": 500}} if "benefit" in widget else {}
    )
    page = opened(demo_page, "Edit", benefit_reason="new estimate")
    page.button(key="benefit_save").click().run()
    assert page.success
    row = stored("Second factor at every sign-in", "avoided")
    assert (row["monthly"], row["confirmed_by"]) == (500, None)


def test_a_viewer_looks_and_signs_nothing(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """No form is drawn; a browser that sends the click all the same is refused on the server."""
    page = opened(demo_page, "Signatures", sign_which=HELPDESK, sign_name="Ann", sign_reason="why")
    monkeypatch.setattr(access, "visitor", lambda: access.Visitor("Vic", "viewer", "Vic may look."))
    page.button(key="sign").click().run()
    assert "only an editor" in page.error[0].value
    assert stored("Helpdesk put out to tender", "cash")["confirmed_by"] is None
    assert not [one for one in page.button if one.key == "sign"]


def test_a_department_sees_its_own_initiatives(demo_page: Open) -> None:
    """Two are those of Advisory."""
    page = demo_page("value", department="Advisory")
    assert not page.error
    assert len(table(page, "Initiative", "Payback")) == 2


def test_another_discount_rate_is_what_if(demo_page: Open) -> None:
    """The page says that this is not the plan, and its subtitle names the rate."""
    page = demo_page("value", discount_rate=0.2)
    assert any("What-if, not the approved plan" in text.value for text in page.markdown)
    assert any("20% a year" in text.value for text in page.markdown)


def test_an_empty_plan_says_how_to_begin(dashboard: AppTest) -> None:
    """No figure of nothing, no chart; benefits need initiatives first."""
    page = dashboard.switch_page("pages/value.py").run()
    assert not page.error
    assert not page.metric
    assert any("There is no initiative yet" in text.value for text in page.markdown)
