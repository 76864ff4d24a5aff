"""Which set of upgrades buys most within a budget: sets are compared as wholes, for what one cuts depends on the others.

The best set leaves the least expected loss a year; of equals the cheapest. It is not what ranking upgrades one by one
by their ratio gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import numpy as np

from itstrat.planning.annual_loss import SEED
from itstrat.planning.money import cents
from itstrat.planning.risk import money
from itstrat.planning.upgrade_model import Model
from itstrat.planning.upgrade_search import EVERY_SET_UPTO, every_set, good_sets, unbeaten
from itstrat.planning.upgrades import beyond_gordon_loeb, rosi, yearly_cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.planning.risk import Risk
    from itstrat.planning.uncertainty import Numbers
    from itstrat.planning.upgrade_model import Picks
    from itstrat.planning.upgrade_search import Places
    from itstrat.planning.upgrades import Upgrade

Spending = Literal["yearly cost", "first-year cash"]

DRAWS = 500
CONTENDERS = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One upgrade of a set: its yearly cost, and the expected loss a year that the set would leave more without it."""

    id: int
    yearly_cost: Decimal
    cut: Decimal


@dataclass(frozen=True, slots=True)
class BestSet:
    """The best set, in money a year. `expected` is the loss without any upgrade, `residual` with the set.

    `spent` is what the set takes of the budget, `over_budget` that the required upgrades alone take more. The ROSI
    range holds 80% of the draws of the effects; `first_share` is the share of draws in which no other set within the
    budget (of the CONTENDERS best) leaves less. `runner_up` is the next best set that is not this one with upgrades
    more or less, None without one. `exact` says that every set was tried.
    """

    members: tuple[Member, ...]
    expected: Decimal
    residual: Decimal
    cut: Decimal
    yearly_cost: Decimal
    first_year_cash: Decimal
    spent: Decimal
    over_budget: bool
    rosi: float | None
    rosi_low: float | None
    rosi_high: float | None
    first_share: float
    runner_up: tuple[int, ...] | None
    runner_up_residual: Decimal | None
    beyond_gordon_loeb: bool
    exact: bool

    @property
    def ids(self) -> tuple[int, ...]:
        """The upgrades of the set, in the order given."""
        return tuple(one.id for one in self.members)


@dataclass(frozen=True, slots=True)
class Step:
    """From this budget on, and until the next step, this set leaves the least."""

    budget: Decimal
    residual: Decimal
    ids: tuple[int, ...]


