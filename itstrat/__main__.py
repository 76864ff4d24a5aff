"""The command line: python -m itstrat COMMAND. Each command is one function and one row of COMMANDS."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

from itstrat.errors import ItstratError
from itstrat.settings import Settings
from itstrat.ui import running


@dataclass(frozen=True, slots=True)
class Command:
    """`run` gets what was asked and gives the exit code; an ItstratError it raises is printed, with exit code 2."""

    summary: str
    run: Callable[[argparse.Namespace, Settings], int]
    arguments: Callable[[argparse.ArgumentParser], None]


def main(words: list[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code."""
    asked = _parser().parse_args(words)
    try:
        return COMMANDS[asked.command].run(asked, Settings.from_environment())
    except ItstratError as fault:
        print(f"itstrat: {fault}", file=sys.stderr)
        return 2


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
    return running.run(settings, asked.address, asked.port)


COMMANDS = {
    "run": Command("Start the dashboard and print its address.", _run, _run_arguments),
}


if __name__ == "__main__":
    sys.exit(main())
