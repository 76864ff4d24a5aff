"""Which sets of upgrades are worth comparing: every one of a few, the good ones of many.

The sets found do not depend on a budget, so that a larger budget never buys less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from itstrat.planning.uncertainty import Numbers
    from itstrat.planning.upgrade_model import Model, Picks

Cents = np.ndarray[Any, np.dtype[np.int64]]
Places = np.ndarray[Any, np.dtype[np.int64]]

EVERY_SET_UPTO = 15
_LEVELS = 12
_ROUNDS = 2


def every_set(required: Picks) -> Picks:
    """All sets with the required upgrades in them, the smallest first."""
    free = np.flatnonzero(~required)
    found = np.tile(required, (2 ** len(free), 1))
    found[:, free] = np.arange(2 ** len(free))[:, None] >> np.arange(len(free)) & 1
    return found


def good_sets(model: Model, costs: Cents, required: Picks) -> Picks:
    """Sets climbed to at 12 levels of money, by the upgrade that now cuts most for its cost, then by swaps.

    Of those none beats for its money, each is then tried with one upgrade more, one less and one swapped, twice over.
    """
    whole = int(costs[~required].sum())
    found = [required]
    for level in range(1, _LEVELS + 1):
        found += _climb(model, costs, required, whole * level // _LEVELS)
    sets = np.unique(np.array(found), axis=0)
    for _ in range(_ROUNDS):
        best = sets[unbeaten(sets @ costs, model.residuals(sets), 1e-9 * model.today)]
        sets = np.unique(np.concatenate([sets, *(_beside(one, required) for one in best)]), axis=0)
    return sets


def unbeaten(spent: Cents, left: Numbers, hair: float) -> Places:
    """The places of the sets that leave less than all that cost no more, the cheapest first."""
    order = np.lexsort((left, spent))
    lowest = np.minimum.accumulate(left[order])
    return np.asarray(order[np.diff(lowest, prepend=np.inf) < -hair])


def _beside(at: Picks, required: Picks) -> Picks:
    """The sets one upgrade more, one less or one swap away."""
    one = np.eye(len(at), dtype=bool)
    out, into = np.flatnonzero(at & ~required), np.flatnonzero(~at)
    swaps = one[out][:, None] | one[into][None]
    return np.concatenate([at ^ one[~required], (at ^ swaps).reshape(-1, len(at))])


def _climb(model: Model, costs: Cents, required: Picks, room: int) -> list[Picks]:
    """The sets on the way up within so much money beside the required."""
    most = int(costs[required].sum()) + room
    at, visited = required, []
    while (better := _better(model, costs, at, required, most)) is not None:
        at = better
        visited.append(at)
    return visited


def _better(model: Model, costs: Cents, at: Picks, required: Picks, most: int) -> Picks | None:
    """The next set: one upgrade more where one helps, else one swapped for another; None at the top."""
    spare = most - int(costs[at].sum())
    one = np.eye(len(costs), dtype=bool)
    here, hair = float(model.residuals(at[None])[0]), 1e-9 * model.today
    more = np.flatnonzero(~at & (costs <= spare))
    gains = here - model.residuals(at | one[more])
    if (gains > hair).any():
        return np.asarray(at | one[more[np.argmax(gains / np.maximum(costs[more], 1))]])
    out, into = (
        places.ravel() for places in np.meshgrid(np.flatnonzero(at & ~required), np.flatnonzero(~at))
    )
    fits = costs[into] - costs[out] <= spare
    swapped = at ^ one[out[fits]] ^ one[into[fits]]
    left = model.residuals(swapped)
    return np.asarray(swapped[np.argmin(left)]) if (left < here - hair).any() else None
