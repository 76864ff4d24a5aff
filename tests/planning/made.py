"""Contracts made for tests: one plain one to vary, and any that a person could enter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from itstrat.planning.terms import ContractTerms

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
TERMS = st.builds(
    ContractTerms,
    start_on=st.none() | DAYS,
    initial_months=st.none() | st.integers(-1, 60),
    renewal_months=st.none() | st.integers(-1, 36),
    end_on=st.none() | DAYS,
    notice_days=st.none() | st.integers(0, 200),
    notice_months=st.none() | st.integers(0, 6),
    auto_renew=st.none() | st.booleans(),
    amount=st.none() | st.decimals(0, 100000, places=2),
    billing=st.none() | st.sampled_from(("annual", "quarterly", "monthly", "once")),
    uplift=st.none() | st.decimals(0, Decimal("0.2"), places=3),
    uplift_cap=st.none() | st.decimals(0, Decimal("0.1"), places=3),
    decision=st.none() | st.sampled_from(("keep", "renegotiate", "reduce", "cancel")),
)


def contract(**terms: Any) -> ContractTerms:
    """A year from 15 March 2026 at 12,000 a year, renewing itself yearly with 60 days of notice and 7% more."""
    known: dict[str, Any] = {
        "start_on": date(2026, 3, 15),
        "initial_months": 12,
        "renewal_months": 12,
        "notice_days": 60,
        "auto_renew": True,
        "amount": Decimal(12000),
        "billing": "annual",
        "uplift": Decimal("0.07"),
    }
    return ContractTerms(**(known | terms))
