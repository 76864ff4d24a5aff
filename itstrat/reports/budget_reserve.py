"""The budget for saving: what to put aside each month for replacements, what forces it, and what moves would ease it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import money_label, month_year
from itstrat.planning.calendar import month_end
from itstrat.planning.funding import Funding
from itstrat.planning.money import ZERO
from itstrat.planning.replacement_lines import fleet_purchases
from itstrat.planning.reserve import (
    Course,
    Level,
    Purchase,
    Reserve,
    contributions,
    course,
    level_contribution,
    staircase,
    violations,
)
from itstrat.planning.reserve_plan import reserve
from itstrat.reports.budget_funding import funding, rules
from itstrat.reports.budget_landing import PartsDoNotAddUpError

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget_basis import Basis, Working

_LABELS = 5
_REST = "No class"


@dataclass(frozen=True, slots=True, eq=False)
class ReserveReport:
    """The smallest level contribution a month, checked by walking through the account, and what today's leads to.

    `balances` are after each month with it. `binding_on` is the month whose purchases force the contribution, `binding_purchase` the dearest of them; None and
    "" when the balance of today is enough. `today` is what is paid in now, None when that is not stated; then nothing
    runs dry. `frame`: period_on, need, balance, balance_today, unfunded, label. `staircase`: From, Until, Contribution.
    `unfunded`: Month, Purchase, Amount. `account` is what was worked out: needs by month, opening, rates by month, floor,
    timing. What is overdue already is paid at once from the reserve as far as that goes; `catch_up` is the rest, which
    no saving can pay and which comes on top.
    """

    title: str
    contribution: Decimal
    balances: tuple[Decimal, ...]
    binding_on: date | None
    binding_purchase: str
    lowest: tuple[date, Decimal]
    today: Decimal | None
    runs_dry_on: date | None
    unfunded: pd.DataFrame
    unfunded_total: Decimal
    frame: pd.DataFrame
    floor: Decimal
    account: Reserve
    catch_up: Decimal
    funding: Funding
    staircase: pd.DataFrame
    horizon: tuple[date, date]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What the reserve is to pay: `bought` as Purchases.frame without what is overdue, and a class and month together.

    `overdue` is the price of what is overdue, `catch_up` the part of it that today's balance cannot pay.
    """

    bought: pd.DataFrame
    reserve: Reserve
    items: tuple[Purchase, ...]
    months: tuple[date, ...]
    overdue: Decimal
    catch_up: Decimal


def needs(working: Working, inputs: Inputs) -> Needs | None:
    """What is to be bought until the end of the horizon; None when nothing falls due."""
    basis, months = working.basis, working.basis.months(inputs.whole("horizon_years"))
    if basis.facts.assets.empty:
        return None
    key = ("bought", *rules(inputs), months)
    ahead, items, overdue = working.kept(key, lambda: _bought(basis, inputs, months))
    if not items and not overdue:
        return None
    asked = reserve(ahead, len(months), inputs)
    at_once = min(overdue, max(ZERO, asked.opening - asked.floor))
    paid = (at_once + asked.needs[0], *asked.needs[1:])
    first = (Purchase(1, "What is overdue", at_once),) if at_once else ()
    return Needs(ahead, replace(asked, needs=paid), (*first, *items), months, overdue, overdue - at_once)


def reserve_report(working: Working, inputs: Inputs, currency: str) -> ReserveReport | None:
    """The reserve under these inputs; None when no replacement with a price falls due in the horizon."""
    own, months = inputs.moving("reserve"), working.basis.months(inputs.whole("horizon_years"))
    found: ReserveReport | None = working.kept(
        ("reserve", own, months), lambda: _report(working, inputs, currency)
    )
    return found


def _bought(
    basis: Basis, inputs: Inputs, months: tuple[date, ...]
) -> tuple[pd.DataFrame, tuple[Purchase, ...], Decimal]:
    """The purchases that fall due from now on, a class and month of them as one, and the price of what is overdue."""
    facts = basis.facts
    bought = fleet_purchases(facts, *rules(inputs), basis.seen_on, month_end(months[-1])).frame
    late = (bought["bought_on"] <= pd.Timestamp(basis.seen_on)) & (bought["round"] == 0)
    ahead = bought[~late].reset_index(drop=True)
    return ahead, grouped(ahead, basis), sum(bought.loc[late, "amount"], ZERO)


