"""What to buy against losses: the best set within a budget, larger budgets, and an upgrade that goes on the roadmap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import Inputs, inputs
from itstrat.reports import budget, roadmap
from itstrat.reports.budget_lines import lines
from itstrat.reports.printed import printed
from itstrat.reports.security import report
from itstrat.store import upgrade
from tests.reports.made import AS_OF, SCOPE
from tests.reports.security_made import link, obligation, published_case

if TYPE_CHECKING:
    from itstrat.store.database import Store


def budget_of(amount: int) -> Inputs:
    """The plan's inputs with so much a year for upgrades."""
    return inputs({"upgrade_budget": f"{amount}"})


@pytest.mark.parametrize(
    ("amount", "names", "left"),
    [
        (40, {"MFA", "BKP"}, 93_000),
        (60, {"EDR", "BKP", "TRN"}, 70_400),
        (80, {"MFA", "EDR", "BKP", "TRN"}, 46_400),
    ],
)
def test_the_best_set_is_that_of_the_published_case(
    store: Store, amount: int, names: set[str], left: int
) -> None:
    """O3-5: sets are compared as wholes, and each member's saving stands beside its cost."""
    published_case(store)
    said = report(store, SCOPE, budget_of(1000 * amount))
    assert said.best is not None
    assert set(said.best.names) == names
    assert [said.best.left, said.best.expected] == [left, 200_000]
    assert said.best.spent <= 1000 * amount
    assert said.best.is_set
    members = said.upgrades[said.upgrades["in_set"].astype(bool)]
    assert set(members["upgrade"]) == names
    assert (members["cut"] > 0).all()


def test_without_a_budget_the_set_pays_for_itself(store: Store) -> None:
    """Loss left and cost are least together there, and the page says that nobody set that budget."""
    published_case(store)
    said = report(store, SCOPE)
    assert said.best is not None
    steps = said.frontier.to_dict("records")
    assert said.best.budget == min(steps, key=lambda step: step["budget"] + step["residual"])["budget"]
    assert not said.best.is_set
    assert said.buy_notes[0].startswith("No budget is set")


def test_a_larger_budget_never_leaves_more(store: Store) -> None:
    """The steps of the frontier go down."""
    published_case(store)
    steps = report(store, SCOPE).frontier
    assert steps["budget"].is_monotonic_increasing
    assert steps["residual"].is_monotonic_decreasing
    assert list(steps["added"])[:2] == [None, "TRN"]


def test_a_promoted_upgrade_is_on_the_roadmap_and_in_the_budget(store: Store) -> None:
    """It is an initiative, mandatory where an obligation waits, has money in the forecast, and a curve of the plan."""
    made = published_case(store)
    link(store, "upgrade", made["BKP"], "PR.DS-11")
    obligation(store, "PR.DS-11")
    row = report(store, SCOPE).upgrades.set_index("upgrade").loc["BKP"]
    assert row["required_by"] == "Insurance"
    start = date(2026, 12, 1)
    upgrade.promote(store, {made["BKP"]: 1}, start, "cio", "insurer", required={made["BKP"]})
    (initiative,) = roadmap.report(store, SCOPE).initiatives
    assert initiative.name == "BKP"
    with store.snapshot() as plan:
        stored = plan.row("select component, mandatory, start_on, finish_on from initiative")
    assert stored == {
        "component": "Security", "mandatory": True, "start_on": start, "finish_on": date(2027, 2, 28)
    }  # fmt: skip
    told = lines(store, SCOPE, Inputs(), None, None)
    assert told.loc[told["Source"] == "BKP", "Amount"].sum() > 0
    assert not budget.report(store, SCOPE).is_empty
    after = report(store, SCOPE, budget_of(0))
    assert after.best is not None
    assert (after.best.names, after.best.over_budget) == (("BKP",), True)
    assert list(dict.fromkeys(after.curves["curve"])) == ["Today", "With the plan"]


def test_the_command_line_sets_the_budget(demo_store: Store) -> None:
    """`--set upgrade_budget=` moves the best set; money is text with its decimals, and other names are refused."""
    plain = printed(demo_store, "security", AS_OF, None, None)
    little = printed(demo_store, "security", AS_OF, None, None, ["upgrade_budget=8000"])
    assert Decimal(little["best"]["spent"]) <= 8000 < Decimal(plain["best"]["spent"])
    assert {"framework", "part", "status", "items"} == plain["counts"][0].keys()
    assert Decimal(plain["losses"][0]["p95"]) == Decimal(plain["best"]["bad_year"])
    with pytest.raises(ItstratError, match="upgrade_budgets"):
        printed(demo_store, "security", AS_OF, None, None, ["upgrade_budgets=1"])
