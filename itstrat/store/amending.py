"""Changes a person made in a table on a page, saved in one transaction: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.edits import Edit


@dataclass(frozen=True, slots=True)
class Change:
    """New values, by column, of one record as the person saw it: at `version`."""

    key: int
    version: int
    after: Mapping[str, object] = field(default_factory=dict)


def amend(edit: Edit, table: str, allowed: Sequence[str], changes: Sequence[Change]) -> None:
    """Save the changes to columns of `allowed`.

    Raises NotAllowedError for any other column, StaleEditError when somebody saved a record in the meantime.
    """
    for change in changes:
        if beyond := sorted(set(change.after) - set(allowed)):
            raise NotAllowedError(f"Nothing was changed: {', '.join(beyond)} cannot be edited here.")
        edit.update(table, change.key, change.version, change.after)


def insert(edit: Edit, table: str, allowed: Sequence[str], values: Mapping[str, object]) -> int:
    """Add one record with columns of `allowed`, each of them in the audit; gives its id.

    Raises NotAllowedError for any other column.
    """
    if beyond := sorted(set(values) - set(allowed)):
        raise NotAllowedError(f"Nothing was added: {', '.join(beyond)} cannot be entered here.")
    key = edit.insert(table, values)
    for column, value in values.items():
        if value is not None:
            edit.note(table, key, "update", column, None, value)
    return key


def require_reason(reason: str) -> str:
    """The reason, without blanks around it; raises ItstratError when there is none."""
    if not reason.strip():
        raise ItstratError(
            "Nothing was changed: say in a few words why, for whoever reads the history later."
        )
    return reason.strip()
