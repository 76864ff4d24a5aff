"""The parts of the page Data: import, what was imported, data quality, history, templates. Only the open tab runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from itstrat.charts import quality as charts
from itstrat.ingest.batches import undo_batch
from itstrat.ingest.kinds import kinds
from itstrat.numbers import day_label, percent, plural
from itstrat.reports import data
from itstrat.ui import access, faults, import_result, importing, layout, paging, plan, tabbed
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.reports.data import DataReport
    from itstrat.reports.statement import Scope

_HISTORY_ROWS = 100


def show(said: DataReport, scope: Scope) -> None:
    """Five tabs; the open one is in the address."""
    parts = {
        "Import": _import,
        "Imports made": _made,
        "Quality": _quality,
        "History": _history,
        "Templates": _templates,
    }
    tabbed.show("data_tab", parts, said, scope)


def _import(said: DataReport, scope: Scope) -> None:
    del said, scope  # a file says what it is by itself
    importing.wizard()


def _made(said: DataReport, scope: Scope) -> None:
    total = plan.report(data.imports_made, scope, 0, 1).total
    if not total:
        st.markdown("Nothing has been imported yet.")
        return
    page = plan.report(data.imports_made, scope, paging.first_row(total, "batch_page"), paging.PAGE_ROWS)
    money = ["Money accepted", "Money refused"]
    layout.table(page.frame, "batches", money=money, alt=f"Imports with rows and money in {said.currency}")
    if not layout.editors_only():
        return
    labels = {
        f"{row['Number']}: {row['File']}, {row['Rows']:,} rows of {row['When (UTC)']}": int(row["Number"])
        for row in page.frame.to_dict("records")
        if not row["Undone"]
    }
    st.session_state["_batches"] = labels
    with st.container(horizontal=True, vertical_alignment="bottom", key="batch_choice"):
        chosen = st.selectbox("One import", list(labels), index=None, key="batch_which")
        st.button("Undo this import", key="batch_undo", disabled=chosen is None, on_click=_undo)
    layout.aside(
        "Undo takes its rows out again and puts changed values back. What somebody changed since stays, and what later "
        "files held too is read from them again."
    )
    if chosen in labels:
        _refused(labels[chosen], scope)


def _refused(batch_id: int, scope: Scope) -> None:
    total = plan.report(data.refused_rows, scope, batch_id, 0, 1).total
    if not total:
        st.markdown("No row of it was refused.")
        return
    first = paging.first_row(total, f"refused_page_{batch_id}")
    page = plan.report(data.refused_rows, scope, batch_id, first, paging.PAGE_ROWS)
    st.markdown(f"{plural(total, 'row')} refused, with the reason:")
    layout.table(page.frame, f"refused_{batch_id}", alt="Refused rows with line, column, value and reason")
    import_result.mend(batch_id, f"mend_{batch_id}")


def _quality(said: DataReport, scope: Scope) -> None:
    if said.drivers.empty:
        st.markdown("Nothing can be measured before there is money in the plan.")
        return
    layout.chart(
        charts.quality(said.drivers, look=layout.look()),
        "data_quality",
        said.drivers_title,
        "Share of each driver's money: required fields filled, rules kept, seen recently, backed by a source",
        f"Source: the whole plan, the ledger and the budget of twelve months, as of {day_label(scope.as_of)}",
    )
    for reason in said.reasons:
        layout.aside(f"Grade {said.grade}: {reason}")
    if said.gaps.empty:
        return
    st.subheader(plain(said.gaps["explanation"].iloc[0]), anchor=False)
    frame = pd.DataFrame(
        {
            "What is missing": said.gaps["input"],
            "Share of the uncertainty": [percent(share) for share in said.gaps["share"]],
            "The range shrinks by": [percent(share) for share in said.gaps["narrowing"]],
        }
    )
    layout.table(frame, "gaps", alt="Missing inputs by how much they would narrow next year's range")
    layout.aside("The range: eight in ten outcomes of the next twelve months, as far as these gaps widen it.")


def _history(said: DataReport, scope: Scope) -> None:
    del said
    tables, people = plan.report(data.audited, scope)
    with st.container(horizontal=True, key="history_choice"):
        table = st.selectbox(
            "What", tables, index=None, placeholder="All", key="history_table", bind="query-params",
            format_func=lambda name: name.replace("_", " "),
        )  # fmt: skip
        who = st.selectbox(
            "Who", people, index=None, placeholder="Everybody", key="history_who", bind="query-params"
        )
    total = plan.report(data.history, scope, table, who, 0, 1).total
    if not total:
        st.markdown("No change is recorded yet.")
        return
    first = paging.first_row(total, "history_page", _HISTORY_ROWS)
    personal = access.role() == "editor"
    page = plan.report(data.history, scope, table, who, first, _HISTORY_ROWS, personal=personal)
    layout.table(page.frame, "history", alt="Changes, newest first, with values before and after")


def _templates(said: DataReport, scope: Scope) -> None:
    del said, scope
    layout.aside(
        "The demo company's files. Keep the first line, replace the rows; an empty cell means unknown. You need them "
        "only for what no other tool exports."
    )
    folder = plan.store().settings.demo
    with st.container(horizontal=True, key="templates"):
        for kind in kinds():
            path = folder / f"{kind}.csv"
            if path.is_file():
                st.download_button(
                    path.name,
                    path.read_bytes,
                    path.name,
                    "text/csv",
                    key=f"template_{kind}",
                    on_click="ignore",
                )


@access.editor_action
def _undo() -> None:
    batch_id = st.session_state["_batches"][st.session_state["batch_which"]]
    taken = undo_batch(plan.store(), batch_id, access.who())
    undone = taken.undone
    said = (
        f"Undone: {plural(undone.lines_removed, 'ledger line')} removed, {plural(undone.records_retired, 'record')} "
        f"retired, {plural(undone.values_restored, 'value')} put back."
    )
    if taken.restored:
        said += f" {plural(taken.restored, 'row')} came back from {', '.join(taken.again)}."
    for what in (*undone.kept, *taken.lost):
        said += f" Stays: {what}."
    faults.notice(said, good=not taken.lost)
