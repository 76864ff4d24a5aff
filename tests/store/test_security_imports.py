"""Frameworks, assessments, obligations, risks and upgrades from files: reconciled, repeatable, nothing guessed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.settings import ROOT
from itstrat.store import assessment, framework, obligation, product_cycle, risk, upgrade
from itstrat.store.imports import Outcome, apply
from itstrat.store.undo import undo
from tests.store.made import staged

if TYPE_CHECKING:
    from itstrat.store.database import Store

DAY = date(2026, 10, 1)


def take(store: Store, kind: str, *rows: dict[str, Any], name: str = "file") -> Outcome:
    """Import these rows."""
    outcome = apply(store, staged(store, kind, rows, name), "ada")
    assert outcome.rows == outcome.accepted + outcome.refused + outcome.unchanged
    return outcome


def reasons(outcome: Outcome) -> list[str]:
    """Why rows were refused."""
    return [issue.message for issue in outcome.issues]


def test_a_new_plan_has_the_outline_of_the_csf(store: Store) -> None:
    """6 functions, 22 categories and the 106 live subcategories of CSF 2.0, Govern first, all titles filled."""
    with store.snapshot() as plan:
        (csf,) = framework.frameworks(plan)
        items = plan.rows(
            "select code, title, parent_code, level from control where framework_id = $1", csf["id"]
        )
        controls = framework.controls(plan)
    assert (csf["code"], csf["items"], csf["assessed"]) == ("csf-2.0", 106, 0)
    assert Counter(row["level"] for row in items) == {"function": 6, "category": 22, "subcategory": 106}
    assert all(row["title"] for row in items)
    assert len(controls) == 106
    assert {row["level"] for row in controls} == {"subcategory"}
    parts = list(dict.fromkeys(row["part"] for row in controls))
    assert parts == ["Govern", "Identify", "Protect", "Detect", "Respond", "Recover"]
    known = {row["code"] for row in items}
    assert all(row["parent_code"] in known for row in items if row["level"] != "function")
    assert (ROOT / "data" / "reference" / "csf-2.0.csv").is_file()


def test_a_catalog_gives_titles_to_the_outline(store: Store) -> None:
    """A user's own file of CSF 2.0 updates the outline that ships, however it spells its codes, and adds no second one."""
    first = take(store, "controls", {"code": "gv.oc-1", "title": "Mission", "framework": "NIST CSF 2.0"})
    again = take(store, "controls", {"code": "GV.OC-01", "title": "Mission"})
    assert (first.accepted, first.updated) == (1, 1)
    assert (again.accepted, again.unchanged) == (0, 1)
    with store.snapshot() as plan:
        assert len(framework.frameworks(plan)) == 1
        (row,) = [row for row in framework.controls(plan) if row["code"] == "GV.OC-01"]
    assert (row["title"], row["rank"]) == ("Mission", 3)


def test_a_plain_list_becomes_a_framework_of_its_own(store: Store) -> None:
    """Levels follow from what stands below what; the family is the top of the branch; counts leave groups out."""
    outcome = take(
        store,
        "controls",
        {"code": "1", "title": "Lists", "parent": None},
        {"code": "1.1", "title": "Devices", "parent": "1"},
        {"code": "1.2", "title": "Programs", "parent": "1"},
        name="cis-v8",
    )
    assert outcome.counts == {"items": 2, "withdrawn": 0, "by_level": {"group": 1, "control": 2}}
    with store.snapshot() as plan:
        cis = next(row for row in framework.frameworks(plan) if row["code"] == "cis-v8")
        rows = framework.controls(plan, cis["id"])
    assert [(row["code"], row["part"], row["category"]) for row in rows] == [
        ("1.1", "Lists", "Lists"),
        ("1.2", "Lists", "Lists"),
    ]


