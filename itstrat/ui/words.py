"""Words on the screen: figures as they are read, and texts from files kept from being taken for markup."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat import numbers
from itstrat.charts.theme import STATUS

if TYPE_CHECKING:
    from itstrat.reports.statement import Figure, Finding

# Colour by meaning, never alone: glyph and word say the same.
_SEVERITY = {"good": "✓ Good", "note": "● Note", "at risk": "▲ At risk", "off track": "■ Off track"}
_TINT = {"good": "blue", "note": "gray", "at risk": "orange", "off track": "red"}
_STATUS_TINT = {"on track": "blue", "at risk": "orange", "off track": "red"}
# So many days are told in years: longer numbers are cut off on a card.
_LONG, _YEAR = 1_000, Decimal("365.25")
_CURRENCY = re.compile(r"[A-Z]{3}")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~:])")


def plain(text: str) -> str:
    """The text for Streamlit's Markdown, shown letter by letter: names come from files, and $ would start a formula."""
    return _MARKUP.sub(r"\\\1", text)


def amount(value: Decimal | None, unit: str) -> str:
    """A value as it is read: $1.18M, 73%, 41 assets, 2.7 years for 1,000 days; "unknown" when it is. Percents come as 73."""
    if value is None:
        return numbers.UNKNOWN
    if _CURRENCY.fullmatch(unit):
        return numbers.money_label(value, unit)
    if unit == "days" and abs(value) >= _LONG:
        return f"{value / _YEAR:.1f} years"
    if unit == "%":
        return numbers.percent(value / 100)
    return f"{numbers.count_label(value)} {unit}".strip()


def small(text: str, tint: str = "gray") -> str:
    """Small print as Markdown."""
    return f":small[:{tint}[{plain(text)}]]"


def found(finding: Finding) -> str:
    """A finding as a sentence with its severity in sign, word and colour, and how many rows stand behind it."""
    sign = f":{_TINT[finding.severity]}[{_SEVERITY[finding.severity]}]"
    rows = f" ({numbers.plural(finding.rows, 'row')})" if finding.rows else ""
    return f"{sign} {plain(finding.sentence + rows)}"


def below(figure: Figure) -> str:
    """What stands under a figure's value: period, target and note, its status, and where it comes from."""
    facts = [figure.period]
    if figure.target is not None:
        facts.append(f"target {amount(figure.target, figure.unit)}")
    if figure.note:
        facts.append(figure.note)
    lines = [small(" · ".join(facts))]
    if figure.status != "unknown":
        sign = STATUS[figure.status]
        lines.append(small(f"{sign.glyph} {sign.word}", _STATUS_TINT.get(figure.status, "gray")))
    lines.append(
        small(f"{figure.source}, {numbers.day_label(figure.as_of)} · confidence {figure.confidence}")
    )
    return "\n\n".join(lines)
