"""What it was measured on and with."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

import psutil  # type: ignore[import-untyped]

_PACKAGES = ("streamlit", "duckdb", "pandas", "pyarrow", "altair")


def machine() -> str:
    """Cores, memory, system and versions in one paragraph; nothing that names the machine."""
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}. Servers, browser and clients share the cores."
    )


def load() -> float:
    """How many programs wanted a core, averaged over the last minute."""
    return os.getloadavg()[0]
