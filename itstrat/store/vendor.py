"""Vendors by name: those the plan knows, and a new one where a person types a name it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.vendors import normalise

if TYPE_CHECKING:
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader


def vendors(plan: Reader) -> dict[str, int]:
    """Id by name of every live vendor, in alphabetical order; of two with one name the older."""
    rows = plan.rows("select id, name from vendor where deleted_at is null order by lower(name), id desc")
    return {row["name"]: row["id"] for row in rows}


def named(edit: Edit, name: str | None) -> int | None:
    """The vendor whose name, however spelt, this is; added when nobody knows it. None for a blank name."""
    given = " ".join((name or "").split())
    if not given:
        return None
    key = normalise(given) or given.casefold()
    known: int | None = edit.value(
        "select id from vendor where deleted_at is null and (name = $1 or vendor_key = $2) order by name <> $1, id",
        given,
        key,
    )
    return known or edit.insert("vendor", {"name": given, "vendor_key": key})
