"""Known formats: a good file and a bad one of each, and the table found among titles, totals and notes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import QuestionError, UnusableFileError
from itstrat.ingest.formats import formats
from itstrat.ingest.kinds import fold, kinds
from itstrat.ingest.mapping import map_columns, unique_headers
from tests.ingest.made import LEDGER, read_text

if TYPE_CHECKING:
    from pathlib import Path


def test_snipeit_assets(tmp_path: Path) -> None:
    """A Snipe-IT export: US dates, an end of life on some rows, the holder's two names joined."""
    header = (
        "Company,Name,Asset Tag,Category,Supplier,Manufacturer,Model,Model Number,Purchase Date,Purchase Cost,"
        "Checkout Type,Checked Out To: First Name,Checked Out To: Last Name,Asset EOL Date\n"
    )
    read = read_text(
        tmp_path,
        "\ufeff"
        + header
        + 'X,Laptop 1,T-1,Laptops,"Shop, Inc",Dell,XPS,9,1/23/23,"2,266.13",User,Ann,Lee,10/27/28\n'
        "X,Laptop 2,T-2,Laptops,Shop,Dell,XPS,9,2/30/23,100,,,,\n",
        "assets",
    )
    assert read.said["format"] == "Snipe-IT assets"
    (row,) = read.rows
    assert row["tag"] == "T-1"
    assert row["class"] == "Laptops"
    assert row["vendor"] == "Shop, Inc"
    assert row["assigned_to"] == "Ann Lee"
    assert row["cost"] == Decimal("2266.13")
    assert (row["purchased_on"], row["support_end_on"]) == (date(2023, 1, 23), date(2028, 10, 27))
    assert read.issues() == [(3, "Purchase Date", "'2/30/23' is not a day of the calendar")]
    assert read.refused[0]["amount"] == Decimal("100.00")


def test_snipeit_models(tmp_path: Path) -> None:
    """A model's end of life in months is the useful life of a class named like the model."""
    read = read_text(
        tmp_path,
        "Name,Category,Manufacturer,Model Notes,Fieldset,EOL,Min Qty\nXPS 13,Laptops,Dell,,Std,36,50\nOld,Laptops,,,Std,-,\n"
        "Odd,Laptops,,,Std,often,\n",
        "asset-classes",
    )
    assert read.said["format"] == "Snipe-IT models"
    assert [(row["name"], row["useful_life_months"]) for row in read.rows] == [("XPS 13", 36), ("Old", None)]
    assert read.issues() == [(4, "EOL", "'often' is not a number")]


def test_snipeit_licences(tmp_path: Path) -> None:
    """A licence is a contract: seats paid, expiry, cost; notes over several lines do not break rows."""
    read = read_text(
        tmp_path,
        "Name,Email,Username,Item name,serial number,manufacturer,purchase date,purchase cost,order number,"
        "Licensed To Name,Licensed to Email,expiration date,seats,supplier,notes\n"
        'Ann,a@x.org,ann,Draw Pro,k-1,Ink,07/13/2022,$79.66,1,Bea,b@x.org,01/27/2026,80,Shop,"one\n\ntwo"\n'
        "Ann,a@x.org,ann,Write Pro,k-2,Ink,07/14/2022,$5,2,Bea,b@x.org,01/28/2026,many,Shop,\n",
        "contracts",
    )
    assert read.said["format"] == "Snipe-IT licences"
    (row,) = read.rows
    assert (row["name"], row["vendor"], row["seats_paid"], row["amount"]) == (
        "Draw Pro",
        "Shop",
        80,
        Decimal("79.66"),
    )
    assert (row["start_on"], row["end_on"]) == (date(2022, 7, 13), date(2026, 1, 27))
    assert read.issues() == [(5, "seats", "'many' is not a number")]


def test_glpi_assets(tmp_path: Path) -> None:
    """A GLPI export: semicolons, its own names for inventory number and entity."""
    read = read_text(
        tmp_path,
        '"Name";"Entity";"Status";"Manufacturer";"Serial number";"Type";"Model";"Location";"Last update";"Inventory number"\n'
        '"PC-1";"Sales";"In production";"Dell";"S1";"Laptop";"XPS";"Lyon";"2024-05-06 10:00";"INV-1"\n'
        '"";"Sales";"In production";"Dell";"";"Laptop";"XPS";"Lyon";"2024-05-06 10:00";""\n',
        "assets",
    )
    assert read.said["format"] == "GLPI assets"
    (row,) = read.rows
    assert (row["name"], row["tag"], row["serial"], row["class"]) == ("PC-1", "INV-1", "S1", "Laptop")
    assert (row["department"], row["status"]) == ("Sales", "in use")
    assert read.issues() == [(3, "Name", "Name is missing")]


