"""The page Value below its charts: initiatives down to the month, periods, worth, signatures, measuring, editing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.numbers import fiscal_year_label
from itstrat.reports import value
from itstrat.reports.value_figures import NAMES
from itstrat.reports.value_worth import rate_label
from itstrat.ui import (
    layout,
    plan,
    roadmap_edit,
    saves,
    tabbed,
    value_edit,
    value_measure,
    value_signing,
    value_table,
    value_view,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.reports.statement import Scope
    from itstrat.reports.value import ValueReport

_WORTH = {
    "npv": "Net present value",
    "npv_so_far": "The same with what came true",
    "payback": "Payback",
    "discounted": "Discounted payback",
    "internal_rate": "Internal rate a year",
}
_MONTH = {
    "month": "Month",
    "benefit": "Benefit",
    "kind": "Kind",
    "projected": "Projected",
    "realised": "Realised",
    "hours_projected": "Hours projected",
    "hours_realised": "Hours released",
    "baseline": "Before",
    "measured": "Measured",
    "unit": "Unit",
    "note": "Note",
}
_PERIOD = {
    "period": "Period",
    "initiative": "Initiative",
    "benefit": "Benefit",
    "kind": "Kind",
    "projected": "Projected",
    "realised": "Realised",
    "unmeasured": "Months not measured",
    "hours_projected": "Hours projected",
    "hours_realised": "Hours released",
    "baseline": "Before",
    "measured": "Measured last",
    "unit": "Unit",
}


def show(said: ValueReport, scope: Scope) -> None:
    """The tabs; the open one is in the address, and only that one is worked out."""
    parts: dict[str, Callable[[ValueReport, Scope], None]] = {
        "Initiatives": _initiatives,
        "By period": _periods,
        "Five years": _worth,
        "Signatures": value_signing.show,
        "Measure": value_measure.show,
        "Edit": value_edit.show,
        "Saved changes": saves.show,
    }
    tabbed.show("value_tab", parts, said, scope)


def _initiatives(said: ValueReport, scope: Scope) -> None:
    """Each initiative with what came true of what was projected to date, and one of them month by month."""
    layout.aside(
        f"To date, in {said.currency}: what came true of what was projected, kind by kind. Present value and payback count "
        "cash alone, over five years from the first month of work."
    )
    told = value_table.with_paybacks(said.initiatives)
    told["run_grow"] = [word or "unknown" for word in told["run_grow"]]
    for kind in NAMES:
        told[kind] = value_table.realised_of(told, kind, said.currency)
    names = {"code": "Code", "initiative": "Initiative", "run_grow": "For"}
    names |= {kind: f"{said_as} realised" for kind, said_as in NAMES.items()} | _WORTH
    value_table.show(told, names, "value_initiatives", shares=("internal_rate",))
    stated = said.initiatives[said.initiatives["id"].isin(said.benefits["initiative_id"])]
    if len(stated):
        rows: Any = stated.rename(columns={"initiative": "name"}).to_dict("records")
        ids = roadmap_edit.named(rows)
        st.subheader("One initiative, month by month", anchor=False)
        chosen = st.selectbox("Initiative", list(ids), key="value_initiative", bind="query-params")
        months = plan.report(value.months, scope, value_view.asked(), int(ids[chosen]))
        value_table.show(
            layout.months(months, "month"), _MONTH, "value_months", levels=("baseline", "measured")
        )


def _periods(said: ValueReport, scope: Scope) -> None:
    """Every benefit by quarter or fiscal year."""
    label = fiscal_year_label(scope.fiscal_year)
    with st.container(horizontal=True, vertical_alignment="bottom", key="value_period_choice"):
        by = st.segmented_control(
            "By", ["Quarter", "Fiscal year"], default="Quarter", required=True, key="value_by"
        )
        kind = st.selectbox(
            "Kind", list(NAMES), index=None, placeholder="Every kind", format_func=NAMES.__getitem__, key="value_kind"
        )  # fmt: skip
        only = st.checkbox(f"{label} only", key="value_year_only")
    frame = said.quarters if by == "Quarter" else said.years
    if kind:
        frame = frame[frame["kind"] == kind]
    if only:
        frame = frame[frame["period"].str.startswith(label)]
    layout.aside(
        f"In {said.currency}. Projected for the whole period, realised in its months that have ended. Two kinds of value never "
        "make a sum."
    )
    value_table.show(frame, _PERIOD, "value_periods", levels=("baseline", "measured"))


def _worth(said: ValueReport, scope: Scope) -> None:
    """Five years of each initiative against one kind at a time."""
    del scope
    layout.aside(
        f"Five years from the first month of work at {rate_label(said.discount_rate)}, in {said.currency}: one-off and run "
        "cost against one kind of value alone. Only the rows of cash speak of money that can be spent."
    )
    names = {"initiative": "Initiative", "kind": "Kind", "cost": "Cost", "value": "Value"} | _WORTH
    value_table.show(
        value_table.with_paybacks(said.worth),
        names | {"profitability": "Gains over losses"},
        "value_worth",
        shares=("internal_rate",),
        levels=("profitability",),
    )
