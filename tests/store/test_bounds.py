"""Numbers of files that no calendar and no column could hold: their rows are refused, the others go in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store.imports import apply
from tests.store.made import staged

if TYPE_CHECKING:
    from itstrat.store.database import Store


@pytest.mark.parametrize(
    ("kind", "table", "named", "column", "value"),
    [
        ("departments", "department", "name", "headcount", Decimal(1_000_000_000)),
        ("people", "person", "name", "fte", Decimal(1_000)),
        ("asset-classes", "asset_class", "name", "useful_life_months", 0),
        ("asset-classes", "asset_class", "name", "useful_life_months", -36),
        ("assets", "asset", "name", "warranty_months", 1_000_000_000),
        ("contracts", "contract", "name", "notice_days", 1_000_000_000),
        ("contracts", "contract", "name", "renewal_months", 1_000_000_000),
        ("contracts", "contract", "name", "seats_paid", -5),
    ],
)
def test_a_number_that_goes_too_far_refuses_its_row_only(
    store: Store, kind: str, table: str, named: str, column: str, value: Any
) -> None:
    """The reason names the column and the number; the row beside it is taken."""
    rows = [{named: "Slip", column: value}, {named: "Sound", column: None}]
    outcome = apply(store, staged(store, kind, rows), "ada")
    assert (outcome.accepted, outcome.refused) == (1, 1)
    assert column.replace("_", " ") in outcome.issues[0].message
    assert str(value) in outcome.issues[0].message
    with store.snapshot() as plan:
        assert plan.rows(f"select {named} from {table}") == [{named: "Sound"}]
