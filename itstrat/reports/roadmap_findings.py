"""What the roadmap says of itself: its title, findings and the decisions it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.numbers import day_label, fiscal_year_label, percent, plural
from itstrat.reports.objective_facts import without_objective
from itstrat.reports.roadmap_figures import untied_share
from itstrat.reports.roadmap_schedule import strains
from itstrat.reports.statement import Decision, Finding
from itstrat.wording import and_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from itstrat.planning.dated_links import BrokenLink
    from itstrat.reports.objective_facts import Supported
    from itstrat.reports.roadmap_basis import Basis
    from itstrat.reports.roadmap_rows import InitiativeSaid

PAGE = "roadmap"
_TOLD = 3
_MONTH = 30.44
_TITLE = 70  # letters that two names may take in the title


def title(basis: Basis, said: Sequence[InitiativeSaid]) -> str:
    """The message of the page, with its number."""
    if not said:
        return "There is no roadmap yet"
    late = _late(said)
    if not late:
        if not any(one.start for one in said):
            return f"None of {plural(len(said), 'initiative')} has dates"
        unknown = sum(one.status == "progress unknown" for one in said)
        known = f"known to be late; the progress of {unknown} is unknown" if unknown else "late"
        return f"No initiative of {len(said)} is {known}"
    # What is late and not done cannot end in a year that is over.
    year = min(basis.calendar.fiscal_year(max(one.finish, basis.as_of)) for one in late if one.finish)
    verb = "threatens" if len(late) == 1 else "threaten"
    said_by = [f"{one.name} ({_by(one)})" for one in late]
    both = " and ".join(said_by) if len(late) <= 2 else ""
    told = both if both and len(both) <= _TITLE else said_by[0]
    more = len(late) - 1 if told == said_by[0] else 0
    told += f" and {plural(more, 'other')}" if more else ""
    return f"{len(late)} of {plural(len(said), 'initiative')} {verb} {fiscal_year_label(year)}: {told}"


def findings(basis: Basis, said: Sequence[InitiativeSaid], goals: Sequence[Supported]) -> tuple[Finding, ...]:
    """What is wrong with the roadmap, the worst first."""
    if not said:
        return ()
    found = [
        *_wrong(basis, said),
        *_missed(basis),
        *_links(basis),
        *_open(said),
        *_unknown(basis, said),
        *_ties(basis, goals),
        *_overridden(basis, said),
    ]
    rank = {"off track": 0, "at risk": 1, "note": 2, "good": 3}
    return tuple(sorted(found, key=lambda one: rank[one.severity]))


def decisions(basis: Basis, said: Sequence[InitiativeSaid]) -> tuple[Decision, ...]:
    """What leadership must decide: what becomes of each initiative that is off track."""
    return tuple(
        Decision(
            what=f"Approve new dates for {one.name}, add people, or stop it.",
            why_now=one.status_reason,
            cost=_cost(basis, one.id),
            if_we_wait=_waiting(one),
            source="Roadmap: dates, progress and first approved dates",
        )
        for one in said
        if one.status == "off track"
    )  # fmt: skip


def _cost(basis: Basis, key: int) -> Decimal | None:
    """What an initiative costs in this fiscal year and the next; None where no cost is stated."""
    row, year = basis.by_id[key], basis.scope.fiscal_year
    if not row["one_off"] and not row["run_monthly"]:
        return None
    return basis.costs.year(year, [key]) + basis.costs.year(year + 1, [key])


def _waiting(one: InitiativeSaid) -> str:
    if (one.room_days or 0) <= 0:
        return f"It has no room left: with every day, {one.then}."
    return f"It can slip {plural(one.room_days or 0, 'day')} more; then {one.then}."


def _late(said: Sequence[InitiativeSaid]) -> list[InitiativeSaid]:
    rank = {"off track": 0, "at risk": 1}
    late = [one for one in said if one.status in rank and one.finish]
    return sorted(late, key=lambda one: (rank[one.status], -(one.slippage_days or 0)))


def _by(one: InitiativeSaid) -> str:
    """How late it is: in months from six weeks on."""
    days = one.slippage_days or 0
    if days <= 0:
        return one.status
    return f"{round(days / _MONTH)} months late" if days >= 45 else f"{plural(days, 'day')} late"


def _wrong(basis: Basis, said: Sequence[InitiativeSaid]) -> Iterator[Finding]:
    for one in _late(said)[: 2 * _TOLD]:
        yield Finding(
            "off track" if one.status == "off track" else "at risk",
            f"{one.name} is {one.status}: {one.status_reason}",
            PAGE,
        )
    yield from basis.capped.findings(basis.inputs, basis.outline.currency)
    if basis.circle:
        yield Finding("off track", basis.circle, PAGE)
        return
    try:
        teams = [strain for strain in strains(basis) if strain.rule == "capacity"]
        for strain in teams[:_TOLD]:
            yield Finding("at risk", f"As dated: {strain.text}", PAGE, len(strain.keys))
    except (ItstratError, ValueError) as fault:
        yield Finding("note", f"Teams cannot be checked: {fault}", PAGE)


def _links(basis: Basis) -> Iterator[Finding]:
    shown = {str(row["id"]) for row in basis.rows}
    wrong = [one for one in basis.broken if one.link.after in shown]
    if wrong:
        told = "; ".join(_broken(basis, one) for one in wrong[:_TOLD])
        said = f"{plural(len(wrong), 'link')} {'is' if len(wrong) == 1 else 'are'} not kept by the dates: {told}."
        yield Finding("at risk", said, PAGE, len(wrong))


def _broken(basis: Basis, one: BrokenLink) -> str:
    after, before = (basis.by_id[int(key)]["name"] for key in (one.link.after, one.link.before))
    return f"{after} comes {plural(one.days, 'day')} too early after {before}"


def _open(said: Sequence[InitiativeSaid]) -> Iterator[Finding]:
    loose = [one.name for one in said if one.status == "unscheduled"]
    if loose:
        yield Finding(
            "note",
            f"{plural(len(loose), 'initiative')} not scheduled: {', '.join(loose[:_TOLD])}.",
            PAGE,
            len(loose),
        )


def _unknown(basis: Basis, said: Sequence[InitiativeSaid]) -> Iterator[Finding]:
    """Begun work of which nobody says how much is done, also where its dates alone tell that it is late."""
    begun = [one for one in said if one.progress is None and one.start and one.start <= basis.as_of]
    names = [one.name for one in begun if one.status != "done"]
    if names:
        text = f"Nobody says how much is done of {plural(len(names), 'initiative')} that began: {and_more(names, _TOLD)}."
        yield Finding("note", text, PAGE, len(names))


def _ties(basis: Basis, goals: Sequence[Supported]) -> Iterator[Finding]:
    bare = [goal.row["name"] for goal in goals if not goal.strengths]
    for name in bare[:_TOLD]:
        yield Finding("at risk", f"Nothing on the roadmap supports the objective “{name}”.", "objectives")
    loose, share = without_objective(basis), untied_share(basis)
    if loose and goals:
        money = (
            f", {percent(share)} of the cost of this fiscal year and the next" if share is not None else ""
        )
        names = ", ".join(row["name"] for row in loose[:_TOLD])
        supports = "supports" if len(loose) == 1 else "support"
        said = f"{plural(len(loose), 'initiative')} {supports} no objective{money}: {names}."
        yield Finding("note", said, "objectives", len(loose))


def _overridden(basis: Basis, said: Sequence[InitiativeSaid]) -> Iterator[Finding]:
    for one in said:
        standing = basis.statuses[one.id]
        if standing.overridden and one.status not in {"at risk", "off track"}:
            yield Finding("note", f"{one.name} is {one.status} by hand: {standing.reason}", PAGE)


def _missed(basis: Basis) -> Iterator[Finding]:
    """Milestones whose day has passed and that are not done."""
    shown = {None, *(row["id"] for row in basis.rows)}
    for row in basis.roadmap.milestones:
        if (
            row["initiative_id"] in shown
            and row["done_on"] is None
            and row["due_on"]
            and row["due_on"] < basis.as_of
        ):
            yield Finding(
                "at risk", f"The milestone “{row['name']}” was due on {day_label(row['due_on'])}.", PAGE
            )
