"""How each kind of file becomes records of the plan."""

from __future__ import annotations

from itstrat.store import kinds_roadmap, kinds_security
from itstrat.store.records import Target

_PARTIES = {"vendor": "vendor", "department": "department"}

TARGETS = {
    "departments": Target(
        table="department",
        columns=("name", "code", "head", "headcount", "headcount_planned"),
        fallback=("name",),
    ),
    "people": Target(
        table="person",
        columns=("name", "employee_number", "email", "title", "location", "fte", "started_on", "ended_on"),
        keys=(("employee_number",), ("email",)),
        fallback=("name",),
        names={"department": "department"},
    ),
    "asset-classes": Target(
        table="asset_class",
        columns=(
            "name", "technology_class", "useful_life_months", "price_today", "price_inflation", "price_on", "source",
        ),
        fallback=("name",),
    ),
    "assets": Target(
        table="asset",
        columns=(
            "tag", "serial", "name", "model", "manufacturer", "assigned_to", "location", "status", "order_number",
            "purchased_on", "cost", "warranty_months", "warranty_end_on", "support_end_on", "os_end_on", "lease_end_on",
            "replace_on", "retired_on",
        ),
        keys=(("tag",), ("serial",)),
        fallback=("name", "purchased_on"),
        stamps=("first_seen_on",),
        named_by=("tag", "serial"),
        names={"class": "asset_class", **_PARTIES},
    ),
    "contracts": Target(
        table="contract",
        columns=(
            "number", "name", "technology_class", "category", "owner", "start_on", "initial_months", "renewal_months",
            "end_on", "notice_days", "notice_months", "auto_renew", "amount", "billing", "unit_price", "uplift",
            "uplift_cap", "seats_paid", "seats_assigned", "seats_idle", "decision",
        ),
        keys=(("number", "name"),),
        fallback=("vendor_id", "name"),
        names=_PARTIES,
        repeats=True,
    ),
    "company": Target(
        table="company",
        columns=("name", "currency", "fiscal_year_start"),
        # There is one company in a plan, so any row speaks of it.
        fallback=(),
    ),
    "seats": Target(
        table="seat",
        columns=("title", "arrangement"),
        fallback=("title", "department_id", "person_id"),
        names={"department": "department", "person": "person", "backup_person": "person"},
        repeats=True,
    ),
    "systems": Target(
        table="system",
        columns=("name", "purpose", "business_owner", "it_owner", "criticality", "lifecycle", "users"),
        fallback=("name",),
        names={"vendor": "vendor"},
    ),
    "it-rules": Target(
        table="it_rule",
        columns=("rank", "field", "pattern", "verdict", "note"),
        fallback=("field", "pattern"),
    ),
    "budget": Target(
        table="budget_line",
        columns=("edition", "month", "category", "capital", "description", "amount"),
        fallback=("edition", "month", "department_id", "category", "vendor_id", "capital", "description"),
        defaults={"edition": "approved", "category": "", "description": ""},
        names=_PARTIES,
        repeats=True,
    ),
    **kinds_roadmap.TARGETS,
    **kinds_security.TARGETS,
}  # fmt: skip

KPI = Target(
    table="kpi",
    columns=(
        "name", "unit", "direction", "target", "baseline", "owner", "cadence_months", "reviewed_on", "reviewed_by",
    ),
    fallback=("name", "department_id"),
    names={"department": "department"},
)  # fmt: skip
KPI_VALUE = Target(
    table="kpi_value",
    columns=("kpi_id", "month", "value"),
    fallback=("kpi_id", "month"),
)

# The column whose sum reconciles a file of this kind.
MONEY = {
    "assets": "cost",
    "contracts": "amount",
    "budget": "amount",
    **kinds_roadmap.MONEY,
    **kinds_security.MONEY,
}
