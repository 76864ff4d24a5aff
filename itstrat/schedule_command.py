"""`schedule` from the command line: the critical path of anybody's file of tasks, or its best schedule; opens no plan."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itstrat.errors import UnusableFileError
from itstrat.planning.task_links import CycleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itstrat.settings import Settings

FORM = """\
A CSV file has a row for each task and these columns, in any order; only the first two are needed:

  id            what the others call it
  duration      a number from 0 on, with or without a unit, which is the same in the whole file
  predecessors  for which it waits, apart at semicolons: "A" or "A FS" (finish to start), "B SS+1" (start to start
                and 1 later), "C FF+2", "D SF+4"; a lag may be negative
  name          how messages call it
  use           what it takes of the resource under "team" while it lasts; or a column "use NAME" for each resource
  value         what each unit of time from its finish on is worth (also "benefit", "benefit a month", "annual benefit")
  cost          what it costs once, in equal parts while it lasts
  run cost      what each unit of time from its finish on costs (also "run cost a month" or "a year")
  deadline      when it must have finished, counted from 0 as finishes are
  mandatory     yes for what must be done; the others may be left out, and count for --optimise value only if they pay
  option group  of the tasks that name the same group at most one is done

Without a column "mandatory" everything must be done that names no option group. Rows with these ids say the limits:

  capacity      under "use" (and "team", or "use NAME"): how much there is of a resource; without any nothing limits
  cap           under "duration" a time and under "cost" the most that may be spent in it, one row after the other
                from 0; after the last nothing is capped
  horizon       under "duration" the time by which all must end; for tasks that may be left out also until when what
                they bring and cost is counted (without it: to the end of the last cap)

  id,duration,predecessors,use,cost,value,mandatory
  capacity,,,2,,,
  cap,4,,,45,,
  cap,4,,,100,,
  1,2,,1,20,6,
  2,3,1,2,30,14,
  3,2,,1,10,4,
  4,1,,1,5,3,yes

brings most, 44, when 1 and 4 start at 0, 2 at 2, and 3 is left out. Headers may be spelt as other tools spell them. Other
columns are not read. Without --optimise only durations and predecessors count."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What `schedule` takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = (
        "Microsoft Project XML is read in working days (summary tasks are left out), PSPLIB single-mode files (.sm) in\n"
        "their own unit; in both all must be done, and for value all finishes count the same. With makespan everything is\n"
        f"done in any case. Exit code 2 says that there is no answer, and why.\n\n{FORM}"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="Microsoft Project XML, PSPLIB .sm or CSV")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--optimise",
        choices=("makespan", "value"),
        help="keep resources, caps and deadlines too, and end soonest (makespan), or choose and date the tasks so that they "
        "bring most less what they cost; where all must be done, have what is worth most finished soonest (value)",
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
    for sentence in _told(answer):
        print(sentence)
    for task in answer["tasks"]:
        print(f"  {task['id']!s:<20} {task['start']:>10} {task['finish']:>10}   slack {task['slack']}")
    return 0


def _told(answer: Mapping[str, Any]) -> Iterator[str]:
    """What is said above the tasks."""
    yield f"Ends after {answer['makespan']}; critical: {_listed(answer['critical'])}."
    if "worth" in answer:
        yield f"Worth {answer['worth']:,}; left out: {_listed(answer['left_out'])}."
    if "weighted_finish" in answer:
        yield f"Sum of value × finish: {answer['weighted_finish']:,}."
    if "gap" in answer:
        gap = "unknown" if answer["gap"] is None else f"{answer['gap']:.1%}"
        yield f"{answer['status'].capitalize()}, gap {gap}, {answer['seconds']} s."


def _listed(ids: Sequence[object]) -> str:
    return ", ".join(map(str, ids)) or "none"
