"""`python -m benchmarks [--quick] [PART ...]`: measure, and write benchmarks/RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import FULL, PARTS, QUICK, measure
from benchmarks.results import results, updated

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    """Measure as asked; the results are written when everything has been measured."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure what the dashboard costs."
    )
    parser.add_argument("--quick", action="store_true", help="shorter ledgers, fewer times: a few minutes")
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}; all others stay"
    )
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if asked.quick and asked.parts:
        parser.error("a quick run measures everything: its times would stand beside those of longer ledgers")
    parts = asked.parts or PARTS
    found = measure(
        QUICK if asked.quick else FULL,
        lambda doing: print(f"{doing} ...", file=sys.stderr, flush=True),
        parts,
    )
    today = datetime.now(UTC).date()
    whole = set(parts) == set(PARTS)
    before = "" if whole else RESULTS.read_text(encoding="utf-8")
    said = results(found, today, quick=asked.quick) if whole else updated(before, found, today)
    RESULTS.write_text(said, encoding="utf-8")
    print(f"Written: {RESULTS}")


if __name__ == "__main__":
    main()
