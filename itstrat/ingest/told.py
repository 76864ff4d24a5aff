"""The result of an import in words, for who reads a terminal."""

from __future__ import annotations

from typing import Any

from itstrat.wording import plain

_LINES_NAMED = 10


def in_words(said: dict[str, Any], *, dry_run: bool) -> str:
    """What became of a file, from the JSON of its import: counts, money, what was left out, every issue with its line."""
    parts = [
        f"{said['file']} ({said['format']}):"
        f" {said['rows']:,} rows = {said['accepted']:,} accepted ({said['updated']:,} of them updates)"
        f" + {said['unchanged']:,} unchanged + {said['refused']:,} refused",
        f"  money: {said['amount_accepted']} accepted, {said['amount_unchanged']} unchanged,"
        f" {said['amount_refused']} refused",
    ]
    if "items" in said:
        levels = ", ".join(f"{count:,} {level}" for level, count in said["by_level"].items())
        parts.append(
            f"  {said['items']:,} items to assess ({levels}); {said['withdrawn']:,} withdrawn left out"
        )
    parts += [f"  note: {note}" for note in said["notes"]]
    for reason, count in said["skipped_reasons"].items():
        lines = [f"{one['line']}" for one in said["skipped"] if one["reason"] == reason]
        more = ", ..." if count > _LINES_NAMED else ""
        parts.append(
            f"  left out, no data: {count:,} x {reason}, line {', '.join(lines[:_LINES_NAMED])}{more}"
        )
    parts += [
        f"  line {one['line']}: {one['column'] or 'the row'}: {one['message']} (value: {one['value']})"
        for one in said["issues"]
    ]
    if said["refused"] > len(said["issues"]):
        parts.append(f"  ... and {said['refused'] - len(said['issues']):,} more; page Data lists them.")
    if dry_run:
        parts.append("  Nothing was changed: this was a dry run.")
    return "\n".join(plain(part, keep="") for part in parts)
