"""What an initiative is worth, where a little money brings a lot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.reports.value import report
from tests.reports.made import SCOPE, add

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_a_rate_that_no_column_could_show_is_unknown(store: Store) -> None:
    """A cost of 1 that brings 100,000 a month: worth and payback are told, a rate of forty digits is not."""
    key = add(
        store,
        "initiative",
        name="Cheap",
        start_on=date(2026, 7, 1),
        finish_on=date(2026, 7, 31),
        one_off=Decimal(1),
    )
    add(store, "benefit", initiative_id=key, kind="cash", monthly=Decimal(100_000))
    worth = report(store, SCOPE).worth
    assert worth["internal_rate"].tolist() == [None]
    assert worth["npv"].iloc[0] > 0