def test_ralph_assets(tmp_path: Path) -> None:
    """A Ralph export: barcode is the tag, invoice date the purchase, provider the vendor."""
    read = read_text(
        tmp_path,
        "id,hostname,sn,barcode,model,status,invoice_date,price,provider,service_env\n"
        "1,srv-1,S1,B1,R640,used,2022-03-04,4200.50,Shop,web|prod\n2,srv-2,S2,B2,R640,free,2022-03-04,ask,Shop,web|prod\n",
        "assets",
    )
    assert read.said["format"] == "Ralph assets"
    (row,) = read.rows
    assert (row["name"], row["tag"], row["serial"], row["vendor"]) == ("srv-1", "B1", "S1", "Shop")
    assert (row["purchased_on"], row["cost"], row["status"]) == (
        date(2022, 3, 4),
        Decimal("4200.50"),
        "in use",
    )
    assert read.issues() == [(3, "price", "'ask' is not a number")]


_PAYMENTS = [
    "Paid Date,Supplier Name,Amount,Trans No,Expenditure Catergory,Service Area,Type of Expenditure",
    "Payment Date,Beneficiary,Net Amount,Transaction number,Expense Type,Directorate,Capital/Revenue",
    "Date,Merchant Name,Amount (excl VAT),Voucher,Purpose of spend,Expense Area,Revenue/Capital",
    "Posting Date,Vendor,Amount Paid £,Invoice No,Subjective,Cost Centre,Capital or Revenue",
    "EFFECTIVE_DATE,PAYEE,AMOUNT_NET,DOCUMENT NO,Expenditure Type,Department,CapEx",
    "Date Paid,Supplier (T),Gross Amount,Payment Reference,Account Description,Service,Capital",
    "Paymnet Date,Suplier Name,Net Amountt,Transaction Nummber,Expenditure Categroy,Departmnet,Capital/Revenu",
]


@pytest.mark.parametrize("header", _PAYMENTS)
def test_payment_lists_however_spelt(tmp_path: Path, header: str) -> None:
    """Each body spells its columns in its own way, misspellings included; the meaning is the same."""
    read = read_text(
        tmp_path, f"{header}\n31/01/2024,Shop,12.50,T-1,Books,Library,Revenue\n31/01/2024,,1,T-2,,,\n"
    )
    row, nameless = read.rows
    assert (row["posted_on"], row["vendor_text"], row["amount"]) == (
        date(2024, 1, 31),
        "Shop",
        Decimal("12.50"),
    )
    assert (row["transaction_number"], row["category"], row["department_text"]) == ("T-1", "Books", "Library")
    assert row["capital"] is False
    # A line that names no vendor counts all the same.
    assert (nameless["vendor_text"], nameless["vendor_key"], nameless["amount"]) == ("", "", Decimal("1.00"))
    assert read.issues() == []


def test_debit_and_credit_columns(tmp_path: Path) -> None:
    """A general ledger with two columns of money: the amount is debit less credit; neither is missing money."""
    read = read_text(
        tmp_path,
        "Date,Name,Debit,Credit\n2024-01-31,A,10.00,\n2024-01-31,B,,2.50\n2024-01-31,C,,\n2024-01-31,D,x,1\n",
    )
    assert read.column("amount") == [Decimal("10.00"), Decimal("-2.50")]
    assert [(line, message) for line, _, message in read.issues()] == [
        (4, "Amount is missing"),
        (5, "'x' is not a number"),
    ]


def test_one_telling_word_is_enough(tmp_path: Path) -> None:
    """A long header with the word 'amount' fills the amount, unless two do or it speaks of the tax."""
    header = "DateOfSettlement,The supplier who was paid,Amount of the invoice without tax,VAT amount\n"
    read = read_text(tmp_path, header.replace(" without tax", "") + "2024-01-31,A,10.00,2.00\n")
    assert [str(each) for each in read.column("amount")] == ["10.00"]
    with pytest.raises(UnusableFileError, match="'Amount'"):
        read_text(tmp_path, "Date,Supplier,Amount we said,Amount they said\n2024-01-31,A,1,2\n")


def test_gsa_price_list_with_instructions(tmp_path: Path) -> None:
    """The line of instructions below the header is no data; the price goes to the unit price."""
    read = read_text(
        tmp_path,
        "SERVICE PROPOSED (e.g. Job Title/Task),PRICE OFFERED TO GSA (including IFF),CONTRACT NUMBER,VENDOR NAME,"
        "CONTRACT START DATE ,CONTRACT END DATE\r\n"
        "Spell out the category,Price with two decimal places,Must be full,Spelled out ,Month/Day/Year,Month/Day/Year\r\n"
        'Designer,$125.44 ,GS-1,"Frog, Inc.",6/24/15,6/23/20\r\nWriter,call,GS-1,"Frog, Inc.",6/24/15,6/23/20\r\n',
        "contracts",
    )
    assert read.said["format"] == "GSA price list"
    (row,) = read.rows
    assert (row["name"], row["number"], row["vendor"]) == ("Designer", "GS-1", "Frog, Inc.")
    assert (row["unit_price"], row["end_on"]) == (Decimal("125.4400"), date(2020, 6, 23))
    assert read.skipped() == [(2, "instructions")]
    assert [line for line, _, _ in read.issues()] == [4]


