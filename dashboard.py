"""The dashboard: navigation, who may come in, what is looked at, and the one place where errors end.

Start it with `python -m itstrat run`; `streamlit run dashboard.py` works as well.
"""

import logging

import streamlit as st

from itstrat.ui import access, faults, inputs, latency, layout, plan, scope, signin, stylesheet

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logging.getLogger("itstrat").setLevel(logging.INFO)
latency.send_at_once()
st.set_page_config(page_icon="🧭", layout="wide")

with faults.boundary():
    # Every file of pages/ stands here once, under the step of the plan it belongs to.
    pages = {
        "": [
            st.Page("pages/overview.py", title="Overview", default=True),
            st.Page("pages/data.py", title="Data"),
        ],
        "2 Roadmap": [
            st.Page("pages/roadmap.py", title="Roadmap"),
            st.Page("pages/objectives.py", title="Objectives"),
            st.Page("pages/security.py", title="Security"),
        ],
        "5 Review technology": [
            st.Page("pages/assets.py", title="Assets"),
            st.Page("pages/renewals.py", title="Renewals"),
            st.Page("pages/spend.py", title="Spend"),
            st.Page("pages/budget.py", title="Budget"),
            st.Page("pages/value.py", title="Value"),
        ],
    }
    board_view, stranger = layout.board_view(), access.role() == "stranger"
    # First of all: until navigation has run once, Streamlit opens any file of pages/ by its name.
    page = st.navigation(pages, position="hidden" if board_view or stranger else "sidebar", expanded=True)
    if stranger:
        signin.sign_in()
    if board_view:
        scope.take_from_address()
        inputs.take_from_address()
    else:
        scope.sidebar()
        inputs.sidebar(page.url_path)
        signin.card()
    stylesheet.wear()
    faults.show_notice()
    latency.stop_unseen(seen=access.seen())
    with access.admission():
        page.run()

plan.settle()
