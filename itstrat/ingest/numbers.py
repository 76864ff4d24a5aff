"""Numbers as people write them: money, shares, counts, durations; thousands, decimal signs, brackets, credits."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from itstrat.ingest.cells import UNKNOWN, CellError, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.ingest.cells import Reader

LARGEST = Decimal(10) ** 14
_SPACES = str.maketrans(dict.fromkeys("\xa0\u2007\u2009\u202f\u200a\u2002\u2003\t\n\r\x0c\x0b", " "))
_SIGNS = str.maketrans({**dict.fromkeys("−‐‑‒–—－﹣", "-"), "’": "'", "\u2018": "'"})
_CURRENCIES = (
    "USD GBP EUR CHF CAD AUD NZD JPY CNY SEK NOK DKK PLN CZK HUF INR ZAR BRL MXN SGD HKD AED ILS TRY KR"
)
_CURRENCY = re.compile(
    r"US\$|C\$|A\$|NZ\$|R\$|[$£€¥₹₽₺₩₪₫฿¤]|(?<![a-z])(?:" + _CURRENCIES.replace(" ", "|") + r")(?![a-z])\.?",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e[+-]?\d{1,2}", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d+")
_CREDIT = re.compile(r"\s*(?<![a-z])CR\.?$|^CR\.?(?![a-z])\s*", re.IGNORECASE)
_DEBIT = re.compile(r"\s*(?<![a-z])DR\.?$|^DR\.?(?![a-z])\s*", re.IGNORECASE)
_CENTS = re.compile(r"(?:-?(?:0|[1-9][0-9]{0,12})\.[0-9]{2}\n)+").fullmatch
_MONTHS = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(months?|mos?|mths?|m|mois|monate?|years?|yrs?|y|ans?|jahre?)\.?", re.IGNORECASE
)


def split_number(cell: str) -> tuple[str, bool] | None:
    """The digits and separators of a written number, and whether it is negative; None when the cell is unknown."""
    written = cell.translate(_SPACES).strip()
    if written.lower() in UNKNOWN:
        return None
    if len(written) > 1 and written[0] == "'" and written[1] in "=+-@":
        written = written[1:]
    written = written.translate(_SIGNS)
    bare = _CURRENCY.sub("", written).strip()
    bare, credit = _CREDIT.subn("", bare)
    bare = _DEBIT.sub("", bare).strip()
    negative = bool(credit)
    if bare.startswith("(") and bare.endswith(")"):
        bare, negative = bare[1:-1].strip(), True
    if bare.startswith(("-", "+")):
        negative, bare = negative or bare[0] == "-", bare[1:].strip()
    elif bare.endswith(("-", "+")):
        negative, bare = negative or bare[-1] == "-", bare[:-1].strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare, negative = bare[1:-1].strip(), True
    return bare, negative


def decimal_sign(digits: str) -> str | None:
    """Which sign is the decimal one in these digits: '.' or ','; '' when there is none; None when it cannot be told."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    if points + commas != 1:
        return "" if points + commas == 0 else "." if commas else ","
    sign = "." if points else ","
    before, _, after = digits.partition(sign)
    before = before.replace(" ", "").replace("'", "")
    grouping_possible = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"
    return None if grouping_possible else sign


def number(cell: str, decimal: str | None) -> Decimal | None:
    """The number a person wrote: 1,013.38 · 1.234,50 · £1 234.50 · (500.00) · 500.00- · 500 CR · N/A (unknown).

    `decimal` is the column's sign, used only where the cell alone does not tell: '.', ',' or None (not known yet).
    """
    parts = split_number(cell)
    if parts is None:
        return None
    digits, negative = parts
    if not digits.isascii():
        raise CellError(f"'{cell.strip()[:40]}' is not a number")
    if _SCIENTIFIC.fullmatch(digits):
        value = Decimal(digits)
    else:
        sign = decimal_sign(digits)
        if sign is None:
            if decimal is None:
                raise UndecidedError("decimal")
            sign = decimal
        value = _decimal(digits, sign, cell)
    if abs(value) >= LARGEST:
        raise CellError("this number is too large to be true")
    return -value if negative else value


