"""How the kinds of file of the security baseline become records of the plan."""

from __future__ import annotations

from decimal import Decimal

from itstrat.store.records import Target

_EFFECTS = tuple(f"{what}_{bound}" for what in ("frequency", "loss") for bound in ("low", "likely", "high"))

# Ids in the place of codes and names are put in by security_imports before the rows are taken.
TARGETS: dict[str, Target] = {
    "controls": Target(
        table="control",
        columns=("framework_id", "code", "title", "parent_code", "level", "part", "rank"),
        keys=(),
        fallback=("framework_id", "code"),
        names={},
    ),
    "assessments": Target(
        table="assessment",
        columns=(
            "control_id", "part", "assessed_on", "assessor", "level", "target", "scale", "status", "evidence",
            "evidence_on", "cadence_months", "owner", "due_on", "note",
        ),
        keys=(),
        fallback=("control_id", "part", "assessed_on"),
        defaults={"part": "", "scale": "tier", "note": ""},
        names={},
    ),
    "obligations": Target(
        table="obligation",
        columns=("name", "kind", "party", "due_on", "owner", "note"),
        keys=(),
        fallback=("name",),
        defaults={"note": ""},
        names={},
    ),
    "risks": Target(
        table="risk",
        columns=(
            "code", "name", "part", "owner", "frequency", "loss_low", "loss_high", "loss_most", "likelihood", "impact",
            "treatment", "reviewed_on", "note",
        ),
        keys=(("code",),),
        fallback=("name",),
        defaults={"note": ""},
        names={},
    ),
    "appetites": Target(
        table="appetite",
        columns=("part", "amount", "approved_on", "approved_by"),
        keys=(),
        fallback=("part",),
        names={},
    ),
    "upgrades": Target(
        table="upgrade",
        columns=("code", "name", "layer", "owner", "one_off", "run_yearly", "life_years", "months", "note"),
        keys=(("code",),),
        fallback=("name",),
        defaults={"one_off": Decimal(0), "run_yearly": Decimal(0), "life_years": Decimal(3), "months": 3, "note": ""},
        names={},
    ),
    "upgrade-effects": Target(
        table="upgrade_effect",
        columns=("upgrade_id", "risk_id", *_EFFECTS),
        keys=(),
        fallback=("upgrade_id", "risk_id"),
        names={},
    ),
    "eol": Target(
        table="product_cycle",
        columns=(
            "vendor", "product", "cycle", "label", "released_on", "support_end_on", "extended_end_on", "supported",
            "source",
        ),
        keys=(),
        fallback=("product", "cycle"),
        names={},
    ),
}  # fmt: skip

# The column whose sum reconciles a file of this kind.
MONEY: dict[str, str] = {"appetites": "amount", "upgrades": "one_off"}
