"""Upgrades: what one costs a year, and how much of a risk several of them leave together.

Effects multiply: what one prevents, another cannot prevent again. Of one layer only the strongest counts, and all
together cut a risk by 95% at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.annual_loss import Cut
from itstrat.planning.money import cents
from itstrat.planning.uncertainty import ThreePoint

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CUT = 0.95
GORDON_LOEB = Decimal("0.37")
NO_CUT = ThreePoint(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Effect:
    """The shares (0 to 1) that an upgrade takes off a risk's frequency and off the loss of one event."""

    risk_id: int
    frequency: ThreePoint = NO_CUT
    loss: ThreePoint = NO_CUT

    @property
    def kept(self) -> float:
        """The share of the risk that its likely effect leaves."""
        return (1 - self.frequency.likely) * (1 - self.loss.likely)


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One candidate control. No `layer` is a layer of its own; a `required` one is in every set, whatever it costs."""

    id: int
    one_off: Decimal
    run_yearly: Decimal
    life_years: Decimal = Decimal(3)
    layer: str | None = None
    effects: tuple[Effect, ...] = ()
    required: bool = False

    @property
    def first_year_cash(self) -> Decimal:
        """What is paid in its first year: all of the one-off cost, and a year of running it."""
        return cents(self.one_off + self.run_yearly)


def share_cut(low: Decimal | None, likely: Decimal | None, high: Decimal | None) -> ThreePoint:
    """An effect as the plan stores it; no likely share is no effect.

    An end that is missing, or on the wrong side of the likely, is the likely itself.
    """
    if likely is None:
        return NO_CUT
    ends = [likely if end is None else end for end in (low, high)]
    return ThreePoint(float(min(ends[0], likely)), float(likely), float(max(ends[1], likely)))


def yearly_cost(upgrade: Upgrade, rate: Decimal = Decimal(0)) -> Decimal:
    """The one-off cost spread over its life, one_off·i / (1 − (1+i)^−n), plus a year of running it.

    `rate` is the yearly interest i (above −1); without interest it is one_off / n.
    """
    share = 1 / upgrade.life_years if rate == 0 else rate / (1 - (1 + rate) ** -upgrade.life_years)
    return cents(upgrade.one_off * share + upgrade.run_yearly)


def rosi(cut: Decimal, cost: Decimal) -> float | None:
    """Return on security investment, (expected loss avoided a year − yearly cost) / yearly cost; higher is better.

    None for what costs nothing.
    """
    return float((cut - cost) / cost) if cost else None


def beyond_gordon_loeb(cost: Decimal, expected: Decimal) -> bool:
    """Whether a yearly cost is above 37% of the expected loss: beyond what pays under Gordon and Loeb's assumptions."""
    return cost > GORDON_LOEB * expected


def cuts(chosen: Sequence[Upgrade]) -> dict[int, Cut]:
    """What the chosen upgrades take off each risk together at their likely effects, for `annual_loss`."""
    strongest: dict[int, dict[tuple[str, object], Effect]] = {}
    for upgrade in chosen:
        layer = layer_of(upgrade)
        for effect in upgrade.effects:
            layers = strongest.setdefault(effect.risk_id, {})
            if layer not in layers or effect.kept < layers[layer].kept:
                layers[layer] = effect
    return {risk_id: _together(list(layers.values())) for risk_id, layers in strongest.items()}


def layer_of(upgrade: Upgrade) -> tuple[str, object]:
    """What tells its layer from others: its name, or the upgrade itself."""
    return ("layer", upgrade.layer) if upgrade.layer else ("alone", upgrade.id)


def _together(effects: list[Effect]) -> Cut:
    """The product of what is left, but never less than is left at most: the frequency is cut first."""
    least = 1 - MOST_CUT
    often, much = 1.0, 1.0
    for effect in effects:
        often *= 1 - effect.frequency.likely
        much *= 1 - effect.loss.likely
    often = max(often, least)
    return Cut(1 - often, 1 - max(much, least / often))
