"""The budget's report: parts that add up, what is unknown said as such, what an input moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.planning.assumptions import inputs
from itstrat.reports import budget
from itstrat.reports.budget import before_after, compare, report
from itstrat.reports.budget_basis import Kept
from itstrat.reports.budget_lines import lines
from itstrat.reports.printed import printed
from itstrat.store.assumptions import PLAN, save_inputs
from itstrat.store.hiring import HIRING
from itstrat.store.initiative import INITIATIVE
from tests.reports.made import SCOPE, contract
from tests.reports.made_budget import company, figure, total

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.store.database import Store

VIEWS = ("pnl", "cash", "capex")


@pytest.mark.parametrize("view", VIEWS)
def test_every_part_adds_up_to_its_whole(demo_store: Store, view: str) -> None:
    """Months, causes and figures lead to one landing; drivers and years to one total, that of the figure."""
    said = report(demo_store, SCOPE, inputs({"view": view, "project_one_off": "30000"}))
    assert said.landing is not None
    months = said.months.to_dict("records")
    assert sum(row["actual"] or row["forecast"] or 0 for row in months) == said.landing.landing
    assert said.landing.budget == sum(row["plan"] for row in months)
    steps = total(said.bridge, kind="total") + total(said.bridge, kind="step")
    assert steps == said.landing.landing == total(said.bridge, kind="forecast") == figure(said, "Landing")
    assert said.running["difference"].iloc[-1] == said.landing.variance
    assert total(said.years) == sum(said.odds["Plan"]) == figure(said, "All years")
    if view == "cash":
        assert total(said.years, fiscal_year=2027) == said.landing.landing


def test_the_rows_behind_a_year_sum_to_it(demo_store: Store) -> None:
    """Beyond the running year, whose closed months are booked, the lines are the year."""
    said, found = report(demo_store, SCOPE), lines(demo_store, SCOPE, fiscal_year=2028)
    assert sum(found["Amount"], Decimal(0)) == total(said.years, fiscal_year=2028)
    alone = lines(demo_store, SCOPE, driver="Contracts", fiscal_year=2028)
    assert sum(alone["Amount"], Decimal(0)) == total(said.years, fiscal_year=2028, driver="Contracts")


def test_ranges_hold_what_they_say(demo_store: Store) -> None:
    """Low, middle and high rise in every year; the last running difference spans the landing's own range."""
    said = report(demo_store, SCOPE, inputs({"view": "cash"}))
    for row in said.odds.to_dict("records"):
        assert row["P10"] < row["P50"] < row["P90"]
        assert row["Contingency"] == row["P90"] - row["Plan"]
    assert said.landing is not None and said.landing.low is not None and said.landing.budget is not None
    last = said.running.iloc[-1]
    assert last["low"] == said.landing.low - said.landing.budget
    assert sum(said.risk["share"]) == pytest.approx(1)


def test_what_is_kept_changes_no_answer(demo_store: Store) -> None:
    """A report from kept parts, after other inputs were asked for, is the one worked out anew."""
    kept, moved = Kept(), inputs({"hires_per_month": "0.5", "price_inflation": "5%"})
    for asked in (inputs({}), moved, inputs({"view": "cash"})):
        report(demo_store, SCOPE, asked, kept)
    again, anew = report(demo_store, SCOPE, moved, kept), report(demo_store, SCOPE, moved)
    assert (again.figures, again.landing) == (anew.figures, anew.landing)
    assert again.years.equals(anew.years)


def test_what_an_input_does_not_move_is_not_worked_out_again(demo_store: Store) -> None:
    """Held contingency and the reserve leave years and landing the same objects; dearer equipment does not."""
    kept = Kept()
    plan = report(demo_store, SCOPE, inputs({}), kept)
    for name, value in (("contingency", "0.2"), ("reserve_opening", "5000"), ("discount_rate", "0.1")):
        moved = report(demo_store, SCOPE, inputs({name: value}), kept)
        assert moved.years is plan.years
        assert moved.months is plan.months
        assert moved.landing is plan.landing
    dearer = report(demo_store, SCOPE, inputs({"price_inflation": "0.2"}), kept)
    assert total(dearer.years) > total(plan.years)


def test_a_write_to_the_plan_is_seen_at_once(demo_store: Store) -> None:
    """What is kept belongs to one state of the plan."""
    kept = Kept()
    before = report(demo_store, SCOPE, kept=kept)
    contract(demo_store, "New", amount=Decimal(24_000))
    assert total(report(demo_store, SCOPE, kept=kept).years, fiscal_year=2028) > total(
        before.years, fiscal_year=2028
    )


def test_the_inputs_saved_to_the_plan_are_in_force(demo_store: Store) -> None:
    """Without inputs the report is that of the approved plan."""
    save_inputs(demo_store, "Ann", "why", PLAN, {"reserve_floor": "5000"}, {})
    saved, default = report(demo_store, SCOPE), report(demo_store, SCOPE, inputs({}))
    assert saved.reserve is not None and default.reserve is not None
    assert saved.reserve.contribution > default.reserve.contribution
    assert saved.changed["Input"].tolist() == ["Least balance"]


def test_scenarios_share_their_luck(demo_store: Store) -> None:
    """A scenario that changes nothing is the plan itself in every number; one that costs more, costs more in all."""
    dearer = inputs({"project_run": "1000"})
    found = compare(demo_store, SCOPE, {"Plan": inputs({}), "Same": inputs({}), "More": dearer})
    plan, same, more = (
        found[found["scenario"] == name].reset_index(drop=True) for name in ("Plan", "Same", "More")
    )
    assert same.drop(columns="scenario").equals(plan.drop(columns="scenario"))
    ahead = plan["fiscal_year"] > 2027
    assert all(more["expected"][ahead] > plan["expected"][ahead])
    assert all(more["difference"][ahead] == 12_000 - 1_000 * (more["fiscal_year"][ahead] == 2028))
    assert list(found["fiscal_year"].unique()) == [2027, 2028, 2029, 2030, 2031]


