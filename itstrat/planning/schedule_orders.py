"""Orders of tasks turned into schedules, and better orders bred from good ones.

Tasks and resources are numbers from 0 here: this is the loop that runs a hundred thousand times.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = Sequence[Sequence[tuple[int, int]]]

_PARENTS, _MUTATION, _SEED = 30, 0.05, 7
_CHILDREN, _EACH, _WORK = 4_000, 10, 160_000


@dataclass(frozen=True, slots=True)
class Network:
    """Durations, uses as (resource, amount), capacities; `after` and `before` as (task, time between the starts).

    The links have no circle.
    """

    lasts: Sequence[int]
    uses: Rows
    capacity: Sequence[int]
    after: Rows
    before: Rows

    def turned(self) -> Network:
        """The same work seen from its end: a schedule of it, turned round, is one of this."""
        lasts = self.lasts
        after = [[(to, w + lasts[one] - lasts[to]) for to, w in row] for one, row in enumerate(self.before)]
        before = [[(to, w + lasts[to] - lasts[one]) for to, w in row] for one, row in enumerate(self.after)]
        return Network(lasts, self.uses, self.capacity, after, before)


def arranged(network: Network, ranks: Sequence[float]) -> list[int]:
    """All tasks by rank, but none before one it waits for."""
    waiting = [len(row) for row in network.before]
    ready = [(ranks[one], one) for one, count in enumerate(waiting) if not count]
    heapify(ready)
    order = []
    while ready:
        _, one = heappop(ready)
        order.append(one)
        for to, _ in network.after[one]:
            waiting[to] -= 1
            if not waiting[to]:
                heappush(ready, (ranks[to], to))
    return order


def placed(network: Network, order: Sequence[int]) -> list[int]:
    """Every task as early as it can be when those before it in the order stand (serial schedule generation)."""
    horizon = sum(network.lasts) + sum(max((0, *(w for _, w in row))) for row in network.before) + 1
    free = [[amount] * horizon for amount in network.capacity]
    starts = [0] * len(order)
    for one in order:
        start = max((starts[other] + w for other, w in network.before[one]), default=0)
        start = _first_fit(free, network.uses[one], network.lasts[one], max(start, 0))
        starts[one] = start
        for resource, amount in network.uses[one]:
            left = free[resource]
            for time in range(start, start + network.lasts[one]):
                left[time] -= amount
    return starts


def justified(network: Network, back: Network, starts: Sequence[int]) -> list[int]:
    """The schedule pushed to its end and then to its beginning again: never longer, often shorter."""
    from_end = [-(start + last) for start, last in zip(starts, network.lasts, strict=True)]
    late = placed(back, arranged(back, from_end))
    from_start = [-(start + last) for start, last in zip(late, network.lasts, strict=True)]
    return placed(network, arranged(network, from_start))


def bred(
    network: Network,
    measure: Callable[[Sequence[int]], float],
    rules: Sequence[Sequence[float]],
    enough: float,
) -> list[int]:
    """The best schedule found, by a measure of its starts, from the orders that the rules rank first.

    Two-point crossover and double justification; the same input gives the same answer. Ends early at `enough`.
    """
    chance = random.Random(_SEED)  # noqa: S311 - a repeatable search, no secret
    back = network.turned()
    count = len(network.lasts)
    children = min(_CHILDREN, _EACH * count**2, _WORK // max(count, 1))

    def grown(order: Sequence[int]) -> tuple[float, list[int]]:
        plain = placed(network, order)
        tight = justified(network, back, plain)
        return min((measure(plain), plain), (measure(tight), tight))

    herd = [grown(arranged(network, ranks)) for ranks in rules]
    while len(herd) < min(_PARENTS, len(rules) + children):
        ranks = chance.choice(rules)
        spread = max(ranks, default=0) - min(ranks, default=0) + 1
        herd.append(grown(arranged(network, [rank + chance.uniform(-0.4, 0.4) * spread for rank in ranks])))
    herd.sort()
    for _ in range(children):
        if herd[0][0] <= enough:
            break
        one, other = (arranged(network, herd[place][1]) for place in _pair(chance, len(herd)))
        child = grown(_mutated(network, _crossed(one, other, chance), chance))
        if child < herd[-1] and child not in herd:
            herd[-1] = child
            herd.sort()
    return herd[0][1]


def _first_fit(free: Sequence[Sequence[int]], uses: Sequence[tuple[int, int]], last: int, start: int) -> int:
    """The first time from `start` on when every resource has enough for so long."""
    again = True
    while again:
        again = False
        for resource, amount in uses:
            left = free[resource]
            for time in range(start + last - 1, start - 1, -1):
                if left[time] < amount:
                    start, again = time + 1, True
                    break
    return start


def _pair(chance: random.Random, size: int) -> tuple[int, int]:
    """Two places of the herd, the better ones more often."""
    return min(chance.randrange(size), chance.randrange(size)), chance.randrange(size)


def _crossed(one: Sequence[int], other: Sequence[int], chance: random.Random) -> list[int]:
    """The ends of one order, and between them what is missing as the other has it."""
    low, high = sorted((chance.randrange(len(one) + 1), chance.randrange(len(one) + 1)))
    head = list(one[:low])
    seen = set(head)
    middle = [task for task in other if task not in seen][: high - low]
    seen.update(middle)
    return [*head, *middle, *(task for task in one if task not in seen)]


def _mutated(network: Network, order: list[int], chance: random.Random) -> list[int]:
    """Neighbours that do not wait for each other change places now and then."""
    for place in range(len(order) - 1):
        if chance.random() < _MUTATION:
            first, second = order[place], order[place + 1]
            if all(to != second for to, _ in network.after[first]):
                order[place], order[place + 1] = second, first
    return order
