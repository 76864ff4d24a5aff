"""Taking a whole import out again, without taking out what people or later files did since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.errors import UnknownRecordError
from itstrat.store import spend
from itstrat.store.benefit import SIGNATURE
from itstrat.store.budget_lines import refuse_frozen

if TYPE_CHECKING:
    from datetime import date

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

# Where a record made in passing (a vendor, a department, a class) may still be needed.
_REFERENCES = {
    "department": (
        ("department_id", ("person", "contract", "asset", "budget_line", "kpi", "ledger_line", "seat", "initiative")),
    ),
    "vendor": (("vendor_id", ("contract", "asset", "budget_line", "system", "spend_decision", "vendor_match")),),
    "asset_class": (("class_id", ("asset",)),),
    "team": (("team_id", ("initiative",)),),
    "objective": (("objective_id", ("objective_support", "objective_driver")),),
    "initiative": (
        ("initiative_id", ("objective_support", "benefit", "milestone")),
        ("before_id", ("initiative_link",)),
        ("after_id", ("initiative_link",)),
    ),
    "benefit": (("benefit_id", ("benefit_value",)),),
    "framework": (("framework_id", ("control",)),),
    "control": (("control_id", ("assessment", "obligation_control", "risk_control", "upgrade_control")),),
    "obligation": (("obligation_id", ("obligation_control",)),),
    "risk": (("risk_id", ("risk_control", "upgrade_effect")),),
    "upgrade": (("upgrade_id", ("upgrade_control", "upgrade_effect")),),
    "product_cycle": (("cycle_id", ("cycle_match",)),),
}  # fmt: skip


# What counts as a reference: where lines are never retired all, and only a match that a person made.
_COUNTS = {"ledger_line": "true", "vendor_match": "tier = 'alias'"}


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did; `kept` says what stays because it was changed or needed since."""

    batch_id: int
    kind: str
    lines_removed: int
    records_retired: int
    values_restored: int
    kept: tuple[str, ...]


def undo(store: Store, batch_id: int, who: str) -> Undone:
    """Take one import out: its ledger lines go, its new records are retired, its changed values are put back.

    A value that somebody changed since, and a record that something else refers to, stays and is named.
    Raises UnknownRecordError when there is no such import or it was undone already, and ItstratError when it brought or
    changed budget lines that are frozen since; then nothing is undone.
    """
    # What an undo changes belongs to its import, so that both count for nothing once it is undone.
    with store.tx(who, f"undo of import {batch_id}", batch_id=batch_id) as edit:
        batch = _open_batch(edit, batch_id)
        refuse_frozen(edit, edit.rows(_BUDGETED, batch_id))
        months = _months(edit, batch_id)
        removed = edit.execute("delete from ledger_line where batch_id = $1", batch_id)
        retired, restored, kept = _reverse(edit, batch_id)
        edit.execute(
            "update import_batch set undone_at = $2, undone_by = $3 where id = $1", batch_id, edit.at, who
        )
        edit.note("import_batch", batch_id, "undo")
        spend.settle(edit, months if batch["kind"] == "ledger" else None)
        return Undone(batch_id, batch["kind"], removed, retired, restored, tuple(kept))


def later_batches(store: Store, batch_id: int) -> list[Row]:
    """Batches of the same kind imported since, not undone, that found rows there already: those rows may be gone now."""
    with store.snapshot() as plan:
        return plan.rows(
            "select later.* from import_batch as later join import_batch as this on this.id = $1 "
            "where later.kind = this.kind and later.id > this.id and later.undone_at is null and later.unchanged > 0 "
            "order by later.id",
            batch_id,
        )


def _open_batch(edit: Edit, batch_id: int) -> Row:
    found = edit.row("select * from import_batch where id = $1 and undone_at is null", batch_id)
    if found is None:
        raise UnknownRecordError(
            f"There is no import number {batch_id} that could be undone; reload the page."
        )
    return found