def grouped(bought: pd.DataFrame, basis: Basis) -> tuple[Purchase, ...]:
    """The purchases of a class in a month as one, dearest first within a month: a short reserve buys in this order."""
    names = dict(zip(basis.facts.classes["id"], basis.facts.classes["name"], strict=True))
    sums: dict[tuple[int, Any], tuple[int, Decimal]] = {}
    columns = (bought[name].tolist() for name in ("months", "class_id", "amount"))
    for month, class_id, amount in zip(*columns, strict=True):
        key = (month, None if pd.isna(class_id) else class_id)
        count, money = sums.get(key, (0, ZERO))
        sums[key] = (count + 1, money + amount)
    found = [
        Purchase(month + 1, f"{count} × {names.get(class_id, _REST)}", money)
        for (month, class_id), (count, money) in sums.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.period, -one.amount, one.label)))


def _report(working: Working, inputs: Inputs, currency: str) -> ReserveReport | None:
    wanted = needs(working, inputs)
    if wanted is None:
        return None
    asked, months = wanted.reserve, wanted.months
    level = level_contribution(asked)
    if broken := violations(asked, contributions(asked, level.contribution)):
        raise PartsDoNotAddUpError(f"The reserve falls below its floor in period {broken[0]}.")
    stated = inputs.value("reserve_contribution")
    today = stated if isinstance(stated, Decimal) else None
    now = None if today is None else course(asked, today, wanted.items)
    lowest = min(range(len(months)), key=level.balances.__getitem__)
    binding = None if level.binding is None else months[level.binding - 1]
    return ReserveReport(
        title=_title(wanted, level, now, today, currency),
        contribution=level.contribution,
        balances=level.balances,
        binding_on=binding,
        binding_purchase=_dearest(wanted.items, level.binding, currency),
        lowest=(months[lowest], level.balances[lowest]),
        today=today,
        runs_dry_on=months[now.dry - 1] if now and now.dry else None,
        unfunded=_unfunded(now, months),
        unfunded_total=sum((one.amount for one in (now.unfunded if now else ())), ZERO),
        frame=_frame(wanted, level, now),
        floor=asked.floor,
        account=asked,
        catch_up=wanted.catch_up,
        funding=funding(working, inputs),
        staircase=_stairs(asked, months),
        horizon=(months[0], months[-1]),
    )


def _title(wanted: Needs, level: Level, now: Course | None, today: Decimal | None, currency: str) -> str:
    besides = (
        f"; {money_label(wanted.catch_up, currency)} of overdue replacements come on top"
        if wanted.catch_up
        else ""
    )
    if level.binding is None:
        return f"The reserve of today pays for every replacement that falls due{besides}"
    enough = f"{money_label(level.contribution, currency)} a month"
    if today is None or now is None:
        return f"{enough} keeps the reserve whole, {month_year(wanted.months[level.binding - 1])} forces it{besides}"
    if now.dry is None:
        return f"Today's {money_label(today, currency)} a month is enough; {enough} would do{besides}"
    dry = month_year(wanted.months[now.dry - 1])
    return f"At {money_label(today, currency)} a month the reserve runs dry in {dry}; {enough} keeps it whole{besides}"


def _dearest(items: tuple[Purchase, ...], period: int | None, currency: str) -> str:
    bought = next((one for one in items if one.period == period), None)
    return f"{bought.label}, {money_label(bought.amount, currency)}" if bought else ""


def _frame(wanted: Needs, level: Level, now: Course | None) -> pd.DataFrame:
    missed: dict[int, Decimal] = {}
    for one in now.unfunded if now else ():
        missed[one.period] = missed.get(one.period, ZERO) + one.amount
    largest = sorted(range(len(wanted.months)), key=lambda at: -wanted.reserve.needs[at])[:_LABELS]
    first = {one.period: one.label for one in reversed(wanted.items)}
    rows = [
        (
            month,
            wanted.reserve.needs[at],
            level.balances[at],
            now.balances[at] if now else None,
            missed.get(at + 1, ZERO) if now else None,
            first.get(at + 1) if at in largest else None,
        )
        for at, month in enumerate(wanted.months)
    ]
    columns = ["period_on", "need", "balance", "balance_today", "unfunded", "label"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _unfunded(now: Course | None, months: tuple[date, ...]) -> pd.DataFrame:
    rows = [(months[one.period - 1], one.label, one.amount) for one in (now.unfunded if now else ())]
    return pd.DataFrame(rows, columns=["Month", "Purchase", "Amount"], dtype=object)


def _stairs(asked: Reserve, months: tuple[date, ...]) -> pd.DataFrame:
    """The falling contributions, one row for each of one amount."""
    rows: list[list[object]] = []
    for month, amount in zip(months, staircase(asked), strict=True):
        if rows and rows[-1][2] == amount:
            rows[-1][1] = month
        else:
            rows.append([month, month, amount])
    return pd.DataFrame(rows, columns=["From", "Until", "Contribution"], dtype=object)
