"""The rules that say which lines of the company's ledger are IT: the lowest rank that matches wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store import spend
from itstrat.store.amending import amend, require_reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

FIELDS = ("vendor", "category", "account", "department")
VERDICTS = ("it", "not_it")
COLUMNS = ("rank", "field", "pattern", "verdict", "note")
_NEEDED = COLUMNS[:4]


def rules(plan: Reader) -> list[Row]:
    """The live rules, the first to win first: id, version, rank, field, pattern, verdict, note."""
    return plan.rows(
        "select id, version, rank, field, pattern, verdict, note from it_rule where deleted_at is null "
        "order by rank, id"
    )


def add_rule(store: Store, values: Mapping[str, object], who: str) -> int:
    """Add a rule (see COLUMNS) and judge the ledger by it; gives its id.

    Raises ItstratError for a rule that lacks a part.
    """
    _require_whole(values)
    with store.tx(who, "rule added") as edit:
        key = edit.insert("it_rule", values)
        spend.settle(edit)
    return key


def save_rules(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save edited rules, all or none, and judge the ledger anew.

    Raises ItstratError for a rule that lacks a part or without a reason, StaleEditError when somebody changed a rule
    first, NotAllowedError for a column outside COLUMNS.
    """
    with store.tx(who, require_reason(reason)) as edit:
        for change in changes:
            _require_whole(edit.record("it_rule", change.key) | dict(change.after))
        amend(edit, "it_rule", COLUMNS, changes)
        spend.settle(edit)


def retire_rule(store: Store, key: int, version: int, who: str) -> None:
    """Take a rule out and judge the ledger without it.

    Raises StaleEditError when somebody changed it first.
    """
    with store.tx(who, "rule taken out") as edit:
        edit.retire("it_rule", key, version)
        spend.settle(edit)


def _require_whole(values: Mapping[str, object]) -> None:
    missing = [name for name in _NEEDED if values.get(name) is None or not str(values[name]).strip()]
    if missing:
        raise ItstratError(
            f"Nothing was saved: the rule has no {' and no '.join(missing)}; a blank one would cover every line."
        )
    if values["field"] not in FIELDS or values["verdict"] not in VERDICTS:
        raise ItstratError(
            f"Nothing was saved: a rule looks at {', '.join(FIELDS)} and says {' or '.join(VERDICTS)}."
        )
