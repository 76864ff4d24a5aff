"""Which way the rows of each kind of file go into the plan; ledgers alone go another, in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store import control_imports, roadmap_imports, security_imports
from itstrat.store.bounds import out_of_bounds
from itstrat.store.editions import barred
from itstrat.store.kinds import TARGETS
from itstrat.store.metrics import take_metrics
from itstrat.store.records import Taken, take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.imports import Staged
    from itstrat.store.reading import Row


def taken_from(edit: Edit, staged: Staged, rows: Sequence[Row]) -> Taken:
    """Add or update the records of a file and say what became of each row."""
    kind = staged.kind
    if kind == "kpis":
        return take_metrics(edit, rows)
    if kind == "controls":
        return control_imports.take_controls(edit, rows, staged.file, staged.left_out.get("withdrawn", 0))
    if kind in security_imports.KINDS:
        return security_imports.take_security(edit, kind, rows)
    if kind in roadmap_imports.TAKERS:
        return roadmap_imports.TAKERS[kind](edit, rows)
    return take(edit, TARGETS[kind], rows, barred(edit) if kind == "budget" else out_of_bounds(kind))
