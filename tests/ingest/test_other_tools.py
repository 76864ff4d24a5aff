"""Exports as banks, cards, accounting programs and inventories write them, in small."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from itstrat.errors import QuestionError, UnusableFileError
from itstrat.ingest.importing import import_file
from itstrat.ingest.mapping import unique_headers
from itstrat.ingest.options import Options
from tests.ingest.made import LEDGER, read, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.store.database import Store


def test_an_asset_without_a_name_is_known_by_its_tag_or_serial_number(tmp_path: Path, store: Store) -> None:
    """Inventories often leave the name blank; a name once known is not lost to a later export without it."""
    path = tmp_path / "assets.csv"
    header = "Asset Name,Asset Tag,Serial,Model,Category\n"
    path.write_text(
        header + "ann-mbp,A1,S1,MacBook,Laptops\n,A2,S2,XPS,Laptops\n,,S3,XPS,Laptops\n,,,XPS,Laptops\n"
    )
    said = import_file(store, path, "assets", Options(), "ann").to_json()
    assert [(each["line"], each["message"]) for each in said["issues"]] == [(5, "Name is missing")]
    path.write_text(header + ",A1,S1,MacBook Pro,Laptops\n")
    import_file(store, path, "assets", Options(), "ann")
    with store.snapshot() as plan:
        rows = plan.rows("select name, model from asset order by id")
    assert [tuple(row.values()) for row in rows] == [("ann-mbp", "MacBook Pro"), ("A2", "XPS"), ("S3", "XPS")]


def test_assets_need_no_column_for_the_name(tmp_path: Path) -> None:
    """A list of serial numbers and models is a list of assets."""
    found = read_text(tmp_path, "Serial Number,Model,Purchase Date\nS1,XPS,2024-01-31\n", "assets")
    assert found.column("serial") == ["S1"]


def test_glpi_in_french(tmp_path: Path) -> None:
    """The purchase stands under headers with the name of their tab before them."""
    tab = "Informations financières et administratives - "
    header = ["Nom", "Entité", "Fabricant", "Numéro de série", "Usager", f"{tab}Date d'achat", f"{tab}Valeur"]
    text = ";".join(f'"{each}"' for each in header) + ";\n"
    found = read_text(
        tmp_path, "\ufeff" + text + '"PC-1";"Siège";"Dell";"S1";"dupont";"2023-05-17";"1 234,50";\n', "assets"
    )
    row = found.rows[0]
    assert (row["assigned_to"], row["purchased_on"], row["cost"]) == (
        "dupont",
        date(2023, 5, 17),
        Decimal("1234.50"),
    )


@pytest.mark.parametrize(
    ("header", "row", "seats"),
    [
        ("License Name,Product Key,Expiration Date,Licensed to Name,Total,Avail", "Acrobat,X,2026-10-01,IT,10,3", (10, None)),
        ("Product Title,Total Licenses,Expired Licenses,Assigned Licenses", "Acrobat,25,0,22", (25, 22)),
    ],
)  # fmt: skip
def test_licence_lists(tmp_path: Path, header: str, row: str, seats: tuple[int, int | None]) -> None:
    """Snipe-IT's list of licences and that of Microsoft 365: the seats paid, and those assigned where they are told."""
    found = read_text(tmp_path, f"{header}\n{row}\n", "contracts").rows[0]
    assert (found["name"], found["seats_paid"], found.get("seats_assigned")) == ("Acrobat", *seats)


def test_a_bank_statement_names_the_vendor_in_its_description(tmp_path: Path) -> None:
    """Paid out less paid in is the amount; lines that differ in their description only stay two, and it is said so."""
    found = read_text(
        tmp_path,
        "Account:,123\n\nDate,Type,Description,Paid out,Paid in,Balance\n"
        "15/01/2024,DD,SHOP 11,100.00,,900\n15/01/2024,DD,SHOP 12,100.00,,800\n16/01/2024,CR,REFUND,,25.50,825\n",
    )
    assert found.column("vendor_text") == ["SHOP 11", "SHOP 12", "REFUND"]
    assert found.column("amount") == [Decimal("100.00"), Decimal("100.00"), Decimal("-25.50")]
    assert len(set(found.column("identity"))) == 3
    assert found.said["notes"] == ["No column names the vendor: it was taken from 'Description'."]