class UpgradeSets:
    """The sets of upgrades worth comparing, to be asked for any budget."""

    def __init__(
        self,
        risks: Sequence[Risk],
        upgrades: Sequence[Upgrade],
        rate: Decimal = Decimal(0),
        of: Spending = "yearly cost",
    ) -> None:
        """`of` says what a budget limits, `rate` is the yearly interest of `yearly_cost`, ids of upgrades are unique.

        Risks whose money is unknown take no part.
        """
        self._upgrades = upgrades
        self._yearly = np.array([_cents(yearly_cost(one, rate)) for one in upgrades], dtype=np.int64)
        self._cash = np.array([_cents(one.first_year_cash) for one in upgrades], dtype=np.int64)
        self._costs = self._yearly if of == "yearly cost" else self._cash
        self._required = np.array([one.required for one in upgrades], dtype=bool)
        self._model = Model(risks, upgrades)
        self._exact = int((~self._required).sum()) <= EVERY_SET_UPTO
        self._picks = (
            every_set(self._required) if self._exact else good_sets(self._model, self._costs, self._required)
        )
        self._left = self._model.residuals(self._picks)
        self._spent = self._picks @ self._costs
        self._hair = 1e-9 * self._model.today

    def best(self, budget: Decimal | None = None, seed: int = SEED, draws: int = DRAWS) -> BestSet:
        """The set that leaves the least within a yearly budget; None is no limit.

        Required upgrades are in whatever they cost. A larger budget never leaves more. The same seed gives the same
        ranges.
        """
        limit = self._limit(budget)
        fits = np.flatnonzero(self._spent <= limit)
        chosen = self._least(fits)
        rivals = self._rivals(fits, chosen, limit)
        return self._told(chosen, rivals, self._drawn(np.append(chosen, rivals), seed, draws), budget)

    def frontier(self) -> list[Step]:
        """The least that each budget leaves, the smallest budget first; each step leaves less than the one before."""
        return [
            Step(_money(self._spent[one]), money(self._left[one]), self._ids(self._picks[one]))
            for one in unbeaten(self._spent, self._left, self._hair)
        ]

    def _limit(self, budget: Decimal | None) -> int:
        asked = int(self._costs.sum()) if budget is None else _cents(budget)
        return max(asked, int(self._costs[self._required].sum()))

    def _least(self, fits: Places) -> int:
        """The place of the best of these sets: the least left, of equals the cheapest, of those the smallest."""
        left = self._left[fits]
        equal = fits[left <= left.min() + self._hair]
        return int(equal[np.lexsort((self._picks[equal].sum(axis=1), self._spent[equal]))[0]])

    def _rivals(self, fits: Places, chosen: int, limit: int) -> Places:
        """The best other sets that have room for no further upgrade; sets with room are beaten by those without."""
        dearest = np.iinfo(np.int64).max
        next_cost = np.where(self._picks[fits], dearest, self._costs).min(axis=1, initial=dearest)
        full = fits[(next_cost > limit - self._spent[fits]) & (fits != chosen)]
        return np.asarray(full[np.argsort(self._left[full], kind="stable")[: CONTENDERS - 1]])

    def _drawn(self, sets: Places, seed: int, draws: int) -> Numbers:
        """What each of these sets leaves, one row a draw of the effects."""
        picks = self._picks[sets]
        return np.array([self._model.residuals(picks, left) for left in self._model.drawn(draws, seed)])

    def _told(self, chosen: int, rivals: Places, drawn: Numbers, budget: Decimal | None) -> BestSet:
        picked = self._picks[chosen]
        residual, expected = money(self._left[chosen]), money(self._model.today)
        cost, cut = _money(self._yearly[picked].sum()), expected - residual
        returns = [rosi(expected - money(one), cost) for one in np.quantile(drawn[:, 0], (0.9, 0.1))]
        runner_up = self._runner_up(picked, rivals)
        return BestSet(
            members=self._members(chosen),
            expected=expected,
            residual=residual,
            cut=cut,
            yearly_cost=cost,
            first_year_cash=_money(self._cash[picked].sum()),
            spent=_money(self._spent[chosen]),
            over_budget=budget is not None and bool(self._spent[chosen] > _cents(budget)),
            rosi=rosi(cut, cost),
            rosi_low=returns[0],
            rosi_high=returns[1],
            first_share=float((drawn[:, 0] <= drawn.min(axis=1) + self._hair).mean()),
            runner_up=None if runner_up is None else self._ids(self._picks[runner_up]),
            runner_up_residual=None if runner_up is None else money(self._left[runner_up]),
            beyond_gordon_loeb=beyond_gordon_loeb(cost, expected),
            exact=self._exact,
        )

    def _members(self, chosen: int) -> tuple[Member, ...]:
        picked = self._picks[chosen]
        places = np.flatnonzero(picked)
        without = self._model.residuals(picked ^ np.eye(len(picked), dtype=bool)[places])
        return tuple(
            Member(self._upgrades[place].id, _money(self._yearly[place]), money(more - self._left[chosen]))
            for place, more in zip(places.tolist(), without, strict=True)
        )

    def _runner_up(self, picked: Picks, rivals: Places) -> int | None:
        """The first rival that neither holds the chosen set nor is part of it."""
        others = self._picks[rivals]
        apart = (others & ~picked).any(axis=1) & (picked & ~others).any(axis=1)
        return int(rivals[np.argmax(apart)]) if apart.any() else None

    def _ids(self, picked: Picks) -> tuple[int, ...]:
        return tuple(self._upgrades[place].id for place in np.flatnonzero(picked).tolist())


def _cents(amount: Decimal) -> int:
    return int(cents(amount) * 100)


def _money(hundredths: int) -> Decimal:
    return cents(Decimal(int(hundredths)) / 100)
