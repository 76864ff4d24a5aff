"""Whether the plan adds up: what no edit or import should ever be able to break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.wording import and_more

if TYPE_CHECKING:
    from itstrat.store.reading import Reader

_CHECKS = {
    "The monthly sums differ from the ledger": """
        with line as (select count(*) as lines, coalesce(sum(amount), 0) as amount from ledger_line),
             month as (select coalesce(sum(lines), 0) as lines, coalesce(sum(amount), 0) as amount from ledger_month)
        select 'lines ' || month.lines || ' of ' || line.lines || ', money ' || month.amount || ' of ' || line.amount
        from line, month where line.lines <> month.lines or line.amount <> month.amount
    """,
    "The sums by vendor differ from the ledger": """
        with line as (select count(*) as lines, coalesce(sum(amount), 0) as amount from ledger_line),
             vendor as (select coalesce(sum(lines), 0) as lines, coalesce(sum(amount), 0) as amount from ledger_vendor)
        select 'lines ' || vendor.lines || ' of ' || line.lines || ', money ' || vendor.amount || ' of ' || line.amount
        from line, vendor where line.lines <> vendor.lines or line.amount <> vendor.amount
    """,
    "A ledger line stands twice": """
        select 'line ' || min(line) || ' of import ' || min(batch_id) from ledger_line
        group by identity, occurrence having count(*) > 1
    """,
    "Two decisions about one vendor text": """
        select vendor_key from spend_decision where deleted_at is null and vendor_key is not null
        group by vendor_key having count(*) > 1
    """,
    "An asset's class is missing": """
        select asset.name from asset left join asset_class on asset_class.id = asset.class_id
        where asset.class_id is not null and asset_class.id is null
    """,
    "A contract's vendor is missing": """
        select contract.name from contract left join vendor on vendor.id = contract.vendor_id
        where contract.vendor_id is not null and vendor.id is null
    """,
    "A metric's value belongs to no metric": """
        select cast(kpi_value.id as varchar) from kpi_value left join kpi on kpi.id = kpi_value.kpi_id
        where kpi.id is null
    """,
    "A record is newer than its audit trail": """
        with change as (
            select "table", key, count(distinct changed_at) as saves from audit where action <> 'add' group by all
        )
        select asset.name from asset left join change on change."table" = 'asset' and change.key = asset.id
        where asset.version > 1 + coalesce(change.saves, 0)
    """,
}
_SHOWN = 3


def problems(plan: Reader) -> list[str]:
    """One sentence for each check that fails, with its first cases; empty when everything adds up."""
    said = []
    for sentence, sql in _CHECKS.items():
        cases = [str(next(iter(row.values()))) for row in plan.rows(sql)]
        if cases:
            said.append(f"{sentence}: {and_more(cases, _SHOWN)}.")
    return said
