"""The CIO's inputs as the plan keeps them: for the approved plan and for each scenario beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.errors import StaleEditError
from itstrat.planning.assumptions import ASSUMPTIONS, Inputs, inputs
from itstrat.store.amending import require_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Saved:
    """An input as it is stored: its value as text, and the version an edit must have seen."""

    value: str
    version: int


def saved(plan: Reader, scenario: str = PLAN) -> dict[str, Saved]:
    """The stored inputs by name; one that is missing has its declared default."""
    rows = plan.rows(
        "select name, value, version from assumption where scenario = $1 and deleted_at is null order by id",
        scenario,
    )
    return {row["name"]: Saved(row["value"], row["version"]) for row in rows if row["name"] in ASSUMPTIONS}


def saved_inputs(plan: Reader, scenario: str = PLAN) -> Inputs:
    """The inputs of the approved plan, or of a scenario: a scenario is whole, it does not follow the plan."""
    return inputs({name: one.value for name, one in saved(plan, scenario).items()})


def save_inputs(
    store: Store, who: str, reason: str, scenario: str, values: Mapping[str, str], seen: Mapping[str, int]
) -> None:
    """Save inputs, written as `Assumption.write` does, to the plan or a scenario: all of them, or none.

    `seen` is the version of each that the person saw; 0 or missing: it had its default. Raises ItstratError for what
    cannot be, StaleEditError with both values when somebody saved one of them in the meantime.
    """
    inputs(values)
    with store.tx(who, require_reason(reason)) as edit:
        write_inputs(edit, scenario, values, seen)
        # What is saved must hold together with what is already there.
        saved_inputs(edit, scenario)


def write_inputs(edit: Edit, scenario: str, values: Mapping[str, str], seen: Mapping[str, int]) -> None:
    """As `save_inputs`, inside the caller's transaction."""
    standing = saved(edit, scenario)
    _refuse_stale(edit, scenario, values, seen, standing)
    for name, text in values.items():
        one = ASSUMPTIONS[name]
        value = one.read(text)
        before, after = standing.get(name), one.write(value)
        if before is not None and one.read(before.value) == value:
            continue
        if value != one.default:
            _put(edit, scenario, name, after)
        elif before is not None:
            edit.retire("assumption", _key(edit, scenario, name), before.version)


def _put(edit: Edit, scenario: str, name: str, text: str) -> None:
    """Store the value in the one row of that name, which may have been retired when it went back to its default."""
    row = edit.row("select * from assumption where scenario = $1 and name = $2 order by id", scenario, name)
    if row is None:
        key = edit.insert("assumption", {"name": name, "scenario": scenario, "value": text})
        edit.note(
            "assumption", key, "update", "value", ASSUMPTIONS[name].write(ASSUMPTIONS[name].default), text
        )
        return
    version = row["version"]
    if row["deleted_at"] is not None:
        edit.bring_back("assumption", row["id"], version)
        version += 1
    edit.update("assumption", row["id"], version, {"value": text})


def _refuse_stale(
    edit: Edit,
    scenario: str,
    values: Mapping[str, str],
    seen: Mapping[str, int],
    standing: Mapping[str, Saved],
) -> None:
    stale = [
        name for name in values if seen.get(name, 0) != (standing[name].version if name in standing else 0)
    ]
    if stale:
        theirs: dict[str, object] = {
            name: standing[name].value
            if name in standing
            else ASSUMPTIONS[name].write(ASSUMPTIONS[name].default)
            for name in stale
        }
        first = _key(edit, scenario, stale[0]) or 0
        raise StaleEditError("assumption", first, {name: values[name] for name in stale}, theirs)


def _key(edit: Edit, scenario: str, name: str) -> int:
    found: int = edit.value(
        "select id from assumption where scenario = $1 and name = $2 order by id", scenario, name
    )
    return found
