"""How much of the fleet's wear the reserve could pay for today. A high share can still run dry: see `reserve`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from itstrat.planning.money import ZERO
from itstrat.planning.reserve import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

Band = Literal["weak", "fair", "strong"]

BANDS: tuple[tuple[Fraction, Band], ...] = ((Fraction(7, 10), "strong"), (Fraction(31, 100), "fair"))


@dataclass(frozen=True, slots=True)
class Worn:
    """An item of the fleet: what it costs to replace today, its age and its life in any one unit."""

    cost_today: Decimal
    age: Decimal
    life: Decimal


@dataclass(frozen=True, slots=True)
class Funding:
    """The balance that would be fully funded, the share of it in hand (None when nothing is worn), and its band."""

    full: Decimal
    share: Decimal | None
    band: Band | None
    overdue: int


def percent_funded(fleet: Sequence[Worn], balance: Decimal) -> Funding:
    """Fully funded = Σ replacement cost today × min(age, life) / life; what is past its life counts as overdue.

    Bands as reserve studies use them: below 31% weak, below 70% fair, else strong.
    """
    worn = [
        Fraction(one.cost_today) * Fraction(min(max(one.age, Decimal(0)), one.life)) / Fraction(one.life)
        for one in fleet
    ]
    full = sum(worn, Fraction(0))
    overdue = sum(one.age > one.life for one in fleet)
    if full == 0:
        return Funding(ZERO, None, None, overdue)
    share = Fraction(balance) / full
    band: Band = next((name for least, name in BANDS if share >= least), "weak")
    return Funding(rounded(full), Decimal(round(share * 10_000)) / 10_000, band, overdue)