def _months(edit: Edit, batch_id: int) -> list[date]:
    rows = edit.rows(
        "select distinct cast(date_trunc('month', posted_on) as date) as month from ledger_line where batch_id = $1",
        batch_id,
    )
    return [row["month"] for row in rows]


def _reverse(edit: Edit, batch_id: int) -> tuple[int, int, list[str]]:
    retired = restored = 0
    kept: list[str] = []
    steps = edit.rows(
        "select * from audit where batch_id = $1 and \"table\" <> 'import_batch' order by id desc", batch_id
    )
    # What refers to a record goes before the record itself, so that a vendor made in passing can go too; a signature goes
    # after what was signed for, since it says nothing of what somebody changed since.
    changed_since = set()
    for step in sorted(steps, key=lambda step: (step["table"] in _REFERENCES, step["column"] in SIGNATURE)):
        if step["action"] == "update":
            unsigned = step["column"] in SIGNATURE and step["key"] in changed_since
            if not unsigned and _restore(edit, step):
                restored += 1
            else:
                changed_since.add(step["key"])
                kept.append(f"{step['table']} {step['key']}: {step['column']} was changed since")
        elif step["action"] == "retire":
            restored += _bring_back(edit, step)
        elif reason := _why_keep(edit, step, batch_id):
            kept.append(f"{step['table']} {step['key']}: {reason}")
        else:
            record = edit.record(step["table"], step["key"])
            edit.retire(step["table"], step["key"], record["version"])
            retired += 1
    return retired, restored, kept


def _bring_back(edit: Edit, step: Row) -> bool:
    """Put back a link that the file took out; False when somebody did already."""
    record = edit.record(step["table"], step["key"])
    if record["deleted_at"] is not None:
        edit.bring_back(step["table"], step["key"], record["version"])
        return True
    return False


def _restore(edit: Edit, step: Row) -> bool:
    record = edit.record(step["table"], step["key"])
    if str(record[step["column"]]) != str(step["after"]):
        return False
    edit.update(step["table"], step["key"], record["version"], {step["column"]: step["before"]})
    return True


def _why_keep(edit: Edit, step: Row, batch_id: int) -> str:
    since = edit.value(
        'select count(*) from audit where "table" = $1 and key = $2 and id > $3 '
        "and batch_id is distinct from $4 and changed_at < $5 "
        "and (batch_id is null or batch_id not in (select id from import_batch where undone_at is not null))",
        step["table"],
        step["key"],
        step["id"],
        batch_id,
        edit.at,
    )
    if since:
        return "it was changed since"
    return _needed_by(edit, step["table"], step["key"])


def vendor_follows(edit: Edit, step: Row) -> None:
    """Let a vendor that a save made or took out in passing go, or come back, when the save is undone.

    `step` is its row of the audit. It stays when something else refers to it by now.
    """
    record = edit.record("vendor", step["key"])
    gone = record["deleted_at"] is not None
    if step["action"] == "retire" and gone:
        edit.bring_back("vendor", step["key"], record["version"])
    elif step["action"] in {"add", "bring back"} and not gone and not _needed_by(edit, "vendor", step["key"]):
        edit.retire("vendor", step["key"], record["version"])


def _needed_by(plan: Reader, table: str, key: int) -> str:
    """What refers to a record, as words that say why it stays; "" when nothing does."""
    for column, tables in _REFERENCES.get(table, ()):
        for other in tables:
            counts = _COUNTS.get(other, "deleted_at is null")
            sql = f'select count(*) from "{other}" where "{column}" = $1 and {counts}'  # noqa: S608 names from above
            if plan.value(sql, key):
                return f"a {other.replace('_', ' ')} refers to it"
    return ""


# The budget lines that an undo would take out or put back.
_BUDGETED = """
select distinct line.edition, line.month from audit join budget_line as line on line.id = audit.key
where audit.batch_id = $1 and audit."table" = 'budget_line'
    and (line.deleted_at is null or audit.action = 'retire')
"""
