"""Budget lines typed in, and a revision approved in the place of the approved edition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from itstrat.errors import ItstratError, StaleEditError
from itstrat.planning.money import allocate
from itstrat.store.amending import Change
from itstrat.store.approving import approval, approve
from itstrat.store.budget_lines import (
    add_budget_lines,
    budget_lines,
    categories,
    retire_budget_line,
    save_budget_lines,
)
from itstrat.store.editions import APPROVED, editions, freeze, revise
from itstrat.store.saves import saves, undo_save

if TYPE_CHECKING:
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

YEAR = (date(2026, 7, 1), date(2027, 6, 1))
LINE: dict[str, Any] = {
    "edition": APPROVED, "month": YEAR[0], "months": 12, "amount": Decimal("1000.00"), "category": "Software",
    "vendor": "Acme Ltd", "capital": None, "description": "Licences",
}  # fmt: skip


def lines(store: Store, edition: str = APPROVED, **asked: Any) -> list[Row]:
    """The edition's lines of the year."""
    with store.snapshot() as plan:
        return budget_lines(plan, edition, *YEAR, **asked)


def total(store: Store, edition: str = APPROVED) -> Decimal:
    """What they sum to."""
    return sum((row["amount"] for row in lines(store, edition)), Decimal(0))


def kept(store: Store) -> dict[str, Row]:
    """The editions by name."""
    with store.snapshot() as plan:
        return {row["name"]: row for row in editions(plan)}


def undo_last(store: Store) -> None:
    """Take the newest save back."""
    with store.snapshot() as plan:
        last = saves(plan)[0].at
    undo_save(store, "Ann", last)


def revised(store: Store) -> None:
    """1,000.00 approved; a revision of it with 150.00 of hosting more, and its first month at 100.00."""
    add_budget_lines(store, LINE, "Ann", "approved by the board")
    revise(store, "Ann", "mid-year", APPROVED, "Revision 1")
    first = lines(store, "Revision 1")[0]
    save_budget_lines(store, [Change(first["id"], 1, {"amount": Decimal(100)})], "Ann", "dearer")
    more = {**LINE, "edition": "Revision 1", "category": "Hosting", "months": 1, "amount": Decimal(150)}
    add_budget_lines(store, more, "Ann", "new server")


def test_a_years_amount_is_spread_to_the_cent(store: Store) -> None:
    """Twelve lines that sum to it; unknown capital stays unknown; all of it is one save that can be undone."""
    assert add_budget_lines(store, LINE, "Ann", "first budget") == 12
    found = lines(store)
    assert [row["amount"] for row in found] == allocate("1000.00", 12)
    assert (total(store), {row["capital"] for row in found}) == (Decimal("1000.00"), {None})
    assert {(row["vendor"], row["total"], row["count"]) for row in found} == {("Acme Ltd", Decimal(1000), 12)}
    undo_last(store)
    assert not lines(store)


@given(cents=some.integers(-10_000_00, 10_000_00), months=some.integers(1, 60))
def test_whatever_is_spread_sums_to_itself(cents: int, months: int) -> None:
    """No cent is lost, whatever the span."""
    parts = allocate(Decimal(cents).scaleb(-2), months)
    assert (len(parts), sum(parts)) == (months, Decimal(cents).scaleb(-2))


@pytest.mark.parametrize(
    "wrong",
    [{"months": 0}, {"months": 61}, {"month": date(2026, 7, 2)}, {"amount": None}, {"amount": Decimal("NaN")},
     {"edition": "Nobody's"}],
)  # fmt: skip
def test_lines_that_cannot_be_are_refused(store: Store, wrong: dict[str, Any]) -> None:
    """In words; only the approved edition may be begun by typing."""
    with pytest.raises(ItstratError):
        add_budget_lines(store, LINE | wrong, "Ann", "why")
    assert not kept(store)


def test_lines_are_read_by_category(store: Store) -> None:
    """A page of one category counts that category only."""
    add_budget_lines(store, LINE, "Ann", "why")
    add_budget_lines(store, {**LINE, "category": "Hosting", "months": 2}, "Ann", "why")
    with store.snapshot() as plan:
        assert categories(plan, APPROVED, *YEAR) == ["Hosting", "Software"]
    assert {row["count"] for row in lines(store, category="Hosting", limit=1)} == {2}


def test_a_line_is_changed_emptied_and_taken_out(store: Store) -> None:
    """A line without a category has an empty one; the later of two editors is refused."""
    add_budget_lines(store, {**LINE, "months": 1}, "Ann", "why")
    (row,) = lines(store)
    save_budget_lines(
        store, [Change(row["id"], 1, {"category": None, "month": date(2026, 8, 1)})], "Ann", "moved"
    )
    (row,) = lines(store)
    assert (row["category"], row["month"]) == ("", date(2026, 8, 1))
    with pytest.raises(StaleEditError):
        save_budget_lines(store, [Change(row["id"], 1, {"amount": Decimal(1)})], "Bob", "why")
    with pytest.raises(StaleEditError):
        retire_budget_line(store, row["id"], 1, "Bob", "why")
    retire_budget_line(store, row["id"], 2, "Ann", "dropped")
    assert not lines(store)


