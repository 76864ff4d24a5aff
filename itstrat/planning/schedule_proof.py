"""What the solver adds to a plan of shared resources: a better one, or the proof that there is none."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING

from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_grid import Grid
from itstrat.planning.schedule_model import Model
from itstrat.planning.task_links import arcs

if TYPE_CHECKING:
    from itstrat.planning.schedule_work import Work

Found = tuple[dict[str, int] | None, Decimal]

# beyond so many possible starts the solver does not get through its first relaxation in time
_MOST_STARTS = 60_000
# Of tasks times units of time it gets through so many a second: it looks at the clock too seldom to be let into more.
_CELLS_A_SECOND, _MOST_CELLS = 5_000, 240_000


def shorter(work: Work, starts: dict[str, int] | None, least: Decimal, seconds: float) -> Found:
    """A plan that ends sooner as often as one is found, and the end that no plan can be below."""
    since = perf_counter()
    best = starts
    while (left := seconds - (perf_counter() - since)) > 0:
        end = _longest(work) if best is None else work.makespan(best) - 1
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
    """
    horizon = _longest(work) if starts is None else min(_longest(work), work.makespan(starts) * 4 // 3 + 1)
    model = _model(work, horizon, seconds)
    if model is None:
        return starts, least
    answer = model.best(seconds, gap=0.0)
    best = starts
    if answer.starts is not None and not broken(work.as_problem(horizon), answer.starts):
        best = min((one for one in (starts, answer.starts) if one is not None), key=work.weighted_finish)
    if best is None or answer.bound is None:
        return best, least
    whole = sum((one.value for one in work.activities), Decimal(0)) * horizon
    bound = whole - Decimal(answer.bound).scaleb(-2)
    measure = work.weighted_finish(best)
    # the solver's bound is a float: what differs by less than any two plans can differ is equal
    return best, measure if bound > measure - _finest(work) / 2 else max(
        least, bound.quantize(Decimal("0.01"))
    )


def _model(work: Work, horizon: int, seconds: float) -> Model | None:
    if horizon * len(work.activities) > min(_MOST_CELLS, _CELLS_A_SECOND * seconds):
        return None
    grid = Grid(work.as_problem(horizon), firm=True)
    size = sum(last - first + 1 for first, last in grid.windows.values())
    return Model(grid) if len(grid.windows) == len(work.activities) and size <= _MOST_STARTS else None


def _longest(work: Work) -> int:
    """A horizon within which there is a plan if there is one at all: everything in turn, with all its lags."""
    lags = sum(max((0, *(w for _, w in row))) for row in arcs(work.tasks, work.links).values())
    return sum(one.duration for one in work.tasks) + lags


def _finest(work: Work) -> Decimal:
    """What two different sums differ by at least: one hundredth, or 1 where all values are whole."""
    return Decimal(1) if all(one.value == int(one.value) for one in work.activities) else Decimal("0.01")
