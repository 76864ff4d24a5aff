"""Teams that do the work of initiatives, and what initiatives may cost in a fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.entering import Noun, enter, money, number, retire, save, text, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
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


def add_team(store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
    """Enter a team (its name at least); gives its id. Raises ItstratError for what cannot be."""
    return enter(store, TEAM, values, who, reason)


def save_teams(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed teams: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    save(store, TEAM, changes, who, reason)


def retire_team(store: Store, key: int, version: int, who: str, reason: str) -> None:
    """Take a team out of the plan; its initiatives stay, without a team. Raises StaleEditError."""
    retire(store, TEAM, key, version, who, reason)


def add_cap(store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
    """Enter the most that initiatives may cost in a fiscal year; gives its id. Raises ItstratError."""
    return enter(store, CAP, values, who, reason)


def save_caps(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed caps: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    save(store, CAP, changes, who, reason)


def retire_cap(store: Store, key: int, version: int, who: str, reason: str) -> None:
    """Let a fiscal year have no cap. Raises StaleEditError."""
    retire(store, CAP, key, version, who, reason)
