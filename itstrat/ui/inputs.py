"""The CIO's inputs in the sidebar, made from their declaration and bound to the address: anybody may play."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.planning.assumptions import ASSUMPTIONS, Inputs
from itstrat.planning.objectives import OBJECTIVES, objective_values
from itstrat.reports.value import INPUTS as VALUE_INPUTS
from itstrat.store import assumptions
from itstrat.ui import faults, input_words, layout, plan, scope
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itstrat.planning.assumptions import Assumption, Value
    from itstrat.store.reading import Reader
    from itstrat.ui.input_words import Changed

# What moves the page most stands in sight where the page answers.
_IN_SIGHT = (
    "hires_per_month",
    "leavers_per_month",
    "price_inflation",
    "uplift_likely",
    "reserve_contribution",
    "view",
)
_PLANNED, _VERSIONS, _CHOSEN = "_inputs_planned", "_inputs_versions", "_inputs_chosen"
_OBJECTIVE, _BOX = "objective", "all_inputs"
# What a page beside Budget answers for stands on it, moved or not.
_ANSWERED = {
    "security": ("upgrade_budget", "compliance_goal", "evidence_months", "discount_rate"),
    "value": VALUE_INPUTS,
}
# Which way the money is looked at, and how far: no objective changes that.
_LENS = ("view", "horizon_years")


def chosen() -> Inputs:
    """The inputs in force for this person; set by dashboard.py before a page runs."""
    inputs: Inputs = st.session_state[_CHOSEN]
    return inputs


def planned() -> Inputs:
    """The inputs of the approved plan, as they were when this page was drawn."""
    inputs: Inputs = st.session_state[_PLANNED]
    return inputs


def versions() -> dict[str, int]:
    """The versions of the plan's saved inputs that this person saw, by name."""
    seen: dict[str, int] = st.session_state[_VERSIONS]
    return seen


def changes() -> tuple[Changed, ...]:
    """What this person changed against the plan; empty when the page shows the plan."""
    return input_words.differences(planned(), chosen(), plan.plan_outline().currency)


def take_from_address() -> None:
    """Choose what the address says, where no sidebar is drawn."""
    saved = st.session_state[_PLANNED] = _saved()
    st.session_state[_CHOSEN] = input_words.from_address(saved, st.query_params)


def sidebar(page: str) -> None:
    """Draw the inputs and choose what they say.

    Budget has all of them; any other page those it answers for, and those that were changed, so that they stay as they
    are.
    """
    _forget_endless()
    saved = _saved()
    _follow(saved)
    with st.sidebar.container(key="inputs", gap="small"):
        names = _all(saved) if page == "budget" else _kept(saved, _ANSWERED.get(page, ()))
    values = {name: input_words.value(ASSUMPTIONS[name], st.session_state[name]) for name in names}
    st.session_state[_CHOSEN] = input_words.made(saved, values)


def back_to_plan() -> None:
    """Callback: every input is as planned again."""
    take(planned())
    st.session_state[_OBJECTIVE] = None


def take(wanted: Inputs) -> None:
    """Callback: put these inputs into the sidebar, as a scenario says them."""
    _set({name: wanted.value(name) for name in ASSUMPTIONS})


def _saved() -> Inputs:
    saved, st.session_state[_VERSIONS] = plan.read(_read)
    return saved


def _read(reader: Reader) -> tuple[Inputs, dict[str, int]]:
    rows = assumptions.saved(reader)
    return assumptions.saved_inputs(reader), {name: row.version for name, row in rows.items()}


def _all(saved: Inputs) -> list[str]:
    st.subheader("What if", anchor=False)
    st.selectbox(
        "Objective",
        list(OBJECTIVES),
        index=None,
        format_func=lambda name: OBJECTIVES[name].label,
        key=_OBJECTIVE,
        placeholder="Choose to set inputs",
        help=plain(" ".join(f"{one.label}: {one.what}" for one in OBJECTIVES.values())),
        on_change=_take_objective,
    )
    for place, name in zip(st.columns(2, gap="small"), _IN_SIGHT[:2], strict=True):
        with place:
            _draw([name], saved)
    _draw(_IN_SIGHT[2:], saved)
    return [*_IN_SIGHT, *_rest(saved)]


