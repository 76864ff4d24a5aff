"""Run as a program: edit and import without end, saying each thing once it is acknowledged. Somebody kills it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from itstrat.settings import Settings
from itstrat.store.database import Store
from itstrat.store.imports import apply
from tests.store.made import line, staged

if __name__ == "__main__":
    store = Store(Settings(Path(sys.argv[1])))
    turn = int(sys.argv[2])
    done = 0
    while True:
        with store.tx("writer") as edit:
            edit.insert("department", {"name": f"{turn}.{done}"})
        rows = [line(date(2026, 1, 1 + day % 28), f"{turn}.{done}", f"{day + 1}.00") for day in range(200)]
        apply(store, staged(store, "ledger", rows), "writer")
        if done % 5 == 4:
            store.checkpoint()
        done += 1
        print(done, flush=True)
