"""The forecast of the budget: every driver's lines in one table, and the same plan ready to be simulated.

Drivers are worked out on the inputs that move them and kept under those, so that moving one input recomputes only
what it moves.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.benefits import Benefit, planned
from itstrat.planning.calendar import add_months, months_apart
from itstrat.planning.capital import Outlay, outlay_months
from itstrat.planning.contract_driver import contracts, people_by_month, seats
from itstrat.planning.equipment_driver import replacements
from itstrat.planning.initiative_lines import Initiative, initiative_months
from itstrat.planning.money import cents_of
from itstrat.planning.outlook import Outlook, outlook
from itstrat.planning.plan_facts import Ask, Gap, Part, PlanFacts
from itstrat.planning.plan_lines import lines, together
from itstrat.planning.simulation import PATHS, SEED, Exposure, InitiativeArrays

if TYPE_CHECKING:
    from datetime import date

    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.uncertainty import Numbers

Worker = Callable[[PlanFacts, "Inputs", Ask], Part]
Kept = MutableMapping[Any, Part]

FROM_INPUTS = "Initiatives as entered"
UNKNOWN_LABEL = "Unexplained spend"


@dataclass(frozen=True, slots=True, eq=False)
class BudgetForecast:
    """The plan from as_of's month on: `lines` as plan_lines.COLUMNS, what could not be said, and its exposure."""

    ask: Ask
    lines: pd.DataFrame
    gaps: tuple[Gap, ...]
    exposure: Exposure


def budget_forecast(facts: PlanFacts, inputs: Inputs, ask: Ask, kept: Kept | None = None) -> BudgetForecast:
    """Every driver over the months asked. `kept` holds drivers already worked out for the same facts, last used last.

    The caller starts a new `kept` when the facts change. `ask.view` is "cash", "pnl" or "capex".
    """
    known: Kept = {} if kept is None else kept
    parts = []
    for driver, (worker, moved_by) in _WORKERS.items():
        own = inputs.moving(*moved_by)
        key = (driver, ask, own)
        known[key] = known.pop(key) if key in known else worker(facts, own, ask)
        parts.append(known[key])
    fields: dict[str, Any] = {}
    for part in parts:
        fields |= part.exposure
    return BudgetForecast(
        ask=ask,
        lines=together(part.lines for part in parts),
        gaps=tuple(gap for part in parts for gap in part.gaps),
        exposure=Exposure(
            months=len(ask.months), inflation=float(inputs.number("price_inflation")), **fields
        ),
    )


def initiatives(facts: PlanFacts, inputs: Inputs, ask: Ask) -> Part:
    """One-off, run cost and savings of the recorded initiatives and of the one the inputs describe.

    A capital one-off is written off over the book life from go-live. CapEx has capital one-off cost only. What is not
    scheduled has no lines and is said so.
    """
    found, arrays = [], []
    dated = [each for each in facts.initiatives if each.starts_on is not None]
    gaps = [
        Gap("initiatives", each.source_id, "it is not scheduled")
        for each in facts.initiatives
        if each.starts_on is None
    ]
    for one in (*(_with_inputs(each, inputs) for each in dated), *entered(inputs, ask.months[0])):
        months = initiative_months(one, ask.months)
        spread = initiative_months(one, _whole_life(one, ask))
        live = months_apart(ask.months[0], one.goes_live_on)
        first = months_apart(ask.months[0], _whole_life(one, ask)[0])
        paid = [Outlay(first + at, amount, live) for at, amount in enumerate(spread.one_off)]
        once = outlay_months(paid, one.capital, inputs, ask)
        yearly = ask.view != "capex"
        cost = [spent + (run if yearly else Decimal(0)) for spent, run in zip(once, months.run, strict=True)]
        saved = [-amount if yearly else Decimal(0) for amount in months.saving]
        key = one.source_id or None
        view: Any = ask.view
        found.append(lines(ask.months, cost, "initiatives", view, key, one.label, "medium"))
        found.append(lines(ask.months, saved, "savings", view, key, one.label, "low"))
        run = months.run if yearly else [Decimal(0)] * len(ask.months)
        arrays.append(InitiativeArrays(_floats(once), _floats(run), -_floats(saved)))
    return Part(together(found), tuple(gaps), {"initiatives": tuple(arrays)})


