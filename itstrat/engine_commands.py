"""The two engines from the command line: `reserve` and `forecast` answer for any file of series and open no plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError

if TYPE_CHECKING:
    import argparse

    from itstrat.settings import Settings


def reserve_arguments(parser: argparse.ArgumentParser) -> None:
    """What `reserve` takes."""
    parser.add_argument(
        "--needs", type=Path, required=True, metavar="FILE", help="date,amount: one row a month or year"
    )
    parser.add_argument("--opening", default="0", help="balance before the first period (0)")
    parser.add_argument("--rate", default="0", help="interest a period, as 0.02 or 2%% (0)")
    parser.add_argument("--growth", default="0", help="growth of the contribution a period (0)")
    parser.add_argument("--floor", default="0", help="least balance after any period (0)")
    parser.add_argument(
        "--timing", choices=("start", "end"), default="end", help="when contributions are paid (end)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def reserve(asked: argparse.Namespace, _settings: Settings) -> int:
    """Print the smallest level contribution that pays for the needs of a file.

    Raises ItstratError naming line, column and value of what cannot be read.
    """
    # Loaded here, because no other command needs the engines.
    from itstrat.ingest.series import read_series  # noqa: PLC0415
    from itstrat.reports.engines import reserve_answer  # noqa: PLC0415

    found = read_series(asked.needs)
    if len(found) > 1:
        names = ", ".join(one.name for one in found[:3])
        raise UnusableFileError(
            f"{asked.needs.name} has {len(found)} series ({names} ...); a reserve takes one: date,amount."
        )
    answer = reserve_answer(
        found[0],
        opening=asked.opening,
        rate=asked.rate,
        growth=asked.growth,
        floor=asked.floor,
        timing=asked.timing,
    )
    if asked.json:
        print(json.dumps(answer, indent=2))
        return 0
    print(f"Contribution: {answer['contribution']} ({answer['method']}).")
    print(f"Binding: {answer['binding'] or 'none, the opening balance is enough'}.")
    for period, balance in zip(answer["periods"], answer["balances"], strict=True):
        print(f"  {period} {balance:>16}")
    return 0


def forecast_arguments(parser: argparse.ArgumentParser) -> None:
    """What `forecast` takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="date,amount or series,date,amount by month")
    parser.add_argument("--horizon", type=int, default=12, help="months ahead, 1 to 120 (12)")
    parser.add_argument("--json", action="store_true", help="print a JSON list, one object a series")


def forecast(asked: argparse.Namespace, _settings: Settings) -> int:
    """Print the forecast of every series of a file, with its range and its back-test.

    Raises ItstratError naming line, column and value of what cannot be read.
    """
    from itstrat.ingest.series import read_series  # noqa: PLC0415
    from itstrat.reports.engines import forecast_answer  # noqa: PLC0415

    answers = forecast_answer(read_series(asked.file), asked.horizon)
    if asked.json:
        print(json.dumps(answers, indent=2))
        return 0
    for answer in answers:
        low, high = answer["total_low80"] or "unknown", answer["total_high80"] or "unknown"
        print(
            f"{answer['series']}: {answer['total']} in all, 8 in 10 from {low} to {high} ({answer['model']})."
        )
        for period, amount in zip(answer["periods"], answer["forecast"], strict=True):
            print(f"  {period} {amount:>16}")
    return 0
