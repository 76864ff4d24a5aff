"""`schedule` from the command line: the critical path of anybody's file of tasks, or its best schedule; opens no plan."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError
from itstrat.planning.task_links import CycleError

if TYPE_CHECKING:
    from itstrat.settings import Settings

FORM = """\
A CSV file has a row for each task and these columns, in any order:

  id            what the others call it
  duration      a number from 0 on, with or without a unit, which is the same in the whole file
  predecessors  for which it waits, apart at semicolons: "A" or "A FS" (finish to start), "B SS+1" (start to start
                and 1 later), "C FF+2", "D SF+4"; a lag may be negative
  name          (may be left out) how messages call it
  use ...       (may be left out) what it takes of a resource while it lasts: "use" alone, or "use NAME" for each;
                with a column "team", "use" is of that team
  value         (may be left out) what its finish is worth, for --optimise value; 1 where it is blank

A row with the id "capacity" says under "use ..." how much there is of each resource; one it does not name limits nothing.
Other columns are not read."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `schedule` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "Microsoft Project XML is read in working days (summary tasks are left out), PSPLIB single-mode files (.sm) in "
        f"their own unit.\n{FORM}"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="Microsoft Project XML, PSPLIB .sm or CSV")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--optimise",
        choices=("makespan", "value"),
        help="keep the resources too, and end soonest, or have what is worth most finished soonest",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=10.0,
        help="how long it may search (10); less when it is proved best before",
    )


def schedule(asked: argparse.Namespace, _settings: Settings) -> int:
    """Print when each task of a file starts and finishes. Raises ItstratError naming line, column and value."""
    # Loaded here, because no other command needs the engines.
    from itstrat.ingest.schedule_files import read_network  # noqa: PLC0415
    from itstrat.reports.schedule_answer import critical_answer, optimised_answer  # noqa: PLC0415

    network = read_network(asked.file)
    try:
        answer = (
            optimised_answer(network, asked.optimise, asked.seconds)
            if asked.optimise
            else critical_answer(network)
        )
    except CycleError as circle:
        raise UnusableFileError(f"{asked.file.name}: {circle}") from circle
    if asked.json:
        print(json.dumps(answer, indent=2))
        return 0
    print(f"Ends after {answer['makespan']}; critical: {', '.join(map(str, answer['critical']))}.")
    if asked.optimise:
        print(f"{answer['status'].capitalize()}, gap {answer['gap']:.1%}, {answer['seconds']} s.")
    for task in answer["tasks"]:
        print(f"  {task['id']!s:<20} {task['start']:>10} {task['finish']:>10}   slack {task['slack']}")
    return 0
