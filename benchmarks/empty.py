"""The least page there can be with a choice on it: what Streamlit itself costs."""

import streamlit as st

st.selectbox("Department", [f"Department {number:02}" for number in range(41)], key="department")
