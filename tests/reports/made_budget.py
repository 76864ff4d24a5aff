"""A company and its ledger, for reports of the budget."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.store.imports import apply
from tests.reports.made import add
from tests.store.made import staged

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.reports.budget import BudgetReport
    from itstrat.store.database import Store

FISCAL = 7  # the demo's year starts in July; SCOPE lies in its FY27


def total(frame: pd.DataFrame, **wanted: object) -> Decimal:
    """The sum of `amount` of the rows with these values."""
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return sum(frame["amount"], Decimal(0))


def figure(said: BudgetReport, label: str) -> Decimal | None:
    """One figure's value."""
    return next(one.value for one in said.figures if one.label == label)


def company(store: Store, **values: Any) -> None:
    """A company whose fiscal year starts in July."""
    add(store, "company", name="C", fiscal_year_start=FISCAL, **values)


def ledger(store: Store, *rows: dict[str, Any]) -> None:
    """IT lines in the ledger."""
    add(store, "it_rule", rank=1, field="vendor", pattern="%", verdict="it")
    apply(store, staged(store, "ledger", list(rows)), "test")
