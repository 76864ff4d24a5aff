"""The data dictionary: what the schema says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itstrat.store.reading import Reader

_TABLES = """
select table_name as name, comment, 'table' as kind from duckdb_tables() where schema_name = 'main'
union all
select view_name, comment, 'view' from duckdb_views() where schema_name = 'main' and not internal
order by kind, name
"""
_COLUMNS = """
select column_name as name, lower(data_type) as type, is_nullable as nullable, coalesce(comment, '') as comment
from duckdb_columns() where schema_name = 'main' and table_name = $1 order by column_index
"""
_EVERYWHERE = {
    "id": "Number of the record, never used again.",
    "version": "Raised by each save; an edit of an older version is refused.",
    "deleted_at": "When the record was retired; null while it counts.",
    "batch_id": "The import it came with.",
}


def data_dictionary(plan: Reader) -> str:
    """Every table and view with its grain, every column with its type, as Markdown."""
    parts = [
        "# Data dictionary",
        "",
        (
            "Made from the schema's own comments. Money is `decimal(18,2)` in the plan's currency; `_on` is a date, `_at` an "
            "instant (UTC); null is unknown."
        ),
    ]
    for table in plan.rows(_TABLES):
        parts += ["", f"## {table['name']} ({table['kind']})", "", f"{table['comment']}", ""]
        parts += ["| Column | Type | May be unknown | Meaning |", "| --- | --- | --- | --- |"]
        parts += [
            f"| {column['name']} | {column['type']} | {'yes' if column['nullable'] else ''} | "
            f"{column['comment'] or _EVERYWHERE.get(column['name'], '')} |"
            for column in plan.rows(_COLUMNS, table["name"])
        ]
    return "\n".join(parts) + "\n"
