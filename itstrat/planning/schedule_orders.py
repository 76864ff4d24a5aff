"""Orders of tasks turned into schedules, and better orders bred from good ones.

Tasks and resources are numbers from 0 here: this is the loop that runs a hundred thousand times.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = Sequence[Sequence[tuple[int, int]]]
Grown = tuple[float, list[int]]

_PARENTS, _MUTATION, _SPREAD, _SEED = 30, 0.25, 0.4, 7
_STALE, _EACH, _WORK = 400, 60, 1_500_000


@dataclass(frozen=True, slots=True)
class Network:
    """Durations, links and resources; tasks are numbered so that each comes after those it waits for.

    `after` and `before` hold (task, time between the starts). What a task needs of all resources is one whole number
    with a field for each, as `packed` writes it: to take it from what is free is one subtraction, and the top bit of
    each field, `guard`, says whether that was enough.
    """

    lasts: Sequence[int]
    needs: Sequence[int]
    free: int
    guard: int
    after: Rows
    before: Rows
    onward: bool

    def turned(self) -> Network:
        """The same work seen from its end, the last task first: a schedule of it, turned round, is one of this."""
        lasts, end = self.lasts, len(self.lasts) - 1
        after = [
            [(end - to, w + lasts[one] - lasts[to]) for to, w in row] for one, row in enumerate(self.before)
        ]
        before = [
            [(end - to, w + lasts[to] - lasts[one]) for to, w in row] for one, row in enumerate(self.after)
        ]
        return Network(
            lasts[::-1],
            self.needs[::-1],
            self.free,
            self.guard,
            after[::-1],
            before[::-1],
            _is_onward(before),
        )


def packed(lasts: Sequence[int], uses: Rows, capacity: Sequence[int], after: Rows, before: Rows) -> Network:
    """The network of tasks that use (resource, amount), never more of one than its capacity."""
    width = max(capacity, default=0).bit_length() + 1
    return Network(
        lasts,
        [
            sum(amount << width * resource for resource, amount in row) if last else 0
            for last, row in zip(lasts, uses, strict=True)
        ],
        sum((amount | 1 << width - 1) << width * resource for resource, amount in enumerate(capacity)),
        sum(1 << width * resource + width - 1 for resource in range(len(capacity))),
        after,
        before,
        _is_onward(before),
    )


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
    lasts, needs, before, guard = network.lasts, network.needs, network.before, network.guard
    starts = [0] * len(order)
    # What is free from each moment on at which that changes.
    moments, free = [0], [network.free]
    for one in order:
        start, need = 0, needs[one]
        for other, w in before[one]:
            start = max(start, starts[other] + w)
        if need:
            first = bisect_right(moments, start) - 1
            last, at, end, count = lasts[one], first, start + lasts[one], len(moments)
            while at < count and moments[at] < end:
                if (free[at] - need) & guard != guard:
                    first = at + 1
                    start = moments[first]
                    end = start + last
                at += 1
            if moments[first] != start:
                moments.insert(first + 1, start)
                free.insert(first + 1, free[first])
                first, at = first + 1, at + 1
            if at == len(moments) or moments[at] != end:
                moments.insert(at, end)
                free.insert(at, free[at - 1])
            for place in range(first, at):
                free[place] -= need
        starts[one] = start
    return starts


def justified(network: Network, back: Network, starts: Sequence[int]) -> list[int]:
    """The schedule pushed to its end and then to its beginning again: never longer, often shorter."""
    from_end = [-(start + last) for start, last in zip(starts, network.lasts, strict=True)]
    late = placed(back, _in_time(back, from_end[::-1]))
    from_start = [-(start + last) for start, last in zip(late, back.lasts, strict=True)]
    return placed(network, _in_time(network, from_start[::-1]))


def bred(
    network: Network,
    measure: Callable[[Sequence[int]], float],
    rules: Sequence[Sequence[float]],
    enough: float,
    over: Callable[[], bool],
) -> list[int]:
    """The best schedule found, by a measure of its starts, from the orders that the rules rank first.

    Ends early at `enough`, or with what it has when time is `over`; else the same input gives the same answer.
    """
    breeder = _Breeder(network, measure, rules)
    count = len(network.lasts)
    left = min(_EACH * count**2, _WORK // max(count, 1))
    best = breeder.grown(arranged(network, rules[0]))
    for ranks in rules[1:]:
        if best[0] <= enough or over():
            return best[1]
        best = min(best, breeder.grown(arranged(network, ranks)))
    while left > 0 and best[0] > enough and not over():
        found, spent = breeder.herd(left, enough, over)
        best, left = min(best, found), left - spent
    return best[1]


class _Breeder:
    """Herds of schedules of one network: two-point crossover, neighbours exchanged, double justification."""

    def __init__(
        self, network: Network, measure: Callable[[Sequence[int]], float], rules: Sequence[Sequence[float]]
    ) -> None:
        self.network, self.back = network, network.turned()
        self.measure, self.rules = measure, rules
        self.chance = random.Random(_SEED)  # noqa: S311 - a repeatable search, no secret

    def grown(self, order: Sequence[int]) -> Grown:
        """The better of the order's schedule and that one justified, with its measure before it."""
        plain = placed(self.network, order)
        tight = justified(self.network, self.back, plain)
        return min((self.measure(plain), plain), (self.measure(tight), tight))

    def herd(self, most: int, enough: float, over: Callable[[], bool]) -> tuple[Grown, int]:
        """The best of a new herd, which ends when it has long brought nothing better, and how many it grew."""
        herd: list[Grown] = []
        spent = stale = 0
        while True:
            child = self.grown(self._crossed(herd) if len(herd) == _PARENTS else self._shaken())
            stale = 0 if not herd or child[0] < herd[0][0] else stale + 1
            spent += 1
            if len(herd) < _PARENTS:
                herd.append(child)
            elif child < herd[-1] and child not in herd:
                herd[-1] = child
            herd.sort()
            if spent >= most or stale >= _STALE or herd[0][0] <= enough or over():
                return herd[0], spent

    def _shaken(self) -> list[int]:
        """An order by one of the rules, not quite kept to."""
        ranks = self.chance.choice(self.rules)
        reach = _SPREAD * (max(ranks, default=0) - min(ranks, default=0) + 1)
        return arranged(self.network, [rank + self.chance.uniform(-reach, reach) for rank in ranks])

    def _crossed(self, herd: Sequence[Grown]) -> list[int]:
        """The ends of one parent's order and between them what is missing as another has it; good ones more often."""
        size, chance = len(herd), self.chance
        parents = (min(chance.randrange(size), chance.randrange(size)), chance.randrange(size))
        one, other = (_in_time(self.network, herd[place][1]) for place in parents)
        low, high = sorted((chance.randrange(len(one) + 1), chance.randrange(len(one) + 1)))
        head = one[:low]
        seen = set(head)
        middle = [task for task in other if task not in seen][: high - low]
        seen.update(middle)
        return self._mutated([*head, *middle, *(task for task in one if task not in seen)])

    def _mutated(self, order: list[int]) -> list[int]:
        """Neighbours that do not wait for each other change places now and then."""
        for place in range(len(order) - 1):
            if self.chance.random() < _MUTATION:
                first, second = order[place], order[place + 1]
                if all(to != second for to, _ in self.network.after[first]):
                    order[place], order[place + 1] = second, first
        return order


def _in_time(network: Network, starts: Sequence[int]) -> list[int]:
    """All tasks by their starts in a schedule."""
    if network.onward:
        return sorted(range(len(starts)), key=starts.__getitem__)
    return arranged(network, starts)


def _is_onward(before: Rows) -> bool:
    """Whether no task may start before one it waits for, so that their starts alone say an order."""
    return all(w >= 0 for row in before for _, w in row)