def test_a_baseline_takes_titles_from_its_catalog(store: Store) -> None:
    """A profile lists codes: titles and families come from the whole framework, and a second import changes nothing."""
    whole = {"framework": "NIST SP 800-53 rev 5", "level": "control"}
    take(store, "controls", {"code": "AC-1", "title": "Policy", "part": "Access Control", **whole})
    rows = {"code": "AC-1", "level": "control"}, {"code": "ZZ-9", "level": "control"}
    named = "NIST_SP-800-53_rev5_LOW-baseline_profile.csv"
    assert take(store, "controls", *rows, name=named).accepted == 2
    assert take(store, "controls", *rows, name=named).unchanged == 2
    with store.snapshot() as plan:
        low = next(row for row in framework.frameworks(plan) if row["name"] == "NIST SP 800-53 rev 5 LOW")
        found = framework.controls(plan, low["id"])
    assert [(row["title"], row["part"]) for row in found] == [("Policy", "Access Control"), (None, "ZZ")]


def test_a_guessed_family_does_not_replace_a_known_one(store: Store) -> None:
    """A plain list of codes after a catalog keeps the family that the catalog named."""
    take(store, "controls", {"code": "AC-1", "title": "Policy", "part": "Access Control"}, name="our list")
    assert take(store, "controls", {"code": "AC-1", "title": "Policy"}, name="our list").unchanged == 1


def test_a_circle_of_parents_does_no_harm(store: Store) -> None:
    """A file whose items are each other's parents goes in."""
    assert take(store, "controls", {"code": "A", "parent": "B"}, {"code": "B", "parent": "A"}).accepted == 2


def test_an_assessment_finds_its_control(store: Store) -> None:
    """By its code however spelt, with its title behind or not; what no framework has is refused with a reason."""
    outcome = take(
        store,
        "assessments",
        {"control": "pr.aa-1", "assessed_on": DAY, "level": Decimal(2)},
        {"control": "PR.AA-02: An identity is proved", "assessed_on": DAY, "status": "partly"},
        {"control": "PR.ZZ-01", "assessed_on": DAY, "level": Decimal(2)},
        {"control": "PR.AA-03", "assessed_on": DAY, "framework": "ISO 27001"},
    )
    assert (outcome.accepted, outcome.refused) == (2, 2)
    assert "no framework of the plan has an item 'PR.ZZ-01'" in reasons(outcome)[0]
    assert "the plan has no framework 'ISO 27001'" in reasons(outcome)[1]
    with store.snapshot() as plan:
        assert [row["code"] for row in assessment.assessments(plan)] == ["PR.AA-01", "PR.AA-02"]


def test_what_does_not_apply_is_said_so(store: Store) -> None:
    """A control that a file says does not apply has that status, whatever else the row says."""
    take(
        store,
        "assessments",
        {"control": "PR.AA-01", "assessed_on": DAY, "applicable": False, "status": "planned"},
        {"control": "PR.AA-02", "assessed_on": DAY, "applicable": True, "status": "planned"},
    )
    with store.snapshot() as plan:
        assert [row["status"] for row in assessment.assessments(plan)] == ["not applicable", "planned"]


def test_a_code_of_two_frameworks_asks_which(store: Store) -> None:
    """AC-2 stands in every baseline: without a framework the row is refused, with one it is taken."""
    for name in ("Low", "High"):
        take(store, "controls", {"code": "AC-2", "framework": name}, name=name)
    asked = take(store, "assessments", {"control": "AC-2", "assessed_on": DAY, "status": "partly"})
    assert "several frameworks (Low, High)" in reasons(asked)[0]
    told = {"control": "ac-02", "assessed_on": DAY, "status": "partly", "framework": "high"}
    assert take(store, "assessments", told).accepted == 1


def test_a_score_is_never_taken_for_a_tier(store: Store) -> None:
    """A level beyond the tiers is refused until the file says its scale; then it is kept on it."""
    row = {"control": "PR.AA-01", "assessed_on": DAY, "level": Decimal("6.5"), "target": Decimal(8)}
    refused = take(store, "assessments", row)
    assert "no tier from 1 to 4" in reasons(refused)[0]
    assert take(store, "assessments", row | {"scale": "0-10"}).accepted == 1
    with store.snapshot() as plan:
        (kept,) = assessment.assessments(plan)
    assert (kept["level"], kept["scale"], kept["part"]) == (Decimal("6.5"), "0-10", "")


