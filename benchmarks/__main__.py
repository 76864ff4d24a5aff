"""`python -m benchmarks [--quick]`: measure, and write benchmarks/RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import FULL, QUICK, measure
from benchmarks.results import results

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    """Measure as asked; the results are written when everything has been measured."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure what the dashboard costs."
    )
    parser.add_argument("--quick", action="store_true", help="shorter ledgers, fewer times: a few minutes")
    quick = parser.parse_args().quick
    found = measure(
        QUICK if quick else FULL, lambda doing: print(f"{doing} ...", file=sys.stderr, flush=True)
    )
    RESULTS.write_text(results(found, datetime.now(UTC).date(), quick=quick), encoding="utf-8")
    print(f"Written: {RESULTS}")


if __name__ == "__main__":
    main()
