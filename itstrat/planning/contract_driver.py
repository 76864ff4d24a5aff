"""The drivers that follow contracts: what they cost as they stand, and the seats that growth adds to them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from itstrat.planning.calendar import month_end, month_start
from itstrat.planning.capital import Outlay, from_cents, outlay_months
from itstrat.planning.contract_frame import contract_cents
from itstrat.planning.contracts import next_renewal, renewals, stops_on
from itstrat.planning.headcount import headcount
from itstrat.planning.money import ZERO, cents, growth
from itstrat.planning.plan_facts import Ask, Gap, Part, PlanFacts
from itstrat.planning.plan_lines import frame, sources, together
from itstrat.planning.seat_lines import SeatPlan, seat_costs, starter_costs
from itstrat.planning.simulation import HIRING_LEVELS, RisingMonths
from itstrat.planning.terms import BILLING_MONTHS, defaults, uplifts
from itstrat.planning.uncertainty import ThreePoint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.contract_frame import ContractCents
    from itstrat.planning.plan_facts import Licence
    from itstrat.planning.terms import ContractTerms

STARTER_LABEL = "Equipment for added people"


def contracts(facts: PlanFacts, inputs: Inputs, ask: Ask) -> Part:
    """Every contract at the likely uplift; contracts with an unknown amount or date are gaps.

    The CapEx view has none: a contract is paid for its service.
    """
    nothing = np.zeros(len(ask.months))
    if ask.view == "capex" or not facts.contracts:
        return Part(together([]), (), {"contracts": nothing, "rising": ()})
    terms = {key: _with_uplift(one, inputs) for key, one in facts.contracts.items()}
    view: Literal["cash", "pnl"] = "cash" if ask.view == "cash" else "pnl"
    found = contract_cents(terms, ask.as_of, ask.months, view)
    keys, months = found.contract_id, found.month
    # What a contract costs in a month is one line, however many of its rises lie behind it.
    begins = np.flatnonzero((np.diff(keys, prepend=-1) != 0) | (np.diff(months, prepend=-1) != 0))
    sums = np.add.reduceat(found.cents, begins) if len(begins) else found.cents
    sources_of = keys[begins].tolist()
    said = frame(
        np.array(ask.months, dtype="datetime64[s]")[months[begins]],
        from_cents(sums),
        "contracts",
        view,
        sources_of,
        [facts.contract_names.get(key, f"Contract {key}") for key in sources_of],
        [_confidence(facts.contracts[key], ask.as_of) for key in sources_of],
    )
    gaps = tuple(Gap("contracts", key, "its amount or every date is unknown") for key in found.unknown)
    return Part(said, gaps, _rising(found, facts, terms, inputs, ask))


def seats(facts: PlanFacts, inputs: Inputs, ask: Ask) -> Part:
    """Seats beyond those the contracts pay for, and equipment for added people, as the headcount grows.

    Seats added within a term are paid month by month in every view. Each licence keeps today's share of people that
    hold a seat. Without a headcount nothing can be said.
    """
    levels = np.zeros((len(HIRING_LEVELS), len(ask.months)))
    if facts.people is None or facts.people <= 0:
        return Part(together([]), (Gap("seats", None, "the number of people is unknown"),), {"seats": levels})
    plans = [_seat_plan(licence, facts, inputs, ask) for licence in facts.licences]
    gaps = tuple(
        Gap("seats", licence.contract_id, "its seat price, seats paid or seats assigned are unknown")
        for licence, plan in zip(facts.licences, plans, strict=True)
        if plan is None
    )
    known = [plan for plan in plans if plan is not None]
    costs = [_costs(known, facts, inputs, ask, Decimal(str(level))) for level in HIRING_LEVELS]
    for row, one in enumerate(costs):
        levels[row] = np.sum(np.array([amounts for _, _, amounts in one], dtype=np.float64), axis=0)
    planned = costs[HIRING_LEVELS.index(1.0)]
    return Part(
        together([sources(ask.months, planned, "seats", _view(ask), "medium")]), gaps, {"seats": levels}
    )


def people_by_month(
    facts: PlanFacts, inputs: Inputs, ask: Ask, level: Decimal = Decimal(1)
) -> tuple[Decimal, ...]:
    """The headcount of each month if that share of all hires and leavers comes about, in hundredths of a person.

    The first month is as_of's and has the people of that day; hires and leavers begin with the next and the steady
    ones end after `hiring_months`. ValueError when the number of people is unknown.
    """
    if facts.people is None:
        raise ValueError("The number of people is unknown.")
    hires = _changes(facts.hires, inputs.number("hires_per_month"), inputs, ask, level)
    leavers = _changes(facts.leavers, inputs.number("leavers_per_month"), inputs, ask, level)
    return tuple(cents(people) for people in headcount(facts.people, hires, leavers))


def _changes(
    planned: Mapping[date, Decimal], steady: Decimal, inputs: Inputs, ask: Ask, level: Decimal
) -> list[Decimal]:
    """The planned changes of each month and the steady ones while they go on; none in the first month."""
    until = inputs.whole("hiring_months")
    changes = [
        (planned.get(month, ZERO) + (steady if place <= until else ZERO)) * level
        for place, month in enumerate(ask.months)
    ]
    return [ZERO, *changes[1:]]


def _costs(
    plans: Sequence[SeatPlan], facts: PlanFacts, inputs: Inputs, ask: Ask, level: Decimal
) -> list[tuple[int | None, str, Sequence[Decimal]]]:
    """(source, label, amounts) of each licence and of the equipment, for that share of the hiring plan."""
    people = people_by_month(facts, inputs, ask, level)
    found: list[tuple[int | None, str, Sequence[Decimal]]] = []
    if ask.view != "capex":
        costs = _licence_costs(tuple(plans), people, ask.months)
        found += [(plan.source_id, plan.label, cost) for plan, cost in zip(plans, costs, strict=True)]
    kit = inputs.number("starter_kit")
    bought = starter_costs(people, facts.people or ZERO, kit, growth(inputs.number("price_inflation"), 1))
    capital = kit >= inputs.number("capital_threshold")
    amounts = outlay_months(
        [Outlay(place, amount) for place, amount in enumerate(bought)], capital, inputs, ask
    )
    return [*found, (None, STARTER_LABEL, amounts)]


@lru_cache(maxsize=16)
def _licence_costs(
    plans: tuple[SeatPlan, ...], people: tuple[Decimal, ...], months: tuple[date, ...]
) -> tuple[tuple[Decimal, ...], ...]:
    """What each licence's added seats cost; the last answers are kept, for what moves equipment alone."""
    return tuple(seat_costs(people, months, plan) for plan in plans)


