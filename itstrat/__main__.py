"""The command line: python -m itstrat COMMAND. Each command is one function and one row of COMMANDS."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from itstrat import engine_commands, schedule_command
from itstrat.asking import today, who
from itstrat.errors import ItstratError
from itstrat.ingest.kinds import kinds
from itstrat.ingest.told import in_words
from itstrat.reports import NAMES
from itstrat.settings import Settings
from itstrat.store import backup
from itstrat.ui import running
from itstrat.wording import plain

WHOLE, SOME_REFUSED, UNUSABLE, STOPPED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True)
class Command:
    """`run` gets what was asked and gives the exit code; an ItstratError or OSError it raises is printed, with exit code 2."""

    summary: str
    run: Callable[[argparse.Namespace, Settings], int]
    arguments: Callable[[argparse.ArgumentParser], None]


def main(words: list[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code."""
    asked = _parser().parse_args(words)
    try:
        return COMMANDS[asked.command].run(asked, Settings.from_environment())
    except ItstratError as fault:
        print(plain(f"itstrat: {fault}"), file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read us has seen enough (| head); say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WHOLE
    except OSError as fault:
        print(plain(f"itstrat: {fault.filename or 'a file'}: {fault.strerror or fault}."), file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m itstrat", description="A company's IT strategic plan, live."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.arguments(commands.add_parser(name, help=command.summary, description=command.summary))
    return parser


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8501, help="port to listen on (8501)")
    parser.add_argument(
        "--address",
        default="127.0.0.1",
        help="address to listen on (127.0.0.1: this computer only; beyond it everybody may only look until "
        "sign-in is set up)",
    )


def _run(asked: argparse.Namespace, settings: Settings) -> int:
    if settings.database == Settings().database and not settings.database.exists():
        print(f"Building {settings.database} from the demo company ...", flush=True)
        _do(settings, "demo", {"as_of": f"{today()}", "who": who()}, _waiting)
    return running.run(settings, asked.address, asked.port)


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=date.fromisoformat, default=today(), help="day it is seen from (today)"
    )


def _demo(asked: argparse.Namespace, settings: Settings) -> int:
    answer = _do(settings, "demo", {"as_of": f"{asked.as_of}", "who": who()}, _waiting)
    print(f"The demo company is in {settings.database}: {', '.join(answer['files'])}.")
    return WHOLE


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(kinds()), metavar="KIND", help=", ".join(sorted(kinds())))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object a file or sheet")
    parser.add_argument("--strict", action="store_true", help="take all rows of a file or none")
    parser.add_argument(
        "--map", action="append", default=[], metavar='"Header=field"', help="what a column means; repeatable"
    )
    parser.add_argument("--date-order", choices=("dmy", "mdy", "ymd"), help="order of day, month and year")
    parser.add_argument("--decimal", choices=("point", "comma"), help="decimal sign of amounts")
    parser.add_argument("--year", type=int, help="year of dates that say none (10-Jan)")
    parser.add_argument(
        "--sheet", metavar="NAME", help="sheet of a workbook; 'all': each that holds such a table"
    )


def _import(asked: argparse.Namespace, settings: Settings) -> int:
    return max(_import_one(asked, settings, file) for file in asked.files)


def _import_one(asked: argparse.Namespace, settings: Settings, file: Path) -> int:
    request = {
        "kind": asked.kind,
        "file": str(file.absolute()),
        "options": {"mapping": dict(map(_split_mapping, asked.map))}
        | {name: getattr(asked, name) for name in ("date_order", "decimal", "year", "sheet")},
        "who": who(),
        "dry_run": asked.dry_run,
        "strict": asked.strict,
    }
    try:
        said = _do(settings, "import", request, _waiting if asked.json else _progress)
    except ItstratError as fault:
        if asked.json:
            print(json.dumps({"file": file.name, "kind": asked.kind, "error": str(fault)}))
        print(plain(f"itstrat: {file.name}: {fault}"), file=sys.stderr)
        return UNUSABLE
    for one in said["results"]:
        print(json.dumps(one) if asked.json else in_words(one, dry_run=asked.dry_run))
    return SOME_REFUSED if any(one["refused"] for one in said["results"]) else WHOLE


