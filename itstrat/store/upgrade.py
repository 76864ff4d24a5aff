"""Candidate controls that would lower risk, what each does to each risk, and their way to the roadmap."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.calendar import add_months
from itstrat.store import amending, control_links
from itstrat.store.entering import Noun, key, money, number, share, text, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

EFFECTS = ("frequency_low", "frequency_likely", "frequency_high", "loss_low", "loss_likely", "loss_high")
_CENT = Decimal("0.01")


def _in_order(record: Row) -> None:
    for what, said in (("frequency", "fewer events"), ("loss", "smaller loss")):
        low, likely, high = (record[f"{what}_{bound}"] for bound in ("low", "likely", "high"))
        if likely is None and (low is not None or high is not None):
            raise ItstratError(f"Say the likeliest share for {said}: a range alone is no estimate.")
        known = [value for value in (low, likely, high) if value is not None]
        if known != sorted(known):
            raise ItstratError(f"The shares for {said} are not in order: low, likely, high.")


def _entered_once(plan: Reader) -> None:
    if plan.row(_TWICE):
        raise ItstratError("What this upgrade does to this risk is entered already; change that.")


UPGRADE = Noun(
    table="upgrade",
    said="An upgrade",
    columns={
        "code": text, "name": text, "layer": text, "owner": text, "one_off": money, "run_yearly": money,
        "life_years": number("0.1", "99"), "months": whole(1, 120), "note": text,
    },
    required=("name",),
    never_unknown=("one_off", "run_yearly", "life_years", "months", "note"),
)  # fmt: skip
EFFECT = Noun(
    table="upgrade_effect",
    said="An effect",
    columns={"upgrade_id": key, "risk_id": key, **dict.fromkeys(EFFECTS, share)},
    required=("upgrade_id", "risk_id"),
    whole=_in_order,
    after=_entered_once,
)


def upgrades(plan: Reader) -> list[Row]:
    """One row a live upgrade, by code and name: id, version, the columns of UPGRADE, initiative_id.

    control_ids and codes list the live controls whose gap it closes; initiative is the name of what it became.
    """
    return plan.rows(_UPGRADES)


def effects(plan: Reader) -> list[Row]:
    """One row a live upgrade and live risk it lowers: id, version, upgrade_id, risk_id, upgrade, risk (names), EFFECTS.

    Shares from 0 to 1 as Decimal; a likely share of None is no effect, a low or high of None no range.
    """
    return plan.rows(_EFFECTS)


def set_controls(store: Store, key: int, control_ids: Iterable[int], who: str, reason: str) -> None:
    """Say whose gaps it closes, exactly. Raises UnknownRecordError."""
    control_links.save_links(store, "upgrade", key, control_ids, who, reason)


def promote(
    store: Store,
    seen: Mapping[int, int],
    start_on: date | None,
    who: str,
    reason: str,
    required: Collection[int] = (),
) -> list[int]:
    """Make upgrades (id -> version seen) initiatives of the roadmap, all starting then (None: not scheduled).

    Gives the initiatives' ids; those of `required` upgrades are mandatory. All in one save, which can be undone. Raises
    ItstratError when one is on the roadmap already, StaleEditError.
    """
    with store.tx(who, amending.require_reason(reason)) as edit:
        return [
            _promoted(edit, key, version, start_on, mandatory=key in required)
            for key, version in seen.items()
        ]


def _promoted(edit: Edit, key: int, version: int, start_on: date | None, *, mandatory: bool) -> int:
    held = edit.record("upgrade", key)
    if (
        held["initiative_id"] is not None
        and not edit.record("initiative", held["initiative_id"])["deleted_at"]
    ):
        raise ItstratError(f"{held['name']} is on the roadmap already.")
    values = {
        "name": held["name"],
        "component": "Security",
        "owner": held["owner"],
        "one_off": held["one_off"],
        "run_monthly": (held["run_yearly"] / 12).quantize(_CENT, ROUND_HALF_UP),
        "start_on": start_on,
        "finish_on": start_on and add_months(start_on, held["months"]) - timedelta(days=1),
        "mandatory": mandatory,
        "note": held["note"],
    }
    made = amending.insert(edit, "initiative", tuple(values), values)
    edit.update("upgrade", key, version, {"initiative_id": made})
    return made


_UPGRADES = """
with linked as (
    select link.upgrade_id, list(control.id order by control.framework_id, control.rank, control.id) as control_ids,
        list(control.code order by control.framework_id, control.rank, control.id) as codes
    from upgrade_control as link
    join control on control.id = link.control_id and control.deleted_at is null
    where link.deleted_at is null group by link.upgrade_id
)
select upgrade.* exclude (deleted_at), initiative.name as initiative,
    coalesce(linked.control_ids, []) as control_ids, coalesce(linked.codes, []) as codes
from upgrade
left join initiative on initiative.id = upgrade.initiative_id and initiative.deleted_at is null
left join linked on linked.upgrade_id = upgrade.id
where upgrade.deleted_at is null
order by upgrade.code nulls last, lower(upgrade.name), upgrade.id
"""

_EFFECTS = """
select effect.* exclude (deleted_at), upgrade.name as upgrade, risk.name as risk
from upgrade_effect as effect
join upgrade on upgrade.id = effect.upgrade_id and upgrade.deleted_at is null
join risk on risk.id = effect.risk_id and risk.deleted_at is null
where effect.deleted_at is null
order by effect.upgrade_id, effect.risk_id
"""

_TWICE = """
select upgrade_id, risk_id from upgrade_effect where deleted_at is null
group by upgrade_id, risk_id having count(*) > 1 limit 1
"""
