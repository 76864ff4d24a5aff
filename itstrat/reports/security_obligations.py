"""What must be complied with: how much of it is done, by when the rest must be, and the answers to one obligation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from itstrat.errors import ItstratError
from itstrat.planning.compliance import compliance
from itstrat.reports.security_facts import Facts, facts
from itstrat.store import assessment

if TYPE_CHECKING:
    from itstrat.reports.security_state import Standing
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

_ANSWERS = {
    "implemented": "Yes",
    "partly": "Partly",
    "planned": "Planned",
    "not implemented": "No",
    "not applicable": "Does not apply",
    "unknown": "Not known",
}


def obligations(found: Facts, stood: Standing) -> pd.DataFrame:
    """One row an obligation, the soonest due first.

    id, obligation, kind, party, owner, due_on, days_left (negative once it has passed), overdue (passed and not all
    done), controls, met, open, unknown, share (met of those that apply), share_high (if all unknown were met).
    """
    rows = [_obligation(row, stood) for row in found.obligations]
    columns = [
        "id", "obligation", "kind", "party", "owner", "due_on", "days_left", "overdue", "controls", "met", "open", "unknown",
        "share", "share_high",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _obligation(row: Row, stood: Standing) -> dict[str, object]:
    states = [stood.everywhere[one] for one in row["control_ids"] if one in stood.everywhere]
    done = compliance(states)
    due, whole = row["due_on"], bool(done.applicable) and done.implemented == done.applicable
    return {
        **{name: row[name] for name in ("id", "kind", "party", "owner", "due_on")},
        "obligation": row["name"],
        "days_left": due and (due - stood.as_of).days,
        "overdue": due is not None and due < stood.as_of and not whole,
        "controls": len(states),
        "met": done.implemented,
        "open": done.partly + done.planned + done.not_implemented,
        "unknown": done.unknown,
        "share": done.strict,
        "share_high": done.highest,
    }


def questionnaire(store: Store, scope: Scope, obligation_id: int, evidence_months: int) -> pd.DataFrame:
    """What is answered to whoever asks: one row a control of the obligation, in the order of its framework.

    Control, Title, Answer, Level, Target, Evidence, Evidence of, Assessed on, Owner, Done by. An answer whose evidence is
    too old is "Not known"; of a control assessed in parts the evidence of each is named. Raises ItstratError for an
    obligation there is none of.
    """
    with store.snapshot() as plan:
        found = facts(plan)
        newest = assessment.assessed(plan, scope.as_of)
    asked = next((row for row in found.obligations if row["id"] == obligation_id), None)
    if asked is None:
        raise ItstratError("This obligation is not in the plan any more; reload the page.")
    controls = {row["id"]: row for rows in found.controls.values() for row in rows}
    ids = [one for one in asked["control_ids"] if one in controls]
    rows = []
    for state in found.history.on(scope.as_of, ids, evidence_months):
        said = [row for row in newest if row["control_id"] == state.control_id]
        rows.append(
            {
                "Control": controls[state.control_id]["code"],
                "Title": controls[state.control_id]["title"],
                "Answer": _ANSWERS[state.status],
                "Level": state.level,
                "Target": state.target,
                "Evidence": "; ".join(dict.fromkeys(row["evidence"] for row in said if row["evidence"])),
                "Evidence of": max((row["evidence_on"] for row in said if row["evidence_on"]), default=None),
                "Assessed on": state.assessed_on,
                "Owner": state.owner,
                "Done by": state.due_on,
            }
        )
    columns = [
        "Control", "Title", "Answer", "Level", "Target", "Evidence", "Evidence of", "Assessed on", "Owner", "Done by",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)
