"""Replacements moved so that no month is dear: the fewest moves that reach the lowest peak, to be accepted or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import money_label, plural
from itstrat.planning.assumptions import Inputs
from itstrat.planning.money import ZERO
from itstrat.planning.reserve import Reserve, level_contribution
from itstrat.planning.reserve_plan import batch_assets, batches
from itstrat.planning.stagger import Batch, Stagger, broken, spend, stagger
from itstrat.reports.budget_basis import Kept
from itstrat.reports.budget_landing import PartsDoNotAddUpError
from itstrat.reports.budget_reserve import Needs, needs

if TYPE_CHECKING:
    from datetime import date

    from itstrat.reports.budget_basis import Basis, Working
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

SECONDS = 2.0
_MOVES = ["key", "Batch", "Amount", "Due", "Move to"]


@dataclass(frozen=True, slots=True, eq=False)
class Staggering:
    """A checked proposal. `moves`: key, Batch, Amount, Due, Move to (first days of months).

    `peak_before` and `peak` are the dearest month's purchases, the contributions are the smallest level ones before and
    after. `proven`: no lower peak and no fewer moves exist; else the time ran out. `assets` are those of each move, by key.
    """

    title: str
    moves: pd.DataFrame
    peak_before: Decimal
    peak: Decimal
    proven: bool
    contribution_before: Decimal
    contribution_after: Decimal
    assets: Mapping[str, tuple[int, ...]]


def staggering(
    store: Store,
    scope: Scope,
    inputs: Inputs | None = None,
    refused: tuple[str, ...] = (),
    kept: Kept | None = None,
) -> Staggering | None:
    """The moves of first replacements by class and month; batches whose keys are refused stay where they are due.

    None when no replacement falls due. A solver: seconds at most, so it is asked only where it is shown.
    """
    working = (kept or Kept()).working(store, scope)
    own = (inputs or Inputs()).moving("reserve")
    horizon = (inputs or Inputs()).whole("horizon_years")
    with working.lock:
        wanted = needs(working, (inputs or Inputs()))
        if wanted is None:
            return None
        key = ("stagger", own, horizon, tuple(sorted(refused)))
        found: Staggering = working.kept(key, lambda: _staggering(working, wanted, set(refused)))
    return found


def _staggering(working: Working, wanted: Needs, refused: set[str]) -> Staggering:
    basis = working.basis
    movable = [
        replace(one, earliest=one.due, latest=one.due) if one.key in refused else one
        for one in _batches(basis, wanted)
    ]
    fixed = _fixed(wanted, movable)
    plan = stagger(movable, fixed, SECONDS)
    if wrong := broken(movable, plan, fixed):
        raise PartsDoNotAddUpError(" ".join(wrong))
    before = level_contribution(wanted.reserve).contribution
    after = level_contribution(_moved(wanted.reserve, movable, plan, fixed)).contribution
    rows = [
        (move.key, move.key.partition(",")[0], move.amount, wanted.months[move.due], wanted.months[move.to])
        for move in plan.moves
    ]
    return Staggering(
        title=_title(plan, before, after, basis.outline.currency),
        moves=pd.DataFrame(rows, columns=_MOVES, dtype=object),
        peak_before=plan.peak_before,
        peak=plan.peak,
        proven=plan.proven,
        contribution_before=before,
        contribution_after=after,
        assets=batch_assets(wanted.bought, _class_names(basis), basis.seen_on),
    )


def _batches(basis: Basis, wanted: Needs) -> list[Batch]:
    """The batches, none later than the horizon's end."""
    last = len(wanted.months) - 1
    return [
        replace(one, latest=min(one.latest, last))
        for one in batches(wanted.bought, _class_names(basis), _support_ends(basis), basis.seen_on)
    ]


def _class_names(basis: Basis) -> dict[int, str]:
    classes = basis.facts.classes
    return dict(zip(classes["id"], classes["name"], strict=True))


def _support_ends(basis: Basis) -> dict[int, date]:
    """The earlier of both ends of support by asset, where one is known."""
    assets = basis.facts.assets
    ends = assets[["support_end_on", "os_end_on"]].apply(pd.to_datetime).min(axis=1)
    return {int(key): end.date() for key, end in zip(assets["id"], ends, strict=True) if not pd.isna(end)}


def _fixed(wanted: Needs, movable: list[Batch]) -> dict[int, Decimal]:
    """What cannot move: successors of what is bought within the horizon, and what is paid at once."""
    found = {place: need for place, need in enumerate(wanted.reserve.needs) if need}
    for one in movable:
        found[one.due] = found[one.due] - one.amount
    return {place: need for place, need in found.items() if need}


def _moved(reserve: Reserve, movable: list[Batch], plan: Stagger, fixed: dict[int, Decimal]) -> Reserve:
    money = spend(movable, plan.placed, fixed)
    return replace(reserve, needs=tuple(money.get(place, ZERO) for place in range(len(reserve.needs))))


def _title(plan: Stagger, before: Decimal, after: Decimal, currency: str) -> str:
    if not plan.moves:
        return f"No move makes the dearest month cheaper than {money_label(plan.peak, currency)}"
    verb = "brings" if len(plan.moves) == 1 else "bring"
    said = (
        f"{plural(len(plan.moves), 'move')} {verb} the dearest month from "
        f"{money_label(plan.peak_before, currency)} to {money_label(plan.peak, currency)}"
    )
    if after == before:
        return said
    return (
        f"{said} and the contribution from {money_label(before, currency)} to {money_label(after, currency)}"
    )