def test_focus_cloud_bill_in_one_currency(tmp_path: Path) -> None:
    """A FOCUS bill is a ledger; a row in another currency than the plan's is refused."""
    content = (
        "BilledCost,BillingCurrency,ChargePeriodStart,BillingPeriodStart,ProviderName,PublisherName,ServiceName,"
        "ChargeDescription,SubAccountName\n"
        "12.3456,USD,2024-05-06T00:00:00Z,2024-05-01T00:00:00Z,Cloud,Maker,Compute,VM hours,Team A\n"
        "7,EUR,2024-05-06T00:00:00Z,2024-05-01T00:00:00Z,Cloud,Maker,Compute,VM hours,Team A\n"
    )
    read = read_text(tmp_path, content, currency="USD")
    assert read.said["format"] == "FOCUS cloud bill"
    (row,) = read.rows
    assert (row["posted_on"], row["vendor_text"], row["amount"]) == (
        date(2024, 5, 6),
        "Cloud",
        Decimal("12.35"),
    )
    assert (row["category"], row["description"], row["department_text"]) == ("Compute", "VM hours", "Team A")
    assert "currency" not in row
    assert read.issues() == [
        (3, "BillingCurrency", "this row is in EUR, the plan is kept in USD; convert it first")
    ]


@pytest.mark.parametrize(
    ("amounts", "told"),
    [(["0.0000015", "1.5e-06"], True), (["12.30", "1,234.50", "7"], False), (["1,234", "12.5"], False)],
)
def test_parts_of_a_cent_are_told(tmp_path: Path, amounts: list[str], *, told: bool) -> None:
    """A line is kept in cents; where that loses something, the person hears of it."""
    rows = "".join(f'2024-05-06,Cloud,"{amount}"\n' for amount in amounts)
    found = read_text(tmp_path, "Date,Supplier,Amount\n" + rows)
    assert any("parts of a cent" in note for note in found.said["notes"]) is told


def test_header_below_titles_and_data_above_totals(tmp_path: Path) -> None:
    """Titles, blank lines, a header repeated in the middle and totals are told by line and reason, never imported."""
    read = read_text(
        tmp_path,
        "Payments over 500\nJanuary 2024\n\n"
        + LEDGER
        + "2024-01-31,A,1.00,x\n,,,\nDate,Supplier,Amount,Description\n"
        "2024-01-31,Total,2.00,oil\nSubtotal,,3.00,\n\nGrand Total,,3.00,\nSource: the ledger,,,\n",
    )
    assert read.column("vendor_text") == ["A", "Total"]
    assert read.skipped() == [
        (1, "above the header"),
        (2, "above the header"),
        (6, "blank"),
        (7, "header repeated"),
        (9, "total"),
        (10, "blank"),
        (11, "total"),
        (12, "note"),
    ]
    assert read.refused == []


def test_a_lone_amount_never_vanishes(tmp_path: Path) -> None:
    """A row that holds nothing but a number is refused with its money, not skipped."""
    read = read_text(tmp_path, LEDGER + "2024-01-31,A,1.00,x\n,,500.00,\n")
    assert [(line, column) for line, column, _ in read.issues()] == [(3, "Date")]
    assert read.refused[0]["amount"] == Decimal("500.00")


def test_duplicate_and_blank_headers() -> None:
    """Headers that repeat or are blank get a name of their own."""
    assert unique_headers(["Amount", "", "Amount", " Date ", "Amount"]) == [
        "Amount", "column 2", "Amount (2)", "Date", "Amount (3)",
    ]  # fmt: skip


def test_mapping_wins_over_guesses(tmp_path: Path) -> None:
    """A person's word about a column stands, also for one of two with the same name."""
    content = "Date,Supplier,Amount,Amount\n2024-01-31,A,1.00,9.00\n"
    assert [str(each) for each in read_text(tmp_path, content).column("amount")] == ["1.00"]
    read = read_text(tmp_path, content, mapping={"Amount (2)": "amount"})
    assert [str(each) for each in read.column("amount")] == ["9.00"]
    assert read.said["format"] == "mapped columns"


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"Amuont": "amount"}, "no column 'Amuont'.*'Amount'"),
        ({"Amount": "ammount"}, "no field 'ammount'.*'amount'"),
    ],
)
def test_unknown_names_in_a_mapping(tmp_path: Path, mapping: dict[str, str], sentence: str) -> None:
    """A mapping that names no column or no field is refused with the close ones."""
    with pytest.raises(UnusableFileError, match=sentence):
        read_text(tmp_path, LEDGER + "2024-01-31,A,1,x\n", mapping=mapping)


