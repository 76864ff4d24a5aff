"""Small roadmaps for tests, made row by row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.reports.made import add

if TYPE_CHECKING:
    from itstrat.store.database import Store


def company(store: Store, start: int = 7) -> None:
    """A company whose fiscal year starts with that month."""
    add(store, "company", name="Harbor", fiscal_year_start=start)


def initiative(
    store: Store, name: str, start: str | None = None, finish: str | None = None, **more: Any
) -> int:
    """An initiative from a day to a day, as approved; `more` are other columns."""
    dates = [None if day is None else date.fromisoformat(day) for day in (start, finish)]
    values = {
        "start_on": dates[0],
        "finish_on": dates[1],
        "approved_start_on": dates[0],
        "approved_finish_on": dates[1],
    }
    return add(store, "initiative", name=name, **(values | more))


def link(store: Store, before: int, after: int, kind: str = "FS", lag: int = 0) -> int:
    """`after` waits for `before`."""
    return add(store, "initiative_link", before_id=before, after_id=after, kind=kind, lag_days=lag)


def objective(store: Store, name: str, supported_by: dict[int, int] | None = None, **more: Any) -> int:
    """An objective and the strengths with which initiatives support it."""
    key = add(store, "objective", name=name, **more)
    for initiative_id, strength in (supported_by or {}).items():
        add(store, "objective_support", objective_id=key, initiative_id=initiative_id, strength=strength)
    return key


def chain(store: Store) -> tuple[int, int, int]:
    """Three initiatives of 31, 28 and 31 days from January to March 2027; the second waits for the first, the third is free."""
    company(store)
    first = initiative(
        store, "First", "2027-01-01", "2027-01-31", one_off=Decimal(3000), run_monthly=Decimal(100)
    )
    second = initiative(store, "Second", "2027-02-01", "2027-02-28", one_off=Decimal(1000))
    third = initiative(store, "Third", "2027-03-01", "2027-03-31")
    link(store, first, second)
    return first, second, third
