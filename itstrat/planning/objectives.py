"""Objectives of the company as presets of the inputs, so that "20 people become 40" is one choice.

Money that grows with the company is stated a person. All amounts are our assumptions, to be edited once chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from itstrat.planning.money import cents

_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Objective:
    """A preset: headcount grows by `growth` (a share of today's people) over `months`, and inputs are set.

    `each_person` sets inputs to an amount times the people of today, `sets` to the value itself.
    """

    name: str
    label: str
    what: str
    growth: Decimal = Decimal(0)
    months: int = 24
    each_person: Mapping[str, Decimal] = field(default_factory=dict)
    sets: Mapping[str, Decimal] = field(default_factory=dict)


_ALL = (
    Objective(
        "headcount_growth",
        "Growth in headcount",
        "The company doubles in two years; seats, equipment and part of the unknown spend follow.",
        growth=Decimal(1),
    ),
    Objective(
        "acquisition",
        "Acquisition",
        "Another company half our size joins within six months and its systems are merged into ours.",
        growth=Decimal("0.5"),
        months=6,
        each_person={"project_one_off": Decimal(1500), "project_run": Decimal(15)},
        sets={"project_start": Decimal(1), "project_months": Decimal(12)},
    ),
    Objective(
        "remote_only",
        "Remote only",
        "Offices close: everybody gets home equipment and remote access, and the office's lines are cancelled.",
        each_person={
            "project_one_off": Decimal(900),
            "project_run": Decimal(20),
            "project_saving": Decimal(60),
        },
        sets={"project_start": Decimal(2), "project_months": Decimal(6), "starter_kit": Decimal(2900)},
    ),
    Objective(
        "system_integration",
        "System integration",
        "Customer relations and billing become one flow; hand-overs by hand go away.",
        each_person={
            "project_one_off": Decimal(2500),
            "project_run": Decimal(25),
            "project_saving": Decimal(110),
        },
        sets={"project_start": Decimal(3), "project_months": Decimal(9)},
    ),
    Objective(
        "pivot",
        "Pivot",
        "A new line of business asks for systems of its own before it earns.",
        each_person={"project_one_off": Decimal(3000), "project_run": Decimal(60)},
        sets={
            "project_start": Decimal(2),
            "project_months": Decimal(9),
            "unknown_elasticity": Decimal("0.5"),
        },
    ),
    Objective(
        "succession",
        "Succession",
        "Those who know the systems leave; what they know is written down and their seats are filled before.",
        each_person={"project_one_off": Decimal(400)},
        sets={"project_start": Decimal(1), "project_months": Decimal(12), "spare_seats": Decimal("0.1")},
    ),
)
OBJECTIVES: Mapping[str, Objective] = {objective.name: objective for objective in _ALL}


def objective_values(objective: Objective, people: Decimal) -> dict[str, Decimal]:
    """The inputs the objective sets for a company of so many people: its growth in equal hires, then none."""
    values = dict(objective.sets)
    values |= {name: cents(amount * people) for name, amount in objective.each_person.items()}
    if objective.growth:
        monthly = people * objective.growth / objective.months
        values["hires_per_month"] = monthly.quantize(_STEP, rounding=ROUND_HALF_UP)
        values["hiring_months"] = Decimal(objective.months)
    return values
