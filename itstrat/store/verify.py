"""Run as a program: open a copy of a plan and print its fingerprint as JSON."""

from __future__ import annotations

import json
import sys

import duckdb

from itstrat.store.backup import fingerprint
from itstrat.store.migrate import migrations, pending
from itstrat.store.reading import Reader

if __name__ == "__main__":
    connection = duckdb.connect(sys.argv[1], config={"wal_autocheckpoint": "1TB"})
    connection.execute("pragma disable_checkpoint_on_shutdown")
    # What is no plan, or a newer one, ends here: nobody could open it in the plan's place.
    pending(connection, migrations())
    sys.stdout.write(json.dumps(fingerprint(Reader(connection, 0))))
