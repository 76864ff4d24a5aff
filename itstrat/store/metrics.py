"""Metrics from files: one record a metric, one value a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.kinds import KPI, KPI_VALUE
from itstrat.store.records import Taken, take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Row


def take_metrics(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row speaks of a metric and of one month; the last row's word on the metric holds.

    A row whose value was known but whose metric changed counts as an update.
    """
    metrics = {_metric(row): row for row in rows}
    about = take(edit, KPI, list(metrics.values()))
    ids = {
        _metric(row): row["id"]
        for row in edit.rows(
            "select kpi.id, kpi.name, department.name as department from kpi "
            "left join department on department.id = kpi.department_id where kpi.deleted_at is null"
        )
    }
    taken = take(edit, KPI_VALUE, [row | {"kpi_id": ids[_metric(row)]} for row in rows])
    changed = {metric for position, metric in enumerate(metrics) if position in about.updated}
    renewed = [position for position in taken.unchanged if _metric(rows[position]) in changed]
    taken.updated += renewed
    taken.unchanged = [position for position in taken.unchanged if position not in renewed]
    return taken


def _metric(row: Row) -> tuple[str, str]:
    name, department = (" ".join((row.get(part) or "").split()).casefold() for part in ("name", "department"))
    return name, department
