"""The demo company holds what the pages are meant to find: each planted case, and no more than planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from statistics import pstdev

import pytest

from itstrat.planning.calendar import add_months
from itstrat.planning.contracts import Renewal, next_renewal
from itstrat.planning.kpi import KpiFacts
from itstrat.planning.kpi_state import kpi_state
from itstrat.planning.terms import ContractTerms
from itstrat.planning.vendors import normalise
from tests.demo_company import AS_OF, FIRST, Row, day, it_lines, known_vendors, names, rows, total, vendor_of

CLASSES = {"internet", "phone", "infrastructure", "users", "support", "consultants"}
CYCLE = {"monthly": 46, "quarterly": 138, "annual": 549}  # days in one and a half billing cycles


@cache
def charges() -> dict[str, dict[date, Decimal]]:
    """What each known vendor charged on each day."""
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for row in rows("ledger"):
        if vendor := vendor_of(row["Vendor"]):
            found[vendor][day(row["Date"])] = Decimal(row["Amount"])
    return found


def renewal(row: Row) -> Renewal | None:
    """The next renewal of a row of the contracts file, seen from the as-of day."""

    def whole(column: str) -> int | None:
        return int(row[column]) if row[column] else None

    terms = ContractTerms(
        start_on=day(row["Start date"]) if row["Start date"] else None,
        end_on=day(row["End date"]) if row["End date"] else None,
        auto_renew={"yes": True, "no": False, "": None}[row["Auto-renew"]],
        amount=Decimal(row["Amount"]),
        billing=row["Billing"],
        decision=row["Decision"] or None,
        initial_months=whole("Initial months"),
        renewal_months=whole("Renewal months"),
        notice_days=whole("Notice days"),
        notice_months=whole("Notice months"),
    )
    return next_renewal(terms, AS_OF)


def verdict(months: list[Row]) -> str:
    """The state of one metric on the as-of day."""
    head = months[0]
    facts = KpiFacts(
        direction="higher" if head["Direction"] == "higher" else "lower",
        target=float(head["Target"]),
        baseline=float(head["Baseline"]),
        owner=head["Owner"] or None,
        cadence_months=int(head["Reviewed every (months)"]),
        reviewed_on=day(head["Last reviewed"]),
    )
    return kpi_state([float(row["Value"]) if row["Value"] else None for row in months], facts, AS_OF).state


def test_six_percent_of_it_money_is_unknown() -> None:
    """Between 5 and 8% of IT money names no vendor for certain: cards, strangers and odd spellings."""
    unknown = [row for row in it_lines() if vendor_of(row["Vendor"]) is None]
    assert Decimal("0.05") <= total(unknown) / total(it_lines()) <= Decimal("0.08")
    assert any(row["Vendor"].startswith("PAYPAL *") for row in unknown)


def test_vendors_are_spelt_in_several_ways() -> None:
    """At least ten vendors stand in the ledger under two spellings or more that are certain to mean them."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for row in rows("ledger"):
        if vendor := vendor_of(row["Vendor"]):
            spellings[vendor].add(row["Vendor"])
    assert sum(len(found) > 1 for found in spellings.values()) >= 10
    assert {"MICROSOFT*365 BUSINESS", "Microsoft Ireland Ops"} <= names("ledger", "Vendor")


def test_six_to_eight_payments_were_made_twice() -> None:
    """Same vendor and amount within five days happens 6 to 8 times, and only there may a number repeat."""
    alike: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows("ledger"):
        alike[normalise(row["Vendor"]), row["Amount"]].append(row)
    pairs = [
        (one["Transaction number"], other["Transaction number"])
        for lines in alike.values()
        for one, other in combinations(lines, 2)
        if abs(day(one["Date"]) - day(other["Date"])) <= timedelta(days=5)
    ]
    numbers = Counter(row["Transaction number"] for row in rows("ledger") if row["Transaction number"])
    repeated = {number for number, times in numbers.items() if times > 1}
    assert 6 <= len(pairs) <= 8
    assert repeated == {one for one, other in pairs if one == other}
    assert 0 < len(repeated) < len(pairs)