def test_file_of_another_kind(tmp_path: Path) -> None:
    """A file of people given as a ledger is refused: what it looks like, what is missing."""
    people = "First Name,Last Name,Email,Job Title,Start Date\nAnn,Lee,a@x.org,CIO,2024-01-31\n"
    with pytest.raises(UnusableFileError) as refused:
        read_text(tmp_path, people)
    for part in ("'Vendor'", "'Amount'", "file of people", "First Name"):
        assert part in str(refused.value)
    assert read_text(tmp_path, people, "people").column("name") == ["Ann Lee"]


def test_assets_are_not_departments(tmp_path: Path) -> None:
    """A file that fits another kind much better is refused even when every required column is there."""
    content = (
        "Asset Tag,Name,Serial,Model,Purchase Date,Purchase Cost,Department\nT,PC,S,M,2024-01-31,5,Sales\n"
    )
    with pytest.raises(UnusableFileError, match="file of assets"):
        read_text(tmp_path, content, "departments")


def test_decimal_sign_is_asked(tmp_path: Path) -> None:
    """1.234 with nothing else in the column is asked; the answer decides; a comma alone is a thousand."""
    content = "Date;Supplier;Amount\n2024-01-31;A;1.234\n2024-01-31;B;12.500\n"
    with pytest.raises(QuestionError, match="'Amount'.*1.234.*--decimal"):
        read_text(tmp_path, content)
    assert [str(v) for v in read_text(tmp_path, content, decimal="comma").column("amount")] == [
        "1234.00",
        "12500.00",
    ]
    assert [str(v) for v in read_text(tmp_path, content, decimal="point").column("amount")] == [
        "1.23",
        "12.50",
    ]
    commas = content.replace(".", ",")
    assert [str(v) for v in read_text(tmp_path, commas).column("amount")] == ["1234.00", "12500.00"]


def test_decimal_sign_comes_from_the_column(tmp_path: Path) -> None:
    """One 2,50 in the column makes 1.234 a thousand."""
    read = read_text(tmp_path, "Date;Supplier;Amount\n2024-01-31;A;1.234\n2024-01-31;B;2,50\n")
    assert [str(each) for each in read.column("amount")] == ["1234.00", "2.50"]


def test_identity_of_ledger_lines(tmp_path: Path) -> None:
    """Lines with one transaction number are the same whatever their description; without a number it counts."""
    header = "Date,Supplier,Amount,Description,Trans No\n"
    lines = [
        "2024-01-31,A Ltd,1.00,x,T1",
        "31 Jan 2024,a,$1.00,y,T1",
        "2024-01-31,A,1.00,x,",
        "2024-01-31,A,1.00,y,",
    ]
    identities = read_text(tmp_path, header + "\n".join(lines)).column("identity")
    assert identities[0] == identities[1]
    assert len(set(identities)) == 3
    assert all(len(each) == 32 for each in identities)


def test_a_longer_header_is_no_misspelling() -> None:
    """'Operating System' is not its end of life, though nearly all letters are the same."""
    mapped = map_columns(kinds()["assets"], ["Name", "Operating System"], {})
    assert mapped.targets == {0: "name"}


def test_own_template_is_recognised() -> None:
    """A file with every field of its kind and nothing else is a template of ours."""
    labels = [field.label for field in kinds()["departments"].fields.values()]
    assert map_columns(kinds()["departments"], labels, {}).format == "itstrat template"
    assert map_columns(kinds()["departments"], labels[:3], {}).format == "mapped columns"


def test_every_spelling_belongs_to_its_field() -> None:
    """Each listed spelling alone leads to its field, unless a likelier field of the kind has it first."""
    for kind in kinds().values():
        for name, field in kind.fields.items():
            targets = map_columns(kind, [field.spelt[0]], {}).targets
            assert targets.get(0, "").partition(".")[0] in kind.fields, (kind.name, name)


def test_formats_name_real_fields() -> None:
    """Every target of a known format is a field of its kind."""
    for form in formats():
        known = {"", *kinds()[form.kind].fields}
        assert {target.partition(".")[0] for target in form.fields.values()} <= known, form.name


def test_folding() -> None:
    """Case, accents, spaces and punctuation do not matter in a header."""
    assert fold("Numéro de série") == fold("NUMERO_DE-SERIE") == "numerodeserie"
    assert fold("Amount (£)") == fold("amount")
