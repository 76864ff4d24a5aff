"""The report Value: four kinds never added up, what came back of IT spend, signatures, worth and purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itstrat.planning.assumptions import inputs
from itstrat.reports import budget, value
from itstrat.reports.printed import printed
from itstrat.reports.value import months, report
from itstrat.store import spend
from itstrat.store.amending import Change
from itstrat.store.benefit import BENEFIT
from tests.reports.made import AS_OF, SCOPE, add
from tests.reports.said import figure

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.store.database import Store

MARCH = date(2026, 3, 1)
IN_FULL = {"ramp_months": 1, "realisation": Decimal(1)}


@pytest.fixture
def july(store: Store) -> Store:
    """A plan whose fiscal year starts in July."""
    add(store, "company", name="Harbor & Lane", fiscal_year_start=7)
    return store


def initiative(store: Store, name: str = "CRM", **values: Any) -> int:
    """12,000 in January and February 2026, then 100 a month; it goes live in March."""
    usual = {
        "start_on": date(2026, 1, 1), "finish_on": date(2026, 2, 28), "one_off": Decimal(12_000),
        "run_monthly": Decimal(100), "run_grow": "grow",
    }  # fmt: skip
    return add(store, "initiative", name=name, **(usual | values))


def benefit(store: Store, key: int, kind: str = "cash", **values: Any) -> int:
    """1,000 a month from go-live, in full at once and signed by nobody."""
    usual = {"monthly": Decimal(1_000), "name": kind} | IN_FULL
    return add(store, "benefit", initiative_id=key, kind=kind, **(usual | values))


def came_true(store: Store, key: int, amounts: dict[int, int], **more: Any) -> None:
    """What came true of a benefit in these months of 2026."""
    for month, amount in amounts.items():
        values = {"month": date(2026, month, 1), "value": Decimal(amount)} | more
        add(store, "benefit_value", benefit_id=key, **values)


def bills(store: Store, amounts: dict[int, int]) -> None:
    """One line of the ledger that is IT in each of these months of 2026."""
    line = {"batch_id": 1, "line": 1, "vendor_text": "Cloud", "vendor_key": "cloud", "occurrence": 1}
    with store.tx("test") as edit:
        edit.insert("it_rule", {"rank": 1, "field": "vendor", "pattern": "cloud", "verdict": "it"})
        rows = [
            line
            | {"posted_on": date(2026, month, 5), "amount": Decimal(amount), "identity": str(UUID(int=month))}
            for month, amount in amounts.items()
        ]
        edit.append(
            "ledger_line", [row | {"id": key} for key, row in zip(edit.new_ids(len(rows)), rows, strict=True)]
        )
        spend.settle(edit)


def decimals(*amounts: int) -> tuple[Decimal, ...]:
    """Whole amounts of money."""
    return tuple(map(Decimal, amounts))


def row(frame: pd.DataFrame, **wanted: Any) -> dict[str, Any]:
    """The one row with these values."""
    (found,) = (
        one for one in frame.to_dict("records") if all(one[name] == is_ for name, is_ in wanted.items())
    )
    return {str(name): value for name, value in found.items()}


def test_an_empty_plan_says_that_nothing_is_stated(store: Store) -> None:
    """Its figures are unknown, not 0, and every frame is there without a row."""
    said = report(store, SCOPE)
    assert said.is_empty
    assert said.title == "No initiative says yet what value it is to bring"
    assert {one.value for one in said.figures} == {None}
    assert said.panels.empty
    assert said.purposes.empty
    assert not (said.findings or said.decisions)


def test_realised_over_projected_to_date(july: Store) -> None:
    """Eight months of 1,000 were due by October; 5,500 came true, and the three months nobody measured count 0."""
    key = benefit(july, initiative(july))
    came_true(july, key, {3: 1000, 4: 1000, 5: 1000, 6: 1000, 10: 1500, 11: 9999})
    said = report(july, SCOPE)
    found = row(said.kinds, kind="cash")
    assert (found["realised"], found["projected"], found["unmeasured"]) == (5_500, 8_000, 3)
    shown = figure(said, "Cash realised")
    assert (shown.value, shown.status) == (Decimal("68.75"), "off track")
    assert shown.note == "$5.5k of $8k, 3 months not measured"
    missing = row(said.unmeasured, kind="cash")
    assert (missing["months"], missing["first"], missing["last"]) == (3, date(2026, 7, 1), date(2026, 9, 1))
    assert missing["projected"] == 3_000


def test_kinds_are_never_added_up(july: Store) -> None:
    """Four benefits of four kinds give four rows, four figures and four panels, and no number holds two of them."""
    key = initiative(july)
    sizes = {"cash": 1_000, "avoided": 20_000, "time": 300_000, "experience": 4_000_000}
    for kind, monthly in sizes.items():
        came_true(july, benefit(july, key, kind, monthly=Decimal(monthly)), {3: monthly})
    said = report(july, SCOPE)
    assert list(said.kinds["kind"]) == list(sizes)
    assert list(said.kinds["realised"]) == list(sizes.values())
    assert list(dict.fromkeys(said.panels["kind"])) == list(sizes)
    found = row(said.initiatives, id=key)
    assert [found[f"{kind}_realised"] for kind in sizes] == list(sizes.values())
    sums = {sum(sizes.values()), 321_000, 21_000, 301_000}
    amounts = [cell for frame in (said.kinds, said.panels, said.years) for cell in frame.to_numpy().ravel()]
    assert sums.isdisjoint(cell for cell in amounts if isinstance(cell, Decimal))


def test_periods_add_up_to_what_is_to_date(july: Store) -> None:
    """Quarters sum to fiscal years and years to the total; a period not begun has nothing realised, not 0."""
    key = benefit(july, initiative(july), baseline=Decimal(40), unit="calls")
    came_true(july, key, {3: 900, 6: 800, 7: 700}, measured=Decimal(31))
    said = report(july, SCOPE)
    quarters = dict(zip(said.quarters["period"], said.quarters["realised"], strict=True))
    assert quarters["FY26 Q3"] == 900
    assert quarters["FY26 Q4"] == 800
    assert quarters["FY27 Q1"] == 700
    assert quarters["FY27 Q2"] == 0, "October has ended and nobody measured it"
    assert quarters["FY27 Q3"] is None
    years = dict(zip(said.years["period"], said.years["realised"], strict=True))
    assert years == {"FY26": 1_700, "FY27": 700, "FY28": None}
    told = row(said.years, period="FY27")
    assert (told["baseline"], told["measured"], told["unit"]) == (40, 31, "calls")
    assert (told["projected"], told["unmeasured"]) == (12_000, 3)


def test_the_running_quarter_stands_for_what_of_it_has_ended(july: Store) -> None:
    """So the newest totals drawn are those of the figures; the rest of the quarter comes with the next."""
    came_true(july, benefit(july, initiative(july)), {3: 500, 10: 700})
    panels = report(july, SCOPE).panels
    now = row(panels, quarter="Oct 2026")
    assert (now["realised"], now["projected"]) == (1_200, 8_000)
    after = row(panels, quarter="FY27 Q3")
    assert (after["realised"], after["projected"]) == (None, 13_000)
    assert panels["quarter"].iloc[-1] == "FY27 Q4"


def test_what_was_never_measured_is_not_drawn_as_nothing(july: Store) -> None:
    """Its panel says that nothing is measured; the title says so of all."""
    benefit(july, initiative(july))
    said = report(july, SCOPE)
    assert set(said.panels["realised"]) == {None}
    assert said.title == "None of 1 stated benefit has been measured yet"


def test_what_came_back_is_cash_and_signed_avoided_cost_of_the_closed_months(july: Store) -> None:
    """Of 10,000 spent from July to October 600 cash and 400 avoided and signed: 10%; all else stays out."""
    bills(july, dict.fromkeys((7, 8, 9, 10), 2_500))
    key = initiative(july)
    came_true(july, benefit(july, key, "cash"), {6: 5_000, 7: 600})
    came_true(july, benefit(july, key, "avoided", confirmed_by="Ann", confirmed_on=MARCH), {8: 400})
    came_true(july, benefit(july, key, "avoided", name="unsigned"), {8: 7_000})
    came_true(july, benefit(july, key, "time", confirmed_by="Ann", confirmed_on=MARCH), {8: 9_000})
    said = report(july, SCOPE)
    found = said.headline
    assert (found.cash, found.avoided, found.back, found.spend) == decimals(600, 400, 1_000, 10_000)
    assert (found.ratio, found.period, found.months) == (Decimal("0.1"), "FY27, Jul to Oct", 4)
    assert figure(said, "Cost centre to value").value == 10
    assert said.title == "10% ($1k) of $10k IT spend came back as cash and signed avoided cost"


def test_without_a_ledger_the_share_is_unknown(july: Store) -> None:
    """There is no 0 and no division by it."""
    came_true(july, benefit(july, initiative(july)), {3: 500})
    said = report(july, SCOPE)
    assert said.headline.ratio is None
    assert figure(said, "Cost centre to value").value is None
    assert "IT spend is not known" in said.title


def test_unsigned_cash_is_listed_with_its_amount_and_lowers_no_budget(july: Store) -> None:
    """A year of it is told, and a decision is asked; signed, both are gone. Unsigned time is none of it."""
    key = initiative(july, "Helpdesk", start_on=date(2027, 1, 1), finish_on=date(2027, 1, 31))
    worth = benefit(july, key, realisation=Decimal("0.9"), owner="Ann")
    benefit(july, key, "time")
    said = report(july, SCOPE)
    assert figure(said, "Unsigned cash").value == 10_800
    assert any("$10.8k a year of cash has no signature" in one.sentence for one in said.findings)
    assert "Helpdesk" in said.decisions[0].what
    assert not row(said.benefits, id=worth)["lowers_budget"]
    with july.tx("test") as edit:
        edit.update("benefit", worth, 1, {"confirmed_by": "Ann", "confirmed_on": AS_OF})
    signed = report(july, SCOPE)
    assert figure(signed, "Unsigned cash").value == 0
    assert row(signed.benefits, id=worth)["lowers_budget"]
    assert signed.decisions == ()


def test_signed_cash_is_what_the_budget_saves(july: Store) -> None:
    """Month by month the same amounts, under the same inputs, in one and the other report."""
    key = initiative(july, start_on=date(2026, 12, 1), finish_on=date(2027, 1, 31))
    open_terms: dict[str, Any] = {"ramp_months": None, "realisation": None}
    benefit(july, key, confirmed_by="Ann", confirmed_on=MARCH, **open_terms)
    benefit(july, key, name="unsigned", **open_terms)
    asked = inputs({"view": "cash", "realisation_contracts": "0.6", "savings_ramp": "4"})
    years = budget.report(july, SCOPE, asked).years
    saved = {
        one["fiscal_year"]: -one["amount"] for one in years.to_dict("records") if one["driver"] == "Savings"
    }
    said = row(value.report(july, SCOPE, asked).years, period="FY27", benefit="cash")
    assert said["projected"] == saved[2027] == 150 + 300 + 450 + 600 + 600


def test_a_benefit_changed_after_it_was_signed_is_found(july: Store) -> None:
    """With who had signed; signed again it is found no more."""
    key = benefit(july, initiative(july), confirmed_by="Bob", confirmed_on=MARCH)
    BENEFIT.save(july, [Change(key, 1, {"monthly": Decimal(900)})], "Ann", "fewer licences")
    found = "1 benefit was changed after Bob had signed, and must be signed again: CRM."
    assert found in [one.sentence for one in report(july, SCOPE).findings]
    BENEFIT.save(july, [Change(key, 3, {"confirmed_by": "Bob", "confirmed_on": AS_OF})], "Bob", "so be it")
    assert not any("must be signed again" in one.sentence for one in report(july, SCOPE).findings)


def test_what_came_true_of_cash_is_always_said(july: Store) -> None:
    """Good from nine tenths on, at risk from seven, else off track; of another kind only what is behind is said."""
    key = initiative(july)
    cash = benefit(july, key, start_on=date(2026, 10, 1))
    came_true(july, benefit(july, key, "avoided", start_on=date(2026, 10, 1)), {10: 1_000})
    assert cash_said(july) == ("off track", "Cash came true to 0%: $0 of $1k projected to Oct 2026.")
    came_true(july, cash, {10: 950})
    assert cash_said(july) == ("good", "Cash came true to 95%: $950 of $1k projected to Oct 2026.")
    assert not any("Avoided" in one.sentence for one in report(july, SCOPE).findings)


def cash_said(store: Store) -> tuple[str, str]:
    """Severity and sentence of the only finding that says what came true of cash."""
    (found,) = [one for one in report(store, SCOPE).findings if one.sentence.startswith("Cash came true")]
    return found.severity, found.sentence


def test_hours_are_those_before_less_those_now(july: Store) -> None:
    """From 40 to 31 and to 30 hours are 19 hours released; a measure in other units releases none."""
    key = initiative(july)
    timed = benefit(july, key, "time", unit="hours", baseline=Decimal(40), hours_monthly=Decimal(10))
    came_true(july, timed, {3: 500}, measured=Decimal(31))
    came_true(july, timed, {4: 500}, measured=Decimal(30))
    calls = benefit(july, key, "time", name="calls", unit="calls", baseline=Decimal(40))
    came_true(july, calls, {3: 500}, measured=Decimal(10))
    said = report(july, SCOPE)
    shown = figure(said, "Hours released")
    assert (shown.value, shown.unit) == (Decimal(19), "hours")
    assert shown.note == "of 80 hours projected"
    by_month = months(july, SCOPE, inputs({}), key)
    told = row(by_month, month=MARCH, benefit="time")
    assert (told["hours_realised"], told["hours_projected"], told["realised"]) == (9, 10, 500)
    assert row(by_month, month=MARCH, benefit="calls")["hours_realised"] is None


def test_worth_counts_one_kind_at_a_time_over_five_years(july: Store) -> None:
    """Without interest 60 months: 58 × 1,000 cash against 12,000 and 58 × 100; time has a row of its own."""
    key = initiative(july)
    benefit(july, key)
    benefit(july, key, "time", monthly=Decimal(50))
    said = report(july, SCOPE, inputs({"discount_rate": "0"}))
    cash, time = (row(said.worth, kind=kind) for kind in ("cash", "time"))
    assert (cash["cost"], cash["value"], cash["npv"]) == (17_800, 58_000, 40_200)
    assert cash["payback_years"] == Decimal("1.19"), "after the second month 12,000 wait for 900 a month"
    assert cash["discounted_payback_years"] == cash["payback_years"]
    assert time["npv"] == 50 * 58 - 17_800
    assert time["payback_years"] is None
    shown = row(said.initiatives, id=key)
    assert (shown["npv"], shown["payback_years"]) == (cash["npv"], cash["payback_years"])


def test_interest_lowers_what_is_worth_and_delays_the_payback(july: Store) -> None:
    """8% a year unless the CIO says otherwise; the internal rate is a year's and stands only with one change of sign."""
    benefit(july, initiative(july))
    usual, dear = (
        row(report(july, SCOPE, inputs(said)).worth, kind="cash") for said in ({}, {"discount_rate": "0.3"})
    )
    assert usual["npv"] > dear["npv"] > 0
    assert usual["discounted_payback_years"] > usual["payback_years"]
    assert dear["discounted_payback_years"] > usual["discounted_payback_years"]
    assert usual["internal_rate"] == dear["internal_rate"] > 1


