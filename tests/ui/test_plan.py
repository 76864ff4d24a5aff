"""One plan a process, one computation a report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from itstrat.reports.statement import Scope
from itstrat.ui import plan

if TYPE_CHECKING:
    from itstrat.settings import Settings
    from itstrat.store.database import Store

SCOPE = Scope(date(2026, 11, 22), 2027)
computed: list[tuple[object, ...]] = []


def counted(store: Store, scope: Scope, factor: int = 1) -> list[int]:
    """A report that tells how often it was made."""
    computed.append((scope, factor))
    return [factor]


def test_the_plan_is_opened_once(plan_at_hand: Settings) -> None:
    """Every caller gets the same plan."""
    assert plan.store() is plan.store()


def test_a_report_is_computed_once_until_the_plan_changes(plan_at_hand: Settings) -> None:
    """The same question costs nothing; another scope, another argument or a saved edit is a new question."""
    computed.clear()
    for _ in range(3):
        assert plan.report(counted, SCOPE) == [1]
    assert len(computed) == 1
    plan.report(counted, Scope(SCOPE.as_of, 2028))
    plan.report(counted, SCOPE, factor=2)
    assert len(computed) == 3
    with plan.store().tx("test") as edit:
        edit.insert("department", {"name": "New"})
    plan.report(counted, SCOPE)
    assert len(computed) == 4


def test_everybody_gets_the_same_report(plan_at_hand: Settings) -> None:
    """Nothing is copied for a viewer."""
    assert plan.report(counted, SCOPE) is plan.report(counted, SCOPE)


def test_the_outline_follows_the_plan(plan_at_hand: Settings) -> None:
    """A new department is in the sidebar's choice at the next run."""
    assert plan.plan_outline().departments == {}
    with plan.store().tx("test") as edit:
        key = edit.insert("department", {"name": "Sales"})
    assert plan.plan_outline().departments == {key: "Sales"}
    assert plan.department_ids() == {"Sales": key}
    with plan.store().tx("test") as edit:
        later = edit.insert("department", {"name": "Later"})
    assert plan.department_ids() == {"Sales": key, "Later": later}