def test_a_frozen_edition_takes_no_line_gives_none_and_undoes_none(store: Store) -> None:
    """The sentence says what to do instead; months after the frozen ones are open, but no line moves out or in."""
    add_budget_lines(store, LINE, "Ann", "why")
    with store.snapshot() as plan:
        typed = saves(plan)[0].at
    freeze(store, "Ann", "the board approved it", APPROVED)
    row = lines(store)[0]
    away = Change(row["id"], 1, {"month": date(2027, 7, 1)})
    for refused in (
        lambda: add_budget_lines(store, LINE, "Ann", "why"),
        lambda: retire_budget_line(store, row["id"], 1, "Ann", "why"),
        lambda: save_budget_lines(store, [away], "Ann", "why"),
        lambda: undo_save(store, "Ann", typed),
    ):
        with pytest.raises(ItstratError, match=r"frozen up to Jun 2027; make a revision"):
            refused()
    assert total(store) == Decimal("1000.00")
    add_budget_lines(store, {**LINE, "month": date(2027, 7, 1), "months": 1}, "Ann", "next year")


def test_what_an_approval_changes_is_told_first(store: Store) -> None:
    """Lines, totals, and the categories that differ, the largest difference first."""
    revised(store)
    with store.snapshot() as plan:
        told = approval(plan, "Revision 1")
    assert (told.lines_before, told.lines, told.before, told.after) == (
        12,
        13,
        Decimal(1000),
        Decimal("1166.67"),
    )
    assert told.by_category == (
        ("Hosting", Decimal(0), Decimal(150)),
        ("Software", Decimal(1000), Decimal("1016.67")),
    )


def test_an_approved_revision_takes_the_place_and_the_old_one_is_kept(store: Store) -> None:
    """Both are frozen; the old one by the date of its end; the revision knows what it was made from."""
    revised(store)
    with store.snapshot() as plan:
        told = approval(plan, "Revision 1")
    old = approve(store, "Ann", "board meeting", told)
    found = kept(store)
    assert old.startswith("approved until 20")
    assert set(found) == {APPROVED, old}
    assert (total(store), total(store, old)) == (Decimal("1166.67"), Decimal(1000))
    assert found[APPROVED]["based_on"] == old
    assert found[APPROVED]["frozen_until"] == found[old]["frozen_until"] == YEAR[1]
    for edition in (APPROVED, old):
        with pytest.raises(ItstratError, match="frozen up to Jun 2027"):
            add_budget_lines(store, {**LINE, "edition": edition}, "Ann", "why")


def test_an_approval_is_undone_and_done_again(store: Store) -> None:
    """Names, lines and freezing are as they were before; the undo can be undone."""
    revised(store)
    before = kept(store)
    with store.snapshot() as plan:
        told = approval(plan, "Revision 1")
    approve(store, "Ann", "board meeting", told)
    after = kept(store)
    undo_last(store)
    assert kept(store) == before
    undo_last(store)
    assert kept(store) == after
    assert total(store) == Decimal("1166.67")


def test_an_approval_of_lines_that_changed_since_is_refused(store: Store) -> None:
    """Nobody approves what nobody saw."""
    revised(store)
    with store.snapshot() as plan:
        told = approval(plan, "Revision 1")
    row = lines(store, "Revision 1")[0]
    save_budget_lines(store, [Change(row["id"], row["version"], {"amount": Decimal(9)})], "Bob", "why")
    with pytest.raises(ItstratError, match="changed lines since"):
        approve(store, "Ann", "board meeting", told)
    assert total(store) == Decimal("1000.00")


def test_two_approvals_on_a_day_are_kept_apart_and_undone_in_order(store: Store) -> None:
    """The first cannot be undone before the second, nor into a name that is taken again."""
    revised(store)
    for name in ("Revision 1", "Revision 2"):
        if name == "Revision 2":
            revise(store, "Ann", "again", APPROVED, name)
        with store.snapshot() as plan:
            told = approval(plan, name)
        approve(store, "Ann", "board meeting", told)
        if name == "Revision 1":
            with store.snapshot() as plan:
                first = saves(plan)[0].at
    assert sum(name.startswith("approved until") for name in kept(store)) == 2
    with pytest.raises(ItstratError, match="changed since"):
        undo_save(store, "Ann", first)
    undo_last(store)
    revise(store, "Ann", "the name is free", APPROVED, "Revision 1")
    with pytest.raises(ItstratError, match='"Revision 1" already'):
        undo_save(store, "Ann", first)
