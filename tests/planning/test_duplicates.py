"""Invoices that look paid twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from itstrat.planning.duplicates import duplicates, invoice_number

FIRST = date(2026, 3, 2)
Line = tuple[int, str, str | None]


def ledger(*lines: Line, vendor: str = "dell") -> pd.DataFrame:
    """Lines of one vendor: days after 2 March 2026, amount, transaction number."""
    rows = [
        (at, FIRST + timedelta(days=days), vendor, Decimal(amount), number)
        for at, (days, amount, number) in enumerate(lines, 1)
    ]
    return pd.DataFrame(rows, columns=["id", "posted_on", "vendor_key", "amount", "transaction_number"])


def test_the_same_amount_within_five_days() -> None:
    """One row for the second line, with the amount at stake and a sentence; six days are too far."""
    found = duplicates(ledger((0, "1200.00", "A1"), (5, "1200.00", "A2")))
    row = found.iloc[0]
    assert (len(found), row.first_id, row.second_id, row.because) == (1, 1, 2, "days")
    assert row.stake == Decimal("1200.00")
    assert row.explanation == "1,200.00 was paid on 2026-03-02 and on 2026-03-07."
    assert duplicates(ledger((0, "1200.00", "A1"), (6, "1200.00", "A2"))).empty


def test_the_same_invoice_number_at_any_distance() -> None:
    """However it is written: "inv 0042/7" is "INV-00427"; leading zeros do not count."""
    found = duplicates(ledger((0, "99.50", "inv 0042/7"), (61, "99.50", "INV-00427")))
    assert list(found.because) == ["invoice number"]
    assert invoice_number("000-17 b") == invoice_number("17B")


@pytest.mark.parametrize(
    "lines",
    [
        ledger((0, "50.00", "A"), (1, "51.00", "B")),
        ledger((0, "50.00", "A"), (1, "-50.00", "A")),
        ledger((0, "-50.00", "A"), (1, "-50.00", "A")),
        ledger((0, "50.00", "A"), (1, "50.00", "B"), (20, "-50.00", "C")),
        ledger((0, "50.00", "A"), (40, "50.00", None), (80, "50.00", None)),
        ledger((0, "50.00", "A"), (1, "50.00", "B"), vendor=""),
        ledger(),
    ],
)
def test_what_is_no_duplicate(lines: pd.DataFrame) -> None:
    """Other amounts, opposite signs, credits, what a credit mended, unnumbered lines, no vendor, no lines."""
    assert duplicates(lines).empty


def test_the_usual_pace_is_no_duplicate_but_a_double_charge_in_it_is() -> None:
    """Weekly charges that come a little early, or carry the customer's number, are regular."""
    weekly: list[Line] = [(day, "30.00", "CUSTOMER 7") for day in (0, 7, 14, 19, 28, 35)]
    assert duplicates(ledger(*weekly)).empty
    found = duplicates(ledger(*weekly, (36, "30.00", None)))
    assert list(found.second_id) == [7]
    monthly: list[Line] = [(day, "30.00", None) for day in (0, 30, 61, 63, 91)]
    assert list(duplicates(ledger(*monthly)).second_id) == [4]


def test_paid_three_times_is_two_surplus_lines() -> None:
    """Each surplus line is listed once, also when both its number and its day tell."""
    found = duplicates(ledger((0, "10.00", "A"), (1, "10.00", "A"), (2, "10.00", "A")))
    assert list(zip(found.first_id, found.second_id, strict=True)) == [(1, 2), (2, 3)]
    assert sum(found.stake) == Decimal("20.00")


def test_other_lines_change_nothing() -> None:
    """A duplicate is found whatever else the ledger holds, and the order of the lines does not matter."""
    pair = ledger((0, "10.00", "A"), (1, "10.00", "A"))
    noise = ledger((0, "10.00", "A"), (9, "77.00", "B"), vendor="lenovo").assign(id=[11, 12])
    mixed = pd.concat([noise, pair]).sample(frac=1, random_state=1)
    assert list(duplicates(mixed).second_id) == [2]


@pytest.mark.timeout(60)
def test_a_large_ledger_is_searched_to_its_end() -> None:
    """200,000 lines, none of which repeats another within days: nothing is found, and the search ends."""
    rows = 200_000
    lines = pd.DataFrame(
        {
            "id": range(rows),
            "posted_on": pd.Timestamp(FIRST) + pd.to_timedelta([n % 1000 for n in range(rows)], unit="D"),
            "vendor_key": [f"vendor {n % 977}" for n in range(rows)],
            "amount": [float(n % 5003) for n in range(rows)],
            "transaction_number": [f"T-{n}" for n in range(rows)],
        }
    )
    assert duplicates(lines).empty
