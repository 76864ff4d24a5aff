"""A decision about spend is made once, holds for later imports, and can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError, StaleEditError
from itstrat.store import decisions, lines, rules, spend, spending
from itstrat.store.amending import Change
from itstrat.store.decisions import Decision, Subject

if TYPE_CHECKING:
    from itstrat.store.database import Store

FIRST, LAST = date(2026, 7, 1), date(2026, 12, 1)
PINGWARE = Subject(vendor_key="pingware")


def spent(store: Store) -> dict[str, tuple[int, Decimal]]:
    """Lines and money by state, as the pages see them."""
    with store.snapshot() as plan:
        states = spending.by_state(plan, FIRST, LAST, None)
        yearly = plan.rows("select verdict, sum(amount) as amount from ledger_vendor group by verdict")
        monthly = plan.rows("select verdict, sum(amount) as amount from ledger_month group by verdict")
    by_verdict = [{row["verdict"]: row["amount"] for row in rows} for rows in (yearly, monthly)]
    assert by_verdict[0] == by_verdict[1]
    return {state: (row["lines"], row["amount"]) for state, row in states.items()}


def add_lines(store: Store, *rows: tuple[int, str, str], first_number: int = 1) -> None:
    """Put lines of (month, vendor key, amount) into the ledger as an import would."""
    with store.tx("test") as edit:
        edit.append(
            "ledger_line",
            [
                {
                    "id": number, "batch_id": 1, "line": number, "posted_on": date(2026, month, 5),
                    "vendor_text": key.upper(), "vendor_key": key, "amount": Decimal(amount),
                    "identity": f"{number:032x}", "occurrence": 1,
                }
                for number, (month, key, amount) in enumerate(rows, start=first_number)
            ],
        )  # fmt: skip
        spend.settle(edit, sorted({date(2026, month, 1) for month, _, _ in rows}))


@pytest.fixture
def ledger(store: Store) -> Store:
    """Three lines of an unknown vendor and one of a vendor with a contract."""
    with store.tx("test") as edit:
        edit.insert("company", {"name": "Test", "fiscal_year_start": 7})
        vendor = edit.insert("vendor", {"name": "Acme", "vendor_key": "acme"})
        contract = {"name": "Support", "vendor_id": vendor, "start_on": date(2026, 1, 1), "auto_renew": True}
        edit.insert("contract", contract)
    add_lines(
        store,
        (7, "pingware", "40.00"),
        (8, "pingware", "41.50"),
        (9, "pingware", "42.00"),
        (8, "acme", "100"),
    )
    return store


def test_ignored_vendor_is_not_it(ledger: Store) -> None:
    """Ignoring a vendor text takes all its lines out of IT, in both aggregates."""
    decisions.decide(ledger, PINGWARE, Decision("ignore", reason="Catering"), "cio")
    assert spent(ledger) == {"not_it": (3, Decimal("123.50")), "contract": (1, Decimal("100.00"))}


def test_assigned_vendor_is_explained_by_its_contract(ledger: Store) -> None:
    """A text assigned to a vendor with a contract is explained by that contract from then on."""
    decisions.decide(ledger, PINGWARE, Decision("assign", vendor="Acme"), "cio")
    assert spent(ledger) == {"contract": (4, Decimal("223.50"))}


def test_assigned_to_a_new_vendor_is_explained_by_the_decision(ledger: Store) -> None:
    """A vendor the plan did not know is added, and the decision itself explains the lines."""
    decisions.decide(ledger, PINGWARE, Decision("assign", vendor="Pingware Ltd"), "cio")
    assert spent(ledger)["decision"] == (3, Decimal("123.50"))
    with ledger.snapshot() as plan:
        assert plan.value("select name from vendor where vendor_key = 'pingware'") == "Pingware Ltd"


def test_decision_holds_for_later_imports(ledger: Store) -> None:
    """Lines that come in after the decision are judged by it too."""
    decisions.decide(ledger, PINGWARE, Decision("one_off"), "cio")
    add_lines(ledger, (10, "pingware", "7.00"), first_number=50)
    assert spent(ledger)["decision"] == (4, Decimal("130.50"))


def test_second_decision_replaces_the_first(ledger: Store) -> None:
    """One text has one live decision, so its lines never count twice."""
    decisions.decide(ledger, PINGWARE, Decision("assign", vendor="Acme"), "cio")
    decisions.decide(ledger, PINGWARE, Decision("ignore", reason="Wrong company"), "cio", version=1)
    assert spent(ledger) == {"not_it": (3, Decimal("123.50")), "contract": (1, Decimal("100.00"))}
    with ledger.snapshot() as plan:
        assert len(decisions.decided(plan)) == 1


def test_decision_made_meanwhile_is_not_overwritten(ledger: Store) -> None:
    """Who decides without having seen the standing decision is told, and nothing changes."""
    decisions.decide(ledger, PINGWARE, Decision("one_off"), "cio")
    with pytest.raises(StaleEditError):
        decisions.decide(ledger, PINGWARE, Decision("ignore", reason="No"), "somebody")
    assert spent(ledger)["decision"] == (3, Decimal("123.50"))


def test_undecided_again(ledger: Store) -> None:
    """Taking a decision back leaves everything as before, and the text is no alias any more."""
    before = spent(ledger)
    decisions.decide(ledger, PINGWARE, Decision("assign", vendor="Acme"), "cio")
    decisions.undecide(ledger, PINGWARE, 1, "cio")
    assert spent(ledger) == before
    with ledger.snapshot() as plan:
        assert plan.value("select tier from vendor_match where vendor_key = 'pingware'") == "unknown"


def test_one_line_is_decided_alone(ledger: Store) -> None:
    """A decision about one line leaves the vendor's other lines as they are."""
    line = Subject(identity=f"{2:032x}", occurrence=1)
    decisions.decide(ledger, line, Decision("one_off"), "cio")
    assert spent(ledger)["decision"] == (1, Decimal("41.50"))
    assert spent(ledger)["undecided"] == (2, Decimal("82.00"))


