"""Files of the roadmap become records: what a row names is looked up, never made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from itstrat.planning.calendar import FiscalCalendar
from itstrat.planning.spans import calendar_days, span
from itstrat.store import benefit, initiative_imports, links, milestone, objective, team
from itstrat.store.entering import barred
from itstrat.store.kinds_roadmap import TARGETS
from itstrat.store.naming import Naming, folded
from itstrat.store.outline import outline
from itstrat.store.records import Taken, take

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.entering import Noun
    from itstrat.store.reading import Row
    from itstrat.store.records import Target

Refused = dict[int, tuple[str, str, str]]


def take_objectives(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row is an objective; one that would be due before it starts is refused."""
    return take(edit, TARGETS["objectives"], rows, barred(objective.OBJECTIVE))


def take_links(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row lets one initiative wait for another; one that would close a circle is refused."""
    naming = Naming(edit, "initiative")
    refused: Refused = {}
    resolved = []
    for position, row in enumerate(rows):
        ends = {f"{end}_id": naming.of(row[end]) for end in ("before", "after")}
        lost = next((end for end in ("before", "after") if ends[f"{end}_id"] is None), None)
        if lost:
            refused[position] = (lost, row[lost], f"no initiative is called '{row[lost]}'")
        elif ends["before_id"] == ends["after_id"]:
            refused[position] = ("after", row["after"], "an initiative cannot wait for itself")
        lag = span(row["lag"]) if row.get("lag") else None
        days = None if lag is None else calendar_days(lag)
        resolved.append(row | ends | {"kind": row.get("kind"), "lag_days": days})
    left = [position for position in range(len(rows)) if position not in refused]
    wanted = [
        resolved[position]
        | {"kind": resolved[position]["kind"] or "FS", "lag_days": resolved[position]["lag_days"] or 0}
        for position in left
    ]
    for place, sentence in links.closing(edit, wanted).items():
        refused[left[place]] = ("after", rows[left[place]]["after"], sentence)
    return take_known(edit, links.LINK, TARGETS["initiative-links"], resolved, refused)


def take_milestones(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row is a milestone, of an initiative where it names one."""
    return _of_initiatives(edit, milestone.MILESTONE, "milestones", rows)


def take_benefits(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row is a benefit of an initiative, one for each kind and name; one changed after it was signed is not any more."""
    taken = _of_initiatives(edit, benefit.BENEFIT, "benefits", _without_lapsed(edit, rows))
    taken.notes += initiative_imports.lapsed(edit)
    return taken


def _without_lapsed(edit: Edit, rows: Sequence[Row]) -> list[Row]:
    """The rows without signatures that lapsed: a file that is imported once more does not sign what was changed since."""
    naming = Naming(edit, "initiative")
    lapsed = {
        (row["initiative_id"], row["kind"], folded(row["name"]), row["lapsed_from"], row["lapsed_signed_on"])
        for row in benefit.benefits(edit)
    }

    def known(row: Row) -> Row:
        of = naming.of(row["initiative"]), row["kind"], folded(row.get("name") or "")
        old = (*of, row.get("confirmed_by"), row.get("confirmed_on")) in lapsed
        return row | {"confirmed_by": None, "confirmed_on": None} if old else row

    return [known(row) for row in rows]


def take_values(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row says what came true of a benefit in a month; the benefit must be there."""
    naming = Naming(edit, "initiative")
    known = {
        (row["initiative_id"], row["kind"], folded(row["name"])): row["id"]
        for row in edit.rows("select id, initiative_id, kind, name from benefit where deleted_at is null")
    }
    refused: Refused = {}
    resolved = []
    for position, row in enumerate(rows):
        wanted = (naming.of(row["initiative"]), row["kind"], folded(row.get("name") or ""))
        if wanted not in known:
            message = f"'{row['initiative']}' has no benefit of the kind {row['kind']} by that name; import it first"
            refused[position] = ("initiative", row["initiative"], message)
        resolved.append(row | {"benefit_id": known.get(wanted)})
    return take_known(edit, benefit.VALUE, TARGETS["benefit-values"], resolved, refused)


def take_caps(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row caps a fiscal year, named by itself or by any day in it."""
    years = FiscalCalendar(outline(edit).fiscal_year_start)
    resolved = [
        row
        | {
            "fiscal_year": int(row["fiscal_year"])
            if row["fiscal_year"].isdigit()
            else years.fiscal_year(date.fromisoformat(row["fiscal_year"]))
        }
        for row in rows
    ]
    return take_known(edit, team.CAP, TARGETS["budget-caps"], resolved, {})


def take_teams(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row is a team; one with a capacity below 0 is refused."""
    return take(edit, TARGETS["teams"], rows, barred(team.TEAM))


def _of_initiatives(edit: Edit, noun: Noun, kind: str, rows: Sequence[Row]) -> Taken:
    naming = Naming(edit, "initiative")
    refused: Refused = {}
    resolved = []
    for position, row in enumerate(rows):
        said = row.get("initiative")
        key = naming.of(said) if said else None
        if said and key is None:
            refused[position] = ("initiative", said, f"no initiative is called '{said}'")
        resolved.append(row | {"initiative_id": key})
    return take_known(edit, noun, TARGETS[kind], resolved, refused)


def take_known(edit: Edit, noun: Noun, target: Target, rows: Sequence[Row], refused: Refused) -> Taken:
    """`take` with the checks of what a person enters, for rows not refused already; positions are those of all rows."""
    left = [position for position in range(len(rows)) if position not in refused]
    some = take(edit, target, [rows[position] for position in left], barred(noun))
    return Taken(
        added=[left[place] for place in some.added],
        updated=[left[place] for place in some.updated],
        unchanged=[left[place] for place in some.unchanged],
        refused=refused | {left[place]: why for place, why in some.refused.items()},
        ids={left[place]: key for place, key in some.ids.items()},
        notes=some.notes,
    )


TAKERS: Mapping[str, Callable[[Edit, Sequence[Row]], Taken]] = {
    "objectives": take_objectives,
    "initiatives": initiative_imports.take_initiatives,
    "initiative-links": take_links,
    "milestones": take_milestones,
    "teams": take_teams,
    "budget-caps": take_caps,
    "benefits": take_benefits,
    "benefit-values": take_values,
}
