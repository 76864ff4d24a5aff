"""The replacement reserve: its balance with the proposed contribution and with today's, and what it has to pay."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.account import Account, Story
from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import Swatch, heading
from itstrat.charts.payments import Spell
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, fiscal_year_label, is_known, money_label, month_label, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

_LEAST_HEIGHT = 330.0  # px at scale 1: two tiers with their words
_A_YEAR_APART = 200  # days


def reserve(
    frame: pd.DataFrame,
    floor: Decimal | None,
    lowest: tuple[dt.date, Decimal] | None,
    runs_dry_on: dt.date | None = None,
    *,
    named: tuple[str, str] = ("Proposed", "As today"),
    look: Look = SLIDE,
    currency: str = "USD",
) -> Chart:
    """The balance as a line above, the spending as columns below, both on one scale; years or months.

    `frame` has at least one row per period, in order: period_on (its last day: a year is named by it), need, balance,
    balance_today (today's contribution kept; None where not asked), unfunded (the part of need that today's contribution
    would not pay), label (what is bought, None where nothing stands out: such columns are grey and named). `floor` is
    dotted, `lowest` (period, balance) ringed. Today's line ends at `runs_dry_on`, the first period below the floor.
    `named` says what the two lines are, such as "$440k + 2.5% a year". The longest plans name only what has room.
    """
    days = [pd.Timestamp(str(day)).date() for day in frame["period_on"]]
    names = _names(days)
    spells = [_spell(name, row) for name, row in zip(names, frame.to_dict("records"), strict=True)]
    story = Story(*named, number(floor), _at(days, lowest and lowest[0]), _at(days, runs_dry_on))
    drawing = Drawing(look)
    height = max(float(look.height), look.px(_LEAST_HEIGHT))
    key = _key(spells, story, currency) if look.narrow else ()
    top = heading(drawing, f"Reserve balance at the end of each {_period(days)}", key)
    account = Account(drawing, spells, story, top, height, currency)
    account.draw()
    for at, spell in enumerate(spells):
        across = (account.x(at) - account.slot / 2, account.x(at) + account.slot / 2)
        drawing.fact(across, (top, height), _sentence(spell, currency))
    return drawing.chart(height, _alt(spells, story, currency), _table(frame, names, currency))


def _yearly(days: Sequence[dt.date]) -> bool:
    return len(days) < 2 or (days[1] - days[0]).days > _A_YEAR_APART


def _period(days: Sequence[dt.date]) -> str:
    return "year" if _yearly(days) else "month"


def _names(days: Sequence[dt.date]) -> list[str]:
    if _yearly(days):
        return [fiscal_year_label(day.year) for day in days]
    return [f"{month_label(day)} {day.year % 100:02d}" for day in days]


def _at(days: Sequence[dt.date], day: dt.date | None) -> int | None:
    """Which period this is; None where it is none of them."""
    return days.index(day) if day is not None and day in days else None


def _spell(name: str, row: Mapping[object, object]) -> Spell:
    label = str(row["label"]) if is_known(row["label"]) else ""
    today = (number(row["balance_today"]), number(row["unfunded"]))
    return Spell(name, number(row["need"]), number(row["balance"]), *today, label)


def _key(spells: Sequence[Spell], story: Story, currency: str) -> list[Swatch]:
    key = [Swatch(story.proposed, "primary", "none")]
    if story.lowest is not None:
        spell = spells[story.lowest]
        lowest = f"lowest {money_label(spell.balance, currency)}, {spell.name}"
        key.append(Swatch(lowest, "none", "primary", shape="circle"))
    if any(is_known(spell.today) for spell in spells):
        key.append(Swatch(f"{story.today}: line, unfunded", "bad", "none"))
    return key


def _sentence(spell: Spell, currency: str) -> str:
    said = f"{spell.name}: to pay {money_label(spell.need, currency)}"
    said += f" ({spell.label})" * bool(spell.label)
    said += f", balance after it {money_label(spell.balance, currency)}"
    if is_known(spell.today):
        said += f", as today {money_label(spell.today, currency)}"
    return said + (
        f", {money_label(spell.unfunded, currency)} unfunded as today" if spell.unfunded > 0 else ""
    )


def _alt(spells: Sequence[Spell], story: Story, currency: str) -> str:
    said = f"Spending of {money_label(sum(s.need for s in spells if is_known(s.need)), currency)} from {spells[0].name} to {spells[-1].name}"
    if story.lowest is not None:
        spell = spells[story.lowest]
        said += f"; lowest balance {money_label(spell.balance, currency)} in {spell.name}"
    if not math.isnan(story.floor):
        said += f", floor {money_label(story.floor, currency)}"
    if story.dry is None:
        return f"{said}."
    lacking = sum(s.unfunded for s in spells if s.unfunded > 0)
    return f"{said}; as today not enough from {spells[story.dry].name} on, {money_label(lacking, currency)} unfunded."


def _table(frame: pd.DataFrame, names: Sequence[str], currency: str) -> pd.DataFrame:
    columns = {
        "need": "To pay",
        "balance": "Balance",
        "balance_today": "Balance as today",
        "unfunded": "Unfunded as today",
    }
    money = {f"{name} ({currency})": [exact(v) for v in frame[key]] for key, name in columns.items()}
    labels = [str(label) if is_known(label) else "" for label in frame["label"]]
    return pd.DataFrame({"Period": list(names), **money, "Bought": labels}, dtype=object)
