"""Where things are and who is asked to listen: one frozen value, from the environment.

What belongs to the company (currency, start of the fiscal year) is in the plan file, so that it travels with the plan.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths of one installation. Everything the program writes lies beside the plan file."""

    database: Path = ROOT / "data" / "itstrat.duckdb"
    backups_kept: int = 10

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """`ITSTRAT_DATABASE` names the plan file, `ITSTRAT_BACKUPS_KEPT` how many backups stay; both have defaults.

        Raises ItstratError when the number is none.
        """
        default = cls()
        kept = str(environment.get("ITSTRAT_BACKUPS_KEPT", default.backups_kept))
        if not kept.isdecimal() or int(kept) < 1:
            raise ItstratError(f'ITSTRAT_BACKUPS_KEPT takes a whole number from 1, not "{kept}".')
        return cls(
            database=_absolute(environment.get("ITSTRAT_DATABASE", default.database)),
            backups_kept=int(kept),
        )

    @property
    def demo(self) -> Path:
        """The demo company's files, which are also the templates a user copies."""
        return ROOT / "data" / "demo"

    @property
    def backups(self) -> Path:
        """Verified copies of the plan file."""
        return self.database.parent / "backups"

    @property
    def imports(self) -> Path:
        """Every imported file, kept as it came."""
        return self.database.parent / "imports"

    @property
    def spool(self) -> Path:
        """Work handed to the process that holds the plan file."""
        return self.database.parent / "spool"


@lru_cache(maxsize=16)
def _absolute(path: str | Path) -> Path:
    """The path without links: following them asks the disk for every folder above, and a page wants to know often."""
    return Path(path).resolve()
