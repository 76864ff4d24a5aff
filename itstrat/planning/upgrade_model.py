"""Many sets of upgrades at once: the expected loss a year that each of them leaves, as arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from itstrat.planning.risk import ale
from itstrat.planning.uncertainty import Numbers, shares_drawn
from itstrat.planning.upgrades import MOST_CUT, layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from itstrat.planning.risk import Risk
    from itstrat.planning.upgrades import Effect, Upgrade

Picks = np.ndarray[Any, np.dtype[np.bool_]]

_LEAST = 1e-12
_CELLS = 2_000_000


class Model:
    """The risks whose money is known, and by how much each upgrade lessens them (logarithms of the share left).

    Sets are rows of booleans, one column an upgrade in the order given.
    """

    def __init__(self, risks: Sequence[Risk], upgrades: Sequence[Upgrade]) -> None:
        expected = {risk.id: float(amount) for risk in risks if (amount := ale(risk)) is not None}
        touched = {effect.risk_id for one in upgrades for effect in one.effects} & expected.keys()
        self._column = {risk_id: place for place, risk_id in enumerate(sorted(touched))}
        self._expected = np.array([expected[risk_id] for risk_id in self._column], dtype=float)
        self._untouched = sum(amount for risk_id, amount in expected.items() if risk_id not in touched)
        self._upgrades = upgrades
        layers: dict[tuple[str, object], list[int]] = {}
        for place, one in enumerate(upgrades):
            layers.setdefault(layer_of(one), []).append(place)
        self._alone = [places[0] for places in layers.values() if len(places) == 1]
        self._shared = [places for places in layers.values() if len(places) > 1]
        self._likely = np.zeros((len(upgrades), len(self._column)))
        for place, column, effect in self._effects():
            self._likely[place, column] = min(self._likely[place, column], np.log(max(effect.kept, _LEAST)))
        self.today = float(self._expected.sum()) + self._untouched

    def residuals(self, picks: Picks, left: Numbers | None = None) -> Numbers:
        """What each set leaves a year, at the likely effects or at those of one draw."""
        logs = self._likely if left is None else left
        chunks = range(0, len(picks), max(1, _CELLS // max(1, logs.shape[1])))
        parts = [self._left(picks[start : start + chunks.step], logs) for start in chunks]
        return np.concatenate(parts) + self._untouched if parts else np.empty(0)

    def drawn(self, draws: int, seed: int) -> Iterator[Numbers]:
        """The effects of each draw. An upgrade has one luck: one that works well works well on all it touches."""
        found = np.zeros((draws, *self._likely.shape))
        luck = {one.id: shares_drawn(seed, f"upgrade {one.id}", draws)[:, 0] for one in self._upgrades}
        for place, column, effect in self._effects():
            shares = luck[self._upgrades[place].id]
            kept = (1 - effect.frequency.quantiles(shares)) * (1 - effect.loss.quantiles(shares))
            logs = np.log(np.maximum(kept, _LEAST))
            found[:, place, column] = np.minimum(found[:, place, column], logs)
        yield from found

    def _effects(self) -> Iterator[tuple[int, int, Effect]]:
        """(row of the upgrade, column of the risk, effect) for all that touch a risk with money."""
        for place, one in enumerate(self._upgrades):
            for effect in one.effects:
                if effect.risk_id in self._column:
                    yield place, self._column[effect.risk_id], effect

    def _left(self, picks: Picks, logs: Numbers) -> Numbers:
        whole = picks[:, self._alone].astype(float) @ logs[self._alone]
        for members in self._shared:
            strongest = np.zeros_like(whole)
            for one in members:
                np.minimum(strongest, np.where(picks[:, one, None], logs[one], 0.0), out=strongest)
            whole += strongest
        return np.asarray(np.maximum(np.exp(whole), 1 - MOST_CUT) @ self._expected)
