"""How a number is written: the names of itstrat.numbers, for who draws."""

from itstrat.numbers import (
    UNKNOWN,
    Number,
    Unit,
    count_label,
    day_label,
    exact,
    fiscal_year_label,
    is_known,
    money_label,
    money_unit,
    month_label,
    number,
    percent,
    plural,
    signed_money,
    signed_percent,
)

__all__ = [
    "UNKNOWN",
    "Number",
    "Unit",
    "count_label",
    "day_label",
    "exact",
    "fiscal_year_label",
    "is_known",
    "money_label",
    "money_unit",
    "month_label",
    "number",
    "percent",
    "plural",
    "signed_money",
    "signed_percent",
]
