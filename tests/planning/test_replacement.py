"""When assets should be replaced, one by one and by columns."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.replacement import ClassRule
from itstrat.planning.replacement_frame import replacement_frame

from .replacement_of_one import AssetFacts, Replacement, replacement

TODAY = date(2026, 11, 22)
LAPTOP = ClassRule(48, Decimal("1200.00"), Decimal("0.03"), date(2022, 11, 22))
ASSET_COLUMNS = ["class_id", *(field.name for field in fields(AssetFacts))]
CLASS_COLUMNS = ["id", *(field.name for field in fields(ClassRule))]


def asset(**facts: Any) -> AssetFacts:
    """A laptop bought on 10 March 2023."""
    known: dict[str, Any] = {"status": "in use", "purchased_on": date(2023, 3, 10)}
    return AssetFacts(**(known | facts))


def frames(assets: list[tuple[int | None, AssetFacts]], rules: dict[int, ClassRule]) -> tuple[Any, Any]:
    """The same facts as the two frames."""
    rows = [{"class_id": class_id, **asdict(facts)} for class_id, facts in assets]
    classes = [{"id": key, **asdict(rule)} for key, rule in rules.items()]
    return (
        pd.DataFrame(rows, columns=ASSET_COLUMNS, dtype=object),
        pd.DataFrame(classes, columns=CLASS_COLUMNS, dtype=object),
    )


def test_the_earliest_hard_end_wins() -> None:
    """Life to March 2027, warranty to March 2026, support to October 2026: support end (oracle O2-6)."""
    facts = asset(warranty_months=36, support_end_on=date(2026, 10, 14))
    found = replacement(facts, LAPTOP, date(2026, 1, 1))
    assert (found.due_on, found.reason, found.state) == (date(2026, 10, 14), "support end", "planned")
    assert found.explanation == "Replace by 2026-10-14: the vendor's support ends."


@pytest.mark.parametrize(
    ("facts", "due_on", "reason"),
    [
        ({}, date(2027, 3, 10), "useful life"),
        ({"os_end_on": date(2026, 12, 1)}, date(2026, 12, 1), "os end"),
        ({"lease_end_on": date(2026, 3, 9)}, date(2026, 3, 9), "lease end"),
        ({"warranty_end_on": date(2028, 3, 10)}, date(2028, 3, 10), "warranty end"),
        ({"warranty_months": 60, "os_end_on": date(2026, 12, 1)}, date(2028, 3, 10), "warranty end"),
        ({"warranty_months": 60, "lease_end_on": date(2027, 1, 1)}, date(2027, 1, 1), "lease end"),
        ({"replace_on": date(2029, 1, 1), "support_end_on": TODAY}, date(2029, 1, 1), "set by hand"),
        ({"support_end_on": date(2027, 3, 10)}, date(2027, 3, 10), "useful life"),
    ],
)
def test_which_date_wins(facts: dict[str, Any], due_on: date, reason: str) -> None:
    """Soft ends wait for the warranty, hard ends do not, and a date set by hand beats them all."""
    found = replacement(asset(**facts), LAPTOP, TODAY)
    assert (found.due_on, found.reason) == (due_on, reason)


def test_an_age_that_is_not_known_is_said() -> None:
    """Counted from the warranty, else from the first sighting as the latest date; else there is no date."""
    warranty = {"warranty_months": 36, "warranty_end_on": date(2026, 3, 10)}
    by_warranty = replacement(asset(purchased_on=None, **warranty), LAPTOP, TODAY)
    assert (by_warranty.due_on, by_warranty.confidence) == (date(2027, 3, 10), "medium")
    seen = replacement(asset(purchased_on=None, first_seen_on=date(2026, 1, 1)), LAPTOP, TODAY)
    assert (seen.due_on, seen.state, seen.confidence) == (date(2030, 1, 1), "unknown age", "low")
    assert "the latest date" in seen.explanation
    long_seen = replacement(asset(purchased_on=None, first_seen_on=date(2020, 1, 1)), LAPTOP, TODAY)
    assert long_seen.state == "overdue"
    nothing = replacement(asset(purchased_on=None), LAPTOP, TODAY)
    assert (nothing.due_on, nothing.state, nothing.cost) == (None, "unknown age", None)


def test_an_asset_without_a_rule_is_unplanned_not_gone() -> None:
    """No class, or a class without a life: unplanned, unless a known end gives a date."""
    assert replacement(asset(), None, TODAY).state == "unplanned"
    assert replacement(asset(), ClassRule(), TODAY).state == "unplanned"
    ends = replacement(asset(support_end_on=date(2027, 1, 1)), None, TODAY)
    assert (ends.state, ends.reason) == ("planned", "support end")


def test_what_is_retired_or_spare_needs_no_replacement() -> None:
    """By status or by date; a retirement still ahead does not count yet."""
    for facts in (asset(status="retired"), asset(status="spare"), asset(retired_on=TODAY)):
        assert replacement(facts, LAPTOP, TODAY).state == "not needed"
    assert replacement(asset(retired_on=TODAY + timedelta(days=1)), LAPTOP, TODAY).state == "planned"


def test_the_price_is_that_of_the_due_month() -> None:
    """1,200.00 four years after its price day is 1,350.61 (oracle O1-7); overdue is paid at today's price."""
    due_2026 = asset(purchased_on=date(2022, 11, 22))
    assert replacement(due_2026, LAPTOP, TODAY).cost == Decimal("1350.61")
    overdue = replacement(asset(purchased_on=date(2015, 1, 1)), LAPTOP, TODAY)
    assert (overdue.state, overdue.cost) == ("overdue", Decimal("1350.61"))


