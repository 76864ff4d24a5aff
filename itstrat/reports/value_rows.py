"""The rows of the page Value: initiatives, their benefits with signatures, and what nobody measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.benefits import KINDS
from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from itstrat.reports.value_basis import Basis

_ABOUT = ("code", "component", "department", "owner", "run_grow", "one_off", "run_monthly", "finish_on")
_WORTH = ("npv", "npv_so_far", "payback_years", "discounted_payback_years", "internal_rate")
_BENEFIT = (
    "initiative_id", "initiative", "name", "unit", "baseline", "monthly", "hours_monthly", "owner", "confirmed_by",
    "confirmed_on",
)  # fmt: skip
_UNMEASURED = ("id", "initiative", "benefit", "kind", "owner", "first", "last", "months", "projected")


def initiatives(basis: Basis, worths: pd.DataFrame) -> pd.DataFrame:
    """A row an initiative of the scope, by start: what it is, realised and projected to date by kind, its worth in cash.

    A kind it does not state is None. npv, npv_so_far, paybacks (years) and internal_rate (a year) are those of cash alone
    over five years; npv is None for one without dates, a payback also where it never pays back.
    """
    cash = {row["initiative_id"]: row for row in worths.to_dict("records") if row["kind"] == "cash"}
    rows = []
    for row in basis.rows:
        members = basis.of_initiative.get(row["id"], [])
        found = cash.get(row["id"])
        told = {"id": row["id"], "initiative": row["name"]} | {name: row[name] for name in _ABOUT}
        for kind in KINDS:
            own = [one for one in members if one.kind == kind]
            told[f"{kind}_projected"] = sum((one.projected for one in own), ZERO) if own else None
            told[f"{kind}_realised"] = sum((one.realised for one in own), ZERO) if own else None
        told |= {name: found[name] if found else None for name in _WORTH}
        rows.append(told)
    sides = [f"{kind}_{side}" for kind in KINDS for side in ("projected", "realised")]
    return pd.DataFrame(rows, columns=["id", "initiative", *_ABOUT, *sides, *_WORTH], dtype=object)


def benefits(basis: Basis) -> pd.DataFrame:
    """A row a benefit: what it is to bring from when on, its signature, realised and projected to date.

    `monthly` is before the share that comes true (`realisation`), `yearly` after it. `lowers_budget`: signed cash only.
    """
    rows = [
        {"id": one.row["id"], "kind": one.kind}
        | {name: one.row[name] for name in _BENEFIT}
        | {
            "starts_on": one.benefit.starts_on,
            "ramp_months": one.benefit.ramp_months,
            "realisation": one.benefit.share,
            "yearly": one.benefit.yearly,
            "lowers_budget": one.benefit.lowers_budget,
            "projected": one.projected,
            "realised": one.realised,
            "unmeasured": len(one.unmeasured),
        }
        for one in basis.stated
    ]
    late = (
        "starts_on",
        "ramp_months",
        "realisation",
        "yearly",
        "lowers_budget",
        "projected",
        "realised",
        "unmeasured",
    )
    return pd.DataFrame(rows, columns=["id", "kind", *_BENEFIT, *late], dtype=object)


def unmeasured(basis: Basis) -> pd.DataFrame:
    """A row a benefit with months nobody measured, the dearest first: how many, from first to last, what was projected."""
    rows = []
    for one in basis.stated:
        if one.unmeasured:
            row = one.row
            about = (row["id"], row["initiative"], row["name"], one.kind, row["owner"])
            missing = one.unmeasured
            rows.append((*about, missing[0], missing[-1], len(missing), one.projected_in(missing)))
    rows.sort(key=lambda row: -row[-1])
    return pd.DataFrame(rows, columns=[*_UNMEASURED], dtype=object)
