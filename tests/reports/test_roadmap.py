"""The report Roadmap: how each initiative stands, how far it can slip, what it costs by quarter, and what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.planning.assumptions import Inputs
from itstrat.reports import budget_lines
from itstrat.reports.printed import printed
from itstrat.reports.roadmap import RoadmapReport, report
from tests.reports.made import AS_OF, SCOPE, add
from tests.reports.made_roadmap import chain, company, initiative, link, objective
from tests.reports.said import figure

if TYPE_CHECKING:
    from itstrat.reports.roadmap_rows import InitiativeSaid
    from itstrat.store.database import Store


def named(said: RoadmapReport, name: str) -> InitiativeSaid:
    """The initiative of that name."""
    return next(one for one in said.initiatives if one.name == name)


def sentences(said: RoadmapReport) -> str:
    """All findings in one text."""
    return " ".join(finding.sentence for finding in said.findings)


def test_an_empty_plan_says_that_there_is_no_roadmap(store: Store) -> None:
    """Its figures are unknown, not 0; nothing is found and nothing asked."""
    said = report(store, SCOPE)
    assert said.title == "There is no roadmap yet"
    assert {one.value for one in said.figures} == {None}
    assert not (said.findings or said.decisions or said.initiatives)
    assert said.schedule is None


def test_one_initiative_without_anything_but_a_name_is_shown(store: Store) -> None:
    """It is not scheduled, has no dates and no status that would be made up."""
    initiative(store, "Alone")
    said = report(store, SCOPE)
    assert said.title == "None of 1 initiative has dates"
    (one,) = said.initiatives
    assert (one.status, one.start, one.room_days, one.cost_by_quarter) == ("unscheduled", None, None, {})
    assert "1 initiative not scheduled: Alone" in sentences(said)


def test_earliest_and_latest_dates_follow_from_the_links(store: Store) -> None:
    """Counted in days from the plan's first start; the chain of 31 + 28 days decides the end, the third has 28 days."""
    chain(store)
    said = report(store, SCOPE)
    first, second, third = (named(said, name) for name in ("First", "Second", "Third"))
    assert (first.es, first.ef, first.slack_days) == (date(2027, 1, 1), date(2027, 1, 31), 0)
    assert (second.es, second.lf, second.critical) == (date(2027, 2, 1), date(2027, 2, 28), True)
    assert (third.es, third.ls, third.slack_days) == (date(2027, 1, 1), date(2027, 1, 29), 28)
    assert not third.critical
    assert figure(said, "Critical path").value == 59
    assert "First → Second" in said.chain


def test_room_is_told_as_the_plan_is_dated(store: Store) -> None:
    """The first pushes the second at once; the second can slip to the plan's end on 31 March."""
    chain(store)
    said = report(store, SCOPE)
    assert (named(said, "First").room_days, named(said, "First").then) == (0, "Second moves too")
    assert (named(said, "Second").room_days, named(said, "Second").then) == (31, "the plan ends later")
    assert list(said.slack["Initiative"]) == ["First", "Third", "Second"]
    assert list(said.slack["Can slip"]) == ["not at all", "not at all", "31 days"]


def test_cost_by_quarter_is_one_off_in_the_work_and_run_cost_after_it(store: Store) -> None:
    """3,000 in January, then 100 a month: 3,200 in FY27 Q3 and 300 in Q4."""
    chain(store)
    said = report(store, SCOPE)
    spent = named(said, "First").cost_by_quarter
    assert (spent["FY27 Q3"], spent["FY27 Q4"]) == (Decimal("3200.00"), Decimal("300.00"))
    quarters = said.quarters.set_index(["fiscal_year", "label"])["cost"]
    assert quarters["FY27", "Q3"] == Decimal("4200.00")
    assert figure(said, "Cost of initiatives").value == Decimal("4500.00")


@pytest.mark.parametrize("start", [1, 7])
def test_the_budget_counts_the_same_money_to_the_cent(demo_store: Store, start: int) -> None:
    """Next fiscal year's cost of initiatives is the driver of the forecast in the cash view, whenever the year starts."""
    with demo_store.tx("test") as edit:
        edit.execute("update company set fiscal_year_start = $1", start)
    said = report(demo_store, SCOPE)
    year = f"FY{28}"
    quarters = said.quarters[said.quarters["fiscal_year"] == year]
    cash = Inputs().with_values({"view": "cash"})
    lines = budget_lines.lines(demo_store, SCOPE, cash, "Initiatives", 2028)
    assert sum(quarters["cost"]) == sum(lines["Amount"].map(lambda amount: Decimal(str(amount))))
    assert sum(quarters["cost"]) > 0