def test_without_a_class_price_the_own_cost_is_grown() -> None:
    """1,000.00 paid in March 2023 is 1,125.51 four years later at 3%; no cost at all is unknown, not zero."""
    rule = ClassRule(48)
    assert replacement(asset(cost=Decimal("1000.00")), rule, TODAY).cost == Decimal("1125.51")
    assert replacement(asset(), rule, TODAY).cost is None


def test_a_leap_day_is_clipped() -> None:
    """Bought on 29 February 2024 with twelve months of life: due on 28 February 2025."""
    found = replacement(asset(purchased_on=date(2024, 2, 29)), ClassRule(12), TODAY)
    assert found.due_on == date(2025, 2, 28)


DAYS = st.none() | st.dates(date(2018, 1, 1), date(2032, 12, 31))
MONTHS = st.none() | st.integers(0, 120)
MONEY = st.none() | st.decimals(0, 9000, places=2)
ASSETS = st.builds(
    AssetFacts,
    status=st.sampled_from((None, "in use", "spare", "retired")),
    purchased_on=DAYS,
    cost=MONEY,
    warranty_months=MONTHS,
    warranty_end_on=DAYS,
    support_end_on=DAYS,
    os_end_on=DAYS,
    lease_end_on=DAYS,
    replace_on=st.none() | st.none() | DAYS,
    first_seen_on=DAYS,
    retired_on=st.none() | DAYS,
)
RULES = st.builds(ClassRule, MONTHS, MONEY, st.none() | st.sampled_from([Decimal("0.05")]), DAYS)


@given(
    st.lists(st.tuples(st.sampled_from((None, 1, 2, 9)), ASSETS), max_size=8),
    st.fixed_dictionaries({1: RULES, 2: RULES}),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_many_at_once_are_many_one_by_one(
    assets: list[tuple[int | None, AssetFacts]], rules: dict[int, ClassRule], as_of: date
) -> None:
    """The frame agrees with the single answer in every column, whatever is unknown."""
    found = replacement_frame(*frames(assets, rules), as_of)
    rows = [
        Replacement(None if pd.isna(due) else due.date(), *rest)
        for due, *rest in found.itertuples(index=False, name=None)
    ]
    assert rows == [replacement(facts, rules.get(key or 0), as_of) for key, facts in assets]


def test_the_frame_takes_what_a_database_gives() -> None:
    """datetime64 dates, float money and float ids with NaN for null give the same cents."""
    assets, classes = frames([(1, asset()), (None, asset(cost=Decimal("0.10")))], {1: LAPTOP})
    for frame in (assets, classes):
        for column in frame.columns:
            if column.endswith("_on"):
                frame[column] = pd.to_datetime(frame[column])
            elif column != "status":
                frame[column] = pd.to_numeric(frame[column].map(lambda v: np.nan if v is None else float(v)))
    found = replacement_frame(assets, classes, TODAY)
    assert list(found.state) == ["planned", "unplanned"]
    assert found.cost.iloc[0] == replacement(asset(), LAPTOP, TODAY).cost


@pytest.mark.timeout(60)
def test_twenty_thousand_assets_are_planned_together() -> None:
    """A company of thousands gets a row an asset; how long that takes is measured elsewhere, here it must only end."""
    assets, classes = frames([(1, asset(cost=Decimal(900), warranty_months=36))] * 20, {1: LAPTOP})
    many = pd.concat([assets] * 1000, ignore_index=True)
    assert len(replacement_frame(many, classes, TODAY)) == 20_000


def test_the_sentences_are_left_out_where_nobody_reads_them() -> None:
    """A list of thousands that shows dates and sums only is the same list without them."""
    assets, classes = frames([(1, asset()), (2, asset())], {1: LAPTOP})
    short = replacement_frame(assets, classes, TODAY, explained=False)
    pd.testing.assert_frame_equal(
        short, replacement_frame(assets, classes, TODAY).drop(columns="explanation")
    )
