"""The whole forecast: its parts, their sum, and the plan that is simulated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from itstrat.planning.assumptions import ASSUMPTIONS, Assumption, Inputs, inputs
from itstrat.planning.benefits import Benefit
from itstrat.planning.budget_forecast import budget_forecast, initiatives, unknown
from itstrat.planning.calendar import month_starts
from itstrat.planning.contract_driver import contracts, people_by_month, seats
from itstrat.planning.equipment_driver import replacements
from itstrat.planning.initiative_lines import Initiative
from itstrat.planning.objectives import OBJECTIVES, objective_values
from itstrat.planning.plan_facts import Ask, Licence, PlanFacts
from itstrat.planning.plan_lines import DRIVERS, by_month, total
from itstrat.planning.simulation import HIRING_LEVELS, simulate, totals

from .made import contract
from .test_replacement_lines import assets, classes

AS_OF = date(2026, 11, 22)
MONTHS = tuple(month_starts(date(2026, 11, 1), date(2031, 10, 1)))
WORKERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "seats": (seats, ("seats",)),
    "contracts": (contracts, ("contracts",)),
    "replacements": (replacements, ("replacements",)),
    "initiatives": (initiatives, ("initiatives", "savings")),
    "unknown": (unknown, ("unknown",)),
}
FACTS = PlanFacts(
    people=Decimal(20),
    hires={date(2027, 3, 1): Decimal(3)},
    contracts={
        1: contract(uplift=None),
        2: contract(uplift=Decimal("0.03"), billing="monthly", amount=Decimal(500)),
    },
    contract_names={1: "Suite", 2: "Phones"},
    licences=(Licence(2, Decimal(25), 20, 20),),
    assets=assets(
        {"purchased_on": date(2025, 1, 31), "cost": Decimal(1800)},
        {"purchased_on": date(2024, 6, 3), "cost": Decimal(900), "class_id": 2},
    ),
    classes=pd.concat(
        [classes(name="Laptop"), classes(id=2, name="Phone", price_today=Decimal(600), price_inflation=None)]
    ),
    initiatives=(
        Initiative(
            9,
            "One customer file",
            date(2027, 2, 1),
            4,
            Decimal(30_000),
            Decimal(300),
            (Benefit("crm", "time", Decimal(900), None),),
        ),
        Initiative(
            10,
            "Old phones",
            date(2027, 5, 1),
            2,
            Decimal(2_000),
            savings=(Benefit("mail", "cash", Decimal(150), None),),
        ),
    ),
    unexplained=tuple(Decimal(2_000 + 37 * (month % 11)) for month in range(36)),
)
VIEWS = ("cash", "pnl", "capex")


def ask(view: str = "pnl") -> Ask:
    """Five years seen from November 2026."""
    return Ask(AS_OF, MONTHS, view)


@pytest.mark.parametrize("view", VIEWS)
def test_the_parts_add_up_and_every_driver_has_its_lines(view: str) -> None:
    """The sum of drivers and months is the sum of lines; in cash and P&L no driver of this company is empty."""
    plan = budget_forecast(FACTS, Inputs(), ask(view))
    sums = {driver: sum(row, Decimal(0)) for driver, row in by_month(plan.lines, MONTHS).items()}
    assert sum(sums.values(), Decimal(0)) == total(plan.lines)
    assert set(plan.lines["view"]) == {view}
    if view != "capex":
        assert all(sums.values())
        assert sums["savings"] < 0


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_simulated_is_the_plan(view: str) -> None:
    """Each driver's exposure, without any doubt, is its lines month by month, to the cents that rounding moves."""
    plan = budget_forecast(FACTS, Inputs(), ask(view))
    said = {
        driver: np.array([float(one) for one in row]) for driver, row in by_month(plan.lines, MONTHS).items()
    }
    seen = plan.exposure
    grown = sum(
        ((1 + one.uplift.likely) ** np.arange(len(one.base)) @ one.base for one in seen.rising),
        seen.contracts,
    )
    assert grown == pytest.approx(said["contracts"], abs=0.05)
    assert seen.seats[HIRING_LEVELS.index(1.0)] == pytest.approx(said["seats"])
    assert seen.replacements == pytest.approx(said["replacements"])
    assert seen.unknown_mean == pytest.approx(said["unknown"], abs=0.01)
    cost = sum((one.one_off + one.run for one in seen.initiatives), np.zeros(len(MONTHS)))
    assert cost == pytest.approx(said["initiatives"])
    saved = sum((one.saving for one in seen.initiatives), np.zeros(len(MONTHS)))
    assert -saved == pytest.approx(said["savings"])


