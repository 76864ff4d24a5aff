"""The one plan of this process, and the reports made from it: computed once, shown to everybody."""

from __future__ import annotations

import atexit
import functools
import gc
import threading
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from itstrat import jobs
from itstrat.settings import Settings
from itstrat.store.database import Store
from itstrat.store.outline import Outline, outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.reports.statement import Scope
    from itstrat.store.spool import Clerk

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_REPORTS_KEPT = 256
# Not in st.cache_resource: a browser's message may clear Streamlit's caches, and any visitor can send it.
_open: dict[Settings, tuple[Store, Clerk]] = {}
_opening = threading.Lock()


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

    Arguments must be plain values or frozen dataclasses. Everybody gets a copy of their own.
    """
    key = (f"{function.__module__}.{function.__qualname__}", *_plan_state(), scope, arguments, named)
    answer: Answer = _said(key, lambda: function(store(), scope, *arguments, **named))
    return answer


def plan_outline() -> Outline:
    """Company, departments, span and what is filled, for the plan as it is now."""
    answer: Outline = _said(("outline", *_plan_state()), _read_outline)
    return answer


@functools.cache
def settle() -> None:
    """After the first page: what is loaded by now stays, so the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


@st.cache_data(show_spinner=False, max_entries=_REPORTS_KEPT)
def _said(key: tuple[object, ...], _compute: Callable[[], Any]) -> Any:  # noqa: ARG001 - the cache reads the key
    return _compute()


def _plan_state() -> tuple[str, int]:
    plan = store()
    return str(plan.settings.database), plan.data_version


def _read_outline() -> Outline:
    with store().snapshot() as plan:
        return outline(plan)
