"""What happens if a bar is moved: whom it pushes, what each fiscal year costs then, which objectives it reaches later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.errors import ItstratError
from itstrat.numbers import day_label, fiscal_year_label, plural
from itstrat.planning.dated_links import pushed
from itstrat.planning.work_dates import months_touched
from itstrat.reports.objective_facts import supported
from itstrat.reports.roadmap_basis import Basis, basis, dated, days
from itstrat.reports.roadmap_schedule import strains
from itstrat.store import entering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

Dates = tuple[date, date]
LONGEST = 36_500


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that nobody saved yet.

    `dates` are the new first and last days by initiative, its own first; `pushes` has a row for each successor it pushes,
    `years` the initiatives' cost by fiscal year before and after, `warnings` what it breaks and which objectives it touches.
    """

    dates: Mapping[int, Dates]
    versions: Mapping[int, int]
    pushes: pd.DataFrame
    years: pd.DataFrame
    warnings: tuple[str, ...]


def moved(store: Store, scope: Scope, initiative_id: int, start: date, length: int, *, push: bool) -> Moved:
    """What moving one initiative to a first day and a length in days does; with `push` its successors go along.

    Raises ItstratError for an initiative that is not there, a day or a length that cannot be, CycleError for a circle.
    """
    seen = basis(store, scope)
    if initiative_id not in seen.by_id or not 1 <= length <= LONGEST:
        raise ItstratError("Choose an initiative of the list, and a length of at least one day.")
    if why := entering.day(start):
        raise ItstratError(f"The first day of an initiative {why}.")
    # The length may have changed as well, and with it whom the initiative pushes.
    own = (start, start + timedelta(days=length - 1))
    alone = _redated(seen, {initiative_id: own})
    forced = pushed(alone.tasks, alone.links, alone.starts, {str(initiative_id): start.toordinal()})
    dates = {initiative_id: own} | {int(key): _from(alone, int(key), to) for key, to in forced.items()}
    then = _redated(seen, dates) if push else alone
    return Moved(
        dates=dates if push else {initiative_id: own},
        versions={key: seen.by_id[key]["version"] for key in dates},
        pushes=_pushes(seen, forced),
        years=_years(seen, then),
        warnings=tuple(_warnings(seen, then)),
    )


def _from(seen: Basis, key: int, start: int) -> Dates:
    first = date.fromordinal(start)
    return first, first + timedelta(days=(days(seen.by_id[key]) or 1) - 1)


def _redated(seen: Basis, dates: Mapping[int, Dates]) -> Basis:
    """The same plan with these initiatives on other days."""
    rows = [
        row | {"start_on": dates[row["id"]][0], "finish_on": dates[row["id"]][1]}
        if row["id"] in dates
        else row
        for row in seen.roadmap.initiatives
    ]
    costed = tuple(
        replace(one, starts_on=dates[one.source_id][0], months=months_touched(*dates[one.source_id]))
        if one.source_id in dates
        else one
        for one in seen.costed
    )
    return replace(seen, roadmap=replace(seen.roadmap, initiatives=rows), costed=costed)


def _pushes(seen: Basis, forced: Mapping[str, int]) -> pd.DataFrame:
    rows = [
        {
            "Initiative": seen.by_id[int(key)]["name"],
            "Starts now": seen.by_id[int(key)]["start_on"],
            "Would start": date.fromordinal(to),
            "Later by": plural(to - seen.starts[key], "day"),
        }
        for key, to in sorted(forced.items(), key=lambda pair: pair[1])
    ]
    return pd.DataFrame(rows, columns=["Initiative", "Starts now", "Would start", "Later by"])


def _years(seen: Basis, then: Basis) -> pd.DataFrame:
    quarters = {*seen.company_costs.quarters, *then.company_costs.quarters}
    years = sorted({seen.calendar.fiscal_year(quarter) for quarter in quarters})
    # Costs run on: each side is asked for the years that both show.
    both = [year for year in years if all(_covers(one, year) for one in (seen, then))]
    rows = [
        (fiscal_year_label(year), seen.company_costs.year(year), then.company_costs.year(year))
        for year in both
    ]
    frame = pd.DataFrame(rows, columns=["Fiscal year", "Now", "After"], dtype=object)
    return frame.assign(Difference=frame["After"] - frame["Now"])


def _covers(one: Basis, year: int) -> bool:
    return one.calendar.fiscal_year(one.company_costs.quarters[-1]) >= year


def _warnings(seen: Basis, then: Basis) -> Iterator[str]:
    before = {one.link for one in seen.broken}
    for one in then.broken:
        if one.link not in before:
            after, held = (then.by_id[int(key)]["name"] for key in (one.link.after, one.link.before))
            yield f"{after} would come {plural(one.days, 'day')} too early after {held}."
    for key, row in then.by_id.items():
        was, now = seen.statuses[key], then.statuses[key]
        if was.state != now.state:
            yield f"{row['name']} would be {now.state} instead of {was.state}: {now.reason}"
    yield from _goals(seen, then)
    strained = {one.text for one in strains(seen)}
    yield from (one.text for one in strains(then) if one.text not in strained)


def _goals(seen: Basis, then: Basis) -> Iterator[str]:
    """Objectives that stand otherwise, or of which an initiative now ends after the objective is due."""
    for was, now in zip(supported(seen), supported(then), strict=True):
        name, due = now.row["name"], now.row["due_on"]
        if was.state != now.state:
            yield f"The objective “{name}” would be {now.state} instead of {was.state}."
        for key in now.strengths:
            old, new = seen.by_id[key], then.by_id[key]
            late = due is not None and dated(new) and new["finish_on"] > due
            if late and (not dated(old) or old["finish_on"] <= due):
                yield f"{new['name']} would end on {day_label(new['finish_on'])}, after “{name}” is due ({day_label(due)})."
