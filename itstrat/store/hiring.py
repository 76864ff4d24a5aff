"""The hiring plan: who comes and goes in which month, on top of the steady inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.entering import Noun, key, month, number, text

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row

HIRING = Noun(
    table="hiring",
    said="A month of the hiring plan",
    columns={
        "month": month, "department_id": key, "hires": number("0", "100000"), "leavers": number("0", "100000"),
        "note": text,
    },
    required=("month",),
    never_unknown=("hires", "leavers", "note"),
)  # fmt: skip


def hiring(plan: Reader, department_id: int | None = None) -> list[Row]:
    """One row a live entry, by month: id, version, month, department_id, department, hires, leavers, note."""
    return plan.rows(_HIRING, department_id)


_HIRING = """
select hiring.id, hiring.version, hiring.month, hiring.department_id, department.name as department, hiring.hires,
    hiring.leavers, hiring.note
from hiring left join department on department.id = hiring.department_id
where hiring.deleted_at is null and ($1::bigint is null or hiring.department_id = $1)
order by hiring.month, hiring.id
"""
