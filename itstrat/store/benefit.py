"""What initiatives are to bring, kind by kind, and what came true month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.entering import Noun, choice, day, key, month, number, share, text, whole

if TYPE_CHECKING:
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

KINDS = ("cash", "avoided", "time", "experience")
_MOST = 9999999999999
# What an owner signs for: with another of these the signature says nothing any more.
_SIGNED_FOR = frozenset({"kind", "monthly", "realisation", "ramp_months", "start_on"})
SIGNATURE = frozenset({"confirmed_by", "confirmed_on"})


def _signed_on_a_day(record: Row) -> None:
    if record["confirmed_by"] and not record["confirmed_on"]:
        raise ItstratError("A benefit is confirmed by its owner on a day; say which.")


def _once_a_month(edit: Edit) -> None:
    twice = edit.row(_TWICE)
    if twice:
        raise ItstratError(f"{twice['month']} has a value already; change that one.")


def lapse_signatures(edit: Edit) -> list[str]:
    """Take the signature from each benefit that this edit changed in what its owner signed for, unless it brings a new one.

    Gives the names of their initiatives, each with the one who had signed.
    """
    told = []
    for changed, columns in edit.changed("benefit").items():
        record = edit.record("benefit", changed)
        if record["confirmed_by"] is None or not columns & _SIGNED_FOR or columns & SIGNATURE:
            continue
        edit.update("benefit", changed, record["version"], dict.fromkeys(SIGNATURE))
        told.append(
            f"{edit.record('initiative', record['initiative_id'])['name']} ({record['confirmed_by']})"
        )
    return told


BENEFIT = Noun(
    table="benefit",
    said="A benefit",
    columns={
        "initiative_id": key, "kind": choice(KINDS), "name": text, "unit": text, "baseline": number(),
        "monthly": number(f"-{_MOST}", f"{_MOST}"), "hours_monthly": number("0", "999999999"), "start_on": day,
        "ramp_months": whole(0, 120), "realisation": share, "owner": text, "confirmed_by": text,
        "confirmed_on": day, "note": text,
    },
    required=("initiative_id", "kind"),
    never_unknown=("name", "monthly", "note"),
    whole=_signed_on_a_day,
    after=lapse_signatures,
)  # fmt: skip
VALUE = Noun(
    table="benefit_value",
    said="A realised value",
    columns={
        "benefit_id": key, "month": month, "value": number(f"-{_MOST}", f"{_MOST}"), "measured": number(),
        "note": text,
    },
    required=("benefit_id", "month", "value"),
    never_unknown=("note",),
    after=_once_a_month,
)  # fmt: skip


def benefits(plan: Reader) -> list[Row]:
    """One row a live benefit, by initiative and kind: id, version, the columns of BENEFIT, initiative (its name) and what lapsed.

    `lapsed_from` had signed for it, on `lapsed_signed_on`, until it was changed in what was signed for; both None for one that
    is signed, never was, or whose signature was taken back.
    """
    return plan.rows(_BENEFITS)


def values(plan: Reader) -> list[Row]:
    """What came true, by benefit and month: id, version, benefit_id, month (first day), value, measured, note."""
    return plan.rows(_VALUES)


# A signature lapsed where the last change of it emptied it in the save that changed what was signed for.
_BENEFITS = """
with emptied as (
    select key, changed_at, before as signed_by, after from audit
    where "table" = 'benefit' and "column" = 'confirmed_by'
    qualify row_number() over (partition by key order by id desc) = 1
),
lapsed as (
    select emptied.key, emptied.signed_by,
        cast(max(beside.before) filter (beside."column" = 'confirmed_on') as date) as signed_on
    from emptied
    join audit as beside
        on beside."table" = 'benefit' and beside.key = emptied.key and beside.changed_at = emptied.changed_at
    where emptied.after is null
    group by all
    having count(*) filter (beside."column" in ('kind', 'monthly', 'realisation', 'ramp_months', 'start_on')) > 0
)
select benefit.* exclude (deleted_at), initiative.name as initiative,
    case when confirmed_by is null then lapsed.signed_by end as lapsed_from,
    case when confirmed_by is null then lapsed.signed_on end as lapsed_signed_on
from benefit join initiative on initiative.id = initiative_id and initiative.deleted_at is null
left join lapsed on lapsed.key = benefit.id
where benefit.deleted_at is null
order by initiative_id, list_position(['cash', 'avoided', 'time', 'experience'], kind), benefit.id
"""

_VALUES = """
select benefit_value.* exclude (deleted_at)
from benefit_value
join benefit on benefit.id = benefit_id and benefit.deleted_at is null
join initiative on initiative.id = initiative_id and initiative.deleted_at is null
where benefit_value.deleted_at is null order by benefit_id, month, benefit_value.id
"""

_TWICE = """
select month from benefit_value where deleted_at is null
group by benefit_id, month having count(*) > 1 order by month limit 1
"""