def test_a_what_if_stands_beside_the_plan(demo_store: Store) -> None:
    """Year by year, for the years both have."""
    before = report(demo_store, SCOPE, inputs({}))
    after = report(demo_store, SCOPE, inputs({"horizon_years": "3", "hires_per_month": "1"}))
    found = before_after(before, after)
    assert found["fiscal_year"].tolist() == [2027, 2028, 2029]
    assert all(found["after"] > found["before"])


def test_a_department_has_a_budget_of_its_own(demo_store: Store) -> None:
    """Its landing is part of the company's."""
    with demo_store.snapshot() as plan:
        key = plan.value("select id from department where name = 'Operations'")
    whole, part = report(demo_store, SCOPE), report(demo_store, replace(SCOPE, department_id=key))
    assert whole.landing is not None and part.landing is not None
    assert 0 < part.landing.landing < whole.landing.landing
    assert part.subtitle.startswith("Operations")


def test_an_empty_plan_says_what_it_does_not_know(store: Store) -> None:
    """No landing, no reserve, no figure of zero money that is really unknown; it can be printed."""
    company(store)
    said = report(store, SCOPE)
    assert said.landing is None and said.reserve is None
    assert said.is_empty and not said.has_ledger and not said.has_budget
    assert figure(said, "Landing") is None and figure(said, "Odds of overspending") is None
    assert figure(said, "Next year") is None and figure(said, "All years") is None
    assert "unknown" in said.title
    assert printed(store, "budget", SCOPE.as_of, None, None)["landing"] is None


def _initiative_with_savings(store: Store) -> None:
    """30,000 in three months, then cash and time saved, of which only the cash has a signature."""
    values = {"name": "One customer file", "start_on": date(2027, 2, 1), "finish_on": date(2027, 4, 30)}
    key = INITIATIVE.enter(store, values | {"one_off": Decimal(30_000)}, "Ann", "why")
    with store.tx("Ann", "why") as edit:
        for kind, signed in (("cash", "Bob"), ("cash", None), ("time", "Bob")):
            edit.insert(
                "benefit",
                {"initiative_id": key, "kind": kind, "monthly": Decimal(500), "confirmed_by": signed},
            )


def test_planned_hires_and_initiatives_move_their_drivers(demo_store: Store) -> None:
    """Five people in March and an initiative of 30,000 cost so much more in this view of cash, and saving is negative."""
    cash = inputs({"view": "cash"})
    before = report(demo_store, SCOPE, cash).years
    HIRING.enter(demo_store, {"month": date(2027, 3, 1), "hires": Decimal(5)}, "Ann", "growth")
    _initiative_with_savings(demo_store)
    years = report(demo_store, SCOPE, cash).years
    assert _more(before, years, driver="Initiatives") == Decimal(30_000)
    saved = _more(before, years, driver="Savings")
    assert 0 > saved > -Decimal(450) * 60, "only the signed cash counts, and nine tenths of it"
    assert _more(before, years, driver="Added people", fiscal_year=2028) > 1000


def _more(before: pd.DataFrame, after: pd.DataFrame, **which: object) -> Decimal:
    return total(after, **which) - total(before, **which)


def test_what_cannot_be_said_is_listed(demo_store: Store) -> None:
    """Contracts without an amount, assets without a date: by name, with the reason as a sentence."""
    gaps = report(demo_store, SCOPE).gaps
    assert "Battery maintenance" in set(gaps["Source"])
    unscheduled = gaps[gaps["Why"] == "It is not scheduled."]
    assert len(unscheduled) > 0
    assert not any(name.isdigit() for name in unscheduled["Source"])
    assert all(why.endswith(".") for why in gaps["Why"])


def test_the_back_test_is_told_with_the_rule_in_use_first(demo_store: Store) -> None:
    """40 months of ledger: three rules compared; the worthiest input to know is named with how much it narrows."""
    said = report(demo_store, SCOPE)
    assert len(said.backtest) == 3
    assert "back-tests" in said.backtest_reason
    assert "range shrinks by" in said.narrowing_title
    assert 0 < said.narrowing["narrowing"].iloc[0] <= 1


def test_moving_the_fiscal_year_moves_no_month(demo_store: Store) -> None:
    """Booked months and forecasts by calendar month are the same whatever the year starts with."""
    july = report(demo_store, SCOPE).months.set_index("month")
    with demo_store.tx("test") as edit:
        row = edit.row("select id, version from company") or {}
        edit.update("company", row["id"], row["version"], {"fiscal_year_start": 9})
    september = report(demo_store, SCOPE).months.set_index("month")
    both = july.index.intersection(september.index)
    assert len(both) == 10
    assert july.loc[both, ["plan", "actual", "forecast"]].equals(
        september.loc[both, ["plan", "actual", "forecast"]]
    )


def test_years_that_do_not_add_up_are_never_shown(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the program stops the report instead of reaching a page."""
    from itstrat.reports import budget_years
    from itstrat.reports.budget_landing import PartsDoNotAddUpError

    monkeypatch.setattr(budget_years, "total", lambda _lines: Decimal(1))
    with pytest.raises(PartsDoNotAddUpError):
        budget.report(demo_store, SCOPE)
