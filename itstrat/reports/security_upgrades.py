"""What to buy: the best set of upgrades within a budget, what each brings in it, and what every other budget would buy."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import plural
from itstrat.planning.annual_loss import tail
from itstrat.planning.risk import ale
from itstrat.planning.upgrade_sets import BestSet, Step, UpgradeSets
from itstrat.planning.upgrades import Upgrade, rosi
from itstrat.reports.security_facts import Facts, on_roadmap
from itstrat.reports.security_losses import years_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from itstrat.planning.risk import Risk
    from itstrat.store.reading import Row

_KEPT, _SPELT_OUT = 4, 3


@dataclass(frozen=True, slots=True)
class Purchase:
    """The set that leaves the least expected loss within a yearly budget. Money is a year's unless said otherwise.

    `budget` is the one set, or (`is_set` False) the one from which on upgrades cost more than they save: where the loss
    left and the cost are least together. Upgrades on the roadmap are in every set. `spent` is the yearly cost, the one-off
    part spread over its life; `loss_left` the loss of a 1-in-20 year with the set. `names` and `runner_up` are upgrades by
    name. The ROSI range holds 8 of 10 draws of the effects, in `first_share` of which no other set is better.
    `open_required` are gaps that an obligation asks to be closed and no upgrade of the set closes.
    """

    budget: Decimal
    is_set: bool
    names: tuple[str, ...]
    expected: Decimal
    left: Decimal
    cut: Decimal
    spent: Decimal
    first_year_cash: Decimal
    over_budget: bool
    bad_year: Decimal
    bad_year_left: Decimal
    rosi: float | None
    rosi_low: float | None
    rosi_high: float | None
    first_share: float
    runner_up: tuple[str, ...]
    runner_up_left: Decimal | None
    beyond_gordon_loeb: bool
    every_set_tried: bool
    open_required: int


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """The upgrades there are, compared as sets: the steps of the frontier, and the best set of the budget."""

    facts: Facts
    steps: tuple[Step, ...]
    best: BestSet
    budget: Decimal
    is_set: bool

    @property
    def chosen(self) -> list[Upgrade]:
        """The upgrades of the best set."""
        return [one for one in self.facts.candidates if one.id in self.best.ids]


def market(facts: Facts, rate: Decimal, budget: Decimal | None) -> Market | None:
    """The best set within a yearly budget, or within the one that pays for itself; None without upgrades or money."""
    if not facts.candidates or all(ale(one) is None for one in facts.exposures):
        return None
    steps = _frontier(facts.exposures, facts.candidates, rate)
    wanted = min(steps, key=lambda step: (step.budget + step.residual, step.budget)).budget
    asked = wanted if budget is None else budget
    best = _best(facts.exposures, facts.candidates, rate, asked)
    return Market(facts, steps, best, asked, budget is not None)


def purchase(found: Market, open_required: AbstractSet[int]) -> Purchase:
    """The set in words and figures; `open_required` are the controls with a gap that an obligation asks to be closed."""
    best, names = found.best, {row["id"]: row["name"] for row in found.facts.upgrades}
    closed = {
        control for row in found.facts.upgrades if row["id"] in best.ids for control in row["control_ids"]
    }
    today, after = (years_with(found.facts.exposures, chosen) for chosen in ((), found.chosen))
    return Purchase(
        budget=found.budget,
        is_set=found.is_set,
        names=tuple(names[one] for one in best.ids),
        expected=best.expected,
        left=best.residual,
        cut=best.cut,
        spent=best.spent,
        first_year_cash=best.first_year_cash,
        over_budget=best.over_budget,
        bad_year=tail(today.total()).p95,
        bad_year_left=tail(after.total()).p95,
        rosi=best.rosi,
        rosi_low=best.rosi_low,
        rosi_high=best.rosi_high,
        first_share=best.first_share,
        runner_up=tuple(names[one] for one in best.runner_up or ()),
        runner_up_left=best.runner_up_residual,
        beyond_gordon_loeb=best.beyond_gordon_loeb,
        every_set_tried=best.exact,
        open_required=len(open_required - closed),
    )


def members(found: Market | None, facts: Facts, waiting: Mapping[int, Sequence[Row]]) -> pd.DataFrame:
    """Every upgrade, those of the best set first.

    id, version, code, upgrade, layer, in_set, on_roadmap (the initiative's name), yearly_cost and cut (the loss it saves
    as part of the set; None outside of it), one_off, run_yearly, life_years, months, owner, required_by (the
    obligations that wait for a control it brings), controls (their codes).
    """
    bought = {one.id: one for one in found.best.members} if found else {}
    rows = []
    for row in facts.upgrades:
        member = bought.get(row["id"])
        required = {one["name"]: None for control in row["control_ids"] for one in waiting.get(control, ())}
        rows.append(
            {
                "id": row["id"],
                "version": row["version"],
                "code": row["code"],
                "upgrade": row["name"],
                "layer": row["layer"],
                "in_set": member is not None,
                "on_roadmap": row["initiative"] if on_roadmap(row) else None,
                "yearly_cost": member and member.yearly_cost,
                "cut": member and member.cut,
                "rosi": member and rosi(member.cut, member.yearly_cost),
                **{name: row[name] for name in ("one_off", "run_yearly", "life_years", "months", "owner")},
                "required_by": ", ".join(required),
                "controls": ", ".join(row["codes"]),
            }
        )
    rows.sort(key=lambda row: not row["in_set"])
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def frontier(found: Market | None) -> pd.DataFrame:
    """What each budget leaves at best: budget, residual, added (the set in words, None where nothing is bought)."""
    rows = []
    if found is not None:
        names = {row["id"]: row["code"] or row["name"] for row in found.facts.upgrades}
        for step in found.steps:
            few = ", ".join(names[one] for one in step.ids) or None
            said = few if len(step.ids) <= _SPELT_OUT else plural(len(step.ids), "upgrade")
            rows.append((step.budget, step.residual, said))
    return pd.DataFrame(rows, columns=["budget", "residual", "added"], dtype=object)


@lru_cache(_KEPT)
def _sets(risks: tuple[Risk, ...], upgrades: tuple[Upgrade, ...], rate: Decimal) -> UpgradeSets:
    return UpgradeSets(risks, upgrades, rate)


@lru_cache(_KEPT)
def _frontier(risks: tuple[Risk, ...], upgrades: tuple[Upgrade, ...], rate: Decimal) -> tuple[Step, ...]:
    return tuple(_sets(risks, upgrades, rate).frontier())


@lru_cache(_KEPT * 4)
def _best(risks: tuple[Risk, ...], upgrades: tuple[Upgrade, ...], rate: Decimal, budget: Decimal) -> BestSet:
    return _sets(risks, upgrades, rate).best(budget)


_COLUMNS = [
    "id", "version", "code", "upgrade", "layer", "in_set", "on_roadmap", "yearly_cost", "cut", "rosi", "one_off",
    "run_yearly", "life_years", "months", "owner", "required_by", "controls",
]  # fmt: skip
