"""The only Streamlit outside dashboard.py and pages/."""
