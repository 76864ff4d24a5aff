"""Contracts as tables: the timeline, every contract for editing, steps due, terms missing, seats to give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from itstrat.planning.calendar import add_months
from itstrat.planning.money import cents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from itstrat.reports.agreements import Agreement

_MONTHS = 15
_DRAWN = 60
_MONEY = pd.ArrowDtype(pa.decimal128(18, 2))
_CHART_STATES = {"overdue", "due", "ahead", "decided", "unknown"}


def timeline(found: Sequence[Agreement], as_of: date) -> pd.DataFrame:
    """What the chart draws: the contracts to cancel within 15 months and those nobody knows the date of."""
    until = add_months(as_of, _MONTHS)
    drawn = [
        one
        for one in found
        if one.state in _CHART_STATES and (one.renewal is None or one.renewal.cancel_by < until)
    ]
    rows = [
        {
            "name": one.name,
            "vendor": one.row["vendor"],
            "cancel_by": one.renewal and one.renewal.cancel_by,
            "renewal_on": one.renewal and one.renewal.on,
            "amount": one.renewal.yearly if one.renewal else one.yearly,
            "auto_renew": one.terms.auto_renew,
            "state": one.state,
        }
        for one in drawn[:_DRAWN]
    ]
    columns = ["name", "vendor", "cancel_by", "renewal_on", "amount", "auto_renew", "state"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def every(found: Sequence[Agreement], currency: str) -> pd.DataFrame:
    """One row a contract under the index (id, version), in the given order, in the words of the page."""
    keys = [(one.row["id"], one.row["version"]) for one in found]
    rises = [_rises(one) for one in found]
    frame = {
        "Contract": [one.name for one in found],
        "Vendor": [one.row["vendor"] for one in found],
        "Cancel by": _days(one.renewal and one.renewal.cancel_by for one in found),
        "Renews on": _days(one.renewal and one.renewal.on for one in found),
        "State": [_state(one) for one in found],
        "Decision": [one.terms.decision for one in found],
        "If nothing is done": [_by_itself(one) for one in found],
        "Notice": [_notice(one) for one in found],
        f"A year now ({currency})": _amounts(one.yearly for one in found),
        f"A year after ({currency})": _amounts(one.renewal and one.renewal.yearly for one in found),
        f"Rise, least ({currency})": _amounts(rise[0] for rise in rises),
        f"Rise, likely ({currency})": _amounts(rise[1] for rise in rises),
        f"Rise, most ({currency})": _amounts(rise[2] for rise in rises),
        "Seats paid": _counts(one.row["seats_paid"] for one in found),
        "Seats used": _counts(_used(one) for one in found),
        "To give back": _counts(one.reclaim for one in found),
        "Department": [one.row["department"] for one in found],
        "Owner": [one.row["owner"] for one in found],
        "Missing": [", ".join(one.missing) for one in found],
    }
    return pd.DataFrame(frame, index=pd.MultiIndex.from_tuples(keys, names=["id", "version"]))


def steps(found: Sequence[Agreement], currency: str) -> pd.DataFrame:
    """What is to be done now, soonest day to cancel first: the step of each contract that is due."""
    due = [one for one in found if one.step is not None and one.renewal is not None]
    return pd.DataFrame(
        {
            "Contract": [one.name for one in due],
            "Step": [one.step and f"{one.step.days_before} days before: {one.step.what}" for one in due],
            "Due since": _days(one.step and one.step.on for one in due),
            "Cancel by": _days(one.renewal and one.renewal.cancel_by for one in due),
            "Notice": [_notice(one) for one in due],
            f"A year after ({currency})": _amounts(one.renewal and one.renewal.yearly for one in due),
            "Owner": [one.row["owner"] for one in due],
        }
    )


def missing(found: Sequence[Agreement], currency: str) -> pd.DataFrame:
    """Contracts with terms nobody recorded, dearest first: what to add, and what is assumed until then."""
    gaps = sorted(
        (one for one in found if one.missing and one.state != "ended"), key=lambda one: -(one.yearly or 0)
    )
    return pd.DataFrame(
        {
            "Contract": [one.name for one in gaps],
            "Add": [", ".join(one.missing) for one in gaps],
            "Assumed until then": [_assumed(one) for one in gaps],
            f"A year now ({currency})": _amounts(one.yearly for one in gaps),
            "Owner": [one.row["owner"] for one in gaps],
        }
    )


def seats(found: Sequence[Agreement], currency: str) -> pd.DataFrame:
    """Licences with seats that can go at the next renewal, most money first."""
    idle = sorted((one for one in found if one.reclaim), key=lambda one: -(one.reclaim_value or 0))
    return pd.DataFrame(
        {
            "Contract": [one.name for one in idle],
            "Paid": _counts(one.row["seats_paid"] for one in idle),
            "Assigned": _counts(one.row["seats_assigned"] for one in idle),
            "Used": _counts(_used(one) for one in idle),
            "To give back": _counts(one.reclaim for one in idle),
            f"Worth a year ({currency})": _amounts(one.reclaim_value for one in idle),
            "Cancel by": _days(one.renewal and one.renewal.cancel_by for one in idle),
        }
    )


_ASSUMED = {
    "notice": "90 days' notice",
    "uplift": "a rise of 7% (0% to 15%)",
    "renewal term": "a renewal term like the first, at most a year",
    "initial term": "a first term like the renewal's",
    "end": "it goes on yearly at today's price",
    "billing": "billed once a year",
    "auto-renew": "it may renew by itself",
}


def _assumed(one: Agreement) -> str:
    if one.renewal is None:
        return "nothing: no date can be said"
    return ", ".join(_ASSUMED[name] for name in one.renewal.defaults) or "nothing"


def _state(one: Agreement) -> str:
    words = {"overdue": "■ Too late to cancel", "ahead": "○ Ahead", "decided": "✓ Decided", "ended": "Ended"}
    if one.step is not None:
        return f"▲ {one.step.days_before}-day step due"
    return words.get(one.state, "Any day" if one.state == "any day" else "? Unknown")


def _by_itself(one: Agreement) -> str:
    if one.state == "any day":
        return "goes on until cancelled"
    return {True: "renews by itself", False: "ends", None: "unknown"}[one.terms.auto_renew]


def _notice(one: Agreement) -> str:
    days, months = one.terms.notice_days, one.terms.notice_months
    if days is None and months is None:
        return "90 days, assumed"
    stated = [f"{days} days" if days is not None else "", f"{months} months" if months is not None else ""]
    return " or ".join(part for part in stated if part)


def _used(one: Agreement) -> int | None:
    assigned, idle = one.row["seats_assigned"], one.row["seats_idle"]
    return None if assigned is None or idle is None else max(0, assigned - idle)


def _rises(one: Agreement) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if one.renewal is None or one.yearly is None:
        return None, None, None
    each = (one.renewal.uplift_low, one.renewal.uplift_likely, one.renewal.uplift_high)
    low, likely, high = (cents(one.yearly * rise) for rise in each)
    return low, likely, high


def _days(days: Any) -> pd.DatetimeIndex:
    return pd.to_datetime([*days])


def _amounts(amounts: Any) -> Any:
    return pd.Series([*amounts], dtype=_MONEY).array


def _counts(counts: Any) -> Any:
    return pd.array([*counts], dtype="Int64")
