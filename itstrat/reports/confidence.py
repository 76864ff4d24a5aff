"""How far a figure can be trusted, as the letter beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.quality import KNOWN_FOR

if TYPE_CHECKING:
    from itstrat.reports.statement import Grade


def letter(known_share: float | None) -> Grade:
    """A when 90% of what the figure rests on is known, B from 75%, C from 50%, else D; unknown where there is nothing."""
    if known_share is None:
        return "unknown"
    return next((letter for letter, least in KNOWN_FOR if known_share >= least), "D")


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much of some money rests on what is known."""

    money: Decimal
    known: Decimal

    @property
    def share(self) -> float | None:
        """The known part, 0 to 1; None where there is no money."""
        return float(self.known / self.money) if self.money > 0 else None
