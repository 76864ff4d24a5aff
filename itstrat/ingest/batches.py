"""Taking an import out again, and putting back what later files held of it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.ingest import parent
from itstrat.ingest.options import Options
from itstrat.store import imports
from itstrat.store.undo import Undone, later_batches, undo

if TYPE_CHECKING:
    from itstrat.store.database import Store
    from itstrat.store.reading import Row


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What an undo did. `again` names later files whose rows were looked at again, `lost` those that could not be.

    `restored` rows had been found unchanged by a later file, so that file brings them in now.
    """

    undone: Undone
    again: tuple[str, ...]
    restored: int
    lost: tuple[str, ...]


def undo_batch(store: Store, batch_id: int, who: str) -> TakenOut:
    """Undo one import, then read later files of its kind again: what they held too is theirs from now on.

    Raises UnknownRecordError when there is no such import or it was undone already.
    """
    undone = undo(store, batch_id, who)
    again, lost, restored = [], [], 0
    for later in later_batches(store, batch_id):
        try:
            restored += _read_again(store, later, who)
            again.append(str(later["file"]))
        except ItstratError as fault:
            lost.append(f"{later['file']}: {fault}")
    return TakenOut(undone, tuple(again), restored, tuple(lost))


def _read_again(store: Store, batch: Row, who: str) -> int:
    """Rows that the kept file of a batch brings in now, as a part of that batch."""
    kept = store.settings.imports / Path(batch["kept_as"] or "").name
    if not batch["kept_as"] or not kept.is_file():
        raise ItstratError("the file itself was not kept; import it again")
    options = Options.from_json(json.loads(batch["options"]))
    with tempfile.TemporaryDirectory(dir=store.staging) as folder:
        converted = parent.convert(kept, batch["kind"], options, Path(folder))
        # Refused rows are recorded with the batch already.
        staged = imports.Staged(
            kind=batch["kind"],
            format=batch["format"],
            file=batch["file"],
            sha256=batch["sha256"],
            kept_as=batch["kept_as"],
            options=batch["options"],
            records=converted.records,
            refused=None,
            rows=converted.rows - converted.refused_rows,
        )
        return imports.apply(store, staged, who, batch_id=batch["id"]).accepted
