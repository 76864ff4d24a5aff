"""The page Security below its first look: loss, what to buy, required and risk, gaps, obligations, support, trend, edits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.charts import exceedance, quadrant, trend
from itstrat.numbers import day_label
from itstrat.reports import security_obligations
from itstrat.ui import (
    drawn,
    layout,
    paging,
    plan,
    said_rows,
    saves,
    searching,
    security_buy,
    security_edit,
    security_support,
    security_view,
    tabbed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.charts.drawing import Chart
    from itstrat.reports.security import SecurityReport
    from itstrat.reports.statement import Scope

_GAPS = {
    "control": "Control",
    "title": "Title",
    "part": "Part",
    "status": "Status",
    "level": "Level",
    "target": "Target",
    "owner": "Owner",
    "due_on": "Due",
    "overdue": "Overdue",
    "required_by": "Required by",
}
_OLD = {
    "control": "Control",
    "title": "Title",
    "owner": "Owner",
    "assessed_on": "Assessed on",
    "evidence_on": "Evidence of",
    "fresh_until": "Counted until",
    "days_over": "Days too old",
}
_OWED = {
    "obligation": "Obligation",
    "kind": "Kind",
    "party": "Asked by",
    "due_on": "Due",
    "days_left": "Days left",
    "share": "Fulfilled",
    "share_high": "If all unknown were",
    "controls": "Controls",
    "met": "Met",
    "open": "Open",
    "unknown": "Unknown",
    "owner": "Owner",
}


def show(said: SecurityReport, scope: Scope) -> None:
    """The tabs; the open one is in the address, and only that one is worked out."""
    parts: dict[str, Callable[[SecurityReport, Scope], None]] = {
        "Loss": _loss,
        "What to buy": security_buy.show,
        "Required and risk": _quadrant,
        "Gaps": _gaps,
        "Obligations": _obligations,
        "End of support": security_support.show,
        "Trend": _trend,
        "Edit": security_edit.show,
        "Saved changes": saves.show,
    }
    tabbed.show("security_tab", parts, said, scope)


def _loss(said: SecurityReport, scope: Scope) -> None:
    """The odds of each yearly loss, by function and by risk."""
    if not said.has_money:
        st.markdown(
            "No risk has an estimate in money: events a year, and what one event costs from low to high."
        )
    else:
        _chart(
            (exceedance.exceedance, "exceedance", said.loss_title), said.curves, said, scope,
            about="10,000 simulated years of all risks together; the appetite is what the board accepts in a 1-in-20 year",
            appetite=said.appetite, currency=said.currency,
        )  # fmt: skip
        st.subheader("By function", anchor=False)
        _table(said.losses, _losses(said.currency), "losses", said.currency, shares=("odds_above",))
    if len(said.risks):
        st.subheader("Risk by risk", anchor=False)
        _table(said.risks, _risks(said.currency), "risks", said.currency, shares=("odds_of_any",))


def _quadrant(said: SecurityReport, scope: Scope) -> None:
    """Required or not, against the risk left; the circle is the cost to close."""
    if said.quadrant.empty:
        st.markdown("No gap is known: assess controls with a level and a target, or with a status.")
        return
    _chart(
        (quadrant.quadrant, "quadrant", said.quadrant_title), said.quadrant, said, scope,
        about="Required: an obligation waits for the control. Risk left: expected loss a year of the risks it treats. Cost: "
        "first year, with the cheapest upgrade", currency=said.currency,
    )  # fmt: skip


def _gaps(said: SecurityReport, scope: Scope) -> None:
    """The register of gaps, fifty at a time, and the evidence that got too old."""
    del scope
    st.subheader(
        "What is below its target or not done: overdue first, then required, then by risk", anchor=False
    )
    words = st.text_input("Find", placeholder="control, title, owner, obligation", key="gaps_words")
    money = {"risk_left": f"Risk left a year ({said.currency})", "cost": f"Cost to close ({said.currency})"}
    names = _GAPS | money | {"upgrade": "Upgrade", "fresh_until": "Evidence counts until"}
    told = said_rows.rows(said.gaps, names, levels=("level", "target"))
    _paged(
        searching.fitting(told, ["Control", "Title", "Owner", "Required by"], words),
        "gaps",
        [*money.values()],
    )
    if len(said.old_evidence):
        st.subheader("Evidence that is too old to count", anchor=False)
        _paged(said_rows.rows(said.old_evidence, _OLD), "old_evidence", [])


def _obligations(said: SecurityReport, scope: Scope) -> None:
    """What must be complied with, and the answers to one of them, to be sent."""
    if said.obligations.empty:
        st.markdown(
            "There is no obligation yet: a law, a contract, an insurer's or a client's demand. Add one under Edit."
        )
        return
    _table(said.obligations, _OWED, "obligations", said.currency, shares=("share", "share_high"))
    st.subheader("Answers to one obligation", anchor=False)
    ids = {
        f"{row['obligation']} ({row['party'] or 'party unknown'})": row["id"]
        for row in said.obligations.to_dict("records")
    }
    chosen = st.selectbox("Obligation", list(ids), key="asked_by", bind="query-params")
    months = security_view.asked().whole("evidence_months")
    answers = plan.report(security_obligations.questionnaire, scope, ids[chosen], months)
    names = {name: name for name in answers.columns}
    told = said_rows.rows(answers, names, levels=("Level", "Target"))
    key = f"answers_{ids[chosen]}_{scope.as_of}"
    layout.table(told, key, alt="What the obligation asks for, with answer, evidence and owner")


def _trend(said: SecurityReport, scope: Scope) -> None:
    """The share at target over the assessments."""
    if said.trend.empty:
        st.markdown("There is no assessment yet.")
        return
    _chart(
        (trend.trend, "trend", said.trend_title), said.trend, said, scope,
        about="Share of controls at or above target at the end of each month with assessments; the band is what is unknown",
    )  # fmt: skip


def _chart(
    what: tuple[Callable[..., Chart], str, str],
    frame: pd.DataFrame,
    said: SecurityReport,
    scope: Scope,
    *,
    about: str,
    **named: Any,
) -> None:
    draw, key, title = what
    shown = drawn.chart(draw, frame, scope, security_view.about(said.framework), **named)
    layout.chart(shown, key, title, about, f"Source: the plan, as of {day_label(scope.as_of)}")


def _table(
    frame: pd.DataFrame, names: dict[str, str], key: str, currency: str, *, shares: tuple[str, ...]
) -> None:
    told = said_rows.rows(frame, names, shares=shares)
    layout.table(
        told,
        key,
        money=[name for name in told.columns if name.endswith(f"({currency})")],
        alt=f"Table: {key}",
    )


def _paged(told: pd.DataFrame, key: str, money: list[str]) -> None:
    if told.empty:
        st.markdown("Nothing fits.")
        return
    layout.paged_table(
        partial(paging.at_hand, told), len(told), key, money=money, alt=f"Table: {key.replace('_', ' ')}"
    )


def _losses(currency: str) -> dict[str, str]:
    return {
        "part": "Function",
        "risks": "Risks",
        "ale": f"Expected a year ({currency})",
        "p90": f"1-in-10 year ({currency})",
        "p95": f"1-in-20 year ({currency})",
        "appetite": f"Appetite ({currency})",
        "odds_above": "Odds above it",
    }


def _risks(currency: str) -> dict[str, str]:
    return {
        "code": "Risk ID",
        "risk": "Risk",
        "part": "Function",
        "owner": "Owner",
        "treatment": "Treatment",
        "odds_of_any": "Odds in a year",
        "ale": f"Expected a year ({currency})",
        "p90": f"1-in-10 year ({currency})",
        "p95": f"1-in-20 year ({currency})",
        "left": f"Expected with the best set ({currency})",
        "needs": "Needs",
    }
