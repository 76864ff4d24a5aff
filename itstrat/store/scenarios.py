"""Named scenarios that stand beside the approved plan: at most four, each a whole set of the CIO's inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import inputs
from itstrat.store.amending import require_reason
from itstrat.store.assumptions import PLAN, saved, write_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

MOST = 4
_LONGEST = 60


def scenarios(plan: Reader) -> list[Row]:
    """The live scenarios, oldest first: id, version, name, note, saved_at, saved_by."""
    return plan.rows(_SCENARIOS)


def create_scenario(
    store: Store, who: str, reason: str, name: str, values: Mapping[str, str], note: str = ""
) -> int:
    """Keep a set of inputs (those that differ from their default, as text) under a name; gives the scenario's id.

    Raises ItstratError when the name is taken or cannot be, when there are four already, or for values that cannot be.
    """
    inputs(values)
    with store.tx(who, require_reason(reason)) as edit:
        given = _free_name(edit, name)
        if len(scenarios(edit)) >= MOST:
            raise ItstratError(
                f"{MOST} scenarios stand beside the plan already; retire one, then save this one."
            )
        key = edit.insert("scenario", {"name": given, "note": note.strip()})
        edit.note("scenario", key, "update", "name", None, given)
        write_inputs(edit, given, values, _seen(edit, given))
        return key


def rename_scenario(store: Store, who: str, key: int, version: int, name: str) -> None:
    """Give a scenario another name; its inputs go with it. Raises StaleEditError, or ItstratError as for a new one."""
    with store.tx(who, "scenario renamed") as edit:
        before = edit.record("scenario", key)["name"]
        given = _free_name(edit, name, other_than=key)
        edit.update("scenario", key, version, {"name": given})
        for row in _inputs_of(edit, before):
            edit.update("assumption", row["id"], row["version"], {"scenario": given})


def retire_scenario(store: Store, who: str, reason: str, key: int, version: int) -> None:
    """Take a scenario and its inputs out of the plan; the history keeps both. Raises StaleEditError."""
    with store.tx(who, require_reason(reason)) as edit:
        name = edit.record("scenario", key)["name"]
        edit.retire("scenario", key, version)
        for row in _inputs_of(edit, name):
            if row["deleted_at"] is None:
                edit.retire("assumption", row["id"], row["version"])


def _free_name(edit: Edit, name: str, other_than: int | None = None) -> str:
    given = " ".join(name.split())
    if not 1 <= len(given) <= _LONGEST:
        raise ItstratError(f"Give the scenario a name of 1 to {_LONGEST} characters.")
    if given.casefold() in {PLAN, "approved plan"}:
        raise ItstratError(f'"{given}" is what the approved plan is called; give the scenario another name.')
    taken = {row["name"].casefold() for row in scenarios(edit) if row["id"] != other_than}
    if given.casefold() in taken:
        raise ItstratError(f'There is a scenario "{given}" already; give this one another name.')
    return given


def _seen(edit: Edit, name: str) -> dict[str, int]:
    """Nobody can have seen inputs of a scenario that is only now made."""
    return {key: one.version for key, one in saved(edit, name).items()}


def _inputs_of(edit: Edit, name: str) -> list[Row]:
    return edit.rows("select id, version, deleted_at from assumption where scenario = $1 order by id", name)


_SCENARIOS = """
with last_touch as (
    select key, max_by(changed_by, id) as by, max(changed_at) as at from audit where "table" = 'scenario' group by key
)
select scenario.id, scenario.version, scenario.name, scenario.note,
    last_touch.at as saved_at, last_touch.by as saved_by
from scenario left join last_touch on last_touch.key = scenario.id
where scenario.deleted_at is null
order by scenario.id
"""