def _rest(saved: Inputs) -> list[str]:
    """The box with all other inputs; closed, those that were changed stand below it."""
    box = st.expander("All inputs", key=_BOX, on_change="rerun")
    if not box.open:
        # The browser keeps in the address only what is on the page, and a closed box is not.
        names = [name for name in _moved(saved) if name not in _IN_SIGHT]
        _draw(names, saved)
        return names
    rest = [one for one in ASSUMPTIONS.values() if one.name not in _IN_SIGHT]
    with box:
        for group, members in groupby(rest, lambda one: one.group):
            st.markdown(f"**{group}**")
            _draw((one.name for one in members), saved)
    return [one.name for one in rest]


def _kept(saved: Inputs, own: Sequence[str]) -> list[str]:
    others = [name for name in _moved(saved) if name not in own]
    if own or others:
        st.subheader("What if", anchor=False)
        _draw(own, saved)
    if others:
        layout.aside("Not the approved plan; Budget, Security and Value answer.")
        _draw(others, saved)
    return [*own, *others]


def _moved(saved: Inputs) -> list[str]:
    """What must be drawn so that it is not lost: what the address names, what was or is now set beside the plan."""
    held, named = (
        st.session_state.to_dict(),
        st.query_params.to_dict(),
    )  # asked one by one they cost much more
    last: Inputs = held.get(_CHOSEN, saved)
    names = []
    for name, one in ASSUMPTIONS.items():
        planned = input_words.cell(one, saved.value(name))
        beside = held.get(name, planned) != planned or last.value(name) != saved.value(name)
        if beside or name in named:
            names.append(name)
    return names


def _draw(names: Iterable[str], saved: Inputs) -> None:
    currency = plan.plan_outline().currency
    for name in names:
        _widget(ASSUMPTIONS[name], saved.value(name), currency)


def _widget(one: Assumption, planned: Value, currency: str) -> None:
    held = input_words.cell(one, planned)
    about: dict[str, Any] = {
        "key": one.name,
        "bind": "query-params",
        "help": plain(input_words.about(one, planned, currency)),
    }
    if one.choices:
        words = input_words.CHOICES
        st.segmented_control(
            one.label, one.choices, default=held, required=True, format_func=words.__getitem__, **about
        )
        return
    about |= {"value": held} | {
        bound: input_words.cell(one, number)
        for bound, number in (("min_value", one.least), ("max_value", one.most), ("step", one.step))
    }
    if one.unit == "share":
        st.slider(one.label, format="percent", **about)
    else:
        label = f"{one.label} ({currency})" if one.unit == "money" else one.label
        st.number_input(label, placeholder="none", **about)


def _forget_endless() -> None:
    """Begin anew without infinite numbers in the address: Streamlit fails to make whole numbers of them."""
    endless = [name for name in ASSUMPTIONS if input_words.is_endless(st.query_params.get(name, ""))]
    for name in endless:
        del st.query_params[name]
    if endless:
        st.rerun()


def _follow(saved: Inputs) -> None:
    """Somebody saved the plan: what this person left as it was follows it, what they moved stays."""
    before: Inputs = st.session_state.get(_PLANNED, saved)
    for name, one in ASSUMPTIONS.items():
        old, new = before.value(name), saved.value(name)
        if old != new and st.session_state.get(name) == input_words.cell(one, old):
            st.session_state[name] = input_words.cell(one, new)
    st.session_state[_PLANNED] = saved


def _take_objective() -> None:
    """Callback: the inputs the objective sets; all others as planned, but for how the money is looked at."""
    values: dict[str, Value] = {name: planned().value(name) for name in ASSUMPTIONS if name not in _LENS}
    objective = OBJECTIVES.get(st.session_state[_OBJECTIVE] or "")
    people = plan.budget_report(scope.chosen(), planned()).people
    if objective and people is not None:
        values |= objective_values(objective, people)
    elif objective:
        faults.notice(
            "An objective starts from today's people, and the plan does not know how many.", good=False
        )
    _set(values)


def _set(values: Mapping[str, Value]) -> None:
    """Put the values into the widgets; one that is not drawn and keeps the plan's value needs none."""
    for name, value in values.items():
        held = input_words.cell(ASSUMPTIONS[name], value)
        if name not in st.session_state:
            if value == planned().value(name):
                continue
            # A widget that is only now drawn does not tell the address what it was given.
            st.query_params[name] = input_words.CHOICES.get(str(held), str(held))
        st.session_state[name] = held
