"""Contracts with what follows from their terms: the next renewal, what is to be done by when, and what it may cost."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from itstrat.planning.contracts import Renewal, Standing, Step, next_renewal, standing, steps
from itstrat.planning.money import cents
from itstrat.planning.seats import reclaimable_seats
from itstrat.planning.terms import BILLING_MONTHS, ContractTerms, defaults, yearly_amount
from itstrat.store import contract
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from datetime import date

    from itstrat.store.reading import Reader

State = Literal["overdue", "due", "ahead", "decided", "any day", "ended", "unknown"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract on the as-of day.

    `state`: overdue (the day to cancel has passed and it will renew), due (a preparation step waits), ahead, decided,
    any day (runs until cancelled), ended, or unknown (no date is known). `step` is the step to be done now.
    `yearly` is a year at today's price, `reclaim_value` what the seats nobody needs cost a year; None is unknown.
    """

    row: Row
    terms: ContractTerms
    standing: Standing
    renewal: Renewal | None
    state: State
    step: Step | None
    yearly: Decimal | None
    reclaim: int | None
    reclaim_value: Decimal | None

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.row["name"])

    @property
    def missing(self) -> tuple[str, ...]:
        """Terms nobody has recorded, as the fields are called on the page Data."""
        assumed = {
            "notice": "notice period",
            "end": "end date or term",
            "billing": "billing",
            "auto-renew": "auto-renew",
            "renewal term": "renewal months",
            "initial term": "initial months",
            "uplift": "uplift",
        }
        undated = self.renewal is None and self.standing == "unknown"
        gaps = self.renewal.defaults if self.renewal else defaults(self.terms) if undated else ()
        found = ["start date"] if undated else []
        found += [assumed[name] for name in gaps]
        found += [
            word for column, word in (("amount", "amount"), ("owner", "owner")) if self.row[column] is None
        ]
        return tuple(found)


def agreements(plan: Reader, department_id: int | None, as_of: date) -> list[Agreement]:
    """Every live contract of the department (None: all) as it stands on as_of."""
    return [_agreement(row, as_of) for row in contract.contracts(plan, department_id)]


def by_cancel_day(found: list[Agreement]) -> list[Agreement]:
    """First the one whose day to cancel comes first; what has none goes last, then by name."""
    return sorted(
        found,
        key=lambda one: (
            one.state == "ended",
            one.renewal is None,
            one.renewal and one.renewal.cancel_by,
            one.name,
        ),
    )


_TERMS = tuple(field.name for field in fields(ContractTerms))


def terms_of(row: Row) -> ContractTerms:
    """The terms that a contract's row states."""
    return ContractTerms(**{name: row[name] for name in _TERMS})


def _agreement(row: Row, as_of: date) -> Agreement:
    terms = terms_of(row)
    where, renewal = standing(terms, as_of), next_renewal(terms, as_of)
    if where == "ended":
        renewal = None
    state, step = _state(terms, where, renewal, as_of)
    yearly = yearly_amount(terms)
    seats = reclaimable_seats(row["seats_paid"], row["seats_assigned"], row["seats_idle"])
    value = _seat_price(row, yearly)
    return Agreement(
        row=row,
        terms=terms,
        standing=where,
        renewal=renewal,
        state=state,
        step=step,
        yearly=yearly,
        reclaim=seats,
        reclaim_value=None if seats is None or value is None else cents(seats * value),
    )


def _state(
    terms: ContractTerms, where: Standing, renewal: Renewal | None, as_of: date
) -> tuple[State, Step | None]:
    if where == "ended":
        return "ended", None
    if renewal is None:
        return ("any day" if where == "evergreen" else "unknown"), None
    if renewal.missed(as_of) and terms.decision != "keep":
        return "overdue", None
    if terms.decision is not None:
        return "decided", None
    reached = [step for step in steps(renewal, as_of) if step.state != "ahead"]
    return ("due", reached[-1]) if reached else ("ahead", None)


def _seat_price(row: Row, yearly: Decimal | None) -> Decimal | None:
    """What a seat costs a year: its price at each billing, else its part of the whole."""
    if row["unit_price"] is not None and row["billing"] in BILLING_MONTHS:
        price: Decimal = row["unit_price"]
        return price * (12 // BILLING_MONTHS[row["billing"]])
    return yearly / row["seats_paid"] if yearly is not None and row["seats_paid"] else None
