"""What the value ledger found, and the decision it asks of leadership."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from itstrat.numbers import fiscal_year_label, money_label, percent, plural
from itstrat.planning.money import ZERO
from itstrat.reports.statement import Decision, Finding
from itstrat.reports.value_figures import NAMES
from itstrat.wording import and_more

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.value_basis import Stated
    from itstrat.reports.value_figures import Said
    from itstrat.store.reading import Row

_BEHIND, _FAR_BEHIND = Decimal("0.9"), Decimal("0.7")
_WRONG = ("at risk", "off track")
_TOLD = 3


def findings(said: Said) -> tuple[Finding, ...]:
    """The findings, the worst first."""
    found = [
        *_came_true(said),
        *_unmeasured(said),
        *_lapsed(said),
        *_unsigned(said),
        *_undated(said),
        *_silent(said),
        *_beyond(said),
    ]
    if said.basis.stated and not any(one.severity in _WRONG for one in found):
        found.append(
            Finding("good", "Everything due is measured, signed and came true as projected.", "value")
        )
    rank = {"off track": 0, "at risk": 1, "note": 2, "good": 3}
    return tuple(sorted(found, key=lambda one: rank[one.severity]))


def decisions(said: Said) -> tuple[Decision, ...]:
    """Unsigned cash: its owner signs, or it stays out of the budget."""
    members = unsigned(said)
    if not members:
        return ()
    money, names = money_label(said.unsigned, said.basis.currency), _names(members)
    return (
        Decision(
            what=f"Sign for {money} a year of cash, or say that it will not come: {names}",
            why_now="The budget counts cash only once its owner has signed for it.",
            cost=ZERO,
            if_we_wait="The budget stays higher by that much, or the promise stays nobody's.",
            source="Value ledger",
        ),
    )


def title(said: Said) -> str:
    """What came back of IT spend; else what is projected; else that nothing is stated."""
    found, currency = said.headline, said.basis.currency
    if not said.basis.stated:
        return "No initiative says yet what value it is to bring"
    if not any(one.measured for one in said.basis.stated):
        return f"None of {plural(len(said.basis.stated), 'stated benefit')} has been measured yet"
    if found.ratio is None:
        return f"{money_label(found.back, currency)} came back as cash and signed avoided cost; IT spend is not known"
    of = f"of {money_label(found.spend, currency)} IT spend came back as cash and signed avoided cost"
    return f"{percent(found.ratio)} ({money_label(found.back, currency)}) {of}"


def panels_title(said: Said) -> str:
    """The kind that is furthest behind what was projected, or how they stand."""
    due = [row for row in _kinds(said) if row["share"] is not None]
    if not due:
        return "Nothing was to come true yet"
    worst = min(due, key=lambda row: row["share"])
    told = (
        "came true as projected" if worst["share"] >= 1 else f"came true to {percent(worst['share'])} so far"
    )
    best = max(due, key=lambda row: row["share"])
    more = f", {NAMES[best['kind']].lower()} to {percent(best['share'])}" if best is not worst else ""
    return f"{NAMES[worst['kind']]} {told}{more}"


def purpose_title(said: Said) -> str:
    """How much of the year's spend changes the company."""
    year = said.basis.scope.fiscal_year
    share = said.purpose.share(year, "grow", "transform")
    if share is None:
        return f"What IT spend of {fiscal_year_label(year)} is for is not known"
    before = said.purpose.share(year - 1, "grow", "transform")
    then = "" if before is None else f", after {percent(before)} in {fiscal_year_label(year - 1)}"
    return (
        f"{percent(share)} of IT spend in {said.basis.period.to_date} grows or transforms the company{then}"
    )


def unsigned(said: Said) -> list[Stated]:
    """The cash benefits whose owner has not signed."""
    return [
        one
        for one in said.basis.stated
        if one.kind == "cash" and not one.benefit.confirmed and one.benefit.yearly
    ]


