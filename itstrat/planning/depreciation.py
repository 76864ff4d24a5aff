"""Straight-line depreciation: what assets cost each month of their book life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from itstrat.planning.month_index import Whole


def charges_by_month(
    amounts: Whole, life_months: int, in_service: Whole, months: int
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Charges of many purchases, in cents: one row a purchase, one column a month of the plan.

    Straight line, full-month convention: the month of service counts whole. Rounded cumulatively, so that over its
    whole life (1 month at least) the charges of a purchase sum to its amount. `amounts` are in cents and without
    salvage; `in_service` is the month of service counted from the plan's first, negative when it was earlier.
    """
    ages = np.clip(np.arange(months + 1) - in_service[:, None], 0, life_months)
    doubled = 2 * np.abs(amounts)[:, None] * ages + life_months
    reached = np.sign(amounts)[:, None] * (doubled // (2 * life_months))
    return np.asarray(np.diff(reached, axis=1), dtype=np.int64)