def test_a_contract_without_an_end_keeps_its_price_in_plan_and_simulation() -> None:
    """Planned without a rise whatever the inputs say of vendors; what is simulated is that plan."""
    endless = contract(uplift=None, end_on=None, initial_months=None, renewal_months=None, auto_renew=None)
    changed = inputs({"uplift_low": "2%"})
    plan = budget_forecast(replace(FACTS, contracts={1: endless}, licences=()), changed, ask("cash"))
    said = [float(one) for one in by_month(plan.lines, MONTHS)["contracts"]]
    (group,) = plan.exposure.rising
    assert (group.uplift.low, group.uplift.likely) == (0, 0)
    assert group.base.sum(axis=0) == pytest.approx(said)


def test_the_mean_of_the_paths_is_near_the_plan_where_the_causes_are() -> None:
    """Contracts and unexplained spend lie within 3% of their lines; initiatives cost more than planned."""
    plan = budget_forecast(FACTS, Inputs(), ask())
    means = {
        driver: float(one.mean())
        for driver, one in totals(simulate(plan.exposure), range(len(MONTHS))).items()
    }
    sums = {driver: float(sum(row)) for driver, row in by_month(plan.lines, MONTHS).items()}
    assert means["contracts"] == pytest.approx(sums["contracts"], rel=0.03)
    assert means["unknown"] == pytest.approx(sums["unknown"], rel=0.03)
    assert means["initiatives"] > sums["initiatives"]


def other(one: Assumption) -> str:
    """Another value of an input that leaves the others usable."""
    if one.choices:
        return one.choices[-1]
    if not isinstance(one.default, Decimal) or one.step is None or one.most is None:
        return "1000"
    return one.write(
        min(one.default + one.step, one.most) if one.default < one.most else one.default - one.step
    )


@pytest.mark.parametrize("one", ASSUMPTIONS.values(), ids=lambda one: one.name)
def test_an_input_moves_what_it_declares_and_nothing_else(one: Assumption) -> None:
    """A driver worked out on all inputs and on those that declare to move it is the same."""
    changed = inputs(
        {"project_one_off": "5000", "project_saving": "100", "hires_per_month": "0.5"}
        | {one.name: other(one)}
    )
    for view in VIEWS:
        for worker, moved_by in WORKERS.values():
            whole = worker(FACTS, changed, ask(view)).lines
            pd.testing.assert_frame_equal(worker(FACTS, changed.moving(*moved_by), ask(view)).lines, whole)


def test_moving_one_input_works_out_only_what_it_moves() -> None:
    """Uplift: contracts and seats are new, the other parts are those kept."""
    kept: dict[Any, Any] = {}
    budget_forecast(FACTS, Inputs(), ask(), kept)
    before = dict(kept)
    budget_forecast(FACTS, inputs({"uplift_likely": "9%"}), ask(), kept)
    assert {key[0] for key in kept if key not in before} == {"contracts", "seats"}


def test_adding_a_contract_adds_its_own_lines_only() -> None:
    """All other lines stay as they were."""
    more = replace(FACTS, contracts={**FACTS.contracts, 3: contract(amount=Decimal(77))})
    base, plan = (budget_forecast(one, Inputs(), ask()).lines for one in (FACTS, more))
    others = plan[~((plan["driver"] == "contracts") & (plan["source_id"] == 3))].reset_index(drop=True)
    pd.testing.assert_frame_equal(others, base)


def test_over_their_life_purchases_cost_what_was_paid() -> None:
    """Bought in the first year and written off within the horizon: P&L is cash, and CapEx is what was capitalised."""
    once = replace(
        FACTS,
        assets=assets({"replace_on": date(2027, 2, 1), "cost": None}),
        classes=classes(useful_life_months=None),
    )
    sums = {view: total(replacements(once, Inputs(), ask(view)).lines) for view in VIEWS}
    assert sums["cash"] == sums["pnl"] == sums["capex"] == Decimal("1208.90")
    cheap = inputs({"capital_threshold": "5000"})
    assert {view: total(replacements(once, cheap, ask(view)).lines) for view in VIEWS} == {
        "cash": Decimal("1208.90"),
        "pnl": Decimal("1208.90"),
        "capex": 0,
    }


