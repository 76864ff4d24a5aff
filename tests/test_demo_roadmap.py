"""The demo company's roadmap: believable, consistent on any day it is seen from, and with something to find."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.ingest.demo import _move
from itstrat.planning.calendar import FiscalCalendar
from itstrat.planning.dated_links import broken_links
from itstrat.planning.status import Dates, status
from itstrat.planning.task_links import Link, Task
from itstrat.store.initiative import COMPONENTS
from itstrat.store.roadmap import Roadmap, roadmap
from tests.conftest import DEMO_DAY
from tests.demo_company import DATA, day, names, rows

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.store.database import Store


@pytest.fixture
def held(demo_store: Store) -> Roadmap:
    """The demo's roadmap as it is recorded."""
    with demo_store.snapshot() as plan:
        return roadmap(plan)


def test_the_files_agree_with_each_other(held: Roadmap) -> None:
    """Everybody named works there, every name leads somewhere, and nothing was lost on the way in."""
    people, departments = names("people", "Name"), names("departments", "Department")
    for name in ("objectives", "initiatives", "benefits"):
        assert names(name, "Owner") <= people, name
    assert names("benefits", "Confirmed by") <= people
    assert names("initiatives", "Department") <= departments
    assert names("initiatives", "Team") == names("teams", "Team")
    assert len(held.initiatives) == len(rows("initiatives")) == 18
    assert len(held.links) == len(rows("initiative-links")) + sum(
        bool(row["Predecessors"]) for row in rows("initiatives")
    )
    assert len(held.supports) == sum(
        len(row["Objectives"].split("; ")) for row in rows("initiatives") if row["Objectives"]
    )
    assert len(held.values) == len(rows("benefit-values"))


def test_a_firm_of_twenty_can_afford_it(held: Roadmap) -> None:
    """Three initiatives in each component, 350 to 450 thousand over three years, half of it or less in any year."""
    assert Counter(row["component"] for row in held.initiatives) == dict.fromkeys(COMPONENTS, 3)
    once = sum((row["one_off"] for row in held.initiatives), Decimal(0))
    assert 350_000 <= once <= 450_000
    assert sum((row["run_monthly"] for row in held.initiatives), Decimal(0)) < 5_000
    assert [cap["fiscal_year"] for cap in held.caps] == [2027, 2028, 2029]


def test_it_shows_every_status_and_every_kind_of_link(held: Roadmap) -> None:
    """Done, on track, at risk, off track, planned and unscheduled, as the method works them out."""
    kept = ("start_on", "finish_on", "approved_start_on", "approved_finish_on", "deadline_on", "progress")
    found = Counter(
        status(Dates(**{name: row[name] for name in kept}), DEMO_DAY).computed for row in held.initiatives
    )
    assert found.keys() == {"done", "on track", "at risk", "off track", "planned", "unscheduled"}
    assert {link["kind"] for link in held.links} == {"FS", "SS", "FF", "SF"}


def test_it_has_something_to_find(held: Roadmap) -> None:
    """An objective nobody works for, an initiative for no objective, a benefit unsigned, a month unmeasured."""
    supported = {one["objective_id"] for one in held.supports}
    assert [one["type"] for one in held.objectives if one["id"] not in supported] == ["succession"]
    supporting = {one["initiative_id"] for one in held.supports}
    assert len([row for row in held.initiatives if row["id"] not in supporting]) == 1
    assert len([one for one in held.benefits if not one["confirmed_by"]]) == 1
    assert {one["kind"] for one in held.benefits} == {"cash", "avoided", "time", "experience"}
    assert {
        one["initiative"] for one in held.benefits if any(v["benefit_id"] == one["id"] for v in held.values)
    } == {row["name"] for row in held.initiatives if row["progress"] == 1}
    assert sum((one["weight"] for one in held.objectives), Decimal(0)) == 1
    groups = Counter(row["option_group"] for row in held.initiatives if row["option_group"])
    assert list(groups.values()) == [2]
    assert [row["status_override"] for row in held.initiatives if row["status_reason"]] == ["at risk"]


def test_a_year_costs_more_than_its_cap(held: Roadmap) -> None:
    """The one-off cost and the run cost of one year, by whole months: a finding, and no more than a fifth over."""
    years = FiscalCalendar(7)
    spent: Counter[int] = Counter()
    for row in held.initiatives:
        if row["start_on"] is None or row["progress"] == 1:
            continue
        days = (row["finish_on"] - row["start_on"]).days + 1
        for k in range(days):
            spent[years.fiscal_year(row["start_on"] + timedelta(days=k))] += row["one_off"] / days
        for month in years.months(2028):
            spent[2028] += row["run_monthly"] if month > row["finish_on"] else 0
    caps = {cap["fiscal_year"]: cap["amount"] for cap in held.caps}
    assert caps[2028] < spent[2028] < caps[2028] * Decimal("1.2")
    assert spent[2027] < caps[2027]


@pytest.mark.parametrize("months", [0, 1, 2, 3, 5, 7, 11, 27])
def test_its_dates_keep_its_links_from_whatever_day_it_is_seen(
    held: Roadmap, tmp_path: Path, months: int
) -> None:
    """Also once every date moved by whole months, which makes months longer and shorter."""
    _move(DATA / "demo" / "initiatives.csv", tmp_path / "moved.csv", months)
    with (tmp_path / "moved.csv").open(encoding="utf-8", newline="") as file:
        moved = {row["Initiative"]: row for row in csv.DictReader(file) if row["Start"]}
    starts = {name: day(row["Start"]).toordinal() for name, row in moved.items()}
    tasks = [Task(name, day(row["Finish"]).toordinal() - starts[name] + 1) for name, row in moved.items()]
    links = [Link(one["before"], one["after"], one["kind"], one["lag_days"]) for one in held.links]
    assert (
        broken_links(tasks, [link for link in links if {link.before, link.after} <= starts.keys()], starts)
        == []
    )


def test_nothing_that_was_done_lies_ahead(held: Roadmap) -> None:
    """Progress, confirmations, realised values and reached milestones are of days before the demo's."""
    assert all(row["progress_on"] <= DEMO_DAY for row in held.initiatives if row["progress_on"])
    assert all(one["confirmed_on"] <= DEMO_DAY for one in held.benefits if one["confirmed_on"])
    assert all(one["month"] < date(2026, 11, 1) for one in held.values)
    assert all(one["done_on"] <= DEMO_DAY for one in held.milestones if one["done_on"])
    assert all(one["current_on"] <= DEMO_DAY for one in held.objectives)