def test_credit_notes_reduce_the_ledger() -> None:
    """Between 5 and 10 lines are credits, and each says so."""
    credits_ = [row for row in rows("ledger") if Decimal(row["Amount"]) < 0]
    assert 5 <= len(credits_) <= 10
    assert all(row["Description"].startswith(("Credit note", "Refund")) for row in credits_)


def test_three_vendors_creep() -> None:
    """Of the contracts billed monthly, three cost over 5% a year more than 24 months ago; one breaks its cap."""
    creeping = {}
    for row in rows("contracts"):
        if row["Billing"] != "monthly" or row["Vendor"] == "Amazon Web Services":
            continue
        paid = charges()[row["Vendor"]]
        then = [amount for on, amount in paid.items() if f"{on:%Y-%m}" == "2024-11"]
        now = [amount for on, amount in paid.items() if f"{on:%Y-%m}" in {"2026-10", "2026-11"}]
        if then and now and (rise := (now[-1] / then[0]).sqrt() - 1) > Decimal("0.05"):
            creeping[row["Vendor"]] = (rise, row["Uplift cap"])
    assert len(creeping) == 3
    assert [cap for _, cap in creeping.values() if cap] == ["5%"]


def test_two_subscriptions_have_no_contract() -> None:
    """Two vendors nobody knows charge 12 times or more at a monthly gap that hardly varies."""
    days: dict[str, list[date]] = defaultdict(list)
    for row in it_lines():
        if vendor_of(row["Vendor"]) is None:
            days[normalise(row["Vendor"])].append(day(row["Date"]))
    regular = [
        key
        for key, on in days.items()
        if len(on) >= 12 and pstdev((after - before).days for before, after in pairwise(on)) <= 5
    ]
    assert len(regular) == 2


def test_charges_belong_to_contracts_and_one_contract_is_dormant() -> None:
    """No contract was charged before it began; exactly one has had no charge for 1.5 billing cycles."""
    dormant = []
    for row in rows("contracts"):
        on = list(charges()[row["Vendor"]])
        start = day(row["Start date"]).replace(day=1) if row["Start date"] else FIRST
        assert min(on) >= start, row["Name"]
        if (AS_OF - max(on)).days > CYCLE[row["Billing"]]:
            dormant.append(row["Name"])
    assert dormant == ["Client surveys"]


def test_contracts_charge_their_amount() -> None:
    """The last charge of a contract with a fixed price is its amount; seats paid times unit price make it too."""
    for row in rows("contracts"):
        if row["Unit price"] and row["Seats paid"]:
            assert Decimal(row["Unit price"]) * int(row["Seats paid"]) == Decimal(row["Amount"]), row["Name"]
            assert int(row["Seats idle"]) <= int(row["Seats assigned"]) <= int(row["Seats paid"])
        fixed = row["Vendor"] not in {"Amazon Web Services", "Dell Technologies"}
        last = [amount for amount in charges()[row["Vendor"]].values() if amount > 0][-1]
        assert not fixed or last == Decimal(row["Amount"]), row["Name"]


def test_days_to_cancel_are_spread() -> None:
    """About 30 contracts in all six classes; one day to cancel is missed, others fall in each of four months."""
    found = [each for row in rows("contracts") if (each := renewal(row))]
    ahead = [(each.cancel_by - AS_OF).days for each in found]
    assert 28 <= len(rows("contracts")) <= 33
    assert names("contracts", "Technology class") == CLASSES
    assert sum(each.missed(AS_OF) for each in found) == 1
    for first in (0, 30, 60, 90):
        assert any(first < days <= first + 30 for days in ahead), first
    assert 2 <= sum(each.notice_assumed for each in found) <= 5
    assert 2 <= sum(not row["End date"] for row in rows("contracts")) <= 6