def _seat_plan(licence: Licence, facts: PlanFacts, inputs: Inputs, ask: Ask) -> SeatPlan | None:
    terms = facts.contracts.get(licence.contract_id)
    price, paid, assigned = licence.unit_price, licence.paid, licence.assigned
    if terms is None or price is None or paid is None or assigned is None or not facts.people:
        return None
    return SeatPlan(
        source_id=licence.contract_id,
        label=facts.contract_names.get(licence.contract_id, f"Contract {licence.contract_id}"),
        price=price / BILLING_MONTHS.get(terms.billing or "annual", 12),
        ratio=Fraction(assigned) / Fraction(facts.people) * Fraction(inputs.number("seats_per_person")),
        spare=inputs.number("spare_seats"),
        included=paid,
        renews=_renewal_months(terms, ask.as_of, ask.months[-1]),
        uplift=uplifts(_with_uplift(terms, inputs))[1],
        stops_on=stops_on(terms, ask.as_of),
    )


@lru_cache(maxsize=4096)
def _renewal_months(terms: ContractTerms, as_of: date, last: date) -> tuple[date, ...]:
    """The first days of the months in which it renews, until the last month's end."""
    return tuple(month_start(renewal.on) for renewal in renewals(terms, as_of, month_end(last)))


def _with_uplift(terms: ContractTerms, inputs: Inputs) -> ContractTerms:
    """The terms with the inputs' likely uplift where they state none; one without an end keeps its price."""
    if terms.uplift is not None or "end" in defaults(terms):
        return terms
    return replace(terms, uplift=inputs.number("uplift_likely"))


def _range(terms: ContractTerms, inputs: Inputs) -> ThreePoint:
    """The uplift a contract may have: certain when stated, else the inputs' range, never above its cap."""
    if terms.uplift is not None:
        return ThreePoint(*(float(one) for one in uplifts(terms)))
    cap = terms.uplift_cap
    low, likely, high = (inputs.number(f"uplift_{which}") for which in ("low", "likely", "high"))
    found = [low, likely, high]
    if "end" in defaults(terms):  # planned to keep its price, so that price lies within what may happen
        found = [min(low, ZERO), ZERO, max(high, ZERO)]
    return ThreePoint(*(float(one if cap is None else min(one, cap)) for one in found))


def _rising(
    found: ContractCents, facts: PlanFacts, planned: dict[int, ContractTerms], inputs: Inputs, ask: Ask
) -> dict[str, Any]:
    """The certain part by month, and the rest by range of uplift and number of rises, before any rise."""
    group = {key: _range(one, inputs) for key, one in facts.contracts.items()}
    ranges = list(dict.fromkeys(group.values()))
    numbers = {key: ranges.index(one) for key, one in group.items()}
    rates = {key: float(uplifts(one)[1]) for key, one in planned.items()}
    keys = found.contract_id.tolist()
    number = np.array([numbers[key] for key in keys], dtype=np.int64)
    likely = np.array([rates[key] for key in keys], dtype=np.float64)
    base = found.cents / 100 / (1 + likely) ** found.rises
    money = np.zeros((len(ranges), int(found.rises.max(initial=0)) + 1, len(ask.months)))
    np.add.at(money, (number, found.rises, found.month), base)
    certain = np.zeros(len(ask.months))
    rising = []
    for one, block in zip(ranges, money, strict=True):
        if one.low == one.high:
            certain += (1 + one.likely) ** np.arange(len(block)) @ block
        else:
            rising.append(RisingMonths(one, block))
    return {"contracts": certain, "rising": tuple(rising)}


@lru_cache(maxsize=4096)
def _confidence(terms: ContractTerms, as_of: date) -> str:
    ahead = next_renewal(terms, as_of)
    return ahead.confidence if ahead else "medium" if terms.start_on else "low"


def _view(ask: Ask) -> Any:
    return ask.view