def _split_mapping(text: str) -> tuple[str, str]:
    header, equals, field = text.rpartition("=")
    if not equals:
        raise ItstratError(f'--map takes "Header=field", not "{text}".')
    return header.strip(), field.strip()


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=NAMES, metavar="REPORT", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", required=True, help="print it as JSON")
    parser.add_argument("--as-of", type=date.fromisoformat, default=today(), help="day it speaks of (today)")
    parser.add_argument("--fiscal-year", type=int, help="year it ends in (the one of the day)")
    parser.add_argument("--department", help="name of one department (all)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="name=value",
        help="an input of the report, where it takes any; may be repeated",
    )
    parser.add_argument("--scenario", metavar="NAME", help="the report under a saved scenario")


def _report(asked: argparse.Namespace, settings: Settings) -> int:
    request = {
        "name": asked.name,
        "as_of": f"{asked.as_of}",
        "fiscal_year": asked.fiscal_year,
        "department": asked.department,
        "settings": asked.set,
        "scenario": asked.scenario,
    }
    print(json.dumps(_do(settings, "report", request, _waiting), indent=2))
    return WHOLE


def _back_up(_asked: argparse.Namespace, settings: Settings) -> int:
    print(_do(settings, "backup", {}, _waiting)["path"])
    return WHOLE


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a backup made by itstrat")


def _restore(asked: argparse.Namespace, settings: Settings) -> int:
    aside = backup.restore(asked.file.resolve(), settings.database, datetime.now(UTC))
    print(f"{settings.database} is {asked.file.name} again; what it was before is {aside}.")
    return WHOLE


def _check(_asked: argparse.Namespace, settings: Settings) -> int:
    problems = _do(settings, "check", {}, _waiting)["problems"]
    print("\n".join(problems) or "The plan adds up.")
    return SOME_REFUSED if problems else WHOLE


def _nothing_more(_parser: argparse.ArgumentParser) -> None:
    """Some commands take no arguments."""


def _progress(said: dict[str, Any]) -> None:
    _waiting(said)
    if sys.stderr.isatty() and said.get("total"):
        line = f"\r{said['rows']:>12,} rows, {said['read'] / said['total']:4.0%}"
        print(line, end="", file=sys.stderr, flush=True)


def _waiting(said: dict[str, Any]) -> None:
    """Why nothing happens yet; all else about progress goes nowhere."""
    if holder := said.get("waiting_for"):
        print(f"itstrat: waiting for {holder} to finish ...", file=sys.stderr, flush=True)


def _do(
    settings: Settings, verb: str, request: dict[str, Any], say: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    # What the jobs stand on takes half a second to load, and `run` needs none of it.
    from itstrat import jobs  # noqa: PLC0415

    return jobs.do(settings, verb, request, say)


COMMANDS = {
    "run": Command("Start the dashboard and print its address.", _run, _run_arguments),
    "demo": Command("Fill an empty plan with the demo company.", _demo, _demo_arguments),
    "import": Command("Take in files that other tools wrote.", _import, _import_arguments),
    "report": Command("Print a page's report as JSON.", _report, _report_arguments),
    "reserve": Command(
        "Say what must be saved to pay for the needs of a file.",
        engine_commands.reserve,
        engine_commands.reserve_arguments,
    ),
    "forecast": Command(
        "Forecast the monthly series of a file.", engine_commands.forecast, engine_commands.forecast_arguments
    ),
    "schedule": Command(
        "Schedule the tasks of a file.", schedule_command.schedule, schedule_command.arguments
    ),
    "check": Command("Check that the plan adds up.", _check, _nothing_more),
    "backup": Command(
        "Make a verified copy of the plan, also while the dashboard runs.", _back_up, _nothing_more
    ),
    "restore": Command("Put a backup in the place of the plan.", _restore, _restore_arguments),
}


if __name__ == "__main__":
    sys.exit(main())
