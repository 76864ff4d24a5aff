"""What the baseline is told by hand: assessments with their history, risks, obligations, appetite, upgrades, cycles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.store import assessment, framework, obligation, product_cycle, risk, upgrade
from itstrat.ui import cells, kept_rows, layout, plan, security_cells, security_links, tabbed
from itstrat.ui.kept_rows import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from itstrat.reports.security import SecurityReport
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.entering import Noun
    from itstrat.store.reading import Reader, Row
    from itstrat.ui.cells import Cell

_READ: Mapping[str, Callable[[Reader], list[Row]]] = {
    "risk": risk.risks,
    "obligation": obligation.obligations,
    "appetite": risk.appetites,
    "upgrade": upgrade.upgrades,
    "effect": upgrade.effects,
    "product cycle": product_cycle.cycles,
}


def show(said: SecurityReport, scope: Scope) -> None:
    """One table at a time."""
    parts: dict[str, Callable[[SecurityReport, Scope], None]] = {
        "Assessments": _assessments,
        "Risks": _risks,
        "Obligations": _obligations,
        "Appetite": _appetites,
        "Upgrades": _upgrades,
        "What upgrades do": _effects,
        "Product cycles": _cycles,
    }
    tabbed.tables("security_table", parts, said, scope)


def _assessments(said: SecurityReport, scope: Scope) -> None:
    """The history of one control, newest first: a new answer is added, the older ones stay."""
    names = plan.report(_controls, scope, said.framework)
    chosen = st.selectbox("Control", list(names), index=None, placeholder="Choose one", key="assess_control")
    if chosen is None:
        st.markdown("Choose a control to see how it was assessed, and to assess it anew; its history stays.")
        return
    columns = security_cells.assessed(
        said.lowest, said.lowest + len(said.levels) - 1, said.scale, scope.as_of
    )
    kept = Kept(
        "assessment",
        "assessment",
        cells.fields(columns),
        assessment.ASSESSMENT.save,
        assessment.ASSESSMENT.enter,
        assessment.ASSESSMENT.retire,
        partial(cells.form, columns, "assessment"),
        partial(_assessed, names[chosen], said.scale, columns),
        lambda row: f"{row['Assessed on']:%Y-%m-%d}, {row['Status'] or 'no status'}",
    )
    told = (*columns, *security_cells.TOLD)
    kept_rows.show(kept, cells.frame(plan.report(_history, scope, names[chosen]), told))


def _risks(said: SecurityReport, scope: Scope) -> None:
    layout.aside(
        f"Losses in {said.currency}. Ordinal ratings of a register stay with it and take no part in a sum."
    )
    _table("risk", security_cells.RISK, risk.RISK, scope, "Risk")
    security_links.show("risk", "Which controls treat a risk", rows(scope, "risk"), risk.set_controls, scope)


def _obligations(said: SecurityReport, scope: Scope) -> None:
    del said
    _table("obligation", security_cells.OBLIGATION, obligation.OBLIGATION, scope, "Obligation")
    owed, title = rows(scope, "obligation"), "Which controls an obligation asks for"
    security_links.show("obligation", title, owed, obligation.set_controls, scope)


def _appetites(said: SecurityReport, scope: Scope) -> None:
    layout.aside(f"In {said.currency}. Without a function it is that of the whole company.")
    _table("appetite", security_cells.APPETITE, risk.APPETITE, scope, "Function")


def _upgrades(said: SecurityReport, scope: Scope) -> None:
    layout.aside(f"In {said.currency}. The one-off cost is spread over the life.")
    _table("upgrade", security_cells.UPGRADE, upgrade.UPGRADE, scope, "Upgrade")
    title = "Which controls an upgrade brings"
    security_links.show("upgrade", title, rows(scope, "upgrade"), upgrade.set_controls, scope)


def _effects(said: SecurityReport, scope: Scope) -> None:
    del said
    layout.aside(
        "What each upgrade takes off how often a risk strikes and off what an event costs, in percent."
    )
    named = ({row["name"]: int(row["id"]) for row in rows(scope, noun)} for noun in ("upgrade", "risk"))
    _table("effect", security_cells.effects(*named), upgrade.EFFECT, scope, "Upgrade")


def _cycles(said: SecurityReport, scope: Scope) -> None:
    del said
    _table("product cycle", security_cells.CYCLE, product_cycle.CYCLE, scope, "Product")


def rows(scope: Scope, noun: str) -> list[Row]:
    """The live records of a noun."""
    return plan.report(_records, scope, noun)


def _table(noun: str, columns: Sequence[Cell], record: Noun, scope: Scope, named_by: str) -> None:
    records = [cell.label for cell in columns if cell.kind == "record"]
    cells.table(noun, columns, record, rows(scope, noun), partial(_label, named_by, records))


def _label(column: str, records: Sequence[str], row: Mapping[Any, Any]) -> str:
    return " → ".join(str(row[name]) for name in records) or str(row[column] or "The whole company")


def _assessed(control: int, scale: str, columns: Sequence[Cell]) -> dict[str, object]:
    return cells.given(columns, "assessment") | {"control_id": control, "scale": scale}


def _records(store: Store, _scope: Scope, noun: str) -> list[Row]:
    with store.snapshot() as reader:
        return _READ[noun](reader)


def _controls(store: Store, _scope: Scope, code: str | None) -> dict[str, int]:
    """The controls of the framework by code and title."""
    with store.snapshot() as reader:
        found = framework.controls(reader)
    return {
        f"{row['code']} {row['title'] or ''}".strip(): row["id"] for row in found if row["framework"] == code
    }


def _history(store: Store, _scope: Scope, control: int) -> list[Row]:
    with store.snapshot() as reader:
        return assessment.history(reader, control)
