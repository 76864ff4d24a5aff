"""The security baseline: years of fifty risks, the best of fifteen upgrades, and the report with 1,200 controls."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.sample import Sample, timed
from itstrat.planning.annual_loss import annual_loss
from itstrat.planning.assumptions import inputs
from itstrat.planning.risk import Risk
from itstrat.planning.uncertainty import ThreePoint
from itstrat.planning.upgrade_sets import UpgradeSets
from itstrat.planning.upgrades import Effect, Upgrade
from itstrat.reports import security
from itstrat.reports.statement import Scope
from itstrat.settings import Settings
from itstrat.store.database import Store
from itstrat.store.risk import PARTS

RISKS, UPGRADES, CONTROLS = 50, 15, 1_200
PAGE = f"Security, {CONTROLS:,} controls"
_AS_OF = date(2026, 11, 22)
_EFFECT = ThreePoint(0.1, 0.2, 0.3)
_ASSESSMENTS = 3


def securing(runs: int) -> list[Sample]:
    """Each measured by itself; "again" is the report with another budget, when the risks were simulated before."""
    risks, upgrades = register()
    simulated = timed(runs, lambda _run: annual_loss(risks))
    bought = timed(runs, lambda run: UpgradeSets(risks, upgrades).best(Decimal(20_000 + run)))
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Settings(database=Path(folder) / "plan.duckdb"))
        fill(store)
        scope = Scope(_AS_OF, 2027)
        first = timed(1, lambda _run: security.report(store, scope, framework="many"))
        again = timed(
            runs,
            lambda run: security.report(store, scope, inputs({"upgrade_budget": f"{20_000 + run}"}), "many"),
        )
        store.close()
    return [
        Sample(f"10,000 years of {RISKS} risks", simulated),
        Sample(f"Best set of {UPGRADES} upgrades", bought),
        Sample(f"Report with {CONTROLS:,} controls, first", first),
        Sample(f"Report with {CONTROLS:,} controls, another budget", again),
    ]


def register() -> tuple[tuple[Risk, ...], tuple[Upgrade, ...]]:
    """Risks of all functions, and upgrades that lower ten of them each; the same ones every time."""
    chance = random.Random(RISKS)
    risks = tuple(
        Risk(
            key,
            PARTS[key % len(PARTS)],
            Decimal(str(round(chance.uniform(0.05, 2), 2))),
            Decimal(chance.randrange(1_000, 20_000)),
            Decimal(chance.randrange(50_000, 500_000)),
        )
        for key in range(1, RISKS + 1)
    )
    upgrades = tuple(
        Upgrade(
            key,
            one_off=Decimal(chance.randrange(1_000, 30_000)),
            run_yearly=Decimal(chance.randrange(500, 9_000)),
            effects=tuple(Effect(one, _EFFECT, _EFFECT) for one in chance.sample(range(1, RISKS + 1), 10)),
        )
        for key in range(1, UPGRADES + 1)
    )
    return risks, upgrades


def fill(store: Store) -> None:
    """A plan with a framework of CONTROLS items in twenty families, each assessed three times, and the register."""
    risks, upgrades = register()
    chance = random.Random(CONTROLS)
    with store.tx("benchmark") as edit:
        framework = edit.insert("framework", {"code": "many", "name": "Many controls"})
        controls = edit.new_ids(CONTROLS)
        edit.append("control", [_control(key, at, framework) for at, key in enumerate(controls)])
        found = [_assessment(key, turn, chance) for key in controls for turn in range(_ASSESSMENTS)]
        ids = edit.new_ids(len(found))
        edit.append("assessment", [{"id": key} | row for key, row in zip(ids, found, strict=True)])
        keys = {one.id: edit.insert("risk", _risk(one)) for one in risks}
        for one in upgrades:
            values = {"name": f"Upgrade {one.id}", "one_off": one.one_off, "run_yearly": one.run_yearly}
            made = edit.insert("upgrade", values)
            for effect in one.effects:
                shares = {"frequency_likely": Decimal("0.2"), "loss_likely": Decimal("0.2")}
                edit.insert("upgrade_effect", {**shares, "upgrade_id": made, "risk_id": keys[effect.risk_id]})


def _control(key: int, at: int, framework: int) -> dict[str, Any]:
    family = f"F{at % 20:02d}"
    named = {"code": f"{family}-{at}", "title": f"Control {at}", "level": "control", "part": family}
    return {**named, "id": key, "framework_id": framework, "rank": at, "version": 1}


def _assessment(control: int, turn: int, chance: random.Random) -> dict[str, Any]:
    on = _AS_OF - timedelta(days=180 * turn + chance.randrange(150))
    levels = {"level": Decimal(chance.randrange(1, 5)), "target": Decimal(3), "scale": "tier"}
    return {**levels, "control_id": control, "part": "", "assessed_on": on, "note": "", "version": 1}


def _risk(one: Risk) -> dict[str, Any]:
    money = {"frequency": one.frequency, "loss_low": one.loss_low, "loss_high": one.loss_high}
    return {**money, "name": f"Risk {one.id}", "part": one.part}
