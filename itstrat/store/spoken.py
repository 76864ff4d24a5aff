"""What a record is called when a person reads of it: by its own name, else by the names of what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.assumptions import ASSUMPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.store.reading import Reader, Row

_OBJECTIVE = "(select x.name from objective x where x.id = objective_id)"
_INITIATIVE = "(select x.name from initiative x where x.id = initiative_id)"
_CONTROL = "(select x.code from control x where x.id = control_id)"
_UPGRADE = "(select x.name from upgrade x where x.id = upgrade_id)"
_RISK = "(select x.name from risk x where x.id = risk_id)"
_OBLIGATION = "(select x.name from obligation x where x.id = obligation_id)"

# The tables whose saves can be undone, each with the SQL of the words for one of its records.
WORDS = {
    "assumption": "name",
    "scenario": "name",
    "hiring": "strftime(month, '%b %Y')",
    "initiative": "name",
    "budget_line": "coalesce(nullif(description, ''), nullif(category, ''), 'budget line') || ', ' || strftime(month, '%b %Y')",
    "edition": "name",
    "asset_class": "name",
    "contract": "name",
    "objective": "name",
    "objective_driver": f"{_OBJECTIVE} || ': ' || input",
    "objective_support": f"{_OBJECTIVE} || ' ← ' || {_INITIATIVE}",
    "team": "name",
    "budget_cap": "fiscal_year",
    "initiative_link": "(select x.name from initiative x where x.id = before_id) || ' → ' || "
    "(select x.name from initiative x where x.id = after_id)",
    "milestone": "name",
    "benefit": f"{_INITIATIVE} || ': ' || coalesce(nullif(name, ''), kind)",
    "benefit_value": "(select i.name || ': ' || coalesce(nullif(b.name, ''), b.kind) from benefit b "
    "join initiative i on i.id = b.initiative_id where b.id = benefit_id) || ', ' || strftime(month, '%b %Y')",
    "schedule_move": f"'move of ' || {_INITIATIVE}",
    "framework": "name",
    "control": "code",
    "assessment": f"{_CONTROL} || ', ' || strftime(assessed_on, '%-d %b %Y')",
    "obligation": "name",
    "obligation_control": f"{_OBLIGATION} || ': ' || {_CONTROL}",
    "risk": "name",
    "risk_control": f"{_RISK} || ': ' || {_CONTROL}",
    "appetite": "coalesce(nullif(part, ''), 'all risks')",
    "upgrade": "name",
    "upgrade_control": f"{_UPGRADE} || ': ' || {_CONTROL}",
    "upgrade_effect": f"{_UPGRADE} || ': ' || {_RISK}",
    "product_cycle": "product || ' ' || cycle",
    "cycle_match": "case subject when 'asset' then (select coalesce(x.name, x.tag) from asset x where x.id = subject_id) "
    "else (select x.name from system x where x.id = subject_id) end",
}


def spoken(plan: Reader, table: str, keys: Iterable[int]) -> dict[int, str]:
    """These records of a table of WORDS in words, by their id; where the plan has none, the id."""
    asked = sorted(set(keys))
    if not asked:
        return {}
    sql = f'select *, {WORDS[table]} as words from "{table}" where list_contains($1::bigint[], id)'  # noqa: S608 names from above
    return {row["id"]: _in_words(table, row) for row in plan.rows(sql, asked)}


def _in_words(table: str, record: Row) -> str:
    """The words; an input by its label, with its scenario where it is not the plan's."""
    if table != "assumption":
        return str(record["words"] or record["id"])
    known = ASSUMPTIONS.get(record["name"])
    label = known.label if known else record["name"]
    return label if record["scenario"] == "plan" else f"{label} ({record['scenario']})"
