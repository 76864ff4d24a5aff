"""The one plan of this process, and the reports made from it: computed once, shown to everybody."""

from __future__ import annotations

import atexit
import gc
import threading
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from itstrat import jobs
from itstrat.reports import budget, waste
from itstrat.reports.budget_basis import Kept
from itstrat.reports.budget_lines import lines
from itstrat.reports.budget_stagger import staggering
from itstrat.settings import Settings
from itstrat.store import vendor
from itstrat.store.database import Store
from itstrat.store.outline import outline
from itstrat.ui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.budget_stagger import Staggering
    from itstrat.reports.statement import Scope
    from itstrat.reports.waste import WasteReport
    from itstrat.store.outline import Outline
    from itstrat.store.reading import Reader
    from itstrat.store.spool import Clerk

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_said = Shelf(512)
# Not in st.cache_resource: a browser's message may clear Streamlit's caches, and any visitor can send it.
_open: dict[Settings, tuple[Store, Clerk]] = {}
_opening = threading.Lock()
_forecasts = Kept()


def store() -> Store:
    """The plan named by the environment, opened once for the life of the process.

    Raises what Store raises (PlanBusyError and its like) and tries again at the next call.
    """
    settings = Settings.from_environment()
    with _opening:
        if settings not in _open:
            opened = Store(settings)
            # Commands that find the plan held by us hand us their work.
            _open[settings] = opened, jobs.clerk(opened)
        return _open[settings][0]


@atexit.register
def close() -> None:
    """Give every plan of this process back; the next call of `store` opens it anew."""
    with _opening:
        while _open:
            opened, clerk = _open.popitem()[1]
            clerk.stop()
            opened.close()


def report(
    function: Callable[Concatenate[Store, Scope, Asked], Answer],
    scope: Scope,
    *arguments: Asked.args,
    **named: Asked.kwargs,
) -> Answer:
    """`function(store, scope, *arguments, **named)`, computed once for each state of the plan.

    Arguments must be plain values or frozen dataclasses. Everybody gets the same answer: never change it.
    """
    asked = (scope, arguments, tuple(named.items()))
    key = (function.__module__, function.__qualname__, *_plan_state(), *asked)
    answer: Answer = _said.answer(key, lambda: function(store(), scope, *arguments, **named))
    return answer


def waste_report(scope: Scope) -> WasteReport:
    """What the four searches found in the scope's department; they are made once for the company."""
    answer: WasteReport = _said.answer(("waste", *_plan_state(), scope), lambda: _waste_within(scope))
    return answer


def budget_report(scope: Scope, inputs: Inputs) -> BudgetReport:
    """The budget under these inputs; what they do not move is not worked out again."""
    answer: BudgetReport = _said.answer(
        ("budget", *_plan_state(), scope, inputs), lambda: budget.report(store(), scope, inputs, _forecasts)
    )
    return answer


def budget_compare(scope: Scope, scenarios: tuple[tuple[str, Inputs], ...]) -> pd.DataFrame:
    """`budget.compare` of named inputs, the first the approved plan."""
    answer: pd.DataFrame = _said.answer(
        ("compare", *_plan_state(), scope, scenarios),
        lambda: budget.compare(store(), scope, dict(scenarios), _forecasts),
    )
    return answer


def budget_staggering(scope: Scope, inputs: Inputs, refused: tuple[str, ...] = ()) -> Staggering | None:
    """`budget_stagger.staggering`: seconds at most, so ask only where it is shown."""
    answer: Staggering | None = _said.answer(
        ("stagger", *_plan_state(), scope, inputs, refused),
        lambda: staggering(store(), scope, inputs, refused, _forecasts),
    )
    return answer


def budget_lines(scope: Scope, inputs: Inputs, driver: str | None, fiscal_year: int | None) -> pd.DataFrame:
    """`budget_lines.lines`: the rows behind the years ahead."""
    answer: pd.DataFrame = _said.answer(
        ("lines", *_plan_state(), scope, inputs, driver, fiscal_year),
        lambda: lines(store(), scope, inputs, driver, fiscal_year, _forecasts),
    )
    return answer


def read(what: Callable[[Reader], Answer]) -> Answer:
    """`what(reader)`, read once for each state of the plan: what does not depend on a scope."""
    key = (what.__module__, what.__qualname__, *_plan_state())
    answer: Answer = _said.answer(key, lambda: _read(what))
    return answer


def plan_outline() -> Outline:
    """Company, departments, span and what is filled, for the plan as it is now."""
    return read(outline)


def department_ids() -> dict[str, int]:
    """The ids of the departments by name."""
    return {name: key for key, name in plan_outline().departments.items()}


def vendor_ids(scope: Scope) -> dict[str, int]:
    """The ids of the vendors by name."""
    return report(_vendors, scope)


def settle() -> None:
    """After the first page: the garbage collector need not look again at what is loaded."""
    gc.collect()
    gc.freeze()


def _plan_state() -> tuple[str, int]:
    plan = store()
    return str(plan.settings.database), plan.data_version


def _waste_within(scope: Scope) -> WasteReport:
    everywhere = report(waste.report, waste.everywhere(scope))
    return waste.within(everywhere, plan_outline().departments.get(scope.department_id or 0))


def _read(what: Callable[[Reader], Answer]) -> Answer:
    with store().snapshot() as reader:
        return what(reader)


def _vendors(store: Store, _scope: Scope) -> dict[str, int]:
    with store.snapshot() as reader:
        return vendor.vendors(reader)
