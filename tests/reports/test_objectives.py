"""The report Objectives: how far each is reached, who supports it for how much, what threatens it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.reports.objectives import report
from itstrat.reports.printed import printed
from tests.reports.made import AS_OF, SCOPE, add
from tests.reports.made_roadmap import company, initiative, objective
from tests.reports.said import figure

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_an_empty_plan_names_no_objective(store: Store) -> None:
    """Its figures are unknown, not 0, and nothing is called on track."""
    said = report(store, SCOPE)
    assert said.title == "The plan names no objective of the company yet"
    assert {one.value for one in said.figures} == {None}
    assert {one.status for one in said.figures} == {"unknown"}
    assert said.findings == ()
    assert said.objectives == ()


def test_the_title_says_how_many_nothing_supports(store: Store) -> None:
    """One by its name, more by their number."""
    objective(store, "Grow")
    assert report(store, SCOPE).title == "Nothing supports Grow"
    objective(store, "Hand over")
    assert report(store, SCOPE).title == "Nothing supports 2 objectives"


@pytest.mark.parametrize(
    ("numbers", "reached"),
    [((60, 82, 90), "0.7333"), ((40, 28, 24), "0.75"), ((10, 5, 20), "0"), ((10, None, 20), None), ((5, 5, 5), None)],
)  # fmt: skip
def test_reached_is_the_way_from_baseline_to_target(
    store: Store, numbers: tuple[int | None, ...], reached: str | None
) -> None:
    """Upwards or downwards alike, between 0 and 1; unknown while one of the three numbers is."""
    low, now, high = (None if one is None else Decimal(one) for one in numbers)
    objective(store, "Grow", baseline=low, current=now, target=high)
    (one,) = report(store, SCOPE).objectives
    assert (one.reached is None) == (reached is None)
    if one.reached is not None and reached is not None:
        assert round(one.reached, 4) == Decimal(reached)


def test_money_of_an_objective_is_that_of_its_initiatives(store: Store) -> None:
    """By fiscal year; one that supports two counts at both, in the figure of all once."""
    company(store)
    key = initiative(store, "Work", "2027-01-01", "2027-01-31", one_off=Decimal(900))
    objective(store, "A", {key: 5})
    objective(store, "B", {key: 1})
    said = report(store, SCOPE)
    assert [one.cost["FY27"] for one in said.objectives] == [Decimal("900.00")] * 2
    assert figure(said, "Cost for objectives").value == Decimal("900.00")


def test_nothing_supports_it_and_supporting_nothing_are_findings(store: Store) -> None:
    """A strength of 0 is no support."""
    company(store)
    key = initiative(store, "Loose", "2027-01-01", "2027-01-31")
    objective(store, "Bare", {key: 0})
    said = report(store, SCOPE)
    text = " ".join(finding.sentence for finding in said.findings)
    assert "Nothing on the roadmap supports “Bare”." in text
    assert "1 initiative supports no objective: Loose." in text
    assert figure(said, "Objectives unsupported").value == 1
    assert said.title == "Nothing supports Bare"


def test_an_initiative_that_supports_everything_says_nothing(store: Store) -> None:
    """With two objectives or more it is pointed out."""
    company(store)
    key = initiative(store, "Broad", "2027-01-01", "2027-01-31")
    objective(store, "A", {key: 3})
    objective(store, "B", {key: 3})
    assert "which says nothing: Broad" in " ".join(one.sentence for one in report(store, SCOPE).findings)


def test_an_objective_is_threatened_by_its_late_initiatives(demo_store: Store) -> None:
    """It stands as the worst of them; the names are told."""
    said = report(demo_store, SCOPE)
    one = next(one for one in said.objectives if one.number == 2)
    assert one.status == "off track"
    assert one.threatened_by == (
        "CRM and billing as one flow (off track)",
        "Time entered on the phone (at risk)",
    )
    assert said.title.startswith("3 of 5 objectives are threatened by late initiatives")


def test_alignment_is_weight_times_strength(store: Store) -> None:
    """Strengths 5, 3, 0 at weights 40%, 35%, 25%: 61% of what is wanted. Of an unknown strength the range is told."""
    company(store)
    key = initiative(store, "Work", "2027-01-01", "2027-01-31")
    for name, weight, strength in (("A", "0.40", 5), ("B", "0.35", 3), ("C", "0.25", 0)):
        objective(store, name, {key: strength}, weight=Decimal(weight))
    (row,) = report(store, SCOPE).aligned.to_dict("records")
    assert row["Adds to what is wanted"] == "61%"
    add(store, "objective", name="D", weight=Decimal(0))
    with store.tx("test") as edit:
        edit.execute("update objective_support set strength = null where strength = 3")
    (row,) = report(store, SCOPE).aligned.to_dict("records")
    assert row["Adds to what is wanted"] == "40% to 75%"


def test_numbers_are_the_codes_where_they_are_numbers(store: Store) -> None:
    """Others take the numbers left, and no two are the same."""
    objective(store, "Named", code="2")
    objective(store, "Lettered", code="A")
    objective(store, "Bare")
    assert sorted(one.number for one in report(store, SCOPE).objectives) == [1, 2, 3]


def test_json_tells_objectives_with_days_and_money(demo_store: Store) -> None:
    """Drivers and money by fiscal year included."""
    told = printed(demo_store, "objectives", AS_OF, None, None)
    first = told["objectives"][0]
    assert (first["name"], first["due"]) == ("From 20 people to 40", "2028-06-30")
    assert Decimal(first["cost"]["FY28"]) > 0
