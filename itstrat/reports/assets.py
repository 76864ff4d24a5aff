"""What technology there is, what must be replaced when and why, and what nobody has planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import fiscal_year_label, is_known, money_label, percent, plural
from itstrat.planning.calendar import FiscalCalendar
from itstrat.reports import replacements
from itstrat.reports.asset_figures import SOURCE, Need, classed_share, figures, need_of, priced
from itstrat.reports.confidence import Weighed
from itstrat.reports.replacements import total
from itstrat.reports.statement import Decision, Figure, Finding
from itstrat.reports.technology import UNKNOWN_CLASS, Technology, technology
from itstrat.store import asset
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row


@dataclass(frozen=True, slots=True)
class AssetsReport:
    """What the page Assets shows. Money is Decimal in `currency`.

    `needed` has one row per asset (see replacements.replacements), `by_class` and `by_department` are the cost of
    replacing by fiscal year (see replacements.by_year), `ages` the age profile of what is in use. `six` is `technology` as it is read. `counts` is assets by
    state, `later` those due after the five years, `put_by` says what is spare or retired. `rules`
    has one row per class under the index (id, version), as it is edited. `dated` weighs what is in use by its value:
    known is what has an age.
    """

    title: str
    years_title: str
    ages_title: str
    six_title: str
    currency: str
    first_year: int
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    technology: Technology
    six: pd.DataFrame
    needed: pd.DataFrame
    counts: dict[str, int]
    by_class: pd.DataFrame
    by_department: pd.DataFrame
    ages: pd.DataFrame
    later: int
    put_by: str
    rules: pd.DataFrame
    dated: Weighed


def report(store: Store, scope: Scope) -> AssetsReport:
    """The technology of the scope's department on its day; the plan spans five fiscal years from that day's."""
    with store.snapshot() as plan:
        seen = outline(plan)
        calendar = FiscalCalendar(seen.fiscal_year_start)
        needed = replacements.replacements(plan, scope.department_id, seen.departments, calendar, scope.as_of)
        in_use = needed[needed["state"] != "not needed"]
        by_technology = _counted(in_use["technology_class"])
        rules = _rules(asset.classes(plan))
        six = technology(plan, scope.department_id, scope.as_of, by_technology)
    first_year = calendar.fiscal_year(scope.as_of)
    need = need_of(in_use, first_year, scope.fiscal_year)
    return AssetsReport(
        title=_title(need, seen.currency, first_year),
        years_title=_years_title(need, seen.currency),
        ages_title=_ages_title(in_use),
        six_title=_six_title(six, seen.currency),
        currency=seen.currency,
        first_year=first_year,
        figures=figures(need, six, scope, seen.currency, first_year),
        findings=_findings(need, six, seen.currency),
        decisions=_decisions(need),
        technology=six,
        six=_six(six, seen.currency),
        needed=needed,
        counts={state: int((needed["state"] == state).sum()) for state in replacements.STATES},
        by_class=replacements.by_year(needed, "class", first_year),
        by_department=replacements.by_year(needed, "department", first_year),
        ages=replacements.ages(in_use),
        later=int((in_use["fiscal_year"] >= first_year + replacements.YEARS).sum()),
        put_by=_put_by(needed),
        rules=rules,
        dated=Weighed(total(in_use["value"]), total(in_use.loc[in_use["age_years"].notna(), "value"])),
    )


def _title(need: Need, currency: str, first_year: int) -> str:
    last = fiscal_year_label(first_year + replacements.YEARS - 1)
    if need.in_use.empty:
        return "No assets are in use"
    cost = money_label(total(need.five_years["cost"]), currency)
    if need.overdue.empty:
        return f"Nothing is overdue; replacing what comes due until {last} costs {cost}"
    late = money_label(total(need.overdue["cost"]), currency)
    return f"{plural(len(need.overdue), 'asset')} overdue for {late}; with what comes due until {last} it is {cost}"


def _years_title(need: Need, currency: str) -> str:
    ahead = need.five_years[need.five_years["state"] != "overdue"]
    if ahead.empty:
        return "Nothing comes due in the next five fiscal years"
    sums = {int(str(year)): total(rows["cost"]) for year, rows in ahead.groupby("fiscal_year")}
    dearest = max(sums, key=lambda year: sums[year])
    count = plural(int((ahead["fiscal_year"] == dearest).sum()), "asset")
    return f"{fiscal_year_label(dearest)} is the dearest year to come: {money_label(sums[dearest], currency)} for {count}"


def _ages_title(in_use: pd.DataFrame) -> str:
    past = int(in_use["past_life"].fillna(value=False).sum())
    unknown = int(in_use["age_years"].isna().sum())
    return f"{past} of {plural(len(in_use), 'asset')} in use are past their useful life; the age of {unknown} is unknown"


def _six_title(six: Technology, currency: str) -> str:
    known = six.classes[six.classes["class"] != UNKNOWN_CLASS]
    if not six.total:
        return "What each class of technology costs a year is unknown: the ledger is empty for these months"
    top = known.iloc[int(known["spend"].astype(float).argmax())]
    return (
        f"{str(top['class']).capitalize()} is the largest class: {money_label(top['spend'], currency)} "
        f"of {money_label(six.total, currency)} IT spend in twelve months"
    )


def _six(six: Technology, currency: str) -> pd.DataFrame:
    """The six classes in the words of the page."""
    names = {
        "class": "Class",
        "assets": "Assets in use",
        "contracts": "Contracts",
        "contract_yearly": f"Contracts a year ({currency})",
        "spend": f"IT spend, 12 months ({currency})",
        "owner": "Owner of most contract money",
    }
    shown = six.classes.rename(columns=names)
    owner = names["owner"]
    return shown.assign(Class=shown["Class"].str.capitalize(), **{owner: shown[owner].fillna("unknown")})


def _findings(need: Need, six: Technology, currency: str) -> tuple[Finding, ...]:
    found = []
    if len(need.overdue):
        worst = _largest(need.overdue["reason"])
        sentence = (
            f"{plural(len(need.overdue), 'asset')} should have been replaced already, {priced(need.overdue, currency)}; "
            f"most often because of {worst}."
        )
        found.append(Finding("off track", sentence, "assets", len(need.overdue)))
    if len(need.unknown_age):
        sentence = f"The replacement date of {plural(len(need.unknown_age), 'asset')} is a guess: nobody knows the age."
        found.append(Finding("at risk", sentence, "assets", len(need.unknown_age)))
    if len(need.unplanned):
        sentence = f"No rule covers {plural(len(need.unplanned), 'asset')}: give each class a useful life."
        found.append(Finding("at risk", sentence, "assets", len(need.unplanned)))
    share = classed_share(six)
    if share is not None and share < 0.9:
        sentence = f"{percent(1 - share)} of IT spend belongs to none of the six technology classes yet."
        found.append(Finding("note", sentence, "spend"))
    if len(need.in_use) and not found:
        found.append(
            Finding("good", "Every asset in use has a rule and a known age, and none is overdue.", "assets")
        )
    return tuple(found)


def _decisions(need: Need) -> tuple[Decision, ...]:
    if need.overdue.empty:
        return ()
    ended = int(need.overdue["reason"].isin(("support end", "os end")).sum())
    why = (
        f"Security updates have ended for {plural(ended, 'asset')}."
        if ended
        else "They are past their useful life."
    )
    return (
        Decision(
            what=f"Replace {plural(len(need.overdue), 'overdue asset')}",
            why_now=why,
            cost=total(need.overdue["cost"]) if need.overdue["cost"].notna().any() else None,
            if_we_wait="Failures come unplanned and the price rises with inflation.",
            source=SOURCE,
        ),
    )


def _rules(classes: list[Row]) -> pd.DataFrame:
    index = pd.MultiIndex.from_tuples(
        [(row["id"], row["version"]) for row in classes], names=["id", "version"]
    )
    return pd.DataFrame(
        {
            "Class": [row["name"] for row in classes],
            "Technology class": [row["technology_class"] for row in classes],
            "Useful life (months)": pd.array([row["useful_life_months"] for row in classes], "Int64"),
            "Price today": pd.array([row["price_today"] for row in classes], "Float64"),
            "Inflation (% a year)": pd.array(
                [None if (rate := row["price_inflation"]) is None else rate * 100 for row in classes],
                "Float64",
            ),
            "Price as of": pd.to_datetime([row["price_on"] for row in classes]),
            "Source": [row["source"] for row in classes],
            "Assets": [row["assets"] for row in classes],
        },
        index=index,
    )


def _put_by(needed: pd.DataFrame) -> str:
    gone = needed[needed["state"] == "not needed"]
    if gone.empty:
        return "Nothing on the list is spare or retired."
    spare = int((gone["status"] == "spare").sum())
    return f"{spare} spare and {len(gone) - spare} retired assets need no replacement and are not counted."


def _largest(reasons: pd.Series[Any]) -> str:
    return str(reasons.value_counts().index[0])


def _counted(names: pd.Series[Any]) -> dict[str | None, int]:
    counts = names.astype(object).where(names.notna(), None).value_counts(dropna=False)
    return {str(name) if is_known(name) else None: int(count) for name, count in counts.items()}
