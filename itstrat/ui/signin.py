"""The way in and out: the sign-in page for strangers, and who you are at the foot of the sidebar."""

from __future__ import annotations

import streamlit as st

from itstrat.ui import access, faults, layout
from itstrat.ui.words import plain


def sign_in() -> None:
    """All that a stranger gets to see, and where a session ends that is too old. Stops the run."""
    person = access.visitor()
    st.title("IT strategic plan", anchor=False)
    st.markdown(plain(person.why))
    for provider in _providers():
        label = f"Sign in with {provider}" if provider else "Sign in"
        st.button(
            label, key=f"sign_in_{provider}", type="primary", on_click=st.login, args=[provider or None]
        )
    _sign_out()
    st.stop()


def card() -> None:
    """Who you are, what you may do and why not more, in the sidebar."""
    person = access.visitor()
    with st.sidebar.container(key="who"):
        layout.aside(f"{person.who} · {person.role}" if person.who != person.role else "Looking on")
        if person.why:
            layout.aside(person.why)
        _sign_out()


def _providers() -> list[str]:
    named = faults.secrets().get("auth", {})
    return [name for name, facts in named.items() if isinstance(facts, dict)] or [""]


def _sign_out() -> None:
    if st.user.to_dict().get("is_logged_in"):
        st.button("Sign out", key="sign_out", on_click=st.logout)
