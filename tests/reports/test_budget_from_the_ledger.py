"""What the ledger's past, late invoices and one-off spend make of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.reports.budget import report
from itstrat.store.assumptions import PLAN, save_inputs
from tests.reports.made import SCOPE, add, contract
from tests.reports.made_budget import company, figure, ledger, total
from tests.reports.made_roadmap import initiative
from tests.store.made import line

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_a_ledger_that_lags_is_carried_on_from_where_it_ends(store: Store) -> None:
    """Booked until August, seen in November: two months closed, ten forecast, none left out."""
    company(store)
    ledger(store, *(line(date(2026, month, 5), "Acme", "100.00") for month in range(1, 9)))
    said = report(store, SCOPE)
    assert said.landing is not None
    assert said.closed_until == date(2026, 8, 31)
    assert (said.landing.actual, said.landing.forecast) == (Decimal(200), Decimal(1000))


def test_a_ledger_that_begins_within_the_year_leaves_the_landing_unknown(store: Store) -> None:
    """Nobody knows what July and August cost: the sum of the rest is no landing."""
    company(store)
    ledger(store, *(line(date(2026, month, 5), "Acme", "100.00") for month in (9, 10)))
    said = report(store, SCOPE)
    assert said.landing is None and said.bridge.empty
    assert said.title == "Where FY27 lands is unknown: the ledger says nothing about Jul 2026 to Aug 2026"
    assert [row["actual"] for row in said.months.to_dict("records")][:4] == [None, None, 100, 100]


def test_a_year_of_which_nothing_is_known_does_not_land_at_nothing(store: Store) -> None:
    """Seen on its first day without a ledger; what is bought two years later makes no landing of 0 and no range of 0."""
    company(store)
    initiative(store, "Move", "2028-09-01", "2028-10-31", one_off=Decimal(5000))
    said = report(store, replace(SCOPE, as_of=date(2026, 7, 1)))
    assert said.title == (
        "Where FY27 lands is unknown: no ledger line, contract or plan says what IT costs in it"
    )
    assert said.landing is None and not said.is_empty
    landing, held, following = (
        next(one for one in said.figures if one.label == label)
        for label in ("Landing", "Contingency needed", "Next year")
    )
    assert {(one.value, one.note) for one in (landing, held, following)} == {(None, "")}
    assert said.months["forecast"].isna().all() and said.months["high"].isna().all()
    assert figure(said, "All years") == 5000


def test_an_invoice_that_is_late_is_expected(store: Store) -> None:
    """Billed yearly in September, charged last year, not this: 12,600 is owed and lands in the first open month."""
    company(store)
    vendor = add(store, "vendor", name="Acme", vendor_key="acme")
    contract(store, "Mail", vendor_id=vendor, start_on=date(2024, 9, 10), amount=Decimal(12_600))
    ledger(
        store,
        line(date(2025, 9, 12), "Acme", "12000.00"),
        *(line(date(2026, month, 5), "Other", "100.00") for month in range(1, 11)),
    )
    said = report(store, SCOPE)
    assert said.landing is not None
    assert said.landing.accruals == Decimal(12_600)
    assert said.months["forecast"].tolist()[4] >= Decimal(12_600)


def test_spend_tagged_one_off_is_not_expected_again(demo_store: Store) -> None:
    """Tagging every line of an unexplained vendor takes its money out of the run rate."""
    from itstrat.store.decisions import Decision, Subject, decide

    with demo_store.snapshot() as plan:
        key = plan.value(
            "select vendor_key from ledger_vendor where verdict = 'it' and explained_by is null "
            "group by vendor_key order by sum(amount) desc limit 1"
        )
    before = report(demo_store, SCOPE)
    decide(demo_store, Subject(vendor_key=key), Decision("one_off"), "Ann")
    after = report(demo_store, SCOPE)
    assert total(after.years, fiscal_year=2028, driver="Without a contract") < total(
        before.years, fiscal_year=2028, driver="Without a contract"
    )


def test_growth_nobody_planned_by_month_is_found(demo_store: Store) -> None:
    """Departments plan 40 people, the forecast holds 20: said until somebody plans hires."""
    said = [one.sentence for one in report(demo_store, SCOPE).findings]
    assert any("plan 40 people" in sentence for sentence in said)
    save_inputs(demo_store, "Ann", "why", PLAN, {"hires_per_month": "0.83"}, {})
    assert not any("plan 40" in one.sentence for one in report(demo_store, SCOPE).findings)


def test_a_budget_of_the_year_gives_odds(store: Store) -> None:
    """Far above any path or far below, ten thousand paths make no certainty: <1% and >99%; without one, unknown."""
    company(store)
    rows = [line(date(2025 + month // 12, month % 12 + 1, 5), "Acme", f"{900 + 17 * (month % 5)}.00")
            for month in range(22)]  # fmt: skip
    ledger(store, *rows)
    assert figure(report(store, SCOPE), "Odds of overspending") is None
    key = add(store, "budget_line", month=date(2026, 7, 1), amount=Decimal(100_000))
    below = report(store, SCOPE)
    assert figure(below, "Odds of overspending") == Decimal("0.01")
    assert below.title.endswith("the odds of overspending are <1%")
    with store.tx("test") as edit:
        edit.update("budget_line", key, 1, {"amount": Decimal(1)})
    above = report(store, SCOPE)
    assert figure(above, "Odds of overspending") == Decimal("99.99")
    assert above.title.endswith("the odds of overspending are >99%")
    assert ">99% of possible years overspend" in above.findings[0].sentence
