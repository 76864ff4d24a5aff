"""What the security baseline of the demo company has to show."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import numpy as np

from itstrat.planning.annual_loss import annual_loss
from itstrat.planning.control_codes import FUNCTIONS
from itstrat.planning.risk import Risk
from tests.demo_company import AS_OF, Row, day, names, rows

YEAR_AGO = AS_OF.replace(year=AS_OF.year - 1)


def csf(before: str = "") -> list[Row]:
    """Assessments of the CSF, the newest of each subcategory on or before a day."""
    wanted = [row for row in rows("assessments") if row["Framework"] == "NIST CSF 2.0"]
    held = [row for row in wanted if not before or day(row["Assessed on"]) <= day(before)]
    return list({row["Control"]: row for row in sorted(held, key=lambda row: row["Assessed on"])}.values())


def test_every_subcategory_was_assessed() -> None:
    """All 106 by now, nearly all a year ago, many half-way between; none of what the outline does not have."""
    outline = {row["ID"] for row in rows("csf-2.0", "reference") if row["Level"] == "subcategory"}
    assert {row["Control"] for row in csf()} == outline
    assert 90 <= len(csf(YEAR_AGO.isoformat())) < 106
    spring = [row for row in rows("assessments") if row["Assessed on"].startswith("2026-0")]
    assert 40 <= len(spring) <= 70


def test_some_answers_are_unknown_and_some_evidence_is_old() -> None:
    """Nobody looked at four; the evidence of several is older than a year; one does not apply."""
    now = csf()
    assert Counter(row["Status"] for row in now)["unknown"] == 4
    assert Counter(row["Status"] for row in now)["not applicable"] == 1
    old = [row for row in now if row["Evidence of"] and day(row["Evidence of"]) < YEAR_AGO]
    assert 4 <= len(old) <= 10


def test_recover_passes_its_checks_and_holds_the_largest_loss() -> None:
    """Its checks are met more often than in all, its tier is the lowest, its 1-in-20 year far above its appetite."""
    now = [row for row in csf() if row["Status"] not in {"not applicable", "unknown"}]
    met = {
        code: [row["Status"] == "implemented" for row in now if row["Control"][:2] == code]
        for code in FUNCTIONS
    }
    tier = {
        code: sorted(int(row["Level"]) for row in now if row["Control"][:2] == code) for code in FUNCTIONS
    }
    everywhere = [each for code in met if code != "RC" for each in met[code]]
    assert np.mean(met["RC"]) > np.mean(everywhere)
    assert min(tier, key=lambda code: tier[code][len(tier[code]) // 2 - 1]) == "RC"
    losses = annual_loss([estimate(number, row) for number, row in enumerate(rows("risks"))]).by_part()
    appetite = {row["Function"]: float(row["Appetite"]) for row in rows("appetites")}
    bad_year = {part: float(np.quantile(loss, 0.95)) for part, loss in losses.items() if part}
    assert max(bad_year, key=lambda part: bad_year[part]) == "Recover"
    assert bad_year["Recover"] > 1.5 * appetite["Recover"]
    assert {part for part, loss in bad_year.items() if loss < appetite[part]} >= {"Govern", "Protect"}


def estimate(number: int, row: Row) -> Risk:
    """A row of the register as the methods take it."""
    known = {
        "frequency": row["Events a year"],
        "loss_low": row["Loss low"],
        "loss_high": row["Loss high"],
        "loss_most": row["Most it can cost"],
    }
    money = {name: Decimal(text) for name, text in known.items() if text}
    return Risk(number, row["Function"], **money)


def test_two_risks_have_ratings_and_no_money() -> None:
    """They came from an ordinal register and wait for an estimate."""
    waiting = [row for row in rows("risks") if not row["Events a year"]]
    assert len(waiting) == 2
    assert all(row["Likelihood"] and row["Impact"] for row in waiting)


def test_an_obligation_is_overdue_one_is_soon_and_one_has_no_day() -> None:
    """Laws, contract, insurer and client, with the days they need."""
    due = [day(row["Due"]) for row in rows("obligations") if row["Due"]]
    assert min(due) < AS_OF < max(due)
    assert len(due) == len(rows("obligations")) - 1
    assert names("obligations", "Kind") == {"law", "contract", "insurer", "client"}


def test_effects_belong_to_upgrades_and_risks() -> None:
    """Every upgrade lowers some risk, every effect names a known pair once, shares are in order."""
    upgrades, risks = names("upgrades", "Upgrade ID"), names("risks", "Risk ID")
    pairs = [(row["Upgrade"], row["Risk"]) for row in rows("upgrade-effects")]
    assert len(set(pairs)) == len(pairs)
    assert {upgrade for upgrade, _ in pairs} == upgrades
    assert {risk for _, risk in pairs} <= risks
    for row in rows("upgrade-effects"):
        for what in ("Fewer events", "Smaller loss"):
            shares = [int(row[f"{what} {end}"].rstrip("%") or 0) for end in ("low", "likely", "high")]
            assert shares == sorted(shares)
            assert shares[-1] <= 95


def test_support_of_something_ended_and_of_something_ends_soon() -> None:
    """The cycles hold past days, days within a year, and one of which only yes or no is known."""
    ends = [day(row["Support ends"]) for row in rows("eol") if row["Support ends"]]
    assert any(end < AS_OF for end in ends)
    assert any(AS_OF <= end <= AS_OF.replace(year=AS_OF.year + 1) for end in ends)
    assert {row["Supported"] for row in rows("eol") if not row["Support ends"]} == {"yes", "no"}
