"""How far a report reaches: days and years beyond are refused with a sentence, not with a fault of the calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError
from itstrat.reports import NAMES
from itstrat.reports.printed import printed

if TYPE_CHECKING:
    from itstrat.store.database import Store


@pytest.mark.parametrize("as_of", [date.min, date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_a_day_out_of_reach_is_refused(store: Store, as_of: date) -> None:
    """The sentence says which days there are."""
    with pytest.raises(ItstratError, match="between 2000-01-01 and 2100-12-31"):
        printed(store, "overview", as_of, None, None)


@pytest.mark.parametrize("year", [-5, 0, 1999, 2102, 10**12])
def test_a_fiscal_year_out_of_reach_is_refused(store: Store, year: int) -> None:
    """0 is no year either, and does not stand for the usual one."""
    with pytest.raises(ItstratError, match="one from 2000 to 2101"):
        printed(store, "overview", date(2026, 11, 22), year, None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("as_of", "year"), [(date(2000, 1, 1), 2101), (date(2100, 12, 31), 2000)])
def test_every_report_reaches_as_far_as_it_says(store: Store, name: str, as_of: date, year: int) -> None:
    """Of an empty plan, seen from the first and the last day."""
    assert printed(store, name, as_of, year, None)["report"] == name
