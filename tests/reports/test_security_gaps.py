"""What is missing: gaps in their order, obligations by their day, systems past support."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError
from itstrat.reports.security import report
from itstrat.reports.security_obligations import questionnaire
from itstrat.store import product_cycle
from tests.reports.made import AS_OF, SCOPE, add
from tests.reports.said import figure
from tests.reports.security_made import assess, control, link, obligation, risk

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_gaps_stand_overdue_before_required_before_risk(store: Store) -> None:
    """A gap is required where an obligation waits for it: one that is done below its target keeps nobody waiting."""
    assess(store, "RC.RP-01", 1, owner="Ann", due_on=date(2026, 11, 1))
    assess(store, "RC.RP-02", 1, status="not implemented")
    assess(store, "RC.RP-03", 1, status="implemented")
    assess(store, "RC.RP-04", 3)
    obligation(store, "RC.RP-02", "RC.RP-03")
    link(store, "risk", risk(store), "RC.RP-03")
    rows = report(store, SCOPE).gaps.to_dict("records")
    assert [row["control"] for row in rows] == ["RC.RP-01", "RC.RP-02", "RC.RP-03"]
    assert [row["required_by"] for row in rows] == ["", "Insurance", ""]
    assert [row["overdue"] for row in rows] == [True, False, False]
    assert rows[1]["due_on"] == date(2027, 1, 31)
    assert rows[2]["risk_left"] > 0


def test_the_quadrant_keeps_required_and_risk_apart(store: Store) -> None:
    """What treats no risk in money has a risk of its own: unknown, not nothing; the cost is the cheapest upgrade's."""
    assess(store, "RC.RP-01", 1, status="partly")
    obligation(store, "RC.RP-01")
    for name, cost in (("Dear", 9_000), ("Cheap", 4_000)):
        link(store, "upgrade", add(store, "upgrade", name=name, one_off=Decimal(cost)), "RC.RP-01")
    (row,) = report(store, SCOPE).quadrant.to_dict("records")
    assert (row["required"], row["risk_left"], row["cost_to_close"]) == (True, None, 4_000)


@pytest.mark.parametrize(("days", "late"), [(0, False), (-1, True)])
def test_an_obligation_is_overdue_the_day_after(store: Store, days: int, late: bool) -> None:
    """On its day it is not; what is fulfilled never is."""
    due = AS_OF + timedelta(days=days)
    assess(store, "RC.RP-01", 3, status="implemented")
    obligation(store, "RC.RP-01", "RC.RP-02", due_on=due)
    obligation(store, "RC.RP-01", name="Done", due_on=due - timedelta(days=90))
    rows = {row["obligation"]: row for row in report(store, SCOPE).obligations.to_dict("records")}
    assert (rows["Insurance"]["overdue"], rows["Insurance"]["days_left"]) == (late, days)
    assert (rows["Insurance"]["share"], rows["Insurance"]["share_high"]) == (0.5, 1.0)
    assert (rows["Done"]["overdue"], rows["Done"]["share"]) == (False, 1.0)


def test_a_questionnaire_is_answered_with_evidence(store: Store) -> None:
    """A row a control in the framework's order; what is too old or was never looked at is "Not known"."""
    assess(
        store, "RC.RP-01", 3, status="implemented", evidence="Restore report", evidence_on=AS_OF, owner="Ann"
    )
    assess(store, "RC.RP-02", 3, status="implemented", evidence_on=date(2025, 1, 1))
    key = obligation(store, "RC.RP-03", "RC.RP-02", "RC.RP-01")
    rows = questionnaire(store, SCOPE, key, 12).to_dict("records")
    assert [row["Control"] for row in rows] == ["RC.RP-01", "RC.RP-02", "RC.RP-03"]
    assert [row["Answer"] for row in rows] == ["Yes", "Not known", "Not known"]
    assert (rows[0]["Evidence"], rows[0]["Evidence of"], rows[0]["Owner"]) == ("Restore report", AS_OF, "Ann")
    with pytest.raises(ItstratError, match="not in the plan any more"):
        questionnaire(store, SCOPE, control(store, "RC.RP-01"), 12)


def test_past_support_counts_what_is_told_and_what_is_not(store: Store) -> None:
    """A matched cycle and an asset's own day tell; several fitting cycles wait for a person, who decides."""
    add(store, "product_cycle", product="PostgreSQL", cycle="13", support_end_on=date(2025, 11, 13))
    newest = add(store, "product_cycle", product="Windows", cycle="11-24h2", support_end_on=date(2027, 1, 12))
    add(store, "product_cycle", product="Windows", cycle="11-23h2", support_end_on=date(2026, 11, 10))
    add(store, "system", name="PostgreSQL 13")
    add(store, "asset", name="Access point", support_end_on=date(2026, 3, 31))
    add(store, "asset", name="Chair")
    laptop = add(store, "asset", name="Windows 11 Pro")
    said = report(store, SCOPE)
    rows = said.support.set_index("name")
    assert [rows.loc[name, "state"] for name in ("PostgreSQL 13", "Access point")] == ["past", "past"]
    assert figure(said, "Past end of support").value == 2
    assert rows.loc["Windows 11 Pro", "matched"] == "ambiguous"
    product_cycle.decide(store, "asset", laptop, newest, "cio", "looked at it")
    after = report(store, SCOPE).support.set_index("name")
    assert (after.loc["Windows 11 Pro", "matched"], after.loc["Windows 11 Pro", "state"]) == (
        "decided", "ends soon",
    )  # fmt: skip
