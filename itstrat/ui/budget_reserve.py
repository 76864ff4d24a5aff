"""The replacement reserve: what to put by, the balance it keeps, and replacements moved to flatten the peak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import reserve as charts
from itstrat.numbers import day_label, money_label, month_label, plural
from itstrat.store import asset
from itstrat.ui import access, drawn, faults, inputs, layout, plan
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from datetime import date

    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.budget_reserve import ReserveReport
    from itstrat.reports.budget_stagger import Staggering
    from itstrat.reports.statement import Scope

_REFUSED = "refused_moves"
_ACCEPTED = "accepted_moves"


def show(said: BudgetReport, scope: Scope) -> None:
    """The chart with its facts, the staircase, what stays unfunded, and the moves that flatten the peak."""
    if said.reserve is None:
        st.markdown("No replacement falls due within the horizon, so nothing has to be put by.")
        return
    kept, currency = said.reserve, said.currency
    layout.chart(
        drawn.chart(
            charts.reserve,
            kept.frame,
            scope,
            str(inputs.chosen()),
            floor=kept.floor,
            lowest=kept.lowest,
            runs_dry_on=kept.runs_dry_on,
            named=_named(kept, currency),
            currency=currency,
        ),
        "reserve",
        kept.title,
        f"Balance and spending on one scale, {currency}, {day_label(kept.horizon[0])} to {day_label(kept.horizon[1])}",
        f"Source: asset list and class rules, as of {day_label(scope.as_of)}. {_facts(kept, currency)}",
    )
    if not layout.board_view():
        _tables(kept, currency)
        _staggering(scope, currency)


def _named(kept: ReserveReport, currency: str) -> tuple[str, str]:
    today = "As today" if kept.today is None else f"As today, {money_label(kept.today, currency)} a month"
    return f"{money_label(kept.contribution, currency)} a month", today


def _facts(kept: ReserveReport, currency: str) -> str:
    said = []
    if kept.binding_on is not None:
        said.append(f"{day_label(kept.binding_on)} forces it: {kept.binding_purchase}.")
    if kept.catch_up:
        said.append(f"{money_label(kept.catch_up, currency)} for what is overdue come on top.")
    if kept.unfunded_total:
        said.append(f"As today, {money_label(kept.unfunded_total, currency)} stay unfunded.")
    return " ".join(said)


def _tables(kept: ReserveReport, currency: str) -> None:
    with st.grid(min_column_width=layout.HALF_WIDTH):
        with st.container(key="staircase"):
            st.subheader("Or in steps: less later, never short", anchor=False)
            layout.table(
                layout.months(kept.staircase, "From", "Until"),
                "staircase",
                money=["Contribution"],
                alt="Contributions that step down over time",
            )
        if len(kept.unfunded):
            with st.container(key="unfunded"):
                title = f"{money_label(kept.unfunded_total, currency)} unfunded if today's contribution stays"
                st.subheader(plain(title), anchor=False)
                layout.table(
                    layout.months(kept.unfunded, "Month"),
                    "unfunded",
                    money=["Amount"],
                    alt="Purchases without money, as today",
                )


def _staggering(scope: Scope, currency: str) -> None:
    st.subheader("Replacements that could move", anchor=False)
    # The solver may take a second: it works only when asked.
    if not st.toggle("Look for the fewest moves that flatten the peak", key="stagger"):
        return
    refused = tuple(st.session_state.get(_REFUSED, ()))
    found = plan.budget_staggering(scope, inputs.chosen(), refused)
    if found is None:
        st.markdown("No replacement falls due, so none can move.")
        return
    st.markdown(plain(found.title))
    if found.moves.empty and not refused:
        return
    _refusals(found, refused)
    layout.table(
        layout.months(found.moves.drop(columns="key"), "Due", "Move to"),
        "moves",
        money=["Amount"],
        alt="Replacements to move, from when to when",
    )
    proven = "Proven to be the fewest." if found.proven else "The best found in the time given."
    layout.aside(
        f"Highest month {money_label(found.peak_before, currency)} → {money_label(found.peak, currency)}; contribution "
        f"{money_label(found.contribution_before, currency)} → {money_label(found.contribution_after, currency)} a month. "
        f"{proven}"
    )
    if not found.moves.empty:
        _acceptance(found)


def _refusals(found: Staggering, refused: tuple[str, ...]) -> None:
    """Moves the person refuses stay where they are due; the rest is worked out again."""
    labels = _labels(found)
    offered = list(dict.fromkeys((*refused, *labels)))
    st.multiselect(
        "Refuse these moves",
        offered,
        format_func=lambda key: labels.get(key, key),
        key=_REFUSED,
        placeholder="None refused",
    )


def _acceptance(found: Staggering) -> None:
    """Moves an editor accepts set the day of replacement of their assets, in the plan and in its history."""
    labels = _labels(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.multiselect(
            "Accept these moves",
            list(labels),
            format_func=lambda key: labels.get(key, key),
            key=_ACCEPTED,
            placeholder="None accepted",
        )
        offered = {str(row["key"]): row["Move to"] for row in found.moves.to_dict("records")}
        st.button(
            "Set their day of replacement",
            key="accept_moves",
            disabled=not (layout.editors_only() and st.session_state.get(_ACCEPTED)),
            on_click=_accept,
            args=[offered, dict(found.assets)],
        )


@access.editor_action
def _accept(offered: dict[str, date], assets: dict[str, tuple[int, ...]]) -> None:
    labels = {key: on for key, on in offered.items() if key in st.session_state.get(_ACCEPTED, ())}
    for key, on in labels.items():
        reason = f"moved to {month_label(on)} {on.year} so that no month is dear"
        asset.set_replacement(plan.store(), assets[key], on, access.who(), reason)
    faults.notice(
        f"{plural(len(labels), 'move')} accepted: the assets keep their new day of replacement.", good=True
    )
    st.session_state[_ACCEPTED] = []


def _labels(found: Staggering) -> dict[str, str]:
    return {
        str(row["key"]): f"{row['Batch']}: {month_label(row['Move to'])} {row['Move to'].year}"
        for row in found.moves.to_dict("records")
    }
