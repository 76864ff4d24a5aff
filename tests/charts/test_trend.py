"""The share at target over assessments: one panel per part, what is unknown as a band."""

from __future__ import annotations

import pytest

from tests.charts.drawn import words
from tests.charts.security_cases import SHARES, shares


def test_each_part_has_its_panel_with_its_last_share() -> None:
    """Beside each part stands its newest share, as a range where some of it is unknown."""
    told = words(shares(SHARES)())
    assert {*SHARES, "45 to 53%", "68 to 76%"} <= told
    assert "45%" in words(shares(SHARES, unknown=0)())


def test_panels_share_one_scale() -> None:
    """The same share on the same day lies equally high above its axis in every panel."""
    frame = shares({"A": [0.4, 0.6], "B": [0.4, 0.1]}, unknown=0)().frame
    points = frame[frame["part"] == "point"]
    assert points.iloc[0]["y"] == pytest.approx(points.iloc[2]["y"], abs=0.1)


def test_the_unknown_is_a_band_above_the_line() -> None:
    """The band begins at the line and ends where all unknown items would be at target; without any there is none."""
    frame = shares({"A": [0.4, 0.6]})().frame
    area = frame[frame["part"] == "area"]
    assert len(area) == 2
    assert (area["y2"] < area["y"]).all()
    none = shares({"A": [0.4, 0.6]}, unknown=0)().frame
    assert none[none["part"] == "area"].empty


def test_an_assessment_of_nothing_is_no_zero() -> None:
    """A part never answered has no line and says so; a first unknown day is left out."""
    chart = shares({"A": [None, None], "B": [None, 0.5]})()
    assert "not known" in words(chart)
    assert len(chart.frame[chart.frame["part"] == "point"]) == 1


def test_the_sentence_names_what_rose_and_what_fell() -> None:
    """Who cannot see it hears the greatest rise and the greatest fall."""
    assert shares(SHARES)().alt == (
        "Share at target in 6 parts: 5 rose; most Protect, 50% to 68%; fell Respond, 40% to 31%."
    )
