"""The columns of the security baseline that are kept by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store import assessment, obligation, risk
from itstrat.ui.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

RISK = (
    Cell("code", "Risk ID"),
    Cell("name", "Risk", "long text"),
    Cell("part", "Function", "choice", risk.PARTS),
    Cell("owner", "Owner"),
    Cell("frequency", "Events a year", "number", help="0.1 is once in ten years."),
    Cell("loss_low", "Loss, low", "money", help="One event in twenty costs less."),
    Cell("loss_high", "Loss, high", "money", help="One event in twenty costs more."),
    Cell("loss_most", "Most it can cost", "money", help="A policy limit, or all there is to lose."),
    Cell("treatment", "Treatment", "choice", risk.TREATMENTS),
    Cell("reviewed_on", "Reviewed on", "day"),
)
OBLIGATION = (
    Cell("name", "Obligation", "long text"),
    Cell("kind", "Kind", "choice", obligation.KINDS),
    Cell("party", "Asked by"),
    Cell("due_on", "Due", "day"),
    Cell("owner", "Owner"),
)
APPETITE = (
    Cell("part", "Function", "choice", risk.PARTS, help="Unknown is the whole company."),
    Cell("amount", "Loss accepted in a 1-in-20 year", "money"),
    Cell("approved_on", "Approved on", "day"),
    Cell("approved_by", "Approved by"),
)
UPGRADE = (
    Cell("code", "Upgrade ID"),
    Cell("name", "Upgrade", "long text"),
    Cell("layer", "Layer", help="Upgrades of one layer do the same work: only the strongest counts."),
    Cell("owner", "Owner"),
    Cell("one_off", "One-off cost", "money", usual=0.0),
    Cell("run_yearly", "Run cost a year", "money", usual=0.0),
    Cell("life_years", "Life (years)", "number", usual=3.0, most=99.0),
    Cell("months", "Months to bring in", "whole", usual=3.0, most=120.0),
)
CYCLE = (
    Cell("vendor", "Vendor"),
    Cell("product", "Product"),
    Cell("cycle", "Cycle"),
    Cell("label", "Called"),
    Cell("released_on", "Released on", "day"),
    Cell("support_end_on", "Support ends", "day"),
    Cell("extended_end_on", "Extended support ends", "day"),
)
# Of an assessment, as it was imported: shown, not edited.
TOLD = (Cell("part", "Part"), Cell("scale", "Scale"))
_DOES = (
    ("frequency", "Fewer events"),
    ("loss", "Smaller loss"),
)


def assessed(lowest: int, highest: int, scale: str, today: date) -> tuple[Cell, ...]:
    """The columns of an assessment on a scale of so many levels."""
    levels = f"On the scale {scale}, from {lowest} to {highest}."
    return (
        Cell("assessed_on", "Assessed on", "day", usual=today),
        Cell("level", "Level", "number", most=float(highest), help=levels),
        Cell("target", "Target", "number", most=float(highest), help=levels),
        Cell("status", "Status", "choice", assessment.STATUSES),
        Cell("evidence", "Evidence", "long text"),
        Cell("evidence_on", "Evidence of", "day"),
        Cell("cadence_months", "Reviewed every (months)", "whole", most=120.0),
        Cell("assessor", "Assessor"),
        Cell("owner", "Owner"),
        Cell("due_on", "Due", "day", help="The day by which the owner closes the gap."),
    )


def effects(upgrades: Mapping[str, int], risks: Mapping[str, int]) -> tuple[Cell, ...]:
    """The columns of what an upgrade does to a risk, as shares in percent."""
    shares = (
        Cell(f"{what}_{end}", f"{said}, {end}", "percent", most=100.0)
        for what, said in _DOES
        for end in ("low", "likely", "high")
    )
    return (
        Cell("upgrade_id", "Upgrade", "record", known=upgrades, shown_by="upgrade"),
        Cell("risk_id", "Risk", "record", known=risks, shown_by="risk"),
        *shares,
    )