def test_worth_so_far_takes_what_was_measured(july: Store) -> None:
    """Eight closed months brought 500 where 1,000 was projected and seven nothing: so much less."""
    came_true(july, benefit(july, initiative(july)), {3: 500})
    found = row(report(july, SCOPE, inputs({"discount_rate": "0"})).worth, kind="cash")
    assert found["npv"] - found["npv_so_far"] == 7_500


def test_spend_is_parted_by_what_initiatives_are_for(july: Store) -> None:
    """Of 10,000 a growing and an unsaid initiative take 400 and 4,000; what is left runs the company."""
    bills(july, dict.fromkeys((7, 8, 9, 10), 2_500))
    initiative(july)
    initiative(july, "Odd", run_grow=None, one_off=Decimal(0), run_monthly=Decimal(1_000))
    said = report(july, SCOPE)
    parts = dict(zip(said.purposes["kind"], said.purposes["amount"], strict=True))
    assert parts == {"run": 5_600, "grow": 400, None: 4_000}
    shown = figure(said, "Grow and transform")
    assert (shown.value, shown.note, shown.confidence) == (Decimal(4), "40% of unknown purpose", "C")


def test_initiatives_dearer_than_the_ledger_are_found(july: Store) -> None:
    """Nothing is left to run, nothing is below zero, and the finding names the year."""
    bills(july, {7: 50})
    initiative(july)
    said = report(july, SCOPE)
    assert list(said.purposes["amount"]) == [100]
    assert any("FY27" in one.sentence and one.page == "spend" for one in said.findings)


