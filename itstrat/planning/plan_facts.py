"""What the forecast stands on, as the plan records it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from itstrat.planning.initiative_lines import Initiative
from itstrat.planning.terms import ContractTerms


@dataclass(frozen=True, slots=True)
class Licence:
    """A contract paid by the seat: price of a seat at each billing, seats paid and assigned; None is unknown."""

    contract_id: int
    unit_price: Decimal | None
    paid: int | None
    assigned: int | None


@dataclass(frozen=True, slots=True, eq=False)
class PlanFacts:
    """The records behind a forecast seen on one day.

    `people` on that day (None: unknown); `hires` and `leavers` by month (first day), on top of the steady inputs.
    `assets` and `classes` are frames as `purchases` takes them. `unexplained` is the money of each closed month that
    no contract and no asset explains and that is not tagged one-off, so that no other driver carries it forward: oldest
    first, without gaps, ending with the month before as_of's.
    """

    people: Decimal | None = None
    hires: Mapping[date, Decimal] = field(default_factory=dict)
    leavers: Mapping[date, Decimal] = field(default_factory=dict)
    contracts: Mapping[int, ContractTerms] = field(default_factory=dict)
    contract_names: Mapping[int, str] = field(default_factory=dict)
    licences: tuple[Licence, ...] = ()
    assets: pd.DataFrame = field(default_factory=pd.DataFrame)
    classes: pd.DataFrame = field(default_factory=pd.DataFrame)
    initiatives: tuple[Initiative, ...] = ()
    unexplained: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that should cost money but whose lines cannot be said: which driver, which source, and why."""

    driver: str
    source_id: int | None
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One driver worked out: its lines, what it cannot say, and its fields of the simulation's Exposure."""

    lines: pd.DataFrame
    gaps: tuple[Gap, ...]
    exposure: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of every driver: seen on as_of, for these months (first days, from as_of's on), in which view."""

    as_of: date
    months: tuple[date, ...]
    view: str
