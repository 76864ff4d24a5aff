"""What the budget would be with an objective: the inputs its type and its drivers set, and the way to Budget with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import fiscal_year_label
from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.planning.objectives import OBJECTIVES, objective_values
from itstrat.ui import input_words, inputs, layout, plan
from itstrat.ui.scope import address
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.objective_frames import ObjectiveSaid
    from itstrat.reports.objectives import ObjectivesReport
    from itstrat.reports.statement import Scope

_PLAN = "Approved plan"


def show(said: ObjectivesReport, scope: Scope) -> None:
    """Each objective that moves the forecast: its budget by fiscal year beside the plan's, and the way to see it all."""
    people = plan.budget_report(scope, inputs.planned()).people
    if people is None:
        layout.aside(
            "A preset starts from today's people, and the plan does not know how many; its drivers still count."
        )
    moving = [(one, found) for one in said.objectives if (found := _inputs(one, people)) is not None]
    if not moving:
        st.markdown("No objective has a type or drivers yet, so none moves the forecast.")
        return
    scenarios = ((_PLAN, inputs.planned()), *((_label(one), found) for one, found in moving))
    frame = plan.budget_compare(scope, scenarios)
    layout.aside(f"Planned spend by fiscal year in {said.currency}, all else as in the approved plan")
    layout.table(
        _by_year(frame), "objective_budget", money=[fiscal_year_label(int(year)) for year in frame["fiscal_year"].unique()],
        alt="Planned spend by fiscal year, of the approved plan and with each objective",
    )  # fmt: skip
    for one, found in moving:
        st.markdown(plain(f"{_label(one)}: {_words(found, said.currency)}"))
        if not layout.board_view():
            asked = address() | _preset(found)
            st.page_link("pages/budget.py", label="See it on Budget →", query_params=asked)


def _label(one: ObjectiveSaid) -> str:
    return f"{one.number} {one.name}"


def values(one: ObjectiveSaid, people: Decimal | None) -> dict[str, Any]:
    """The inputs an objective sets: the preset of its type for so many people, and over it its own drivers."""
    preset = OBJECTIVES.get(one.type or "")
    found: dict[str, Any] = objective_values(preset, people) if preset and people is not None else {}
    return found | {name: value for name, value in one.drivers.items() if name in ASSUMPTIONS}


def _inputs(one: ObjectiveSaid, people: Decimal | None) -> Inputs | None:
    """The plan's inputs with those of the objective; None where it sets nothing, or what cannot be."""
    wanted = values(one, people)
    try:
        return inputs.planned().with_values(wanted) if wanted else None
    except ItstratError as fault:
        st.warning(plain(f"{one.name}: {fault}"))
        return None


def _preset(found: Inputs) -> dict[str, str]:
    """The inputs that differ from the plan, as an address holds them."""
    return {
        name: str(input_words.cell(one, found.value(name)))
        for name, one in ASSUMPTIONS.items()
        if found.value(name) != inputs.planned().value(name)
    }


def _words(found: Inputs, currency: str) -> str:
    changed = input_words.differences(inputs.planned(), found, currency)
    return " · ".join(f"{one.label} {one.before} → {one.after}" for one in changed) or "as the plan has it"


def _by_year(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a scenario, one column a fiscal year."""
    rows: dict[str, dict[str, Any]] = {}
    for row in frame.to_dict("records"):
        amounts = rows.setdefault(str(row["scenario"]), {})
        amounts[fiscal_year_label(int(row["fiscal_year"]))] = float(row["plan"])
    return pd.DataFrame([{"With": name} | amounts for name, amounts in rows.items()])
