"""What every page looks at: fiscal year, department and day, chosen in the sidebar and kept in the address."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.planning.calendar import FiscalCalendar
from itstrat.reports.statement import EARLIEST, LATEST, Scope
from itstrat.ui import plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

    from itstrat.store.outline import Outline

_CHOSEN, _FURTHER = "_scope", "_scope_further"
EVERYTHING = "All departments"
# Years offered around today even when a file holds a date from another century.
_YEARS_BACK, _YEARS_AHEAD = 10, 5


def chosen() -> Scope:
    """What the person looks at; set by dashboard.py before a page runs."""
    scope: Scope = st.session_state[_CHOSEN]
    return scope


def take_from_address() -> None:
    """Choose what the address says, where no sidebar is drawn."""
    st.session_state[_CHOSEN] = from_address(st.query_params, plan.plan_outline(), current_day())


def sidebar() -> None:
    """Draw the three choices, bound to the address, and choose what they say."""
    outline, today = plan.plan_outline(), current_day()
    years, names = fiscal_years(outline, today), department_names(outline)
    calendar = FiscalCalendar(outline.fiscal_year_start)
    with st.sidebar:
        year = st.selectbox(
            "Fiscal year",
            list(years),
            index=list(years).index(calendar.label(calendar.fiscal_year(today))),
            key="fiscal_year",
            bind="query-params",
            help=f"A year is named by its end: {_spans(calendar, today)}.",
        )
        department = st.selectbox("Department", [EVERYTHING, *names], key="department", bind="query-params")
        as_of = st.date_input(
            "As of",
            value=today,
            min_value=EARLIEST,
            max_value=LATEST,
            key="as_of",
            bind="query-params",
            format="YYYY-MM-DD",
            help="What was known and due on this day. Today, unless you choose another.",
        )
        st.session_state[_FURTHER] = st.container()
    st.session_state[_CHOSEN] = Scope(as_of, years[year], names.get(department))


def further() -> DeltaGenerator:
    """The place below the three choices where a page draws a further one of its own; there is none on a board view."""
    place: DeltaGenerator = st.session_state[_FURTHER]
    return place


def from_address(query: Mapping[str, str], outline: Outline, today: date) -> Scope:
    """The scope an address asks for, where no sidebar is drawn; what it does not say, or says wrongly, is as usual."""
    years = fiscal_years(outline, today)
    usual = FiscalCalendar(outline.fiscal_year_start).fiscal_year(today)
    try:
        as_of = date.fromisoformat(query.get("as_of", ""))
    except ValueError:
        as_of = today
    return Scope(
        as_of if EARLIEST <= as_of <= LATEST else today,
        years.get(query.get("fiscal_year", ""), usual),
        department_names(outline).get(query.get("department", "")),
    )


def fiscal_years(outline: Outline, today: date) -> dict[str, int]:
    """Label to year, oldest first: all years of the plan's data, this one and the next."""
    calendar = FiscalCalendar(outline.fiscal_year_start)
    current = calendar.fiscal_year(today)
    first = calendar.fiscal_year(outline.first_on) if outline.first_on else current
    last = calendar.fiscal_year(outline.last_on) if outline.last_on else current
    first = max(min(first, current), current - _YEARS_BACK)
    last = min(max(last, current + 1), current + _YEARS_AHEAD)
    return {calendar.label(year): year for year in range(first, last + 1)}


def department_names(outline: Outline) -> dict[str, int]:
    """Name to id; of two departments with one name the second is told apart by its number."""
    names: dict[str, int] = {}
    for key, name in outline.departments.items():
        names[name if name not in names else f"{name} ({key})"] = key
    return names


def current_day() -> date:
    """Today where the viewer is, else where this computer is. The user interface is the only place that reads the clock."""
    zone = None
    with suppress(ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo(st.context.timezone or "")
    return datetime.now(zone).date()


def address() -> dict[str, str]:
    """The scope and the inputs moved, as the address holds them, to be carried by links to other pages."""
    kept = ("fiscal_year", "department", "as_of", *ASSUMPTIONS)
    return {name: st.query_params[name] for name in kept if name in st.query_params}


def _spans(calendar: FiscalCalendar, today: date) -> str:
    year = calendar.fiscal_year(today)
    return f"{calendar.label(year)} is {calendar.describes(year)}"
