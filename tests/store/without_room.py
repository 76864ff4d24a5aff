"""Run as a program: fill a plan until its file may not grow any more, then go on."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from itstrat.errors import DiskFullError
from itstrat.settings import Settings
from itstrat.store.database import Store

if __name__ == "__main__":
    store = Store(Settings(Path(sys.argv[1])))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, resource.RLIM_INFINITY))
    acknowledged = 0
    try:
        while True:
            with store.tx("test") as edit:
                edit.insert("department", {"name": "x" * 100_000 + str(acknowledged)})
            acknowledged += 1
    except DiskFullError as fault:
        print(fault)
    with store.snapshot() as plan:
        print("acknowledged", plan.value("select count(*) from department"), acknowledged)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with store.tx("test") as edit:
        edit.insert("department", {"name": "after"})
        edit.discard()
    store.close()
