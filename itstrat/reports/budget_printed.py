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
        asked = _asked(plan, named, settings, scenario)
    kept = Kept()
    found = budget.report(store, scope, asked, kept)
    beside = budget.compare(store, scope, {APPROVED: approved} | named, kept)
    return {
        **{name: getattr(found, name) for name in budget.BudgetReport.__dataclass_fields__},
        "inputs": {name: one.write(asked.value(name)) for name, one in ASSUMPTIONS.items()},
        "scenarios": beside,
        "staggering": staggering(store, scope, asked, (), kept),
    }


def _asked(plan: Reader, named: dict[str, Inputs], settings: Sequence[str], scenario: str | None) -> Inputs:
    if scenario is not None and scenario not in named:
        there = ", ".join(named) or "none yet"
        raise ItstratError(f'There is no scenario "{scenario}"; there are {there}.')
    base = saved_inputs(plan, scenario or PLAN)
    before = [f"{name}={ASSUMPTIONS[name].write(value)}" for name, value in base.changed]
    return inputs_from_settings([*before, *settings])