def test_a_benefit_without_dates_projects_nothing_and_is_found(july: Store) -> None:
    """Its initiative is not scheduled; it has no worth either, and no error."""
    key = initiative(july, "Idea", start_on=None, finish_on=None)
    benefit(july, key, "time")
    said = report(july, SCOPE)
    assert said.quarters.empty
    assert said.worth.empty
    assert any("Nobody knows when Idea begins" in one.sentence for one in said.findings)
    assert row(said.initiatives, id=key)["npv"] is None


def test_a_department_sees_its_own(july: Store) -> None:
    """Initiatives, values and spend of others stay out."""
    sales = add(july, "department", name="Sales")
    mine, theirs = initiative(july, department_id=sales), initiative(july, "Other")
    for key in (mine, theirs):
        came_true(july, benefit(july, key), {3: 100})
    said = report(july, replace(SCOPE, department_id=sales))
    assert list(said.initiatives["id"]) == [mine]
    assert row(said.kinds, kind="cash")["realised"] == 100
    assert months(july, replace(SCOPE, department_id=sales), inputs({}), theirs).empty


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2026, 2, 1), date(2028, 6, 30)))
def test_quarters_years_months_and_totals_agree_on_any_day(demo_store: Store, day: date) -> None:
    """The same realised value by month, quarter and year as to date, kind by kind."""
    said = report(demo_store, replace(SCOPE, as_of=day))
    for kind, total in zip(said.kinds["kind"], said.kinds["realised"], strict=True):
        for frame in (said.quarters, said.years):
            rows = frame[frame["kind"] == kind]
            assert sum(amount for amount in rows["realised"] if amount is not None) == total


def test_the_demo_company_prints_as_json(demo_store: Store) -> None:
    """With its inputs; the four kinds, a share and a decision are there, unknown is null."""
    told = printed(demo_store, "value", AS_OF, None, None, ["discount_rate=0.12"])
    assert told["discount_rate"] == "0.12"
    assert [one["kind"] for one in told["kinds"]] == ["cash", "avoided", "time", "experience"]
    assert told["kinds"][0]["share"] is None
    assert told["headline"]["back"] == "1010.00"
    assert told["decisions"][0]["what"].startswith("Sign for $6.48k a year of cash")
    assert {one["kind"] for one in told["purposes"]} == {"run", "grow", "transform"}
