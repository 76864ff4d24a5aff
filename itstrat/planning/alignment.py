"""How much an initiative adds to what the company wants: sum of weight × strength over 5 × sum of weights."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STRONGEST = 5


@dataclass(frozen=True, slots=True)
class Alignment:
    """A share from 0 to 1. It lies between `low` and `high`: an unknown strength may be anything from 0 to 5.

    `weights_assumed` says that no objective has a weight, so that all count the same.
    """

    low: Decimal
    high: Decimal
    weights_assumed: bool

    @property
    def share(self) -> Decimal | None:
        """The share when every strength is known, else None."""
        return self.low if self.low == self.high else None


def alignment(weights: Mapping[str, Decimal | None], strengths: Mapping[str, int | None]) -> Alignment | None:
    """From the weight of each objective and the strength (0 to 5) with which the initiative supports some of them.

    An objective it is not said to support counts 0. None when only some of the weights are known, or all are 0: then
    nothing can be said. Raises ValueError for a strength beyond 0 to 5.
    """
    if any(strength is not None and not 0 <= strength <= STRONGEST for strength in strengths.values()):
        raise ValueError(f"A strength is from 0 to {STRONGEST}.")
    assumed = all(weight is None for weight in weights.values())
    known = {key: Decimal(1) if assumed else weight for key, weight in weights.items()}
    given = {key: weight for key, weight in known.items() if weight is not None}
    whole = STRONGEST * sum(given.values(), Decimal(0))
    if len(given) < len(known) or not whole:
        return None
    asked = {key: strengths.get(key, 0) for key in given}
    low = sum((given[key] * (strength or 0) for key, strength in asked.items()), Decimal(0))
    unknown = sum((given[key] for key, strength in asked.items() if strength is None), Decimal(0))
    return Alignment(low / whole, (low + STRONGEST * unknown) / whole, assumed)
