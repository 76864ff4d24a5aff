"""One table of lines, and its sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import FiscalCalendar, month_starts
from itstrat.planning.plan_lines import (
    COLUMNS,
    DRIVERS,
    Driver,
    by_fiscal_year,
    by_month,
    difference,
    lines,
    together,
    total,
)

MONTHS = month_starts(date(2026, 5, 1), date(2029, 4, 1))
AMOUNTS = st.lists(st.decimals(-1000, 1000, places=2), min_size=len(MONTHS), max_size=len(MONTHS))


def line(driver: Driver, amounts: list[Decimal]) -> pd.DataFrame:
    """The lines of one source over the months."""
    return lines(MONTHS, amounts, driver, "cash", 1, "made", "high")


def test_lines_say_where_they_come_from_and_have_no_zeros() -> None:
    """A month of zero has no line; the rest carry driver, source, label, view and confidence."""
    made = lines(MONTHS[:2], [Decimal(0), Decimal("3.10")], "seats", "pnl", None, "Kit", "low")
    assert list(made.columns) == list(COLUMNS)
    assert len(made) == 1
    assert made["month"][0] == pd.Timestamp(2026, 6, 1)
    assert pd.isna(made["source_id"][0])
    assert made["amount"][0] == Decimal("3.10")


def test_an_empty_plan_has_columns_and_a_total() -> None:
    """Nothing sums to zero."""
    empty = together([])
    assert list(empty.columns) == list(COLUMNS)
    assert total(empty) == 0
    assert by_fiscal_year(empty, FiscalCalendar()).empty


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(DRIVERS), AMOUNTS, min_size=1), st.integers(1, 12))
def test_the_parts_are_the_whole(parts: dict[Driver, list[Decimal]], start: int) -> None:
    """Months sum to years, drivers to the total, and the start of the fiscal year changes no sum."""
    plan = together(line(driver, amounts) for driver, amounts in parts.items())
    whole = sum((sum(amounts, Decimal(0)) for amounts in parts.values()), Decimal(0))
    assert total(plan) == whole
    assert sum((sum(row, Decimal(0)) for row in by_month(plan, MONTHS).values()), Decimal(0)) == whole
    years = by_fiscal_year(plan, FiscalCalendar(start))
    assert sum(years["amount"], Decimal(0)) == whole
    for driver, amounts in parts.items():
        own = sum(years.loc[years["driver"] == driver, "amount"], Decimal(0))
        assert own == sum(amounts, Decimal(0))


def test_adding_a_source_changes_the_total_by_its_own_lines() -> None:
    """Nothing else moves."""
    base = line("contracts", [Decimal(10)] * len(MONTHS))
    more = lines(MONTHS, [Decimal("2.50")] * len(MONTHS), "contracts", "cash", 2, "new", "high")
    assert total(together([base, more])) - total(base) == Decimal("2.50") * len(MONTHS)


def test_scenarios_stand_beside_the_approved_plan() -> None:
    """What a scenario drops shows as a negative difference, not as a missing row."""
    approved = together(
        [line("contracts", [Decimal(1)] * len(MONTHS)), line("seats", [Decimal(2)] * len(MONTHS))]
    )
    lean = line("contracts", [Decimal(1)] * len(MONTHS))
    found = difference({"plan": approved, "lean": lean}, "plan", FiscalCalendar())
    gone = found[(found["scenario"] == "lean") & (found["driver"] == "seats")]
    assert gone["difference"].tolist() == [Decimal(-16), Decimal(-24), Decimal(-24), Decimal(-8)]
    assert not found.loc[found["scenario"] == "plan", "difference"].any()