@pytest.mark.parametrize("decision", [Decision("ignore", reason=" "), Decision("assign", vendor=" ")])
def test_incomplete_decision_is_refused(ledger: Store, decision: Decision) -> None:
    """Ignoring needs a reason, assigning needs a vendor or a contract; else nothing is written."""
    with pytest.raises(ItstratError, match="Nothing was decided"):
        decisions.decide(ledger, PINGWARE, decision, "cio")
    with ledger.snapshot() as plan:
        assert decisions.decided(plan) == []


def test_decision_is_audited(ledger: Store) -> None:
    """The audit trail says who decided and why."""
    decisions.decide(ledger, PINGWARE, Decision("ignore", reason="Catering"), "cio")
    with ledger.snapshot() as plan:
        found = plan.row("select * from audit where \"table\" = 'spend_decision'")
    assert found is not None
    assert (found["changed_by"], found["reason"], found["action"]) == ("cio", "Catering", "add")


def test_rules_judge_the_ledger(ledger: Store) -> None:
    """A rule that is added, changed or retired counts at once; the lowest rank wins."""
    rule = {"rank": 5, "field": "vendor", "pattern": "ping", "verdict": "it", "note": None}
    key = rules.add_rule(ledger, rule, "cio")
    assert spent(ledger)["unexplained"] == (3, Decimal("123.50"))
    rules.save_rules(ledger, [Change(key, 1, {"verdict": "not_it"})], "cio", "It is a toy")
    assert spent(ledger)["not_it"] == (3, Decimal("123.50"))
    rules.retire_rule(ledger, key, 2, "cio")
    assert spent(ledger)["undecided"] == (3, Decimal("123.50"))


def test_blank_rule_is_refused(ledger: Store) -> None:
    """A rule without a pattern would cover every line, so nothing is saved."""
    blank = {"rank": 5, "field": "vendor", "pattern": " ", "verdict": "it"}
    with pytest.raises(ItstratError, match="blank"):
        rules.add_rule(ledger, blank, "cio")
    with ledger.snapshot() as plan:
        assert rules.rules(plan) == []


def test_waiting_texts_largest_first(ledger: Store) -> None:
    """What nobody explained or judged is listed with its money, and how much waits in all."""
    add_lines(ledger, (8, "acmee tools", "500.00"), first_number=60)
    with ledger.snapshot() as plan:
        found = lines.waiting(plan, 2027, None, "all", 0, 1)
    assert [(row["vendor_key"], row["state"], row["amount"]) for row in found] == [
        ("acmee tools", "undecided", Decimal("500.00"))
    ]
    assert (found[0]["texts"], found[0]["total"]) == (2, Decimal("623.50"))


def test_counts_agree_with_pages(ledger: Store) -> None:
    """Lines are counted from the aggregate and read from the ledger: both say the same."""
    with ledger.snapshot() as plan:
        for asked in (
            lines.LineFilter(FIRST, LAST, shown="undecided"),
            lines.LineFilter(FIRST, LAST, shown="all"),
            lines.LineFilter(FIRST, LAST, shown="all", vendor_key="acme"),
            lines.LineFilter(date(2026, 8, 1), date(2026, 8, 1), shown="undecided"),
        ):
            rows = lines.page(plan, asked, 0, 50)
            assert lines.count(plan, asked) == (len(rows), sum(row["amount"] for row in rows))
