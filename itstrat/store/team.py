"""Teams that do the work of initiatives, and what initiatives may cost in a fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.entering import Noun, money, number, text, whole

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row

TEAM = Noun(
    table="team",
    said="A team",
    columns={"name": text, "capacity": number("0", "100000")},
    required=("name",),
)
CAP = Noun(
    table="budget_cap",
    said="A cap",
    columns={"fiscal_year": whole(1990, 2199), "amount": money},
    required=("fiscal_year", "amount"),
)


def teams(plan: Reader) -> list[Row]:
    """One row a live team, by name: id, version, name, capacity (FTE at any time; None: unknown, limits nothing)."""
    return plan.rows(
        "select * exclude (deleted_at) from team where deleted_at is null order by lower(name), id"
    )


def caps(plan: Reader) -> list[Row]:
    """One row a capped fiscal year, in order: id, version, fiscal_year (the year it ends in), amount."""
    return plan.rows(
        "select * exclude (deleted_at) from budget_cap where deleted_at is null order by fiscal_year, id"
    )
