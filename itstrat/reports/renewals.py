"""Which contracts renew when, by when they must be cancelled, what the renewal costs and what nobody has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import day_label, money_label, plural
from itstrat.planning.calendar import add_months
from itstrat.planning.contracts import renewals
from itstrat.reports import calendar_file, renewal_frames
from itstrat.reports.agreements import Agreement, agreements, by_cancel_day
from itstrat.reports.calendar_file import Entry
from itstrat.reports.confidence import Weighed
from itstrat.reports.renewal_figures import SOURCE, Coming, coming, figures
from itstrat.reports.statement import Decision, Figure, Finding
from itstrat.store.outline import outline
from itstrat.wording import and_more

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class RenewalsReport:
    """What the page Renewals shows. Money is Decimal in `currency`, a year's unless said otherwise.

    `timeline` is what the chart draws, `every` one row a contract under the index (id, version), first to cancel first,
    `steps` what is to be done now, `missing` the terms nobody recorded, `seats` the licences with seats to give back.
    `ended` weighs the contracts by a year's cost: known are those whose end or term is recorded.
    """

    title: str
    timeline_title: str
    currency: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    timeline: pd.DataFrame
    every: pd.DataFrame
    steps: pd.DataFrame
    missing: pd.DataFrame
    seats: pd.DataFrame
    ended: Weighed


def report(store: Store, scope: Scope) -> RenewalsReport:
    """The contracts of the scope's department on its day; what is coming looks twelve months ahead."""
    with store.snapshot() as plan:
        currency = outline(plan).currency
        found = by_cancel_day(agreements(plan, scope.department_id, scope.as_of))
    ahead = coming(found, scope.as_of)
    return RenewalsReport(
        title=_title(ahead, currency),
        timeline_title=_timeline_title(ahead),
        currency=currency,
        figures=figures(ahead, scope.as_of, currency),
        findings=_findings(ahead, currency),
        decisions=_decisions(ahead, scope.as_of, currency),
        timeline=renewal_frames.timeline(found, scope.as_of),
        every=renewal_frames.every(found, currency),
        steps=renewal_frames.steps(found, currency),
        missing=renewal_frames.missing(found, currency),
        seats=renewal_frames.seats(found, currency),
        ended=_ended(ahead.contracts),
    )


def calendar(store: Store, scope: Scope) -> bytes:
    """The next day to cancel of every contract as an iCalendar file, with alarms at its preparation steps."""
    with store.snapshot() as plan:
        seen = outline(plan)
        found = by_cancel_day(agreements(plan, scope.department_id, scope.as_of))
    entries = [entry for one in found if (entry := _entry(one, scope.as_of, seen.currency))]
    return calendar_file.written(entries, seen.company or "IT plan", scope.as_of)


def _entry(one: Agreement, as_of: date, currency: str) -> Entry | None:
    """The first day to cancel that is still ahead; None where there is none within four years."""
    if one.standing == "ended":
        return None
    until = add_months(as_of, 48)
    ahead = next((each for each in renewals(one.terms, as_of, until) if each.cancel_by >= as_of), None)
    if ahead is None:
        return None
    happens = {True: "renews by itself", False: "ends", None: "may renew by itself"}[ahead.auto]
    facts = [
        f"{one.row['vendor'] or 'Vendor unknown'}: {happens} on {day_label(ahead.on)}.",
        f"A year then costs {money_label(ahead.yearly, currency)}.",
        "The notice period is assumed: 90 days. Look it up." if ahead.notice_assumed else "",
        f"Decided: {one.terms.decision}." if one.terms.decision else "Nothing is decided yet.",
        f"Owner: {one.row['owner'] or 'unknown'}.",
    ]
    return Entry(
        key=one.row["id"],
        revision=one.row["version"],
        on=ahead.cancel_by,
        summary=f"Cancel by: {one.name}",
        description="\n".join(fact for fact in facts if fact),
    )


