"""Calendar months of many days at once, by the rules of `calendar`."""

from __future__ import annotations

from typing import Any

import numpy as np

Days = np.ndarray[Any, np.dtype[np.datetime64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]


def plus_months(days: Days, months: Whole) -> Days:
    """Each day so many calendar months later, clipped to the month's end, as `add_months`."""
    start = days.astype("datetime64[M]")
    target = start + months
    length = (target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")
    moved = target.astype("datetime64[D]") + np.minimum(days - start.astype("datetime64[D]"), length - 1)
    return np.asarray(moved, dtype="datetime64[D]")


def months_between_days(earlier: Days, later: Days | np.datetime64) -> Whole:
    """Whole months from one day to another, as `months_between`; may be negative."""
    months = month_numbers(later) - month_numbers(earlier)
    return np.where(plus_months(earlier, months) <= later, months, months - 1)


def month_numbers(days: Days | np.datetime64) -> Whole:
    """The number of each day's month, counted from January 1970."""
    return np.asarray(days.astype("datetime64[M]").astype(np.int64), dtype=np.int64)
