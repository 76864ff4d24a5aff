"""An import taken out again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError, UnknownRecordError
from itstrat.store.decisions import Decision, Subject, decide
from itstrat.store.editions import freeze
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


def test_imports_undone_from_the_newest_back_leave_nothing(store: Store) -> None:
    """What a later import changed and its undo put back does not keep the records of the earlier one."""
    first = apply(store, staged(store, "assets", [{"tag": "T1", "name": "one", "cost": Decimal(1)}]), "ada")
    later = apply(store, staged(store, "assets", [{"tag": "T1", "name": "ONE", "cost": Decimal(2)}]), "ada")
    assert first.batch_id is not None
    assert later.batch_id is not None
    undo(store, later.batch_id, "ada")
    assert undo(store, first.batch_id, "ada").kept == ()
    with store.snapshot() as plan:
        assert plan.value("select count(*) from asset where deleted_at is null") == 0


def test_a_person_s_edit_keeps_a_record_also_after_later_imports_are_undone(store: Store) -> None:
    """Only what imports did and undid counts for nothing; what a person changed stays."""
    first = apply(store, staged(store, "assets", [{"tag": "T1", "name": "one"}]), "ada")
    with store.tx("bob") as edit:
        key = edit.value("select id from asset")
        edit.update("asset", key, 1, {"location": "Lyon"})
    later = apply(store, staged(store, "assets", [{"tag": "T1", "name": "ONE"}]), "ada")
    assert first.batch_id is not None
    assert later.batch_id is not None
    undo(store, later.batch_id, "ada")
    assert undo(store, first.batch_id, "ada").kept == (f"asset {key}: it was changed since",)


def test_an_import_of_budget_lines_that_are_frozen_by_now_is_not_undone(store: Store) -> None:
    """The undo is refused whole, with what to do instead; an import of later months still goes."""
    line = {"month": date(2026, 7, 1), "category": "Cloud", "amount": Decimal(100)}
    frozen = apply(store, staged(store, "budget", [line]), "ada").batch_id
    freeze(store, "ada", "approved by the board", "approved")
    later = apply(
        store, staged(store, "budget", [line | {"month": date(2026, 8, 1)}], "later"), "ada"
    ).batch_id
    assert frozen and later
    with pytest.raises(ItstratError, match="frozen up to Jul 2026; make a revision"):
        undo(store, frozen, "ada")
    assert undo(store, later, "ada").records_retired == 1
    with store.snapshot() as plan:
        assert plan.rows("select month from budget_line where deleted_at is null") == [
            {"month": date(2026, 7, 1)}
        ]


def test_a_vendor_that_only_a_likeness_refers_to_goes_with_its_import(store: Store) -> None:
    """What the program matched by itself is matched anew; what a person assigned keeps the vendor."""
    apply(store, staged(store, "ledger", lines(1)), "ada")
    contract = [{"name": "Licences", "vendor": "Acme"}]
    for decided, live in ((False, 0), (True, 1)):
        batch = apply(store, staged(store, "contracts", contract), "ada").batch_id
        assert batch
        if decided:
            decide(store, Subject(vendor_key="acme"), Decision("assign", vendor="Acme"), "ada")
        undo(store, batch, "ada")
        with store.snapshot() as plan:
            assert plan.value("select count(*) from vendor where deleted_at is null") == live