def test_a_description_that_a_person_mapped_stays_one(tmp_path: Path) -> None:
    """Who says what the column means is not overruled, so that the vendor is still asked for."""
    with pytest.raises(UnusableFileError, match="'Vendor'"):
        read_text(tmp_path, "Date,Text,Amount\n2024-01-31,x,1\n", mapping={"Text": "description"})


def test_a_card_statement(tmp_path: Path) -> None:
    """American Express: who was paid stands as the description, its address may run over lines."""
    found = read_text(
        tmp_path,
        "Date,Description,Card Member,Account #,Amount,Extended Details,Appears On Your Statement As,Address,Reference,Category\n"
        "01/31/2024,ZOOM.US,A LEE,-11005,15.99,x,ZOOM,\"1 St\nSan Jose\",'3202',Services\n",
    )
    row = found.rows[0]
    assert (row["vendor_text"], row["description"], row["amount"]) == ("ZOOM.US", "ZOOM", Decimal("15.99"))


def test_vendor_line_items(tmp_path: Path) -> None:
    """SAP: the vendor is a number and its name stands beside it; the minus stands behind the amount."""
    found = read_text(
        tmp_path,
        "Vendor,Name 1,Posting Date,Document Number,Amount in local currency,Text\n"
        '200123,DELL GMBH,13.02.2024,5100000001,"1.234,56-",Notebook\n',
    )
    row = found.rows[0]
    assert (row["vendor_text"], row["amount"]) == ("DELL GMBH", Decimal("-1234.56"))


def test_network_devices(tmp_path: Path) -> None:
    """NetBox: the role is the class, the type is the model."""
    found = read_text(
        tmp_path,
        "Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,Serial number,Asset tag\n"
        "sw1,Active,Ops,HQ,Hall,R1,Access Switch,Cisco,C9300,F1,T1\n",
        "assets",
    )
    row = found.rows[0]
    assert (row["class"], row["model"], row["location"]) == ("Access Switch", "C9300", "HQ")


@pytest.mark.parametrize(
    "header",
    [
        "Date,Fournisseur,Montant TTC,Objet",
        "Datum,Leverancier,Bedrag,Omschrijving",
        "Data,Fornitore,Importo,Descrizione",
    ],
)
def test_payment_lists_of_neighbours(tmp_path: Path, header: str) -> None:
    """French, Dutch and Italian lists are read without a mapping."""
    text = f'{header}\n15/02/2024,Acme,"1.234,56",Line\n'
    (row,) = read_text(tmp_path, text).rows
    assert (row["vendor_text"], row["amount"], row["description"]) == ("Acme", Decimal("1234.56"), "Line")


def test_an_accounting_programs_general_ledger(tmp_path: Path) -> None:
    """Sections, their totals and the foot are no data; nothing of them is refused or counted."""
    found = read_text(
        tmp_path,
        "Harbor LLC,,,,,,,\nGeneral Ledger,,,,,,,\n\n,Date,Transaction Type,Num,Name,Memo/Description,Split,Amount\n"
        '6000 Software,,,,,,,\n,01/31/2024,Bill,101,Adobe,CC,AP,"1,200.00"\n,02/28/2024,Bill,102,Zoom,Sub,AP,300.00\n'
        'Total for 6000 Software,,,,,,,"$1,500.00"\n6100 Hardware,,,,,,,\n,03/15/2024,Bill,103,Dell,Laptop,AP,"2,000.00"\n'
        '6100 Hardware Total,,,,,,,"$2,000.00"\n\n"Friday, Apr 05, 2024 - Accrual Basis",,,,,,,\n',
    )
    assert sum(found.column("amount")) == Decimal("3500.00")
    assert (found.refused, found.column("description")) == ([], ["CC", "Sub", "Laptop"])
    assert found.column("transaction_number") == ["101", "102", "103"]


def test_a_payment_to_somebody_called_total_is_no_total(tmp_path: Path) -> None:
    """A whole row is data whatever its vendor is called, also when that stands first."""
    found = read_text(tmp_path, "Supplier,Date,Amount\nTotal Energies,2024-01-31,5.00\nTotal,,5.00\n")
    assert found.column("vendor_text") == ["Total Energies"]
    assert found.skipped() == [(3, "total")]


