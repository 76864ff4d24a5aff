"""Gaps placed by two answers that are never joined in one score: is it required, and how much risk is left.

Beside them stands what closing would cost. What nobody knows has no place on the scale: it is None, not nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Gap:
    """A control with something left to do.

    `required` says that an obligation asks for it, `due_on` by when it is to be closed, `risks` which risks it treats,
    `upgrades` which upgrades would close it.
    """

    control_id: int
    part: str | None = None
    required: bool = False
    due_on: date | None = None
    risks: frozenset[int] = frozenset()
    upgrades: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """One gap, or those of one function that are required or not.

    `risk_left` is the expected loss a year of the risks treated, each counted once; None when none has money.
    `risks_unknown` are those without. `cost` is what closing costs with the cheapest upgrade of each gap, each paid
    once; None when no gap has one. `unpriced` gaps have none. `due_on` is the first day due.
    """

    part: str | None
    required: bool
    gaps: tuple[int, ...]
    risk_left: Decimal | None
    risks_unknown: int
    cost: Decimal | None
    unpriced: int
    upgrades: tuple[int, ...]
    due_on: date | None

    def is_overdue(self, as_of: date) -> bool:
        """Whether a gap of it should have been closed before as_of."""
        return self.due_on is not None and self.due_on < as_of


def places(
    gaps: Iterable[Gap], expected: Mapping[int, Decimal | None], costs: Mapping[int, Decimal]
) -> list[Place]:
    """Each gap by itself, in the order given.

    `expected` is the expected loss a year by risk, None or missing where it is unknown; `costs` is the cost by upgrade.
    """
    return [_placed([one], expected, costs) for one in gaps]


def by_part(
    gaps: Sequence[Gap], expected: Mapping[int, Decimal | None], costs: Mapping[int, Decimal]
) -> list[Place]:
    """The gaps of each function, the required apart and first; functions in the order first met."""
    groups = [
        (part, required) for part in dict.fromkeys(one.part for one in gaps) for required in (True, False)
    ]
    members = [[one for one in gaps if (one.part, one.required) == group] for group in groups]
    return [_placed(group, expected, costs) for group in members if group]


def register(found: Iterable[Place], as_of: date) -> list[Place]:
    """In the order in which to look at them: overdue, then required, then by risk left, unknown risk after known.

    Of equals the first due comes first.
    """
    return sorted(
        found,
        key=lambda one: (
            not one.is_overdue(as_of),
            not one.required,
            one.risk_left is None,
            -(one.risk_left or 0),
            one.due_on or date.max,
            one.gaps,
        ),
    )


def _placed(
    gaps: Sequence[Gap], expected: Mapping[int, Decimal | None], costs: Mapping[int, Decimal]
) -> Place:
    risks = {risk for one in gaps for risk in one.risks}
    known = [amount for risk in risks if (amount := expected.get(risk)) is not None]
    cheapest = [_cheapest(one, costs) for one in gaps]
    closing = {one for one in cheapest if one is not None}
    return Place(
        part=gaps[0].part,
        required=gaps[0].required,
        gaps=tuple(one.control_id for one in gaps),
        risk_left=sum(known, Decimal(0)) if known else None,
        risks_unknown=len(risks) - len(known),
        cost=sum((costs[one] for one in closing), Decimal(0)) if closing else None,
        unpriced=cheapest.count(None),
        upgrades=tuple(sorted(closing)),
        due_on=min((one.due_on for one in gaps if one.due_on is not None), default=None),
    )


def _cheapest(gap: Gap, costs: Mapping[int, Decimal]) -> int | None:
    return min((one for one in gap.upgrades if one in costs), key=lambda one: (costs[one], one), default=None)
