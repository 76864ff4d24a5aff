"""Records in words, as a person meets them among saved changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError
from itstrat.store import benefit, initiative, links
from itstrat.store.amending import Change
from itstrat.store.saves import saves, undo_save
from itstrat.store.spoken import WORDS, spoken

if TYPE_CHECKING:
    from itstrat.store.database import Store


@pytest.mark.parametrize("table", WORDS)
def test_every_table_has_words(demo_store: Store, table: str) -> None:
    """For every record that the demo company has of it, and none is its bare number."""
    with demo_store.snapshot() as plan:
        keys = [row["id"] for row in plan.rows(f'select id from "{table}"')]
        found = spoken(plan, table, keys)
    assert found.keys() == set(keys)
    assert not [words for key, words in found.items() if words in {"", str(key)}]


def test_what_has_no_name_is_called_by_what_it_is_about(store: Store) -> None:
    """A link by both its ends, a realised value by its initiative, benefit and month."""
    first, second = (
        initiative.INITIATIVE.enter(store, {"name": name}, "Ann", "why") for name in ("CRM", "Billing")
    )
    links.LINK.enter(store, {"before_id": first, "after_id": second}, "Ann", "why")
    key = benefit.BENEFIT.enter(store, {"initiative_id": first, "kind": "cash", "name": "Fees"}, "Ann", "why")
    benefit.VALUE.enter(
        store, {"benefit_id": key, "month": date(2026, 10, 1), "value": Decimal(5)}, "Ann", "why"
    )
    with store.snapshot() as plan:
        said = [save.changes[0].what for save in saves(plan)]
    assert said == ["CRM: Fees, Oct 2026", "CRM: Fees", "CRM → Billing", "Billing", "CRM"]


def test_an_undo_that_comes_too_late_says_of_what(store: Store) -> None:
    """In the same words."""
    first, second = (
        initiative.INITIATIVE.enter(store, {"name": name}, "Ann", "why") for name in ("CRM", "Billing")
    )
    link = links.LINK.enter(store, {"before_id": first, "after_id": second}, "Ann", "why")
    links.LINK.save(store, [Change(link, 1, {"lag_days": 3})], "Ann", "why")
    links.LINK.save(store, [Change(link, 2, {"lag_days": 5})], "Bob", "why")
    with store.snapshot() as plan:
        save = saves(plan)[1]
    with pytest.raises(
        ItstratError, match="Nothing was undone: CRM → Billing was changed since: it is 5 now"
    ):
        undo_save(store, "Ann", save.at)
