"""Editions of the budget: frozen when approved, revised as new editions, rolled forward to the next year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.calendar import FiscalCalendar, add_months
from itstrat.planning.money import ZERO, cents
from itstrat.store import spend
from itstrat.store.amending import require_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

APPROVED = "approved"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class RollForward:
    """What a roll-forward adds to `fiscal_year`: lines, the money of the year it is taken from, and of the new one.

    `by_category` has (category, before, after), dearest first.
    """

    fiscal_year: int
    lines: int
    before: Decimal
    after: Decimal
    by_category: tuple[tuple[str, Decimal, Decimal], ...]


def editions(plan: Reader) -> list[Row]:
    """One row an edition with lines, the approved one first.

    name, lines, amount, first_on, last_on, frozen_until, frozen_at, frozen_by, based_on.
    """
    return plan.rows(_EDITIONS)


def freeze(store: Store, who: str, reason: str, name: str) -> None:
    """Freeze an edition as it stands: its lines, up to the last month there is one for, cannot be changed any more.

    Raises ItstratError when it has no lines.
    """
    with store.tx(who, require_reason(reason)) as edit:
        last = last_month(edit, name)
        key = _edition(edit, name)
        record = edit.record("edition", key)
        changes = {"frozen_until": last, "frozen_at": edit.at, "frozen_by": who}
        edit.update("edition", key, record["version"], changes)


def revise(store: Store, who: str, reason: str, source: str, name: str) -> None:
    """Copy an edition to a new one of that name, which may be changed. Raises ItstratError when the name is taken."""
    given = " ".join(name.split())
    with store.tx(who, require_reason(reason)) as edit:
        last_month(edit, source)
        taken = {row["name"].casefold() for row in editions(edit)}
        if not 1 <= len(given) <= _LONGEST or given.casefold() in taken:
            raise ItstratError(
                f'"{given}" cannot name a new edition: it is empty, too long, or there already.'
            )
        edit.insert("edition", {"name": given, "based_on": source})
        _append(edit, [row | {"edition": given} for row in edit.rows(_COPIED, source, None, None)])


def roll_forward(
    store: Store,
    who: str,
    reason: str,
    edition: str,
    fiscal_year: int,
    uplift: Decimal,
    *,
    dry_run: bool,
) -> RollForward:
    """Copy the lines of a fiscal year to the next one, each amount times 1 + uplift; a dry run only tells what.

    Raises ItstratError when the year has no lines, or the next one has some already: nothing is added twice.
    """
    with store.tx(who, require_reason(reason)) as edit:
        start = edit.value(
            "select fiscal_year_start from company where deleted_at is null order by id limit 1"
        )
        calendar = FiscalCalendar(start or 1)
        first, last = calendar.bounds(fiscal_year)
        if edit.rows(_COPIED, edition, *calendar.bounds(fiscal_year + 1)):
            raise ItstratError(
                f"{calendar.label(fiscal_year + 1)} has lines in this edition already; nothing was added."
            )
        old = edit.rows(_COPIED, edition, first, last)
        if not old:
            raise ItstratError(f"{calendar.label(fiscal_year)} has no lines in this edition to roll forward.")
        new = [
            row | {"month": add_months(row["month"], 12), "amount": cents(row["amount"] * (1 + uplift))}
            for row in old
        ]
        if dry_run:
            edit.discard()
        else:
            _append(edit, new)
            spend.settle(edit)
    return _told(fiscal_year + 1, old, new)


def _told(fiscal_year: int, old: list[Row], new: list[Row]) -> RollForward:
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for before, after in zip(old, new, strict=True):
        was, will = sums.get(before["category"], (ZERO, ZERO))
        sums[before["category"]] = (was + before["amount"], will + after["amount"])
    return RollForward(
        fiscal_year=fiscal_year,
        lines=len(new),
        before=sum((row["amount"] for row in old), ZERO),
        after=sum((row["amount"] for row in new), ZERO),
        by_category=tuple(sorted(((name, *both) for name, both in sums.items()), key=lambda one: -one[2])),
    )


def _append(edit: Edit, rows: list[Row]) -> None:
    ids = edit.new_ids(len(rows))
    edit.append("budget_line", [{"id": key, "version": 1} | row for key, row in zip(ids, rows, strict=True)])
    for key, row in zip(ids, rows, strict=True):
        edit.note("budget_line", key, "add", None, None, None)
        edit.note("budget_line", key, "update", "amount", None, row["amount"])


def _edition(edit: Edit, name: str) -> int:
    """The record of the edition, made when there is none: an imported edition has lines only."""
    found: int | None = edit.value("select id from edition where name = $1 and deleted_at is null", name)
    return found or edit.insert("edition", {"name": name})


def last_month(edit: Reader, name: str) -> date:
    """The last month the edition has a line for. Raises ItstratError when it has none."""
    last: date | None = edit.value(
        "select max(month) from budget_line where edition = $1 and deleted_at is null", name
    )
    if last is None:
        raise ItstratError(f'There is no edition "{name}" with lines; reload the page.')
    return last


def barred(plan: Reader) -> Callable[[Row], str]:
    """A function that says why a budget line may not be added or changed, or "": its edition is frozen for its month."""
    rows = plan.rows(
        "select name, max(frozen_until) as until from edition where deleted_at is null group by name "
        "having max(frozen_until) is not null"
    )
    frozen: dict[str, date] = {row["name"]: row["until"] for row in rows}

    def why(line: Row) -> str:
        until = frozen.get(line["edition"])
        if until is None or line["month"] > until:
            return ""
        return f'the edition "{line["edition"]}" is frozen up to {until:%b %Y}; make a revision of it and change that'

    return why


_EDITIONS = """
select line.edition as name, count(*) as lines, sum(line.amount) as amount, min(line.month) as first_on,
    max(line.month) as last_on, any_value(edition.frozen_until) as frozen_until,
    any_value(edition.frozen_at) as frozen_at, any_value(edition.frozen_by) as frozen_by,
    any_value(edition.based_on) as based_on
from budget_line as line
left join edition on edition.name = line.edition and edition.deleted_at is null
where line.deleted_at is null
group by line.edition
order by line.edition <> 'approved', line.edition
"""

_COPIED = """
select edition, month, department_id, category, vendor_id, capital, description, amount from budget_line
where edition = $1 and deleted_at is null
    and ($2::date is null or month >= $2) and ($3::date is null or month <= $3)
order by id
"""
