"""How much of the fleet's wear the reserve of today could pay for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.funding import Funding, Worn, percent_funded
from itstrat.planning.money import ZERO
from itstrat.planning.replacement_frame import replacement_frame
from itstrat.planning.replacement_lines import with_inputs
from itstrat.planning.reserve_plan import wear

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget_basis import Basis, Working


def rules(inputs: Inputs) -> tuple[int, Decimal]:
    """The inputs that say what is bought when, at which price."""
    return inputs.whole("useful_life_change"), inputs.number("price_inflation")


def funding(working: Working, inputs: Inputs) -> Funding:
    """The fleet's wear, the share of it that the opening balance could pay, and what is overdue."""
    worn: Funding = working.kept(("worn", *rules(inputs)), lambda: _worn(working.basis, inputs))
    # The wear of the whole fleet as one item: its share is the fleet's, whatever the balance.
    whole = [Worn(worn.full, Decimal(1), Decimal(1))] if worn.full else []
    return replace(percent_funded(whole, inputs.number("reserve_opening")), overdue=worn.overdue)


def _worn(basis: Basis, inputs: Inputs) -> Funding:
    facts = basis.facts
    classes = with_inputs(facts.classes, *rules(inputs))
    due = replacement_frame(facts.assets, classes, basis.seen_on)
    prices = {
        key: Decimal(str(price))
        for key, price in zip(classes["id"], classes["price_today"], strict=True)
        if not pd.isna(price)
    }
    return percent_funded(wear(facts.assets, due, prices, basis.seen_on), ZERO)