def test_assessments_keep_their_history(store: Store) -> None:
    """One record a day; the same day again updates it, a blank cell erases nothing; any day can be asked for."""
    old = {"control": "PR.AA-01", "assessed_on": date(2025, 10, 1), "level": Decimal(1), "note": "weak"}
    take(store, "assessments", old)
    take(store, "assessments", {"control": "PR.AA-01", "assessed_on": DAY, "level": Decimal(2)})
    again = take(store, "assessments", old | {"level": Decimal(2), "note": None})
    assert again.updated == 1
    with store.snapshot() as plan:
        assert [row["level"] for row in assessment.assessed(plan, date(2026, 1, 1))] == [Decimal(2)]
        assert assessment.assessed(plan, date(2025, 1, 1)) == []
        control = assessment.assessments(plan)[0]["control_id"]
        history = assessment.history(plan, control)
    assert [(row["assessed_on"], row["note"]) for row in history] == [(DAY, ""), (date(2025, 10, 1), "weak")]


def test_an_obligation_names_controls_and_whole_categories(store: Store) -> None:
    """A category stands for all below it; another list replaces the first, a blank one leaves it."""
    row = {"name": "Insurer", "kind": "insurer", "due_on": DAY, "controls": "PR.AT; RC.RP-03"}
    assert take(store, "obligations", row).accepted == 1
    assert take(store, "obligations", row).unchanged == 1
    assert take(store, "obligations", row | {"controls": None}).unchanged == 1
    assert codes(store) == ["PR.AT-01", "PR.AT-02", "RC.RP-03"]
    changed = take(store, "obligations", row | {"controls": "RC.RP-03, RC.RP-04"})
    assert (changed.updated, changed.unchanged) == (1, 0)
    assert codes(store) == ["RC.RP-03", "RC.RP-04"]
    undo(store, changed.batch_id or 0, "ada")
    assert codes(store) == ["PR.AT-01", "PR.AT-02", "RC.RP-03"]


def codes(store: Store) -> list[str]:
    """The controls of the only obligation."""
    with store.snapshot() as plan:
        (row,) = obligation.obligations(plan)
    found: list[str] = row["codes"]
    return found


def test_a_list_with_an_unknown_control_is_refused_whole(store: Store) -> None:
    """A link that would be lost is worse than a row to mend."""
    outcome = take(store, "obligations", {"name": "Client", "controls": "PR.AA-01; PR.AA-99"})
    assert outcome.refused == 1
    assert "PR.AA-99" in reasons(outcome)[0]


def test_a_risk_keeps_what_an_ordinal_register_says(store: Store) -> None:
    """Ratings are kept as they stand and bring no money; an estimate turned upside down is refused."""
    outcome = take(
        store,
        "risks",
        {"code": "R1", "name": "Malware", "likelihood": "4", "impact": "high"},
        {"code": "R2", "name": "Theft", "loss_low": Decimal(9), "loss_high": Decimal(3)},
        {"code": "R3", "name": "Fire", "loss_low": Decimal(-1)},
        {
            "code": "R4",
            "name": "Flood",
            "frequency": Decimal("0.1"),
            "loss_low": Decimal(1),
            "loss_high": Decimal(3),
            "part": "Recover",
            "controls": "RC.RP-01",
        },
    )
    assert (outcome.accepted, outcome.refused) == (2, 2)
    assert "from 9 down to 3" in reasons(outcome)[0]
    with store.snapshot() as plan:
        first, second = risk.risks(plan)
    assert (first["likelihood"], first["impact"], first["has_estimate"]) == ("4", "high", False)
    assert (second["has_estimate"], second["codes"]) == (True, ["RC.RP-01"])


