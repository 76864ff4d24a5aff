"""The report Spend: closed months against budget, what explains the money, and nothing unknown shown as zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import FiscalCalendar
from itstrat.reports import breakdowns, spend
from itstrat.reports.spend_figures import Comparison
from itstrat.reports.spend_period import spend_period
from itstrat.reports.statement import Scope
from itstrat.store import spend as derived
from tests.reports.made import AS_OF, SCOPE, add
from tests.reports.said import figure

if TYPE_CHECKING:
    from itstrat.store.database import Store


def charge(store: Store, *lines: tuple[date, str, str], **values: object) -> None:
    """Put lines of (day, vendor key, amount) into the ledger as an import would."""
    with store.tx("test") as edit:
        first = int(edit.value("select coalesce(max(id), 0) + 1 from ledger_line"))
        edit.append(
            "ledger_line",
            [
                {
                    "id": number, "batch_id": 1, "line": number, "posted_on": day, "vendor_text": key,
                    "vendor_key": key, "amount": Decimal(amount), "identity": f"{number:032x}", "occurrence": 1,
                }
                | values
                for number, (day, key, amount) in enumerate(lines, start=first)
            ],
        )  # fmt: skip
        derived.settle(edit)


def everything_is_it(store: Store) -> None:
    """A company whose year starts in July, and a rule that calls every line IT."""
    add(store, "company", name="Test", fiscal_year_start=7)
    add(store, "it_rule", rank=1, field="vendor", pattern="%", verdict="it")


def budget(store: Store, month: int, amount: str, **values: object) -> None:
    """Approved budget of one month of 2026."""
    add(store, "budget_line", month=date(2026, month, 1), amount=Decimal(amount), **values)


def test_empty_plan(store: Store) -> None:
    """Without data every figure is unknown and the report says that ledger and budget are missing."""
    said = spend.report(store, SCOPE)
    assert not said.has_ledger
    assert not said.has_budget
    assert all(each.value is None for each in said.figures)
    assert said.known.empty


def test_only_closed_months_are_compared(store: Store) -> None:
    """The open month and those to come are in neither side of the comparison."""
    everything_is_it(store)
    for month in range(7, 13):
        budget(store, month, "100.00")
    charge(store, (date(2026, 7, 3), "acme", "110.00"), (date(2026, 10, 3), "acme", "300.00"))
    charge(store, (date(2026, 11, 3), "acme", "999.00"))
    said = spend.report(store, SCOPE)
    to_date = figure(said, "IT spend to date")
    assert (to_date.value, to_date.target, to_date.status) == (
        Decimal("410.00"),
        Decimal("400.00"),
        "at risk",
    )
    assert figure(said, "Budget for the year").value == Decimal("600.00")
    assert said.title.startswith("IT is 2.5% over budget after four months of FY27")


def test_months_the_ledger_does_not_reach_are_unknown(store: Store) -> None:
    """A month past on the calendar but not in the ledger is unknown, not zero; one without lines in between is zero."""
    everything_is_it(store)
    charge(store, (date(2026, 7, 3), "acme", "10.00"), (date(2026, 9, 28), "acme", "10.00"))
    said = spend.report(store, SCOPE)
    actual = dict(zip(said.months["month"], said.months["actual"], strict=True))
    assert actual[date(2026, 8, 1)] == 0
    assert actual[date(2026, 10, 1)] is None
    assert len(said.period.closed) == 3


def test_while_nothing_is_decided_as_it_the_spend_is_unknown(store: Store) -> None:
    """Lines that no rule judges are no IT spend of nothing: title, figure and months say unknown, and what waits."""
    add(store, "company", name="Test", fiscal_year_start=7)
    charge(store, (date(2026, 8, 3), "acme", "1500.00"), (date(2026, 9, 3), "acme", "500.00"))
    said = spend.report(store, SCOPE)
    assert said.title == (
        f"What IT spent in {said.period.label} is unknown: nothing is decided as IT yet; "
        "$2k in 2 lines is undecided"
    )
    assert figure(said, "IT spend to date").value is None
    assert said.months["actual"].isna().all()
    add(store, "it_rule", rank=1, field="vendor", pattern="%", verdict="not_it")
    with store.tx("test") as edit:
        derived.settle(edit)
    assert figure(spend.report(store, SCOPE), "IT spend to date").value == 0


def test_without_a_budget_there_is_no_variance(store: Store) -> None:
    """No budget: the target is unknown, and the title and a finding say so."""
    everything_is_it(store)
    charge(store, (date(2026, 7, 3), "acme", "10.00"))
    said = spend.report(store, SCOPE)
    assert figure(said, "IT spend to date").target is None
    assert "there is no budget to compare with" in said.title
    assert any("No approved budget" in found.sentence for found in said.findings)


def test_credits_reduce_spend(store: Store) -> None:
    """A credit note is negative spend, in the figure and in the breakdown; a net credit never breaks a share."""
    everything_is_it(store)
    charge(store, (date(2026, 7, 3), "acme", "10.00"), (date(2026, 7, 9), "acme", "-25.00"))
    said = spend.report(store, SCOPE)
    assert figure(said, "IT spend to date").value == Decimal("-15.00")
    assert figure(said, "Known spend").value is None
    assert said.known.empty
    assert breakdowns.breakdown(store, SCOPE, "vendor").frame["actual"].tolist() == [Decimal("-15.00")]


def test_known_spend_ratio(store: Store) -> None:
    """Explained IT money over IT money: undecided lines are in neither, and are counted apart."""
    add(store, "company", name="Test", fiscal_year_start=7)
    add(store, "it_rule", rank=1, field="vendor", pattern="cloud", verdict="it")
    vendor = add(store, "vendor", name="Acme", vendor_key="acme")
    add(store, "contract", name="Mail", vendor_id=vendor, start_on=date(2026, 1, 1), auto_renew=True)
    charge(
        store,
        (date(2026, 7, 3), "acme", "75.00"),
        (date(2026, 7, 3), "cloud nine", "25.00"),
        (date(2026, 7, 3), "who knows", "50.00"),
    )
    said = spend.report(store, SCOPE)
    assert figure(said, "Known spend").value == Decimal("75.00")
    undecided = figure(said, "IT or not: undecided")
    assert (undecided.value, undecided.note) == (Decimal("50.00"), "1 line")
    assert set(said.known["state"]) == {"contract", "unexplained", "undecided"}


def test_department_without_spend(store: Store) -> None:
    """A department the ledger never names has no IT spend to explain, and nothing fails."""
    everything_is_it(store)
    charge(store, (date(2026, 7, 3), "acme", "10.00"))
    department = add(store, "department", name="Quiet")
    scope = replace(SCOPE, department_id=department)
    said = spend.report(store, scope)
    assert figure(said, "IT spend to date").value == 0
    assert figure(said, "Known spend").value is None
    for by in breakdowns.NOUNS:
        assert breakdowns.breakdown(store, scope, by).frame.empty
    assert breakdowns.capital(store, scope).frame.empty


def test_breakdowns_sum_to_the_spend(store: Store) -> None:
    """By whatever it is broken down, actual and budget come to the totals of the page."""
    everything_is_it(store)
    sales = add(store, "department", name="Sales")
    add(store, "vendor", name="Acme", vendor_key="acme")
    budget(store, 7, "40.00", category="Cloud", department_id=sales)
    budget(store, 8, "20.00")
    charge(store, (date(2026, 7, 3), "acme", "10.10"), category="Cloud", department_id=sales, capital=False)
    charge(store, (date(2026, 8, 3), "other", "20.20"), (date(2026, 11, 9), "acme", "5.00"))
    charge(store, (date(2026, 10, 3), "acme", "30.30"), category="Phones", capital=True)
    said = spend.report(store, SCOPE)
    spent = figure(said, "IT spend to date").value
    assert spent == Decimal("60.60")
    for by in ("class", "category", "department", "vendor"):
        frame = breakdowns.breakdown(store, SCOPE, by).frame
        assert sum(amount for amount in frame["actual"] if amount is not None) == spent
        if by != "vendor":
            assert sum(amount for amount in frame["budget"] if amount is not None) == Decimal("60.00")
    assert breakdowns.capital(store, SCOPE).frame["amount"].sum() == spent


def test_stale_ledger_is_told(store: Store) -> None:
    """A ledger that ends early in its last closed month may miss lines: a finding says so."""
    everything_is_it(store)
    charge(store, (date(2026, 10, 2), "acme", "10.00"))
    assert any("2 Oct 2026" in found.sentence for found in spend.report(store, SCOPE).findings)


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        ("98", "on track"),
        ("102", "on track"),
        ("102.01", "at risk"),
        ("105", "at risk"),
        ("105.01", "off track"),
    ],
)
def test_status_of_cost(actual: str, status: str) -> None:
    """Within 2% of budget is on track, within 5% at risk, beyond off track; spending less is on track."""
    assert Comparison(Decimal(actual), Decimal(100)).status == status


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(1, 12),
    as_of=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    year=st.integers(2025, 2028),
    first=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    length=st.integers(0, 900),
)
def test_closed_months_are_past_covered_and_in_the_year(
    start: int, as_of: date, year: int, first: date, length: int
) -> None:
    """Whatever the fiscal year's start, a closed month is over, in the year and within the ledger."""
    last = date.fromordinal(first.toordinal() + length).replace(day=1)
    period = spend_period(Scope(as_of, year), start, (first.replace(day=1), last))
    assert set(period.closed) <= set(FiscalCalendar(start).months(year))
    assert all(month < as_of and first.replace(day=1) <= month <= last for month in period.closed)
    assert period.closed_until <= max(as_of, period.first)
    assert period.first <= period.until <= period.last


def test_the_demo_day_is_in_the_year() -> None:
    """The small plans speak of FY27 in November."""
    assert FiscalCalendar(7).fiscal_year(AS_OF) == SCOPE.fiscal_year


def test_the_title_says_what_most_of_the_difference_is(store: Store) -> None:
    """The category that moved the year stands after it as its cause."""
    everything_is_it(store)
    budget(store, 7, "40.00", category="Cloud")
    charge(store, (date(2026, 7, 3), "acme", "90.00"), category="Cloud")
    charge(store, (date(2026, 10, 3), "acme", "1.00"), category="Phones")
    assert spend.report(store, SCOPE).title.endswith(": mostly Cloud")
