"""Plans to measure on: a made-up company of 40 departments with a ledger as long as asked.

Every file is generated, then imported by our own importer. Files and plans are kept in benchmarks/tmp; its name for a
plan changes with the schema, so that no plan of an older one is measured.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from itstrat.ingest.importing import import_file
from itstrat.ingest.options import Options
from itstrat.planning.calendar import add_months
from itstrat.settings import ROOT, Settings
from itstrat.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TMP = Path(__file__).parent / "tmp"
DAY = date(2026, 11, 22)
FISCAL_YEAR = "FY26"
FIRST, DAYS = date(2020, 11, 1), 2190
DEPARTMENTS = tuple(f"Department {number:02}" for number in range(1, 41))
# Eight categories are IT, twelve are not, four have no rule.
IT = tuple(f"Technology {letter}" for letter in "ABCDEFGH")
NOT_IT = tuple(f"Office {letter}" for letter in "ABCDEFGHIJKL")
CATEGORIES = (*IT, *NOT_IT, *(f"Sundry {letter}" for letter in "ABCD"))
CLASSES = ("internet", "phone", "infrastructure", "users", "support", "consultants")
CONTRACTS = 300


def vendors() -> list[str]:
    """5,100 names that the vendor matcher tells apart."""
    words = ["".join(letters).capitalize() for letters in itertools.product("bdfgkmnprstv", "ao", "lnr")]
    return [f"{first} {second} Ltd" for first, second in itertools.product(words, words)][:5100]


def ledger_file(rows: int) -> Path:
    """A company ledger of that many lines in six years, about 110 bytes a line, in order of dates."""
    path = TMP / f"ledger-{rows}.csv"
    if not path.exists():
        TMP.mkdir(exist_ok=True)
        with duckdb.connect() as engine:
            engine.register("vendor", pd.DataFrame({"name": vendors()}).reset_index(names="id"))
            engine.register("category", pd.DataFrame({"name": CATEGORIES}).reset_index(names="id"))
            half_made = path.with_suffix(".new")
            engine.execute(_LEDGER, [rows, FIRST, DAYS, str(half_made)])
        half_made.replace(path)
    return path


def without_ledger() -> Settings:
    """The company, its departments, contracts, rules and six years of budget; no ledger. Copy it, do not open it."""
    made = Settings(database=TMP / f"base-{_schema()}" / "plan.duckdb")
    if not made.database.exists():
        folder = made.database.parent
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        half_made = Settings(database=folder / "half-made" / "plan.duckdb")
        store = Store(half_made)
        for kind, headers, lines in _records():
            file = _written(folder / f"{kind}.csv", headers, lines)
            result = import_file(store, file, kind, Options(date_order="ymd"), "benchmark")
            assert not result.outcome.refused, result.outcome.issues[0]
        store.close()
        half_made.database.replace(made.database)
    return made


def to_fill(rows: int) -> Settings:
    """A fresh copy of the plan without a ledger, to import a ledger of that many lines into."""
    made = filled(rows)
    shutil.rmtree(made.database.parent, ignore_errors=True)
    return copied(without_ledger(), made.database.parent)


def filled(rows: int) -> Settings:
    """Where the plan with a ledger of that many lines is, once it has been imported."""
    return Settings(database=TMP / f"plan-{rows}-{_schema()}" / "plan.duckdb")


def copied(plan: Settings, folder: Path) -> Settings:
    """The same plan in another folder, to be opened beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = Settings(database=folder / plan.database.name)
    shutil.copyfile(plan.database, copy.database)
    return copy


def _schema() -> str:
    told = (ROOT / "itstrat" / "store").rglob("*.sql")
    texts = [path.read_bytes() for path in (*sorted(told), Path(__file__))]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:8]


def _records() -> Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]:
    """Kind, headers and rows of everything but the ledger."""
    yield "company", ("Name", "Currency", "Fiscal year start month"), [("Benchmark Company", "USD", 7)]
    yield "departments", ("Department",), [(name,) for name in DEPARTMENTS]
    yield "contracts", _CONTRACT, _contracts()
    yield "it-rules", ("Rank", "Field", "Pattern", "Verdict"), _rules()
    yield "budget", ("Month", "Department", "Category", "CapEx/OpEx", "Amount"), _budget()


def _rules() -> Iterable[tuple[int, str, str, str]]:
    ranked = enumerate((*((name, "it") for name in IT), *((name, "not_it") for name in NOT_IT)), start=1)
    return [(rank, "category", name, verdict) for rank, (name, verdict) in ranked]


_CONTRACT = (
    "Contract number", "Name", "Vendor", "Category", "Technology class", "Start date", "Renewal months", "Auto-renew",
    "Amount", "Billing",
)  # fmt: skip


def _contracts() -> Iterable[Sequence[object]]:
    for number, vendor in enumerate(vendors()[:: len(vendors()) // CONTRACTS]):
        category, technology = IT[number % len(IT)], CLASSES[number % len(CLASSES)]
        yield (
            f"C-{number:04}",
            f"{vendor} agreement",
            vendor,
            category,
            technology,
            FIRST,
            12,
            "yes",
            900,
            "monthly",
        )


def _budget() -> Iterable[Sequence[object]]:
    for month, department, category in itertools.product(range(72), DEPARTMENTS, IT):
        yield add_months(FIRST, month), department, category, "OpEx", 20_000 + 100 * month


def _written(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)
    return path


# Each line's facts come from hashes of its number: the same file on every machine. Few vendors send most of the bills,
# and nine of ten bills of a vendor are of one category.
_LEDGER = """
copy (
    with line as (
        select i, hash(i, 1) % 1000000 / 1e6 as a, hash(i, 2) % 40 as department, hash(i, 3) % 10 as stray,
            hash(i, 4) % 24 as any_category, hash(i, 5) % 1000000 / 1e6 as size, hash(i, 6) % 50 as credit
        from range($1) as numbers(i)
    ), told as (
        select *, cast(floor(5100 * a * a) as bigint) as vendor_id from line
    )
    select cast($2::date + cast(i * $3 // $1 as integer) as varchar) as "Date", vendor.name as "Vendor",
        cast(case when credit = 0 then -1 else 1 end * (5 + 4000 * size * size * size) as decimal(12,2)) as "Amount",
        'Purchase order ' || lpad(cast(hash(i, 7) % 1000000 as varchar), 6, '0') || ', ' || lower(category.name) as "Description",
        category.name as "Category", cast(6000 + category.id as varchar) as "Account",
        'Department ' || lpad(cast(department + 1 as varchar), 2, '0') as "Department",
        case when hash(i, 8) % 12 = 0 then 'CapEx' else 'OpEx' end as "CapEx/OpEx",
        'AP' || lpad(cast(i as varchar), 8, '0') as "Transaction number"
    from told
    join vendor on vendor.id = told.vendor_id
    join category on category.id = case when stray = 0 then any_category else hash(vendor_id, 9) % 24 end
    order by i
) to $4 (header, delimiter ',')
"""