def silent(said: Said) -> list[Row]:
    """The initiatives of which nobody says what they bring, those that must be done anyway left out."""
    return [
        row for row in said.basis.rows if row["id"] not in said.basis.of_initiative and not row["mandatory"]
    ]


def _came_true(said: Said) -> list[Finding]:
    """Cash in any case, since only cash is money; of the other kinds those that are behind what was projected."""
    told = (row for row in _kinds(said) if row["kind"] == "cash" or _severity(row["share"]) in _WRONG)
    return [Finding(_severity(row["share"]), _share(said, row), "value", row["benefits"]) for row in told]


def _share(said: Said, row: Row) -> str:
    """What came true of a kind; of cash also while none was due."""
    came, planned, yearly = (
        money_label(row[name], said.basis.currency) for name in ("realised", "projected", "yearly")
    )
    if row["share"] is None:
        return f"{came} of cash came true and none was due {said.until}; {yearly} a year is projected."
    return f"{NAMES[row['kind']]} came true to {percent(row['share'])}: {came} of {planned} projected {said.until}."


def _severity(share: Decimal | None) -> Literal["good", "note", "at risk", "off track"]:
    if share is None:
        return "note"
    return "good" if share >= _BEHIND else "at risk" if share >= _FAR_BEHIND else "off track"


def _unmeasured(said: Said) -> list[Finding]:
    members = [one for one in said.basis.stated if one.unmeasured]
    if not members:
        return []
    months = sum(len(one.unmeasured) for one in members)
    was, count = ("was", "counts") if months == 1 else ("were", "count")
    sentence = f"{plural(months, 'month')} of {plural(len(members), 'benefit')} {was} not measured and {count} 0: {_names(members)}."
    return [Finding("at risk", sentence, "value", len(members))]


def _lapsed(said: Said) -> list[Finding]:
    """Benefits changed after their owner had signed for them."""
    members = [one for one in said.basis.stated if one.row["lapsed_from"]]
    if not members:
        return []
    owners = and_more(list(dict.fromkeys(one.row["lapsed_from"] for one in members)), _TOLD)
    was, names = "was" if len(members) == 1 else "were", _names(members)
    sentence = f"{plural(len(members), 'benefit')} {was} changed after {owners} had signed, and must be signed again: {names}."
    return [Finding("at risk", sentence, "value", len(members))]


def _unsigned(said: Said) -> list[Finding]:
    members = unsigned(said)
    if not members:
        return []
    money = money_label(said.unsigned, said.basis.currency)
    sentence = f"{money} a year of cash has no signature, so it does not lower the budget: {_names(members)}."
    return [Finding("at risk", sentence, "value", len(members))]


def _undated(said: Said) -> list[Finding]:
    members = [one for one in said.basis.stated if one.benefit.starts_on is None]
    if not members:
        return []
    sentence = f"Nobody knows when {_names(members)} begins to bring value: give the initiative its dates."
    return [Finding("note", sentence, "roadmap", len(members))]


def _silent(said: Said) -> list[Finding]:
    rows = silent(said)
    if not rows:
        return []
    money = money_label(sum((row["one_off"] for row in rows), ZERO), said.basis.currency)
    named = and_more([row["name"] for row in rows])
    sentence = (
        f"{money} one-off goes into {plural(len(rows), 'initiative')} without a stated benefit: {named}."
    )
    return [Finding("note", sentence, "value", len(rows))]


def _beyond(said: Said) -> list[Finding]:
    if not said.purpose.beyond:
        return []
    years = ", ".join(map(fiscal_year_label, said.purpose.beyond))
    sentence = f"By the plan, initiatives cost more in {years} than the ledger holds in all: invoices are late, or not in it."
    return [Finding("note", sentence, "spend", len(said.purpose.beyond))]


def _kinds(said: Said) -> list[Row]:
    rows: list[Any] = said.kinds.to_dict("records")
    return rows


def _names(members: Sequence[Stated]) -> str:
    return and_more(list(dict.fromkeys(one.row["initiative"] for one in members)))
