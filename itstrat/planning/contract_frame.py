"""What contracts cost by month, seen as cash, as cost of the period, or as what is already committed: many at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from itstrat.planning.capital import from_cents
from itstrat.planning.contracts import earliest_exit, stops_on
from itstrat.planning.money import cents
from itstrat.planning.month_index import Days, Whole, month_numbers, months_between_days, plus_months
from itstrat.planning.terms import BILLING_MONTHS, expires_on, paid_once, schedule, uplifts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.planning.terms import ContractTerms

View = Literal["cash", "pnl", "commitment"]

_FAR = date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class ContractMonths:
    """Lines of contracts whose cost is known, one per contract, month and number of rises, without zeros.

    `frame` has contract_id, month, rises (renewals from as_of to the due day) and amount (Decimal). `unknown` are
    the contracts whose amount or every date is unknown: they have no lines.
    """

    frame: pd.DataFrame
    unknown: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ContractCents:
    """The lines of ContractMonths by column, in the order of contracts, months and rises.

    `month` is its place among the months asked for, `cents` whole cents.
    """

    contract_id: Whole
    month: Whole
    rises: Whole
    cents: Whole
    unknown: tuple[int, ...]


def contract_frame(
    contracts: Mapping[int, ContractTerms], as_of: date, months: Sequence[date], view: View
) -> ContractMonths:
    """The lines of each contract for the months (first days, in order, without a gap).

    cash: each payment in the month it is due. pnl: each payment by day over the service it pays for, rounded
    cumulatively. commitment: the part of pnl from as_of to the earliest exit, which is owed whatever is decided now.
    The stored amount is the price on as_of; the likely uplift is applied at each renewal from then on.
    """
    found = contract_cents(contracts, as_of, months, view)
    said = pd.DataFrame(
        {
            "contract_id": found.contract_id,
            "month": np.array(months, dtype="datetime64[s]")[found.month],
            "rises": found.rises,
            "amount": pd.Series(from_cents(found.cents), dtype=object),
        }
    )
    return ContractMonths(said, found.unknown)


def contract_cents(
    contracts: Mapping[int, ContractTerms], as_of: date, months: Sequence[date], view: View
) -> ContractCents:
    """`contract_frame` by column."""
    known = {
        key: terms
        for key, terms in contracts.items()
        if terms.amount is not None and (terms.start_on or (terms.billing != "once" and expires_on(terms)))
    }
    unknown = tuple(key for key in contracts if key not in known)
    dues = _Dues(list(known.values()), as_of, months)
    place, month, rises, paid = dues.in_cash() if view == "cash" else dues.by_day(view)
    within = (month >= 0) & (month < len(months))
    rows = np.stack([place[within], month[within], rises[within]])
    rows, line = np.unique(rows, axis=1, return_inverse=True)
    sums = np.zeros(rows.shape[1], dtype=np.int64)
    np.add.at(sums, line.ravel(), paid[within])
    place, month, rises = rows[:, sums != 0]
    return ContractCents(np.array(list(known), dtype=np.int64)[place], month, rises, sums[sums != 0], unknown)


class _Dues:
    """Every payment of the contracts that touches the months: contract's place, due, until, rises, cents."""

    def __init__(self, contracts: list[ContractTerms], as_of: date, months: Sequence[date]) -> None:
        self.contracts, self.as_of = contracts, as_of
        self.first = np.datetime64(months[0], "D")
        self.last = plus_months(np.array([months[-1]], dtype="datetime64[D]"), np.array([1]))[0] - 1
        place, due, until = self._regular()
        once_place, once_due, once_until = self._once()
        self.place = np.concatenate([place, once_place])
        self.due = np.concatenate([due, once_due])
        until = np.concatenate([until, once_until])
        stops = np.array([stops_on(terms, as_of) or _FAR for terms in contracts], dtype="datetime64[D]")
        kept = (self.due < stops[self.place]) & (self.due <= self.last) & (until > self.first)
        self.place, self.due = self.place[kept], self.due[kept]
        self.until = np.minimum(until[kept], stops[self.place])
        self.rises = self._rises()
        self.cents = self._prices()

    def in_cash(self) -> tuple[Whole, Whole, Whole, Whole]:
        """(place, month counted from the first, rises, cents): each payment whole, in the month it is due."""
        return self.place, month_numbers(self.due) - month_numbers(self.first), self.rises, self.cents

    def by_day(self, view: View) -> tuple[Whole, Whole, Whole, Whole]:
        """The same with each payment split at month starts, rounded cumulatively; for the commitment from as_of on."""
        start, end = self._window(view)
        cuts, owner = self._cuts(start, end)
        spans = (self.until - self.due).astype(np.int64)[owner]
        upto = (cuts[1:] - self.due[owner[:-1]]).astype(np.int64)
        same = owner[1:] == owner[:-1]
        reached = _half_up(self.cents[owner[:-1]] * upto, spans[:-1])
        before = _half_up(
            self.cents[owner[:-1]] * (cuts[:-1] - self.due[owner[:-1]]).astype(np.int64), spans[:-1]
        )
        begins, owner = cuts[:-1][same], owner[:-1][same]
        parts = (reached - before)[same]
        inside = (begins >= start[owner]) & (begins < end[owner])
        owner, begins, parts = owner[inside], begins[inside], parts[inside]
        return self.place[owner], month_numbers(begins) - month_numbers(self.first), self.rises[owner], parts

    def _window(self, view: View) -> tuple[Days, Days]:
        """For each payment, the days the view counts."""
        if view != "commitment":
            return self.due, self.until
        exits = [earliest_exit(terms, self.as_of) or self.as_of for terms in self.contracts]
        ends = np.array(exits, dtype="datetime64[D]")[self.place]
        return np.full(len(self.due), np.datetime64(self.as_of, "D")), ends

    def _cuts(self, start: Days, end: Days) -> tuple[Days, Whole]:
        """The days at which each payment is cut, in order, with the payment's number: its ends, months, window."""
        begins = month_numbers(self.due)
        counts = month_numbers(self.until - 1) - begins
        owner = np.repeat(np.arange(len(self.due)), counts)
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        starts = (begins[owner] + steps + 1).astype("datetime64[M]").astype("datetime64[D]")
        everyone = np.arange(len(self.due))
        days = np.concatenate([starts, self.due, self.until, start, end])
        owners = np.concatenate([owner, everyone, everyone, everyone, everyone])
        within = (days >= self.due[owners]) & (days <= self.until[owners])
        pairs = np.unique(np.stack([owners[within], days[within].astype(np.int64)]), axis=1)
        return pairs[1].astype("datetime64[D]"), pairs[0]

    def _regular(self) -> tuple[Whole, Days, Days]:
        """Payments every so many months from the start; without a start, counted back from the end."""
        chosen = [place for place, terms in enumerate(self.contracts) if terms.billing != "once"]
        anchors = [self.contracts[place].start_on or expires_on(self.contracts[place]) for place in chosen]
        anchor = np.array(anchors, dtype="datetime64[D]")
        period = np.array(
            [BILLING_MONTHS.get(self.contracts[place].billing or "annual", 12) for place in chosen],
            dtype=np.int64,
        )
        started = np.array([self.contracts[place].start_on is not None for place in chosen], dtype=bool)
        low = months_between_days(anchor, self.first) // period - 1
        low = np.where(started, np.maximum(low, 0), low)
        high = months_between_days(anchor, self.last) // period + 1
        counts = np.maximum(high - low + 1, 0)
        row = np.repeat(np.arange(len(chosen)), counts)
        k = low[row] + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        due = plus_months(anchor[row], k * period[row])
        return np.array(chosen, dtype=np.int64)[row], due, plus_months(anchor[row], (k + 1) * period[row])

    def _once(self) -> tuple[Whole, Days, Days]:
        """Payments made once a term, or once."""
        found = [
            (place, due, until)
            for place, terms in enumerate(self.contracts)
            if terms.billing == "once"
            for due, until in paid_once(terms, self.last.item())
        ]
        columns: Any = zip(*found, strict=True) if found else ((), (), ())
        places, dues, ends = (list(column) for column in columns)
        return (
            np.array(places, dtype=np.int64),
            np.array(dues, dtype="datetime64[D]"),
            np.array(ends, dtype="datetime64[D]"),
        )

    def _rises(self) -> Whole:
        """Renewals from as_of to the due day, both included."""
        plans = [schedule(terms) for terms in self.contracts]
        anchor = np.array([plan.anchor if plan else _FAR for plan in plans], dtype="datetime64[D]")[
            self.place
        ]
        offset = np.array([plan.offset if plan else 0 for plan in plans], dtype=np.int64)[self.place]
        step = np.array([plan.step if plan else 1 for plan in plans], dtype=np.int64)[self.place]

        def passed(days: Any) -> Any:
            return np.maximum((months_between_days(anchor, days) - offset) // step + 1, 0)

        return np.asarray(np.maximum(passed(self.due) - passed(np.datetime64(self.as_of, "D") - 1), 0))

    def _prices(self) -> Whole:
        """The amount in cents with the likely uplift of each rise; each distinct price is worked out once."""
        pairs, place = np.unique(np.stack([self.place, self.rises]), axis=1, return_inverse=True)
        prices = [_price(self.contracts[contract], rises) for contract, rises in pairs.T.tolist()]
        return np.array(prices, dtype=np.int64)[place.ravel()]


def _price(terms: ContractTerms, rises: int) -> int:
    amount = cents((terms.amount or Decimal(0)) * (1 + uplifts(terms)[1]) ** rises)
    return int(amount.scaleb(2))


def _half_up(numerator: Whole, denominator: Whole) -> Whole:
    size = (2 * np.abs(numerator) + denominator) // (2 * denominator)
    return np.asarray(np.sign(numerator) * size, dtype=np.int64)
