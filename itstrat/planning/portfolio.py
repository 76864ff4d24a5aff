"""Which projects to choose under yearly budgets when dates do not matter yet: the set that is worth most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project's worth and its cost by year; `needs` are keys that must be chosen with it, `excludes` must not."""

    key: str
    value: Decimal
    costs: tuple[Decimal, ...]
    needs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The chosen keys in the order given, their worth and cost by year.

    `unfit` are mandatory ones that do not fit; as many as possible are kept. `proven` says that no other set is better.
    """

    chosen: tuple[str, ...]
    value: Decimal
    costs: tuple[Decimal, ...]
    unfit: tuple[str, ...]
    proven: bool


def choose(
    candidates: Sequence[Candidate], budgets: Sequence[Decimal], seconds: float = SECONDS
) -> Portfolio:
    """The set that is worth most within the budgets; a year without a budget is not limited.

    Keys are unique; a need or exclusion that names nobody raises ValueError.
    """
    keys = {one.key for one in candidates}
    strange = {key for one in candidates for key in (*one.needs, *one.excludes)} - keys
    if strange:
        raise ValueError(f"Nobody has the key {min(strange)}.")
    if not candidates:
        return Portfolio((), ZERO, (ZERO,) * len(budgets), (), proven=True)
    # scipy takes a third of a second to load, and most who start the program never ask for this.
    from itstrat.planning.portfolio_model import chosen  # noqa: PLC0415

    found, proven = chosen(candidates, budgets, seconds)
    return Portfolio(
        tuple(one.key for one in candidates if one.key in found),
        sum((one.value for one in candidates if one.key in found), Decimal(0)),
        _spent(candidates, found, len(budgets)),
        tuple(one.key for one in candidates if one.mandatory and one.key not in found),
        proven,
    )


def broken(candidates: Sequence[Candidate], budgets: Sequence[Decimal], chosen: Collection[str]) -> list[str]:
    """What is wrong with a set, in sentences; empty when it keeps every rule."""
    found = [
        f"{one.key} is mandatory and is not chosen."
        for one in candidates
        if one.mandatory and one.key not in chosen
    ]
    for one in candidates:
        if one.key in chosen:
            found += [f"{one.key} needs {key}." for key in one.needs if key not in chosen]
            found += [f"{one.key} excludes {key}." for key in one.excludes if key in chosen]
    spent = _spent(candidates, chosen, len(budgets))
    found += [
        f"Year {year} costs {cost} of {budget}."
        for year, (cost, budget) in enumerate(zip(spent, budgets, strict=True), start=1)
        if cost > budget
    ]
    return found


def _spent(candidates: Sequence[Candidate], chosen: Collection[str], years: int) -> tuple[Decimal, ...]:
    of = [one.costs for one in candidates if one.key in chosen]
    return tuple(sum((costs[year] for costs in of if year < len(costs)), ZERO) for year in range(years))