def test_what_is_done_costs_nothing_from_this_month_on(store: Store) -> None:
    """Its bills are in the ledger and among the contracts; what it cost before stays."""
    company(store)
    initiative(
        store, "Done", "2026-08-01", "2026-08-31", progress=1, one_off=Decimal(500), run_monthly=Decimal(10)
    )
    assert named(report(store, SCOPE), "Done").cost_by_quarter == {
        "FY27 Q1": Decimal("510.00"),
        "FY27 Q2": Decimal("10.00"),
    }


def test_the_title_names_the_worst_of_those_that_are_late(demo_store: Store) -> None:
    """With how many are late, of how many, and the fiscal year it threatens."""
    said = report(demo_store, SCOPE)
    assert said.title == (
        "4 of 18 initiatives threaten FY27: CRM and billing as one flow (5 months late) and 3 others"
    )
    assert figure(said, "Initiatives on course").value == 13
    assert figure(said, "Initiatives off track").value == 1
    assert figure(said, "Worst slippage").value == 150


def test_what_should_be_over_long_ago_threatens_the_year_it_is_looked_at(store: Store) -> None:
    """Work that is not done cannot end in a year that has passed."""
    company(store)
    initiative(store, "Old", "2011-01-10", "2012-09-28", progress=Decimal(0))
    assert report(store, SCOPE).title.startswith("1 of 1 initiative threatens FY27: Old")


def test_unknown_progress_is_counted_and_nobody_is_called_late(store: Store) -> None:
    """It is a status and a finding of its own, no initiative on course, and drawn without a fill, with the unknown's sign."""
    company(store)
    initiative(store, "Silent", "2026-01-01", "2026-12-31", one_off=Decimal(1200))
    initiative(store, "Ahead", "2027-01-01", "2027-12-31")
    initiative(store, "Nothing", "2026-11-01", "2027-12-31", progress=Decimal(0))
    said = report(store, SCOPE)
    assert [one.status for one in said.initiatives] == ["progress unknown", "on track", "planned"]
    assert said.title == "No initiative of 3 is known to be late; the progress of 1 is unknown"
    assert "Nobody says how much is done of 1 initiative that began: Silent." in sentences(said)
    kept = figure(said, "Initiatives on course")
    assert (kept.status, kept.note) == ("unknown", "1 progress unknown, 1 planned")
    assert kept.value == 2
    drawn = said.bars.set_index("name")
    assert (drawn.loc["Silent", "progress"], drawn.loc["Silent", "status"]) == (None, "unknown")
    assert said.initiatives[0].progress is None


def test_work_of_unknown_progress_still_costs(store: Store) -> None:
    """It is not known to be done, so the budget goes on counting it."""
    company(store)
    initiative(store, "Silent", "2026-07-01", "2027-06-30", one_off=Decimal(1200))
    found = budget_lines.lines(store, SCOPE, Inputs(), "Initiatives", 2027)
    assert "Silent" in set(found["Source"])


def test_a_decision_of_what_states_no_cost_costs_an_unknown_amount(store: Store) -> None:
    """Both should be over by now; only the one that says what it costs is told in money."""
    company(store)
    for name, cost in (("Silent", 0), ("Priced", 100)):
        initiative(store, name, "2024-01-10", "2025-09-28", progress=Decimal(0), run_monthly=Decimal(cost))
    costs = {one.what: one.cost for one in report(store, SCOPE).decisions}
    assert costs["Approve new dates for Silent, add people, or stop it."] is None
    assert (costs["Approve new dates for Priced, add people, or stop it."] or 0) > 0


def test_an_override_shows_its_reason_and_what_is_computed(demo_store: Store) -> None:
    """A status set by hand stands, with the person's reason and the status without it."""
    one = named(report(demo_store, SCOPE), "Help yourself: answers and a catalogue")
    assert one.status == "at risk"
    assert one.status_reason == "The only writer leaves at the end of December (computed: on track)"


def test_links_that_the_dates_break_are_found(store: Store) -> None:
    """The second starts on 1 February though the first ends on 10 March: 38 days too early."""
    company(store)
    first = initiative(store, "First", "2027-01-01", "2027-03-10")
    second = initiative(store, "Second", "2027-02-01", "2027-02-28")
    link(store, first, second)
    assert "Second comes 38 days too early after First" in sentences(report(store, SCOPE))


