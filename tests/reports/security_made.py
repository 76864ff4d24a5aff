"""Small security baselines: controls of the CSF assessed, risks in money, upgrades, obligations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.store import control_links
from tests.reports.made import add

if TYPE_CHECKING:
    from itstrat.store.database import Store

# (name, expected loss a year in thousands), and (name, yearly cost, share of each risk it cuts in percent).
RISKS = (("Ransomware", 100), ("Payment fraud", 60), ("Lost laptop", 40))
UPGRADES = (
    ("MFA", 20, (50, 30, 0)),
    ("EDR", 35, (40, 50, 20)),
    ("BKP", 15, (30, 0, 60)),
    ("TRN", 8, (20, 20, 0)),
)


def control(store: Store, code: str) -> int:
    """The id of a control of the CSF outline that every plan starts with."""
    with store.snapshot() as plan:
        key: int = plan.value("select id from control where code = $1 and deleted_at is null", code)
    return key


def assess(store: Store, code: str, level: int | None, target: int | None = 3, **more: Any) -> int:
    """An assessment of 1 November 2026, with evidence of the same day."""
    values = {
        "assessed_on": date(2026, 11, 1),
        "level": None if level is None else Decimal(level),
        "target": None if target is None else Decimal(target),
    }
    return add(store, "assessment", control_id=control(store, code), **(values | more))


def risk(store: Store, name: str = "Outage", **more: Any) -> int:
    """A risk of Recover that strikes once in two years for 10,000 to 100,000."""
    money = {"frequency": Decimal("0.5"), "loss_low": Decimal(10_000), "loss_high": Decimal(100_000)}
    return add(store, "risk", name=name, **({"part": "Recover"} | money | more))


def obligation(store: Store, *codes: str, **more: Any) -> int:
    """An insurer's demand for these controls, due on 31 January 2027."""
    values = {"name": "Insurance", "kind": "insurer", "party": "Keystone", "due_on": date(2027, 1, 31)}
    key = add(store, "obligation", **(values | more))
    link(store, "obligation", key, *codes)
    return key


def link(store: Store, owner: str, key: int, *codes: str) -> None:
    """Link a record to these controls."""
    control_links.save_links(store, owner, key, [control(store, code) for code in codes], "test", "made")


def published_case(store: Store) -> dict[str, int]:
    """Three risks of certain losses, four upgrades: what sets are worth is known to the cent. Upgrades by name."""
    risks = [
        risk(
            store,
            name,
            part=None,
            frequency=Decimal(1),
            loss_low=1000 * Decimal(loss),
            loss_high=1000 * Decimal(loss),
        )
        for name, loss in RISKS
    ]
    made = {}
    for name, cost, shares in UPGRADES:
        made[name] = add(store, "upgrade", name=name, run_yearly=1000 * Decimal(cost))
        for key, share in zip(risks, shares, strict=True):
            if share:
                likely = Decimal(share) / 100
                add(store, "upgrade_effect", upgrade_id=made[name], risk_id=key, frequency_likely=likely)
    return made
