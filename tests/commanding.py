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
    """One command on that plan."""
    return subprocess.run(
        [sys.executable, "-m", "itstrat", *words],
        cwd=ROOT,
        env=os.environ | {"ITSTRAT_DATABASE": str(settings.database)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
