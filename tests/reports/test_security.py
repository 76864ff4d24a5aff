"""The report Security: its two answers, the loss of a bad year and what is known of the levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import inputs
from itstrat.reports.security import SecurityReport, report
from tests.reports.made import AS_OF, SCOPE, add
from tests.reports.said import figure
from tests.reports.security_made import assess, risk

if TYPE_CHECKING:
    from itstrat.store.database import Store


def part(said: SecurityReport, name: str) -> dict[str, Any]:
    """The row of a part of the baseline."""
    rows = said.baseline.set_index("part")
    return {str(key): value for key, value in rows.loc[name].to_dict().items()}


def test_an_empty_plan_is_unknown_not_zero(store: Store) -> None:
    """The outline of the CSF is there with its six functions, no figure has a value, and the title says what to do."""
    said = report(store, SCOPE)
    assert said.title == "The security baseline is empty: assess controls, put risks in money"
    assert {one.value for one in said.figures} == {None}
    assert list(said.baseline["part"]) == ["Govern", "Identify", "Protect", "Detect", "Respond", "Recover"]
    assert said.baseline["level"].isna().all()
    assert said.baseline["compliance"].isna().all() and said.baseline["compliance_high"].isna().all()
    assert figure(said, "Compliance").note == ""
    assert said.best is None
    assert not said.is_assessed
    assert said.findings == ()


def test_levels_are_told_by_median_lowest_and_share_at_target(store: Store) -> None:
    """Of eight of Recover: levels 1, 2, 4, 4 of target 3; the four nobody looked at are unknown, and a range."""
    for code, level in (("RC.RP-01", 1), ("RC.RP-02", 2), ("RC.RP-03", 4), ("RC.RP-04", 4)):
        assess(store, code, level)
    row = part(report(store, SCOPE), "Recover")
    assert (row["items"], row["at_target"], row["unknown"]) == (8, 2, 0.5)
    assert (row["level"], row["least"], row["target"]) == (3, 1, 3)
    assert (row["compliance"], row["compliance_high"]) == (0.25, 0.75)


def test_old_evidence_is_unknown_and_listed(store: Store) -> None:
    """After its cadence an answer counts no more: it is in no level, and its days over are told."""
    assess(store, "RC.RP-01", 3, evidence_on=date(2025, 11, 1), owner="Ann")
    said = report(store, SCOPE)
    assert part(said, "Recover")["at_target"] == 0
    assert part(said, "Recover")["stale"] == 1
    assert part(said, "Recover")["compliance"] is None
    assert figure(said, "Compliance").value is None
    (old,) = said.old_evidence.to_dict("records")
    assert (old["control"], old["owner"], old["days_over"]) == ("RC.RP-01", "Ann", 21)
    assert old["evidence_on"] == date(2025, 11, 1) < old["assessed_on"]
    longer = report(store, SCOPE, inputs({"evidence_months": "24"}))
    assert part(longer, "Recover")["at_target"] == 1
    assert longer.old_evidence.empty


def test_a_year_ago_is_what_counted_then(store: Store) -> None:
    """The level of a year before stands beside today's."""
    assess(store, "RC.RP-01", 1, assessed_on=date(2025, 10, 1))
    assess(store, "RC.RP-01", 3)
    row = part(report(store, SCOPE), "Recover")
    assert (row["year_ago"], row["level"]) == (1, 3)


def test_levels_of_another_scale_are_not_compared(store: Store) -> None:
    """Scores from 0 to 10 are the scale where most are; a tier among them has no place, but its target counts."""
    for code in ("RC.RP-01", "RC.RP-02"):
        assess(store, code, 7, 5, scale="0-10")
    assess(store, "RC.RP-03", 4, 3)
    said = report(store, SCOPE)
    assert (said.scale, said.lowest, len(said.levels)) == ("0-10", 0, 11)
    assert (part(said, "Recover")["level"], part(said, "Recover")["at_target"]) == (7, 3)


def test_compliance_has_its_goal_and_its_range(store: Store) -> None:
    """One of two met: 50% strictly; the goal decides whether that is off track, the unknown whether it may be on it."""
    key = add(store, "framework", code="mini", name="Mini")
    for place, status in enumerate(("implemented", "partly", None)):
        made = add(
            store, "control", framework_id=key, code=f"M-{place}", level="control", part="M", rank=place
        )
        if status:
            add(store, "assessment", control_id=made, assessed_on=AS_OF, status=status)
    shown = figure(report(store, SCOPE, framework="mini"), "Compliance")
    assert (shown.value, shown.status) == (Decimal("33.33"), "off track")
    assert shown.target == 90
    assert shown.note == "up to 67% with the unknown, 50% with half credit"
    easy = report(store, SCOPE, inputs({"compliance_goal": "60%"}), "mini")
    assert figure(easy, "Compliance").status == "at risk"


