"""What the security baseline found, and the decision it asks of leadership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.numbers import day_label, is_known, percent, plural
from itstrat.reports.security_gaps import never_assessed
from itstrat.reports.security_titles import against_appetite, money_of, over_appetite
from itstrat.reports.statement import Decision, Finding
from itstrat.wording import and_more

if TYPE_CHECKING:
    from itstrat.reports.security_figures import Said


def findings(said: Said) -> tuple[Finding, ...]:
    """The findings, the worst first."""
    found = [
        *_losses(said),
        *_late(said),
        *_levels(said),
        *_evidence(said),
        *_support(said),
        *_money_needed(said),
    ]
    if said.assessed and not any(one.severity in ("off track", "at risk") for one in found):
        found.append(Finding("good", "Nothing is overdue, above appetite or below its target.", "security"))
    return tuple(found)


def decisions(said: Said) -> tuple[Decision, ...]:
    """Where a bad year costs more than is accepted: buy the best set, or accept it."""
    bought = said.bought
    if not said.above_appetite or bought is None or not bought.names:
        return ()
    bad, accepted = said.exposure.bad_year, said.exposure.appetite
    return (
        Decision(
            what=f"Buy {plural(len(bought.names), 'security upgrade')}, or raise the appetite for loss",
            why_now=f"A 1-in-20 year costs {money_of(said, bad)}, the board accepts {money_of(said, accepted)}; with them it "
            f"costs {money_of(said, bought.bad_year_left)}.",
            cost=bought.first_year_cash,
            if_we_wait=f"On average {money_of(said, bought.cut)} more is lost every year.",
            source="Risk register, upgrades",
        ),
    )


def _losses(said: Said) -> list[Finding]:
    over = [row for row in said.parts.to_dict("records") if over_appetite(row)]
    if said.above_appetite:
        where = (
            f", most in {max(over, key=lambda row: row['loss'] - row['appetite'])['part']}" if over else ""
        )
        sentence = (
            f"A 1-in-20 year costs {money_of(said, said.exposure.bad_year)}{against_appetite(said)}{where}."
        )
        return [Finding("off track", sentence, "security", len(over))]
    if over:
        names = ", ".join(str(row["part"]) for row in over)
        return [
            Finding("at risk", f"A 1-in-20 year is above its appetite in {names}.", "security", len(over))
        ]
    return []


def _late(said: Said) -> list[Finding]:
    found = []
    if late := said.late:
        first = late[0]
        sentence = f"{plural(len(late), 'obligation')} overdue: {first['obligation']}, due {day_label(first['due_on'])}"
        sentence += f", {percent(first['share'])} fulfilled." if first["share"] is not None else "."
        found.append(Finding("off track", sentence, "security", len(late)))
    if overdue := said.register.overdue:
        required = sum(one.required for one in overdue)
        sentence = (
            f"{plural(len(overdue), 'gap')} should have been closed by now, {required} of them required."
        )
        found.append(Finding("at risk", sentence, "security", len(overdue)))
    return found


def _levels(said: Said) -> list[Finding]:
    behind = [
        row
        for row in said.parts.to_dict("records")
        if is_known(row["level"]) and is_known(row["target"]) and row["target"] - row["level"] >= 1
    ]
    if not behind:
        return []
    names = ", ".join(
        f"{row['part']} ({float(row['level']):g} of {float(row['target']):g})" for row in behind
    )
    below = said.standing.reached.below
    sentence = f"The median level is a whole level or more below target in {names}."
    return [Finding("at risk", sentence, "security", below)]


def _evidence(said: Said) -> list[Finding]:
    found = []
    if stale := len(said.register.stale):
        sentence = f"The evidence of {plural(stale, 'control')} is too old to count."
        found.append(Finding("at risk", sentence, "security", stale))
    if said.assessed and (silent := never_assessed(said.standing)):
        found.append(
            Finding("note", f"{plural(silent, 'control')} nobody has assessed yet.", "security", silent)
        )
    return found


def _support(said: Said) -> list[Finding]:
    past = [row["name"] for row, _, stands in said.support.things if stands.state == "past"]
    if not past:
        return []
    named = and_more(past, 3, between="; ")
    return [Finding("at risk", f"Past the end of support: {named}.", "security", len(past))]


def _money_needed(said: Said) -> list[Finding]:
    missing = len(said.exposure.today.missing)
    if not missing:
        return []
    sentence = (
        f"{plural(missing, 'risk')} without an estimate in money {'is' if missing == 1 else 'are'} in no sum."
    )
    return [Finding("note", sentence, "security", missing)]
