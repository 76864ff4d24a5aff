"""The queries a change of department needs, run bare: what is left is what reports, pages and Streamlit add."""

from __future__ import annotations

import statistics
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks import plans
from benchmarks.sample import Sample
from itstrat.reports import breakdowns, spend
from itstrat.reports.statement import Scope
from itstrat.store.database import Store
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from itstrat.store.reading import Reader

FISCAL_YEAR = 2026


class Overheard(Store):
    """A store that notes what its snapshots are asked."""

    heard: list[tuple[str, Sequence[object]]]

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """As any snapshot, noting each query in `heard`."""
        with super().snapshot() as plan:
            plan._cursor = _Ear(plan._cursor, self.heard)  # type: ignore[assignment]  # noqa: SLF001
            yield plan


class _Ear:
    def __init__(self, cursor: duckdb.DuckDBPyConnection, heard: list[tuple[str, Sequence[object]]]) -> None:
        self._cursor, self._heard = cursor, heard

    def execute(self, sql: str, parameters: Sequence[object]) -> Any:
        self._heard.append((sql, parameters))
        return self._cursor.execute(sql, parameters)


@dataclass(frozen=True, slots=True)
class Bare:
    """`reports`: computing what the page says. `queries`: their SQL alone. `slowest`: its queries, dearest first, in s."""

    reports: Sample
    queries: Sample
    slowest: list[tuple[str, float]]


def bare(ledgers: Sequence[int]) -> list[Bare]:
    """One for each ledger: 40 departments, each on every plan in turn, in this process on copies of the plans."""
    with ExitStack() as stack:
        stores = [stack.enter_context(_opened(rows)) for rows in ledgers]
        reports: list[list[float]] = [[] for _ in stores]
        queries: list[list[dict[str, float]]] = [[] for _ in stores]
        for number in range(len(plans.DEPARTMENTS)):
            for which, (store, departments) in enumerate(stores):
                store.heard = []
                begun = time.perf_counter()
                _page(store, Scope(plans.DAY, FISCAL_YEAR, departments[number]))
                reports[which].append(time.perf_counter() - begun)
                queries[which].append(_replayed(store))
    return [
        Bare(
            Sample(f"Reports, {rows:,} lines", tuple(each)),
            Sample(f"Bare queries, {rows:,} lines", tuple(sum(one.values()) for one in asked)),
            sorted(
                ((sql, statistics.median(one[sql] for one in asked)) for sql in asked[0]),
                key=lambda pair: -pair[1],
            ),
        )
        for rows, each, asked in zip(ledgers, reports, queries, strict=True)
    ]


@contextmanager
def _opened(rows: int) -> Iterator[tuple[Overheard, list[int]]]:
    store = Overheard(plans.copied(plans.filled(rows), plans.TMP / f"copy-{rows}"))
    store.heard = []
    try:
        with store.snapshot() as plan:
            departments = list(outline(plan).departments)
        _page(store, Scope(plans.DAY, FISCAL_YEAR, departments[0]))
        yield store, departments
    finally:
        store.close()


def _page(store: Store, scope: Scope) -> None:
    """What page Spend computes when a department is asked for the first time."""
    spend.report(store, scope)
    breakdowns.breakdown(store, scope, "class")
    breakdowns.capital(store, scope)


def _replayed(store: Overheard) -> dict[str, float]:
    """Seconds by query, each run once more in one transaction; the same text asked twice counts twice."""
    asked, store.heard = store.heard, []
    taken: dict[str, float] = {}
    with Store.snapshot(store) as plan:
        for sql, parameters in asked:
            begun = time.perf_counter()
            plan._cursor.execute(sql, parameters).fetchall()  # noqa: SLF001
            taken[sql] = taken.get(sql, 0.0) + time.perf_counter() - begun
    return taken
