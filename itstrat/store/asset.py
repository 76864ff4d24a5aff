"""Assets and their classes as the plan holds them, and the edits of class rules a person may make."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store import spend
from itstrat.store.amending import amend, require_reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

TECHNOLOGY_CLASSES = ("internet", "phone", "infrastructure", "users", "support", "consultants")
RULE_COLUMNS = (
    "technology_class", "useful_life_months", "price_today", "price_inflation", "price_on", "source",
)  # fmt: skip
_MOST_MONTHS = 600


def facts(plan: Reader, department_id: int | None) -> pd.DataFrame:
    """One row per live asset of the department (None: all): id, class_id, department_id and the facts its rule needs.

    Ids are nullable integers, days datetime64 with NaT for unknown, cost a float that is exact to the cent.
    """
    return _with_ids(plan.frame(_FACTS, department_id))


def facts_of(plan: Reader, ids: Sequence[int]) -> pd.DataFrame:
    """As `facts`, for these assets only, with name, tag, serial, model, assigned_to, location, class and department."""
    return _with_ids(plan.frame(_FACTS_OF, list(ids)))


def matching(plan: Reader, words: str, department_id: int | None) -> set[int]:
    """Ids of the live assets that hold every one of the words in name, tag, serial, model, maker, person or place."""
    return {row["id"] for row in plan.rows(_MATCHING, words.lower().split(), department_id)}


def rules(plan: Reader) -> pd.DataFrame:
    """One row per live class: id, name, technology_class and its rule, as the methods read it."""
    return plan.frame(_RULES)


def classes(plan: Reader) -> list[Row]:
    """One row per live class, exact, for editing: id, version, name, the rule's columns, and how many assets it has."""
    return plan.rows(_CLASSES)


def save_rules(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed class rules, and what follows from them for the spend of each technology class.

    Raises ItstratError for a value that cannot be, NotAllowedError for a column that is no part of a rule,
    StaleEditError when somebody saved the class in the meantime. All changes are kept, or none.
    """
    for change in changes:
        _check(change)
    with store.tx(who, require_reason(reason)) as edit:
        amend(edit, "asset_class", RULE_COLUMNS, changes)
        if any("technology_class" in change.after for change in changes):
            spend.settle(edit)


def set_replacement(store: Store, ids: Sequence[int], on: date, who: str, reason: str) -> None:
    """Set the day on which these assets are to be replaced, whatever their rule says: all, or none.

    Raises ItstratError without a reason, UnknownRecordError for an asset that is gone.
    """
    with store.tx(who, require_reason(reason)) as edit:
        for key in ids:
            edit.update("asset", key, edit.record("asset", key)["version"], {"replace_on": on})


def _check(change: Change) -> None:
    values = change.after
    months, price = values.get("useful_life_months"), values.get("price_today")
    inflation, technology = values.get("price_inflation"), values.get("technology_class")
    if months is not None and not (isinstance(months, int) and 1 <= months <= _MOST_MONTHS):
        raise ItstratError(
            f"A useful life is a whole number of months from 1 to {_MOST_MONTHS}, not {months}."
        )
    if price is not None and not (isinstance(price, Decimal) and price >= 0):
        raise ItstratError(f"A price is an amount of 0 or more, not {price}.")
    if inflation is not None and not (isinstance(inflation, Decimal) and abs(inflation) <= 1):
        raise ItstratError(f"Price inflation is between -100% and 100% a year, not {inflation}.")
    if technology is not None and technology not in TECHNOLOGY_CLASSES:
        raise ItstratError(f"A technology class is one of {', '.join(TECHNOLOGY_CLASSES)}, not {technology}.")


def _with_ids(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({"class_id": "Int64", "department_id": "Int64"})


_RULE_FACTS = """
    asset.id, asset.class_id, asset.department_id, asset.status, asset.purchased_on, asset.cost, asset.warranty_months,
    asset.warranty_end_on, asset.support_end_on, asset.os_end_on, asset.lease_end_on, asset.replace_on,
    asset.first_seen_on, asset.retired_on
"""

_FACTS = (
    "select" + _RULE_FACTS + "from asset "
    "where deleted_at is null and ($1::bigint is null or department_id = $1) order by id"
)

_FACTS_OF = (
    "select"
    + _RULE_FACTS
    + ", asset.name, asset.tag, asset.serial, asset.model, asset.assigned_to, asset.location, "
    "class.name as class, department.name as department "
    "from asset left join asset_class as class on class.id = asset.class_id "
    "left join department on department.id = asset.department_id "
    "where list_contains($1::bigint[], asset.id)"
)

_MATCHING = """
select id from asset
where deleted_at is null and ($2::bigint is null or department_id = $2) and list_bool_and(list_transform(
    $1::varchar[],
    lambda word: contains(lower(concat_ws(' ', name, tag, serial, model, manufacturer, assigned_to, location)), word)
))
"""

_RULES = """
select id, name, technology_class, useful_life_months, price_today, price_inflation, price_on
from asset_class where deleted_at is null order by id
"""

_CLASSES = """
select class.id, class.version, class.name, class.technology_class, class.useful_life_months, class.price_today,
    class.price_inflation, class.price_on, class.source,
    (select count(*) from asset where asset.class_id = class.id and asset.deleted_at is null) as assets
from asset_class as class
where class.deleted_at is null
order by class.useful_life_months is not null, lower(class.name), class.id
"""
