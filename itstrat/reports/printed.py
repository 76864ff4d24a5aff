"""A report by its name, and as JSON: what a page shows, to be read by a program or compared by a test."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic_core import to_jsonable_python

from itstrat.errors import ItstratError
from itstrat.planning.calendar import FiscalCalendar
from itstrat.reports import NAMES, budget_printed
from itstrat.reports.statement import EARLIEST, LATEST, Scope, within_reach
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.store.database import Store


# The reports beside the budget that take the CIO's inputs.
_ASKS = ("security", "value")


def printed(
    store: Store,
    name: str,
    as_of: date,
    fiscal_year: int | None,
    department: str | None,
    settings: Sequence[str] = (),
    scenario: str | None = None,
) -> dict[str, Any]:
    """The named report as plain values: money as text with its decimals, dates as ISO text, unknown as null.

    The fiscal year is that of `as_of` when None; the department is found by its name, whatever the case.
    `settings` (name=value) and `scenario` say under which inputs the budget, and what stands in _ASKS, is seen. Raises
    ItstratError for a name there is none of, for a day or year out of reach, and for inputs that cannot be or that the
    report does not take.
    """
    if name not in NAMES:
        raise ItstratError(f"There is no report '{name}'; there are {', '.join(NAMES)}.")
    scope = _scope(store, as_of, fiscal_year, department)
    if name == "budget":
        fields = budget_printed.said(store, scope, settings, scenario)
    elif name in _ASKS:
        with store.snapshot() as plan:
            inputs = budget_printed.asked(plan, settings, scenario)
        fields = _fields(import_module(f"itstrat.reports.{name}").report(store, scope, inputs))
    elif settings or scenario:
        takes = ", ".join(("budget", *_ASKS))
        raise ItstratError(f"The report {name} takes no inputs; --set and --scenario are for {takes}.")
    else:
        fields = _fields(import_module(f"itstrat.reports.{name}").report(store, scope))
    answer: dict[str, Any] = to_jsonable_python(
        {"report": name, "scope": scope, **fields}, fallback=_plain, inf_nan_mode="null"
    )
    return answer


def _scope(store: Store, as_of: date, fiscal_year: int | None, department: str | None) -> Scope:
    with store.snapshot() as plan:
        seen = outline(plan)
    usual = FiscalCalendar(seen.fiscal_year_start).fiscal_year(within_reach(as_of))
    year = usual if fiscal_year is None else fiscal_year
    if not EARLIEST.year <= year <= LATEST.year + 1:
        raise ItstratError(f"A fiscal year is one from {EARLIEST.year} to {LATEST.year + 1}, not {year}.")
    if department is None:
        return Scope(as_of, year)
    ids = {name.casefold(): key for key, name in seen.departments.items()}
    if department.casefold() not in ids:
        raise ItstratError(
            f"There is no department '{department}'; there are {', '.join(seen.departments.values()) or 'none yet'}."
        )
    return Scope(as_of, year, ids[department.casefold()])


def _fields(said: object) -> dict[str, object]:
    return {name: getattr(said, name) for name in type(said).__dataclass_fields__}  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    """What pydantic does not know: frames become lists of rows, numpy's numbers Python's."""
    if isinstance(value, pd.DataFrame):
        rows = value.reset_index() if any(name is not None for name in value.index.names) else value
        return [dict(zip(rows.columns, map(_cell, row), strict=True)) for row in rows.itertuples(index=False)]
    if isinstance(value, pd.Series):
        return list(map(_cell, value))
    item = getattr(value, "item", None)
    return item() if callable(item) else str(value)


def _cell(value: object) -> object:
    """Missing is null in JSON; a day is a day, also where pandas made it an instant."""
    if value is pd.NaT or value is pd.NA or (isinstance(value, (float, Decimal)) and value != value):  # noqa: PLR0124 NaN
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
