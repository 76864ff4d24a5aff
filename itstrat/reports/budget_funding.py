"""How much of the fleet's wear the reserve of today could pay for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.funding import Funding, Worn, percent_funded
from itstrat.planning.money import ZERO
from itstrat.planning.replacement_lines import fleet_due
from itstrat.planning.reserve_plan import wear

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget_basis import Basis, Working


def rules(inputs: Inputs) -> tuple[int, Decimal]:
    """The inputs that say what is bought when, at which price."""
    return inputs.whole("useful_life_change"), inputs.number("price_inflation")


def funding(working: Working, inputs: Inputs) -> Funding:
    """The fleet's wear, the share of it that the opening balance could pay, and what is overdue."""
    change = inputs.whole("useful_life_change")
    worn: Funding = working.kept(("worn", change), lambda: _worn(working.basis, change))
    # The wear of the whole fleet as one item: its share is the fleet's, whatever the balance.
    whole = [Worn(worn.full, Decimal(1), Decimal(1))] if worn.full else []
    return replace(percent_funded(whole, inputs.number("reserve_opening")), overdue=worn.overdue)


def _worn(basis: Basis, life_change: int) -> Funding:
    facts = basis.facts
    prices = {
        key: Decimal(str(price))
        for key, price in zip(facts.classes["id"], facts.classes["price_today"], strict=True)
        if not pd.isna(price)
    }
    due = fleet_due(facts, life_change, basis.seen_on)
    return percent_funded(wear(facts.assets, due, prices, basis.seen_on), ZERO)
