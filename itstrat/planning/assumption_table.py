"""The rows of the CIO's inputs: name, label, unit, default, least, most, step, group, moves, source, choices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

_OURS = "our assumption"
_PEOPLE = ("seats", "unknown")
_PROJECT = ("initiatives", "savings")
_RESERVE = ("reserve",)
_SECURITY = ("security",)


def _row(
    name: str,
    label: str,
    unit: str,
    numbers: tuple[str | None, str, str, str],
    group: str,
    moves: tuple[str, ...],
    source: str = _OURS,
) -> tuple[Any, ...]:
    default, least, most, step = numbers
    first = None if default is None else Decimal(default)
    return (name, label, unit, first, Decimal(least), Decimal(most), Decimal(step), group, moves, source)


def _choice(
    name: str, label: str, group: str, moves: tuple[str, ...], choices: tuple[str, ...]
) -> tuple[Any, ...]:
    return (name, label, "choice", choices[0], None, None, None, group, moves, _OURS, choices)


ROWS: tuple[tuple[Any, ...], ...] = (
    _row("hires_per_month", "Hires", "people a month", ("0", "0", "500", "0.25"), "People", _PEOPLE),
    _row("leavers_per_month", "Leavers", "people a month", ("0", "0", "500", "0.25"), "People", _PEOPLE),
    _row("hiring_months", "Hires and leavers go on for", "months", ("60", "0", "60", "1"), "People", _PEOPLE),
    _row(
        "seats_per_person",
        "Seats for each person",
        "seats a person",
        ("1", "0", "5", "0.05"),
        "People",
        ("seats",),
    ),
    _row("spare_seats", "Spare seats", "share", ("0.05", "0", "0.5", "0.01"), "People", ("seats",)),
    _row(
        "starter_kit",
        "Equipment for an added person",
        "money",
        ("2000", "0", "50000", "50"),
        "People",
        ("seats",),
    ),
    _row(
        "price_inflation",
        "Price inflation where a class has none",
        "share",
        ("0.03", "-0.1", "0.3", "0.005"),
        "Prices",
        ("replacements", "seats", "unknown", "reserve"),
    ),
    _row(
        "uplift_low",
        "Vendor uplift, lowest",
        "share",
        ("0", "-0.2", "0.5", "0.005"),
        "Prices",
        ("contracts", "seats"),
    ),
    _row(
        "uplift_likely",
        "Vendor uplift, likely",
        "share",
        ("0.07", "-0.2", "0.5", "0.005"),
        "Prices",
        ("contracts", "seats"),
        "advisers call 7 to 10% the usual unchallenged rise",
    ),
    _row(
        "uplift_high",
        "Vendor uplift, highest",
        "share",
        ("0.15", "-0.2", "1", "0.005"),
        "Prices",
        ("contracts", "seats"),
    ),
    _row(
        "unknown_elasticity",
        "How unknown spend follows headcount",
        "share",
        ("0.3", "0", "1.5", "0.05"),
        "Prices",
        ("unknown",),
    ),
    _row(
        "useful_life_change",
        "Useful lives longer or shorter by",
        "months",
        ("0", "-24", "36", "6"),
        "Equipment",
        ("replacements", "reserve"),
    ),
    _row(
        "book_life",
        "Book life of equipment",
        "months",
        ("36", "1", "120", "6"),
        "Equipment",
        ("replacements", "seats", "initiatives"),
    ),
    _row(
        "capital_threshold",
        "Capitalised from, an item",
        "money",
        ("1000", "0", "100000", "100"),
        "Equipment",
        ("replacements", "seats"),
        "our assumption; finance decides",
    ),
    _row(
        "project_one_off",
        "Initiatives, one-off cost",
        "money",
        ("0", "0", "100000000", "1000"),
        "Initiatives",
        _PROJECT,
    ),
    _row(
        "project_run",
        "Initiatives, run cost a month",
        "money",
        ("0", "0", "10000000", "100"),
        "Initiatives",
        _PROJECT,
    ),
    _row(
        "project_saving",
        "Initiatives, saving a month",
        "money",
        ("0", "0", "10000000", "100"),
        "Initiatives",
        _PROJECT,
    ),
    _row("project_start", "Initiatives start in", "months", ("3", "0", "60", "1"), "Initiatives", _PROJECT),
    _row("project_months", "Initiatives take", "months", ("6", "1", "60", "1"), "Initiatives", _PROJECT),
    _row(
        "initiative_cap",
        "Most for initiatives in a year without a cap",
        "money",
        (None, "0", "100000000", "1000"),
        "Initiatives",
        ("plan",),
    ),
    _row(
        "realisation_time",
        "Released time that comes true",
        "share",
        ("0.5", "0", "1", "0.05"),
        "Initiatives",
        ("savings",),
    ),
    _row(
        "realisation_contracts",
        "Cancelled contracts that come true",
        "share",
        ("0.9", "0", "1", "0.05"),
        "Initiatives",
        ("savings",),
    ),
    _row(
        "savings_ramp",
        "Savings are in full after",
        "months",
        ("6", "1", "36", "1"),
        "Initiatives",
        ("savings",),
    ),
    _row("contingency", "Contingency held", "share", ("0.05", "0", "0.5", "0.01"), "Plan", ("plan",)),
    _row("horizon_years", "Horizon", "years", ("5", "3", "5", "1"), "Plan", ("plan",)),
    _choice("view", "View", "Plan", ("plan",), ("pnl", "cash", "capex")),
    _row(
        "discount_rate",
        "Discount rate",
        "share",
        ("0.08", "0", "0.5", "0.005"),
        "Plan",
        ("value", "security"),
    ),
    _row(
        "reserve_opening",
        "Reserve today",
        "money",
        ("0", "-100000000", "1000000000", "1000"),
        "Reserve",
        _RESERVE,
    ),
    _row(
        "reserve_contribution",
        "Paid in each month today",
        "money",
        (None, "0", "100000000", "100"),
        "Reserve",
        _RESERVE,
    ),
    _row("reserve_floor", "Least balance", "money", ("0", "0", "1000000000", "1000"), "Reserve", _RESERVE),
    _row(
        "reserve_interest", "Interest a year", "share", ("0", "-0.05", "0.2", "0.0025"), "Reserve", _RESERVE
    ),
    _row(
        "reserve_growth",
        "Contribution grows a year by",
        "share",
        ("0", "-0.2", "0.3", "0.005"),
        "Reserve",
        _RESERVE,
    ),
    _choice("reserve_timing", "Contributions are paid at", "Reserve", _RESERVE, ("end", "start")),
    _row(
        "upgrade_budget",
        "Security upgrades, a year",
        "money",
        (None, "0", "100000000", "500"),
        "Security",
        _SECURITY,
    ),
    _row("compliance_goal", "Controls to be met", "share", ("0.9", "0", "1", "0.01"), "Security", _SECURITY),
    _row("evidence_months", "Evidence counts for", "months", ("12", "1", "120", "1"), "Security", _SECURITY),
)
