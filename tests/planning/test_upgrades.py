"""What an upgrade costs and what several leave of a risk together."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.annual_loss import Cut, annual_loss
from itstrat.planning.risk import Risk, ale
from itstrat.planning.uncertainty import ThreePoint
from itstrat.planning.upgrades import (
    NO_CUT,
    Effect,
    Upgrade,
    beyond_gordon_loeb,
    cuts,
    rosi,
    share_cut,
    yearly_cost,
)

SHARE = st.floats(0, 1)


def sure(share: float) -> ThreePoint:
    """An effect without doubt."""
    return ThreePoint(share, share, share)


def upgrade(number: int, *effects: Effect, layer: str | None = None) -> Upgrade:
    """60,000 once over three years and 10,000 a year."""
    return Upgrade(number, Decimal(60_000), Decimal(10_000), Decimal(3), layer, effects)


def test_yearly_cost_and_return() -> None:
    """30,000 and 140% without interest, 33,282.01 and 116.3% at 8% (oracle O3-4)."""
    cut = Decimal(120_000) * 60 / 100
    assert yearly_cost(upgrade(1)) == Decimal("30000.00")
    assert rosi(cut, yearly_cost(upgrade(1))) == pytest.approx(1.40)
    assert yearly_cost(upgrade(1), Decimal("0.08")) == Decimal("33282.01")
    assert rosi(cut, Decimal("33282.01")) == pytest.approx(1.163, abs=5e-4)


def test_the_yearly_cost_pays_the_one_off_back() -> None:
    """The payments of two years, discounted, are worth what was paid: the annuity's definition."""
    half = Upgrade(1, Decimal(1_000), Decimal(0), Decimal(2))
    payment = yearly_cost(half, Decimal("0.1"))
    assert payment / Decimal("1.1") + payment / Decimal("1.21") == pytest.approx(
        Decimal(1_000), abs=Decimal("0.01")
    )


def test_first_year_cash_is_all_of_the_one_off_cost() -> None:
    """And one year of running."""
    assert upgrade(1).first_year_cash == Decimal("70000.00")


def test_what_costs_nothing_has_no_return() -> None:
    """Rather than an endless one."""
    assert rosi(Decimal(10), Decimal(0)) is None


def test_spending_beyond_37_percent_of_the_loss_is_flagged() -> None:
    """Above it only."""
    assert not beyond_gordon_loeb(Decimal(37), Decimal(100))
    assert beyond_gordon_loeb(Decimal("37.01"), Decimal(100))


def test_effects_as_stored() -> None:
    """Blank is no effect, missing or contradictory ends are the likely."""
    assert share_cut(None, None, Decimal(1)) == NO_CUT
    assert share_cut(None, Decimal("0.3"), None) == sure(0.3)
    assert share_cut(Decimal("0.1"), Decimal("0.3"), Decimal("0.5")) == ThreePoint(0.1, 0.3, 0.5)
    assert share_cut(Decimal("0.4"), Decimal("0.3"), Decimal("0.2")) == sure(0.3)


def test_effects_multiply() -> None:
    """Half of the events and half of what is left: a quarter; losses likewise."""
    both = cuts([upgrade(1, Effect(7, sure(0.5))), upgrade(2, Effect(7, sure(0.5), sure(0.2)))])
    assert both[7].frequency == pytest.approx(0.75)
    assert both[7].loss == pytest.approx(0.2)


def test_of_one_layer_only_the_strongest_counts() -> None:
    """For each risk by itself: another one may be the strongest there."""
    chosen = [
        upgrade(1, Effect(7, sure(0.5)), Effect(8, sure(0.1)), layer="mail"),
        upgrade(2, Effect(7, sure(0.4)), Effect(8, NO_CUT, sure(0.3)), layer="mail"),
        upgrade(3, Effect(7, sure(0.5))),
    ]
    found = cuts(chosen)
    assert found[7] == Cut(0.75, 0.0)
    assert (found[8].frequency, found[8].loss) == pytest.approx((0, 0.3))


def test_a_twentieth_of_a_risk_always_stays() -> None:
    """However many upgrades there are, and if one promises everything."""
    for chosen in (
        [upgrade(1, Effect(7, sure(1.0), sure(1.0)))],
        [upgrade(number, Effect(7, sure(0.6), sure(0.6))) for number in range(5)],
    ):
        found = cuts(chosen)[7]
        assert (1 - found.frequency) * (1 - found.loss) == pytest.approx(0.05)


def test_a_risk_that_nothing_touches_has_no_cut() -> None:
    """It is as it is today."""
    assert cuts([upgrade(1)]) == {}


def test_simulated_years_agree_with_what_is_left() -> None:
    """The mean of the years under the cuts is the expected loss times what the upgrades leave."""
    risk = Risk(7, None, Decimal(4), Decimal(10_000), Decimal(40_000))
    chosen = [upgrade(1, Effect(7, sure(0.5), sure(0.2))), upgrade(2, Effect(7, sure(0.1)))]
    today = ale(risk)
    assert today is not None
    mean = annual_loss([risk], cuts(chosen), years=100_000).total().mean()
    assert mean == pytest.approx(float(today) * 0.5 * 0.8 * 0.9, rel=0.01)


@settings(deadline=None)
@given(st.lists(st.tuples(SHARE, SHARE, st.sampled_from(("mail", None))), min_size=1, max_size=6))
def test_another_upgrade_never_raises_a_risk(effects: list[tuple[float, float, str | None]]) -> None:
    """Cuts stay within 0 and 1 and together within 95%."""
    chosen = [
        upgrade(number, Effect(7, sure(often), sure(much)), layer=layer)
        for number, (often, much, layer) in enumerate(effects)
    ]
    before = 1.0
    for count in range(1, len(chosen) + 1):
        found = cuts(chosen[:count])[7]
        assert 0 <= found.frequency <= 0.95 + 1e-12
        assert -1e-12 <= found.loss <= 0.95 + 1e-12
        left = (1 - found.frequency) * (1 - found.loss)
        assert 0.05 - 1e-12 <= left <= before + 1e-12
        before = left
