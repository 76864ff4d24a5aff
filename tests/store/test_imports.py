"""Imports: reconciled and repeatable."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.errors import UnusableFileError
from itstrat.settings import Settings
from itstrat.store.database import Store
from itstrat.store.imports import Staged, apply, remember_mapping, remembered_mapping
from tests.conftest import copied
from tests.store.made import line, lines, staged


def test_rows_in_are_accepted_refused_or_unchanged_and_so_is_their_money(store: Store) -> None:
    """Refused rows of the reading side join the count and the sum, and are kept with the batch to be mended."""
    good = staged(store, "ledger", lines(3))
    refused = store.staging / "refused.parquet"
    pq.write_table(
        pa.Table.from_pylist(
            [
                {
                    "line": 9,
                    "column": "Amount",
                    "value": "x",
                    "message": "no number",
                    "source": "a,b",
                    "amount": Decimal("7.00"),
                }
            ]
        ),
        refused,
    )
    outcome = apply(
        store, Staged("ledger", "made", "f.csv", "0", None, "{}", good.records, refused, 4), "ada"
    )
    assert (outcome.rows, outcome.accepted, outcome.refused, outcome.unchanged) == (4, 3, 1, 0)
    assert (outcome.amount_accepted, outcome.amount_refused) == (Decimal("6.75"), Decimal("7.00"))
    with store.snapshot() as plan:
        assert plan.rows("select line, message, source from issue") == [
            {"line": 9, "message": "no number", "source": "a,b"}
        ]
        assert plan.value("select rows from import_batch where id = $1", outcome.batch_id) == 4


def test_the_same_ledger_again_changes_nothing(store: Store) -> None:
    """A second import of a file leaves every line unchanged, repeated lines in it included."""
    rows = [*lines(5), line(date(2026, 1, 1), "acme", "1.25")]
    first = apply(store, staged(store, "ledger", rows), "ada")
    second = apply(store, staged(store, "ledger", rows), "ada")
    assert (first.accepted, second.accepted, second.unchanged) == (6, 0, 6)
    assert second.amount_unchanged == first.amount_accepted


@given(
    st.lists(st.integers(0, 6), max_size=30),
    st.lists(st.integers(0, 6), max_size=30),
)
@settings(max_examples=25, deadline=None)
def test_overlapping_ledgers_hold_each_line_as_often_as_the_fuller_file(
    new_plan: Path, first: list[int], second: list[int]
) -> None:
    """Whatever two files share, each line stands as often as in the file that has it most often."""
    with TemporaryDirectory() as folder:
        plan_of_two = Settings(database=Path(folder) / "plan.duckdb")
        copied(new_plan, plan_of_two)
        store = Store(plan_of_two)
        for number, file in enumerate((first, second)):
            if file:
                rows = [line(date(2026, 1, 1 + day), "acme", "5.00") for day in file]
                apply(store, staged(store, "ledger", rows, f"file{number}"), "ada")
        with store.snapshot() as plan:
            held = {
                row["day"] - 1: row["lines"]
                for row in plan.rows(
                    "select cast(extract(day from posted_on) as integer) as day, count(*) as lines "
                    "from ledger_line group by posted_on"
                )
            }
            assert plan.value("select coalesce(sum(lines), 0) from ledger_month") == sum(held.values())
        store.close()
    assert held == {day: max(first.count(day), second.count(day)) for day in {*first, *second}}


def test_a_dry_run_says_the_same_and_keeps_nothing(store: Store) -> None:
    """The numbers of a dry run are those of the import; the plan and its version stay as they were."""
    before = store.data_version
    file = staged(store, "ledger", lines(4))
    seen = apply(store, file, "ada", dry_run=True)
    assert (seen.batch_id, seen.accepted, store.data_version) == (None, 4, before)
    assert apply(store, file, "ada").accepted == 4


def test_strict_takes_all_rows_or_none(store: Store) -> None:
    """With one refused row a strict import keeps nothing and counts every row as refused."""
    rows = [{"tag": "A1", "name": "One"}, {"tag": "A1", "name": "Two"}]
    outcome = apply(store, staged(store, "assets", rows), "ada", strict=True)
    assert (outcome.accepted, outcome.refused, outcome.batch_id) == (0, 2, None)
    with store.snapshot() as plan:
        assert plan.value("select count(*) from asset") == 0


def test_a_confirmed_mapping_is_remembered(store: Store) -> None:
    """What a person said about a set of headers holds for the next file with them, and can be corrected."""
    assert remembered_mapping(store, "ledger", "a|b") is None
    remember_mapping(store, "ledger", "a|b", {"a": "amount"}, "ada")
    remember_mapping(store, "ledger", "a|b", {"a": "posted_on"}, "ada")
    assert remembered_mapping(store, "ledger", "a|b") == {"a": "posted_on"}


def test_lines_are_judged_and_explained(store: Store) -> None:
    """A contract's vendor, an asset's purchase and a rule make lines IT; the rest is undecided, and sums agree."""
    apply(
        store,
        staged(
            store,
            "contracts",
            [{"name": "Mail", "vendor": "Acme", "start_on": date(2026, 1, 1), "auto_renew": True}],
        ),
        "ada",
    )
    asset = {
        "tag": "A1",
        "name": "Laptop",
        "vendor": "Dell",
        "purchased_on": date(2026, 2, 3),
        "cost": Decimal("900.00"),
    }
    apply(store, staged(store, "assets", [asset], "assets"), "ada")
    with store.tx("ada") as edit:
        edit.insert("it_rule", {"rank": 1, "field": "category", "pattern": "software", "verdict": "it"})
    day = date(2026, 2, 10)
    rows = [
        line(day, "acme", "10.00"),
        line(day, "dell", "900.00"),
        line(day, "dell", "901.00"),
        line(day, "caterer", "50.00", category="Software lunch"),
        line(day - timedelta(days=60), "acme", "10.00"),
    ]
    apply(store, staged(store, "ledger", rows), "ada")
    with store.snapshot() as plan:
        judged = plan.rows("select amount, verdict, explained_by from ledger_judged order by line")
        total = plan.value("select sum(amount) from ledger_month")
        by_vendor = plan.value("select sum(amount) from ledger_vendor")
    assert [(row["verdict"], row["explained_by"]) for row in judged] == [
        ("it", "contract"),
        ("it", "asset"),
        ("undecided", None),
        ("it", None),
        ("undecided", None),
    ]
    assert total == by_vendor == Decimal("1871.00")


def test_nothing_of_a_folder_outside_is_left_behind(store: Store, tmp_path: Path) -> None:
    """Everything the store writes lies beside the plan file."""
    apply(store, staged(store, "ledger", lines(2)), "ada")
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_row_refused_for_its_double_can_be_mended(store: Store) -> None:
    """The issue keeps the row as it stood in the file."""
    rows = [{"tag": "A1", "name": "One", "row": "A1,One"}, {"tag": "A1", "name": "Two", "row": "A1,Two"}]
    apply(store, staged(store, "assets", rows), "ada")
    with store.snapshot() as plan:
        assert plan.value("select source from issue") == "A1,Two"


def test_a_file_of_refused_rows_is_kept_without_holding_it_in_memory(store: Store) -> None:
    """A hundred thousand refused rows are all kept to be mended; only the first thousand come back as issues."""
    count = 100_000
    path = store.staging / "refused.parquet"
    row = {"line": 9, "column": "Date", "value": "x", "message": "no date", "source": "x" * 80}
    one = pa.Table.from_pylist([row | {"amount": Decimal("0.01")}])
    pq.write_table(pa.concat_tables([one] * count), path)
    file = Staged("ledger", "made", "f.csv", "0", None, "{}", (), path, count)
    tracemalloc.start()
    try:
        outcome = apply(store, file, "ada")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (outcome.refused, outcome.amount_refused, len(outcome.issues)) == (count, Decimal("1000.00"), 1000)
    with store.snapshot() as plan:
        assert plan.value("select count(*) from issue") == count
    assert peak < 8 << 20


def test_a_row_refused_as_a_double_is_named_as_the_file_names_it(store: Store) -> None:
    """A metric that stands twice in a month is refused under the file's own header, with its name and not our key."""
    twice = [
        {"name": "Uptime", "month": date(2024, 2, 1), "value": value, "target": None}
        for value in (Decimal("99.5"), Decimal(98))
    ]
    file = replace(staged(store, "kpis", twice), headers={"name": "Indicator"})
    issue = apply(store, file, "ada").issues[0]
    assert (issue.line, issue.column, issue.value) == (3, "Indicator", "Uptime")


def test_more_records_than_can_be_matched_are_refused_before_they_are_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no ledger and yet holds very many records is refused whole, with the way out."""
    monkeypatch.setattr("itstrat.store.imports.MOST_RECORDS", 1)
    with pytest.raises(UnusableFileError, match="Split the file"):
        apply(store, staged(store, "departments", [{"name": "IT"}, {"name": "HR"}]), "ada")
