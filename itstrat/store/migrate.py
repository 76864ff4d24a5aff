"""The schema, moved forward in numbered steps; each step is one transaction."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat import __version__
from itstrat.errors import PlanDamagedError, PlanTooNewError
from itstrat.store import reference

if TYPE_CHECKING:
    import duckdb

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step."""

    version: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Fingerprint of the text, so that a changed step is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """Every step, in order of its number."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = re.fullmatch(r"(\d{3})_(\w+)", path.stem)
        if match is None:
            raise PlanDamagedError(f"{path.name} is not named like 001_name.sql; reinstall itstrat.")
        found.append(Migration(int(match[1]), match[2], path.read_text(encoding="utf-8")))
    return found


def pending(connection: duckdb.DuckDBPyConnection, steps: list[Migration]) -> list[Migration]:
    """The steps this file still needs.

    Raises PlanTooNewError when the file knows steps that we do not, PlanDamagedError when it is no plan at all.
    """
    done = _done(connection)
    if not done and connection.execute("select 1 from duckdb_tables() limit 1").fetchall():
        raise PlanDamagedError(
            "This file is a database of another program, and was left as it is. "
            "Name a file of its own for the plan: ITSTRAT_DATABASE=FOLDER/plan.duckdb"
        )
    newest = steps[-1].version
    if done and max(done) > newest:
        raise PlanTooNewError(
            f"This plan file was written by a newer itstrat (schema {max(done)}; this program knows {newest}). "
            "Install that version or a later one, or restore a backup made before the upgrade."
        )
    for step in steps:
        if step.version in done and done[step.version] != step.sha256:
            raise PlanDamagedError(
                f"Schema step {step.version:03} ({step.name}) is not the one this plan file was made with. "
                "Reinstall itstrat; if that does not help, restore a backup."
            )
    return [step for step in steps if step.version not in done]


def upgrade(connection: duckdb.DuckDBPyConnection, steps: list[Migration]) -> None:
    """Apply each step in its own transaction. A step may read the shipped outline of a framework as csf_outline."""
    connection.register("csf_outline", reference.csf_outline())
    for step in steps:
        connection.execute("begin transaction")
        try:
            connection.execute(_RECORD)
            connection.execute(step.sql)
            connection.execute(
                "insert into schema_version values ($1, $2, $3, now()::timestamp, $4)",
                [step.version, step.name, step.sha256, __version__],
            )
            connection.execute("commit")
        except Exception:
            connection.execute("rollback")
            raise
    connection.unregister("csf_outline")


_RECORD = """
create table if not exists schema_version (
    version integer primary key, name varchar not null, sha256 varchar not null,
    applied_at timestamp not null, applied_by varchar not null);
comment on table schema_version is 'One row per schema step applied to this file.';
"""


def _done(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    known = connection.execute(
        "select count(*) from information_schema.tables where table_name = 'schema_version'"
    ).fetchall()
    if not known[0][0]:
        return {}
    return dict(connection.execute("select version, sha256 from schema_version").fetchall())
