"""The report Assets: what is there, what is due and why, and that nothing without a rule vanishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.reports import replacements
from itstrat.reports.assets import report
from itstrat.reports.replacements import Chosen
from tests.reports.made import AS_OF, SCOPE, add, contract, laptops
from tests.reports.said import figure

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_an_empty_plan_has_six_classes_and_unknown_spend(store: Store) -> None:
    """Nothing is counted, spend is unknown and not 0, and no row for an unknown class is made up."""
    said = report(store, SCOPE)
    assert list(said.technology.classes["class"]) == [
        "internet", "phone", "infrastructure", "users", "support", "consultants",
    ]  # fmt: skip
    assert said.technology.total is None
    assert figure(said, "IT spend").value is None
    assert said.needed.empty
    assert not said.findings


def test_every_asset_is_in_exactly_one_state(demo_store: Store) -> None:
    """Overdue, planned, without a rule, of unknown age or not needed: the counts sum to the list."""
    said = report(demo_store, SCOPE)
    assert sum(said.counts.values()) == len(said.needed) == 77
    assert all(said.counts[state] for state in replacements.STATES)


def test_the_years_and_what_lies_outside_them_sum_to_what_is_in_use(demo_store: Store) -> None:
    """Overdue, five years, unplanned and later hold every asset in use once."""
    said = report(demo_store, SCOPE)
    in_use = len(said.needed) - said.counts["not needed"]
    assert said.by_class["count"].sum() + said.later == in_use
    assert said.by_department["count"].sum() + said.later == in_use
    assert said.ages["count"].sum() == in_use


def test_five_years_cost_what_their_columns_cost(demo_store: Store) -> None:
    """The headline is the exact sum of the chart's columns."""
    said = report(demo_store, SCOPE)
    assert figure(said, "Five years").value == sum(cost for cost in said.by_class["cost"] if cost is not None)


def test_an_overdue_asset_costs_todays_price(store: Store) -> None:
    """Past its useful life it is overdue at the class's price, and the decision asks for that money."""
    add(store, "asset", name="Old", class_id=laptops(store), purchased_on=date(2020, 1, 1), status="in use")
    said = report(store, SCOPE)
    assert said.counts["overdue"] == 1
    assert said.decisions[0].cost == Decimal("1600.00")
    assert "1 asset overdue for $1.6k" in said.title
    assert said.findings[0].severity == "off track"


def test_an_asset_without_a_class_is_unplanned_and_of_unknown_class(store: Store) -> None:
    """It stands in the list, in the chart's column "unplanned", and in the row of the unknown class."""
    add(store, "asset", name="Mystery")
    said = report(store, SCOPE)
    assert said.counts["unplanned"] == 1
    assert list(said.by_class["fiscal_year"]) == ["unplanned"]
    assert said.by_class["cost"].iloc[0] is None
    assert said.technology.classes["class"].iloc[-1] == "unknown class"
    assert said.technology.classes["assets"].iloc[-1] == 1


def test_spare_and_retired_assets_are_told_apart_from_what_is_in_use(store: Store) -> None:
    """They are on the list and said, but in no figure."""
    laptop = laptops(store)
    add(store, "asset", name="A", class_id=laptop, status="spare", purchased_on=date(2019, 1, 1))
    add(store, "asset", name="B", class_id=laptop, status="retired", purchased_on=date(2019, 1, 1))
    said = report(store, SCOPE)
    assert said.counts["not needed"] == 2
    assert figure(said, "In use").value == 0
    assert said.put_by.startswith("1 spare and 1 retired")


def test_an_age_counts_from_the_warranty_where_the_purchase_is_unknown(store: Store) -> None:
    """A three-year warranty that ends today began three years ago."""
    add(store, "asset", name="A", class_id=laptops(store), warranty_end_on=AS_OF, warranty_months=36)
    assert list(report(store, SCOPE).ages["age_years"]) == [3]


def test_a_department_sees_its_own_and_departments_sum_to_the_whole(demo_store: Store) -> None:
    """Assets, contracts and spend of the departments, and the lines of none, add up to those of the company."""
    whole = report(demo_store, SCOPE)
    with demo_store.snapshot() as plan:
        ids = [row["id"] for row in plan.rows("select id from department")]
        rest = plan.value(
            "select sum(amount) from ledger_month where department_id is null and verdict = 'it' "
            "and month between $1 and $2",
            whole.technology.first,
            whole.technology.last,
        )
    parts = [report(demo_store, replace(SCOPE, department_id=key)) for key in ids]
    assert sum(len(part.needed) for part in parts) == len(whole.needed)
    assert sum(part.technology.total or 0 for part in parts) + rest == whole.technology.total
    assert sum(part.technology.classes["contracts"].sum() for part in parts) == 32


def test_technology_spend_sums_to_the_total(demo_store: Store) -> None:
    """The classes and the unknown one are all of IT spend of the twelve whole months before the day."""
    said = report(demo_store, SCOPE).technology
    assert said.classes["spend"].sum() == said.total
    assert (said.first, said.last, said.months) == (date(2025, 11, 1), date(2026, 10, 31), 12)


def test_a_class_names_the_owner_of_most_of_its_money(store: Store) -> None:
    """And says how many others there are."""
    contract(store, "Big", owner="Ann", amount=Decimal(9000))
    contract(store, "Small", owner="Bob", amount=Decimal(100))
    rows = report(store, SCOPE).technology.classes.set_index("class")
    assert rows.loc["users", "owner"] == "Ann and 1 more"
    assert rows["owner"].isna()["phone"]


def test_the_list_is_chosen_by_state_class_and_words(demo_store: Store) -> None:
    """Every word must stand somewhere in the asset's texts, whatever the case."""
    said = report(demo_store, SCOPE)
    ids = replacements.chosen_ids(demo_store, said.needed, Chosen("overdue", "MONITOR annika"), None)
    rows = replacements.listed(demo_store, SCOPE, tuple(ids), "USD")
    assert list(rows["Asset"]) == ["Monitor Annika"]
    assert rows["Winning reason"].iloc[0] == "useful life"
    assert rows["Why"].iloc[0].startswith("Was due on")
    assert not replacements.chosen_ids(demo_store, said.needed, Chosen("overdue", "", "Dock"), None)


def test_the_list_keeps_the_order_asked_for(demo_store: Store) -> None:
    """A page of the list is in the order of the whole."""
    needed = report(demo_store, SCOPE).needed
    ids = [int(key) for key in needed["id"].head(20)]
    rows = replacements.listed(demo_store, SCOPE, tuple(ids[::-1]), "USD")
    assert list(rows["Replace by"]) == sorted(rows["Replace by"], reverse=True)
