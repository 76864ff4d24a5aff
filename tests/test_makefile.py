"""The two commands, where the computer lacks something."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from itstrat.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_an_older_python_is_named_before_anything_is_made(tmp_path: Path) -> None:
    """`make run` says which Python it found and how to name another; no .venv of the wrong one is left behind."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").touch()
    old = tmp_path / "old-python"
    old.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'import sys; sys.version_info = (3, 9); exec(sys.argv[1])' \"$2\"\n",
        encoding="utf-8",
    )
    old.chmod(0o755)
    words = ["make", "run", f"PYTHON={old}"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Python 3.11 or newer" in done.stderr
    assert "is 3.9" in done.stderr
    assert not (tmp_path / ".venv").exists()
