"""The command line, run as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from itstrat.settings import ROOT

if TYPE_CHECKING:
    from itstrat.settings import Settings


def run(settings: Settings, *words: str) -> subprocess.CompletedProcess[str]:
    """One command on that plan, from its start to its end."""
    return subprocess.run(
        _line(words), cwd=ROOT, env=_world(settings), capture_output=True, text=True, check=False, timeout=240
    )


def started(settings: Settings, *words: str) -> subprocess.Popen[str]:
    """One command on that plan, at work; what it says can be read."""
    return subprocess.Popen(
        _line(words),
        cwd=ROOT,
        env=_world(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _line(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "itstrat", *words]


def _world(settings: Settings) -> dict[str, str]:
    return os.environ | {"ITSTRAT_DATABASE": str(settings.database)}
