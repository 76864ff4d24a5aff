"""An import taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itstrat.errors import UnknownRecordError
from itstrat.store.imports import apply
from itstrat.store.undo import later_batches, undo
from tests.store.made import lines, staged

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_an_import_can_be_taken_out_whole(store: Store) -> None:
    """Lines go, new records are retired, changed values come back, sums follow; a second undo is refused."""
    apply(store, staged(store, "assets", [{"tag": "A1", "name": "One", "location": "Oslo"}]), "ada")
    second = [
        {"tag": "A1", "name": "One", "location": "Rome"},
        {"tag": "A2", "name": "Two", "location": "Rome"},
    ]
    batch = apply(store, staged(store, "assets", second, "second"), "ada").batch_id
    ledger = apply(store, staged(store, "ledger", lines(3)), "ada").batch_id
    assert batch and ledger
    undone = undo(store, batch, "ada")
    assert (undone.records_retired, undone.values_restored, undone.kept) == (1, 1, ())
    assert undo(store, ledger, "ada").lines_removed == 3
    with store.snapshot() as plan:
        assert plan.rows("select tag, location from asset where deleted_at is null") == [
            {"tag": "A1", "location": "Oslo"}
        ]
        assert plan.value("select count(*) from ledger_month") == 0
    with pytest.raises(UnknownRecordError):
        undo(store, batch, "ada")


def test_undo_keeps_what_somebody_changed_since(store: Store) -> None:
    """A value edited after the import stays, and the undo names it."""
    batch = apply(
        store, staged(store, "assets", [{"tag": "A1", "name": "One", "location": "Oslo"}]), "ada"
    ).batch_id
    assert batch
    with store.tx("bob") as edit:
        record = edit.row("select id, version from asset")
        assert record
        edit.update("asset", record["id"], record["version"], {"location": "Rome"})
    undone = undo(store, batch, "ada")
    assert undone.records_retired == 0
    assert "changed since" in undone.kept[0]


def test_undo_names_the_later_files_that_found_its_rows_there(store: Store) -> None:
    """A later file that overlaps must be read again after an undo, or its lines would be missing."""
    first = apply(store, staged(store, "ledger", lines(3)), "ada").batch_id
    second = apply(store, staged(store, "ledger", lines(5), "fuller"), "ada")
    assert first and second.unchanged == 3
    assert [row["id"] for row in later_batches(store, first)] == [second.batch_id]
