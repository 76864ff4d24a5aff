"""What the solver adds to a plan of shared resources: a better one, or the proof that there is none."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING

from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_grid import Grid
from itstrat.planning.schedule_model import Model

if TYPE_CHECKING:
    from itstrat.planning.schedule_work import Work

Found = tuple[dict[str, int] | None, Decimal]

# beyond so many possible starts the solver does not get through its first relaxation in time
_MOST_STARTS = 60_000


def shorter(work: Work, starts: dict[str, int] | None, least: Decimal, seconds: float) -> Found:
    """A plan that ends sooner as often as one is found, and the end that no plan can be below."""
    since = perf_counter()
    best = starts
    while (left := seconds - (perf_counter() - since)) > 0:
        end = work.longest if best is None else work.makespan(best) - 1
        if end < least:
            break
        model = _model(work, end, left)
        if model is None:
            break
        answer = model.best(left)
        if answer.infeasible:
            return best, Decimal(end + 1)
        if answer.starts is None or broken(work.as_problem(end), answer.starts):
            break
        best = answer.starts
    return best, least


def sooner(work: Work, starts: dict[str, int] | None, least: Decimal, seconds: float) -> Found:
    """The plan with the least sum of value × finish, and what no plan that ends within the horizon can be below.

    Where a plan is known the horizon is a third longer than that: the best sum may need more time than the soonest end.
    Under caps or deadlines it is as long as any plan can be, if that can be searched.
    """
    horizon = work.longest
    if starts is not None and not (work.limited and work.searchable(horizon, seconds)):
        horizon = min(horizon, work.makespan(starts) * 4 // 3 + 1)
    model = _model(work, horizon, seconds)
    if model is None:
        return starts, least
    answer = model.best(seconds, gap=0.0)
    best = starts
    if answer.starts is not None and not broken(work.as_problem(horizon), answer.starts):
        best = min((one for one in (starts, answer.starts) if one is not None), key=work.weighted_finish)
    if best is None or answer.bound is None:
        return best, least
    whole = sum((one.value * max(horizon, work.capped) - one.cost for one in work.activities), Decimal(0))
    bound = whole - Decimal(answer.bound).scaleb(-2)
    measure = work.weighted_finish(best)
    # the solver's bound is a float: what differs by less than any two plans can differ is equal
    return best, measure if bound > measure - _finest(work) / 2 else max(
        least, bound.quantize(Decimal("0.01"))
    )


def _model(work: Work, horizon: int, seconds: float) -> Model | None:
    if not work.searchable(horizon, seconds):
        return None
    grid = Grid(work.as_problem(horizon), firm=True)
    size = sum(last - first + 1 for first, last in grid.windows.values())
    return Model(grid) if len(grid.windows) == len(work.activities) and size <= _MOST_STARTS else None


def _finest(work: Work) -> Decimal:
    """What two different sums differ by at least: one hundredth, or 1 where all values are whole."""
    return Decimal(1) if all(one.value == int(one.value) for one in work.activities) else Decimal("0.01")