def test_equipment_in_hand_is_still_written_off() -> None:
    """1,800 over 36 months from January 2025: 50 a month until December 2027, 14 of them ahead."""
    alone = replace(FACTS, assets=FACTS.assets.iloc[:1].assign(class_id=None), classes=FACTS.classes)
    found = replacements(alone, Inputs(), ask("pnl")).lines
    assert found["label"].unique().tolist() == ["No class, already bought"]
    assert found["amount"].tolist() == [Decimal("50.00")] * 14


def test_growth_costs_seats_and_equipment_and_lifts_unknown_spend() -> None:
    """Twice the people: more of all three, nothing else moves."""
    growing = inputs({"hires_per_month": "0.83"})
    base, plan = (
        by_month(budget_forecast(FACTS, one, ask("cash")).lines, MONTHS) for one in (Inputs(), growing)
    )
    dearer = {driver for driver in DRIVERS if sum(plan[driver]) > sum(base[driver])}
    assert dearer == {"seats", "unknown"}
    assert all(plan[driver] == base[driver] for driver in DRIVERS if driver not in dearer)


def test_twenty_people_become_forty_and_stay_so() -> None:
    """Chosen as an objective: 20 on the day, 40 two years later and from then on; planned hires come on top."""
    values = objective_values(OBJECTIVES["headcount_growth"], Decimal(20))
    growing = Inputs().with_values(values)
    people = people_by_month(replace(FACTS, hires={}), growing, ask())
    assert (people[0], people[24], people[-1]) == (Decimal(20), Decimal(40), Decimal(40))
    assert people_by_month(FACTS, growing, ask())[-1] == Decimal(43)


def test_what_cannot_be_said_is_a_gap() -> None:
    """No amount, no price, no headcount, no ledger: named, with the reason, and no line of zero."""
    poor = PlanFacts(
        contracts={5: contract(amount=None)},
        licences=(Licence(5, None, 10, 10),),
        assets=assets({"cost": None}),
        classes=classes(),
    )
    plan = budget_forecast(poor, Inputs(), ask())
    assert plan.lines.empty
    assert [(gap.driver, gap.source_id) for gap in plan.gaps] == [
        ("seats", None),
        ("contracts", 5),
        ("replacements", 1),
        ("unknown", None),
    ]
    unpriced = replace(poor, people=Decimal(5))
    assert ("seats", 5) in {
        (gap.driver, gap.source_id) for gap in budget_forecast(unpriced, Inputs(), ask()).gaps
    }


def test_an_empty_plan_is_a_plan() -> None:
    """Nothing recorded: no lines, no failure, and the simulation has only zeros."""
    plan = budget_forecast(PlanFacts(), Inputs(), ask())
    assert plan.lines.empty
    assert not any(one.any() for one in simulate(plan.exposure, paths=10).values())


def test_an_initiative_that_has_begun_pays_only_what_is_left() -> None:
    """Half of four months lies in the past: half of the one-off is still to come; capital is written off from go-live."""
    begun = replace(
        FACTS, initiatives=(Initiative(9, "Begun", date(2026, 9, 1), 4, Decimal(4_000), capital=True),)
    )
    assert total(initiatives(begun, Inputs(), ask("cash")).lines) == Decimal(2_000)
    written_off = initiatives(begun, Inputs(), ask("pnl")).lines
    assert written_off["month"].min() == pd.Timestamp(2027, 1, 1)
    assert total(written_off) == Decimal(4_000)


def test_an_initiative_that_is_not_scheduled_is_named() -> None:
    """It has no lines yet, and the forecast says so."""
    waiting = replace(FACTS, initiatives=(Initiative(9, "Some day", None, 4, Decimal(4_000)),))
    found = initiatives(waiting, Inputs(), ask("cash"))
    assert total(found.lines) == 0
    assert [(gap.source_id, gap.why) for gap in found.gaps] == [(9, "it is not scheduled")]
