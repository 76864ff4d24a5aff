"""How the kinds of file of the security baseline become records of the plan."""

from __future__ import annotations

from decimal import Decimal

from itstrat.store.assessment import ASSESSMENT, TIER
from itstrat.store.obligation import OBLIGATION
from itstrat.store.product_cycle import CYCLE
from itstrat.store.records import Target
from itstrat.store.risk import APPETITE, RISK
from itstrat.store.upgrade import EFFECT, UPGRADE

_NOTHING = Decimal(0)
# Ids in the place of codes and names are put in by security_imports before the rows are taken.
TARGETS: dict[str, Target] = {
    "controls": Target(
        table="control",
        columns=("framework_id", "code", "title", "parent_code", "level", "part", "rank"),
        fallback=("framework_id", "code"),
    ),
    "assessments": Target(
        table="assessment",
        columns=tuple(ASSESSMENT.columns),
        fallback=("control_id", "part", "assessed_on"),
        defaults={"part": "", "scale": TIER, "note": ""},
    ),
    "obligations": Target(
        table="obligation", columns=tuple(OBLIGATION.columns), fallback=("name",), defaults={"note": ""}
    ),
    "risks": Target(
        table="risk", columns=tuple(RISK.columns), keys=(("code",),), fallback=("name",), defaults={"note": ""}
    ),
    "appetites": Target(table="appetite", columns=tuple(APPETITE.columns), fallback=("part",)),
    "upgrades": Target(
        table="upgrade",
        columns=tuple(UPGRADE.columns),
        keys=(("code",),),
        fallback=("name",),
        defaults={"one_off": _NOTHING, "run_yearly": _NOTHING, "life_years": Decimal(3), "months": 3, "note": ""},
    ),
    "upgrade-effects": Target(
        table="upgrade_effect", columns=tuple(EFFECT.columns), fallback=("upgrade_id", "risk_id")
    ),
    "eol": Target(table="product_cycle", columns=tuple(CYCLE.columns), fallback=("product", "cycle")),
}  # fmt: skip

# The column whose sum reconciles a file of this kind.
MONEY: dict[str, str] = {"appetites": "amount", "upgrades": "one_off"}
