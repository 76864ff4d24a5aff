"""What an editor decides on the page Spend: a vendor text or a line, taking it back, and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.reports import spend_lists
from itstrat.reports.spend_lists import KINDS, VERDICTS
from itstrat.store import decisions, rules
from itstrat.store.decisions import Decision, Subject
from itstrat.ui import access, faults, layout, plan, records
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.reports.spend_lists import Choices, Listed
    from itstrat.reports.statement import Scope
    from itstrat.store.decisions import Kind

_ADVICE = {
    "assign": "It is IT and belongs to this vendor or contract. Later lines with this text go there too.",
    "ignore": "It is not IT. It leaves every figure of this page.",
    "one_off": "It is IT, and it will not come again, so it stays out of forecasts.",
}


def decide(about: Mapping[str, Subject], choices: Choices, key: str, suggested: str | None = None) -> None:
    """A form that decides one of `about` (label to subject); a viewer sees it switched off and why."""
    editor = layout.editors_only()
    subjects = f"{key}_subjects"
    st.session_state[subjects] = dict(about)
    with st.container(border=True, key=f"{key}_decide"):
        st.selectbox("Decide", list(about), key=f"{key}_about", disabled=not editor)
        kind = st.segmented_control(
            "Decision",
            list(KINDS),
            default="assign",
            required=True,
            format_func=lambda one: {"assign": "Assign"}.get(one, KINDS[one]),
            key=f"{key}_kind",
            disabled=not editor,
        )
        layout.aside(_ADVICE[kind or "assign"])
        if kind == "assign":
            _assignment(choices, key, suggested, editor=editor)
        st.text_input(
            "Reason" if kind == "ignore" else "Reason (optional)",
            key=f"{key}_reason",
            max_chars=300,
            disabled=not editor,
        )
        st.button(
            "Save decision",
            key=f"{key}_save",
            type="primary",
            disabled=not editor,
            on_click=_save_decision,
            args=(key,),
        )


def taken_back(listed: Listed) -> None:
    """Choose a decision that holds, and take it back."""
    if not listed.total or not layout.editors_only():
        return
    labels = [
        f"{about}: {kind}"
        for about, kind in zip(listed.frame["About"], listed.frame["Decision"], strict=True)
    ]
    st.session_state["_decided"] = dict(zip(labels, listed.keys, strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", key="undecide"):
        st.selectbox("Take a decision back", labels, index=None, key="undecide_which")
        st.button("Take back", key="undecide_save", on_click=_take_back)


def rules_editor(scope: Scope) -> None:
    """The rules as a table to edit, a form to add one and a way to take one out."""
    kept = plan.report(spend_lists.it_rules, scope)
    if kept.empty:
        st.markdown("There is no rule yet, so every line that nothing else explains is undecided.")
    else:
        records.table(
            kept, "it_rules", _FIELDS, rules.save_rules, alt="Rules that say which ledger lines are IT"
        )
    if not layout.editors_only():
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="rule_new"):
        st.number_input("Rank", 1, 9999, 100, key="rule_rank", help="The lowest rank that matches wins.")
        st.selectbox("Looks at", list(rules.FIELDS), key="rule_field")
        st.text_input("Contains", key="rule_pattern", max_chars=200)
        st.selectbox("Says", list(rules.VERDICTS), format_func=VERDICTS.__getitem__, key="rule_verdict")
        st.button("Add rule", key="rule_add", on_click=_add_rule)
    if kept.empty:
        return
    labels = [
        f"{row['Rank']}: {row['Looks at']} contains “{row['Contains']}”" for row in kept.to_dict("records")
    ]
    st.session_state["_rules"] = dict(zip(labels, kept.index, strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom", key="rule_out"):
        st.selectbox("Take a rule out", labels, index=None, key="rule_which")
        st.button("Take out", key="rule_retire", on_click=_retire_rule)


def _assignment(choices: Choices, key: str, suggested: str | None, *, editor: bool) -> None:
    vendors = list(choices.vendors)
    with st.container(horizontal=True, key=f"{key}_to"):
        st.selectbox(
            "Vendor",
            vendors,
            index=vendors.index(suggested) if suggested in vendors else None,
            placeholder="Choose, or type a new one",
            accept_new_options=True,
            key=f"{key}_vendor",
            disabled=not editor,
        )
        st.selectbox(
            "or contract",
            list(choices.contracts),
            index=None,
            format_func=lambda one: choices.contracts.get(one, str(one)),
            key=f"{key}_contract",
            disabled=not editor,
        )


@access.editor_action
def _save_decision(key: str) -> None:
    label = st.session_state[f"{key}_about"]
    subject: Subject = _found(st.session_state[f"{key}_subjects"], label)
    kind = cast("Kind", st.session_state[f"{key}_kind"])
    assigned = kind == "assign"
    contract = st.session_state.get(f"{key}_contract") if assigned else None
    decision = Decision(
        kind=kind,
        vendor=st.session_state.get(f"{key}_vendor") if assigned and contract is None else None,
        contract_id=contract,
        reason=st.session_state.get(f"{key}_reason", ""),
    )
    decisions.decide(plan.store(), subject, decision, access.who())
    st.session_state[f"{key}_reason"] = ""
    faults.notice(f"Decided: {label}. It holds for later imports too.", good=True)


@access.editor_action
def _take_back() -> None:
    label = st.session_state["undecide_which"]
    vendor_key, identity, occurrence, version = _found(st.session_state["_decided"], label)
    decisions.undecide(plan.store(), Subject(vendor_key, identity, occurrence), version, access.who())
    faults.notice(f"Taken back: {label}.", good=True)


@access.editor_action
def _add_rule() -> None:
    names = {"rank": "rule_rank", "field": "rule_field", "pattern": "rule_pattern", "verdict": "rule_verdict"}
    rules.add_rule(plan.store(), {name: st.session_state[key] for name, key in names.items()}, access.who())
    st.session_state["rule_pattern"] = ""
    faults.notice("The rule is added and the ledger is judged anew.", good=True)


@access.editor_action
def _retire_rule() -> None:
    label = st.session_state["rule_which"]
    key, version = _found(st.session_state["_rules"], label)
    rules.retire_rule(plan.store(), int(key), int(version), access.who())
    faults.notice(f"Taken out: {label}.", good=True)


def _found(offered: Mapping[str, Any], label: str | None) -> Any:
    """What was offered under that label; a browser can send any text."""
    if label is None or label not in offered:
        raise ItstratError("Nothing was changed: choose one of the list first.")
    return offered[label]


def subjects_of_texts(listed: Listed, labels: Sequence[str]) -> dict[str, Subject]:
    """Labels of vendor texts to what a decision is about."""
    return {label: Subject(vendor_key=str(key[0])) for label, key in zip(labels, listed.keys, strict=True)}


def subjects_of_lines(listed: Listed, labels: Sequence[str]) -> dict[str, Subject]:
    """Labels of lines to what a decision is about."""
    found = {}
    for label, (identity, occurrence) in zip(labels, listed.keys, strict=True):
        found[label] = Subject(identity=str(identity), occurrence=int(str(occurrence)))
    return found


def _verdict(cell: object) -> str:
    return next(stored for stored, said in VERDICTS.items() if said == cell)


_FIELDS = {
    "Rank": Field("rank", records.whole, st.column_config.NumberColumn(min_value=1, max_value=9999, step=1)),
    "Looks at": Field("field", records.text, st.column_config.SelectboxColumn(options=list(rules.FIELDS))),
    "Contains": Field("pattern", records.text, st.column_config.TextColumn(max_chars=200)),
    "Verdict": Field(
        "verdict",
        _verdict,
        st.column_config.SelectboxColumn(options=[VERDICTS[one] for one in rules.VERDICTS]),
    ),
    "Note": Field("note", records.text, st.column_config.TextColumn(max_chars=300)),
}
