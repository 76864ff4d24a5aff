"""How the kinds of file of the roadmap become records of the plan."""

from __future__ import annotations

from decimal import Decimal

from itstrat.store import objective
from itstrat.store.benefit import BENEFIT, VALUE
from itstrat.store.links import LINK
from itstrat.store.milestone import MILESTONE
from itstrat.store.records import Target
from itstrat.store.team import CAP, TEAM

_NOTHING = Decimal(0)
# Ids in the place of codes and names are put in by roadmap_imports before the rows are taken.
TARGETS: dict[str, Target] = {
    "objectives": Target(
        table="objective",
        columns=tuple(objective.OBJECTIVE.columns),
        keys=(("code",),),
        fallback=("name",),
        defaults={"note": ""},
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
        columns=tuple(LINK.columns),
        fallback=("before_id", "after_id", "kind"),
        defaults={"kind": "FS", "lag_days": 0},
    ),
    "milestones": Target(
        table="milestone",
        columns=tuple(MILESTONE.columns),
        fallback=("name", "initiative_id"),
        defaults={"board": True},
    ),
    "teams": Target(table="team", columns=tuple(TEAM.columns), fallback=("name",)),
    "budget-caps": Target(
        table="budget_cap", columns=tuple(CAP.columns), fallback=("fiscal_year",)
    ),
    "benefits": Target(
        table="benefit",
        columns=tuple(BENEFIT.columns),
        fallback=("initiative_id", "kind", "name"),
        defaults={"name": "", "monthly": _NOTHING, "note": ""},
    ),
    "benefit-values": Target(
        table="benefit_value",
        columns=tuple(VALUE.columns),
        fallback=("benefit_id", "month"),
        defaults={"note": ""},
    ),
}  # fmt: skip
SUPPORT = Target(
    table="objective_support",
    columns=tuple(objective.SUPPORT.columns),
    fallback=("objective_id", "initiative_id"),
)

# The column whose sum reconciles a file of this kind.
MONEY: dict[str, str] = {
    "initiatives": "one_off", "budget-caps": "amount", "benefits": "monthly", "benefit-values": "value",
}  # fmt: skip
