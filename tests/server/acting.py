"""A dashboard with one button that writes, drawn for everybody: the worst page somebody could make."""

import streamlit as st

from itstrat.ui import access, faults, plan, signin


@access.editor_action
def add_department() -> None:
    """Write one row as whoever is there."""
    with plan.store().tx(access.who()) as edit:
        edit.insert("department", {"name": "Made by a button"})


person = access.visitor()
if person.role == "stranger":
    signin.sign_in()
st.text(f"role: {person.role}; who: {person.who}; {person.why}")
st.button("Add", key="add_department", on_click=add_department)
faults.show_notice()
