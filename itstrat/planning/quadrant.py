"""Gaps placed by two answers that are never joined in one score: is it required, and how much risk is left.

Beside them stands what closing would cost. What nobody knows has no place on the scale: it is None, not nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Gap:
    """A control with something left to do.

    `required` says that an obligation asks for it, `due_on` by when it is to be closed, `risks` which risks it treats,
    `upgrades` which upgrades would close it.
    """

    control_id: int
    required: bool = False
    due_on: date | None = None
    risks: frozenset[int] = frozenset()
    upgrades: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a gap stands.

    `risk_left` is the expected loss a year of the risks it treats; None when none of them has money. `upgrade` is the
    cheapest that closes it and `cost` what that one costs; both None when there is none.
    """

    control_id: int
    required: bool
    due_on: date | None
    risk_left: Decimal | None
    upgrade: int | None
    cost: Decimal | None

    def is_overdue(self, as_of: date) -> bool:
        """Whether it should have been closed before as_of."""
        return self.due_on is not None and self.due_on < as_of


def places(
    gaps: Iterable[Gap], expected: Mapping[int, Decimal | None], costs: Mapping[int, Decimal]
) -> list[Place]:
    """Where each gap stands, in the order given.

    `expected` is the expected loss a year by risk, None or missing where it is unknown; `costs` is the cost by upgrade.
    """
    return [_placed(one, expected, costs) for one in gaps]


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
            one.control_id,
        ),
    )


def _placed(gap: Gap, expected: Mapping[int, Decimal | None], costs: Mapping[int, Decimal]) -> Place:
    known = [amount for risk in gap.risks if (amount := expected.get(risk)) is not None]
    priced = (one for one in gap.upgrades if one in costs)
    upgrade = min(priced, key=lambda one: (costs[one], one), default=None)
    return Place(
        gap.control_id,
        gap.required,
        gap.due_on,
        sum(known, Decimal(0)) if known else None,
        upgrade,
        None if upgrade is None else costs[upgrade],
    )
