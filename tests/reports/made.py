"""Small plans for reports, made row by row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.reports.statement import Scope

if TYPE_CHECKING:
    from itstrat.store.database import Store

AS_OF = date(2026, 11, 22)
SCOPE = Scope(AS_OF, 2027)


def add(store: Store, table: str, **values: Any) -> int:
    """One record; gives its id."""
    with store.tx("test") as edit:
        return edit.insert(table, values)


def laptops(store: Store, **rule: Any) -> int:
    """The class Laptop: 48 months, 1,600.00 today, 3% a year."""
    values = {
        "technology_class": "users",
        "useful_life_months": 48,
        "price_today": Decimal("1600.00"),
        "price_inflation": Decimal("0.03"),
        "price_on": AS_OF,
    }
    return add(store, "asset_class", name="Laptop", **(values | rule))


def contract(store: Store, name: str = "Mail", **terms: Any) -> int:
    """A yearly contract of 12,000.00 that renews on 1 March 2027 by itself, with 30 days' notice and 5% uplift."""
    values = {
        "owner": "Ann",
        "technology_class": "users",
        "start_on": date(2025, 3, 1),
        "initial_months": 12,
        "renewal_months": 12,
        "notice_days": 30,
        "auto_renew": True,
        "amount": Decimal("12000.00"),
        "billing": "annual",
        "uplift": Decimal("0.05"),
    }
    return add(store, "contract", name=name, **(values | terms))
