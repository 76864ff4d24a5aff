"""How the kinds of file of the roadmap become records of the plan."""

from __future__ import annotations

from decimal import Decimal

from itstrat.store.records import Target

_NOTHING = Decimal(0)
# Ids in the place of codes and names are put in by roadmap_imports before the rows are taken.
TARGETS: dict[str, Target] = {
    "objectives": Target(
        table="objective",
        columns=(
            "code", "name", "type", "owner", "start_on", "due_on", "measure", "unit", "baseline", "current",
            "current_on", "target", "weight", "note",
        ),
        keys=(("code",),),
        fallback=("name",),
        defaults={"note": ""},
        names={},
    ),
    "initiatives": Target(
        table="initiative",
        columns=(
            "code", "name", "component", "owner", "effort", "start_on", "finish_on", "duration_days",
            "approved_start_on", "approved_finish_on", "progress", "progress_on", "one_off", "run_monthly", "capital",
            "mandatory", "deadline_on", "option_group", "run_grow", "status_override", "status_reason", "note",
        ),
        keys=(("code",),),
        fallback=("name",),
        defaults={
            "one_off": _NOTHING, "run_monthly": _NOTHING, "capital": False, "mandatory": False, "note": "",
        },
        names={"department": "department", "team": "team"},
    ),
    "initiative-links": Target(
        table="initiative_link",
        columns=("before_id", "after_id", "kind", "lag_days"),
        keys=(),
        fallback=("before_id", "after_id", "kind"),
        defaults={"kind": "FS", "lag_days": 0},
        names={},
    ),
    "milestones": Target(
        table="milestone",
        columns=("initiative_id", "name", "due_on", "approved_on", "done_on", "board"),
        keys=(),
        fallback=("name", "initiative_id"),
        defaults={"board": True},
        names={},
    ),
    "teams": Target(table="team", columns=("name", "capacity"), keys=(), fallback=("name",), names={}),
    "budget-caps": Target(
        table="budget_cap", columns=("fiscal_year", "amount"), keys=(), fallback=("fiscal_year",), names={}
    ),
    "benefits": Target(
        table="benefit",
        columns=(
            "initiative_id", "kind", "name", "unit", "baseline", "monthly", "hours_monthly", "start_on", "ramp_months",
            "realisation", "owner", "confirmed_by", "confirmed_on", "note",
        ),
        keys=(),
        fallback=("initiative_id", "kind", "name"),
        defaults={"name": "", "monthly": _NOTHING, "note": ""},
        names={},
    ),
    "benefit-values": Target(
        table="benefit_value",
        columns=("benefit_id", "month", "value", "measured", "note"),
        keys=(),
        fallback=("benefit_id", "month"),
        defaults={"note": ""},
        names={},
    ),
}  # fmt: skip
SUPPORT = Target(
    table="objective_support",
    columns=("objective_id", "initiative_id", "strength"),
    keys=(),
    fallback=("objective_id", "initiative_id"),
    names={},
)

# The column whose sum reconciles a file of this kind.
MONEY: dict[str, str] = {
    "initiatives": "one_off", "budget-caps": "amount", "benefits": "monthly", "benefit-values": "value",
}  # fmt: skip
