"""Assessments, obligations, risks, upgrades and ends of support from files: codes and names become ids, links are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.assessment import ASSESSMENT
from itstrat.store.control_links import set_links
from itstrat.store.control_refs import Controls, RefError
from itstrat.store.kinds_security import TARGETS
from itstrat.store.naming import folded
from itstrat.store.obligation import OBLIGATION
from itstrat.store.product_cycle import CYCLE
from itstrat.store.records import Taken, take
from itstrat.store.risk import APPETITE, RISK
from itstrat.store.upgrade import EFFECT, UPGRADE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.entering import Noun
    from itstrat.store.reading import Reader, Row


@dataclass(slots=True)
class _Names:
    """What rows may refer to, read once."""

    controls: Controls
    upgrades: Mapping[str, int] = field(default_factory=dict)
    risks: Mapping[str, int] = field(default_factory=dict)


class _RefusedError(Exception):
    """A row that cannot be taken: its column, value and why."""


def take_security(edit: Edit, kind: str, rows: Sequence[Row]) -> Taken:
    """Add or update one record for each row; a row that names what the plan has not is refused with the reason.

    A list of controls that a row fills replaces the links of its record; a blank one leaves them.
    """
    noun, prepare = _KINDS[kind]
    names = _Names(Controls(edit), _by_name(edit, "upgrade"), _by_name(edit, "risk"))
    ready: list[int] = []
    prepared: list[Row] = []
    links: dict[int, list[int]] = {}
    refused: dict[int, tuple[str, str, str]] = {}
    for place, row in enumerate(rows):
        try:
            values = prepare(names, row)
            _check(noun, values)
            if row.get("controls"):
                links[place] = _listed(names, row)
        except _RefusedError as reason:
            refused[place] = reason.args
            continue
        ready.append(place)
        prepared.append(values)
    taken = _by_place(take(edit, TARGETS[kind], prepared), ready)
    taken.refused |= refused
    _link(edit, noun.table, taken, links)
    return taken


def _by_place(taken: Taken, ready: Sequence[int]) -> Taken:
    """What became of the rows that were ready, by their place in the file."""
    return Taken(
        added=[ready[each] for each in taken.added],
        updated=[ready[each] for each in taken.updated],
        unchanged=[ready[each] for each in taken.unchanged],
        refused={ready[each]: why for each, why in taken.refused.items()},
        ids={ready[each]: key for each, key in taken.ids.items()},
    )


def _link(edit: Edit, table: str, taken: Taken, links: Mapping[int, list[int]]) -> None:
    """Keep the links of the rows taken; a record whose links alone changed counts as updated."""
    unchanged = set(taken.unchanged)
    for place, ids in links.items():
        if place in taken.ids and set_links(edit, table, taken.ids[place], ids) and place in unchanged:
            taken.unchanged.remove(place)
            taken.updated.append(place)


def _listed(names: _Names, row: Row) -> list[int]:
    try:
        return names.controls.several(row["controls"], row.get("framework"))
    except RefError as reason:
        raise _RefusedError("controls", row["controls"], str(reason)) from None


def _check(noun: Noun, values: Row) -> None:
    """What a person may not enter, a file may not bring."""
    for column, value in values.items():
        if value is not None and column in noun.columns and (why := noun.columns[column](value)):
            raise _RefusedError(column, str(value), f"it {why}")
    try:
        noun.whole(dict.fromkeys(noun.columns) | values)
    except ItstratError as reason:
        column = next((each for each in ("level", "loss_low", "support_end_on") if values.get(each)), "")
        raise _RefusedError(column, str(values.get(column) or ""), str(reason).rstrip(".")) from None


def _assessment(names: _Names, row: Row) -> Row:
    try:
        control = names.controls.one(row["control"], row.get("framework"))
    except RefError as reason:
        raise _RefusedError("control_id", row["control"], str(reason)) from None
    status = "not applicable" if row.get("applicable") is False else row.get("status")
    # Records are told apart by their part, and a blank one is the whole.
    return dict(row) | {"control_id": control["id"], "part": row.get("part") or "", "status": status}


def _appetite(_names: _Names, row: Row) -> Row:
    return dict(row) | {"part": "" if row["part"] == "total" else row["part"]}


def _upgrade(_names: _Names, row: Row) -> Row:
    if row.get("one_off") is None and row.get("run_yearly") is None:
        raise _RefusedError("one_off", "", "it says no cost: write 0 where it costs nothing")
    return dict(row)


def _effect(names: _Names, row: Row) -> Row:
    upgrade = names.upgrades.get(folded(row["upgrade"]))
    if upgrade is None:
        raise _RefusedError(
            "upgrade_id", row["upgrade"], "the plan has no such upgrade; import the upgrades first"
        )
    risk = names.risks.get(folded(row["risk"]))
    if risk is None:
        raise _RefusedError("risk_id", row["risk"], "the plan has no such risk; import the risks first")
    return dict(row) | {"upgrade_id": upgrade, "risk_id": risk}


def _as_it_is(_names: _Names, row: Row) -> Row:
    return dict(row)


def _by_name(plan: Reader, table: str) -> dict[str, int]:
    """Ids by folded code and name; a code wins over a name that is spelt like it."""
    rows = plan.rows(f"select id, code, name from {table} where deleted_at is null order by id desc")  # noqa: S608
    by_name = {folded(row["name"]): int(row["id"]) for row in rows}
    return by_name | {folded(row["code"]): int(row["id"]) for row in rows if row["code"]}


_KINDS: Mapping[str, tuple[Noun, Callable[[_Names, Row], Row]]] = {
    "assessments": (ASSESSMENT, _assessment),
    "obligations": (OBLIGATION, _as_it_is),
    "risks": (RISK, _as_it_is),
    "appetites": (APPETITE, _appetite),
    "upgrades": (UPGRADE, _upgrade),
    "upgrade-effects": (EFFECT, _effect),
    "eol": (CYCLE, _as_it_is),
}
KINDS = frozenset(_KINDS)
