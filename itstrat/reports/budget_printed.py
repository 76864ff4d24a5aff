"""The budget as the command line asks for it: with inputs set by name, or as one of the scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import ASSUMPTIONS, Inputs, inputs_from_settings
from itstrat.reports import budget
from itstrat.reports.budget_basis import Kept
from itstrat.reports.budget_stagger import staggering
from itstrat.store.assumptions import PLAN, saved_inputs
from itstrat.store.scenarios import scenarios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader

APPROVED = "Approved plan"


def said(store: Store, scope: Scope, settings: Sequence[str], scenario: str | None) -> dict[str, Any]:
    """The fields of the report under the plan's inputs or the scenario's, with `settings` (name=value) on top.

    With them: `inputs` (every input in force, as text), `scenarios` (all of them beside the approved plan) and
    `staggering`. ItstratError for a scenario there is none of and for values that cannot be.
    """
    with store.snapshot() as plan:
        approved = saved_inputs(plan)
        named = {row["name"]: saved_inputs(plan, row["name"]) for row in scenarios(plan)}
        inputs = asked(plan, settings, scenario)
    kept = Kept()
    found = budget.report(store, scope, inputs, kept)
    beside = budget.compare(store, scope, {APPROVED: approved} | named, kept)
    return {
        **{name: getattr(found, name) for name in budget.BudgetReport.__dataclass_fields__},
        "inputs": {name: one.write(inputs.value(name)) for name, one in ASSUMPTIONS.items()},
        "scenarios": beside,
        "staggering": staggering(store, scope, inputs, (), kept),
    }


def asked(plan: Reader, settings: Sequence[str], scenario: str | None) -> Inputs:
    """The inputs of the plan or of one of its scenarios, with `settings` (name=value) on top.

    ItstratError for a scenario there is none of and for values that cannot be.
    """
    named = {row["name"] for row in scenarios(plan)}
    if scenario is not None and scenario not in named:
        there = ", ".join(sorted(named)) or "none yet"
        raise ItstratError(f'There is no scenario "{scenario}"; there are {there}.')
    base = saved_inputs(plan, scenario or PLAN)
    before = [f"{name}={ASSUMPTIONS[name].write(value)}" for name, value in base.changed]
    return inputs_from_settings([*before, *settings])
