"""A revision of the budget takes the place of the approved edition, which is kept, frozen, under a name of its own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.money import ZERO
from itstrat.store import spend
from itstrat.store.amending import require_reason
from itstrat.store.editions import APPROVED, last_month

if TYPE_CHECKING:
    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Approval:
    """What approving an edition would change: lines and money of the approved budget before and after.

    `by_category` has (category, before, after) of those that differ, largest difference first.
    """

    edition: str
    lines_before: int
    lines: int
    before: Decimal
    after: Decimal
    by_category: tuple[tuple[str, Decimal, Decimal], ...]


def approval(plan: Reader, name: str) -> Approval:
    """What approving this edition would change. Raises ItstratError when it has no lines."""
    last_month(plan, name)
    rows = plan.rows(_COMPARED, name)
    changed = [
        (row["category"], row["before"], row["after"]) for row in rows if row["before"] != row["after"]
    ]
    return Approval(
        edition=name,
        lines_before=sum(row["lines_before"] for row in rows),
        lines=sum(row["lines"] for row in rows),
        before=sum((row["before"] for row in rows), ZERO),
        after=sum((row["after"] for row in rows), ZERO),
        by_category=tuple(sorted(changed, key=lambda one: (-abs(one[2] - one[1]), one[0]))),
    )


def approve(store: Store, who: str, reason: str, seen: Approval) -> str:
    """Put an edition in the place of the approved one and freeze both; gives the name under which the old one is kept.

    Raises ItstratError when it is the approved one already, or when lines changed since `seen` was looked at.
    """
    with store.tx(who, require_reason(reason)) as edit:
        if seen.edition == APPROVED:
            raise ItstratError("Nothing was changed: this edition is the approved one already.")
        if approval(edit, seen.edition) != seen:
            raise ItstratError("Nothing was approved: somebody changed lines since you looked. Look again.")
        kept = ""
        if seen.lines_before:
            kept = _free_name(edit, f"{APPROVED} until {edit.at.date()}")
            _rename(edit, APPROVED, kept)
        _rename(edit, seen.edition, APPROVED)
        spend.settle(edit)
        return kept


def lines_follow(edit: Edit, old: str, new: str) -> None:
    """The lines of an edition that is called otherwise from now on, and what was made from it, follow its name.

    Raises ItstratError when the new name has lines already: two editions must not become one.
    """
    if edit.value(_LIVE, new):
        raise ItstratError(f'Nothing was changed: there is an edition "{new}" already.')
    edit.execute("update budget_line set edition = $2 where edition = $1", old, new)
    edit.execute("update edition set based_on = $2 where based_on = $1", old, new)


def _rename(edit: Edit, old: str, new: str) -> None:
    """Freeze an edition under a new name. That is two values in the audit, not one for each of its lines."""
    last = last_month(edit, old)
    key = edit.value("select id from edition where name = $1 and deleted_at is null", old)
    if key is None:
        # As if it had always been there: undoing takes back its new name, not the record that its lines go by.
        (key,) = edit.new_ids(1)
        edit.append("edition", [{"id": key, "name": old, "version": 1}])
    record = edit.record("edition", key)
    changes: dict[str, object] = {"name": new}
    if record["frozen_until"] is None or record["frozen_until"] < last:
        changes |= {"frozen_until": last, "frozen_at": edit.at, "frozen_by": edit.who}
    edit.update("edition", key, record["version"], changes)
    lines_follow(edit, old, new)


def _free_name(edit: Edit, name: str) -> str:
    tried = (name if at == 1 else f"{name} ({at})" for at in itertools.count(1))
    return next(one for one in tried if not edit.value(_TAKEN, one))


_LIVE = "select exists (select 1 from budget_line where edition = $1 and deleted_at is null)"

_TAKEN = """
select exists (select 1 from budget_line where edition = $1)
    or exists (select 1 from edition where name = $1 and deleted_at is null)
"""

_COMPARED = """
select category, count(*) filter (where edition = 'approved') as lines_before,
    count(*) filter (where edition = $1) as lines,
    coalesce(sum(amount) filter (where edition = 'approved'), 0) as before,
    coalesce(sum(amount) filter (where edition = $1), 0) as after
from budget_line
where deleted_at is null and edition in ('approved', $1)
group by category
"""
