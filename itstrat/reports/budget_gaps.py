"""What the forecast cannot say, and what it assumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.reports.budget_years import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.plan_facts import Gap
    from itstrat.reports.budget_basis import Basis


def gaps_frame(basis: Basis, gaps: Iterable[Gap]) -> pd.DataFrame:
    """Driver, Source, Why: what should cost money but has no line; "" where the whole driver is meant."""
    facts = basis.facts
    assets = zip(facts.assets["id"], facts.assets["name"], strict=True) if len(facts.assets) else ()
    names = {
        "replacements": dict(assets),
        "initiatives": {one.source_id: one.label for one in facts.initiatives},
    }
    rows = []
    for gap in gaps:
        known = names.get(gap.driver, facts.contract_names)
        source = "" if gap.source_id is None else str(known.get(gap.source_id, gap.source_id))
        rows.append((SHOWN[gap.driver], source, f"{gap.why[:1].upper()}{gap.why[1:]}."))
    return pd.DataFrame(rows, columns=["Driver", "Source", "Why"], dtype=object)


def changed_frame(inputs: Inputs) -> pd.DataFrame:
    """Input, Value, Default, Unit, Source: the inputs that differ from their default."""
    rows = [
        (one.label, one.write(value), one.write(one.default), one.unit, one.source)
        for one, value in ((ASSUMPTIONS[name], value) for name, value in inputs.changed)
    ]
    return pd.DataFrame(rows, columns=["Input", "Value", "Default", "Unit", "Source"], dtype=object)
