"""What became of an imported file: rows and money, reconciled, and the refused rows to mend."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from itstrat.ingest import mending
from itstrat.ingest.kinds import kind_named
from itstrat.numbers import count_label
from itstrat.store import batches
from itstrat.ui import exports, layout, plan
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.ingest.importing import ImportResult

_MENDED_AT_ONCE = 100_000


def show(result: ImportResult) -> None:
    """The numbers, the refused rows, and the file to mend."""
    numbers(result, f"{result.converted.file} is in the plan")
    outcome = result.outcome
    if not outcome.issues:
        return
    shown = [
        {"Line": each.line, "Column": each.column, "Value": each.value, "Reason": each.message}
        for each in outcome.issues
    ]
    layout.table(
        pd.DataFrame(shown), "import_refused", alt="Refused rows with line, column, value and reason"
    )
    if outcome.batch_id is not None:
        mend(outcome.batch_id, "import_mend")


def numbers(result: ImportResult, title: str) -> None:
    """Rows in = accepted + refused + unchanged, each with its money where the kind has any."""
    outcome = result.outcome
    st.markdown(f"**{plain(title)}**")
    frame = pd.DataFrame(
        {
            "": ["Accepted", "Unchanged", "Refused", "Rows in the file"],
            "Rows": [
                count_label(rows)
                for rows in (outcome.accepted, outcome.unchanged, outcome.refused, outcome.rows)
            ],
            "Money": [
                f"{amount:,.2f}"
                for amount in (
                    outcome.amount_accepted,
                    outcome.amount_unchanged,
                    outcome.amount_refused,
                    outcome.amount_accepted + outcome.amount_unchanged + outcome.amount_refused,
                )
            ],
        }
    )
    if kind_named(result.converted.kind).money is None:
        frame = frame.drop(columns="Money")
    st.table(frame, hide_index=True, border="horizontal", alt="Rows and money of the file")
    if outcome.updated:
        layout.aside(f"{count_label(outcome.updated)} of the accepted rows changed a record that was there.")
    if result.converted.skipped_reasons:
        reasons = ", ".join(f"{count} {why}" for why, count in result.converted.skipped_reasons.items())
        layout.aside(f"Lines that are no data: {reasons}.")


def mend(batch_id: int, key: str) -> None:
    """A download of the refused rows with the file's own header, to mend and import again."""

    def rows() -> bytes:
        with plan.store().snapshot() as reader:
            kept = batches.batch(reader, batch_id) or {}
            refused = batches.refused(reader, batch_id, 0, _MENDED_AT_ONCE)
        columns = json.loads(kept.get("options") or "{}").get("columns", [])
        text = mending.as_csv(columns, (row["source"] for row in refused))
        return text.encode("utf-8-sig")

    st.download_button(
        "Refused rows to mend (CSV)",
        rows,
        exports.file_name(f"refused {batch_id}", "csv"),
        "text/csv",
        key=key,
        on_click="ignore",
    )
