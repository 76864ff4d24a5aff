"""What the security baseline says at its top and above its charts, and what a person must know before buying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.numbers import day_label, is_known, money_label, percent, plural

if TYPE_CHECKING:
    from itstrat.reports.security_figures import Said

_HALF = 0.5


def title(said: Said) -> str:
    """The page's message: what is met, and what a bad year costs against what is accepted."""
    if not said.assessed and not said.exposure.is_known:
        return "The security baseline is empty: assess controls, put risks in money"
    parts = []
    if said.assessed:
        parts.append(f"{_met(said)} of controls are met")
    if said.exposure.is_known:
        parts.append(f"a 1-in-20 year costs {money_of(said, said.exposure.bad_year)}{against_appetite(said)}")
    told = "; ".join(parts)
    return told[0].upper() + told[1:]


def subtitle(said: Said) -> str:
    """What is looked at, how, and when."""
    framework = said.standing.framework
    name = framework["name"] if framework else "No framework"
    return (
        f"{name}, whole company, as of {day_label(said.as_of)}; money in {said.currency}. "
        "Compliance and risk are two answers"
    )


def baseline_title(said: Said) -> str:
    """What the hero chart shows: the part where checks are passed and money is lost, else the one furthest behind."""
    rows = said.parts.to_dict("records")
    over = [row for row in rows if over_appetite(row)]
    if over:
        worst = max(over, key=lambda row: row["loss"] - row["appetite"])
        lost = f"leaves {money_of(said, worst['loss'])} at risk in a 1-in-20 year"
        if worst["compliance"] is None:
            return f"{worst['part']} {lost}, above its appetite"
        return f"{worst['part']} meets {percent(worst['compliance'])} of its controls, yet {lost}"
    behind = [
        row
        for row in rows
        if is_known(row["level"]) and is_known(row["target"]) and row["level"] < row["target"]
    ]
    if behind:
        worst = max(behind, key=lambda row: row["target"] - row["level"])
        return f"{worst['part']} is furthest below its target: median {float(worst['level']):g} of {float(worst['target']):g}"
    if any(is_known(row["level"]) for row in rows):
        return "No part's median is below its target"
    if not said.standing.met.coverage:
        return "No control has an answer that counts" if said.assessed else "No control has been assessed yet"
    least = min(rows, key=lambda row: 1 if row["compliance"] is None else row["compliance"])
    return f"{least['part']} meets {percent(least['compliance'])} of its controls, the goal is {percent(said.goal)}"


def loss_title(said: Said) -> str:
    """What the loss exceedance curve shows."""
    if not said.exposure.is_known:
        return "No risk has an estimate in money yet"
    told = f"A 1-in-20 year costs {money_of(said, said.exposure.bad_year)}"
    if said.bought is None or not said.bought.names:
        return told + against_appetite(said)
    return f"{told}; with the best set of upgrades {money_of(said, said.bought.bad_year_left)}"


def buy_title(said: Said) -> str:
    """What the frontier shows."""
    bought = said.bought
    if bought is None:
        return "Upgrades and risks in money are needed to say what to buy"
    if not bought.names:
        return f"No upgrade fits into {money_of(said, bought.budget)} a year"
    sets = f"{plural(len(bought.names), 'upgrade')} for {money_of(said, bought.spent)} a year"
    return f"{sets} {'cut' if len(bought.names) > 1 else 'cuts'} the expected loss by {money_of(said, bought.cut)} a year"


def buy_notes(said: Said) -> tuple[str, ...]:
    """What a person must know before buying the set: the budget, how sure it is, the next best, what it leaves open."""
    bought = said.bought
    if bought is None:
        return ()
    notes = [_budget_note(said)]
    if bought.rosi is not None and bought.rosi_low is not None and bought.rosi_high is not None:
        notes.append(
            f"Each unit of money saves {1 + bought.rosi:.1f} a year: a return (ROSI) of {percent(bought.rosi)}, "
            f"{percent(bought.rosi_low)} to {percent(bought.rosi_high)} in 8 of 10 draws of the effects."
        )
    few = " Several sets are nearly as good; choose among them freely." if bought.first_share < _HALF else ""
    notes.append(f"It is the best of all sets in {percent(bought.first_share)} of the draws.{few}")
    if bought.runner_up:
        gone, new = (
            "; ".join(name for name in one if name not in other)
            for one, other in ((bought.names, bought.runner_up), (bought.runner_up, bought.names))
        )
        left = f"{money_of(said, bought.runner_up_left)} instead of {money_of(said, bought.left)}"
        notes.append(f"The next best has {new} in place of {gone}, and leaves {left} a year.")
    if bought.open_required:
        notes.append(
            f"It is chosen for risk alone: {plural(bought.open_required, 'gap')} that an obligation asks to be closed "
            f"{'is' if bought.open_required == 1 else 'are'} not closed by it."
        )
    if bought.beyond_gordon_loeb:
        notes.append(
            "It costs more than 37% of the expected loss, beyond what Gordon and Loeb find worth paying."
        )
    if not bought.every_set_tried:
        notes.append("There are too many upgrades to try every set; a better one may exist.")
    return tuple(notes)


def quadrant_title(said: Said) -> str:
    """What the quadrant shows."""
    places = said.register.places
    if not places:
        return "No gap is known"
    required = len(said.register.required)
    known = [one for one in places if one.risk_left is not None and not one.required]
    told = f"{required} of {plural(len(places), 'gap')} must be closed"
    if not known:
        return told
    top = max(known, key=lambda one: one.risk_left or 0)
    code = said.register.controls[top.control_id]["code"]
    return f"{told}; of the others {code} leaves most at risk, {money_of(said, top.risk_left)} a year"


def trend_title(said: Said) -> str:
    """What the trend shows."""
    reached = said.standing.reached
    if not reached.counts:
        return "No level is known yet"
    return f"{reached.at_target} of {plural(reached.items, 'control')} are at their target level today"


def _budget_note(said: Said) -> str:
    bought = said.bought
    assert bought is not None  # noqa: S101  asked only where there is a set
    budget = money_of(said, bought.budget)
    if bought.over_budget:
        return f"What is on the roadmap already costs more than the budget of {budget} a year."
    if bought.is_set:
        return f"The best set within {budget} a year; what is on the roadmap is in it. It costs {money_of(said, bought.spent)}."
    return (
        f"No budget is set, so this is the one that pays for itself to the end: above {budget} a year upgrades cost more "
        "than they save. Set yours in the sidebar."
    )


def _met(said: Said) -> str:
    met = said.standing.met
    low, high = percent(met.strict), percent(met.highest)
    return low if low == high else f"{low} to {high}"


def against_appetite(said: Said) -> str:
    """`, above the appetite of $600k`; nothing where the board has not said."""
    accepted = said.exposure.appetite
    if accepted is None:
        return ""
    return f", {'above' if said.above_appetite else 'within'} the appetite of {money_of(said, accepted)}"


def over_appetite(row: dict[Any, Any]) -> bool:
    """Whether a part of the baseline loses more in a 1-in-20 year than is accepted."""
    return is_known(row["loss"]) and is_known(row["appetite"]) and row["loss"] > row["appetite"]


def money_of(said: Said, value: Any) -> str:
    """An amount in the plan's currency."""
    return money_label(value, said.currency)