def test_a_circle_that_got_into_the_plan_is_named_and_nothing_breaks(store: Store) -> None:
    """The page stands: no earliest dates, and the members of the circle are said."""
    first, second, _ = chain(store)
    link(store, second, first)
    said = report(store, SCOPE)
    assert "in a circle: First → Second → First" in said.chain or "Second → First → Second" in said.chain
    assert named(said, "First").es is None
    assert any(finding.severity == "off track" and "circle" in finding.sentence for finding in said.findings)


def test_dates_from_another_century_do_not_stretch_the_chart(store: Store) -> None:
    """A slip of the pen: quarters stay within seven fiscal years, and the initiative's cost is still whole."""
    company(store)
    initiative(store, "Old", "1926-01-01", "1926-12-31", one_off=Decimal(1200))
    initiative(store, "Far", "2027-01-01", "2126-12-31")
    said = report(store, SCOPE)
    assert len(said.quarters) <= 28
    assert sum(named(said, "Old").cost_by_quarter.values()) == Decimal("1200.00")


def test_caps_that_the_plan_exceeds_are_found(store: Store) -> None:
    """4,500 in FY27 against a cap of 2,000."""
    chain(store)
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(2000))
    assert "Initiatives cost $4.5k in FY27, $2.5k above its cap of $2k" in sentences(report(store, SCOPE))


def test_the_share_that_serves_no_objective_is_of_this_year_and_the_next(store: Store) -> None:
    """One of two that cost 1,000 each supports nothing: half; a strength of 0 supports nothing either."""
    company(store)
    tied = initiative(store, "Tied", "2027-01-01", "2027-01-31", one_off=Decimal(1000))
    loose = initiative(store, "Loose", "2027-01-01", "2027-01-31", one_off=Decimal(1000))
    objective(store, "Grow", {tied: 3, loose: 0})
    said = report(store, SCOPE)
    assert figure(said, "Serves no objective").value == Decimal("50.00")
    assert "1 initiative supports no objective, 50% of the cost" in sentences(said)


def test_a_milestone_that_passed_is_found_and_the_next_are_named(store: Store) -> None:
    """Those not for the board are not awaited on the page."""
    company(store)
    add(store, "milestone", name="Passed", due_on=date(2026, 11, 1))
    add(store, "milestone", name="Inner", due_on=date(2026, 12, 1), board=False)
    add(store, "milestone", name="Coming", due_on=date(2026, 12, 2))
    initiative(store, "Work", "2026-11-01", "2027-01-31", progress=Decimal("0.5"))
    said = report(store, SCOPE)
    assert "“Passed” was due on 1 Nov 2026" in sentences(said)
    assert said.next == ("2 Dec 2026: Coming",)
    assert figure(said, "Next milestone").value == 10


def test_a_department_sees_its_own_initiatives_and_all_links(store: Store) -> None:
    """Money and bars are the department's; the path is that of the whole plan, since others hold it up."""
    first, second, _ = chain(store)
    key = add(store, "department", name="Sales")
    with store.tx("test") as edit:
        edit.update("initiative", second, 1, {"department_id": key})
    said = report(store, type(SCOPE)(AS_OF, 2027, key))
    assert [one.name for one in said.initiatives] == ["Second"]
    assert said.initiatives[0].es == date(2027, 2, 1)
    assert list(said.links["before_id"]) == [first]


def test_json_carries_every_initiative_with_its_dates_and_money(demo_store: Store) -> None:
    """Money is text, days are ISO, and the quarters' sums are those of the initiatives."""
    told: dict[str, Any] = printed(demo_store, "roadmap", AS_OF, None, None)
    assert len(told["initiatives"]) == 18
    one = next(row for row in told["initiatives"] if row["code"] == "P1")
    assert {"es", "ef", "ls", "lf", "slack_days", "critical", "slippage_days", "status_reason"} <= one.keys()
    assert (one["start"], one["slack_days"], one["critical"], one["slippage_days"]) == (
        "2026-09-01",
        0,
        True,
        150,
    )
    by_quarter = {f"{row['fiscal_year']} {row['label']}": Decimal(row["cost"]) for row in told["quarters"]}
    for label, cost in by_quarter.items():
        parts = (Decimal(row["cost_by_quarter"].get(label, 0)) for row in told["initiatives"])
        assert sum(parts) == cost
    assert {"links", "milestones", "findings", "schedule"} <= told.keys()