def test_assets_have_what_a_plan_must_not_lose() -> None:
    """About 70 assets in all six classes; some past life, undated, without a rule, out of support first, or spare."""
    assets = rows("assets")
    lives = {row["Class"]: row["Useful life (months)"] for row in rows("asset-classes")}
    dated = [
        row
        for row in assets
        if row["Purchase date"] and lives.get(row["Class"]) and row["Status"] == "in use"
    ]
    due = [(row, add_months(day(row["Purchase date"]), int(lives[row["Class"]]))) for row in dated]
    assert 65 <= len(assets) <= 80
    assert names("assets", "Technology class") == CLASSES
    assert Counter(row["Status"] for row in assets) == {"in use": len(assets) - 6, "spare": 3, "retired": 3}
    assert sum(on < AS_OF for _, on in due) >= 8
    assert sum(not row["Purchase date"] for row in assets) >= 4
    assert sum(not lives.get(row["Class"]) for row in assets) >= 4
    assert sum(bool(row["Support end"]) and day(row["Support end"]) < on for row, on in due) >= 3
    for column in ("Asset tag", "Serial number"):
        held = Counter(row[column] for row in assets if row[column])
        assert max(held.values()) == 1


def test_purchases_stand_in_the_ledger() -> None:
    """Each asset bought since the ledger began has its line: same day, same amount, its tag in the description."""
    lines = {(row["Date"], row["Amount"]): row for row in rows("ledger") if "(PO-" in row["Description"]}
    bought = [
        row
        for row in rows("assets")
        if row["Cost"] and row["Purchase date"] and day(row["Purchase date"]) >= FIRST
    ]
    assert len(bought) == len(lines) >= 30
    for row in bought:
        line = lines[row["Purchase date"], row["Cost"]]
        assert row["Asset tag"] in line["Description"]
        assert vendor_of(line["Vendor"]) in {row["Vendor"], None}
        assert line["CapEx/OpEx"] == ("CapEx" if Decimal(row["Cost"]) >= 1000 else "OpEx")


def test_budget_covers_four_fiscal_years() -> None:
    """Every month of FY24 to FY27 has a budget, some of it by vendor, with no line twice."""
    lines = [tuple(row[column] for column in row if column != "Amount") for row in rows("budget")]
    assert names("budget", "Month") == {add_months(FIRST, month).isoformat() for month in range(48)}
    assert names("budget", "Vendor") < set(known_vendors())
    assert len(lines) == len(set(lines))
    assert total(rows("budget")) > 1_500_000


def test_metrics_cover_every_state() -> None:
    """24 metrics, four a department, 36 months each up to October; every verdict occurs, healthy the most."""
    metrics: dict[str, list[Row]] = defaultdict(list)
    for row in rows("kpis"):
        metrics[row["Metric"]].append(row)
    months = [add_months(date(2023, 11, 1), number).isoformat() for number in range(36)]
    assert all([row["Month"] for row in found] == months for found in metrics.values())
    assert len(metrics) == 24
    assert set(Counter(found[0]["Department"] for found in metrics.values()).values()) == {4}
    states = Counter(verdict(found) for found in metrics.values())
    assert states.pop("healthy") == 9
    assert states == {"drifting": 4, "stagnant": 3, "stale": 3, "orphan": 2, "broken": 2, "too easy": 1}


@pytest.mark.parametrize(
    ("name", "months"), [("Laptop", 48), ("Desktop", 60), ("Monitor", 84), ("Switch", 72)]
)
def test_reference_lives(name: str, months: int) -> None:
    """An empty plan starts with 13 usual lives, each with its technology class, its source and no price."""
    reference = rows("asset-classes", "reference")
    assert len(reference) == 13
    assert {row["Class"]: int(row["Useful life (months)"]) for row in reference}[name] == months
    assert all(
        row["Source"] and row["Technology class"] in CLASSES and not row["Price today"] for row in reference
    )
