"""The roadmap with 200 initiatives: the page's report, a draft of their schedule, and the solver on 120."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.plans import DAY
from benchmarks.sample import Sample, timed
from itstrat.planning.schedule import draft, optimise
from itstrat.reports import roadmap, roadmap_schedule
from itstrat.reports.statement import Scope
from itstrat.settings import Settings
from itstrat.store.database import Store
from tests.planning.made_schedules import large

if TYPE_CHECKING:
    from itstrat.store.edits import Edit

INITIATIVES, SOLVED = 200, 120
PAGE = f"Roadmap, {INITIATIVES} initiatives"
_FIRST = date(2026, 1, 1)
_COMPONENTS = ("Security", "Strategy", "Productivity", "Support", "Infrastructure", "Experience")
_TEAMS = ("Apps", "Platform", "Security")
_OBJECTIVES = 5


@dataclass(frozen=True, slots=True)
class Optimised:
    """What the solver found for a problem: the gap it left (None is unknown), and its seconds."""

    name: str
    gap: float | None
    seconds: float


def schedules(runs: int) -> list[Sample]:
    """The page's report read for the first time and for other days, and the drafts, each measured by itself."""
    problem = large(INITIATIVES)
    bare = timed(runs, lambda _run: draft(problem))
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Settings(database=Path(folder) / "plan.duckdb"))
        fill(store)
        first = timed(1, lambda _run: roadmap.report(store, Scope(DAY, DAY.year)))
        again = timed(runs, lambda run: roadmap.report(store, Scope(DAY + timedelta(days=run + 1), DAY.year)))
        tab = timed(runs, lambda _run: roadmap_schedule.drafted(store, Scope(DAY, DAY.year)))
        store.close()
    return [
        Sample(f"Report with {INITIATIVES} initiatives, first", first),
        Sample(f"Report with {INITIATIVES} initiatives, another day", again),
        Sample(f"Draft schedule of {INITIATIVES}", bare),
        Sample(f"Draft of a plan with {INITIATIVES}, read and told", tab),
    ]


def optimised(problems: int) -> list[Optimised]:
    """So many problems of 120 on five years, with teams, caps, waits and options; the same ones every time."""
    found = ((seed, optimise(large(SOLVED, seed))) for seed in range(1, problems + 1))
    return [Optimised(f"Problem {seed}", one.gap, one.seconds) for seed, one in found]


def fill(store: Store) -> None:
    """A plan with objectives, teams, caps, and INITIATIVES that keep their links, each with money, a benefit and a milestone."""
    chance = random.Random(INITIATIVES)
    with store.tx("benchmark") as edit:
        teams = [edit.insert("team", {"name": name, "capacity": Decimal(16)}) for name in _TEAMS]
        goals = [
            edit.insert(
                "objective", {"code": f"O{at}", "name": f"Objective {at}", "due_on": date(2028, 6, 30)}
            )
            for at in range(_OBJECTIVES)
        ]
        for year in range(_FIRST.year, _FIRST.year + 5):
            edit.insert("budget_cap", {"fiscal_year": year, "amount": Decimal(25_000_000)})
        keys = edit.new_ids(INITIATIVES)
        rows = [_initiative(at, chance.choice(teams), chance) for at in range(INITIATIVES)]
        edit.append("initiative", [{"id": key} | row for key, row in zip(keys, rows, strict=True)])
        for at, key in enumerate(keys):
            _surround(edit, key, at, chance)
            before = chance.randrange(at) if at else 0
            if rows[before]["finish_on"] < rows[at]["start_on"]:
                edit.insert("initiative_link", {"before_id": keys[before], "after_id": key})
            edit.insert(
                "objective_support",
                {
                    "objective_id": chance.choice(goals),
                    "initiative_id": key,
                    "strength": chance.randint(1, 5),
                },
            )


def _surround(edit: Edit, key: int, at: int, chance: random.Random) -> None:
    """A benefit, and a milestone for every other one."""
    edit.insert(
        "benefit",
        {"initiative_id": key, "kind": "cash", "monthly": Decimal(chance.randrange(500, 9_000)), "ramp_months": 6},
    )  # fmt: skip
    if at % 2:
        due = _FIRST + timedelta(days=4 * at)
        edit.insert("milestone", {"initiative_id": key, "name": f"Milestone {at}", "due_on": due})


def _initiative(at: int, team: int, chance: random.Random) -> dict[str, Any]:
    start = _FIRST + timedelta(days=4 * at + chance.randrange(30))
    finish = start + timedelta(days=chance.randrange(40, 300))
    begun = start < DAY
    return {
        "code": f"I-{at:03}",
        "name": f"Initiative {at}",
        "component": _COMPONENTS[at % len(_COMPONENTS)],
        "owner": f"Owner {at % 12}",
        "team_id": team,
        "effort": Decimal(chance.randrange(1, 5)) / 2,
        "start_on": start,
        "finish_on": finish,
        "approved_start_on": start,
        "approved_finish_on": finish - timedelta(days=chance.randrange(20)),
        "progress": Decimal(chance.randrange(0, 90)) / 100 if begun else Decimal(0),
        "progress_on": DAY if begun else None,
        "one_off": Decimal(chance.randrange(20_000, 400_000)),
        "run_monthly": Decimal(chance.randrange(0, 2_000)),
        "capital": at % 3 == 0,
        "mandatory": chance.random() < 0.08,
        "note": "",
        "version": 1,
    }