def _title(ahead: Coming, currency: str) -> str:
    if not ahead.contracts:
        return "There are no contracts to renew"
    money = money_label(ahead.by_itself, currency)
    said = f"{money} a year renews by itself within twelve months"
    if ahead.late:
        names = "contract" if len(ahead.late) == 1 else "contracts"
        return f"{said}; for {len(ahead.late)} {names} the day to cancel has passed"
    return f"{said}; for none has the day to cancel passed"


def _timeline_title(ahead: Coming) -> str:
    if not ahead.undecided:
        return "Every renewal with a date is decided"
    first = min(ahead.undecided, key=_cancel_day)
    due = f"A step is due for {plural(len(ahead.due), 'contract')}" if ahead.due else "No step is due"
    return f"{due}; the first to decide is {first.name}, by {day_label(_cancel_day(first))}"


def _findings(ahead: Coming, currency: str) -> tuple[Finding, ...]:
    found = []
    if ahead.late:
        sentence = (
            f"The day to cancel has passed for {_names(ahead.late)}: "
            f"{money_label(ahead.late_money, currency)} a year renews unless the vendor agrees otherwise."
        )
        found.append(Finding("off track", sentence, "renewals", len(ahead.late)))
    if ahead.due:
        sentence = (
            f"A preparation step is due for {plural(len(ahead.due), 'contract')}, first {ahead.due[0].name}."
        )
        found.append(Finding("at risk", sentence, "renewals", len(ahead.due)))
    if ahead.idle:
        sentence = (
            f"{plural(ahead.reclaim, 'paid seat')} {'is' if ahead.reclaim == 1 else 'are'} not needed: "
            f"{money_label(ahead.reclaim_money, currency)} a year can be given back at renewal."
        )
        found.append(Finding("at risk", sentence, "renewals", len(ahead.idle)))
    if ahead.incomplete:
        sentence = f"Terms are missing for {plural(len(ahead.incomplete), 'contract')}, so dates or prices are assumed."
        found.append(Finding("note", sentence, "renewals", len(ahead.incomplete)))
    if ahead.contracts and not found:
        found.append(Finding("good", "No renewal waits for anybody and all terms are known.", "renewals"))
    return tuple(found)


def _decisions(ahead: Coming, as_of: date, currency: str) -> tuple[Decision, ...]:
    """The dearest contract that must be decided within 60 days, and talks about the dearest that was missed."""
    asked = []
    soon = [one for one in ahead.undecided if one.renewal and one.renewal.cancel_by <= as_of + _SOON]
    if soon:
        dearest = max(soon, key=_money)
        assert dearest.renewal is not None  # noqa: S101  chosen above
        rise = dearest.renewal.uplift_likely * (dearest.yearly or 0)
        day = day_label(dearest.renewal.cancel_by)
        months = dearest.terms.renewal_months or 12
        asked.append(
            Decision(
                what=f"Keep, renegotiate or cancel {dearest.name}",
                why_now=f"The last day to cancel is {day}; {plural(len(soon), 'contract')} in all within 60 days.",
                cost=dearest.renewal.yearly,
                if_we_wait=f"It renews for {plural(months, 'month')}, at about {money_label(rise, currency)} a year more."
                if dearest.terms.auto_renew is not False
                else f"It ends on {day_label(dearest.renewal.on)}.",
                source=SOURCE,
            )
        )
    if ahead.late:
        dearest = max(ahead.late, key=_money)
        asked.append(
            Decision(
                what=f"Ask the vendor of {dearest.name} for a late way out, or accept another term",
                why_now="The day to cancel has passed, the renewal has not.",
                cost=dearest.renewal.yearly if dearest.renewal else None,
                if_we_wait="It renews by itself.",
                source=SOURCE,
            )
        )
    return tuple(asked)


def _ended(found: list[Agreement]) -> Weighed:
    known = (one for one in found if one.state == "any day" or (one.renewal and not one.renewal.end_unknown))
    return Weighed(sum(map(_money, found), Decimal(0)), sum(map(_money, known), Decimal(0)))


def _cancel_day(one: Agreement) -> date:
    return one.renewal.cancel_by if one.renewal else date.max


def _money(one: Agreement) -> Decimal:
    return one.yearly or Decimal(0)


def _names(found: list[Agreement]) -> str:
    return and_more([one.name for one in found])