def test_subtotals_of_a_wide_budget_are_not_added(tmp_path: Path) -> None:
    """'Total IT' and 'IT Total' hold what stands above them already; a line with words of its own is a line."""
    found = read_text(
        tmp_path,
        "Department,Category,Jan-24,Feb-24\nIT,Software,100,200\nTotal IT,,100,200\nHR,Total rewards app,10,20\nHR Total,,10,20\n",
        "budget",
    )
    assert sum(found.column("amount")) == Decimal("330.00")
    assert found.skipped() == [(3, "total"), (5, "total")]


def test_german_headers(tmp_path: Path) -> None:
    """Date, vendor, amount and text as a German program calls them, with a decimal comma."""
    found = read_text(
        tmp_path, "Buchungsdatum;Lieferant;Betrag;Buchungstext\n31.01.2024;A;1.234,50;x\n".encode("cp1252")
    )
    row = found.rows[0]
    assert (row["posted_on"], row["vendor_text"], row["amount"]) == (
        date(2024, 1, 31),
        "A",
        Decimal("1234.50"),
    )


def test_metrics_in_percent(tmp_path: Path) -> None:
    """99.95% is 99.95, and its three digits before the sign are no thousand."""
    found = read_text(tmp_path, "Metric,Jan 2024,Feb 2024\nUptime,99.95%,100 %\n", "kpis")
    assert found.column("value") == [Decimal("99.95"), Decimal(100)]


def test_two_digit_years_that_may_stand_first_are_asked(tmp_path: Path) -> None:
    """24/01/31 and 24/02/29 are two days of 2024 at least as likely as days of 2031 and 2029."""
    text = LEDGER + "24/01/31,A,1,x\n24/02/29,B,2,y\n"
    with pytest.raises(QuestionError, match="--date-order"):
        read_text(tmp_path, text)
    assert read_text(tmp_path, text, date_order="ymd").column("posted_on") == [
        date(2024, 1, 31),
        date(2024, 2, 29),
    ]


def test_sheets_left_unread_are_named(tmp_path: Path) -> None:
    """A workbook with a sheet a month: one is read, and the others are told."""
    book = openpyxl.Workbook()
    for month in (1, 2):
        sheet = book.create_sheet(f"Month {month}")
        sheet.append(["Date", "Supplier", "Amount"])
        sheet.append([date(2024, month, 15), "A", 5])
    book.save(tmp_path / "months.xlsx")
    found = read(tmp_path / "months.xlsx", "ledger")
    assert len(found.rows) == 1
    assert "'Month 2'" in found.said["notes"][0]


def test_very_many_columns(tmp_path: Path) -> None:
    """More columns than a spreadsheet has are refused at once; repeated names cost no more than others."""
    with pytest.raises(UnusableFileError, match="columns"):
        read_text(tmp_path, "Date,Supplier" + ",Amount" * 100_000 + "\n")
    names = unique_headers(["Amount"] * 100_000)
    assert names[:3] == ["Amount", "Amount (2)", "Amount (3)"]
    assert len(set(names)) == 100_000


@pytest.mark.parametrize(
    "text",
    [
        "Nr.;Vorgangsname;Dauer;Anfang;Ende;Vorgänger;Ressourcennamen\n"
        "1;Netz;5 Tage;Mo 13.02.23;Fr 17.02.23;;Ada\n2;Server;2 Wochen;Mo 20.02.23;Fr 03.03.23;1;Bo\n",
        "Zusammenfassung;Vorgangsschlüssel;Status;Fälligkeitsdatum;Zugewiesene Person;Startdatum;"
        "Inward issue link (Blocks)\n"
        "Netz;IT-1;Offen;17.02.23;Ada;13.02.23;\nServer;IT-2;Offen;03.03.23;Bo;20.02.23;IT-1\n",
    ],
)
def test_plans_in_german(tmp_path: Path, text: str) -> None:
    """Microsoft Project and Jira in German: names, days with a day's name before them, links and owners."""
    found = read_text(tmp_path, text, "initiatives")
    assert found.column("name") == ["Netz", "Server"]
    assert found.column("start_on") == [date(2023, 2, 13), date(2023, 2, 20)]
    assert found.column("finish_on") == [date(2023, 2, 17), date(2023, 3, 3)]
    assert [bool(each) for each in found.column("predecessors")] == [False, True]
    assert found.column("owner") == ["Ada", "Bo"]