def test_appetite_stands_for_functions_and_the_whole(store: Store) -> None:
    """Total is the whole; the same function twice in a file is refused."""
    rows = [("total", 9), ("Recover", 3), ("Recover", 4)]
    outcome = take(store, "appetites", *({"part": part, "amount": Decimal(amount)} for part, amount in rows))
    assert (outcome.accepted, outcome.refused, outcome.amount_accepted) == (2, 1, Decimal(12))
    with store.snapshot() as plan:
        assert [(row["part"], row["amount"]) for row in risk.appetites(plan)] == [("", 9), ("Recover", 3)]


def test_upgrades_and_their_effects(store: Store) -> None:
    """Effects find upgrade and risk by id or name; a cost nobody says is no zero; shares out of order are refused."""
    take(store, "risks", {"code": "R1", "name": "Malware"})
    upgrades = take(
        store,
        "upgrades",
        {"code": "U1", "name": "Keys", "one_off": Decimal(100), "run_yearly": None, "controls": "PR.AA-03"},
        {"code": "U2", "name": "Training"},
    )
    assert reasons(upgrades) == ["it says no cost: write 0 where it costs nothing"]
    effect = {
        "frequency_low": Decimal("0.1"),
        "frequency_likely": Decimal("0.3"),
        "frequency_high": Decimal("0.5"),
    }
    effects = take(
        store,
        "upgrade-effects",
        {"upgrade": "keys", "risk": "R1", **effect},
        {"upgrade": "U1", "risk": "Fire", **effect},
        {"upgrade": "U2", "risk": "R1", **effect},
        {
            "upgrade": "U1",
            "risk": "Malware",
            "frequency_likely": Decimal("0.3"),
            "frequency_low": Decimal("0.4"),
        },
    )
    assert (effects.accepted, effects.refused) == (1, 3)
    assert "no such risk" in reasons(effects)[0]
    assert "not in order" in reasons(effects)[2]
    with store.snapshot() as plan:
        (kept,) = upgrade.upgrades(plan)
        (cut,) = upgrade.effects(plan)
    assert (kept["run_yearly"], kept["life_years"], kept["codes"]) == (Decimal(0), Decimal(3), ["PR.AA-03"])
    assert (cut["upgrade"], cut["risk"], cut["frequency_likely"]) == ("Keys", "Malware", Decimal("0.3"))


def test_a_newer_list_of_cycles_updates_the_older(store: Store) -> None:
    """Product and cycle are the key, whoever keeps the list."""
    cycle = {"product": "Lamp", "cycle": "2", "support_end_on": DAY}
    take(store, "eol", cycle)
    again = take(store, "eol", cycle | {"product": "LAMP", "support_end_on": date(2027, 1, 31)})
    assert (again.updated, again.accepted) == (1, 1)
    with store.snapshot() as plan:
        (kept,) = product_cycle.cycles(plan)
    assert kept["support_end_on"] == date(2027, 1, 31)


def test_undoing_a_catalog_leaves_what_is_assessed(store: Store) -> None:
    """Controls somebody assessed since stay, with their framework; the others go; titles of the outline come back."""
    batch = take(
        store,
        "controls",
        {"code": "KM-1", "title": "Keys", "framework": "House"},
        {"code": "KM-2", "title": "Logs", "framework": "House"},
        {"code": "GV.OC-01", "title": "Mission", "framework": "NIST CSF 2.0"},
    ).batch_id
    take(store, "assessments", {"control": "KM-1", "assessed_on": DAY, "status": "partly"})
    undone = undo(store, batch or 0, "ada")
    assert undone.records_retired == 1
    assert len(undone.kept) == 2
    with store.snapshot() as plan:
        house = next(row for row in framework.frameworks(plan) if row["name"] == "House")
        assert [row["code"] for row in framework.controls(plan, house["id"])] == ["KM-1"]
        titles = {row["code"]: row["title"] for row in framework.controls(plan)}
    assert titles["GV.OC-01"] != "Mission"
