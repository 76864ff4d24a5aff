"""What the parts of the page Security share: which framework is looked at, and the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.reports import security
from itstrat.store import framework as frameworks
from itstrat.ui import inputs, layout, plan
from itstrat.ui.scope import further

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.security import SecurityReport
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

_KEY = "framework"


def framework(scope: Scope) -> str | None:
    """The code of the framework to look at: as chosen here or in the address, else None, for the report to choose.

    A choice is drawn, in the sidebar, only where there are several.
    """
    names = plan.report(_names, scope)
    if layout.board_view():
        return names.get(st.query_params.get(_KEY, ""))
    if len(names) < 2:
        return None
    usual = said(scope, None).framework
    at = next((place for place, code in enumerate(names.values()) if code == usual), 0)
    chosen = further().selectbox("Framework", list(names), index=at, key=_KEY, bind="query-params")
    return names.get(chosen or "")


def said(scope: Scope, code: str | None) -> SecurityReport:
    """The report under the inputs of the sidebar; security is the whole company's, whatever department is chosen."""
    return plan.report(security.report, replace(scope, department_id=None), asked(), code)


def planned(scope: Scope) -> SecurityReport:
    """The report under the inputs of the approved plan, for whoever does not ask what if."""
    return plan.report(
        security.report, replace(scope, department_id=None), inputs.planned().moving("security")
    )


def asked() -> Inputs:
    """The inputs that move the report."""
    return inputs.chosen().moving("security")


def about(code: str | None) -> str:
    """What a chart depends on beside the plan and the scope."""
    return f"{code} {asked()}"


def _names(store: Store, _scope: Scope) -> dict[str, str]:
    """Code by name; of two frameworks with one name the second is told apart by its code."""
    with store.snapshot() as reader:
        found: list[Row] = frameworks.frameworks(reader)
    names: dict[str, str] = {}
    for row in found:
        names[row["name"] if row["name"] not in names else f"{row['name']} ({row['code']})"] = row["code"]
    return names
