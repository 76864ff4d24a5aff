"""The headline figures of the roadmap."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.numbers import day_label, fiscal_year_label, money_label, plural
from itstrat.planning.money import ZERO, cents
from itstrat.reports.confidence import letter
from itstrat.reports.objective_facts import without_objective
from itstrat.reports.roadmap_basis import dated
from itstrat.reports.statement import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.roadmap_basis import Basis
    from itstrat.reports.roadmap_rows import InitiativeSaid
    from itstrat.reports.statement import Grade, Status
    from itstrat.store.reading import Row

KEPT = "Initiatives on course"
HEADLINES = 4
_KEEPS = ("done", "on track", "planned")


def figures(basis: Basis, said: Sequence[InitiativeSaid]) -> tuple[Figure, ...]:
    """How initiatives stand, what comes next and what they cost (the first HEADLINES), and what is behind that."""
    kept, *late = _standing(basis, said)
    return (kept, _slip(basis, said), _next(basis), _cost(basis), *late, _untied(basis), _path(basis))


def upcoming(basis: Basis) -> list[Row]:
    """The milestones still to come, of the scope's initiatives and of the whole plan, the next first."""
    shown = {None, *(row["id"] for row in basis.rows)}
    rows = (row for row in basis.roadmap.milestones if row["initiative_id"] in shown and row["board"])
    return [row for row in rows if row["done_on"] is None and row["due_on"] and row["due_on"] >= basis.as_of]


def untied_share(basis: Basis) -> Decimal | None:
    """The share of this and the next fiscal year's cost that serves no objective; None where nothing costs anything."""
    years = (basis.scope.fiscal_year, basis.scope.fiscal_year + 1)
    whole = sum((basis.costs.year(year) for year in years), ZERO)
    loose = [row["id"] for row in without_objective(basis)]
    return sum((basis.costs.year(year, loose) for year in years), ZERO) / whole if whole else None


def _standing(basis: Basis, said: Sequence[InitiativeSaid]) -> tuple[Figure, ...]:
    counts = {
        state: sum(one.status == state for one in said)
        for state in (*_KEEPS, "at risk", "off track", "progress unknown", "unscheduled")
    }
    kept = sum(counts[state] for state in _KEEPS)
    of = f"of {plural(len(said), 'initiative')}"
    told = ("off track", "at risk", "progress unknown", "done", "planned")
    parts = [f"{counts[state]} {state}" for state in told if counts[state]]
    late = counts["at risk"] + counts["off track"]
    loose = f"{counts['unscheduled']} not scheduled" if counts["unscheduled"] else ""
    best: Status = "unknown" if counts["progress unknown"] else "on track"
    worst: Status = "off track" if counts["off track"] else "at risk" if late else best
    return (
        _figure(basis, KEPT, kept, "", of, status=worst, note=", ".join(parts)),
        _figure(basis, "Initiatives at risk", counts["at risk"], "", of, note=loose,
                status="at risk" if counts["at risk"] else "on track"),
        _figure(basis, "Initiatives off track", counts["off track"], "", of,
                status="off track" if counts["off track"] else "on track"),
    )  # fmt: skip


def _slip(basis: Basis, said: Sequence[InitiativeSaid]) -> Figure:
    open_ones = [one for one in said if one.slippage_days is not None and one.status != "done"]
    worst = max(open_ones, key=lambda one: one.slippage_days or 0, default=None)
    days = None if worst is None else max(worst.slippage_days or 0, 0)
    return _figure(
        basis, "Worst slippage", days, "days", "against the first approved finish",
        note=worst.name if worst and days else "",
        status="unknown" if worst is None or not days else worst.status if worst.status in {"at risk", "off track"}
        else "on track",
    )  # fmt: skip


def _next(basis: Basis) -> Figure:
    found = next(iter(upcoming(basis)), None)
    days = None if found is None else (found["due_on"] - basis.as_of).days
    note = "no milestone ahead" if found is None else f"{found['name']}, {day_label(found['due_on'])}"
    return _figure(basis, "Next milestone", days, "days", "from today", note=note)


def _cost(basis: Basis) -> Figure:
    year = basis.scope.fiscal_year
    after = f"{fiscal_year_label(year + 1)} {money_label(basis.costs.year(year + 1), basis.outline.currency)}"
    return _figure(
        basis, "Cost of initiatives", basis.costs.year(year), basis.outline.currency, fiscal_year_label(year), note=after
    )  # fmt: skip


def _untied(basis: Basis) -> Figure:
    share, year = untied_share(basis), basis.scope.fiscal_year
    return _figure(
        basis, "Serves no objective", None if share is None else cents(share * 100), "%",
        f"of cost, {fiscal_year_label(year)} and {fiscal_year_label(year + 1)}",
        note=plural(len(without_objective(basis)), "initiative"),
    )  # fmt: skip


def _path(basis: Basis) -> Figure:
    chain = basis.path.chain if basis.path and basis.links else ()
    note = (
        plural(len(chain), "initiative")
        if chain
        else "nothing waits for anything"
        if basis.path
        else "a circle of links"
    )
    return _figure(
        basis, "Critical path", basis.path.makespan if basis.path and chain else None, "days", "longest chain of waits", note=note
    )  # fmt: skip


def _figure(
    basis: Basis, label: str, value: Decimal | int | None, unit: str, period: str, **more: Any
) -> Figure:
    shown = None if value is None or not basis.rows else Decimal(value)
    known = more if shown is not None else more | {"status": "unknown"}
    return Figure(label, shown, unit, period, basis.as_of, "Roadmap", _grade(basis), _MEANS[label], **known)


def _grade(basis: Basis) -> Grade:
    """By the share of initiatives that have dates and first approved dates, which slippage is measured by."""
    known = [dated(row) and row["approved_finish_on"] is not None for row in basis.rows]
    return letter(sum(known) / len(known) if known else None)


_MEANS = {
    KEPT: "Initiatives that are done, on track or planned as first approved. Up to one month later than first approved, or "
    "behind in work, is on track; up to three months is at risk; more, or a missed deadline, is off track. Begun work of which "
    "nobody says how much is done is of unknown progress and does not count as on course.",
    "Initiatives at risk": "One to three months later than first approved, or as far behind in work, or set so by a person "
    "whose reason is shown.",
    "Initiatives off track": "More than three months later than first approved, or as far behind in work, or after a deadline.",
    "Worst slippage": "Days by which the finish of an initiative that is not done lies after the finish first approved.",
    "Next milestone": "Days until the next milestone for the board that is not done.",
    "Cost of initiatives": "One-off cost spread over the months of work, and run cost from the month after, in cash; what is "
    "done costs nothing more here, since its bills are in the ledger and among the contracts. The budget counts the same.",
    "Serves no objective": "Share of the cost of initiatives, this fiscal year and the next, of those that support no objective.",
    "Critical path": "Days of the longest chain of initiatives that wait for each other: a day lost there is lost at the end.",
}