def unknown(facts: PlanFacts, inputs: Inputs, ask: Ask) -> Part:
    """Unexplained spend by its run rate; from the second year on the first year's shape, grown.

    Growth: (1 + inflation)^years × (people then / people in the same month of the first year)^elasticity.
    """
    count = len(ask.months)
    nothing: dict[str, Any] = {
        "unknown_mean": np.zeros(count),
        "unknown_years": np.zeros(count),
        "unknown": None,
    }
    if ask.view == "capex":
        return Part(together([]), (), nothing)
    if not facts.unexplained:
        return Part(together([]), (Gap("unknown", None, "there is no closed month of ledger yet"),), nothing)
    seen = unexplained_outlook(facts.unexplained)
    years = np.arange(count) // 12
    grown = _growth(facts, inputs, ask, years)
    mean = seen.forecast(count) * grown
    paths = _paths(facts.unexplained, count)
    amounts = [cents_of(one) for one in mean.tolist()]
    view: Any = ask.view
    said = lines(ask.months, amounts, "unknown", view, None, UNKNOWN_LABEL, seen.confidence)
    exposure = {
        "unknown_mean": mean,
        "unknown_years": years.astype(float),
        "unknown": None if paths is None else paths * grown,
    }
    return Part(said, (), exposure)


@lru_cache(maxsize=16)
def unexplained_outlook(series: tuple[Decimal, ...]) -> Outlook:
    """The outlook of unexplained spend, at least one month of it: no input of the CIO moves it."""
    return outlook(np.array([float(one) for one in series]))


@lru_cache(maxsize=6)
def _paths(series: tuple[Decimal, ...], months: int) -> Numbers | None:
    found = unexplained_outlook(series).paths(months, PATHS, SEED)
    return None if found is None else np.asfortranarray(found)


def _growth(facts: PlanFacts, inputs: Inputs, ask: Ask, years: Any) -> Numbers:
    grown = (1 + float(inputs.number("price_inflation"))) ** years
    if facts.people is None:
        return np.asarray(grown)
    people = np.array([float(one) for one in people_by_month(facts, inputs, ask)])
    first = people[np.arange(len(people)) % 12]
    ratio = np.divide(people, first, out=np.ones_like(people), where=first > 0)
    return np.asarray(grown * ratio ** float(inputs.number("unknown_elasticity")))


def _with_inputs(initiative: Initiative, inputs: Inputs) -> Initiative:
    """What a saving leaves open is what the CIO plans with."""
    return replace(initiative, savings=tuple(planned(one, inputs) for one in initiative.savings))


def entered(inputs: Inputs, first: date) -> tuple[Initiative, ...]:
    """The initiative the inputs describe, seen from the plan's first month; none when all its money is zero."""
    amounts = [inputs.number(f"project_{what}") for what in ("one_off", "run", "saving")]
    if not any(amounts):
        return ()
    one = Initiative(
        source_id=0,
        label=FROM_INPUTS,
        starts_on=add_months(first, inputs.whole("project_start")),
        months=inputs.whole("project_months"),
        one_off=amounts[0],
        run_monthly=amounts[1],
        savings=(Benefit("inputs", "time", amounts[2], None),),
    )
    return (_with_inputs(one, inputs),)


def _whole_life(initiative: Initiative, ask: Ask) -> list[Any]:
    """The months from the initiative's start or the plan's, whichever is earlier, to the plan's last."""
    first = min(ask.months[0], add_months(initiative.goes_live_on, -initiative.months))
    return [add_months(first, at) for at in range(months_apart(first, ask.months[-1]) + 1)]


def _floats(amounts: Any) -> Numbers:
    return np.array([float(one) for one in amounts], dtype=np.float64)


_WORKERS: dict[str, tuple[Worker, tuple[str, ...]]] = {
    "seats": (seats, ("seats",)),
    "contracts": (contracts, ("contracts",)),
    "replacements": (replacements, ("replacements",)),
    "initiatives": (initiatives, ("initiatives", "savings")),
    "unknown": (unknown, ("unknown",)),
}
