"""Assets and the classes whose rules replace them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itstrat.store.edits import Edit

_ADOPTED = """
select asset.id, asset.version, model.id as class_id
from asset
join asset_class as model on lower(trim(model.name)) = lower(trim(asset.model)) and model.deleted_at is null
    and model.useful_life_months is not null
left join asset_class as own on own.id = asset.class_id
where asset.deleted_at is null and own.id is distinct from model.id and own.useful_life_months is null
order by asset.id, model.id
"""


def adopt_models(edit: Edit) -> None:
    """Give an asset whose class has no useful life the class named like its model, if that has one.

    Some tools keep the life with the model and not with the category that their asset list shows.
    """
    adopted = {row["id"]: row for row in edit.rows(_ADOPTED)}
    for key, row in adopted.items():
        edit.update("asset", key, row["version"], {"class_id": row["class_id"]})