def _decimal(digits: str, sign: str, cell: str) -> Decimal:
    """Digits to a Decimal when their groups of thousands are written properly, else CellError."""
    whole, _, fraction = digits.partition(sign) if sign else (digits, "", "")
    other = "," if sign == "." else "."
    if not sign:
        other = "," if "," in whole else "."
    grouped = whole.replace(" ", ",").replace("'", ",") if re.search(r"[ ']", whole) else whole
    grouped = grouped.replace(other, ",")
    if grouped == "" and fraction:
        grouped = "0"
    if not _GROUPED.fullmatch(grouped) or (fraction and not fraction.isdigit()):
        raise CellError(f"'{cell.strip()[:40]}' is not a number")
    return Decimal(f"{grouped.replace(',', '')}.{fraction or '0'}")


def fixed(places: int, decimal: str | None, scale: int = 1) -> Reader:
    """A reader of numbers that are counted in `scale`, kept with that many decimals, rounded HALF_UP."""
    unit = Decimal(1).scaleb(-places)
    plain = re.compile(rf"-?(?:0|[1-9][0-9]{{0,12}})\.[0-9]{{{places}}}").fullmatch
    grouped = re.compile(rf"-?[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,3}}\.[0-9]{{{places}}}").fullmatch
    zero = f"-{Decimal(0):.{places}f}"

    def read(cell: str) -> str | None:
        # The two usual spellings need no second look, and a ledger has millions of them.
        if scale == 1 and plain(cell) and cell != zero:
            return cell
        if scale == 1 and grouped(cell):
            return cell.replace(",", "")
        value = number(cell, decimal)
        if value is None:
            return None
        rounded = (value * scale).quantize(unit, ROUND_HALF_UP)
        return f"{rounded or abs(rounded):f}"

    return read


def measure(decimal: str | None) -> Reader:
    """A reader of measured values: 99.95% is 99.95, as in a column whose unit is percent."""
    plain = fixed(4, decimal)
    return lambda cell: plain(cell.strip().removesuffix("%"))


def all_cents(column: Sequence[str]) -> bool:
    """True when every cell is money with a point and two decimals, as `fixed(2)` writes it."""
    joined = "\n".join([*column, ""])
    return bool(_CENTS(joined)) and joined.count("\n") == len(column) and "-0.00" not in column


def ratio(decimal: str | None, *, percent_header: bool) -> Reader:
    """A reader of fractions: 5% and 0.05 are the same; a bare number above 1 is refused unless the header says percent."""

    def read(cell: str) -> str | None:
        bare = cell.replace("%", "").strip()
        value = number(bare, decimal or ".")
        if value is None:
            return None
        if "%" in cell or percent_header:
            value /= 100
        elif abs(value) > 1:
            raise CellError(f"write '{bare}%' or a fraction: {bare} would mean {bare} times as much")
        if abs(value) > 10:
            raise CellError(f"'{cell.strip()[:40]}' is too large for a share")
        return f"{value.quantize(Decimal('0.000001'), ROUND_HALF_UP):f}"

    return read


def count(cell: str) -> str | None:
    """A whole number; '90 days' counts 90."""
    bare = re.sub(r"\s*(days?|seats?|users?|months?)$", "", cell.strip(), flags=re.IGNORECASE)
    value = number(bare, ".")
    if value is None:
        return None
    if value != value.to_integral_value() or abs(value) > 2_000_000_000:
        raise CellError(f"'{cell.strip()[:40]}' is not a whole number")
    return str(int(value))


def months(cell: str) -> str | None:
    """A duration in months; '36 months' is 36, '3 years' is 36."""
    found = _MONTHS.fullmatch(cell.strip())
    if not found:
        return count(cell)
    amount = Decimal(found[1].replace(",", "."))
    total = amount * 12 if found[2][0].lower() in "yaj" else amount
    return count(f"{total.normalize():f}")