def test_a_framework_without_functions_has_no_loss_by_part(store: Store) -> None:
    """Families are parts as they are; what a year costs is told in total only."""
    key = add(store, "framework", code="many", name="Many")
    add(store, "control", framework_id=key, code="03.01.01", level="control", part="Access Control")
    risk(store)
    said = report(store, SCOPE, framework="many")
    assert list(said.baseline["part"]) == ["Access Control"]
    assert said.baseline["loss"].isna().all()
    assert (figure(said, "Loss in a 1-in-20 year").value or 0) > 0


def test_the_first_framework_that_was_assessed_is_looked_at(store: Store) -> None:
    """The CSF unless only another one is used; one that does not exist is refused with those there are."""
    key = add(store, "framework", code="mini", name="Mini")
    made = add(store, "control", framework_id=key, code="M-1", level="control")
    assert report(store, SCOPE).framework == "csf-2.0"
    add(store, "assessment", control_id=made, assessed_on=AS_OF, status="implemented")
    assert report(store, SCOPE).framework == "mini"
    with pytest.raises(ItstratError, match=r'no framework "iso"; there are csf-2.0, mini'):
        report(store, SCOPE, framework="iso")


def test_a_bad_year_stands_against_the_appetite(store: Store) -> None:
    """A certain loss of 50,000 once a year on average: above 40,000 it is off track and asks for nothing to buy."""
    risk(store, loss_low=Decimal(50_000), loss_high=Decimal(50_000), frequency=Decimal(1))
    add(store, "appetite", part="", amount=Decimal(40_000))
    add(store, "appetite", part="Recover", amount=Decimal(900_000))
    said = report(store, SCOPE)
    whole, recover = said.losses.to_dict("records")
    assert (whole["part"], whole["ale"], whole["p95"], whole["above"]) == ("All risks", 50_000, 150_000, True)
    assert whole["odds_above"] == pytest.approx(0.632, abs=0.02)
    assert (recover["appetite"], recover["above"]) == (900_000, False)
    assert figure(said, "Loss in a 1-in-20 year").status == "off track"
    assert "$150k, above the appetite of $40k" in said.title
    assert said.decisions == ()


def test_the_curve_says_the_same_bad_year_as_the_figure(store: Store) -> None:
    """The 1-in-20 year is a point of the curve; losses rise, odds fall."""
    risk(store)
    said = report(store, SCOPE)
    bad = float(figure(said, "Loss in a 1-in-20 year").value or 0)
    rows = said.curves[said.curves["curve"] == "Today"]
    assert rows.loc[rows["odds"] == 0.05, "loss"].tolist() == [bad]
    assert rows["loss"].is_monotonic_increasing
    assert rows["odds"].is_monotonic_decreasing


def test_an_ordinal_rating_is_no_money(store: Store) -> None:
    """It is in no sum, says what it needs and what its register says, and a finding counts it."""
    risk(store, "Old register", frequency=None, loss_low=None, loss_high=None, likelihood="4", impact="5")
    risk(store)
    said = report(store, SCOPE)
    last = said.risks.to_dict("records")[-1]
    assert (last["risk"], last["ale"]) == ("Old register", None)
    assert (
        last["needs"]
        == "events a year and a loss from low to high; its register says 4 by 5, which is no money"
    )
    assert any("1 risk without an estimate in money" in one.sentence for one in said.findings)
    assert said.losses.iloc[0]["risks"] == 2


def test_the_trend_has_a_point_for_each_month_with_assessments(store: Store) -> None:
    """At its end, as known then; what nobody knew is the band above."""
    assess(store, "RC.RP-01", 1, assessed_on=date(2026, 5, 3))
    assess(store, "RC.RP-02", 3, assessed_on=date(2026, 9, 9))
    rows = report(store, SCOPE).trend
    recover = rows[rows["part"] == "Recover"]
    assert list(recover["assessed_on"]) == [date(2026, 5, 31), date(2026, 9, 30)]
    assert list(recover["share"]) == [0.0, 0.125]
    assert list(recover["share_high"]) == [0.875, 0.875]


def test_security_is_the_whole_companys(demo_store: Store) -> None:
    """A department sees the same baseline."""
    assert report(demo_store, SCOPE).title == report(demo_store, replace(SCOPE, department_id=1)).title


def test_the_demo_company_passes_checks_and_holds_its_largest_loss_where_it_does(demo_store: Store) -> None:
    """Recover meets most of its controls, and its 1-in-20 year is far above its appetite: the title says both."""
    said = report(demo_store, SCOPE)
    recover = part(said, "Recover")
    assert recover["compliance"] >= 0.85
    assert recover["loss"] == max(said.baseline["loss"]) > recover["appetite"]
    assert said.baseline_title.startswith("Recover meets 88% of its controls, yet leaves $")
    assert said.decisions[0].cost == said.best.first_year_cash if said.best else False
    assert {row["framework"] for row in said.counts.to_dict("records")} == set(said.frameworks["code"])
